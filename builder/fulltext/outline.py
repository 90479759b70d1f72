"""Follow the headings of a paper: where one stands, how deep, and what its section is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from builder.fulltext.headings import (
    HeadingSetting,
    may_be_heading,
    run_in_heading,
    setting_of,
    stands_out,
)
from builder.fulltext.print_style import PrintStyle
from builder.fulltext.printed import Printed
from builder.fulltext.sections import Named, named_kind, number_of
from builder.papers import Section, SectionHeading
from builder.pdf.pages import running_text
from builder.pdf.text_repair import join_lines, repair

#: Headings are numbered in a paper of which so many are.
_LEAST_NUMBERED = 3
#: A heading takes so many lines at most, which are so many leadings apart.
_MOST_LINES, _APART = 4, 1.6
#: A heading in plain type is so short, in characters; one without number or name that opens a
#: paragraph, in words.
_PLAIN, _MOST_RUN_IN = 70, 10


class FoundHeading(NamedTuple):
    """A heading that was found at a line."""

    text: str
    lines: int
    """How many it takes; the last of a run-in heading holds the beginning of the text, too."""
    run_in: str
    """Of a run-in heading its text as printed, which the text goes on behind; else ""."""


class _Level(NamedTuple):
    depth: int
    kind: Named


@dataclass(slots=True)
class Outline:
    """The headings of a paper, as they are read from its lines."""

    style: PrintStyle
    lines: Sequence[Printed]
    headings: list[SectionHeading] = field(default_factory=list)
    _levels: list[_Level] = field(default_factory=list)
    _depths: dict[HeadingSetting, int] = field(default_factory=dict)
    """How deep headings are of which one was read already, by how they are set."""
    _main: set[HeadingSetting] = field(default_factory=set)
    """How headings are set that name a kind of section."""
    _is_numbered: bool = False
    _last: tuple[int, ...] = ()
    """The number of the last heading that has one."""

    def __post_init__(self) -> None:
        """Look through all lines for how headings are set and whether they are numbered."""
        numbered = 0
        for printed in self.lines:
            line = printed.line
            if not may_be_heading(line, self.style):
                continue
            setting = setting_of(line)
            number, title = number_of(line.text)
            if not stands_out(setting, self.style):
                continue
            numbered += bool(number)
            if named_kind(title) not in (None, "notes"):
                self._main.add(setting)
        self._is_numbered = numbered >= _LEAST_NUMBERED

    @property
    def section(self) -> Named:
        """The kind of the section that is being read."""
        return self._levels[-1].kind if self._levels else "other"

    @property
    def heading(self) -> str:
        """The last heading; "" before the first."""
        return self.headings[-1].text if self.headings else ""

    def heading_at(self, at: int) -> FoundHeading | None:
        """Return the heading that begins with a line, at which a paragraph may begin."""
        block = [self.lines[at]]
        for printed in self.lines[at + 1 : at + _MOST_LINES + 1]:
            if printed.is_first:
                break
            block.append(printed)
        words = block[0].page.words
        parts = run_in_heading([one.line for one in block], self.style)
        if parts and self.section != "references":
            lead = repair(join_lines(parts, words), words)
            if _is_title(lead):
                return FoundHeading(lead.rstrip(".:—–- "), len(parts), lead)
        count = self._own_lines(block)
        if not count:
            return None
        return FoundHeading(running_text([one.line for one in block[:count]], words), count, "")

    def _own_lines(self, block: Sequence[Printed]) -> int:
        """Return how many lines a heading takes that begins a block of lines; 0 for none."""
        first = block[0]
        if not may_be_heading(first.line, self.style):
            return 0
        setting = setting_of(first.line)
        out = stands_out(setting, self.style)
        count = self._lines_alike(block, setting) if out else 1
        text = " ".join(one.line.text for one in block[:count])
        number, title = number_of(text)
        kind = named_kind(title)
        apart = first.is_first or first.gap > 1.15
        if self.section == "references":
            is_one = kind is not None or (out and self._depths.get(setting) == 1)
            return count if is_one and (out or number) else 0
        if kind and (out or number or (apart and len(text) < _PLAIN / 2)):
            return count
        if number:
            return count if out or (apart and self._follows(number)) else 0
        if not out or (self._is_numbered and setting not in self._main | self._depths.keys()):
            return 0
        heavy = setting.is_bold or setting.size > self.style.size + 0.6
        return count if heavy or (apart and len(text) < _PLAIN) else 0

    def _lines_alike(self, block: Sequence[Printed], setting: HeadingSetting) -> int:
        """Return how many lines from the first on are set alike and make one heading."""
        count = 1
        for printed in block[1:_MOST_LINES]:
            text = " ".join(one.line.text for one in block[:count])
            if (
                setting_of(printed.line) != setting
                or printed.gap > _APART
                or number_of(printed.line.text)[0]
                or named_kind(number_of(text)[1])
            ):
                break
            count += 1
        return count

    def _follows(self, number: tuple[int, ...]) -> bool:
        """Return whether a number is the next one of the headings so far."""
        last = self._last
        if not last:
            return number[-1] <= 1
        if len(number) > len(last):
            return number == (*last, 1)
        return number[:-1] == last[: len(number) - 1] and number[-1] == last[len(number) - 1] + 1

    def enter(self, found: FoundHeading, printed: Printed) -> None:
        """Enter the section of a heading that begins with a line."""
        number, title = number_of(found.text)
        kind = named_kind(title)
        setting = setting_of(printed.line)
        depth = self._depth(number, kind, setting, bool(found.run_in))
        if number:
            self._last = number
        if not found.run_in:
            self._depths.setdefault(setting, depth)
        while self._levels and self._levels[-1].depth >= depth:
            self._levels.pop()
        parent = self.section
        self._levels.append(_Level(depth, kind or parent))
        section: Section = "other" if self.section == "notes" else self.section
        self.headings.append(SectionHeading(found.text, printed.page.number, depth, section))

    def _depth(
        self, number: tuple[int, ...], kind: Named | None, setting: HeadingSetting, run_in: bool
    ) -> int:
        """Return how deep a heading is: by its number, else by how others like it are."""
        if number:
            return 2 if number[0] == 0 else len(number)
        if run_in:
            upper = [level.depth for level in self._levels if level.depth < 3]
            return max(upper, default=1) + 1
        known = self._depths.get(setting)
        if known:
            return known
        if kind or not self._depths:
            return 1
        return 2 if 1 in self._depths.values() else 1


def _is_title(lead: str) -> bool:
    """Return whether what opens a paragraph is a heading: with a number, a name, or few words."""
    number, title = number_of(lead)
    return bool(number) or named_kind(title) is not None or len(title.split()) <= _MOST_RUN_IN
