"""From triples to a dataset on the command line: curate, export, import, regenerate."""

import asyncio
import csv
import io
import json
import os
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from small_library import CANTOR, Run, write_records

from builder.dataset.formats import FIELDS, FORMAT_NAMES
from hea.tui.review import Review
from hea.workflows.triples.curation import open_session
from hea.workflows.triples.filters import TripleFilter
from hea.workspace import Workspace


def stats(hea: Run, place: Path) -> Any:
    return json.loads(hea("curate", "--stats", "--json", "--workspace", place)[1])


def ids(place: Path) -> list[str]:
    with open_session(Workspace(place), "me") as desk:
        return [one.triple.id for one in desk.curated]


def test_building_drafts_and_checks_and_does_it_once(hea: Run, place: Path) -> None:
    again = json.loads(hea("build", "--json", "--workspace", place)[1])
    assert again["drafted"] == 0
    assert again["triples"] == len(ids(place)) > 5
    with open_session(Workspace(place), "me") as desk:
        assert all(one.triple.checks for one in desk.curated)


def test_a_list_without_triples_says_so(hea: Run, place: Path) -> None:
    found = hea("curate", "--list", "--status", "rejected", "--workspace", place)
    assert (found[0], found[1]) == (0, "")
    assert "No triple fits these conditions." in found[2]


def test_the_round_trip_asks_every_question(hea: Run, place: Path) -> None:
    assert hea("build", "--round-trip", "--workspace", place)[0] == 0
    with open_session(Workspace(place), "me") as desk:
        checks = [one.triple.checks["round trip"] for one in desk.curated]
        unanswerable = [one for one in desk.curated if one.triple.kind == "unanswerable"]
    assert checks.count("") > len(checks) / 2
    assert unanswerable
    # A near miss that is answered nevertheless fails, with the answer for a reason.
    told = [one.triple.checks["round trip"] for one in unanswerable]
    assert all(why == "" or why.startswith("It is answered") for why in told)


def test_verdicts_by_id_in_bulk_and_taken_back(hea: Run, place: Path) -> None:
    *_, second, first = ids(place)  # unanswerable ones come first
    at = ("--workspace", place, "--who", "ann")
    assert hea("curate", "accept", first[:8], *at)[0] == 0
    assert hea("curate", "edit", second, "--answer", "better", "--reason", "style", *at)[0] == 0
    assert hea("curate", "reject", "--where", "kind=unanswerable", "--reason", "x", *at)[0] == 0
    found = stats(hea, place)
    assert found["status"]["accepted"] == found["status"]["edited"] == 1
    kinds = found["kind"]["unanswerable"]
    assert kinds["reviewed"] == kinds["drafted"]
    assert kinds["precision"] == 0
    hea("curate", "undo", first, *at)
    assert "accepted" not in stats(hea, place)["status"]


def test_the_dataset_is_the_same_bytes_after_everything_is_made_again(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    for name in ids(place)[:3]:
        hea("curate", "accept", name, "--workspace", place)
    hea("curate", "edit", ids(place)[3], "--answer", "mended", "--workspace", place)

    def files() -> dict[str, bytes]:
        assert hea("dataset", "--workspace", place)[0] == 0
        folder = place / "data" / "dataset"
        return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}

    before = files()
    shutil.rmtree(place / "data")
    assert hea("build", "--workspace", place)[0] == 0
    assert files() == before
    assert b'"mended"' in b"".join(before.values())
    assert {"train.jsonl", "README.md", "card.svg", "made.json"} <= before.keys()


