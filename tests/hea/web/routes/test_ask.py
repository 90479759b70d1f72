"""`/`: an answer with marks and evidence, a refusal, follow-ups, a model's draft as it comes."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from servers import serving, stream
from small_library import CANTOR, write_records
from starlette.testclient import TestClient

from builder.errors import UserError
from hea.workflows.conversation.last_answer import last_quote
from hea.workflows.conversation.next_steps import next_steps
from hea.workflows.values.facets import ValueFilter
from hea.workspace import Workspace


class Tags(HTMLParser):
    """The elements of a page, with the names of their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(html: str) -> None:
    """No element acts that no template has put there."""
    for tag, attributes in Tags(html).found:
        assert tag not in ("img", "svg", "iframe", "object", "style", "base"), tag
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        if tag == "script":
            assert (attributes["src"] or "").startswith("/static/")
        for name in ("href", "src", "action", "hx-get"):
            assert not (attributes.get(name) or "").lower().startswith(("javascript:", "data:"))


TOUGHNESS = "What is the fracture toughness of CrMnFeCoNi at 77 K?"


def test_the_value_stands_large_and_each_sentence_has_its_mark(client: TestClient) -> None:
    shown = client.get("/", params={"q": TOUGHNESS}).text
    assert re.search(r'<p class="value"><bdi>&gt; 200 MPa', shown)
    assert 'data-n="1"' in shown
    assert "https://doi.org/10.1000/cantor" in shown
    # The sentence is marked in the abstract, because a record has no page.
    assert "<mark" in shown


def test_the_first_page_offers_questions_of_its_own_papers(
    client: TestClient, client_of: Callable[..., TestClient], tmp_path: Path
) -> None:
    shown = client.get("/").text
    offered = re.findall(r'<li><a href="(/\?q=[^"]+)"', shown)
    assert offered
    assert "do not answer that" not in client.get(offered[0]).text
    (tmp_path / "empty" / "corpus").mkdir(parents=True)
    assert "A question about your papers" in client_of(tmp_path / "empty").get("/").text


def test_a_citation_is_shown_beside_without_a_script(client: TestClient) -> None:
    shown = client.get("/", params={"q": "Why does CrMnFeCoNi get tougher on cooling?", "show": 2})
    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", shown.text)
    assert len(marked) <= 1


def test_a_refusal_names_the_nearest_paper_and_what_differs(client: TestClient) -> None:
    shown = client.get("/", params={"q": "What is the yield strength of NbMoTaW at 77 K?"}).text
    assert "The papers in this corpus do not answer that." in shown
    assert "You asked at 77 K" in shown
    assert re.search(r'<a href="/paper/[0-9a-f]{64}"><bdi>Refractory high-entropy alloys', shown)


def test_a_follow_up_leans_on_the_answer_before(client: TestClient) -> None:
    first = client.get("/", params={"q": "Yield strength of NbMoTaW at 77 K?"}).text
    key = re.search(r'name="after" value="(\w+)"', first)
    assert key
    second = client.get("/", params={"q": "and at 1600 °C?", "after": key[1]}).text
    assert "Asked as: <bdi>Yield strength of NbMoTaW at 1600 °C?" in second
    assert "405 MPa" in second
    last = re.search(r'name="after" value="(\w+)"', second)
    assert last
    who = client.get("/", params={"q": "which paper?", "after": last[1]}).text
    assert "Refractory high-entropy alloys NbMoTaW" in who


def test_a_follow_up_to_an_answer_that_is_forgotten_is_asked_as_it_stands(
    client: TestClient,
) -> None:
    assert client.get("/", params={"q": "and at 77 K?", "after": "0" * 24}).status_code == 200


def test_filters_are_kept_and_a_wrong_one_is_told(client: TestClient) -> None:
    asked = {"q": "hardness", "has": "Al", "year": "2012", "phase": "BCC"}
    shown = client.get("/", params=asked).text
    assert 'name="has" value="Al"' in shown
    wrong = client.get("/", params={"q": "hardness", "has": "Xx"})
    assert wrong.status_code == 400
    assert "“Xx” is not an element of alloys." in wrong.text
    assert client.get("/", params={"q": "hardness", "k": "0"}).status_code == 400


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script> hardness",
        '"><img src=x onerror=alert(1)> hardness',
        "hardness {{ 7*7 }} {% raw %}",
        "hardness\u202egnp.exe",
        "hardness & ' \" ` \\",
    ],
)
def test_a_question_is_text_whatever_it_holds(client: TestClient, words: str) -> None:
    for path in ("/", "/history"):
        shown = client.get(path, params={"q": words})
        assert_harmless(shown.text)
        assert "hardness 49" not in shown.text


