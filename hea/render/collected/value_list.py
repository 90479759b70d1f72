"""Show the values of several papers that answer a question, with their quotes."""

from collections.abc import Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from answer.answers import Answer, Citation, ValueList
from answer.collected.values.naming import material_text
from answer.collected.values.wording import (
    circumstances,
    left_out_text,
    value_text,
)
from builder.library.property_table import PropertyRow
from hea.render import console
from hea.workflows.values.row_words import MARKS_OF_A_LIST, marked

#: Columns of the screen from which alloys and conditions are given more room.
_WIDE = 100


def show_value_list(given: Answer, values: ValueList) -> None:
    """Show what the values say, a table of those that are cited, and what was left out."""
    wide = console.width()
    console.out.print(Text(given.sentences[0].text), width=wide)
    console.out.print()
    shown = given.marked_rows
    console.out.print(_table(shown))
    if any(row.inherited or not row.is_sure for _, row in shown):
        console.note(MARKS_OF_A_LIST)
    properties = dict.fromkeys(row.of for row in values.rows)
    commands = "; ".join(f'hea table --property "{name}"' for name in properties)
    if more := values.unshown:
        console.note(f"and {more} more: {commands}")
    if values.left_out:
        console.out.print()
        told = left_out_text(values.left_out) + (f" See them: {commands}" if commands else "")
        console.out.print(Text(told, "dim"), width=wide)
    console.out.print()
    for citation in given.citations:
        _show_quote(citation, wide)


def _table(shown: Sequence[tuple[int, PropertyRow]]) -> Table:
    several = len({row.of for _, row in shown}) > 1
    property_column = ("property",) if several else ()
    made = console.table("", "alloy", *property_column, "value", "at, state", "year")
    room = 30 if console.width() >= _WIDE else 20
    for mark, row in shown:
        name = material_text(row)
        made.add_row(
            Text(f"[{mark}]", "bold cyan"),
            console.formula(f"({name})" if row.inherited else name, room),
            *([Text(row.of)] if several else []),
            Text(marked(value_text(row), row), "bold" if row.is_sure else "dim"),
            Text(", ".join(circumstances(row))),
            Text(str(row.listed.paper.year or "")),
        )
    return made


def _show_quote(citation: Citation, wide: int) -> None:
    """Show a quote under its mark, with its paper."""
    mark = Text(f"[{citation.n}] ", "bold cyan")
    console.out.print(Text.assemble(mark, f"“{citation.quote}”"), width=wide)
    place = Text(_place(citation), "dim")
    console.out.print(Padding(place, (0, 0, 0, 4)), width=wide)


def _place(citation: Citation) -> str:
    paper = citation.listed.paper
    doi = f"https://doi.org/{paper.doi}" if paper.doi else citation.listed.place
    return " · ".join(part for part in (doi, paper.title, citation.told) if part)
