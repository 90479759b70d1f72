"""Read the rows of a table as HTML and JATS (tr, td) or CALS (row, entry) write it."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

from builder.textsources.parsing import Node, children, classes, tag_of, within
from builder.textsources.running_text import DROPPED, text_of

#: Most rows that a cell may span, most columns of a table, and most cells of it.
_MOST_SPAN, _MOST_COLUMNS, _MOST_CELLS = 1_000, 200, 50_000
_ROWS, _CELLS = ("tr", "row"), ("td", "th", "entry")
_NUMBER = re.compile(r"[<>~≈]?\s?[+−–-]?\d[\d.,]*(?:\s?(?:±|\().*)?")
#: The mark of a footnote behind what a cell says; a raised digit is one behind any number but 10.
_MARK = re.compile(r"[a-z](?:,\s?[a-z])?|[*†‡§¶#]{1,3}")
_AMOUNT = re.compile(r"(?:^|[^\d.])(?!10$)\d[\d.,]*$")
#: Classes of the tables in which LaTeXML sets equations, and what stands in no table of values.
EQUATIONS = {"ltx_equation", "ltx_eqn_table", "ltx_equationgroup"}
_TITLES = ("h1", "h2", "h3", "h4", "h5", "h6")
#: Classes of spans that are parts of a table, and those that tell over how much a cell spans.
_SPANNED = {
    "ltx_tabular": "table", "ltx_thead": "thead", "ltx_tbody": "tbody", "ltx_tfoot": "tfoot",
    "ltx_tr": "tr", "ltx_td": "td",
}  # fmt: skip
_SPAN_CLASS = re.compile(r"ltx_(colspan|rowspan)_(\d{1,3})")
#: Footnotes of cells stand below the table; what links to them is written as it is printed.
_DROPPED = DROPPED - {"a"}


class Grid(NamedTuple):
    """The cells of a table; what a table record needs of them."""

    rows: tuple[tuple[str, ...], ...]
    header_rows: int
    is_sure: bool
    """False where nothing tells which rows are headings."""


class _Cell(NamedTuple):
    text: str
    column: int | None
    """Where it begins; None for the next free column."""
    width: int
    height: int
    is_heading: bool


def is_layout(table: Node) -> bool:
    """Return whether a table only sets things side by side, as those of equations do."""
    return (
        bool(classes(table) & EQUATIONS)
        or table.get("role") in ("presentation", "none")
        or bool(within(table, "table")[1:])
        or bool(within(table, *_TITLES, "section", "figure"))
    )


def mark_tables(root: Node) -> None:
    """Name the elements of tables that LaTeXML writes as spans as those of other tables are."""
    for node in within(root, "span", "div"):
        for kind in classes(node) & _SPANNED.keys():
            node.tag = "th" if "ltx_th" in classes(node) else _SPANNED[kind]
            for one in classes(node):
                if span := _SPAN_CLASS.fullmatch(one):
                    node.set(span[1], span[2])


def read_grid(table: Node) -> Grid | None:
    """Return the cells of a table, each once in its first row and column; None for too many.

    Heading rows are those of its head, else those of heading cells alone. Where neither is there
    the first row counts if it holds no number, for sure only above a column of numbers.
    """
    rows: list[list[_Cell]] = []
    head = 0
    for row, is_head in _rows(table):
        rows.append([_cell(cell, _columns(row)) for cell in children(row, *_CELLS)])
        if is_head and head == len(rows) - 1:
            head += 1
    grid = _laid_out(rows)
    if grid is None or not any(map(any, grid)):
        return None
    kept = [number for number, row in enumerate(grid) if any(row)]
    lines = tuple(tuple(grid[number]) for number in kept)
    head = sum(number < head for number in kept)
    if head:
        return Grid(lines, head, is_sure=True)
    for number in kept:
        if not all(cell.is_heading or not cell.text for cell in rows[number]):
            break
        head += 1
    if 0 < head < len(lines):
        return Grid(lines, head, is_sure=True)
    named = len(lines) > 1 and not any(map(_NUMBER.fullmatch, lines[0]))
    below = zip(*lines[1:], strict=True)
    is_sure = named and all(lines[0][1:]) and any(all(map(_NUMBER.fullmatch, one)) for one in below)
    return Grid(lines, int(named), is_sure)


def _rows(table: Node) -> Iterator[tuple[Node, bool]]:
    """Yield the rows of a table, each with whether it is in its head; rows of inner tables not."""
    for part in children(table):
        tag = tag_of(part)
        if tag in _ROWS:
            yield part, False
        elif tag in ("thead", "tbody", "tfoot", "tgroup"):
            for row, is_head in _rows(part):
                yield row, is_head or tag == "thead"


def _columns(row: Node) -> dict[str, int]:
    """Return the columns of a CALS table by their names, from 0."""
    group = row.getparent()
    while group is not None and tag_of(group) != "tgroup":
        group = group.getparent()
    found = {}
    for place, column in enumerate(children(group, "colspec")[:_MOST_COLUMNS]):
        number = column.get("colnum") or ""
        found[column.get("colname") or ""] = int(number) - 1 if _is_small(number) else place
    return found


def _cell(cell: Node, columns: dict[str, int]) -> _Cell:
    first = columns.get(cell.get("namest") or cell.get("colname") or "")
    last = columns.get(cell.get("nameend") or "")
    width = _span(cell.get("colspan"))
    if first is not None and last is not None and last >= first:
        width = last - first + 1
    height = _span(cell.get("rowspan")) if "morerows" not in cell.attrib else 1
    height += _span(cell.get("morerows")) if _is_small(cell.get("morerows") or "") else 0
    return _Cell(_text(cell), first, width, height, tag_of(cell) == "th")


def _text(cell: Node) -> str:
    """Return the words of a cell without the mark of its footnote; of a table within it, too."""
    marks = within(cell, "sup")
    whole = "".join(map(str, cell.itertext())).strip()
    last = "".join(map(str, marks[-1].itertext())).strip() if marks else ""
    if last and whole.endswith(last):
        before = whole[: -len(last)].rstrip()
        if _MARK.fullmatch(last) or (last.isdigit() and _AMOUNT.search(before)):
            cell = deepcopy(cell)
            mark = within(cell, "sup")[-1]
            tail = mark.tail
            mark.clear()
            mark.tail = tail
    return text_of(cell, _DROPPED - {"table"} if within(cell, "table") else _DROPPED)


def _span(given: str | None) -> int:
    return min(int(given or 1), _MOST_SPAN) if _is_small(given or "1") and given != "0" else 1


def _is_small(given: str) -> bool:
    return given.isascii() and given.isdigit() and len(given) < 6


def _laid_out(rows: list[list[_Cell]]) -> list[list[str]] | None:
    """Return the rows of one width, with "" where a cell spans from above or from the left."""
    taken: dict[tuple[int, int], str] = {}
    width = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            column = cell.column if cell.column is not None else column
            while (number, column) in taken:
                column += 1
            height = min(cell.height, len(rows) - number)
            if column + cell.width > _MOST_COLUMNS or len(taken) > _MOST_CELLS:
                return None
            for down in range(height):
                for right in range(cell.width):
                    taken.setdefault((number + down, column + right), "")
            taken[number, column] = cell.text
            column += cell.width
            width = max(width, column)
    return [[taken.get((n, c), "") for c in range(width)] for n in range(len(rows))]
