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


def in_reading_order(
    blocks: Sequence[Block], columns: Sequence[TextColumn], edge: float
) -> list[Block]:
    """Order blocks: column by column, from the top; one over several columns parts the page.

    Args:
        blocks: Running text and headings of a page.
        columns: The columns of the page.
        edge: How far, in points, blocks reach over the edges of their columns.
    """
    makers = {
        block
        for block in blocks
        if block.is_text or any(one.holds(block.x0, block.x1, edge) for one in columns)
    }
    return _ordered(blocks, makers)


def _ordered(blocks: Sequence[Block], makers: set[Block]) -> list[Block]:
    beside = _beside(blocks, makers)
    if len(beside) > 1:
        return [block for column in beside for block in _ordered(column, makers)]
    bands = _below(blocks, makers)
    if len(bands) > 1:
        return [block for band in bands for block in _ordered(band, makers)]
    return sorted(blocks, key=lambda block: (block.y0, block.x0))


def _beside(blocks: Sequence[Block], makers: set[Block]) -> list[list[Block]]:
    """Part blocks into groups that stand beside one another.

    Some of them make columns; a heading beside those, as one in the margin, goes with the nearest.
    """
    groups: list[list[Block]] = []
    ends: list[float] = []
    for block in sorted((one for one in blocks if one in makers), key=lambda block: block.x0):
        if groups and block.x0 < ends[-1] - _OVERLAP:
            groups[-1].append(block)
            ends[-1] = max(ends[-1], block.x1)
        else:
            groups.append([block])
            ends.append(block.x1)
    if not groups:
        return [list(blocks)]
    begins = [min(block.x0 for block in group) for group in groups]
    for block in blocks:
        if block not in makers:
            apart = [
                max(begin - block.x1, block.x0 - end, -block.width)
                for begin, end in zip(begins, ends, strict=True)
            ]
            groups[apart.index(min(apart))].append(block)
    return groups


def _below(blocks: Sequence[Block], makers: set[Block]) -> list[list[Block]]:
    """Part blocks into bands below one another, each of columns or of one block."""
    bands: list[list[Block]] = []
    end = 0.0
    for block in sorted(blocks, key=lambda block: block.y0):
        if bands and block.y0 < end - _OVERLAP:
            bands[-1].append(block)
            end = max(end, block.y1)
        else:
            bands.append([block])
            end = block.y1
    merged: list[list[Block]] = []
    for band in bands:
        if merged and len(_beside([*merged[-1], *band], makers)) > 1:
            merged[-1] += band
        else:
            merged.append(band)
    return merged
