import csv
import os
from pathlib import Path

import pytest
from pdf_factory import good_pdf
from small_library import quiet

from builder.errors import UserError
from builder.ingest.ingest import ingest
from builder.library.catalog import listing
from builder.library.manifest import PaperOverrides, read_manifest
from builder.storage.database import create_database


def read(path: Path, text: str, encoding: str = "utf-8") -> PaperOverrides:
    (path / "manifest.csv").write_bytes(text.encode(encoding))
    return read_manifest(path / "manifest.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_it_is_read_as_spreadsheets_write_it(tmp_path: Path, delimiter: str, encoding: str) -> None:
    head = delimiter.join(("File", "Year", "DOI", "Title"))
    row = delimiter.join(("a/b.pdf", "2019", "https://doi.org/10.1000/X", "Müller’s alloy"))
    manifest = read(tmp_path, f"{head}\r\n{row}\r\n", encoding)
    assert manifest.by_file == {
        "a/b.pdf": {"title": "Müller’s alloy", "doi": "10.1000/x", "year": 2019}
    }
    assert manifest.troubles == ()


def test_bad_rows_are_told_and_the_good_ones_kept(tmp_path: Path) -> None:
    manifest = read(tmp_path, "file,year\na.pdf,2019\n,2020\nb.pdf,soon\na.pdf,2021\nc.pdf,\n")
    assert manifest.by_file == {"a.pdf": {"year": 2019}, "c.pdf": {}}
    assert [trouble.split(": ")[0] for trouble in manifest.troubles] == [
        "manifest.csv, line 3",
        "manifest.csv, line 4",
        "manifest.csv, line 5",
    ]


def test_an_unknown_column_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="“titel”") as error:
        read(tmp_path, "file,titel\n")
    assert error.value.hint == "Did you mean “title”?"


def test_a_title_that_looks_like_a_formula_comes_back_without_its_apostrophe(
    tmp_path: Path,
) -> None:
    manifest = read(tmp_path, "file,title\na.pdf,'=FeCo\n")
    assert manifest.by_file == {"a.pdf": {"title": "=FeCo"}}


@pytest.mark.fault("F45")
def test_a_pipe_in_its_place_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "manifest.csv")
    with pytest.raises(UserError, match="not a normal file but a pipe"):
        read_manifest(tmp_path / "manifest.csv")


def test_without_one_nothing_is_said(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "manifest.csv") == PaperOverrides()


def test_it_beats_what_was_read_and_its_change_needs_no_reading(
    tmp_path: Path, corpus: Path
) -> None:
    good_pdf(corpus / "a.pdf")
    db = create_database(tmp_path / "hea.sqlite")
    ingest(db, corpus, quiet)
    (corpus / "manifest.csv").write_text("file,title,year\na.pdf,As it should be,1999\n,\n")
    intake = ingest(db, corpus, quiet)
    [row] = listing(db)
    assert (row.paper.title, row.paper.year) == ("As it should be", 1999)
    assert (intake.new, len(intake.troubles)) == (0, 1)


def test_a_cell_as_long_as_a_book_is_told_and_harms_no_other_table(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text(f"file,title\na.pdf,{'x' * 2**24}y\n", "utf-8")
    with pytest.raises(UserError, match=r"manifest\.csv cannot be read"):
        read_manifest(tmp_path / "manifest.csv")
    (tmp_path / "manifest.csv").write_text(f"file,title\na.pdf,{'x' * 200_000}\n", "utf-8")
    assert read_manifest(tmp_path / "manifest.csv").by_file
    assert next(csv.reader(["x" * 200_000]))


def test_a_year_that_only_looks_like_digits_is_none(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text("file,year\na.pdf,201²\n", "utf-8")
    assert "is no year" in read_manifest(tmp_path / "manifest.csv").troubles[0]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (f"a.pdf,{'1' * 5000},,", "is no year"),
        ("a.pdf,2020,none,", "is no DOI"),
        ("a.pdf,2020,,One title, with a comma", "more cells"),
        ('a.pdf,2020,,"A title\nb.pdf,2021,,B title"', "several lines"),
    ],
)
def test_a_row_of_a_wrong_shape_is_told(tmp_path: Path, row: str, fault: str) -> None:
    manifest = read(tmp_path, f"file,year,doi,title\n{row}\ngood.pdf,2019,,Good\n")
    [trouble] = manifest.troubles
    assert fault in trouble
    assert len(trouble) < 200
    assert manifest.by_file == {"good.pdf": {"year": 2019, "title": "Good"}}


def test_cells_are_read_as_people_write_them(tmp_path: Path) -> None:
    manifest = read(
        tmp_path,
        "file,doi,title\na.pdf,https://doi.org/10.1000/X.,Al\u200b0.3Co micro\xadstructure\n",
    )
    assert manifest.by_file == {"a.pdf": {"doi": "10.1000/x", "title": "Al0.3Co microstructure"}}
