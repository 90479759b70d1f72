"""Leave out what stands before the text of a paper: names, addresses, notes, key words."""

from collections.abc import Sequence

from builder.frontmatter.abstract_candidates import AbstractCandidate
from builder.frontmatter.line_patterns import BOILERPLATE, STOP
from builder.frontmatter.title import Title
from builder.fulltext.layout import PageLayout
from builder.fulltext.page.blocks import Block
from builder.fulltext.page.print_style import PrintStyle
from builder.fulltext.sections.headings import may_be_heading
from builder.fulltext.sections.section_names import named_kind, number_of
from builder.pdf.pages import Line

#: An introduction begins on one of so many pages; notes of the authors stand on so many.
_PAGES = 4
_PAGES_WITH_NOTES = 2


def cut_front(
    sheets: Sequence[PageLayout],
    title: Title | None,
    abstract: AbstractCandidate | None,
    first: int,
    style: PrintStyle,
) -> None:
    """Take from the first pages what stands before the text.

    The text begins with the heading of the introduction, else behind the abstract, else below the
    title.

    Args:
        sheets: The pages, from that with the title on.
        title: The title of the paper.
        abstract: Its abstract.
        first: Index of the first of these pages in the file.
        style: How the running text is set.
    """
    for sheet in sheets[:_PAGES_WITH_NOTES]:
        sheet.blocks = [block for block in sheet.blocks if not _is_note(block)]
    for number, sheet in enumerate(sheets[:_PAGES]):
        for place, block in enumerate(sheet.blocks):
            begin = next(
                (at for at, line in enumerate(block.lines) if _is_introduction(line, style)), None
            )
            if begin is not None:
                _begin_at(sheets, number, place)
                if begin:
                    sheet.blocks[0] = Block(block.lines[begin:])
                return
    if abstract is not None and abstract.page >= first:
        _begin_behind(sheets, abstract.page - first, abstract.lines)
    elif title is not None and title.lines:
        _begin_behind(sheets, 0, title.lines)


def _is_introduction(line: Line, style: PrintStyle) -> bool:
    kind = named_kind(number_of(line.text)[1])
    return kind == "introduction" and may_be_heading(line, style)


def _is_note(block: Block) -> bool:
    """Return whether a block is a note on the paper, its rights or its authors."""
    first = block.lines[0].text
    if named_kind(number_of(first)[1]) not in (None, "notes"):
        return False
    told = BOILERPLATE.findall("\n".join(line.text for line in block.lines))
    return STOP.match(first) is not None or len(told) > max(1, 0.3 * len(block.lines))


def _begin_at(sheets: Sequence[PageLayout], number: int, place: int) -> None:
    """Leave out what is read before a block, given by the number of its page and its place."""
    for sheet in sheets[:number]:
        sheet.blocks = []
    sheets[number].blocks = sheets[number].blocks[place:]


def _begin_behind(sheets: Sequence[PageLayout], number: int, lines: Sequence[Line]) -> None:
    """Leave out what stands above some lines, as the title or the abstract, or on pages before."""
    if number >= len(sheets):
        return
    for sheet in sheets[:number]:
        sheet.blocks = []
    top = min(line.y0 for line in lines)
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    sheets[number].blocks = [
        block
        for block in sheets[number].blocks
        if block.y0 > top or block.x0 > right or block.x1 < left
    ]
