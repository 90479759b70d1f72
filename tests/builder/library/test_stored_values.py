"""Values in the database: the same as reading anew, incremental, gone with their paper."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_library import ALUMINIUM, CANTOR, SENKOV, quiet, write_records

from builder.ingest.ingest import ingest
from builder.library import stored_values
from builder.library.catalog import listing
from builder.library.property_table import PropertyRow, values_of
from builder.library.stored_values import create_value_tables, find_rows, update_values
from builder.storage.database import create_database

MIXED = {
    "id": "mixed",
    "title": "CoCrFeNi with TiC",
    "abstract": "The hardness of CoCrFeNi is 180 HV, and that of CoCrFeNi/TiC is 410 ± 12 HV."
    " Its yield strength rose by 35 % to above 0.9 GPa at −196 °C, because the FCC matrix twins.",
    "doi": "10.1000/mixed",
}
PROPERTIES = ("hardness", "yield strength", "fracture toughness")


@pytest.fixture
def db(corpus: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    write_records(corpus / "r.jsonl", CANTOR, SENKOV, ALUMINIUM, MIXED)
    made = create_database(tmp_path / "data" / "hea.sqlite")
    ingest(made, corpus, quiet)
    yield made
    made.close()


def contents(rows: list[PropertyRow]) -> list[tuple[object, ...]]:
    return [(o.listed, o.start, o.end, o.of, o.value, o.alloy, o.inherited, o.phases) for o in rows]


def read_anew(db: sqlite3.Connection, name: str) -> list[tuple[object, ...]]:
    return contents([o for row in listing(db) for o in values_of(row) if o.of == name])


def test_stored_values_are_those_of_reading_anew(db: sqlite3.Connection) -> None:
    create_value_tables(db)
    assert update_values(db, quiet) == 4
    for name in PROPERTIES:
        assert contents(find_rows(db, name)) == read_anew(db, name) != []


def test_a_database_without_stored_values_is_read_at_once(db: sqlite3.Connection) -> None:
    assert contents(find_rows(db, "hardness")) == read_anew(db, "hardness") != []


def test_only_new_abstracts_are_read(
    db: sqlite3.Connection, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_value_tables(db)
    update_values(db, quiet)
    assert update_values(db, quiet) == 0
    late = {**MIXED, "id": "late", "title": "NbTaTi", "doi": "10.1000/late"}
    write_records(corpus / "s.jsonl", {**late, "abstract": "The hardness of NbTaTi is 300 HV."})
    ingest(db, corpus, quiet)
    assert len(find_rows(db, "hardness")) == len(read_anew(db, "hardness"))
    assert update_values(db, quiet) == 1
    monkeypatch.setattr(stored_values, "READING", stored_values.READING + 1)
    assert update_values(db, quiet) == 5


def test_values_go_with_their_paper(db: sqlite3.Connection, corpus: Path) -> None:
    create_value_tables(db)
    update_values(db, quiet)
    (corpus / "r.jsonl").unlink()
    ingest(db, corpus, quiet)
    assert find_rows(db, "hardness") == []
    assert db.execute("SELECT count(*) FROM property_values").fetchone()[0] == 0


def test_with_another_title_an_abstract_is_read_again(db: sqlite3.Connection) -> None:
    create_value_tables(db)
    update_values(db, quiet)
    db.execute("UPDATE papers SET title = 'VNbMoTaW' WHERE doi = '10.1000/senkov'")
    assert update_values(db, quiet) == 1
