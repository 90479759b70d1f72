"""Made-up abstracts that state values, and the rows of a property that are read in them."""

from collections.abc import Mapping
from pathlib import Path

from small_library import quiet, write_records

from builder.ingest.ingest import ingest
from builder.library.catalog import listing
from builder.library.property_table import PropertyRow, property_table
from builder.storage.database import create_database

STATED = (
    {
        "id": "hot",
        "title": "NbMoTaW when it is hot",
        "abstract": "NbMoTaW was arc melted. Its yield strength is 400 MPa at 1600 °C. Its yield"
        " strength is 1050 MPa at room temperature.",
        "year": 2012,
    },
    {
        "id": "silent",
        "title": "CoCrFeNi after casting",
        "abstract": "As-cast CoCrFeNi was tested. The yield strength of CoCrFeNi is 210 MPa.",
        "year": 2019,
    },
    {
        "id": "bound",
        "title": "AlCoCrFeNi under load",
        "abstract": "The yield strength of AlCoCrFeNi exceeds 1250 MPa.",
        "year": 2020,
    },
    {
        "id": "change",
        "title": "Annealing of CoCrFeMnNi",
        "abstract": "CoCrFeMnNi was annealed. The yield strength of CoCrFeMnNi increased from"
        " 300 MPa to 520 MPa.",
    },
    {
        "id": "more",
        "title": "CrMnFeCoNi compared",
        "abstract": "The yield strength of CrMnFeCoNi was 20 % higher than that of CoCrFeNi.",
        "year": 2021,
    },
)


def rows_of(folder: Path, name: str, *records: Mapping[str, object]) -> list[PropertyRow]:
    """Return the values of a property in records, `STATED` if none are given."""
    corpus = folder / "stated" / "corpus"
    corpus.mkdir(parents=True)
    write_records(corpus / "r.jsonl", *map(dict, records or STATED))
    db = create_database(folder / "stated" / "data" / "hea.sqlite")
    ingest(db, corpus, quiet)
    found = property_table(listing(db), name)
    db.close()
    return found
