"""The checks over a whole corpus, some papers at a time: what must be compared lies on the disk."""

import hashlib
import sqlite3
from collections.abc import Sequence
from functools import partial
from itertools import groupby

from builder.checks.checks import Checker, asked_alike, check_all, duplicates
from builder.drafting.draft import MADE_BY
from builder.drafting.unanswerable import contrast, survey
from builder.drafting.update import asked_papers, papers_with_triples, put, triples_of
from builder.ingest.ingest import Progress
from builder.library.catalog import walk
from builder.parallel import batched, parallel_map
from builder.storage.database import transaction
from builder.triples import Triple

#: Papers whose triples are checked in one transaction.
_TOGETHER = 64
#: From so many papers on, other processes help.
_MANY = 400
#: Of two that ask the same the rules' comes first: a model adds triples and changes none.
_RULES, _UNANSWERABLE, _WRITTEN = range(3)

_Piece = tuple[list[Triple], dict[str, str], dict[str, str]]


def check_drafts(
    db: sqlite3.Connection, by: Checker, progress: Progress, processes: int = 1
) -> int:
    """Check all triples if any, or any paper, is new or gone; give how many triples there are."""
    checked = db.execute("SELECT papers FROM checked").fetchone()
    stale = db.execute("SELECT 1 FROM triples WHERE checks = '' LIMIT 1").fetchone()
    if stale or checked is None or checked["papers"] != _fingerprint(db):
        recheck(db, by, progress, processes)
    return int(db.execute("SELECT count(*) FROM triples").fetchone()[0])


def recheck(db: sqlite3.Connection, by: Checker, progress: Progress, processes: int = 1) -> None:
    """Make the unanswerable questions and all checks anew: both look at the whole corpus.

    Killed at any moment, it begins anew: the papers count as checked when all of them are.
    """
    with transaction(db):
        db.execute("DELETE FROM checked")
        db.execute("DELETE FROM triples WHERE kind = 'unanswerable'")
    papers = papers_with_triples(db)
    _clear(db)
    _contrast(db, papers)
    _find_twins(db)
    _check(db, papers, by, progress, processes if len(papers) >= _MANY else 1)
    with transaction(db):
        db.execute("INSERT INTO checked VALUES (?)", (_fingerprint(db),))


def _clear(db: sqlite3.Connection) -> None:
    """Room for what each triple asks, and for twins, in a file of SQLite's that ends with it."""
    db.execute("DROP TABLE IF EXISTS temp.asking")
    db.execute("DROP TABLE IF EXISTS temp.twins")
    db.execute("CREATE TEMP TABLE asking (about BLOB, turn INTEGER, triple TEXT, question TEXT)")
    db.execute("CREATE TEMP TABLE twins (triple TEXT PRIMARY KEY, why TEXT) WITHOUT ROWID")


def _contrast(db: sqlite3.Connection, papers: Sequence[str]) -> None:
    """Write the unanswerable questions, and note what every triple asks about."""
    corpus = survey(
        (row.paper.title or "", row.paper.abstract.text)
        for row in asked_papers(walk(db))
        if row.paper.abstract
    )
    for some in batched(papers, _TOGETHER):
        triples = triples_of(db, some)
        by_rules = [triple for triple in triples if triple.made_by == MADE_BY]
        made = contrast(by_rules, corpus)
        with transaction(db):
            put(db, made)
            _note(db, _RULES, by_rules)
            _note(db, _UNANSWERABLE, made)
            _note(db, _WRITTEN, [triple for triple in triples if triple.made_by != MADE_BY])


def _note(db: sqlite3.Connection, turn: int, triples: Sequence[Triple]) -> None:
    db.executemany(
        "INSERT INTO asking VALUES (?, ?, ?, ?)",
        [
            (hashlib.sha256(repr(asked_alike(t)).encode()).digest()[:16], turn, t.id, t.question)
            for t in triples
        ],
    )


def _find_twins(db: sqlite3.Connection) -> None:
    """Compare the questions that are about the same things."""
    db.execute("CREATE INDEX asking_by_what ON asking (about, turn)")
    rows = db.execute(
        "SELECT about, triple, question FROM asking WHERE about IN"
        " (SELECT about FROM asking GROUP BY about HAVING count(*) > 1) ORDER BY about, turn, rowid"
    )
    for _, group in groupby(rows, key=lambda row: row["about"]):
        found = duplicates((row["triple"], row["question"]) for row in group)
        db.executemany("INSERT OR REPLACE INTO twins VALUES (?, ?)", found)


def _check(
    db: sqlite3.Connection, papers: Sequence[str], by: Checker, progress: Progress, processes: int
) -> None:
    pieces = (_piece(db, some) for some in batched(papers, _TOGETHER))
    done = 0
    # A round trip asks this process's index.
    for (before, _, _), checked in parallel_map(
        partial(_check_some, by), pieces, 1 if by.round_trip else processes
    ):
        with transaction(db):
            put(db, (new for old, new in zip(before, checked, strict=True) if new != old))
        done += len({triple.paper for triple in before})
        progress(done, len(papers))


def _piece(db: sqlite3.Connection, papers: Sequence[str]) -> _Piece:
    """The triples of some papers, the papers' titles, and the twins among the triples."""
    marks = ", ".join("?" * len(papers))
    titles = db.execute(f"SELECT paper, title FROM papers WHERE paper IN ({marks})", papers)
    twins = db.execute(
        f"SELECT twins.triple, why FROM twins JOIN triples USING (triple) WHERE paper IN ({marks})",
        papers,
    )
    return (
        triples_of(db, papers),
        {row["paper"]: row["title"] or "" for row in titles},
        dict(twins.fetchall()),
    )


def _check_some(by: Checker, piece: _Piece) -> list[Triple]:
    triples, titles, twins = piece
    return check_all(triples, titles, by, twins)


def _fingerprint(db: sqlite3.Connection) -> str:
    """Changes with every paper that comes or goes, and with every title that is settled anew."""
    digest = hashlib.sha256()
    query = "SELECT paper, title FROM drafted JOIN papers USING (paper) ORDER BY paper"
    for row in db.execute(query):
        digest.update(f"{row['paper']}\x1f{row['title']}\x1e".encode())
    return digest.hexdigest()
