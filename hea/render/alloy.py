"""Show what an alloy is, what follows from its composition, and which papers name it."""

from collections.abc import Sequence

from rich.text import Text

from builder.library.catalog import CatalogEntry
from builder.materials.descriptors import Descriptor
from hea.render import console
from hea.workflows.answers.property_search import RELATIONS, AlloyDescription

#: Papers of one likeness that are shown.
_MOST_PAPERS = 20
#: Columns of a title at least, and those that a year and gaps take.
_TITLE, _OTHERS = 24, 8


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
    if found.properties:
        console.out.print(Text.assemble(("values of it  ", "bold"), ", ".join(found.properties)))
        command = f'hea table --property "{found.properties[0]}" --alloy "{alloy.name}"'
        console.out.print(Text(f"See them: {command}\n"), soft_wrap=True)
    for likeness, name in RELATIONS.items():
        alike = [paper.listed for paper in papers if paper.likeness == likeness]
        if alike:
            number = f"{len(alike)} paper{'' if len(alike) == 1 else 's'}"
            _show_papers(f"{number} with {name}", alike)


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
    listed = papers[:_MOST_PAPERS]
    dois = max(len(paper.paper.doi or "DOI") for paper in listed)
    room = max(_TITLE, console.out.width - _OTHERS - dois)
    for paper in listed:
        known = paper.paper
        title = console.cut(known.title or paper.place, room)
        table.add_row(str(known.year or ""), Text(known.doi or ""), title)
    console.out.print(table)
    if len(papers) > _MOST_PAPERS:
        console.note(f"and {len(papers) - _MOST_PAPERS} more: --json lists all")
    console.out.print()
