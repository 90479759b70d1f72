"""Questions that the papers of a library answer, to show what can be asked."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from builder.library.stored_values import count_by_property
from builder.storage.database import open_database

if TYPE_CHECKING:
    import sqlite3

#: Beginnings of the questions that people ask in such words, by kind of triple, in this order.
_OTHERS = (("mechanism", "Why "), ("phase", "W"), ("processing", "How "))
#: Properties of which people ask where they are highest, and values that there are at least.
_RANKED = frozenset(
    {"yield strength", "hardness", "ultimate tensile strength", "elongation", "fracture toughness"}
)
_FEWEST = 3
#: Triples of a kind that are looked at, and characters of a question.
_LOOKED_AT, _LONGEST = 500, 80
_MOST = 3
#: Questions on an alloy that name no study by its title and no open amount, and that failed no
#: check.
_CHOSEN = """
    SELECT question FROM triples
    WHERE kind = ? AND length(question) <= ? AND question LIKE ? || '%'
      AND instr(question, '“') = 0 AND instr(question, '(x') = 0
      AND instr(question, 'calculated') = 0 AND instr(question, 'composite') = 0
      AND NOT EXISTS (SELECT 1 FROM json_each(triples.checks) WHERE value <> '')
    LIMIT ?
"""


def example_questions(database: Path) -> list[str]:
    """Return up to three questions of different kinds; none if nothing was built.

    The value of the property that most values are of, the alloy with the highest value of another
    one, and a reason, a phase or a route; where those are missing, values of other properties.
    Questions on one paper are the shortest ones of the drafted triples.
    """
    if not database.exists():
        return []
    with closing(open_database(database)) as db:
        counts = count_by_property(db)
        values = _shortest(db, "property-value", "")
        firsts = {name: next((one for one in values if f" {name} " in one), "") for name in counts}
        asked = {name: words for name, words in firsts.items() if words}
        others = [words for kind, first in _OTHERS for words in _shortest(db, kind, first)]
    used = next(iter(asked), "")
    ranked = [name for name, n in counts.items() if n >= _FEWEST and name in _RANKED]
    ranked.sort(key=lambda name: name == used)  # rather another property
    found = [
        *list(asked.values())[:1],
        *(f"Which alloy has the highest {one}?" for one in ranked[:1]),
    ]
    return list(dict.fromkeys([*found, *others[:1], *asked.values()]))[:_MOST]


def _shortest(db: sqlite3.Connection, kind: str, first: str) -> list[str]:
    """Return the questions of a kind that begin so, the shortest first."""
    rows = db.execute(_CHOSEN, (kind, _LONGEST, first, _LOOKED_AT))
    return sorted((row[0] for row in rows), key=lambda words: (len(words), words))
