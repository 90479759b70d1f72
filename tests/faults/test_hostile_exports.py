"""Exports and sheets made to harm end in a state, and the good entries beside the harm are kept."""

import hashlib
import io
import re
import resource
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hostile_exports import GOOD, HOSTILE_EXPORTS, sparse_file, write_export
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from processor_time import cpu_seconds
from small_library import Many, quiet

from builder.checks.checks import Checker
from builder.checks.run import check_drafts
from builder.curation.exchange import COLUMNS, read_back
from builder.curation.workbook import to_xlsx
from builder.drafting.update import load_triples, update_drafts
from builder.errors import UserError
from builder.ingest.ingest import ingest
from builder.ingest.isolated_rows import MOST_BYTES, UnreadRestError, isolated_rows
from builder.ingest.isolation import Limits
from builder.library.catalog import CatalogEntry, listing
from builder.library.stored_values import create_value_tables, update_values
from builder.papers import STATES
from builder.references.jsonl import read_records
from builder.references.readers import read_bibliography
from builder.storage.database import create_database

ROW = dict.fromkeys(COLUMNS, "") | {"id": "t1", "verdict": "accept"}


def read(corpus: Path, data: Path, limits: Limits = Limits()) -> list[CatalogEntry]:
    db = create_database(data / "hea.sqlite")
    ingest(db, corpus, quiet, limits)
    rows = listing(db)
    db.close()
    return rows


@pytest.mark.fault("F51")
@pytest.mark.parametrize("make", HOSTILE_EXPORTS)
def test_a_hostile_export_ends_in_states_and_keeps_its_good_entry(
    make: Callable[[], str], corpus: Path, tmp_path: Path
) -> None:
    write_export(corpus, make)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = read(corpus, tmp_path)
    assert GOOD in {row.paper.title for row in rows if row.paper.state in ("ok", "duplicate")}
    for row in rows:
        assert row.paper.state in STATES
        assert row.paper.reason or row.paper.state == "ok"
        assert "ended the process" not in row.paper.reason
    # The harm was done elsewhere; in KiB.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 512 * 1024


@pytest.mark.fault("F51")
@pytest.mark.parametrize("suffix", ["bib", "ris", "csv", "json", "jsonl", "txt"])
def test_a_file_larger_than_any_export_is_not_read(
    suffix: str, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashlib, "file_digest", None)  # nor is its hash taken
    sparse_file(corpus / f"sparse.{suffix}", MOST_BYTES + 1)
    begun = time.process_time()
    [row] = read(corpus, tmp_path)
    assert row.paper.state == "too_big"
    assert time.process_time() - begun < 2


@pytest.mark.fault("F51")
def test_an_export_that_fills_the_memory_costs_its_own_process_alone(
    corpus: Path, tmp_path: Path
) -> None:
    sparse_file(corpus / "zeros.bib", 60 * 2**20)
    [row] = read(corpus, tmp_path, Limits(memory=160 * 2**20))
    assert row.paper.state == "memory"


@pytest.mark.fault("F51")
def test_an_export_that_never_ends_is_stopped_by_its_clock(corpus: Path, tmp_path: Path) -> None:
    # A quotation mark that is never closed makes the reader look far ahead at every line.
    (corpus / "x.csv").write_text('title,abstract\nGood,"A hard alloy."\n' + '"x,\n' * 200_000)
    rows = read(corpus, tmp_path, Limits(seconds=0))
    [stopped] = [row for row in rows if row.line == 0]
    assert stopped.paper.state == "timeout"
    assert f"The {len(rows) - 1:,} entries before were kept." in stopped.paper.reason
    assert "Good" in {row.paper.title for row in rows}


@pytest.mark.fault("F52")
def test_good_papers_beside_hostile_ones_get_their_triples(corpus: Path, tmp_path: Path) -> None:
    names = ("values_without_an_end", "entries_of_every_kind", "doubling_strings")
    for make in HOSTILE_EXPORTS:
        if make.__name__ in names:
            write_export(corpus, make)
    (corpus / "other.jsonl").write_text(
        '{"title": "The NbMoTaW high-entropy alloy", "abstract": "The high-entropy alloy NbMoTaW'
        ' has a yield strength of 1058 MPa at room temperature."}'
    )
    db = create_database(tmp_path / "hea.sqlite")
    create_value_tables(db)
    begun = time.process_time()
    ingest(db, corpus, quiet)
    update_values(db, quiet)
    update_drafts(db, quiet)
    check_drafts(db, Checker(), quiet)
    assert time.process_time() - begun < 30
    good = [triple for triple in load_triples(db) if "1058 MPa" in triple.answer]
    assert good
    assert not any(triple.failed for triple in good)
    assert _notes_of_overlong_abstracts(db)


