"""Tables as Excel saves them: in UTF-8, UTF-16 or cp1252, cut by commas, semicolons or tabs."""

from pathlib import Path

import pytest

from builder.curation.exchange import read_back
from builder.library.manifest import read_manifest
from builder.references.readers import read_bibliography
from builder.storage.spreadsheets import (
    decode,
    delimiter_of,
    escape_formula,
    survives_windows,
    unescape_formula,
)

FORMULAS = [
    "=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1",
    " =1", "\x00=1", "\ufeff=1", "＝1", "＋1", "－1", "＠x", "-100 MPa", "--", "=", "-", "\tx",
    '"=1+1"', "“=1", "`@x", "\u200e=1", "\u2060\xad+1", "\x7f=1", "\U000e0020=1", "﹦1", "﹣1",
]  # fmt: skip
NO_FORMULAS = [
    "", "-100", "+3.5", "-1e-5", "5 = 5", "'", "''x", "Al-Co", "−100 MPa", "~5", "(=1)",
    '"Cantor" alloy', "“σ = 5”",
]  # fmt: skip


@pytest.mark.fault("F43")
@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert escape_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", NO_FORMULAS)
def test_what_no_spreadsheet_runs_stays_as_it_is(text: str) -> None:
    assert escape_formula(text) == text


@pytest.mark.parametrize("text", [*FORMULAS, *NO_FORMULAS])
def test_any_text_comes_back_as_it_was_even_one_with_apostrophes(text: str) -> None:
    for begin in ("", "'", "''"):
        assert unescape_formula(escape_formula(begin + text)) == begin + text


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_is_read_in_the_encoding_it_was_saved_in(encoding: str) -> None:
    assert decode("Prüfkörper\r\n§ 2\rß".encode(encoding)) == "Prüfkörper\n§ 2\nß"


def test_bytes_of_no_encoding_are_read_as_well_as_can_be() -> None:
    assert decode(b"\xff\xfe\x00") == "ÿþ\x00"
    assert decode(b"a\x81b") == "a\ufffdb"


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_sign_between_cells_is_that_of_the_first_line(sign: str) -> None:
    assert delimiter_of(sign.join("abc") + "\n,,,;;;\t\t\t") == sign


def test_what_windows_does_not_write_comes_back_as_a_question_mark() -> None:
    assert survives_windows("σ ≥ 5 µm") == "? ? 5 µm"


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_every_table_is_read_as_spreadsheets_save_it(
    tmp_path: Path, encoding: str, sign: str
) -> None:
    def save(name: str, *rows: tuple[str, ...]) -> Path:
        (tmp_path / name).write_bytes(
            "".join(sign.join(row) + "\r\n" for row in rows).encode(encoding)
        )
        return tmp_path / name

    manifest = save("manifest.csv", ("file", "title"), ("a.pdf", "Über Härte"))
    assert read_manifest(manifest).by_file == {"a.pdf": {"title": "Über Härte"}}
    export = save("scopus.csv", ("title", "abstract"), ("Über Härte", "Eine Prüfung. " * 9))
    [(_, _, paper)] = read_bibliography(export)
    assert (paper.title, paper.state) == ("Über Härte", "ok")
    sheet = save("review.csv", ("id", "verdict", "reason"), ("t1", "reject", "zu kurz für uns"))
    [row] = read_back(sheet)
    assert (row.id, row.verdict, row.reason) == ("t1", "reject", "zu kurz für uns")
