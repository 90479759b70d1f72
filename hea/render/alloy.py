"""`hea alloy`: what a formula means, what follows from it, and which papers have it."""

import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.text import Text

from builder.library.catalog import CatalogEntry, by_id
from builder.materials.alloys import Alloy
from builder.materials.descriptors import Descriptor
from hea.render import answers as render_answers
from hea.render import console, json_contracts
from retrieval.composition import likenesses
from retrieval.passages import passages

#: Passages looked at, which no corpus has of one set of elements.
_DEPTH = 100_000
_TITLE = 38


@dataclass(frozen=True, slots=True)
class Named:
    """A paper that names the alloy, a family that may hold it, or its elements in other ratios."""

    listed: CatalogEntry
    likeness: float


def papers_with(db: sqlite3.Connection, alloy: Alloy) -> list[Named]:
    """The papers of an alloy, the likest first, then the newest."""
    like = likenesses(db, [alloy], _DEPTH)
    best: dict[str, float] = {}
    for number, passage in passages(db, list(like)).items():
        best[passage.paper] = max(best.get(passage.paper, 0.0), like[number])
    listed = by_id(db, set(best))
    found = [Named(listed[paper], likeness) for paper, likeness in best.items() if likeness]
    return sorted(found, key=lambda one: (-one.likeness, -(one.listed.paper.year or 0)))


def record(
    alloy: Alloy, calculated: Sequence[Descriptor], papers: Sequence[Named]
) -> dict[str, Any]:
    """The alloy for programs."""
    return {
        "alloy": alloy.text,
        "composition": alloy.composition_key,
        "elements": alloy.elements,
        "fractions": alloy.fractions,
        "calculated": [asdict(one) for one in calculated],
        "papers": [
            {"relation": render_answers.LIKENESS[one.likeness], **json_contracts.source(one.listed)}
            for one in papers
        ],
    }


def show_alloy(alloy: Alloy, calculated: Sequence[Descriptor], papers: Sequence[Named]) -> None:
    """What it is, what is calculated, and the papers, in 80 columns."""
    parts = [
        element if fraction is None else f"{element} {100 * fraction:.3g}"
        for element, fraction in zip(alloy.elements, alloy.fractions, strict=True)
    ]
    unit = "" if None in alloy.amounts else " at.%"
    console.out.print(Text.assemble((alloy.text, "bold"), f"  {', '.join(parts)}{unit}"))
    console.out.print()
    _show_calculated(calculated)
    console.out.print()
    if not papers:
        console.note("No paper in corpus/ names it.")
    for likeness, name in render_answers.LIKENESS.items():
        alike = [paper.listed for paper in papers if paper.likeness == likeness]
        if alike:
            _show_papers(f"{name}: {len(alike)}", alike)


def _show_calculated(calculated: Sequence[Descriptor]) -> None:
    if not calculated:
        console.note("Nothing can be calculated while amounts are open: write Al0.3CoCrFeNi.")
        return
    table = console.table("calculated", "", "", "after")
    for one in calculated:
        value = one.lacking if one.value is None else f"{one.value:.4g} {one.unit}".strip()
        table.add_row(Text(one.symbol, "bold"), Text(value), Text(one.name), Text(one.after, "dim"))
    console.out.print(table)


def _show_papers(heading: str, papers: Sequence[CatalogEntry]) -> None:
    console.out.print(Text(heading, "bold"))
    table = console.table("year", "DOI", "title")
    for paper in papers:
        known = paper.paper
        title = console.cut(known.title or paper.place, _TITLE)
        table.add_row(str(known.year or ""), Text(known.doi or ""), title)
    console.out.print(table)
    console.out.print()
