"""Abstracts that are nearly the same, found among very many without comparing each with each.

Texts of which one is the other with few changes have many runs of words in common; only those that
share one are compared. Runs are sampled by their hash (Broder 1997,
doi:10.1109/SEQUEN.1997.666900) and lie in a scratch database: no number of papers fills the memory.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import combinations, groupby
from zlib import crc32

from rapidfuzz import fuzz

#: From this likeness of their words on (0 to 100) two abstracts are one …
_NEAR = 90
#: … if neither is much longer than the other.
_LEAST_SIZE, _MOST_SIZE = 0.6, 1.7
#: Words of a run; of a longer text one run in so many is kept, of a shorter every one.
_RUN, _KEPT, _SHORT = 6, 4, 32
#: A run that more abstracts share is a turn of phrase: each is then compared with the first of
#: every other part alone, which finds many copies of one abstract all the same.
_PHRASE = 40

_TABLES = (
    "CREATE TABLE abstracts (number INTEGER PRIMARY KEY, paper TEXT, part INTEGER, text TEXT)",
    "CREATE TABLE runs (run INTEGER, part INTEGER, number INTEGER)",
    "CREATE TABLE pairs (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID",
)


def near_pairs(abstracts: Iterable[tuple[str, int, str]]) -> Iterator[tuple[str, str]]:
    """Papers of two parts with nearly the same abstract, that of the earlier part first.

    ``abstracts`` are (paper, part, text).
    """
    with closing(sqlite3.connect("", isolation_level=None)) as db:
        for statement in _TABLES:
            db.execute(statement)
        for number, (paper, part, text) in enumerate(abstracts):
            db.execute("INSERT INTO abstracts VALUES (?, ?, ?, ?)", (number, paper, part, text))
            rows = ((run, part, number) for run in _runs(text))
            db.executemany("INSERT INTO runs VALUES (?, ?, ?)", rows)
        db.execute("CREATE INDEX runs_in_order ON runs (run, part, number)")
        _pair(db)
        query = (
            "SELECT a.paper, a.text, b.paper, b.text FROM pairs"
            " JOIN abstracts AS a ON a.number = one JOIN abstracts AS b ON b.number = other"
            " ORDER BY a.part, b.part, one, other"
        )
        for one, text, other, against in db.execute(query):
            if _is_near(text, against):
                yield one, other


def _runs(text: str) -> set[int]:
    words = re.findall(r"\w+", text.lower())
    runs = {
        crc32(" ".join(words[first : first + _RUN]).encode())
        for first in range(max(len(words) - _RUN, 0) + 1)
    }
    return runs if len(runs) <= _SHORT else {run for run in runs if run % _KEPT == 0}


def _pair(db: sqlite3.Connection) -> None:
    """Write down which abstracts of two parts share a run."""
    shared = db.execute(
        "SELECT run, part, number FROM runs WHERE run IN"
        " (SELECT run FROM runs GROUP BY run HAVING min(part) < max(part))"
        " ORDER BY run, part, number"
    )
    for _, group in groupby(shared, key=lambda row: row[0]):
        members = [(part, number) for _, part, number in group]
        pairs: Iterable[tuple[tuple[int, int], ...]] = combinations(members, 2)
        if len(members) > _PHRASE:
            first = [next(few) for _, few in groupby(members, key=lambda member: member[0])]
            pairs = ((min(one, two), max(one, two)) for one in first for two in members)
        db.executemany(
            "INSERT OR IGNORE INTO pairs VALUES (?, ?)",
            ((one, other) for (part, one), (later, other) in pairs if part < later),
        )


def _is_near(text: str, against: str) -> bool:
    size = len(text) / max(len(against), 1)
    alike = _LEAST_SIZE < size < _MOST_SIZE
    return alike and fuzz.token_set_ratio(text, against, score_cutoff=_NEAR) >= _NEAR
