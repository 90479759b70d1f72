"""`/paper/ID`: its abstract marked, its pages as pictures with a quote lit, corrections."""

import csv
import json
import re
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pdf_factory import GOOD_ABSTRACT
from small_library import quiet
from starlette.testclient import TestClient

from builder.ingest.ingest import ingest
from builder.library.catalog import listing
from builder.library.stored_bodies import put_body
from builder.papers import Body, Paragraph
from builder.storage.database import create_database, transaction
from builder.storage.integrity import writable_database
from hea.workspace import Workspace
from retrieval.body.vectors import update_body_index
from retrieval.embedding.model_folder import DEFAULT

TEXT_PAPERS = Path(__file__).resolve().parents[3] / "support" / "text_papers"
SENTENCE = (
    "Its fracture toughness exceeds 200 MPa m1/2 at 77 K, which is above the value at room"
    " temperature."
)


@pytest.fixture
def of_pdf(client_of: Callable[..., TestClient], pdf_place: Path) -> TestClient:
    return client_of(pdf_place)


@pytest.fixture
def paper(of_pdf: TestClient) -> str:
    asked = of_pdf.get("/api/ask", params={"q": "Fracture toughness of CrMnFeCoNi at 77 K?"})
    return str(asked.json()["citations"][0]["paper"])


def test_a_sentence_is_lit_on_a_picture_of_its_page(of_pdf: TestClient, paper: str) -> None:
    start = GOOD_ABSTRACT.index(SENTENCE)
    span = {"start": start, "end": start + len(SENTENCE)}
    boxes = of_pdf.get(f"/api/papers/{paper}/boxes", params=span).json()
    assert len(boxes) == 2
    assert all(0 < b["x0"] < b["x1"] < 1 and 0 < b["y0"] < b["y1"] < 1 for b in boxes)
    shown = of_pdf.get(f"/paper/{paper}", params=span, headers={"hx-request": "true"}).text
    assert shown.count("<rect") == 2
    assert "<html" not in shown
    assert f'<img src="/paper/{paper}/page/1.png"' in shown
    drawn = of_pdf.get(f"/paper/{paper}/page/1.png")
    assert drawn.content.startswith(b"\x89PNG")
    assert "immutable" in drawn.headers["cache-control"]


def test_the_pdf_opens_at_the_page_and_the_picture_is_enlarged(
    of_pdf: TestClient, pdf_place: Path, paper: str
) -> None:
    shown = of_pdf.get(f"/paper/{paper}").text
    assert f'href="/paper/{paper}/file.pdf#page=1"' in shown
    assert f'<a href="/paper/{paper}/page/1.png?dpi=220"' in shown
    wide = of_pdf.get(f"/paper/{paper}/page/1.png?dpi=220")
    assert wide.content.startswith(b"\x89PNG")
    file = of_pdf.get(f"/paper/{paper}/file.pdf")
    assert file.content == (pdf_place / "corpus" / "smith.pdf").read_bytes()
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["x-content-type-options"] == "nosniff"
    assert file.headers["content-disposition"] == 'inline; filename="smith.pdf"'
    (pdf_place / "corpus" / "smith.pdf").write_bytes(b"<script>alert(1)</script>")
    assert of_pdf.get(f"/paper/{paper}/file.pdf").status_code == 404


def test_a_quote_of_the_body_has_its_own_page_and_can_be_linked(
    of_pdf: TestClient, pdf_place: Path
) -> None:
    text = "The ingots were cut. A load frame Instron 5982 was used for all tests."
    body, root = Body((Paragraph(text, 3, section="experimental"),)), Workspace(pdf_place)
    with closing(create_database(root.database)) as db, writable_database(db, root.database):
        with transaction(db):
            put_body(db, next(row.id for row in listing(db)), body)
        update_body_index(db, root.body_index, DEFAULT, quiet)
    answer = of_pdf.get("/", params={"q": "Which load frame was used?"}).text
    assert "from the experimental section, p. 3" in answer
    assert "p. 1" not in answer
    [address, *_] = re.findall(r'hx-get="(/paper/[^"]+)"', answer)
    asked = address.replace("&amp;", "&")
    beside = of_pdf.get(asked, headers={"hx-request": "true"}).text
    [link, *_] = re.findall(r'<h2>.*?<a href="([^"]+)"', beside)
    for where in (asked, link.replace("&amp;", "&")):
        whole = of_pdf.get(where).text
        assert "The sentence</h2>" in whole
        assert "<mark>A load frame Instron 5982 was used for all tests.</mark>" in whole
        assert whole.count("<mark>") == 1


def test_alloys_values_and_phases_are_marked(client: TestClient) -> None:
    asked = client.get("/api/ask", params={"q": "Hardness of AlxCoCrFeNi?"}).json()
    shown = client.get(f"/paper/{asked['retrieved'][0]}").text
    for kind, words in (("value", "527 HV"), ("phase", "FCC")):
        assert re.search(rf'<span class="is-{kind}" title="[^"]+">{words}</span>', shown), kind
    link = '<a class="is-alloy" href="/alloy?formula=AlxCoCrFeNi"'
    assert re.search(rf'{re.escape(link)} title="[^"]+">AlxCoCrFeNi</a>', shown)
    assert "State: <strong>ok</strong>" in shown


