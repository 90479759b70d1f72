"""Rank passages by the alloys they name: the same composition, then the same elements."""

import sqlite3
from collections.abc import Sequence

from builder.materials.alloys import Alloy, compatible, find_alloys, named_alloys
from retrieval.lexical import elements_term
from retrieval.passages import embedded_text, passages

#: Likeness of a passage that names the alloy itself in any order, notation or by name; a family
#: that may hold it (AlxCoCrFeNi for Al0.3CoCrFeNi); the same elements in other ratios.
SAME, FAMILY, ELEMENTS = 1.0, 0.9, 0.7


def search_compositions(
    db: sqlite3.Connection, question: str, depth: int
) -> list[tuple[int, float]]:
    """Return (passage, likeness) where the question's alloys are named, best first, ties by id."""
    wanted = named_alloys(question)
    keys = dict.fromkeys(alloy.element_key for alloy in wanted)
    best: dict[int, float] = {}
    for key in keys:
        alloys = [alloy for alloy in wanted if alloy.element_key == key]
        for number, likeness in likenesses(db, alloys, depth).items():
            best[number] = max(best.get(number, 0.0), likeness)
    return sorted(best.items(), key=lambda found: (-found[1], found[0]))[:depth]


def likenesses(db: sqlite3.Connection, alloys: Sequence[Alloy], depth: int) -> dict[int, float]:
    """Return the greatest likeness of any alloy of each passage to any of ``alloys``.

    ``alloys`` have one set of elements; the word index holds such sets, so that only the passages
    with it are read.
    """
    rows = db.execute(
        "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words), rowid LIMIT ?",
        (f'"{elements_term(alloys[0])}"', depth),
    )
    found = passages(db, [row["rowid"] for row in rows])
    return {
        number: max(
            (
                likeness(alloy, stated)
                for stated in find_alloys(embedded_text(passage.title, passage.text))
                for alloy in alloys
            ),
            default=0.0,
        )
        for number, passage in found.items()
    }


def likeness(wanted: Alloy, stated: Alloy) -> float:
    """Return SAME, FAMILY or ELEMENTS; 0 for an alloy of other elements."""
    if stated.elements != wanted.elements:
        return 0.0
    if not compatible(wanted, stated):
        return ELEMENTS
    return FAMILY if None in stated.amounts and None not in wanted.amounts else SAME
