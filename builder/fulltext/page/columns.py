"""Find the columns of a page, and put its blocks into the order in which they are read."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from builder.fulltext.page.blocks import Block

#: Blocks beside one another may reach over one another by so many points.
_OVERLAP = 4.0


class TextColumn(NamedTuple):
    """Left and right edge of a column, in points."""

    x0: float
    x1: float

    @property
    def width(self) -> float:
        """In points."""
        return self.x1 - self.x0

    def common(self, x0: float, x1: float) -> float:
        """Return the width that it has in common with a piece, in points."""
        return min(self.x1, x1) - max(self.x0, x0)

    def holds(self, x0: float, x1: float, edge: float) -> bool:
        """Return whether a piece stands within it, but for so many points at either edge."""
        return self.x0 - edge <= x0 and x1 <= self.x1 + edge


def find_columns(blocks: Iterable[Block]) -> list[TextColumn]:
    """Return the columns that blocks of running text stand in, from left to right.

    Those of most lines come first: what is narrower within one, or wider over several, is none.
    """
    columns: list[TextColumn] = []
    for block in sorted(blocks, key=lambda block: -len(block.lines)):
        place = TextColumn(block.x0, block.x1)
        met = [one for one in columns if one.common(*place) > 0.2 * min(one.width, place.width)]
        if not met:
            columns.append(place)
        elif len(met) == 1:
            wide = TextColumn(min(met[0].x0, place.x0), max(met[0].x1, place.x1))
            if wide.width < 1.15 * met[0].width:
                columns[columns.index(met[0])] = wide
    return sorted(columns)


class _Placed(NamedTuple):
    """A block, and from where to where it takes its column."""

    block: Block
    x0: float
    x1: float


def in_reading_order(
    blocks: Sequence[Block], columns: Sequence[TextColumn], edge: float
) -> list[Block]:
    """Order blocks: column by column, from the top; one over several columns parts the page.

    Args:
        blocks: Running text and headings of a page.
        columns: The columns of the page.
        edge: How far, in points, blocks reach over the edges of their columns.
    """
    text = [block for block in blocks if block.is_text]
    placed = [_placed(block, text, columns, edge) for block in blocks]
    return [one.block for one in _ordered(placed)]


def _placed(
    block: Block, text: Sequence[Block], columns: Sequence[TextColumn], edge: float
) -> _Placed:
    """Place a block: a heading takes all the width of the text below it, else of its column.

    One in the margin takes that of the text beside it.
    """
    if block.is_text:
        return _Placed(block, block.x0, block.x1)
    below = [one for one in text if one.y0 > block.y0 and one.x0 < block.x1 and block.x0 < one.x1]
    if below:
        nearest = min(below, key=lambda one: one.y0)
        return _Placed(block, min(block.x0, nearest.x0), max(block.x1, nearest.x1))
    column = next((one for one in columns if one.holds(block.x0, block.x1, edge)), None)
    if column is None and text:
        beside = min(text, key=lambda one: max(one.x0 - block.x1, block.x0 - one.x1))
        column = TextColumn(beside.x0, beside.x1)
    if column is None:
        return _Placed(block, block.x0, block.x1)
    return _Placed(block, min(block.x0, column.x0), max(block.x1, column.x1))


def _ordered(placed: Sequence[_Placed]) -> list[_Placed]:
    beside = _beside(placed)
    if len(beside) > 1:
        return [one for column in beside for one in _ordered(column)]
    bands = _below(placed)
    if len(bands) > 1:
        return [one for band in bands for one in _ordered(band)]
    return sorted(placed, key=lambda one: (one.block.y0, one.x0))


def _beside(placed: Sequence[_Placed]) -> list[list[_Placed]]:
    """Part blocks into groups that stand beside one another."""
    groups: list[list[_Placed]] = []
    end = 0.0
    for one in sorted(placed, key=lambda one: one.x0):
        if groups and one.x0 < end - _OVERLAP:
            groups[-1].append(one)
            end = max(end, one.x1)
        else:
            groups.append([one])
            end = one.x1
    return groups


def _below(placed: Sequence[_Placed]) -> list[list[_Placed]]:
    """Part blocks into bands below one another, each of columns or of one block."""
    bands: list[list[_Placed]] = []
    end = 0.0
    for one in sorted(placed, key=lambda one: one.block.y0):
        if bands and one.block.y0 < end - _OVERLAP:
            bands[-1].append(one)
            end = max(end, one.block.y1)
        else:
            bands.append([one])
            end = one.block.y1
    merged: list[list[_Placed]] = []
    for band in bands:
        if merged and len(_beside([*merged[-1], *band])) > 1:
            merged[-1] += band
        else:
            merged.append(band)
    return merged
