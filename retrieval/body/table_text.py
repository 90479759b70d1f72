"""Write a row of a table as a line of text that stands alone: label, cells under heads, caption."""

from builder.papers import Table


def row_text(table: Table, row: int) -> str:
    """Return a row as text: ``Table 2 | head: cell | head: cell | caption``.

    The caption comes last, because a long one would hide the cells from whoever reads the beginning
    only, as an embedder does.

    Args:
        table: A table.
        row: The place of one of its rows behind the heading rows, from 0 in `Table.rows`.
    """
    cells = (
        f"{head}: {cell}" if head else cell
        for head, cell in zip(heads_of(table), _filled(table, row), strict=True)
        if cell
    )
    return " | ".join(part for part in (table.label, *cells, table.caption.strip()) if part)


def heads_of(table: Table) -> list[str]:
    """Return the headings over each column, from the top, joined by blanks.

    A heading over several columns stands in the first; it holds for the empty places behind it, up
    to the next one and where a lower row has a heading for each.
    """
    heads: list[list[str]] = [[] for _ in table.rows[0]] if table.rows else []
    for level, cells in enumerate(table.rows[: table.header_rows]):
        is_lowest = level == table.header_rows - 1
        over = ""
        for column, cell in enumerate(cells):
            below = any(row[column] for row in table.rows[level + 1 : table.header_rows])
            over = cell or ("" if is_lowest or not below else over)
            if over and over not in heads[column]:
                heads[column].append(over)
    return [" ".join(of) for of in heads]


def _filled(table: Table, row: int) -> list[str]:
    """Return the cells of a row; a label over several rows stands in the first of them."""
    cells = list(table.rows[row])
    for column, cell in enumerate(cells):
        if cell:
            break
        above = (one[column] for one in reversed(table.rows[table.header_rows : row]))
        cells[column] = next(filter(None, above), "")
    return cells
