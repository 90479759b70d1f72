"""Triples in spreadsheets, and the verdicts that come back."""

import csv
import io
import json
import re
import time
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from two_triples import ONE, TWO

from builder.curation.annotation_tools import to_label_studio
from builder.curation.decisions import CuratedTriple
from builder.curation.exchange import (
    COLUMNS,
    ReturnedRow,
    edits,
    read_back,
    rows,
    to_csv,
)
from builder.curation.workbook import to_xlsx
from builder.errors import UserError

TABLE = rows(
    [CuratedTriple(replace(ONE, answer="=BCC"), "unreviewed"), CuratedTriple(TWO, "accepted")],
    {"p": ("Refractory alloys", "10.1/x")},
)


def returned(path: Path, text: str) -> list[ReturnedRow]:
    path.write_text(text, "utf-8")
    return read_back(path)


def test_a_row_names_paper_and_status_and_leaves_the_verdict_to_the_person() -> None:
    first, second = TABLE
    assert list(first) == COLUMNS
    assert (first["title"], first["doi"], first["verdict"]) == ("Refractory alloys", "10.1/x", "")
    assert second["status"] == "accepted"
    assert second["evidence"] == "Its strength is 405 MPa."


def test_csv_holds_no_formula_and_comes_back_without_the_quote(tmp_path: Path) -> None:
    text = to_csv(TABLE)
    assert text.startswith("\ufeff")
    cells = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert cells[0]["answer"] == "'=BCC"
    assert [row.answer for row in returned(tmp_path / "t.csv", text)] == ["=BCC", "405 MPa"]


def test_a_workbook_comes_back_row_by_row(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(to_xlsx(TABLE))
    found = read_back(tmp_path / "t.xlsx")
    assert [(row.line, row.id, row.answer) for row in found] == [
        (2, "t1", "=BCC"), (3, "t2", "405 MPa"),
    ]  # fmt: skip


def test_label_studio_gets_a_task_for_each_triple() -> None:
    tasks = json.loads(to_label_studio(TABLE))
    assert [task["meta"]["id"] for task in tasks] == ["t1", "t2"]
    assert tasks[1]["data"]["question"] == "How strong?"


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ("t1,accept", ""),
        ("t1,Reject", ""),
        ("t1,", ""),
        (",accept", "it has no id"),
        ("t1,perhaps", "“perhaps” is no verdict; write accept, reject or edit"),
        ("t0,accept", "its id came before"),
        ("t1,\x00", "“\x00” is no verdict; write accept, reject or edit"),
    ],
)
def test_a_bad_row_comes_with_its_trouble(tmp_path: Path, line: str, trouble: str) -> None:
    found = returned(tmp_path / "t.csv", f"id,verdict\nt0,accept\n{line}\n")
    assert [row.trouble for row in found] == ["", trouble]


def test_lines_of_jsonl_that_are_no_object_are_told_by_their_number(tmp_path: Path) -> None:
    found = returned(tmp_path / "t.jsonl", '{"id": "t1", "verdict": "accept"}\n\n[1]\n{\n')
    assert [(row.line, row.trouble) for row in found] == [
        (1, ""), (3, "it is no row of a table"), (4, "it is no row of a table"),
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [("t.csv", "verdict\naccept\n"), ("t.xlsx", "no book")])
def test_a_file_that_is_no_table_of_triples_is_refused(
    tmp_path: Path, name: str, text: str
) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        returned(tmp_path / name, text)


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("What is NbMoTaW?", "BCC", {}),
        ("", "", {}),
        ("", "a BCC phase", {"new_question": "What is NbMoTaW?", "new_answer": "a BCC phase"}),
        ("Which?", "BCC", {"new_question": "Which?", "new_answer": "BCC"}),
    ],
)
def test_only_changed_words_are_an_edit(
    question: str, answer: str, expected: dict[str, str]
) -> None:
    row = ReturnedRow(2, "t1", "edit", "", question, answer)
    assert edits(row, ONE) == expected


def test_a_letter_that_the_spreadsheet_lost_is_no_edit() -> None:
    triple = replace(ONE, answer="the σ phase")
    assert edits(ReturnedRow(2, "t1", "edit", "", "", "the ? phase"), triple) == {}


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData"),
        ("xl/styles.xml", b"<fonts", b"<"),
        ("xl/workbook.xml", b"<sheets>", b"<sheets"),
        ("xl/_rels/workbook.xml.rels", b"sheet1.xml", b"nowhere.xml"),
        (
            "xl/worksheets/sheet1.xml",
            b'<c r="A1" s="1" t="inlineStr">',
            b'<c r="A1" t="s"><v>99</v>',
        ),
    ],
)
def test_a_damaged_workbook_is_refused_in_a_sentence(
    tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    damaged = tmp_path / "t.xlsx"
    with ZipFile(io.BytesIO(to_xlsx(TABLE))) as whole, ZipFile(damaged, "w") as out:
        for name in whole.namelist():
            data = whole.read(name)
            out.writestr(name, data.replace(old, new, 1) if name == part else data)
    with pytest.raises(UserError, match="cannot be read"):
        read_back(damaged)


@pytest.mark.parametrize(
    ("old", "new"),
    [(rb'r="([A-Z]?)3"', rb'r="\g<1>1000000000"'), (rb"</sheetData>.*", b"")],
    ids=["a row far below", "broken off"],
)
def test_rows_before_the_damage_of_a_workbook_are_kept(
    tmp_path: Path, old: bytes, new: bytes
) -> None:
    damaged = tmp_path / "t.xlsx"
    with ZipFile(io.BytesIO(to_xlsx(TABLE))) as whole, ZipFile(damaged, "w") as out:
        for name in whole.namelist():
            out.writestr(name, re.sub(old, new, whole.read(name)))
    begun = time.perf_counter()
    *kept, rest = read_back(damaged)
    assert time.perf_counter() - begun < 60
    assert kept
    assert {row.trouble for row in kept} == {""}
    assert "cannot be read from here on" in rest.trouble
