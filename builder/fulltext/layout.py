"""Choose what on the pages of a paper is its running text, and what headings and captions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from builder.fulltext.floats import PlacedCaption, cells_of, part_captions
from builder.fulltext.page.blocks import Block, make_blocks
from builder.fulltext.page.captions import Label, label_at
from builder.fulltext.page.columns import TextColumn, find_columns, in_reading_order
from builder.fulltext.page.furniture import furniture
from builder.fulltext.page.print_style import PrintStyle
from builder.fulltext.sections.headings import may_be_heading, setting_of, stands_out
from builder.fulltext.sections.section_names import named_kind, number_of
from builder.fulltext.tables.find import FoundTable
from builder.pdf.pages import Line, Page

#: Another size than that of most text is one of running text from so many lines in columns on.
_LEAST_LINES = 12
#: A heading takes so many lines at most.
_MOST_LINES = 4
#: A heading stands so many leadings above its text at most.
_ABOVE = 4.0


@dataclass(slots=True, eq=False)
class PageLayout:
    """What stands on one page, sorted by what it is for."""

    page: Page
    blocks: list[Block]
    """Running text and headings, in reading order."""
    captions: list[PlacedCaption] = field(default_factory=list)
    columns: list[TextColumn] = field(default_factory=list)


def lay_out(
    pages: Sequence[Page],
    tables: Sequence[Sequence[FoundTable]],
    left_out: Iterable[Line],
    style: PrintStyle,
) -> list[PageLayout]:
    """Return what stands where on some pages of a paper.

    Args:
        pages: The pages.
        tables: The tables of each.
        left_out: Lines that are read already, such as those of its abstract.
        style: How its running text is set.
    """
    without = furniture(pages).union(left_out)
    sheets = []
    for page, held in zip(pages, tables, strict=True):
        taken = {line for table in held for line in table.caption}
        for table in held:
            taken.update(cells_of(table, style))
        lines = [line for line in page.lines if line not in without and line not in taken]
        blocks, captions = part_captions(make_blocks(lines, style), style)
        captions += [
            PlacedCaption(
                label_at(table.caption[0].text) or Label(table.table.label, True, True),
                table.caption,
                table.table,
            )
            for table in held
            if table.caption
        ]
        sheets.append(PageLayout(page, blocks, captions))
    for sheet in sheets:
        sheet.columns = find_columns(
            block
            for block in sheet.blocks
            if style.is_size(block.size) and len(block.lines) > 1 and block.is_text
        )
    usual = _usual_columns(sheets)
    for sheet in sheets:
        # A column may hold no more than a figure, or text of another size.
        sheet.columns = sorted(
            [*sheet.columns]
            + [one for one in usual if all(one.common(*own) < 0 for own in sheet.columns)]
        )
    sizes = _sizes(sheets, style)
    for sheet in sheets:
        _choose(sheet, style, sizes)
    return sheets


def _usual_columns(sheets: Sequence[PageLayout]) -> list[TextColumn]:
    """Return the columns of the page that has most in common with the others."""
    counted = Counter(
        tuple(TextColumn(5 * round(one.x0 / 5), 5 * round(one.x1 / 5)) for one in sheet.columns)
        for sheet in sheets
        if sheet.columns
    )
    return list(counted.most_common(1)[0][0]) if counted else []


def _sizes(sheets: Sequence[PageLayout], style: PrintStyle) -> set[float]:
    """Return the sizes, in half points, in which blocks of running text fill columns."""
    lines: Counter[float] = Counter()
    for sheet in sheets:
        for block in sheet.blocks:
            if (
                len(block.lines) > 3
                and block.is_text
                and not _is_beside_caption(block, sheet)
                and any(_fills(block, column, style) for column in sheet.columns)
            ):
                lines[_half_points(block.size)] += len(block.lines)
    return {size for size, count in lines.items() if count >= _LEAST_LINES}


def _half_points(size: float) -> float:
    return round(2 * size) / 2


def _fills(block: Block, column: TextColumn, style: PrintStyle) -> bool:
    """Return whether a block stands in a column and reaches from one edge to the other."""
    edge = 1.5 * style.size
    return column.holds(block.x0, block.x1, edge) and block.width > column.width - 2 * edge


def _is_beside_caption(block: Block, sheet: PageLayout) -> bool:
    """Return whether a block is what a caption goes on with in a column beside it."""
    return any(
        abs(caption.lines[0].size - block.size) < 0.06 * block.size
        and caption.lines[0].y0 - block.size < block.y0 < caption.lines[-1].y1 + block.size
        and block.y1 < caption.lines[-1].y1 + 2.5 * block.size
        and caption.lines[0].x0 < block.x0 - block.size
        for caption in sheet.captions
    )


def _choose(sheet: PageLayout, style: PrintStyle, sizes: set[float]) -> None:
    """Keep of a page's blocks those of running text and its headings; place its captions."""
    text = [block for block in sheet.blocks if _is_running(block, sheet, style, sizes)]
    taken = set(text)
    maybe = [
        block
        for block in sheet.blocks
        if block not in taken
        and len(block.lines) <= _MOST_LINES
        and may_be_heading(block.lines[0], style)
    ]
    headings = [block for block in maybe if _is_heading(block, sheet, text, style)]
    # A heading above a heading has its text behind that.
    headings += [
        block
        for block in maybe
        if block not in headings and _is_heading(block, sheet, headings, style)
    ]
    references = [block for block in sheet.blocks if block.is_references]
    # A figure or table over several columns parts the text above it from that below.
    wide = [Block(caption.lines) for caption in sheet.captions if _is_wide(caption, sheet, style)]
    ordered = in_reading_order([*text, *headings, *wide], sheet.columns, 1.5 * style.size)
    ordered = [block for block in ordered if block not in wide]
    sheet.blocks = _before_references(ordered, references)
    for caption in sheet.captions:
        first = caption.lines[0]
        above = [
            block
            for block in sheet.blocks
            if block.x1 <= first.x0
            or (block.y0 < first.y0 and block.x0 < caption.x1 and block.x1 > first.x0)
        ]
        caption.behind = above[-1] if above else None


