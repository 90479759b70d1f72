"""Several people curate: edited abstracts, edits, samples, disputes, flags, refused rows."""

import asyncio
import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from small_library import CANTOR, SENKOV, Run, write_records

from hea.tui.review import Review
from hea.tui.triple_view import words
from hea.workflows.triples.curation import open_session
from hea.workflows.triples.filters import TripleFilter
from hea.workspace import Workspace


def listed(hea: Run, place: Path, *options: str) -> list[dict[str, Any]]:
    code, out, err = hea("curate", *options, "--list", "--json", "--workspace", place)
    assert code == 0, err
    found: list[dict[str, Any]] = json.loads(out)
    return found


def by_id(hea: Run, place: Path, name: str) -> dict[str, Any]:
    [one] = [one for one in listed(hea, place) if one["id"] == name]
    return one


def dataset(hea: Run, place: Path, *options: str) -> dict[str, dict[str, Any]]:
    code, _, err = hea("dataset", "--format", "ours", *options, "--workspace", place)
    assert code == 0, err
    rows = [
        json.loads(line)
        for part in ("train", "validation", "test")
        for line in (place / "data/dataset" / f"{part}.jsonl").read_text("utf-8").splitlines()
    ]
    return {row["id"]: row for row in rows}


def test_what_was_rejected_does_not_come_back_when_its_abstract_is_edited(
    hea: Run, place: Path
) -> None:
    for name in [one["id"] for one in listed(hea, place) if one["kind"] != "unanswerable"]:
        assert hea("curate", "reject", name, "--workspace", place)[0] == 0
    before = {(one["question"], one["answer"]): one["id"] for one in listed(hea, place)}
    changed = [one | {"abstract": f"{one['abstract']} More was seen."} for one in (CANTOR, SENKOV)]
    write_records(place / "corpus" / "r.jsonl", *changed)
    assert hea("build", "--workspace", place)[0] == 0
    after = [one for one in listed(hea, place) if one["kind"] != "unanswerable"]
    same = [one for one in after if before.get((one["question"], one["answer"]))]
    assert same
    assert all(one["id"] != before[one["question"], one["answer"]] for one in same)
    assert {one["status"] for one in same} == {"rejected"}
    assert not {one["id"] for one in same} & set(dataset(hea, place))
    told = json.loads(hea("curate", "--stats", "--json", "--workspace", place)[1])["conflicts"]
    gone = {one["why"] for one in told if one["verdict"] == "reject"}
    assert gone == {"its paper left the corpus"}, "the third paper was taken out"


