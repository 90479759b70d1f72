"""Assemble the paragraphs of a paper from its lines in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from builder.frontmatter.line_patterns import ends_sentence
from builder.fulltext.floats import PlacedCaption
from builder.fulltext.layout import PageLayout
from builder.fulltext.outline import Outline
from builder.fulltext.page.print_style import PrintStyle
from builder.fulltext.printed import Printed, printed_lines
from builder.fulltext.tables.find import join_continued
from builder.papers import Body, Paragraph, Section, Table
from builder.pdf.pages import Line, Page, running_text
from builder.pdf.places import place_text

#: What begins an item of a list.
_ITEM = re.compile(r"[•●▪■◦‣∙·–—*-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s")

#: A note on authors, interests or rights has so many paragraphs at most.
_MOST_NOTES = 6


def assemble(sheets: Sequence[PageLayout], style: PrintStyle) -> Body:
    """Return the body of a paper from what stands on its pages.

    Args:
        sheets: The pages.
        style: How running text is set.
    """
    lines, behind = printed_lines(sheets, style)
    outline = Outline(style, lines)
    assembly = _Assembly(outline, style)
    at = 0
    while at < len(lines):
        at += assembly.read_on(lines, at)
    assembly.captions += behind
    assembly.end()
    headings = outline.headings()

    def section(place: int) -> Section:
        return headings[place].section if place >= 0 else outline.opening()

    return Body(
        tuple(
            replace(one, section=section(place), heading=headings[place].text if place >= 0 else "")
            for place, one in assembly.paragraphs
        ),
        join_continued(replace(one, section=section(place)) for place, one in assembly.tables),
        headings,
    )


class _Assembly:
    """The text of a paper that is put together line by line."""

    def __init__(self, outline: Outline, style: PrintStyle) -> None:
        self.outline = outline
        self.paragraphs: list[tuple[int, Paragraph]] = []
        """Each with the number of the heading above it."""
        self.tables: list[tuple[int, Table]] = []
        self.captions: list[tuple[Page, PlacedCaption]] = []
        self._style = style
        self._place = -1
        self._ended = 0
        """How many paragraphs ended below the heading of this place."""
        self._held: list[Printed] = []
        self._lead = ""

    def read_on(self, lines: Sequence[Printed], at: int) -> int:
        """Read on with a line; return how many were read."""
        printed = lines[at]
        if self._may_begin(printed):
            heading = self.outline.heading_at(at)
            if heading is not None:
                self.captions += printed.captions
                self.end()
                self.outline.enter(heading, printed)
                for one in lines[at + 1 : at + heading.lines]:
                    self.captions += one.captions
                if heading.run_in:
                    self._lead = heading.run_in
                    self._held += lines[at : at + heading.lines]
                return heading.lines
        following = lines[at + 1] if at + 1 < len(lines) else None
        if self._held and self._is_new(printed, following):
            self.end()
        self.captions += printed.captions
        self._held.append(printed)
        return 1

    def _may_begin(self, printed: Printed) -> bool:
        """Return whether a heading or a paragraph may begin with a line."""
        if not self._held:
            return True
        last = self._held[-1].line.text
        return ends_sentence(last) or last.endswith(":") or printed.is_first

    def _is_new(self, printed: Printed, following: Printed | None) -> bool:
        """Return whether a line begins another paragraph than the line before it."""
        last, line, size = self._held[-1], printed.line, self._style.size
        if not ends_sentence(last.line.text):
            return bool(_ITEM.match(line.text)) and last.line.text.endswith((":", ";"))
        if _ITEM.match(line.text) or abs(last.line.size - line.size) > 0.08 * size:
            return True
        left = printed.column.x0
        if following is not None and not following.is_first:
            left = following.line.x0
        indented = 0.6 * size < line.x0 - left < 5 * size
        short = last.line.x1 < last.column.x1 - 2.5 * size
        return indented or short or (printed.gap > 1.25 and not printed.is_first)

    def end(self) -> None:
        """End the paragraph that is being read, and let the captions follow that it met."""
        held, self._held = self._held, []
        lead, self._lead = self._lead, ""
        place = self.outline.place
        if held and not self._is_left_out(place):
            parts = _by_page((one.page, one.line) for one in held)
            self._add(parts, Paragraph("", 0), lead)
        captions, self.captions = self.captions, []
        for page, caption in captions:
            like = Paragraph("", 0, "caption", label=caption.label.name)
            self._add([(page, caption.lines)], like)
            if caption.table is not None:
                self.tables.append((place, caption.table))

    def _is_left_out(self, place: int) -> bool:
        """Return whether the paragraph that ends is of a list of references or a note.

        Notes are short: what follows many paragraphs of one stands below a heading not seen.
        """
        self._ended = self._ended + 1 if place == self._place else 1
        self._place = place
        kind = self.outline.kind
        return kind == "references" or (kind == "notes" and self._ended <= _MOST_NOTES)

    def _add(
        self, parts: Sequence[tuple[Page, Sequence[Line]]], like: Paragraph, lead: str = ""
    ) -> None:
        """Add a paragraph, if anything is left of its lines behind its heading.

        Args:
            parts: Its lines, by page.
            like: A paragraph of the same kind.
            lead: A run-in heading to be left out at its beginning.
        """
        page = parts[0][0]
        text = running_text([line for _, lines in parts for line in lines], page.words)
        if lead:
            text = text[len(lead) :].lstrip(" .:—–\u2003")
        if text:
            places = place_text(text, parts, page.words)
            firsts = [one for last, one in pairwise(places) if one.page != last.page]
            later = tuple((one.start, one.page) for one in firsts)
            made = replace(like, text=text, page=page.number, places=places, later_pages=later)
            self.paragraphs.append((self.outline.place, made))


def _by_page(lines: Iterable[tuple[Page, Line]]) -> list[tuple[Page, list[Line]]]:
    """Return lines by the pages that they follow one another on."""
    parts: list[tuple[Page, list[Line]]] = []
    for page, line in lines:
        if parts and parts[-1][0] is page:
            parts[-1][1].append(line)
        else:
            parts.append((page, [line]))
    return parts
