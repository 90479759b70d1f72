"""The triples in the database: drafted once for each abstract, checked when the corpus changes."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor

from builder.asked import written_of
from builder.checks import Checker, check_all
from builder.drafting import MADE_BY, RULES, draft
from builder.intake import Progress
from builder.library import Listed, listing
from builder.papers import READABLE
from builder.store import transaction
from builder.triples import Triple
from builder.unanswerable import contrast, survey

_TOGETHER = 50
#: From so many new abstracts on, other processes help.
_MANY = 400


def asked_papers(rows: Iterable[Listed]) -> list[Listed]:
    """Papers that questions are made from: on topic, and of one abstract the first."""
    first: dict[str, Listed] = {}
    for row in rows:
        abstract, on_topic = row.paper.abstract, row.relevance is None or row.relevance.on_topic
        if row.paper.state in READABLE and abstract is not None and on_topic:
            first.setdefault(abstract.text, row)
    return list(first.values())


def update_drafts(db: sqlite3.Connection, progress: Progress, readers: int = 1) -> int:
    """Draft by rules what is new, forget what is gone; give how many abstracts were drafted.

    What models wrote of a new abstract before comes back with it. Nothing is checked yet.
    """
    papers = {row.id: row for row in asked_papers(listing(db))}
    known = {
        row["paper"] for row in db.execute("SELECT paper FROM drafted WHERE rules = ?", (RULES,))
    }
    new = [row for name, row in papers.items() if name not in known]
    gone = {row["paper"] for row in db.execute("SELECT paper FROM drafted")} - papers.keys()
    done = 0
    for drafted in _drafted(new, readers):
        with transaction(db):
            for name, triples in drafted:
                forget(db, name)
                db.execute("INSERT INTO drafted VALUES (?, ?)", (name, RULES))
                _put(db, triples + written_of(db, papers[name]))
        done += len(drafted)
        progress(done, len(new))
    if gone:
        with transaction(db):
            for name in gone:
                forget(db, name)
    return len(new)


def put_written(db: sqlite3.Connection, row: Listed, made_by: str) -> None:
    """Put what a model last wrote of a paper in the place of what it wrote before."""
    db.execute("DELETE FROM triples WHERE paper = ? AND made_by = ?", (row.id, made_by))
    _put(db, written_of(db, row, made_by))


def check_drafts(db: sqlite3.Connection, by: Checker, processes: int = 1) -> int:
    """Check all triples if any, or any paper, is new or gone; give how many triples there are."""
    checked = db.execute("SELECT papers FROM checked").fetchone()
    stale = db.execute("SELECT 1 FROM triples WHERE checks = '' LIMIT 1").fetchone()
    if stale or checked is None or checked["papers"] != _fingerprint(db):
        recheck(db, asked_papers(listing(db)), by, processes)
    return int(db.execute("SELECT count(*) FROM triples").fetchone()[0])


def recheck(
    db: sqlite3.Connection, papers: Iterable[Listed], by: Checker, processes: int = 1
) -> None:
    """Make the unanswerable questions and all checks anew: both look at the whole corpus.

    Unanswerable ones are made of what rules drafted, and of two that ask the same the rules' comes
    first: a model adds triples and changes none.
    """
    papers = list(papers)
    titles = {row.id: row.paper.title or "" for row in papers}
    texts = [
        (row.paper.title or "", row.paper.abstract.text) for row in papers if row.paper.abstract
    ]
    answerable = [triple for triple in load_triples(db) if triple.kind != "unanswerable"]
    by_rules = [triple for triple in answerable if triple.made_by == MADE_BY]
    written = [triple for triple in answerable if triple.made_by != MADE_BY]
    triples = by_rules + contrast(by_rules, survey(texts)) + written
    checked = check_all(triples, titles, by, processes)
    with transaction(db):
        db.execute("DELETE FROM triples")
        _put(db, checked)
        db.execute("DELETE FROM checked")
        db.execute("INSERT INTO checked VALUES (?)", (_fingerprint(db),))


def _fingerprint(db: sqlite3.Connection) -> str:
    """Changes with every paper that comes or goes, and with every title that is settled anew."""
    digest = hashlib.sha256()
    query = "SELECT paper, title FROM drafted JOIN papers USING (paper) ORDER BY paper"
    for row in db.execute(query):
        digest.update(f"{row['paper']}\x1f{row['title']}\x1e".encode())
    return digest.hexdigest()


def forget(db: sqlite3.Connection, paper: str) -> None:
    db.execute("DELETE FROM triples WHERE paper = ?", (paper,))
    db.execute("DELETE FROM drafted WHERE paper = ?", (paper,))


def load_triples(db: sqlite3.Connection) -> list[Triple]:
    """Every triple, in the order of its paper and its place."""
    abstracts = dict(db.execute("SELECT paper, abstract FROM papers").fetchall())
    query = 'SELECT * FROM triples ORDER BY paper, start, "end", kind, question'
    return [
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
        )
        for row in db.execute(query)
    ]


def _put(db: sqlite3.Connection, triples: Iterable[Triple]) -> None:
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


def _drafted(new: Sequence[Listed], readers: int) -> Iterable[list[tuple[str, list[Triple]]]]:
    chunks = [new[first : first + _TOGETHER] for first in range(0, len(new), _TOGETHER)]
    if len(new) < _MANY or readers < 2:
        yield from map(_draft_some, chunks)
        return
    with ProcessPoolExecutor(readers) as pool:
        yield from pool.map(_draft_some, chunks)


def _draft_some(rows: Sequence[Listed]) -> list[tuple[str, list[Triple]]]:
    return [
        (row.id, draft(row.id, row.paper.title, row.paper.abstract.text))
        for row in rows
        if row.paper.abstract is not None
    ]