def test_titles_and_abstracts_are_text(
    client_of: Callable[..., TestClient], tmp_path: Path, hea: Callable[..., object]
) -> None:
    hostile = "<script>alert('t')</script><svg onload=alert(1)>\"'"
    record = {
        **CANTOR,
        "title": f"Toughness of CrMnFeCoNi {hostile}",
        "abstract": f"{CANTOR['abstract']} A remark {hostile} was made.",
        "journal": hostile,
        "authors": [hostile],
    }
    (tmp_path / "corpus").mkdir()
    write_records(tmp_path / "corpus" / "r.jsonl", record)
    hea("build", "--workspace", tmp_path)
    client = client_of(tmp_path)
    paper = client.get("/api/ask", params={"q": TOUGHNESS}).json()["citations"][0]["paper"]
    for path in (
        f"/?{urlencode({'q': TOUGHNESS})}",
        f"/?{urlencode({'q': 'Hardness of CrMnFeCoNi?'})}",
        f"/paper/{paper}",
        f"/paper/{paper}?start=0&end=40",
    ):
        shown = client.get(path).text
        assert "alert(" in shown, path
        assert_harmless(shown)


def test_what_cannot_be_asked_is_told(client: TestClient) -> None:
    for words in ("?!", "a" * 2001):
        assert client.get("/", params={"q": words}).status_code == 400
    half = client.get("/?q=%ED%A0%80")
    assert half.status_code in (200, 400)
    assert client.get("/api/ask", params={"q": "a" * 30_000}).status_code in (400, 431)


def test_a_library_that_was_not_built_says_what_to_do(
    client_of: Callable[..., TestClient], tmp_path: Path
) -> None:
    (tmp_path / "corpus").mkdir()
    client = client_of(tmp_path)
    shown = client.get("/", params={"q": TOUGHNESS})
    assert shown.status_code == 400
    assert "Nothing has been built yet." in shown.text
    assert str(tmp_path) not in shown.text
    for page in (shown.text, client.get("/").text):
        assert '<a href="/papers">add papers</a>' in page
    assert '<a href="/papers">add' not in client_of(tmp_path, read_only=True).get("/curate").text


def test_only_models_that_are_offered_are_asked(client: TestClient) -> None:
    for model in ("path:/etc", "endpoint:http://169.254.169.254#x", "adapter:../../etc", "phi2"):
        refused = client.get("/api/ask", params={"q": TOUGHNESS, "model": model})
        assert refused.status_code == 400
        assert "is not offered here" in refused.json()["error"]


