"""`/curate`: verdicts over HTTP go into the one ledger, whoever else writes to it meanwhile."""

import multiprocessing
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from small_library import SENKOV, write_records
from starlette.testclient import TestClient

import hea
from builder.curation.ledger import Ledger, Verdict
from hea.web.app import create_app
from hea.workflows.triples.curation import open_session
from hea.workflows.triples.filters import TripleFilter
from hea.workspace import Workspace

ORIGIN = "http://127.0.0.1:8765"
HOSTILE = "<script>alert(1)</script>"


def ledger_of(place: Path) -> list[Verdict]:
    return Ledger(place / "corpus" / "ledger.jsonl").verdicts


def ids(client: TestClient, choice: str = "") -> list[str]:
    return [one["id"] for one in client.get(f"/api/triples?{choice}").json()]


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the form of verdicts."""
    form = page[page.index('id="verdicts"') :]
    return dict(
        re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[: form.index("</form>")])
    )


def give(client: TestClient, page: str, **fields: str) -> Any:
    return client.post("/curate/verdict", data=hidden(page) | fields, follow_redirects=True)


def as_person(client: TestClient, who: str) -> TestClient:
    assert client.post("/curate/name", data={"who": who}).status_code == 200
    return client


@pytest.fixture
def ann(client: TestClient) -> TestClient:
    return as_person(client, "Ann")


@pytest.fixture
def bo(client_of: Callable[..., TestClient], place: Path) -> TestClient:
    """Another server over the same library."""
    return as_person(client_of(place), "Bo")


def test_a_verdict_goes_to_the_ledger_and_the_next_triple_is_shown(
    ann: TestClient, place: Path
) -> None:
    first, second, *_ = ids(ann)
    page = ann.get("/curate").text
    assert f" {first}<" in page
    after = give(ann, page, verdict="accept")
    assert after.status_code == 200
    assert f" {second}<" in after.text
    [given] = ledger_of(place)
    assert (given.who, given.verdict, given.triple) == ("Ann", "accept", first)
    assert f" {second}<" in ann.get("/curate").text  # it goes on where it stopped


def test_the_evidence_is_marked_and_the_keys_are_those_of_the_terminal(ann: TestClient) -> None:
    page = ann.get("/curate?kind=property-value").text
    assert "<mark" in page
    for key in "arewftu":
        assert f'data-key="{key}"' in page


def test_filters_and_position_stand_in_the_address(ann: TestClient) -> None:
    chosen = ids(ann, "kind=property-value")
    assert 0 < len(chosen) < len(ids(ann))
    page = ann.get(f"/curate?kind=property-value&at={chosen[-1]}").text
    assert f" {chosen[-1]}<" in page
    assert f"<strong>{len(chosen)}</strong> of {len(chosen)}" in page
    assert f"kind=property-value&amp;at={chosen[-1]}" in page


def test_triples_are_chosen_by_words_and_by_who_drafted_them(ann: TestClient, place: Path) -> None:
    with open_session(Workspace(place), "ann") as session:
        every = session.choose(TripleFilter())
    rule = next(one.triple.rule for one in every if " " not in one.triple.rule)
    for choice, wanted in (
        (f"rule={rule}", [one for one in every if one.triple.rule == rule]),
        ("words=HARDNESS", [one for one in every if "hardness" in str(one.triple).lower()]),
    ):
        assert 0 < len(wanted) < len(every)
        assert ids(ann, choice) == [one.triple.id for one in wanted]
        page = ann.get(f"/curate?{choice}").text
        assert f"<strong>1</strong> of {len(wanted)}" in page
        assert f"{choice}&amp;at=" in page
        asked = ann.post(f"/curate/bulk?{choice}", data={"verdict": "accept"}).text
        assert f"Accept all {len(wanted)}" in asked
    assert "No triple matches these filters" in ann.get("/curate?words=unheard-of").text


def test_an_edit_takes_several_lines_and_moves_on(ann: TestClient, place: Path) -> None:
    page = ann.get("/curate").text
    after = give(ann, page, verdict="edit", question="Why?", answer="Because\r\nof this.")
    assert after.status_code == 200
    [given] = ledger_of(place)
    assert given.new_answer == "Because\nof this."
    assert f" {given.triple}<" not in after.text
    assert "Because\nof this." in ann.get(f"/curate?at={given.triple}").text


def test_a_draft_that_fails_a_check_says_what_follows(ann: TestClient) -> None:
    told = "It stays out of the dataset unless you accept it."
    [failing, *_] = ids(ann, "check=worth")
    assert told in ann.get(f"/curate?at={failing}").text
    assert told not in ann.get("/curate?check=passed").text


def test_an_edit_is_checked_before_it_is_given(ann: TestClient, place: Path) -> None:
    [one, *_] = ids(ann, "kind=property-value&paper=senkov")
    words = {"id": one, "question": "What is the yield strength of NbMoTaW?", "answer": "999 MPa"}
    shown = ann.post("/curate/check", data=words).text
    assert "999" in shown
    assert "<strong>" in shown
    assert ledger_of(place) == []


def test_undo_takes_back_the_last_verdict_and_after_a_restart_that_of_the_ledger(
    ann: TestClient, client_of: Callable[..., TestClient], place: Path
) -> None:
    for _ in range(2):
        give(ann, ann.get("/curate").text, verdict="reject", reason="trivial")
    first, second = (one.triple for one in ledger_of(place))
    shown = ann.post("/curate/undo")
    assert "Taken back" in shown.text
    assert f" {second}<" in shown.text
    again = as_person(client_of(place), "Ann")
    assert f" {first}<" in again.post("/curate/undo").text
    assert ids(again, "status=rejected") == []
    nothing = again.post("/curate/undo")
    assert nothing.status_code == 400
    assert "nothing to undo" in nothing.text


def test_a_triple_that_was_edited_meanwhile_is_told_and_the_words_are_kept(
    ann: TestClient, bo: TestClient, place: Path
) -> None:
    page = ann.get("/curate").text
    give(bo, bo.get("/curate").text, verdict="edit", question="Which?", answer="Theirs.")
    told = give(ann, page, verdict="edit", question="Which one?", answer="Mine, of ten words.")
    assert told.status_code == 409
    assert "edited by Bo" in told.text
    assert "Mine, of ten words." in told.text
    assert "Theirs." in told.text
    assert [one.who for one in ledger_of(place)] == ["Bo"]
    given = give(ann, told.text, verdict="edit", question="Which one?", answer="Mine.")
    assert given.status_code == 200
    assert [one.who for one in ledger_of(place)] == ["Bo", "Ann"]


def test_a_verdict_of_another_person_meanwhile_is_told_and_both_are_kept(
    ann: TestClient, bo: TestClient, place: Path
) -> None:
    page = ann.get("/curate").text
    give(bo, bo.get("/curate").text, verdict="reject", reason="wrong")
    after = give(ann, page, verdict="accept")
    assert "Bo has rejected it meanwhile." in after.text
    assert len(ledger_of(place)) == 2
    assert ids(ann, "is=disputed") == [ledger_of(place)[0].triple]
    settled = ann.get("/curate?is=disputed").text
    ann.post("/curate/verdict?is=disputed", data=hidden(settled) | {"verdict": "accept"})
    assert ids(bo, "is=disputed") == []


def test_a_verdict_from_another_window_of_the_same_person_is_told(
    ann: TestClient, place: Path
) -> None:
    stale = ann.get("/curate").text
    question = ann.get("/api/triples?most=1").json()[0]["question"]
    assert "meanwhile" not in give(ann, stale, verdict="accept").text
    assert "meanwhile" not in give(ann, stale, verdict="flag").text
    after = give(ann, stale, verdict="reject", reason="wrong").text
    assert f"You had accepted “{question}” meanwhile, in another window." in unescape(after)
    assert [one.verdict for one in ledger_of(place)] == ["accept", "flag", "reject"]
    ann.post("/curate/undo")
    assert ids(ann, "status=accepted") == ids(ann)[:1]


def test_a_blind_reader_is_not_told(ann: TestClient, bo: TestClient) -> None:
    give(bo, bo.get("/curate").text, verdict="reject", reason="a telling reason")
    blind = ann.get("/curate?blind=1").text
    assert "a telling reason" not in blind
    assert "rejected</span>" not in blind
    assert "a telling reason" in ann.get(f"/curate?at={ids(ann)[0]}").text


@pytest.mark.parametrize("all_at_once", [False, True])
def test_what_is_accepted_blind_is_the_draft_that_was_shown(
    all_at_once: bool, ann: TestClient, bo: TestClient, place: Path
) -> None:
    name, given = ids(bo)[0], {"question": "How stiff is it?", "answer": "999 GPa."}
    give(bo, bo.get("/curate").text, verdict="edit", **given)
    blind = ann.get(f"/curate?blind=1&at={name}").text
    assert "999 GPa" not in blind
    if all_at_once:
        bulk = {"verdict": "accept", "count": str(len(ids(ann)))}
        assert ann.post("/curate/bulk?blind=1", data=bulk).status_code == 200
    else:
        ann.post("/curate/verdict?blind=1", data=hidden(blind) | {"verdict": "accept"})
    assert ids(ann, "is=disputed") == [name]
    assert "Q How stiff is it? A 999 GPa." in bo.get("/curate?is=disputed").text
    with open_session(Workspace(place), "cy") as session:
        assert "999 GPa" not in session.find(name).triple.answer


def test_a_choice_is_decided_after_its_number_was_confirmed_and_taken_back_as_one(
    ann: TestClient, place: Path
) -> None:
    count = len(ids(ann))
    asked = ann.post("/curate/bulk", data={"verdict": "accept"})
    assert f"Accept all {count}" in asked.text
    assert ledger_of(place) == []
    wrong = ann.post("/curate/bulk", data={"verdict": "accept", "count": str(count + 1)})
    assert wrong.status_code == 409
    assert ledger_of(place) == []
    done = ann.post("/curate/bulk", data={"verdict": "accept", "count": str(count)})
    assert f"{count} accepted" in done.text
    assert ids(ann, "status=accepted") == ids(ann)
    assert f"{count} taken back" in ann.post("/curate/undo").text
    assert ids(ann, "status=unreviewed") == ids(ann)


def test_a_choice_is_decided_only_where_nobody_has_decided(
    ann: TestClient, bo: TestClient, place: Path
) -> None:
    own, others, *rest = ids(ann)
    for client, one in ((ann, own), (bo, others)):
        client.post(f"/api/triples/{one}/verdict", data={"verdict": "reject", "reason": "wrong"})
    assert f"The {len(rest)} undecided of {len(rest) + 2}:" in ann.get("/curate").text
    asked = ann.post("/curate/bulk", data={"verdict": "accept"}).text
    assert f"Accept {len(rest)} undecided triples?" in asked
    assert "2 of this choice are decided already: their verdicts stay." in asked
    too_many = {"verdict": "accept", "count": str(len(rest) + 2)}
    assert ann.post("/curate/bulk", data=too_many).status_code == 409
    done = ann.post("/curate/bulk", data={"verdict": "accept", "count": str(len(rest))}).text
    assert f"{len(rest)} accepted" in done
    assert re.search(r"\d a minute", done) is None, "a choice decided at once tells no pace"
    assert "Accept all" not in done
    assert ids(ann, "status=rejected") == [own, others]
    assert ids(ann, "status=accepted") == rest


def test_what_was_decided_again_in_a_terminal_is_not_taken_back(
    ann: TestClient, place: Path
) -> None:
    count = len(ids(ann))
    ann.post("/curate/bulk", data={"verdict": "accept", "count": str(count)})
    with open_session(Workspace(place), "Ann") as session:
        session.decide(session.find(ids(ann)[0]), "reject", "wrong")
    assert f"{count - 1} taken back; 1 were decided again" in ann.post("/curate/undo").text
    assert len(ids(ann, "status=rejected")) == 1


def test_notes_and_flags_stay_at_their_triple(ann: TestClient, place: Path) -> None:
    page = ann.get("/curate").text
    noted = give(ann, page, verdict="note", reason=HOSTILE)
    assert hidden(noted.text)["id"] == hidden(page)["id"]
    assert HOSTILE not in noted.text
    assert "&lt;script&gt;" in noted.text
    give(ann, noted.text, verdict="flag")
    assert len(ids(ann, "is=flagged&is=noted")) == 1
    give(ann, noted.text, verdict="flag")
    assert ids(ann, "is=flagged") == []


def test_a_verdict_outlives_a_build_that_drafts_its_triple_no_more(
    client_of: Callable[..., TestClient], tmp_path: Path
) -> None:
    library = hea.open(tmp_path / "changing")
    write_records(library.workspace.corpus / "r.jsonl", SENKOV)
    library.build()
    ann = as_person(client_of(tmp_path / "changing"), "Ann")
    page = ann.get("/curate").text
    other = SENKOV | {"abstract": "NbMoTaW was cast. Its density is 13.75 g/cm3 at 20 °C."}
    write_records(library.workspace.corpus / "r.jsonl", other)
    library.build()
    told = give(ann, page, verdict="accept")
    assert told.status_code == 200
    assert "drafts this triple no more" in told.text
    assert len(ledger_of(tmp_path / "changing")) == 1


def test_statistics_show_agreement_disputes_and_conflicts(ann: TestClient, bo: TestClient) -> None:
    for client, verdicts in ((ann, ("accept", "reject")), (bo, ("accept", "accept"))):
        for one, said in zip(ids(client), verdicts, strict=False):
            client.post(f"/api/triples/{one}/verdict", data={"verdict": said})
    shown = ann.get("/curate/stats").text
    assert "<bdi>Ann</bdi> and <bdi>Bo</bdi>" in shown
    assert "1 disputed" in shown
    assert ann.get("/api/curation").json()["agreement"][0]["n"] == 2


def test_the_interface_gives_a_verdict_by_name(client: TestClient, place: Path) -> None:
    one = client.get(f"/api/triples/{ids(client)[0]}").json()
    given = {"verdict": "reject", "reason": "wrong", "who": "Cy", "seen": one["seen"]}
    done = client.post(f"/api/triples/{one['id']}/verdict", data=given)
    assert (done.status_code, done.json()["triple"]["status"]) == (200, "rejected")
    assert client.post("/api/undo", data={"who": "Cy"}).json()["told"].startswith("Taken back")
    count = len(ids(client))
    bulk = client.post("/api/triples/bulk", data={"verdict": "accept", "count": count, "who": "Cy"})
    assert bulk.json() == {"given": count}
    assert [v.who for v in ledger_of(place)] == ["Cy"] * (2 + count)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/curate/verdict", {"id": "nothing", "verdict": "accept"}),
        ("/curate/verdict", {"id": "0" * 64, "verdict": "drop table"}),
        ("/curate/verdict?kind=nonsense", {"id": "x", "verdict": "accept"}),
        ("/curate/bulk", {"verdict": "edit", "count": "3"}),
        ("/curate/bulk", {"verdict": "accept", "count": "-3"}),
        ("/curate/name", {"who": "\u202e\x1b[2J"}),
        ("/curate/name", {"who": "x" * 61}),
        ("/curate/check", {"id": "../../etc/passwd"}),
        ("/api/triples/x/verdict", {"verdict": "accept", "who": ""}),
        ("/api/triples/bulk", {"verdict": "accept"}),
    ],
)
def test_a_bad_request_writes_nothing(
    path: str, fields: dict[str, str], ann: TestClient, place: Path
) -> None:
    assert ann.post(path, data=fields).status_code in (400, 409)
    assert ledger_of(place) == []


@pytest.mark.parametrize("answer", ["  \n ", "a\x1b[2Jb", "x" * 20_001])
def test_an_edit_that_cannot_be_kept_is_said(answer: str, ann: TestClient, place: Path) -> None:
    page = ann.get("/curate").text
    assert give(ann, page, verdict="edit", question="Why?", answer=answer).status_code == 400
    assert ledger_of(place) == []


@pytest.mark.parametrize("path", ["verdict", "undo", "bulk", "name"])
def test_other_sites_and_a_server_that_only_shows_change_nothing(
    path: str, ann: TestClient, client_of: Callable[..., TestClient], place: Path
) -> None:
    sent = {"id": ids(ann)[0], "verdict": "accept", "count": str(len(ids(ann))), "who": "Eve"}
    for origin in ("https://evil.example", "null"):
        refused = ann.post(f"/curate/{path}", data=sent, headers={"origin": origin})
        assert refused.status_code == 403
    shown = client_of(place, read_only=True)
    assert shown.post(f"/curate/{path}", data=sent).status_code == 403
    assert 'name="verdict"' not in shown.get("/curate").text
    assert ledger_of(place) == []


def test_who_comes_from_elsewhere_is_asked_for_a_name(place: Path) -> None:
    far = TestClient(
        create_app(Workspace(place)), base_url=ORIGIN, headers={"origin": ORIGIN},
        client=("203.0.113.5", 5),
    )  # fmt: skip
    assert "Who reviews?" in far.get("/curate").text
    assert far.post("/curate/verdict", data={"id": "x", "verdict": "accept"}).status_code == 400
    assert "Review triples" in far.post("/curate/name", data={"who": "Dora"}).text


def write_in_a_terminal(place: str, who: str, count: int) -> None:
    with open_session(Workspace(Path(place)), who) as session:
        known = session.curated
        for n in range(count):
            session.decide(known[n % len(known)], ("accept", "reject")[n % 2], f"{who} {n}")


def write_over_http(place: Path, app: Any, who: str, count: int) -> None:
    client = TestClient(app, base_url=ORIGIN, headers={"origin": ORIGIN})
    known = ids(client)
    for n in range(count):
        fields = {"verdict": ("accept", "reject")[n % 2], "reason": f"{who} {n}", "who": who}
        done = client.post(f"/api/triples/{known[n % len(known)]}/verdict", data=fields)
        assert done.status_code == 200, done.text


def test_four_writers_lose_nothing_and_keep_their_order(place: Path) -> None:
    """Two terminals and two browsers give 800 verdicts at once."""
    each = 200
    spawned = multiprocessing.get_context("spawn")
    terminals = [
        spawned.Process(target=write_in_a_terminal, args=(str(place), who, each))
        for who in ("terminal 1", "terminal 2")
    ]
    app = create_app(Workspace(place))
    for terminal in terminals:
        terminal.start()
    with ThreadPoolExecutor(2) as threads:
        sent = [
            threads.submit(write_over_http, place, app, who, each)
            for who in ("browser 1", "browser 2")
        ]
        for one in sent:
            one.result()
    for terminal in terminals:
        terminal.join()
        assert terminal.exitcode == 0
    read = Ledger(place / "corpus" / "ledger.jsonl")
    assert read.torn == []
    assert len(read.verdicts) == 4 * each
    assert [one.at for one in read.verdicts] == sorted({one.at for one in read.verdicts})
    for who in ("terminal 1", "terminal 2", "browser 1", "browser 2"):
        own = [one.reason for one in read.verdicts if one.who == who]
        assert own == [f"{who} {n}" for n in range(each)]
    client = TestClient(app, base_url=ORIGIN)
    with open_session(Workspace(place), "anyone") as session:
        now = {one.triple.id: (one.status, len(one.verdicts)) for one in session.curated}
    served = {
        one["id"]: (one["status"], len(one["verdicts"]))
        for one in client.get("/api/triples").json()
    }
    assert served == now


@pytest.mark.parametrize("answer", ["1e999 MPa", "10^400 HV", "9" * 400, "\U0001f600", "{{7*7}}"])
def test_odd_words_are_checked_like_all_others(answer: str, ann: TestClient) -> None:
    one = ids(ann)[0]
    asked = ann.post("/curate/check", data={"id": one, "question": "Why?", "answer": answer})
    assert asked.status_code == 200
    done = ann.post(
        f"/api/triples/{one}/verdict", data={"verdict": "edit", "answer": answer, "who": "Ann"}
    )
    assert done.json()["triple"]["answer"] == answer
    assert ann.get(f"/curate?at={one}").status_code == 200
