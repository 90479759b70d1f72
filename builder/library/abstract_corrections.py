"""Put the abstracts that a person wrote into the manifest in the place of those that were read."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from builder.library.stored_bodies import own_body, put_body
from builder.storage.database import transaction

#: The rule of an abstract that a person wrote.
BY_HAND = "manifest"


def release_abstracts(db: sqlite3.Connection, manifest: Mapping[str, Mapping[str, Any]]) -> None:
    """Let the papers be read again whose abstract the manifest no longer gives.

    Args:
        db: The database.
        manifest: File → what a person wrote of it.
    """
    kept = {paper for paper, _ in _wanted(db, manifest)}
    rows = db.execute("SELECT paper FROM papers WHERE rule = ?", (BY_HAND,)).fetchall()
    with transaction(db):
        for paper in {row["paper"] for row in rows} - kept:
            # No version of the layout rules has this name, so the next comparison finds it stale.
            db.execute("UPDATE papers SET extractor = '' WHERE paper = ?", (paper,))


def correct_abstracts(db: sqlite3.Connection, manifest: Mapping[str, Mapping[str, Any]]) -> None:
    """Store the abstracts of the manifest, before the sources of papers are merged.

    All that was made of another abstract goes with it; the paper's body stays.

    Args:
        db: The database.
        manifest: File → what a person wrote of it.
    """
    for paper, text in _wanted(db, manifest):
        row = dict(db.execute("SELECT * FROM papers WHERE paper = ?", (paper,)).fetchone())
        if row["rule"] == BY_HAND and row["abstract"] == text:
            continue
        row |= {
            "state": "ok",
            "reason": "",
            "abstract": text,
            "display": None,
            "page": 1 if row["page"] is None else row["page"],
            "box": row["box"] or "[0, 0, 0, 0]",
            "rule": BY_HAND,
            "confidence": 1.0,
            "relevance": None,
            "signs": None,
        }
        names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
        body = own_body(db, paper)
        with transaction(db):
            db.execute("DELETE FROM settled")
            db.execute("DELETE FROM papers WHERE paper = ?", (paper,))
            db.execute(f"INSERT INTO papers ({names}) VALUES ({marks})", row)
            if body is not None:
                put_body(db, paper, body)


def _wanted(
    db: sqlite3.Connection, manifest: Mapping[str, Mapping[str, Any]]
) -> list[tuple[str, str]]:
    """Return the papers whose abstract a person wrote, each with it; of copies the first counts."""
    found: dict[str, str] = {}
    for file, given in sorted(manifest.items()):
        if text := given.get("abstract"):
            query = (
                "SELECT paper FROM entries JOIN papers USING (paper) WHERE file = ? AND line = 0"
            )
            for row in db.execute(query, (file,)):
                found.setdefault(row["paper"], text)
    return list(found.items())
