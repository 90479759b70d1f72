"""Check all triples of a corpus in batches of papers.

What must be compared across papers lies in temporary tables of the database, not in memory.
"""

import hashlib
import sqlite3
from collections.abc import Sequence
from functools import partial
from itertools import groupby

from builder.checks.checks import Checker, check_all
from builder.checks.duplicates import duplicate_key, find_duplicates
from builder.drafting.derived.across_papers import compare_papers, stated_values
from builder.drafting.draft import MADE_BY
from builder.drafting.refusals import contrast, survey
from builder.drafting.update import asked_papers, papers_with_triples, put, triples_of
from builder.library.catalog import walk
from builder.parallel import Processes, Progress, batched, parallel_map
from builder.storage.database import transaction
from builder.triples import Triple

#: Papers whose triples are checked in one transaction.
_TOGETHER = 64
#: From this number of papers on, checks run in several processes.
_MANY = 400
#: Kinds of questions that are made of the whole corpus, and made anew with it.
_OF_CORPUS = ("unanswerable", "across-papers")
#: Order of duplicates by maker: a triple of the rules is never the duplicate of a model's.
_RULES, _MODEL = range(2)

_Batch = tuple[list[Triple], dict[str, str], dict[str, str]]


def check_drafts(
    db: sqlite3.Connection, by: Checker, progress: Progress, processes: Processes = 1
) -> int:
    """Check all triples if a triple is new or the papers changed; return the number of triples."""
    checked = db.execute("SELECT papers FROM checked").fetchone()
    stale = db.execute("SELECT 1 FROM triples WHERE checks = '' LIMIT 1").fetchone()
    if stale or checked is None or checked["papers"] != _fingerprint(db, by):
        recheck(db, by, progress, processes)
    return int(db.execute("SELECT count(*) FROM triples").fetchone()[0])


def recheck(
    db: sqlite3.Connection, by: Checker, progress: Progress, processes: Processes = 1
) -> None:
    """Make the unanswerable questions and all checks anew; both depend on the whole corpus.

    The papers count as checked only after the last batch, so that a killed run begins anew.
    """
    with transaction(db):
        db.execute("DELETE FROM checked")
        db.execute(
            f"DELETE FROM triples WHERE kind IN ({', '.join('?' * len(_OF_CORPUS))})", _OF_CORPUS
        )
    papers = papers_with_triples(db)
    processes = processes if len(papers) >= _MANY else 1
    _create_scratch_tables(db)
    for some in batched(papers, _TOGETHER):
        _note(db, triples_of(db, some))
    _find_twins(db)
    _check(db, papers, by, progress, processes)
    _contrast(db, papers)
    _compare(db, papers)
    _find_twins(db)
    _check(db, papers, by, _quiet, processes, of_corpus=True)
    with transaction(db):
        db.execute("INSERT INTO checked VALUES (?)", (_fingerprint(db, by),))


def _create_scratch_tables(db: sqlite3.Connection) -> None:
    """Create the temporary tables of questions by duplicate key, and of duplicates."""
    db.execute("DROP TABLE IF EXISTS temp.asking")
    db.execute("DROP TABLE IF EXISTS temp.twins")
    db.execute("CREATE TEMP TABLE asking (about BLOB, turn INTEGER, triple TEXT, question TEXT)")
    db.execute("CREATE TEMP TABLE twins (triple TEXT PRIMARY KEY, why TEXT) WITHOUT ROWID")


def _contrast(db: sqlite3.Connection, papers: Sequence[str]) -> None:
    """Store unanswerable questions, made from the answered ones of rules that pass all checks."""
    corpus = survey(
        (row.id, row.paper.title or "", row.paper.abstract.text)
        for row in asked_papers(walk(db))
        if row.paper.abstract
    )
    for some in batched(papers, _TOGETHER):
        for triple in _passed(db, some):
            corpus.note_answered(triple.question)
    for some in batched(papers, _TOGETHER):
        made = contrast(_passed(db, some), corpus, _titles(db, some))
        with transaction(db):
            put(db, made)
            _note(db, made)


