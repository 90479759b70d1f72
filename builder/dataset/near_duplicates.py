"""Find abstracts that are nearly the same without comparing all pairs.

Near duplicates have many runs of consecutive words (shingles) in common; only texts that share some
are compared. Of a long text a sample of runs is kept, chosen by hash (Broder 1997,
doi:10.1109/SEQUEN.1997.666900). Runs lie in a scratch database, so that memory does not grow with
the number of papers.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import combinations, groupby
from zlib import crc32

from rapidfuzz import fuzz

#: Two abstracts are near duplicates from this token set ratio (0 to 100) on …
_NEAR_RATIO = 90
#: … if the ratio of their lengths lies between these bounds.
_LEAST_SIZE, _MOST_SIZE = 0.6, 1.7
#: Words of a run.
_RUN = 6
#: A text of more runs than `_SHORT` keeps one run in `_SAMPLE_EVERY`.
_SAMPLE_EVERY, _SHORT = 4, 32
#: A run that more abstracts share is a common phrase: each of them is then compared with the first
#: of every other part alone, which still finds many copies of one abstract.
_COMMON_PHRASE = 40
#: Two texts are compared if they share one in so many of the kept runs of the one with fewer. In a
#: large corpus phrases of the field make most texts share one run with several others, whereas two
#: texts of which nine words in ten are the same share half of their runs (.9^6).
_SHARED_EVERY = 10

_TABLES = (
    "CREATE TABLE abstracts (number INTEGER PRIMARY KEY, paper TEXT, part INTEGER, kept INTEGER)",
    "CREATE TABLE texts (number INTEGER PRIMARY KEY, text TEXT)",
    "CREATE TABLE runs (run INTEGER, part INTEGER, number INTEGER)",
    "CREATE TABLE shared (one INTEGER, other INTEGER)",
)
#: Papers and texts of the pairs that share enough runs.
_PAIRS = f"""
SELECT a.paper, x.text, b.paper, y.text
FROM (SELECT one, other, count(*) AS runs FROM shared GROUP BY one, other)
JOIN abstracts AS a ON a.number = one JOIN abstracts AS b ON b.number = other
JOIN texts AS x ON x.number = one JOIN texts AS y ON y.number = other
WHERE runs * {_SHARED_EVERY} >= min(a.kept, b.kept)
ORDER BY a.part, b.part, one, other
"""


def near_pairs(abstracts: Iterable[tuple[str, int, str]]) -> Iterator[tuple[str, str]]:
    """Yield pairs of papers of two parts with nearly the same abstract, the earlier part first.

    ``abstracts`` are (paper, number of its part, text).
    """
    with closing(sqlite3.connect("", isolation_level=None)) as db:
        for statement in _TABLES:
            db.execute(statement)
        for number, (paper, part, text) in enumerate(abstracts):
            runs = runs_of(text)
            row = (number, paper, part, len(runs))
            db.execute("INSERT INTO abstracts VALUES (?, ?, ?, ?)", row)
            db.execute("INSERT INTO texts VALUES (?, ?)", (number, text))
            rows = ((run, part, number) for run in runs)
            db.executemany("INSERT INTO runs VALUES (?, ?, ?)", rows)
        db.execute("CREATE INDEX runs_in_order ON runs (run, part, number)")
        _store_shared(db)
        for paper, text, other, other_text in db.execute(_PAIRS):
            if is_near(text, other_text):
                yield paper, other


def runs_of(text: str, whole: bool = False, length: int = _RUN) -> set[int]:
    """Return hashes of the runs of words of a text: a sample of a long one, or the ``whole``.

    ``length`` is the number of words of a run.
    """
    words = re.findall(r"\w+", text.lower())
    runs = {
        crc32(" ".join(words[first : first + length]).encode())
        for first in range(max(len(words) - length, 0) + 1)
    }
    return (
        runs if whole or len(runs) <= _SHORT else {run for run in runs if run % _SAMPLE_EVERY == 0}
    )


def _store_shared(db: sqlite3.Connection) -> None:
    """Store each two abstracts of two parts that share a run, once for each run."""
    shared = db.execute(
        "SELECT run, part, number FROM runs WHERE run IN"
        " (SELECT run FROM runs GROUP BY run HAVING min(part) < max(part))"
        " ORDER BY run, part, number"
    )
    for _, group in groupby(shared, key=lambda row: row[0]):
        members = [(part, number) for _, part, number in group]
        pairs: Iterable[tuple[tuple[int, int], ...]] = combinations(members, 2)
        if len(members) > _COMMON_PHRASE:
            first = [next(few) for _, few in groupby(members, key=lambda member: member[0])]
            pairs = ((min(one, two), max(one, two)) for one in first for two in members)
        db.executemany(
            "INSERT INTO shared VALUES (?, ?)",
            ((one, other) for (part, one), (later, other) in pairs if part < later),
        )


def is_near(text: str, other: str) -> bool:
    """Return whether two texts are nearly the same."""
    size = len(text) / max(len(other), 1)
    similar_size = _LEAST_SIZE < size < _MOST_SIZE
    return (
        similar_size and fuzz.token_set_ratio(text, other, score_cutoff=_NEAR_RATIO) >= _NEAR_RATIO
    )