def _notes_of_overlong_abstracts(db: sqlite3.Connection) -> list[str]:
    return [note for row in listing(db) for note in row.paper.notes if "cut off" in note]


@pytest.mark.fault("F53")
@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", rb"</sheetData>.*", b""),
        ("xl/worksheets/sheet1.xml", rb'r="([A-Z]?)3"', rb'r="\g<1>1000000000"'),
        ("xl/worksheets/sheet1.xml", rb"</sheetData>", b"<row>" * 100_000),
        ("xl/worksheets/sheet1.xml", rb"</sheetData>", b'<row r="x"></row></sheetData>'),
    ],
    ids=["broken off", "row 10^9", "rows in rows", "no number"],
)
def test_what_a_workbook_holds_before_its_damage_is_kept(
    tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    path = tmp_path / "t.xlsx"
    with (
        ZipFile(io.BytesIO(to_xlsx([ROW, ROW | {"id": "t2"}]))) as whole,
        ZipFile(path, "w") as out,
    ):
        for name in whole.namelist():
            data = whole.read(name)
            out.writestr(name, re.sub(old, new, data, count=0) if name == part else data)
    found = read_back(path)
    assert found[0].id == "t1"
    assert found[0].trouble == ""
    assert found[-1].trouble


@pytest.mark.fault("F53")
def test_a_workbook_that_unpacks_to_more_than_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with ZipFile(io.BytesIO(to_xlsx([ROW]))) as whole, ZipFile(path, "w", ZIP_DEFLATED) as out:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "xl/worksheets/sheet1.xml":
                cell = b'<c r="A9" t="inlineStr"><is><t>%s</t></is></c>' % (b"x" * 100_000_000)
                data = data.replace(b"</sheetData>", b'<row r="9">%s</row></sheetData>' % cell)
            out.writestr(name, data)
    with pytest.raises(UnreadRestError) as told:
        list(isolated_rows("sheet", path, Limits(memory=160 * 2**20)))
    assert told.value.state in ("memory", "corrupt")


@pytest.mark.fault("F53")
def test_a_sheet_larger_than_any_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="MB, more than"):
        read_back(sparse_file(tmp_path / "t.csv", MOST_BYTES + 1))


_SIGNS = "{}[]()\"'\\@#,;:=-\t\n $^_<>&%AaTYER10.\u200b\ud800é"
_SEEDS = [make() for make in HOSTILE_EXPORTS if make.__name__ == "entries_of_every_kind"] + [
    '@string{a = "b"}\n@article{k, title = {A} # a, abstract = {$x_1$ {B}}, year = 2020}\n',
    "TY  - JOUR\nTI  - A title\nAB  - An abstract\n  goes on.\nPY  - 2020\nER  - \n",
    "PMID- 1\nTI  - A title\nAB  - An abstract\n      goes on.\n",
    "PT J\nTI A title\nAB An abstract\nUT WOS:000000000000001\nER\n",
    'title,abstract,doi,year\n"A, b","An ""abstract""",10.1000/x,2020\n',
    '{"title": "A", "abstract": "<p>B</p>", "authors": ["C"], "year": "2020"}\n',
]


@st.composite
def _damaged(draw: st.DrawFn) -> str:
    """Return an export with pieces taken out, doubled and put in."""
    text = draw(st.sampled_from(_SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 20)))
        put = draw(st.text(_SIGNS, max_size=8) | st.just(text[at:end] * 2))
        text = text[:at] + put + text[end:]
    return text


@pytest.mark.fault("F51")
def test_no_damaged_export_breaks_its_reader(tmp_path: Path, how_many: Many) -> None:
    suffixes = (".bib", ".ris", ".nbib", ".ciw", ".txt", ".csv", ".tsv", ".json", ".jsonl")

    @settings(
        max_examples=how_many(4_000, 40_000),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(_damaged(), st.sampled_from(suffixes))
    def check(text: str, suffix: str) -> None:
        path = tmp_path / f"x{suffix}"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        reader = read_records if suffix == ".jsonl" else read_bibliography

        def entries() -> None:
            for _, _, paper in reader(path):
                assert paper.state in STATES
                assert "cannot be read (" not in paper.reason

        assert cpu_seconds(entries, 2) <= 2

    check()
