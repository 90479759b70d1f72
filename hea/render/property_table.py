"""Show the values of a property, one row each."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from builder.library.property_table import PropertyRow
from hea.render import console
from hea.workflows.values.row_words import (
    circumstance_words,
    in_shown_order,
    legend,
    material_words,
    paper_name,
    paper_words,
    value_words,
)

#: Columns of the screen that an alloy and its conditions have at least, where they need them.
_LEAST_OF_AN_ALLOY, _LEAST_OF_CONDITIONS = 15, 13
#: Columns of the screen that conditions need to be read with ease.
_FEW_CONDITIONS = 24
#: Between two columns.
_GAP = 2


def show_evidence(found: Sequence[PropertyRow]) -> None:
    """Show the table, with its papers below where they do not fit, and note what its marks mean."""
    shown = in_shown_order(found)
    papers = {one.listed.id: one.listed for one in shown}
    numbers: dict[str, str] = {}
    if not _fit(shown):
        numbers = {paper: f"[{n}]" for n, paper in enumerate(papers, 1)}
    console.print_table(evidence_table(shown, numbers))
    for paper, number in numbers.items():
        console.out.print(Text(f"{number} {paper_name(papers[paper])}"), soft_wrap=True)
    counts = f"{_counted(len(found), 'value')} from {_counted(len(papers), 'paper')}."
    marks = legend(found)
    console.note(" ".join([counts, *marks, "--to FILE and --json have the sentences."]))


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def _fit(found: Sequence[PropertyRow]) -> bool:
    """Return whether alloys, values and papers fit on the screen beside a few conditions."""
    told = (material_words, value_words, paper_words)
    room = console.out.width - 3 * _GAP - sum(max(map(cell_len, map(w, found))) for w in told)
    return room >= min(_FEW_CONDITIONS, max(cell_len(circumstance_words(one)) for one in found))


def evidence_table(
    found: Sequence[PropertyRow], numbers: Mapping[str, str] = MappingProxyType({})
) -> Table:
    """Return a table with one row for each value; those less sure come last.

    Nothing is cut. Values are never broken; DOIs and alloys only where the screen is too narrow.

    Args:
        found: The values.
        numbers: By the ids of papers what stands for their DOIs.
    """
    shown = in_shown_order(found)
    names = ("alloy", "value", "at", "paper")
    told = (material_words, value_words, circumstance_words)
    columns = [[words(one) for one in shown] for words in told]
    columns.append([paper_words(one, numbers.get(one.listed.id, "")) for one in shown])
    widths = _widths([[name, *cells] for name, cells in zip(names, columns, strict=True)])
    made = console.table(*names)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for one, alloy, value, at, paper in zip(shown, *columns, strict=True):
        made.add_row(
            console.formula(alloy, widths[0]),
            Text(value, "bold" if one.is_sure else "dim"),
            Text(at),
            Text(paper, overflow="fold"),
        )
    return made


def _widths(columns: Sequence[Sequence[str]]) -> tuple[int, int, int, int]:
    """Return the widths of the four columns.

    A value is never broken. Where not all is wide enough for the rest, a DOI is whole first, then
    an alloy, then conditions.
    """
    alloys, value, at, papers = (max(map(cell_len, cells)) for cells in columns)
    room = console.out.width - 3 * _GAP - value
    if alloys + at + papers <= room:
        return alloys, value, at, papers
    least_alloy, least_at = min(alloys, _LEAST_OF_AN_ALLOY), min(at, _LEAST_OF_CONDITIONS)
    word = max(cell_len(part) for cell in columns[3] for part in cell.split(" "))
    marked = min(papers, len("T ") + word)
    paper = min(marked, max(room - least_alloy - least_at, least_at))
    alloy = min(alloys, max(room - least_at - paper, least_alloy))
    conditions = max(min(at, room - alloy - paper), 1)
    return alloy, value, conditions, min(papers, max(room - alloy - conditions, paper))