@pytest.fixture
def with_model(
    client_of: Callable[..., TestClient], place: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    """A client of a library whose model is on a server."""
    said = ("Its fracture toughness exceeds 200 MPa m^0.5 at 77 K [1].", " Unicorns are tougher.")
    with serving(stream(*said)) as server:
        monkeypatch.setenv("HEA_MODEL", f"endpoint:{server.url}#m")
        yield client_of(place)


@pytest.mark.enable_socket
def test_a_model_s_answer_streams_and_what_it_may_not_say_is_there_on_demand(
    with_model: TestClient,
) -> None:
    waiting = with_model.get("/", params={"q": TOUGHNESS}).text
    assert 'data-stream="/ask/stream?q=' in waiting
    assert "wait=1" in waiting  # for browsers without scripts
    events = with_model.get("/ask/stream", params={"q": TOUGHNESS}).text
    names = re.findall(r"^event: (\w+)$", events, re.M)
    assert names[0] in ("sources", "status")
    assert names[-1] == "answer"
    assert "draft" in names
    html = json.loads(events.rsplit("data: ", 1)[1].split("\n")[0])
    assert "1 sentence of the model left out" in html
    assert "Unicorns are tougher." in html
    # Asked again, it is there at once.
    assert "left out" in with_model.get("/", params={"q": TOUGHNESS}).text


@pytest.mark.enable_socket
def test_without_a_script_a_model_s_answer_is_waited_for(with_model: TestClient) -> None:
    shown = with_model.get("/", params={"q": TOUGHNESS, "wait": 1}).text
    assert "Unicorns are tougher." in shown
    assert "<s>" not in shown


def test_quotes_are_answered_while_a_model_writes(
    client_of: Callable[..., TestClient], place: Path
) -> None:
    client = client_of(place)
    shared = client.app.state.served  # type: ignore[attr-defined]
    release, busy = threading.Event(), threading.Event()

    def wait(library: object) -> None:
        busy.set()
        release.wait(20)

    waiting = threading.Thread(target=lambda: client.portal.call(shared.models.run, wait))  # type: ignore[union-attr]
    waiting.start()
    assert busy.wait(10)
    assert client.get("/api/ask", params={"q": TOUGHNESS}).json()["answered"]
    release.set()
    waiting.join()


def test_a_new_build_is_noticed(
    client: TestClient, place: Path, hea: Callable[..., object]
) -> None:
    asked = {"q": "What is the yield strength of TiZrHfNbTa?"}
    assert not client.get("/api/ask", params=asked).json()["answered"]
    new = {
        "id": "tizr",
        "title": "The alloy TiZrHfNbTa under tension",
        "abstract": "TiZrHfNbTa was cast. Its yield strength is 929 MPa at room temperature.",
        "doi": "10.1000/tizr",
        "year": 2015,
    }
    write_records(place / "corpus" / "new.jsonl", new)
    hea("build", "--workspace", place)
    assert client.get("/api/ask", params=asked).json()["short"] == "929 MPa"


def test_search_gives_the_record_of_the_command_line(client: TestClient) -> None:
    found = client.get("/api/search", params={"q": "hardness of aluminium alloys", "k": 2}).json()
    assert len(found["hits"]) == 2
    assert {"rank", "paper", "text", "why"} <= found["hits"][0].keys()


def test_an_answer_is_taken_along_as_markdown(client: TestClient) -> None:
    asked = {"q": TOUGHNESS, "format": "markdown"}
    text = client.get("/api/ask", params=asked)
    assert text.headers["content-type"].startswith("text/plain")
    assert "<https://doi.org/10.1000/cantor>" in text.text
    assert client.get("/api/ask?format=exe&q=" + quote(TOUGHNESS)).status_code == 400


def test_what_was_answered_in_the_browser_is_what_hea_open_opens(
    client_of: Callable[..., TestClient], place: Path
) -> None:
    client_of(place, read_only=True).get("/", params={"q": TOUGHNESS})
    with pytest.raises(UserError, match="Nothing was asked"):
        last_quote(Workspace(place), 1)
    client_of(place).get("/", params={"q": TOUGHNESS})
    assert "200 MPa" in last_quote(Workspace(place), 1).quote


def test_a_refusal_leads_to_values_and_to_the_alloy(client: TestClient) -> None:
    asked = {"q": "What is the yield strength of NbMoTaW at 77 K?", "year": "2010.."}
    shown = unescape(client.get("/", params=asked).text)
    found = re.search(r'"(/values\?[^"]+)">(\d) values? of yield strength of <bdi>NbMoTaW', shown)
    assert found
    assert f"{found[2]} of {found[2]} values" in client.get(found[1]).text
    assert "year=2010" in found[1]
    assert '"/alloy?formula=NbMoTaW"' in shown
    answered = client.get("/", params={"q": "Yield strength of NbMoTaW at 1600 °C?"}).text
    assert "Papers state" not in answered


def test_alloys_compared_by_nothing_lead_to_the_properties_that_both_have(place: Path) -> None:
    database = Workspace(place).database
    pair = ("NbMoTaW", "Nb25Mo25Ta25W25")
    steps = next_steps(database, f"Compare {' and '.join(pair)}", (), ValueFilter())
    assert steps.lacks_property
    assert dict(steps.comparisons)["yield strength"] == (
        f"Compare the yield strength of {' and '.join(pair)}"
    )
    by_hardness = next_steps(database, "Compare the hardness of NbMoTaW", (), ValueFilter())
    assert not by_hardness.lacks_property
    assert by_hardness.comparisons == ()


@pytest.mark.parametrize(
    ("form", "begins", "name"),
    [
        ("docx", b"PK", "answer.docx"),
        ("md", b"# What is", "answer.md"),
        ("bibtex", b"@", "answer.bib"),
        ("ris", b"TY  -", "answer.ris"),
    ],
)
def test_an_answer_is_saved_as_the_command_line_saves_it(
    form: str, begins: bytes, name: str, client: TestClient
) -> None:
    shown = client.get("/", params={"q": TOUGHNESS}).text
    [link] = re.findall(rf'href="(/api/ask\?[^"]*format={form})" download', shown)
    saved = client.get(unescape(link))
    assert saved.content.startswith(begins)
    assert saved.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert len(client.get("/api/history").json()) == 1, "it was asked once"