@pytest.mark.parametrize(
    "path",
    [
        "/paper/../../etc/passwd",
        "/paper/..%2f..%2fetc%2fpasswd",
        "/paper/%2e%2e/%2e%2e/etc/passwd",
        "/paper/C:%5Cboot.ini",
        "/paper/smith.pdf",
        "/paper/" + "0" * 63,
        "/paper/" + "0" * 64,
        "/paper/" + "F" * 64,
        "/paper/%00",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%5capp.py",
        "/static//etc/passwd",
        "/static/vendor/../../app.py",
        f"/paper/{'0' * 64}/page/1.png",
        f"/paper/{'0' * 64}/page/-1.png",
        f"/paper/{'0' * 64}/file.pdf",
        "/paper/..%2f..%2fetc%2fpasswd/file.pdf",
        f"/paper/{'0' * 64}/page/..%2f1.png",
        f"/api/papers/{'0' * 64}/boxes?start=0&end=9",
    ],
)
def test_there_are_ids_and_never_paths(of_pdf: TestClient, path: str) -> None:
    refused = of_pdf.get(path)
    assert refused.status_code in (400, 404)
    assert "root:" not in refused.text
    assert "Traceback" not in refused.text


def test_spans_and_pages_that_are_not_there_are_refused(of_pdf: TestClient, paper: str) -> None:
    for start, end in ((5, 5), (9, 3), (0, 10**6), ("-1", 5), ("x", 5), ("٣", 5)):
        asked = of_pdf.get(f"/api/papers/{paper}/boxes", params={"start": start, "end": end})
        assert asked.status_code == 400, (start, end)
    for page in ("0", "2", "999999", "9999999", "1e3", "a"):
        assert of_pdf.get(f"/paper/{paper}/page/{page}.png").status_code == 404, page
    assert of_pdf.get(f"/paper/{paper}/page/1.png?dpi=5000").status_code == 400


def test_a_pdf_that_changed_since_the_build_is_not_shown(
    of_pdf: TestClient, paper: str, pdf_place: Path
) -> None:
    (pdf_place / "corpus" / "smith.pdf").write_bytes(b"%PDF-1.4 another")
    assert of_pdf.get(f"/paper/{paper}/page/1.png").status_code == 404
    shown = of_pdf.get(f"/paper/{paper}?start=0&end=20").text
    assert "has changed since the last build" in shown
    assert str(pdf_place) not in shown
    assert "<img" not in shown


def test_a_correction_is_a_row_of_the_manifest(
    of_pdf: TestClient, paper: str, pdf_place: Path
) -> None:
    manifest = pdf_place / "corpus" / "manifest.csv"
    manifest.write_text("file;year\nother.pdf;2011\n", "utf-8")
    given = {"title": "=Toughness; of “a” five-component alloy", "year": "2019", "doi": ""}
    led = of_pdf.post(f"/paper/{paper}/correct", data=given, follow_redirects=False)
    assert led.status_code == 303
    assert "Saved in <code>corpus/manifest.csv</code>" in of_pdf.get(led.headers["location"]).text
    rows = list(csv.DictReader(manifest.read_text("utf-8").splitlines(), delimiter=";"))
    assert rows[0] == {"file": "other.pdf", "year": "2011", "title": ""}
    assert rows[1]["file"] == "smith.pdf"
    assert rows[1]["title"] == "'" + given["title"]


def test_a_wrong_correction_is_told_and_nothing_is_written(
    of_pdf: TestClient, paper: str, pdf_place: Path
) -> None:
    for wrong in ({"year": "soon"}, {"doi": "javascript:alert(1)"}, {}):
        assert of_pdf.post(f"/paper/{paper}/correct", data=wrong).status_code == 400
    assert not (pdf_place / "corpus" / "manifest.csv").exists()


def test_papers_are_taken_along_as_bibtex_and_markdown(of_pdf: TestClient, paper: str) -> None:
    entry = of_pdf.get("/api/export", params={"ids": f"{paper},{'0' * 64}"}).text
    assert entry.startswith("@misc{")
    assert "title = {{Toughness of a five-component alloy on cooling}}" in entry
    line = of_pdf.get("/api/export", params={"ids": paper, "format": "markdown"}).text
    assert "*Toughness of a five-component alloy on cooling*" in line
    assert of_pdf.get("/api/export", params={"ids": "0" * 64}).status_code == 400


def test_the_record_of_a_paper_is_that_of_the_command_line(
    of_pdf: TestClient, paper: str, pdf_place: Path, hea: Callable[..., tuple[int, str, str]]
) -> None:
    _, printed, _ = hea("papers", "--json", "--workspace", pdf_place)
    assert of_pdf.get(f"/api/papers/{paper}").json() == json.loads(printed)[0]


def test_a_paper_that_came_as_text_has_no_page_and_tells_what_was_read(
    client_of: Callable[..., TestClient], tmp_path: Path
) -> None:
    place = Workspace(tmp_path)
    place.corpus.mkdir()
    shutil.copy(TEXT_PAPERS / "rolled.xml", place.corpus)
    with closing(create_database(place.database)) as db:
        ingest(db, place.corpus, lambda done, total: None)
        [identity] = [row.id for row in listing(db)]
    client = client_of(place.root)
    shown = client.get(f"/paper/{identity}").text
    assert "body: 8 paragraphs, 1 table<" in shown
    assert "abstract, marked as the abstract in the file" in shown
    assert "read from an export or from text: there is no PDF of it" in shown
    told = client.get(f"/api/papers/{identity}").json()
    assert (told["page"], told["body"]) == (None, {"paragraphs": 8, "tables": 1})
    [listed] = client.get("/api/papers").json()["papers"]
    assert listed == told
