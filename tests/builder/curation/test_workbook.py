"""The workbook in which verdicts are filled in."""

import io
from pathlib import Path

import openpyxl
import pytest
from two_triples import ONE, TWO

from builder.curation.decisions import CuratedTriple
from builder.curation.exchange import read_back, rows
from builder.curation.workbook import to_xlsx

TABLE = rows([CuratedTriple(ONE, "unreviewed"), CuratedTriple(TWO, "accepted")], {})


def test_a_workbook_can_be_read_filtered_and_filled_in_by_a_list() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(TABLE))).active
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    columns = {cell.value: cell.column_letter for cell in sheet[1]}
    assert sheet.column_dimensions[columns["question"]].width > 40
    assert sheet[f"{columns['answer']}2"].alignment.wrap_text
    [offered] = sheet.data_validations.dataValidation
    assert offered.formula1 == '"accept,reject,edit"'
    assert str(offered.sqref) == f"{columns['verdict']}2:{columns['verdict']}3"
    assert not offered.showErrorMessage, "other words for a verdict may be written as well"


@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        ("ok", "accept"), (" ACCEPT ", "accept"), ("Yes.", "accept"), ("✓", "accept"),
        ("x", "reject"), ("Rejected", "reject"), ("ＮＯ", "reject"), ("Edit!", "edit"), (" ", ""),
    ],
)  # fmt: skip
def test_people_may_write_a_verdict_in_their_words(
    tmp_path: Path, written: str, verdict: str
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(TABLE)))
    book.active["B2"] = written
    book.save(tmp_path / "t.xlsx")
    row = read_back(tmp_path / "t.xlsx")[0]
    assert (row.verdict, row.trouble) == (verdict, "")
