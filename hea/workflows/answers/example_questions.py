"""Questions that the papers of a library answer, to show what can be asked."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from builder.storage.database import open_database

#: Kinds of triples whose questions people ask in such words.
_KINDS = ("property-value", "phase", "mechanism", "processing")
#: Questions shown, triples of a kind that are looked at, and characters of a question.
_MOST, _LOOKED_AT, _LONGEST = 3, 50, 80
#: A question that names no study by its title, and that failed no check.
_CHOSEN = """
    SELECT question, paper FROM triples
    WHERE kind = ? AND length(question) <= ? AND instr(question, '“') = 0
      AND NOT EXISTS (SELECT 1 FROM json_each(triples.checks) WHERE value <> '')
    LIMIT ?
"""


def example_questions(database: Path) -> list[str]:
    """Return up to three questions, each on another paper and of another kind; none if not built.

    They are those of drafted triples, the shortest of each kind.
    """
    if not database.exists():
        return []
    chosen: dict[str, str] = {}
    with closing(open_database(database)) as db:
        for kind in _KINDS:
            rows = db.execute(_CHOSEN, (kind, _LONGEST, _LOOKED_AT)).fetchall()
            others = [(len(words), words, paper) for words, paper in rows if paper not in chosen]
            if others:
                _, words, paper = min(others)
                chosen[paper] = words
    return list(chosen.values())[:_MOST]