def _is_wide(caption: PlacedCaption, sheet: PageLayout, style: PrintStyle) -> bool:
    """Return whether a caption reaches over several columns."""
    x0 = min(line.x0 for line in caption.lines)
    over = [one for one in sheet.columns if one.common(x0, caption.x1) > 2 * style.size]
    return len(over) > 1


def _before_references(blocks: list[Block], references: Sequence[Block]) -> list[Block]:
    """Put the text of a page that stands higher than its list of references before that.

    The list closes all columns of a paper, where none of it stands above the text in a column.
    """
    for place, block in enumerate(blocks):
        if named_kind(number_of(block.lines[0].text)[1]) == "references":
            higher = [
                other
                for other in blocks[place + 1 :]
                if other.y0 < block.y0 - other.size
                and not any(
                    one.y0 < other.y0 and one.x0 < other.x1 and other.x0 < one.x1
                    for one in references
                )
            ]
            lower = [other for other in blocks[place + 1 :] if other not in higher]
            return [*blocks[:place], *higher, block, *lower]
    return blocks


def _is_running(block: Block, sheet: PageLayout, style: PrintStyle, sizes: set[float]) -> bool:
    """Return whether a block is running text of the paper."""
    if not block.is_text or block.is_references or _is_beside_caption(block, sheet):
        return False
    edge = 1.5 * style.size
    if not style.is_size(block.size):
        return (
            _half_points(block.size) in sizes
            and len(block.lines) > 1
            and any(_fills(block, column, style) for column in sheet.columns)
        )
    for column in sheet.columns:
        if column.holds(block.x0, block.x1, edge):
            left, right = block.x0 - column.x0 < 4 * style.size, column.x1 - block.x1 < edge
            return left or right
    over = [column for column in sheet.columns if column.common(block.x0, block.x1) > style.size]
    return len(over) > 1 and block.x0 > over[0].x0 - edge and block.x1 < over[-1].x1 + edge


def _is_heading(block: Block, sheet: PageLayout, text: Sequence[Block], style: PrintStyle) -> bool:
    """Return whether a block that may be a heading is one: by its name, or by text below it."""
    title = number_of(" ".join(line.text for line in block.lines))[1]
    kind = named_kind(title)
    if kind and stands_out(setting_of(block.lines[0], style), style):
        return True
    return _begins_column(block, sheet, style) and (
        kind is not None or _is_above(block, text, style)
    )


def _begins_column(block: Block, sheet: PageLayout, style: PrintStyle) -> bool:
    """Return whether a block stands at the left of a column, or in its middle."""
    edge = 1.5 * style.size
    column = next((one for one in sheet.columns if one.holds(block.x0, block.x1, edge)), None)
    if column is None and sheet.columns:
        column = TextColumn(sheet.columns[0].x0, sheet.columns[-1].x1)
    if column is None or block.x0 < column.x0 - edge:
        return False
    at_left = block.x0 - column.x0 < 2.5 * style.size
    return at_left or abs(block.x0 + block.x1 - column.x0 - column.x1) < 2 * style.size


def _is_above(block: Block, text: Sequence[Block], style: PrintStyle) -> bool:
    """Return whether some text begins closely below a block."""
    return any(
        one.y0 > block.y0
        and one.y0 - block.y1 < _ABOVE * style.leading
        and one.x0 < block.x1
        and one.x1 > block.x0
        for one in text
    )
