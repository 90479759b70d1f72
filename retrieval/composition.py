"""Passages found by the alloys they name: the same composition, then the same elements."""

import sqlite3
from collections.abc import Sequence

from builder.materials.alloys import Alloy, compatible, find_alloys, named_alloys
from retrieval.lexical import elements_term
from retrieval.passages import embedded_text, passages

#: What a passage earns that names the alloy itself in any order, notation or by name; a family that
#: may hold it (AlxCoCrFeNi for Al0.3CoCrFeNi); the same elements in other ratios.
SAME, FAMILY, ELEMENTS = 1.0, 0.9, 0.7


def search_compositions(
    db: sqlite3.Connection, question: str, depth: int
) -> list[tuple[int, float]]:
    """Passages that name the question's alloys, with how well, best first; ties by id."""
    asked = named_alloys(question)
    keys = dict.fromkeys(alloy.element_key for alloy in asked)
    best: dict[int, float] = {}
    for key in keys:
        alloys = [alloy for alloy in asked if alloy.element_key == key]
        for number, likeness in likenesses(db, alloys, depth).items():
            best[number] = max(best.get(number, 0.0), likeness)
    return sorted(best.items(), key=lambda found: (-found[1], found[0]))[:depth]


def likenesses(db: sqlite3.Connection, alloys: Sequence[Alloy], depth: int) -> dict[int, float]:
    """How like the likest alloy of each passage is to one of these, all of the same elements.

    The word index knows a passage's sets of elements, so that only these passages are read.
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


def likeness(asked: Alloy, stated: Alloy) -> float:
    """SAME, FAMILY or ELEMENTS; 0 for an alloy of other elements."""
    if stated.elements != asked.elements:
        return 0.0
    if not compatible(asked, stated):
        return ELEMENTS
    return FAMILY if None in stated.amounts and None not in asked.amounts else SAME
