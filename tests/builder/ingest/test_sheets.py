import io
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from builder.ingest.sheets import read_sheet_rows


def workbook(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_cells_are_text_by_the_names_of_their_columns(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", ["id", "verdict", None], [7, "accept", "x"], [], ["b"])
    assert list(read_sheet_rows(path)) == [
        (2, {"id": "7", "verdict": "accept"}),
        (4, {"id": "b"}),
    ]
    (tmp_path / "t.csv").write_text("id;verdict\n7;accept;more\n")
    assert list(read_sheet_rows(tmp_path / "t.csv")) == [(2, {"id": "7", "verdict": "accept"})]
    (tmp_path / "t.jsonl").write_text('{"id": 7, "verdict": null}\n[]\n')
    assert list(read_sheet_rows(tmp_path / "t.jsonl")) == [
        (1, {"id": "7", "verdict": ""}), (2, None),
    ]  # fmt: skip


@pytest.mark.parametrize("bad", [b'r="ZZZZZZZZ3"', b'r="A3" t="s"', b'r="A3" t="d"'])
def test_a_broken_cell_is_told_in_our_own_words_behind_the_rows_before_it(
    tmp_path: Path, bad: bytes
) -> None:
    whole = workbook(tmp_path / "t.xlsx", ["id"], ["a"], [99_999_999])
    damaged = io.BytesIO()
    with ZipFile(whole) as book, ZipFile(damaged, "w") as out:
        for name in book.namelist():
            data = book.read(name).replace(b'r="A3" t="n"', bad).replace(b'r="A3"', bad)
            out.writestr(name, data)
    whole.write_bytes(damaged.getvalue())
    rows = read_sheet_rows(whole)
    assert next(rows) == (2, {"id": "a"})
    with pytest.raises(ValueError, match="no Excel workbook, or a damaged one"):
        list(rows)
