"""Assemble the paragraphs of a paper from its lines in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from builder.frontmatter.line_patterns import ends_sentence
from builder.fulltext.blocks import Block
from builder.fulltext.columns import Column
from builder.fulltext.headings import (
    Setting,
    may_be_heading,
    run_in_heading,
    setting_of,
    stands_out,
)
from builder.fulltext.layout import Caption, PageLayout
from builder.fulltext.print_style import PrintStyle
from builder.fulltext.sections import Named, named_kind, number_of
from builder.papers import Heading, Paragraph, Section
from builder.pdf.pages import Line, Page, running_text
from builder.pdf.places import place_text

_BULLET = re.compile(r"[•●▪■◦‣∙·–—*-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s")


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of running text, with where it stands."""

    page: Page
    line: Line
    column: Column
    is_first: bool
    """Whether it is the first of its block."""
    gap: float
    """Distance to the line above in its block, in usual leadings; 9 for the first."""


@dataclass(slots=True)
class _Level:
    depth: int
    kind: Named


@dataclass(slots=True)
class Assembly:
    """The text of a paper that is put together line by line."""

    style: PrintStyle
    paragraphs: list[Paragraph] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    _held: list[Printed] = field(default_factory=list)
    _lead: str = ""
    _captions: list[tuple[Page, Caption]] = field(default_factory=list)
    _levels: list[_Level] = field(default_factory=list)
    _settings: dict[Setting, int] = field(default_factory=dict)
    _heading: str = ""

    @property
    def section(self) -> Named:
        """The kind of the section that is being read."""
        return self._levels[-1].kind if self._levels else "other"

    def add_page(self, sheet: PageLayout) -> None:
        """Read on with a page."""
        for caption in sheet.captions:
            if caption.behind is None:
                self._captions.append((sheet.page, caption))
        for block in sheet.blocks:
            self._add_block(sheet, block)
            for caption in sheet.captions:
                if caption.behind is block:
                    self._captions.append((sheet.page, caption))

    def finish(self) -> None:
        """End the last paragraph."""
        self._end()

    def _add_block(self, sheet: PageLayout, block: Block) -> None:
        column = next(
            (one for one in sheet.columns if one.holds(block.x0, block.x1, 1.5 * self.style.size)),
            Column(block.x0, block.x1),
        )
        lines = []
        above: Line | None = None
        for line in block.lines:
            gap = (line.baseline - above.baseline) / self.style.leading if above else 9.0
            lines.append(Printed(sheet.page, line, column, above is None, gap))
            above = line
        at = 0
        while at < len(lines):
            at += self._add_line(lines, at)

    def _add_line(self, lines: Sequence[Printed], at: int) -> int:
        """Read on with a line; return how many were read."""
        printed = lines[at]
        begins = self._may_begin(printed)
        if begins:
            count = self._heading_lines(lines, at)
            if count:
                text = running_text(
                    [one.line for one in lines[at : at + count]], printed.page.words
                )
                self._enter(text, printed, run_in=False)
                return count
            count, lead = run_in_heading([one.line for one in lines[at : at + 4]], self.style)
            if count and self._is_run_in(lead, lines, at):
                self._end()
                self._enter(" ".join(lead.split()).rstrip(".:—– "), printed, run_in=True)
                self._lead = lead
                self._held += lines[at : at + count]
                return count
        if self._held and self._is_new(printed, lines[at + 1] if at + 1 < len(lines) else None):
            self._end()
        self._held.append(printed)
        return 1

    def _may_begin(self, printed: Printed) -> bool:
        """Return whether a heading or a paragraph may begin with a line."""
        if not self._held:
            return True
        last = self._held[-1].line.text
        return ends_sentence(last) or last.endswith(":") or printed.is_first

    def _heading_lines(self, lines: Sequence[Printed], at: int) -> int:
        """Return how many lines a heading takes that begins here; 0 where none does."""
        first = lines[at]
        if not may_be_heading(first.line, self.style):
            return 0
        number, title = number_of(first.line.text)
        setting = setting_of(first.line)
        count = 1
        out = stands_out(setting, self.style)
        while out and at + count < len(lines) and count < 4:
            following = lines[at + count]
            if (
                setting_of(following.line) != setting
                or following.gap > 1.5
                or number_of(following.line.text)[0]
                or named_kind(title)
            ):
                break
            count += 1
        text = " ".join(one.line.text for one in lines[at : at + count])
        name = named_kind(number_of(text)[1])
        if self.section == "references":
            return count if name or (self._settings.get(setting) == 1 and out) else 0
        apart = first.is_first or first.gap > 1.15
        if name and (out or number or (apart and len(text) < 40)):
            return count
        if number and (out or apart):
            return count if out or self._follows(number) else 0
        if not out or count == len(lines) - at > 3:
            return 0
        heavy = setting.is_bold or setting.size > self.style.size + 0.6
        return (
            count
            if heavy or (apart and setting in self._settings) or (apart and len(text) < 70)
            else 0
        )

    def _is_run_in(self, lead: str, lines: Sequence[Printed], at: int) -> bool:
        return self.section != "references"

    def _follows(self, number: tuple[int, ...]) -> bool:
        """Return whether a number is the next one of the headings so far."""
        last = next(
            (number_of(one.text)[0] for one in reversed(self.headings) if number_of(one.text)[0]),
            (),
        )
        if not last:
            return number[-1] <= 1
        if len(number) > len(last):
            return number[: len(last)] == last and number[len(last) :] == (1,)
        return number[:-1] == last[: len(number) - 1] and number[-1] == last[len(number) - 1] + 1

    def _is_new(self, printed: Printed, following: Printed | None) -> bool:
        """Return whether a line begins another paragraph than the line before it."""
        last = self._held[-1]
        size = self.style.size
        line = printed.line
        if abs(last.line.size - line.size) > 0.08 * size:
            return ends_sentence(last.line.text)
        if not ends_sentence(last.line.text):
            return bool(_BULLET.match(line.text)) and last.line.text.endswith((":", ";", ","))
        if _BULLET.match(line.text):
            return True
        left = printed.column.x0
        if following and not following.is_first:
            left = (
                min(left, following.line.x0) if following.line.x0 < line.x0 else following.line.x0
            )
        indented = 0.6 * size < line.x0 - left < 5 * size
        short = last.line.x1 < last.column.x1 - 2.5 * size
        if printed.is_first:
            return indented or short
        return indented or short or printed.gap > 1.25

    def _enter(self, text: str, printed: Printed, run_in: bool) -> None:
        """Enter the section of a heading."""
        self._end()
        number, title = number_of(text)
        kind = named_kind(title)
        setting = setting_of(printed.line)
        if number and not (len(number) > 1 and number[0] == 0):
            depth = len(number)
        elif number:
            depth = 2
        elif run_in:
            depth = max((one.depth for one in self._levels if one.depth < 3), default=0) + 1
            depth = max(depth, 2)
        elif kind:
            depth = self._settings.get(setting, 1)
        else:
            depth = self._settings.get(setting) or (2 if 1 in self._settings.values() else 1)
        if not run_in:
            self._settings.setdefault(setting, depth)
        while self._levels and self._levels[-1].depth >= depth:
            self._levels.pop()
        parent = self._levels[-1].kind if self._levels else "other"
        self._levels.append(_Level(depth, kind or parent))
        self._heading = text
        section = self.section
        self.headings.append(
            Heading(text, printed.page.number, depth, "other" if section == "notes" else section)
        )

    def _end(self) -> None:
        """End the paragraph that is being read, and let the captions follow that it met."""
        held, self._held = self._held, []
        lead, self._lead = self._lead, ""
        kind = self.section
        section: Section = "other" if kind == "notes" else kind
        if held and kind not in ("references", "notes"):
            words = held[0].page.words
            text = running_text([one.line for one in held], words)
            cut = len(" ".join(lead.split()))
            if cut:
                text = text[cut:].lstrip(" .:—–\u2003")
            if text:
                self.paragraphs.append(
                    Paragraph(
                        text,
                        held[0].page.number,
                        section=section,
                        heading=self._heading,
                        places=place_text(
                            text, _parts((one.page, one.line) for one in held), words
                        ),
                    )
                )
        captions, self._captions = self._captions, []
        for page, caption in captions:
            text = running_text(caption.lines, page.words)
            places = place_text(text, [(page, caption.lines)], page.words)
            self.paragraphs.append(
                Paragraph(
                    text, page.number, "caption", section, self._heading, caption.label.name, places
                )
            )


def _parts(lines: Iterable[tuple[Page, Line]]) -> list[tuple[Page, list[Line]]]:
    """Return lines by the pages that they follow one another on."""
    parts: list[tuple[Page, list[Line]]] = []
    for page, line in lines:
        if parts and parts[-1][0] is page:
            parts[-1][1].append(line)
        else:
            parts.append((page, [line]))
    return parts
