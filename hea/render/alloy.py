"""Show what an alloy is, what follows from its composition, and which papers name it."""

from collections.abc import Sequence

from rich.text import Text

from builder.library.catalog import CatalogEntry
from builder.materials.descriptors import Descriptor
from hea.render import console
from hea.workflows import json_contracts
from hea.workflows.answers.property_search import AlloyDescription

#: Columns of a title at least, and those that year, DOI and gaps take.
_TITLE, _OTHERS = 38, 42


def show_alloy(found: AlloyDescription) -> None:
    """Show the composition, what is calculated from it, and the papers, in 80 columns."""
    alloy, papers = found.alloy, found.papers
    if found.labelled_in:
        title = found.labelled_in.paper.title or found.labelled_in.place
        console.note(f"{found.label} is what “{title}” calls it.")
    console.out.print(Text.assemble((alloy.name, "bold"), f"  {found.composition}"))
    console.out.print()
    _show_calculated(found.calculated)
    console.out.print()
    if not papers:
        console.note("No paper in corpus/ names this alloy.")
    for likeness, name in json_contracts.LIKENESS.items():
        alike = [paper.listed for paper in papers if paper.likeness == likeness]
        if alike:
            _show_papers(f"{name}: {len(alike)}", alike)


def _show_calculated(calculated: Sequence[Descriptor]) -> None:
    if not calculated:
        console.note("The amounts are missing: write Al0.3CoCrFeNi, for example.")
        return
    table = console.table("calculated", "", "", "source")
    for one in calculated:
        value = one.lacking if one.value is None else f"{one.value:.4g} {one.unit}".strip()
        table.add_row(Text(one.symbol, "bold"), Text(value), Text(one.name), Text(one.after, "dim"))
    console.out.print(table)


def _show_papers(heading: str, papers: Sequence[CatalogEntry]) -> None:
    console.out.print(Text(heading, "bold"))
    table = console.table("year", "DOI", "title")
    for paper in papers:
        known = paper.paper
        title = console.cut(known.title or paper.place, max(_TITLE, console.out.width - _OTHERS))
        table.add_row(str(known.year or ""), Text(known.doi or ""), title)
    console.out.print(table)
    console.out.print()
