"""Part captions and tables from the running text that stands close to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.frontmatter.line_patterns import ends_sentence
from builder.fulltext.page.blocks import Block, make_blocks
from builder.fulltext.page.captions import Label, caption_at
from builder.fulltext.page.print_style import PrintStyle
from builder.fulltext.tables.find import FoundTable
from builder.papers import Table
from builder.pdf.pages import Line

#: Running text beside a table or caption has so many lines at least.
_LEAST_PROSE = 4


@dataclass(slots=True, eq=False)
class PlacedCaption:
    """The caption of a figure or table."""

    label: Label
    lines: list[Line]
    table: Table | None = None
    """The table that it is the caption of, where that was read."""
    behind: Block | None = None
    """The block of running text that it follows on its page; None where it comes first."""

    @property
    def x1(self) -> float:
        """Its right edge, in points."""
        return max(line.x1 for line in self.lines)


def cells_of(table: FoundTable, style: PrintStyle) -> list[Line]:
    """Return the lines of a table without those that are set as running text below it."""
    text = {
        line
        for block in make_blocks(sorted(table.lines, key=lambda line: line.baseline), style)
        if len(block.lines) >= _LEAST_PROSE and style.is_size(block.size) and block.is_prose
        for line in block.lines
    }
    return [line for line in table.lines if line not in text]


def part_captions(
    blocks: Iterable[Block], style: PrintStyle
) -> tuple[list[Block], list[PlacedCaption]]:
    """Part captions from other blocks."""
    others: list[Block] = []
    captions: list[PlacedCaption] = []
    for block in blocks:
        starts = [
            (place, label)
            for place in range(len(block.lines))
            if (label := caption_at(block, place)) is not None
        ]
        begin = starts[0][0] if starts else len(block.lines)
        if begin:
            others.append(block if begin == len(block.lines) else Block(block.lines[:begin]))
        ends = [place for place, _ in starts[1:]] + [len(block.lines)]
        for (place, label), end in zip(starts, ends, strict=False):
            close = _end_of_caption(block.lines[place:end], style)
            captions.append(PlacedCaption(label, block.lines[place : place + close]))
            if place + close < end:
                others.append(Block(block.lines[place + close : end]))
    for caption in captions:
        _read_on(caption, others, style)
    return others, captions


def _end_of_caption(lines: Sequence[Line], style: PrintStyle) -> int:
    """Return how many lines a caption takes.

    One that is set in the size of running text ends with its paragraph: text may follow it closely.
    """
    if not style.is_size(lines[0].size):
        return len(lines)
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    for place, line in enumerate(lines[:-1], start=1):
        ends_short = line.x1 < right - 2 * style.size or line.x0 > left + 2 * style.size
        if ends_short and ends_sentence(line.text):
            return place
    return len(lines)


def _read_on(caption: PlacedCaption, blocks: list[Block], style: PrintStyle) -> None:
    """Take into a caption the blocks that go on with its sentence right below.

    Scanned pages, and such with a label in type of its own, part a caption into blocks.
    """
    while not ends_sentence((last := caption.lines[-1]).text):
        following = next(
            (
                block
                for block in blocks
                if 0.5 * last.size < block.lines[0].baseline - last.baseline < 1.5 * last.size
                and block.x0 < last.x1
                and block.x1 > caption.lines[0].x0
                and abs(block.size - last.size) < 0.15 * last.size
                and not (style.is_size(block.size) and len(block.lines) > _LEAST_PROSE)
            ),
            None,
        )
        if following is None or not following.is_text:
            return
        blocks.remove(following)
        caption.lines += following.lines