def _compare(db: sqlite3.Connection, papers: Sequence[str]) -> None:
    """Store questions on values of several papers, made from those that pass all checks."""
    stated = (
        value for some in batched(papers, _TOGETHER) for value in stated_values(_passed(db, some))
    )
    for made in batched(compare_papers(stated, partial(_titles, db)), _TOGETHER):
        with transaction(db):
            put(db, made)
            _note(db, made)


def _passed(db: sqlite3.Connection, papers: Sequence[str]) -> list[Triple]:
    found = triples_of(db, papers)
    return [triple for triple in found if triple.made_by == MADE_BY and not triple.failed]


def _note(db: sqlite3.Connection, triples: Sequence[Triple]) -> None:
    """Note the duplicate keys of triples, and whose turn it is."""
    db.executemany(
        "INSERT INTO asking VALUES (?, ?, ?, ?)",
        [
            (
                hashlib.sha256(repr(duplicate_key(t)).encode()).digest()[:16],
                _RULES if t.made_by == MADE_BY else _MODEL,
                t.id,
                t.question,
            )
            for t in triples
        ],
    )


def _find_twins(db: sqlite3.Connection) -> None:
    """Store the duplicates among the triples of equal duplicate key."""
    db.execute("CREATE INDEX IF NOT EXISTS temp.asking_by_what ON asking (about, turn)")
    rows = db.execute(
        "SELECT about, triple, question FROM asking WHERE about IN"
        " (SELECT about FROM asking GROUP BY about HAVING count(*) > 1) ORDER BY about, turn, rowid"
    )
    for _, group in groupby(rows, key=lambda row: row["about"]):
        found = find_duplicates((row["triple"], row["question"]) for row in group)
        db.executemany("INSERT OR REPLACE INTO twins VALUES (?, ?)", found)


def _check(
    db: sqlite3.Connection,
    papers: Sequence[str],
    by: Checker,
    progress: Progress,
    processes: Processes,
    of_corpus: bool = False,
) -> None:
    """Check the drafts of papers, or the questions that are made of the whole corpus."""
    batches = (_read_batch(db, some, of_corpus) for some in batched(papers, _TOGETHER))
    done = 0
    # Round trips use the index that this process has opened.
    for (before, _, _), checked in parallel_map(
        partial(_check_batch, by), batches, 1 if by.round_trip else processes
    ):
        with transaction(db):
            put(db, (new for old, new in zip(before, checked, strict=True) if new != old))
        done += len({triple.paper for triple in before})
        progress(done, len(papers))


def _quiet(done: int, total: int) -> None:
    pass


def _read_batch(db: sqlite3.Connection, papers: Sequence[str], of_corpus: bool) -> _Batch:
    """Return the triples of some papers, the titles of these papers, and the duplicates."""
    marks = ", ".join("?" * len(papers))
    twins = db.execute(
        f"SELECT twins.triple, why FROM twins JOIN triples USING (triple) WHERE paper IN ({marks})",
        papers,
    )
    return (
        [one for one in triples_of(db, papers) if (one.kind in _OF_CORPUS) == of_corpus],
        _titles(db, papers),
        dict(twins.fetchall()),
    )


def _titles(db: sqlite3.Connection, papers: Sequence[str]) -> dict[str, str]:
    """Return the titles of a few papers; "" for one without."""
    marks = ", ".join("?" * len(papers))
    rows = db.execute(f"SELECT paper, title FROM papers WHERE paper IN ({marks})", papers)
    return {row["paper"]: row["title"] or "" for row in rows}


def _check_batch(by: Checker, batch: _Batch) -> list[Triple]:
    triples, titles, twins = batch
    return check_all(triples, titles, by, twins)


def _fingerprint(db: sqlite3.Connection, by: Checker) -> str:
    """Return a hash of what the checks depend on: drafted papers, their titles, learned weights."""
    digest = hashlib.sha256(by.worth.digest.encode() if by.worth else b"")
    query = "SELECT paper, title FROM drafted JOIN papers USING (paper) ORDER BY paper"
    for row in db.execute(query):
        digest.update(f"{row['paper']}\x1f{row['title']}\x1e".encode())
    return digest.hexdigest()
