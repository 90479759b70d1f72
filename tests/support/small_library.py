"""A library of three papers, and what tests say of running the command line."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

from fakes import WordEmbedder, loads

from builder.ingest.ingest import ingest
from builder.storage.database import create_database
from retrieval.index_manifest import IndexManifest
from retrieval.vector_index import update_index

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


Run = Callable[..., tuple[int, str, str]]


Many = Callable[[int, int], int]


def write_records(path: Path, *records: dict[str, object]) -> None:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")


CANTOR = {
    "id": "cantor",
    "title": "Toughness of CrMnFeCoNi at low temperature",
    "abstract": "CrMnFeCoNi was homogenized. Its fracture toughness exceeds 200 MPa m^0.5"
    " at 77 K. The toughness rises on cooling because nanotwins form beside dislocation slip.",
    "doi": "10.1000/cantor",
    "year": 2014,
}
SENKOV = {
    "id": "senkov",
    "title": "Refractory high-entropy alloys NbMoTaW and VNbMoTaW",
    "abstract": "NbMoTaW was arc melted. Its yield strength is 405 MPa at 1600 °C. A single BCC"
    " phase was found in both alloys.",
    "doi": "10.1000/senkov",
    "year": 2011,
}
ALUMINIUM = {
    "id": "aluminium",
    "title": "Effect of aluminium on AlxCoCrFeNi",
    "abstract": "AlxCoCrFeNi (x = 0, 0.3, 0.9) was cast. With x = 0.3 the alloy is FCC; with"
    " x = 0.9 it is BCC. Hardness rises from 116 HV to 527 HV because the BCC phase is harder.",
    "doi": "10.1000/aluminium",
    "year": 2012,
}

#: A folder that stands for the model: its files are hashed, none is loaded.
MODEL = str(Path(__file__).parent)


def quiet(done: int, total: int) -> None:
    pass


def built(
    place: Path, corpus: Path, embedder: WordEmbedder
) -> tuple[sqlite3.Connection, IndexManifest]:
    db = create_database(place / "hea.sqlite")
    ingest(db, corpus, quiet)
    manifest = update_index(db, place / "index", MODEL, quiet, loads(embedder))
    return db, manifest
