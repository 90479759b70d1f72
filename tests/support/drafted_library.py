"""A library of some papers whose triples are drafted."""

import sqlite3
from pathlib import Path

from small_library import CANTOR, SENKOV, quiet, write_records

from builder.drafting.update import update_drafts
from builder.ingest.ingest import ingest
from builder.storage.database import create_database
from eval.bench.synthetic_corpus import abstracts


def drafted(place: Path, count: int = 0) -> sqlite3.Connection:
    """Two real papers, each a second time in other words, and made-up ones; drafted."""
    records = [CANTOR, SENKOV]
    for record in (CANTOR, SENKOV):
        again = {"id": f"again {record['id']}", "doi": f"{record['doi']}2", "title": "Once more"}
        records.append(record | again | {"abstract": f"{record['abstract']} We tell why."})
    for number, (title, text) in enumerate(abstracts(count)):
        records.append({"title": f"{title} ({number})", "abstract": text})
    corpus = place / "corpus"
    corpus.mkdir()
    write_records(corpus / "r.jsonl", *records)
    db = create_database(place / "hea.sqlite")
    ingest(db, corpus, quiet)
    update_drafts(db, quiet)
    return db
