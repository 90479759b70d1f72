"""Keep the triples of the database up to date with the papers, and read them."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from builder.clock import MOST_SECONDS, OutOfTimeError, cpu_limit
from builder.drafting.draft import RULES, draft
from builder.drafting.from_body import draft_from_body
from builder.drafting.model_drafts import written_of
from builder.library.catalog import CatalogEntry, add_note, by_id, walk
from builder.papers import READABLE
from builder.parallel import Processes, Progress, batched, parallel_map
from builder.storage.database import has_table, transaction
from builder.triples import Triple

#: Abstracts drafted in one transaction.
_TOGETHER = 50
_GIVEN_UP = f"No triples were drafted from it: its abstract took over {MOST_SECONDS} s to read."
#: Added to the version of the rules that a paper was drafted with where its body was drafted, too.
_WITH_BODIES = 1_000
#: From this number of new abstracts on, drafting runs in several processes.
_MANY = 400


def asked_papers(rows: Iterable[CatalogEntry]) -> Iterator[CatalogEntry]:
    """Yield the papers that triples are drafted from: on topic, the first of each abstract."""
    seen: set[bytes] = set()  # some 100 bytes of memory each: 10 MB for 100,000 abstracts
    for row in rows:
        abstract, on_topic = row.paper.abstract, row.relevance is None or row.relevance.on_topic
        if row.paper.state not in READABLE or abstract is None or not on_topic:
            continue
        words = hashlib.sha256(abstract.text.encode()).digest()[:16]
        if words not in seen:
            seen.add(words)
            yield row


def update_drafts(
    db: sqlite3.Connection, progress: Progress, readers: Processes = 1, bodies: bool = False
) -> int:
    """Draft new abstracts with the rules, and delete the triples of papers that are gone.

    Stored drafts of models come back with a new abstract. The triples are not checked yet.

    Args:
        db: The database.
        progress: Called as drafting goes on.
        readers: Processes that draft.
        bodies: Whether to draft from the papers' bodies, too; else their triples are deleted.

    Returns:
        The number of abstracts drafted.
    """
    wanted = [row.id for row in asked_papers(walk(db))]
    before = dict(db.execute("SELECT paper, rules FROM drafted").fetchall())
    rules = RULES + _WITH_BODIES if bodies else RULES
    new = [paper for paper in wanted if before.get(paper) != rules]
    pieces = (list(by_id(db, some).values()) for some in batched(new, _TOGETHER))
    done = 0
    for rows, drafted in parallel_map(_draft_some, pieces, readers if len(new) >= _MANY else 1):
        with transaction(db):
            for row, triples in zip(rows, drafted, strict=True):
                if triples is None:
                    add_note(db, row.id, _GIVEN_UP)
                    triples = []
                forget(db, row.id)
                db.execute("INSERT INTO drafted VALUES (?, ?)", (row.id, rules))
                put(db, triples + written_of(db, row))
                if bodies:
                    put(db, draft_from_body(db, row))
        done += len(rows)
        progress(done, len(new))
    if gone := before.keys() - {*wanted}:
        with transaction(db):
            for paper in gone:
                forget(db, paper)
    return len(new)


def put_written(db: sqlite3.Connection, row: CatalogEntry, made_by: str) -> None:
    """Replace the triples of a model for a paper by its last drafts."""
    db.execute("DELETE FROM triples WHERE paper = ? AND made_by = ?", (row.id, made_by))
    put(db, written_of(db, row, made_by))


def forget(db: sqlite3.Connection, paper: str) -> None:
    """Delete the triples of a paper, so that a later build drafts it anew."""
    db.execute("DELETE FROM triples WHERE paper = ?", (paper,))
    db.execute("DELETE FROM drafted WHERE paper = ?", (paper,))


def papers_with_triples(db: sqlite3.Connection) -> list[str]:
    """Return the ids of all papers with triples, in order."""
    rows = db.execute("SELECT DISTINCT paper FROM triples ORDER BY paper")
    return [row["paper"] for row in rows]


def triples_of(db: sqlite3.Connection, papers: Sequence[str]) -> list[Triple]:
    """Return the triples of a few papers, by paper and position in the abstract."""
    marks = ", ".join("?" * len(papers))
    query = f"SELECT paper, abstract FROM papers WHERE paper IN ({marks})"
    abstracts = dict(db.execute(query, papers).fetchall())
    rows = db.execute(
        f"SELECT * FROM triples WHERE paper IN ({marks})"
        ' ORDER BY paper, start, "end", kind, question',
        papers,
    ).fetchall()
    sources = _sources(db, papers)
    return [
        _with_sources(
            Triple(
                row["triple"],
                row["paper"],
                row["kind"],
                row["question"],
                row["answer"],
                abstracts[row["paper"]],
                row["start"],
                row["end"],
                row["made_by"],
                row["rule"],
                json.loads(row["checks"] or "{}"),
            ),
            sources.get(row["triple"]),
        )
        for row in rows
    ]


def _sources(db: sqlite3.Connection, papers: Sequence[str]) -> dict[str, sqlite3.Row]:
    """Return triple → what it rests on beside its first sentence."""
    if not has_table(db, "triple_sources"):
        return {}
    marks = ", ".join("?" * len(papers))
    query = (
        "SELECT triple_sources.* FROM triple_sources JOIN triples USING (triple)"
        f" WHERE paper IN ({marks})"
    )
    return {row["triple"]: row for row in db.execute(query, papers)}


def _with_sources(triple: Triple, row: sqlite3.Row | None) -> Triple:
    if row is None:
        return triple
    return replace(
        triple,
        context=row["context"] or triple.context,
        spans=tuple((start, end) for start, end in json.loads(row["spans"])),
        papers=tuple(json.loads(row["papers"])),
    )


def load_triples(db: sqlite3.Connection) -> list[Triple]:
    """Return all triples, by paper and position in the abstract."""
    some = batched(papers_with_triples(db), _TOGETHER)
    return [triple for papers in some for triple in triples_of(db, papers)]


def put(db: sqlite3.Connection, triples: Iterable[Triple]) -> None:
    """Store triples; one with a known id replaces the old one."""
    triples = list(triples)
    db.executemany(
        "INSERT OR REPLACE INTO triples VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                t.id,
                t.paper,
                t.kind,
                t.question,
                t.answer,
                t.start,
                t.end,
                t.made_by,
                t.rule,
                json.dumps(t.checks) if t.checks else "",
            )
            for t in triples
        ],
    )
    db.executemany(
        "INSERT OR REPLACE INTO triple_sources VALUES (?, ?, ?, ?)",
        [
            (
                t.id,
                t.own_context,
                json.dumps(t.spans),
                json.dumps(t.papers),
            )
            for t in triples
            if t.spans or t.own_context
        ],
    )


def _draft_some(rows: Sequence[CatalogEntry]) -> list[list[Triple] | None]:
    """Return the drafted triples of each of these papers; None where drafting took too long."""
    return [_draft_one(row) for row in rows]


def _draft_one(row: CatalogEntry) -> list[Triple] | None:
    if row.paper.abstract is None:
        return []
    try:
        with cpu_limit(MOST_SECONDS):
            return draft(row.id, row.paper.title, row.paper.abstract.text)
    except OutOfTimeError:
        return None