def test_an_edit_that_the_abstract_does_not_bear_out_fails_its_checks_everywhere(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    name = next(one["id"] for one in listed(hea, place) if not one["failed"])
    wrong = ("curate", "edit", name, "--answer", "9999 GPa at 3 K", "--workspace", place)
    assert "9999 GPa is not given in the paper" in hea(*wrong)[2]
    assert set(by_id(hea, place, name)["failed"]) == {"bound"}
    assert name in {one["id"] for one in listed(hea, place, "--check", "failed")}
    sheet = tmp_path / "t.jsonl"
    row = {"id": name, "answer": "8888 GPa", "verdict": "accept"}
    sheet.write_text(json.dumps(row) + "\n", "utf-8")
    for failing in ([name], []):  # the same sheet a second time confirms nothing
        back = json.loads(hea("curate", "import", sheet, "--json", "--workspace", place)[1])
        assert [one["id"] for one in back["failing"]] == failing
        assert by_id(hea, place, name)["unconfirmed"]
    row = {"id": name, "verdict": "accept"}
    sheet.write_text(json.dumps(row) + "\n", "utf-8")
    back = json.loads(hea("curate", "import", sheet, "--json", "--workspace", place)[1])
    assert (back["taken"], by_id(hea, place, name)["unconfirmed"]) == ({"accept": 1}, False)


@pytest.mark.parametrize("who", ["ann", "bob"])
def test_an_edit_that_fails_a_check_is_held_out_until_someone_accepts_it(
    hea: Run, place: Path, who: str
) -> None:
    name = next(one["id"] for one in listed(hea, place) if not one["failed"])
    at = ("--workspace", place)
    edit = ("curate", "edit", name, "--answer", "9999 GPa at 3 K", "--who", "ann", *at)
    assert f"hea curate accept {name}" in hea(*edit)[2]
    assert [one["id"] for one in listed(hea, place, "--unconfirmed")] == [name]
    assert json.loads(hea("curate", "--stats", "--json", *at)[1])["unconfirmed"] == [name]
    assert "1 unconfirmed: hea curate --unconfirmed --list" in hea("curate", "--stats", *at)[1]
    assert name not in dataset(hea, place)
    assert "1 edited triple with a failed check: out of the dataset" in hea("dataset", *at)[2]
    assert name in dataset(hea, place, "--allow", "bound")
    assert name in dataset(hea, place, "--status", "all")
    assert hea("curate", "accept", name, "--who", who, *at)[0] == 0
    assert listed(hea, place, "--unconfirmed") == []
    assert dataset(hea, place)[name]["answer"] == "9999 GPa at 3 K"
    assert dataset(hea, place)[name]["checks"]["bound"]
    assert hea("curate", "undo", name, "--who", who, *at)[0] == 0
    assert name not in dataset(hea, place)


def test_a_sample_of_what_nobody_reviewed_goes_on_with_the_same_draw(hea: Run, place: Path) -> None:
    draw = ("--unreviewed", "--sample", "4")
    first = {one["id"] for one in listed(hea, place, *draw)}
    assert len(first) == 4
    done = sorted(first)[:3]
    hea("curate", "accept", *done, "--workspace", place)
    assert {one["id"] for one in listed(hea, place, *draw)} == first - set(done)
    hea("curate", "reject", *first, "--workspace", place)
    following = {one["id"] for one in listed(hea, place, *draw)}
    assert following
    assert not following & first


def test_a_dispute_is_listed_and_kept_out_until_it_is_settled(hea: Run, place: Path) -> None:
    name = next(iter(dataset(hea, place)))
    at = ("--workspace", place)
    hea("curate", "reject", name, "--reason", "vague", "--who", "bob", *at)
    hea("curate", "accept", name, "--who", "ann", *at)
    [one] = listed(hea, place, "--disputed")
    assert [(v["who"], v["verdict"], v["reason"]) for v in one["verdicts"]] == [
        ("bob", "reject", "vague"), ("ann", "accept", ""),
    ]  # fmt: skip
    assert name not in dataset(hea, place)
    assert "people disagree on it" in hea("dataset", *at)[1]
    told = " ".join(hea("curate", "--stats", *at)[1].split())
    assert "1 disputed: hea curate --disputed --list" in told
    assert "rules: precision 0.00 if all 1 disputed ones were rejected, 1.00 if all" in told
    assert "rules without a verdict" in told
    assert "bob reject: vague" in hea("curate", "--disputed", "--list", *at)[1]
    told = hea("curate", "accept", name, "--who", "cyd", *at)[2]
    assert f"Still disputed, and out of the dataset: {name}. --settle" in told
    assert len(listed(hea, place, "--disputed")) == 1
    told = hea("curate", "accept", name, "--settle", "--who", "cyd", *at)[2]
    assert "disputed" not in told
    assert listed(hea, place, "--disputed") == []
    assert name in dataset(hea, place)


def test_an_edit_that_was_not_accepted_is_shown_where_it_is_disputed(hea: Run, place: Path) -> None:
    name = listed(hea, place)[0]["id"]
    at = ("--workspace", place)
    with open_session(Workspace(place), "bob") as desk:
        seen = desk.find(name)
        hea("curate", "edit", name, "--answer", "9999 GPa at 3 K", "--who", "ann", *at)
        desk.decide(seen, "accept")
    assert "ann edit: A 9999 GPa at 3 K – fails " in hea("curate", "--disputed", "--list", *at)[1]
    [edit] = by_id(hea, place, name)["other_edits"]
    assert (edit["who"], edit["answer"]) == ("ann", "9999 GPa at 3 K")
    assert "bound" in edit["failed"]
    with open_session(Workspace(place), "cyd") as desk:
        assert "ann edit: A 9999 GPa at 3 K – fails" in words(desk.find(name)).plain


def test_on_the_screen_of_disputes_a_verdict_settles(hea: Run, place: Path) -> None:
    name = listed(hea, place)[0]["id"]
    for who, verdict in (("ann", "accept"), ("bob", "reject")):
        hea("curate", verdict, name, "--who", who, "--workspace", place)

    async def sit() -> str:
        with open_session(Workspace(place), "cyd") as desk:
            app = Review(desk, desk.choose(TripleFilter(marks=("disputed",))), settle=True)
            async with app.run_test(size=(80, 24)) as keys:
                await keys.pause()
                shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
                await keys.press("a")
                await keys.pause()
            return shown

    shown = asyncio.run(sit())
    assert "ann accept" in shown
    assert "bob reject" in shown
    one = by_id(hea, place, name)
    assert (one["status"], one["disputed"]) == ("accepted", False)


def test_flags_and_notes_are_filtered_counted_and_exported(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    first, second = (one["id"] for one in listed(hea, place)[:2])
    at = ("--who", "ann", "--workspace", place)
    assert hea("curate", "flag", first, *at)[0] == 0
    assert hea("curate", "note", second, "see Table 2", *at)[0] == 0
    assert [one["id"] for one in listed(hea, place, "--flagged")] == [first]
    assert [one["id"] for one in listed(hea, place, "--noted")] == [second]
    found = json.loads(hea("curate", "--stats", "--json", *at)[1])
    assert (found["flagged"], found["noted"]) == ([first], [second])
    sheet = tmp_path / "t.csv"
    hea("curate", "export", sheet, "--where", "is=noted", "--workspace", place)
    text = sheet.read_text("utf-8-sig")
    assert "ann: see Table 2" in text
    assert first not in text
    hea("curate", "flag", first, *at)
    assert listed(hea, place, "--flagged") == []


def test_a_sheet_holds_the_same_sample_as_the_screen(hea: Run, place: Path, tmp_path: Path) -> None:
    def exported(*options: object) -> set[str]:
        sheet = tmp_path / "s.csv"
        sheet.unlink(missing_ok=True)
        code, _, err = hea("curate", "export", sheet, *options, "--workspace", place)
        assert code == 0, err
        rows = csv.DictReader(io.StringIO(sheet.read_text("utf-8-sig")))
        return {row["id"] for row in rows}

    def shown(*options: str) -> set[str]:
        return {one["id"] for one in listed(hea, place, *options)}

    draw = shown("--unreviewed", "--sample", "4")
    assert exported("--sample", 4) == draw
    done = min(draw)
    assert hea("curate", "accept", done, "--workspace", place)[0] == 0
    assert exported("--sample", 4) == draw - {done} == shown("--unreviewed", "--sample", "4")
    assert exported("--sample", 4, "--where", "status=accepted") == {done}
    kind = ("--kind", "unanswerable")
    assert exported("--sample", 2, "--where", "kind=unanswerable") == shown(
        "--unreviewed", "--sample", "2", *kind
    )


def test_what_people_disagree_on_is_counted_apart(hea: Run, place: Path) -> None:
    """A disputed triple is neither kept nor rejected."""
    first, second, third = (one["id"] for one in listed(hea, place)[:3])
    at = ("--workspace", place)
    for verdict, name, who in (
        ("accept", first, "ann"), ("reject", first, "bob"), ("accept", second, "ann"),
        ("reject", third, "bob"),
    ):  # fmt: skip
        assert hea("curate", verdict, name, "--who", who, *at)[0] == 0
    found = json.loads(hea("curate", "--stats", "--json", *at)[1])
    row = found["maker"]["rules"]
    assert (row["disputed"], row["reviewed"], row["kept"], row["precision"]) == (1, 2, 1, 0.5)
    assert (found["status"]["accepted"], found["status"]["rejected"]) == (1, 1)
    assert found["disputed"] == [first]


def test_undo_after_a_flag_takes_back_no_verdict_of_an_earlier_day(place: Path) -> None:
    async def sit() -> str:
        with open_session(Workspace(place), "ann") as desk:
            [first, *_] = desk.choose(TripleFilter())
            desk.decide(first, "accept")
            app = Review(desk, [first])
            async with app.run_test() as keys:
                await keys.press("f", "u")
                await keys.pause()
            return ",".join(verdict.verdict for verdict in desk.ledger.verdicts)

    assert asyncio.run(sit()) == "accept,flag,flag", "the flag is taken off"


@pytest.mark.parametrize(("verdict", "code"), [("accept", 0), ("perhaps", 1)])
def test_an_import_that_refuses_a_row_says_so_by_its_exit_code(
    hea: Run, place: Path, tmp_path: Path, verdict: str, code: int
) -> None:
    first, second = (one["id"] for one in listed(hea, place)[:2])
    sheet = tmp_path / "t.csv"
    sheet.write_text(f"id,verdict\n{first},accept\n{second},{verdict}\n", "utf-8")
    assert hea("curate", "import", sheet, "--workspace", place)[0] == code
    assert by_id(hea, place, first)["status"] == "accepted"


def test_stats_name_each_pair_of_people(hea: Run, place: Path) -> None:
    names = [one["id"] for one in listed(hea, place)[:4]]
    for who, rejected in (("ann", names[:2]), ("bob", names[:2]), ("cyd", names[2:])):
        for name in names:
            verdict = "reject" if name in rejected else "accept"
            hea("curate", verdict, name, "--who", who, "--workspace", place)
    out = " ".join(hea("curate", "--stats", "--workspace", place)[1].split())
    assert "Cohen's κ of ann and bob: 1.00 (no interval) over 4 triples of" in out
    assert "alike on 4 (100%): both keep 2, both reject 2, only ann rejects 0, only bob" in out
    assert "Cohen's κ of bob and cyd: -1.00 (no interval) over 4 triples" in out
    found = json.loads(hea("curate", "--stats", "--json", "--workspace", place)[1])
    [pair] = [one for one in found["agreement"] if one["people"] == ["ann", "cyd"]]
    assert (pair["kappa"], pair["n"], pair["alike"], pair["low"]) == (-1.0, 4, 0, None)
    assert list(pair["counts"].values()) == [0, 0, 2, 2]


def test_a_dataset_tells_how_far_two_people_agree_with_an_interval_and_no_names(
    hea: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.stats.intervals.LEAST_PAPERS", 2)
    names = [one["id"] for one in listed(hea, place)]
    for who, rejected in (("annabel", names[::3]), ("bobby", names[::4])):
        hea("curate", "accept", *names, "--who", who, "--workspace", place)
        hea("curate", "reject", *rejected, "--who", who, "--workspace", place)
    dataset(hea, place)
    made = json.loads((place / "data" / "dataset" / "made.json").read_text("utf-8"))
    [pair] = made["reviewed"]["agreement"]
    assert pair["people"] == ["A", "B"]
    assert pair["low"] < pair["kappa"] < pair["high"]
    card = (place / "data" / "dataset" / "README.md").read_text("utf-8")
    assert "A and B both decided" in card
    assert "annabel" not in card
    assert "annabel" not in json.dumps(made["reviewed"])


def test_two_choices_that_exclude_each_other_are_told(hea: Run, place: Path) -> None:
    code, _, err = hea("curate", "--unreviewed", "--status", "edited", "--workspace", place)
    assert code == 1
    assert "two things at once" in err


def test_annotations_of_label_studio_are_taken_in_by_person_and_once(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    file, at = tmp_path / "tasks.json", ("--workspace", place)
    assert hea("curate", "export", file, *at)[0] == 0
    assert (tmp_path / "tasks.config.xml").exists()
    tasks = json.loads(file.read_text("utf-8"))
    judged = [
        {"from_name": "verdict", "value": {"choices": ["reject"]}},
        {"from_name": "reason", "value": {"text": ["vague"]}},
        {"from_name": "note", "value": {"text": ["ask again"]}},
    ]
    tasks[0]["annotations"] = [
        {"completed_by": {"first_name": "Ann", "last_name": "Lee"}, "result": judged},
        {"completed_by": 2, "result": judged[:1]},
        {"completed_by": 3, "result": judged[:1]},
    ]
    file.write_text(json.dumps(tasks), "utf-8")
    take = ("curate", "import", file, "--annotator", "2=bob", "--json", *at)
    assert json.loads(hea(*take)[1])["taken"]["reject"] == 3
    one = by_id(hea, place, tasks[0]["data"]["triple"])
    assert {v["who"] for v in one["verdicts"]} == {"Ann Lee", "bob", "annotator 3"}
    ledger = (place / "corpus" / "ledger.jsonl").read_bytes()
    assert json.loads(hea(*take)[1])["taken"].keys() == {"left as it was"}
    assert (place / "corpus" / "ledger.jsonl").read_bytes() == ledger
    code, _, err = hea("curate", "export", file, *at)
    assert (code, "has changed since it was exported" in err) == (1, True)


def test_refused_rows_are_written_to_a_sheet_that_can_be_mended_and_sent_again(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    name = listed(hea, place)[0]["id"]
    sheet, left = tmp_path / "t.csv", tmp_path / "left.csv"
    sheet.write_text(f"id,verdict,reason\n{name},perhaps,vague\n", "utf-8")
    at = ("--workspace", place)
    assert hea("curate", "import", sheet, "--refused", left, *at)[0] == 1
    mended = left.read_text("utf-8-sig").replace(",perhaps,", ",reject,")
    sheet.write_text(mended, "utf-8")
    assert hea("curate", "import", sheet, *at)[0] == 0
    assert by_id(hea, place, name)["verdicts"][0]["reason"] == "vague"


def test_a_sheet_finds_its_triples_when_their_abstract_was_edited_since(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    sheet, at = tmp_path / "t.jsonl", ("--workspace", place)
    before = [one for one in listed(hea, place) if one["kind"] != "unanswerable"]
    book = tmp_path / "t.csv"
    hea("curate", "export", book, *at)
    rows = list(csv.DictReader(io.StringIO(book.read_text("utf-8-sig"))))
    changed = [one | {"abstract": f"{one['abstract']} More was seen."} for one in (CANTOR, SENKOV)]
    write_records(place / "corpus" / "r.jsonl", *changed)
    assert hea("build", *at)[0] == 0
    after = {one["question"]: one for one in listed(hea, place)}
    decided = [row for row in rows if row["question"] in after and row["kind"] != "unanswerable"]
    assert decided
    assert all(after[row["question"]]["id"] != row["id"] for row in decided)
    for row in decided:
        row["verdict"] = "no"
    sheet.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    code, out, _ = hea("curate", "import", sheet, "--json", *at)
    back = json.loads(out)
    assert (code, back["refused"]) == (0, []), "what is gone and untouched is not told either"
    assert back["taken"]["reject"] == len(decided) <= len(before)
    status = {one["question"]: one["status"] for one in listed(hea, place)}
    assert {status[row["question"]] for row in decided} == {"rejected"}


def test_an_edit_moves_no_triple_in_the_order_of_the_review(place: Path) -> None:
    with open_session(Workspace(place), "ann") as desk:
        order = [one.triple.id for one in desk.choose(TripleFilter())]
        for name in order:
            desk.decide(desk.find(name), "edit", new_question="What?", new_answer="it " * 30)
        assert [one.triple.id for one in desk.choose(TripleFilter())] == order
    with open_session(Workspace(place), "ann") as desk:
        assert [one.triple.id for one in desk.choose(TripleFilter())] == order


def test_a_blind_accept_of_the_draft_confirms_nobodys_edit(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    name = next(one["id"] for one in listed(hea, place) if not one["failed"])
    at = ("--workspace", place)
    hea("curate", "edit", name, "--answer", "9999 GPa at 3 K", "--who", "ann", *at)
    sheet = tmp_path / "dan.csv"
    export = ("curate", "export", sheet, "--where", "status=unreviewed", *at)
    assert "--blind --who dan" in hea(*export, "--who", "dan")[2]
    assert hea(*export, "--blind", "--who", "dan")[0] == 0
    rows = list(csv.DictReader(io.StringIO(sheet.read_text("utf-8-sig"))))
    [row] = [row for row in rows if row["id"] == name]
    assert "9999 GPa" not in str(row.values())
    assert (row["status"], row["decided"]) == ("unreviewed", "")
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row | {"verdict": "accept"})
    for taken in ({"accept": 1}, {"left as it was": 1}):
        back = json.loads(hea("curate", "import", sheet, "--who", "dan", "--json", *at)[1])
        assert (back["taken"], back["refused"]) == (taken, [])
    [one] = listed(hea, place, "--disputed")
    assert (one["id"], one["answer"]) == (name, row["answer"])
    assert name not in dataset(hea, place)
    hea("curate", "undo", name, "--who", "dan", *at)
    with open_session(Workspace(place), "dan") as session:
        shown = session.seen(session.find(name), blind=True)
        session.decide(shown, "accept")
        assert session.find(name).disputed
    assert name not in dataset(hea, place)


def test_nothing_is_taken_back_for_a_person_without_a_verdict(hea: Run, place: Path) -> None:
    at = ("--workspace", place)
    with open_session(Workspace(place), "ann") as session:
        first, second = (one.triple.id for one in session.curated[:2])
    assert hea("curate", "accept", first, "--who", "ann", *at)[0] == 0
    ledgers = {file: file.read_bytes() for file in place.rglob("ledger.jsonl")}
    for identities, who in (((first,), "anne"), ((first, second), "ann")):
        code, _, err = hea("curate", "undo", *identities, "--who", who, *at)
        assert code == 1
        assert f"{who} has no verdict on {identities[-1]}" in err
        assert "1 triple taken back" not in err
    assert ledgers == {file: file.read_bytes() for file in place.rglob("ledger.jsonl")}
    assert ledgers
    assert "1 triple taken back" in hea("curate", "undo", first, "--who", "ann", *at)[2]
    assert hea("curate", "undo", first, "--who", "ann", *at)[0] == 1
