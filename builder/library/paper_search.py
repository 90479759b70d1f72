"""Find papers in the catalog by words, state, year and topic: sorted, counted, and page by page.

All is done by SQLite over a table of a few columns, so that a page of 50,000 papers costs no more
than a look at each.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from builder.library.catalog import ENTRY_STATE, CatalogEntry, entries_at
from builder.papers import ON_TOPIC, STATES

#: What papers can be sorted by, each with its column.
SORTS = {
    "file": "file COLLATE NOCASE",
    "title": "title COLLATE NOCASE",
    "year": "year",
    "state": "state",
    "topic": "relevance",
    "journal": "journal COLLATE NOCASE",
}
#: Whether a paper is about high-entropy alloys, or it is not known as it has no abstract.
TOPICS = ("yes", "no", "unknown")
#: Words of a search that count.
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class PaperQuery:
    """Which papers are wanted, and in what order."""

    words: str = ""
    """Each of them must stand in title, authors, journal, DOI, file or key."""
    state: str = ""
    """One of `STATES`; "" for all."""
    year: int | None = None
    topic: str = ""
    """One of `TOPICS`; "" for all."""
    sort: str = "file"
    """One of `SORTS`."""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class PaperPage:
    """Some of the papers found, and how many there are of each kind."""

    rows: tuple[CatalogEntry, ...]
    total: int
    """Papers that fit the whole query."""
    states: Mapping[str, int] = field(default_factory=dict)
    """Papers in each state that fit the rest of the query; likewise the next two."""
    years: Mapping[int, int] = field(default_factory=dict)
    """The latest year first; papers of no known year are in none."""
    topics: Mapping[str, int] = field(default_factory=dict)


_COLUMNS = f"""
CREATE TEMP TABLE found AS
SELECT file, line, title, year, journal, relevance, {ENTRY_STATE} AS state,
  CASE WHEN relevance IS NULL THEN 'unknown' WHEN relevance >= ? THEN 'yes' ELSE 'no' END AS topic
FROM entries JOIN papers USING (paper)
"""
_SEARCHED = ("file", "title", "journal", "doi", "key", "authors")


def find_papers(
    db: sqlite3.Connection, wanted: PaperQuery, first: int = 0, count: int = 50
) -> PaperPage:
    """Return papers that fit a query: ``count`` of them from number ``first`` on, from 0.

    Args:
        db: The database, of which this connection's temporary tables are used.
        wanted: The query.
        first: Where the page begins.
        count: Rows of a page.
    """
    where, values = _words_clause(wanted.words)
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute("DROP TABLE IF EXISTS temp.found")
    db.execute(_COLUMNS + where, [ON_TOPIC, *values])
    total = _rows(db, "SELECT COUNT(*) FROM temp.found", wanted)[0][0]
    direction = "DESC" if wanted.descending else "ASC"
    column = SORTS[wanted.sort]
    order = f" ORDER BY {column.split()[0]} IS NULL, {column} {direction}, file, line"
    places = _rows(
        db, "SELECT file, line FROM temp.found", wanted, f"{order} LIMIT {count} OFFSET {first}"
    )
    states = dict(_groups(db, "state", wanted))
    years = dict(_groups(db, "year", wanted))
    topics = dict(_groups(db, "topic", wanted))
    return PaperPage(
        tuple(entries_at(db, ((row[0], row[1]) for row in places))),
        total,
        {state: states[state] for state in STATES if state in states},
        dict(sorted(years.items(), reverse=True)),
        {topic: topics[topic] for topic in TOPICS if topic in topics},
    )


def _words_clause(words: str) -> tuple[str, list[str]]:
    """Return the condition that each word stands somewhere, and its values."""
    conditions, values = [], list[str]()
    for word in words.replace("\0", " ").split()[:_MOST_WORDS]:  # LIKE ends at a NUL
        searched = (*_SEARCHED, "file || ':' || line")  # as a row of `hea papers` names it
        conditions.append("(" + " OR ".join(f"{c} LIKE ? ESCAPE '\\'" for c in searched) + ")")
        plain = _literal(word)
        # The authors are kept as JSON, in which letters beyond ASCII are escaped.
        authors = _literal(json.dumps(word)[1:-1])
        values += [plain] * (len(_SEARCHED) - 1) + [authors, plain.removesuffix("%")]
    return (" WHERE " + " AND ".join(conditions) if conditions else ""), values


def _literal(word: str) -> str:
    for sign in "\\%_":
        word = word.replace(sign, f"\\{sign}")
    return f"%{word}%"


def _rows(
    db: sqlite3.Connection, select: str, wanted: PaperQuery, behind: str = "", but: str = ""
) -> list[sqlite3.Row]:
    """Return the rows of a query that fit the facets, but that of one column."""
    given = {"state": wanted.state, "year": wanted.year, "topic": wanted.topic}
    chosen = {name: value for name, value in given.items() if value and name != but}
    where = " WHERE " + " AND ".join(f"{name} = ?" for name in chosen) if chosen else ""
    return db.execute(f"{select}{where}{behind}", list(chosen.values())).fetchall()


def _groups(db: sqlite3.Connection, column: str, wanted: PaperQuery) -> list[tuple[Any, int]]:
    """Return each value of a column with the papers that have it, whatever is chosen of it."""
    select = f"SELECT {column}, COUNT(*) FROM temp.found"
    rows = _rows(db, select, wanted, f" GROUP BY {column}", but=column)
    return [(row[0], row[1]) for row in rows if row[0] is not None]