@pytest.mark.parametrize("form", FORMAT_NAMES)
def test_every_format_holds_every_row_and_loads(
    hea: Run, place: Path, tmp_path: Path, form: str
) -> None:
    import datasets

    datasets.disable_progress_bars()
    whole, shaped = tmp_path / "ours", tmp_path / "shaped"
    # All of them: `datasets` reads no type from a part whose rows are all refusals.
    hea("dataset", "--status", "all", "--out", whole, "--workspace", place)
    hea("dataset", "--status", "all", "--format", form, "--out", shaped, "--workspace", place)
    found = json.loads(hea("dataset", "diff", whole, shaped, "--json")[1])
    assert found == {"added": [], "removed": [], "changed": [], "moved": [], "rows": []}
    made = json.loads((shaped / "made.json").read_text("utf-8"))
    parts = {part: str(shaped / f"{part}.jsonl") for part, r in made["parts"].items() if r["rows"]}
    loaded = datasets.load_dataset("json", data_files=parts, cache_dir=str(tmp_path / "cache"))
    assert sum(len(loaded[part]) for part in parts) == made["rows"]
    row = loaded[next(iter(parts))][0]
    expected = {
        "ours": set(FIELDS), "text": {"text"}, "prompt-completion": {"prompt", "completion"},
        "alpaca": {"instruction", "input", "output"}, "chat": {"messages"},
        "squad": {"context", "question", "answers"}, "sharegpt": {"conversations"},
        "llama-factory": {"conversations"}, "axolotl": {"messages"},
    }  # fmt: skip
    assert expected[form] <= row.keys()
    if form == "squad" and row["answers"]["text"]:
        start, text = row["answers"]["answer_start"][0], row["answers"]["text"][0]
        assert row["context"][start : start + len(text)] == text


def test_versions_of_a_dataset_are_compared_by_counts_kinds_and_fields(
    hea: Run, tmp_path: Path
) -> None:
    def version(name: str, **parts: list[dict[str, str]]) -> Path:
        (tmp_path / name).mkdir()
        for part in ("train", "validation", "test"):
            write_records(tmp_path / name / f"{part}.jsonl", *parts.get(part, []))
        return tmp_path / name

    rows = [
        dict.fromkeys(FIELDS, "") | {"id": letter, "kind": kind, "question": f"Q{letter}?"}
        for letter, kind in (("a", "phase"), ("b", "trend"), ("c", "phase"), ("d", "phase"))
    ]
    old = version("old", train=rows[:3])
    edited = rows[1] | {"status": "edited", "answer": "It rises."}
    new = version("new", train=[edited, rows[3]], test=[rows[2]])
    code, out, err = hea("dataset", "diff", old, new)
    assert (code, err) == (0, "")
    assert out.startswith("1 added, 1 removed, 1 changed, 1 moved to another part\n")
    table = [line.split() for line in out.splitlines()[1:-4]]
    assert ["phase", "1", "1", "1"] in table and ["trend", "1"] in table
    assert out.splitlines()[-4:] == [
        "+ d Qd?", "- a Qa?", "~ b (answer, status) Qb?", "> c (train → test) Qc?",
    ]  # fmt: skip
    found = json.loads(hea("dataset", "diff", old, new, "--json")[1])
    assert found["changed"] == ["b"]
    assert [row["fields"] for row in found["rows"] if row["id"] == "b"] == [["answer", "status"]]


def test_no_new_paper_moves_an_old_row_and_a_family_stays_together(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    hea("dataset", "--out", tmp_path / "old", "--workspace", place)
    twin = CANTOR | {"id": "twin", "doi": "10.1000/twin", "title": "FeCoNiCrMn once more"}
    write_records(place / "corpus" / "new.jsonl", twin)
    hea("build", "--workspace", place)
    hea("dataset", "--out", tmp_path / "new", "--workspace", place)
    found = json.loads(hea("dataset", "diff", tmp_path / "old", tmp_path / "new", "--json")[1])
    assert found["moved"] == []


def test_no_alloy_stands_in_two_parts_where_that_is_asked_for(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    clad = CANTOR | {"id": "clad", "doi": "10.1000/clad", "title": "Cladding"}
    clad["abstract"] = "CrMnFeCoNi was laser cladded. Its wear rate is low. The wear is abrasive."
    write_records(place / "corpus" / "new.jsonl", clad)
    hea("build", "--workspace", place)
    for split in ("topic", "alloy"):
        made = json.loads(hea("dataset", "--split", split, "--json", "--workspace", place)[1])
        assert made["rows"]
        if split == "alloy":
            assert made["shared_alloys"] == []
    card = (place / "data" / "dataset" / "README.md").read_text("utf-8")
    assert "follows from its main alloy and the seed alone" in card
    assert hea("dataset", "--split", "luck", "--workspace", place)[0] == 1


def test_a_spreadsheet_goes_out_and_its_verdicts_come_back(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "triples.csv"
    hea("curate", "export", sheet, "--workspace", place)
    rows = list(csv.DictReader(io.StringIO(sheet.read_text("utf-8-sig"))))
    assert len(rows) == len(ids(place))
    rows[0]["verdict"] = "accept"
    rows[1]["verdict"], rows[1]["reason"] = "reject", "wrong"
    rows[2]["answer"] = "=1+1"
    rows += [rows[0], rows[0] | {"id": "nobody"}, rows[3] | {"id": "", "verdict": "accept"}]
    with sheet.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    back = json.loads(hea("curate", "import", sheet, "--json", "--workspace", place)[1])
    assert back["rows"] == len(rows) == sum(back["taken"].values()) + len(back["refused"])
    assert [one["reason"] for one in back["refused"]] == [
        "its id came before", "no triple has this id", "it has no id",
    ]  # fmt: skip
    assert back["taken"]["accept"] == back["taken"]["reject"] == back["taken"]["edit"] == 1
    assert stats(hea, place)["status"]["edited"] == 1


def test_what_a_spreadsheet_could_not_write_is_no_edit(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    first, second, third = ids(place)[:3]
    at = ("--workspace", place)
    for name, answer in ((first, "σ ≥ 5 MPa"), (second, "≥ 3 °C")):
        assert hea("curate", "edit", name, "--answer", answer, *at)[0] == 0
    sheet = tmp_path / "triples.csv"
    hea("curate", "export", sheet, *at)
    rows = list(csv.DictReader(io.StringIO(sheet.read_text("utf-8-sig"))))
    by_id = {row["id"]: row for row in rows}
    by_id[first]["verdict"] = "accept"
    by_id[second]["answer"] = "3.5 °C"
    by_id[third]["verdict"] = "reject"
    with sheet.open("w", encoding="cp1252", errors="replace", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    back = json.loads(hea("curate", "import", sheet, "--json", *at)[1])
    assert back["refused"] == []
    # To accept an edit that fails a check confirms it, once.
    assert {k: v for k, v in back["taken"].items() if k != "left as it was"} == {
        "accept": 1, "edit": 1, "reject": 1,
    }  # fmt: skip
    again = json.loads(hea("curate", "import", sheet, "--json", *at)[1])
    assert list(again["taken"]) == ["left as it was"]
    with open_session(Workspace(place), "me") as desk:
        answers = {one.triple.id: one.triple.answer for one in desk.curated}
    assert answers[first] == "σ ≥ 5 MPa"
    assert answers[second] == "3.5 °C"


def test_a_sign_that_no_workbook_can_hold_is_written_out_in_it(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    name, ledger = ids(place)[0], place / "corpus" / "ledger.jsonl"
    at = ("--workspace", place)
    assert hea("curate", "edit", name, "--answer", "5\x0b MPa", *at)[0] == 1
    assert hea("curate", "edit", name, "--answer", "5 MPa", *at)[0] == 0
    ledger.write_text(ledger.read_text("utf-8").replace("5 MPa", "5\\u000b\\u0001 MPa"), "utf-8")
    for sheet in (tmp_path / "t.xlsx", tmp_path / "t.csv"):
        code, _, err = hea("curate", "export", sheet, *at)
        assert code == 0, err
        back = json.loads(hea("curate", "import", sheet, "--json", *at)[1])
        assert list(back["taken"]) == ["left as it was"]
    assert "5\\x0b\\x01 MPa" in (tmp_path / "t.csv").read_text("utf-8")


@pytest.mark.parametrize("words", ["  ", "\n"])
def test_an_edit_to_blanks_is_refused(hea: Run, place: Path, words: str) -> None:
    for option in ("--answer", "--question"):
        code, _, err = hea("curate", "edit", ids(place)[0], option, words, "--workspace", place)
        assert (code, "nothing but blanks" in err) == (1, True)
    assert stats(hea, place)["status"].get("edited", 0) == 0


@pytest.mark.parametrize("name", ["mine.json", "mine.csv", "mine.xlsx"])
def test_an_export_replaces_an_earlier_one_and_nothing_else(
    hea: Run, place: Path, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    file.write_bytes(b"id,my notes\r\n" if name.endswith("csv") else b'{"my": 1}\n')
    before = file.read_bytes()
    code, _, err = hea("curate", "export", file, "--workspace", place)
    assert (code, file.read_bytes()) == (1, before)
    assert "has changed since it was exported" in err
    file.unlink()
    assert hea("curate", "export", file, "--workspace", place)[0] == 0
    assert hea("curate", "accept", ids(place)[0], "--workspace", place)[0] == 0
    assert hea("curate", "export", file, "--workspace", place)[0] == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_is_not_waited_for(hea: Run, place: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "t.csv")
    code, _, err = hea("curate", "import", tmp_path / "t.csv", "--workspace", place)
    assert (code, "not a normal file but a pipe" in err) == (1, True)


def test_excel_and_label_studio_go_out_and_excel_comes_back(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    book = tmp_path / "triples.xlsx"
    hea("curate", "export", book, "--workspace", place)
    opened = openpyxl.load_workbook(book)
    opened.active["B2"] = "accept"
    opened.save(book)
    assert hea("curate", "import", book, "--workspace", place)[0] == 0
    assert stats(hea, place)["status"]["accepted"] == 1
    hea("curate", "export", tmp_path / "tasks.json", "--workspace", place)
    tasks = json.loads((tmp_path / "tasks.json").read_text("utf-8"))
    assert {"question", "answer", "context"} <= tasks[0]["data"].keys()


BAD_FILES = {
    "nul.csv": b"id,verdict\r\n\x00,accept\r\n",
    "noid.csv": b"a,b\n1,2\n",
    "empty.csv": b"",
    "text.xlsx": b"no workbook",
    "torn.jsonl": b'{"id": "x", "verdict": "accept"}\n{"id": "y", "ver',
    "list.jsonl": b"[1]\n42\nnull\n" + b"[" * 5000,
    "long.jsonl": b'{"id": "' + b"x" * (10 << 20) + b'"}\n',
    "bytes.csv": b"id,verdict\n\xff\xfe,maybe\n",
    "twice.jsonl": b'{"id": "x", "verdict": "accept"}\r\n{"id": "x", "verdict": "reject"}\r\n',
    "mark.csv": b"\xef\xbb\xbfid,verdict\r\nnobody,accept\r\n",
    "quotes.csv": b'id,verdict\n"open,accept\n',
    "wide.csv": b"id,verdict\nx,accept,more,and,more\n",
}


@pytest.mark.fault("F12")
@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_told_row_by_row_and_changes_nothing(
    hea: Run, place: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(BAD_FILES[name])
    code, out, err = hea("curate", "import", tmp_path / name, "--json", "--workspace", place)
    if out:
        back = json.loads(out)
        assert back["taken"] == {}
        assert len(back["refused"]) == back["rows"]
        assert code == bool(back["refused"])
    else:
        assert code == 1
        assert "cannot be read" in err
    assert list(stats(hea, place)["status"]) == ["unreviewed"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("curate",), "needs a terminal"),
        (("curate", "accept"), "Give ids"),
        (("curate", "accept", "zzzz"), "No triple has an id"),
        (("curate", "reject", "--where", "colour=red"), "is not a condition"),
        (("curate", "reject", "--where", "paper="), "is not a condition"),
        (("curate", "reject", "--where", "check=passed", "--where", "check=failed"), "two things"),
        (("dataset", "diff", "{}/broken", "{}/broken"), "Line 1 of"),
        (("curate", "--kind", "colour"), "There is no kind"),
        (("curate", "edit", "a"), "Nothing to change"),
        (("dataset", "--status", "some"), "There is no status"),
        (("dataset", "--status", "accepted"), "No triple is selected"),
        (("dataset", "--format", "x"), "There is no format"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(
    hea: Run, place: Path, arguments: tuple[str, ...], words: str
) -> None:
    (place / "broken").mkdir()
    (place / "broken" / "train.jsonl").write_text('{"record": "{}"}\n', "utf-8")
    filled = [argument.format(place) for argument in arguments]
    at = () if arguments[:2] == ("dataset", "diff") else ("--workspace", place)
    code, _, err = hea(*filled, *at)
    assert code == 1
    assert words in err


def test_the_screen_takes_single_keys_goes_on_where_one_stopped_and_undoes(place: Path) -> None:
    async def sit() -> tuple[int, str]:
        with open_session(Workspace(place), "ann") as desk:
            chosen = desk.choose(TripleFilter())
            app = Review(desk, chosen)
            async with app.run_test(size=(80, 24)) as keys:
                await keys.press("a")
                await keys.press("r", "2", "enter")
                await keys.press("f")
                await keys.press("e", "!", "ctrl+s")
                await keys.press("n", "u")
                await keys.pause()
            again = Review(desk, desk.choose(TripleFilter()))
            return again.at, ",".join(verdict.verdict for verdict in desk.ledger.verdicts)

    at, given = asyncio.run(sit())
    assert given == "accept,reject,flag,edit,undo"
    assert at == 2
    with open_session(Workspace(place), "bob") as desk:
        first, second = desk.choose(TripleFilter())[:2]
        assert desk.seen(first, blind=True).status == "unreviewed"
        assert desk.seen(first, blind=False).status == "accepted"
        assert second.verdicts[0].reason == "not in the abstract"


def seated(place: Path, who: str, *presses: str, blind: bool = False) -> tuple[Review, str]:
    """A review at 80×24 after these keys, and all that its screen shows."""

    async def sit() -> tuple[Review, str]:
        with open_session(Workspace(place), who) as desk:
            app = Review(desk, desk.choose(TripleFilter(), blind), blind)
            async with app.run_test(size=(80, 24)) as keys:
                for key in presses:
                    await keys.press(key)
                await keys.pause()
                lines = app.screen._compositor.render_strips()
                return app, "\n".join(strip.text for strip in lines)

    return asyncio.run(sit())


def test_every_key_fits_the_last_line_and_own_words_are_a_reason_too(place: Path) -> None:
    app, screen = seated(place, "ann", "r", *"dull", "enter")
    assert "q quit" in screen.splitlines()[-1]
    assert app.session.ledger.verdicts[0].reason == "dull"
    assert app.at == 1


def test_a_long_abstract_is_scrolled_to_its_evidence(hea: Run, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    filler = "Much was said before of other matters that nobody will ask about here. " * 40
    long = CANTOR | {"abstract": filler + CANTOR["abstract"]}
    write_records(tmp_path / "corpus" / "r.jsonl", long)
    hea("build", "--workspace", tmp_path)
    app, screen = seated(tmp_path, "ann")
    assert app.one.triple.evidence.split()[0] in " ".join(screen.splitlines()[5:-1])
    assert "exceeds 200 MPa" in screen or "nanotwins form" in screen
    assert "Much was said" not in seated(tmp_path, "ann", "down")[1].splitlines()[-3]


def test_a_verdict_that_cannot_be_written_is_told_and_the_triple_stays(place: Path) -> None:
    ledger = place / "corpus" / "ledger.jsonl"

    async def sit() -> tuple[int, str]:
        with open_session(Workspace(place), "ann") as desk:
            app = Review(desk, desk.choose(TripleFilter()))
            async with app.run_test(size=(80, 24), notifications=True) as keys:
                ledger.mkdir()  # nothing can be appended to a folder
                await keys.press("a")
                await keys.pause(0.5)
                lines = app.screen._compositor.render_strips()
                return app.at, "\n".join(strip.text for strip in lines)

    at, screen = asyncio.run(sit())
    assert at == 0
    assert "Not written" in screen


def test_a_blind_annotator_sees_no_edit_and_no_note_of_another(hea: Run, place: Path) -> None:
    seated(place, "ann", "e", *"xyz", "ctrl+s", "p", "t", *"hm", "enter", "a")
    sighted, seen = seated(place, "bob", "p")
    blind, unseen = seated(place, "bob", blind=True)
    assert (blind.at, blind.one.status) == (0, "unreviewed")
    assert "xyz" in seated(place, "bob", *["p"] * 3)[1]
    assert sighted.ids == blind.ids
    assert "xyz" not in unseen
    assert "hm" not in unseen
    assert stats(hea, place)["status"]["edited"] == 1, "to accept what one edited keeps the edit"
    assert seen


def test_what_passed_comes_first_and_what_the_abstract_answers_before_the_rest(
    place: Path,
) -> None:
    with open_session(Workspace(place), "ann") as desk:
        chosen = desk.choose(TripleFilter())
    order = [
        (bool(one.triple.failed), one.triple.paper, one.triple.kind == "unanswerable")
        for one in chosen
    ]
    assert order == sorted(order)
    assert {failed for failed, _, _ in order} == {False, True}


def test_a_hundred_verdicts_at_once_are_one_write(
    hea: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    assert hea("curate", "accept", "--where", "check=passed", "--yes", "--workspace", place)[0] == 0
    assert len(synced) == 1
    assert stats(hea, place)["status"]["accepted"] > 5


def test_what_leaves_the_corpus_has_the_others_checked_anew(hea: Run, place: Path) -> None:
    """A question is no duplicate of one that is gone, and what a paper answered may be unknown."""
    records = place / "corpus" / "r.jsonl"
    twin = CANTOR | {"id": "twin", "doi": "10.1000/twin", "title": "Once more, and otherwise"}
    write_records(place / "corpus" / "a.jsonl", twin)
    hea("build", "--workspace", place)
    (place / "corpus" / "a.jsonl").unlink()
    assert hea("build", "--workspace", place)[0] == 0

    def found() -> dict[str, tuple[str, dict[str, str]]]:
        with open_session(Workspace(place), "me") as desk:
            return {triple.id: (triple.question, triple.checks) for triple in desk.triples}

    after = found()
    shutil.rmtree(place / "data")
    assert records.exists()
    assert hea("build", "--workspace", place)[0] == 0
    assert found() == after, "as if it had never been there"


def filled(sheet: Path, to: Path, **cells: dict[str, str]) -> Path:
    """A copy of a sheet with cells filled in, by id."""
    rows = list(csv.DictReader(io.StringIO(sheet.read_text("utf-8-sig"))))
    for row in rows:
        row.update(cells.get(f"t{row['id']}", {}))
    with to.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return to


@pytest.mark.fault("F48")
@pytest.mark.parametrize("digest", [True, False])
def test_an_older_sheet_takes_nothing_back_that_others_have_edited_since(
    hea: Run, place: Path, tmp_path: Path, digest: bool
) -> None:
    first, second, third = ids(place)[:3]
    sheet = tmp_path / "old.csv"
    hea("curate", "export", sheet, "--workspace", place)
    if not digest:  # as earlier versions wrote it
        sheet.write_text(
            "".join(
                line.rpartition(",")[0] + "\n" for line in sheet.read_text("utf-8").splitlines()
            ),
            "utf-8",
        )
    for name in (first, second, third):
        hea("curate", "edit", name, "--answer", "by ann", "--who", "ann", "--workspace", place)
    mine = filled(
        sheet,
        tmp_path / "mine.csv",
        **{f"t{second}": {"verdict": "accept"}, f"t{third}": {"question": "Why so?"}},
    )
    bob = ("--who", "bob", "--json", "--workspace", place)
    back = json.loads(hea("curate", "import", mine, *bob)[1])
    assert [row["id"] for row in back["refused"]] == [second]
    assert "edited after this file was exported" in back["refused"][0]["reason"]
    assert {k: v for k, v in back["taken"].items() if k != "left as it was"} == {"edit": 1}
    with open_session(Workspace(place), "me") as desk:
        found = {one.triple.id: one.triple for one in desk.curated}
    assert [found[name].answer for name in (first, second, third)] == ["by ann"] * 3
    assert found[third].question == "Why so?"


@pytest.mark.fault("F48")
def test_a_sheet_taken_in_twice_changes_nothing_the_second_time(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    first, second, third = ids(place)[:3]
    sheet, ledger = tmp_path / "t.csv", place / "corpus" / "ledger.jsonl"
    hea("curate", "export", sheet, "--workspace", place)
    cells = {
        f"t{first}": {"verdict": "ok"},
        f"t{second}": {"verdict": "Rejected", "reason": "3 phases, not 2"},
        f"t{third}": {"verdict": "accept", "answer": "better"},
    }
    mine = filled(sheet, tmp_path / "mine.csv", **cells)
    taken = json.loads(hea("curate", "import", mine, "--json", "--workspace", place)[1])["taken"]
    assert {name: taken[name] for name in ("accept", "reject", "edit")} == {
        "accept": 1, "reject": 1, "edit": 1,
    }  # fmt: skip
    before = ledger.read_bytes()
    again = json.loads(hea("curate", "import", mine, "--json", "--workspace", place)[1])
    assert again["taken"].keys() == {"left as it was"}
    assert again["refused"] == []
    assert ledger.read_bytes() == before


@pytest.mark.fault("F44")
def test_a_row_that_could_not_be_kept_costs_no_other_row(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    first, second, third, fourth = ids(place)[:4]
    sheet = tmp_path / "t.jsonl"
    sheet.write_text(
        f'{{"id": "{first}", "verdict": "accept"}}\n'
        f'{{"id": "{second}", "answer": "x \\ud800"}}\n'
        f'{{"id": "{third}", "verdict": "reject", "reason": "{"350 MPa " * 140_000}"}}\n'
        f'{{"id": "{fourth}", "verdict": "reject"}}\n',
        "utf-8",
    )
    _, out, err = hea("curate", "import", sheet, "--json", "--workspace", place)
    assert "Traceback" not in err
    back = json.loads(out)
    assert back["taken"] == {"accept": 1, "reject": 1}
    assert {row["line"] for row in back["refused"]} == {2, 3}
    assert stats(hea, place)["status"]["accepted"] == 1


def test_a_reason_that_begins_with_a_digit_is_kept_as_it_was_typed(place: Path) -> None:
    async def typed() -> None:
        with open_session(Workspace(place), "me") as desk:
            review = Review(desk, desk.choose(TripleFilter()))
            async with review.run_test() as keys:
                await keys.press("r", *"3", "space", *"phases", "enter")
                await keys.press("r", "3", "enter")
            given = [(one.verdict, one.reason) for one in desk.ledger.verdicts]
        assert given == [("reject", "3 phases"), ("reject", "does not stand alone")]

    asyncio.run(typed())


def test_a_choice_of_none_is_told(hea: Run, place: Path) -> None:
    at = ("--workspace", place)
    assert "Nothing was reviewed yet" in hea("curate", "--stats", *at)[1]
    told = hea("curate", "reject", "--where", "words=unheard-of", "--reason", "trivial", *at)
    assert told[0] == 0
    assert "No triple matches." in told[2]
    assert "triples accepted" in hea("curate", "accept", "--where", "kind=property-value", *at)[2]
    told = hea("curate", "--stats", *at)[1]
    assert "precision, 95 %" in told
    row = next(line.split() for line in told.splitlines() if line.startswith("property-value"))
    assert row[-3:] == ["1.00", "of", row[2]]  # the number that the precision is of


def test_a_choice_of_many_is_asked_about_first(
    hea: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hea.cli.curation.verdicts._FEW", 3)
    at = ("--where", "status=unreviewed", "--who", "ann", "--workspace", place)
    hea("curate", "accept", ids(place)[0], "--who", "ann", "--workspace", place)
    many = len(ids(place)) - 1
    code, _, err = hea("curate", "reject", *at)
    assert (code, f"This would reject {many} triples, 0 of them decided before." in err) == (
        1,
        True,
    )
    assert "Add --yes" in err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    asked: list[str] = []

    def say_no(words: str, **_: object) -> bool:
        asked.append(words)
        return False

    monkeypatch.setattr("typer.confirm", say_no)
    assert "No verdict was given." in hea("curate", "reject", *at)[2]
    assert asked == [f"This will reject {many} triples, 0 of them decided before. Go on?"]
    assert "rejected" not in stats(hea, place)["status"]
    assert hea("curate", "reject", *at, "--yes")[0] == 0
    assert stats(hea, place)["status"]["rejected"] == many
    back = ("--where", "status=rejected", "--yes", "--workspace", place)
    assert "No triple matches." in hea("curate", "undo", "--who", "bob", *back)[2]
    assert f"{many} triples taken back" in hea("curate", "undo", "--who", "ann", *back)[2]
    assert stats(hea, place)["status"]["accepted"] == 1
