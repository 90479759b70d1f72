"""Follow the headings of a paper: where one stands, how deep, and what its section is for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from builder.fulltext.page.print_style import PrintStyle, reads_as_text
from builder.fulltext.printed import Printed
from builder.fulltext.sections.headings import (
    HeadingSetting,
    may_be_heading,
    run_in_heading,
    setting_of,
    stands_out,
)
from builder.fulltext.sections.section_names import Named, named_kind, number_of
from builder.papers import Section, SectionHeading
from builder.pdf.pages import running_text
from builder.pdf.text_repair import join_lines, repair

#: Headings are numbered in a paper of which so many are.
_LEAST_NUMBERED = 3
#: One without number or name that reads as text is so short, in characters.
_MOST_CHARACTERS = 120
#: One of a single word in italics or capitals is longer: shorter ones are symbols of formulas.
_LEAST_WORD = 6
#: Headings in plain type, smaller than the text, are so many at least.
_LEAST_PLAIN = 3
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


@dataclass(frozen=True, slots=True)
class _Entry:
    """A heading that was read."""

    text: str
    page: int
    depth: int
    kind: Named | None
    """What it names itself."""
    is_run_in: bool


#: Kinds of sections that stand behind the text, or beside it.
_BACK: tuple[Named, ...] = (
    "acknowledgements", "references", "supplementary", "notes", "other"
)  # fmt: skip


@dataclass(slots=True)
class Outline:
    """The headings of a paper, as they are read from its lines."""

    style: PrintStyle
    lines: Sequence[Printed]
    _entries: list[_Entry] = field(default_factory=list)
    _path: list[_Entry] = field(default_factory=list)
    """The headings that the text being read stands below, from the first level down."""
    _depths: dict[HeadingSetting, int] = field(default_factory=dict)
    """How deep headings are of which one was read already, by how they are set."""
    _main: Counter[HeadingSetting] = field(default_factory=Counter)
    """How often headings that name a kind of section are set so."""
    _plain: Counter[HeadingSetting] = field(default_factory=Counter)
    """How often lines of their own in plain type, smaller than the text, are set so."""
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
            setting = setting_of(line, self.style)
            number, title = number_of(line.text)
            if not stands_out(setting, self.style):
                self._plain[setting] += printed.is_first
                continue
            numbered += bool(number)
            if named_kind(title) not in (None, "notes"):
                self._main[setting] += 1
        self._is_numbered = numbered >= _LEAST_NUMBERED
        if self._main:
            self._depths[self._main.most_common(1)[0][0]] = 1

    @property
    def kind(self) -> Named:
        """What the section is for that is being read, by its own name or that of one above."""
        return next((entry.kind for entry in reversed(self._path) if entry.kind), "other")

    @property
    def place(self) -> int:
        """The number of the last heading, from 0; -1 before the first."""
        return len(self._entries) - 1

    def headings(self) -> tuple[SectionHeading, ...]:
        """Return all headings so far, each with what its section is for."""
        kinds = _kinds(self._entries)
        return tuple(
            SectionHeading(
                entry.text, entry.page, entry.depth, "other" if kind == "notes" else kind
            )
            for entry, kind in zip(self._entries, kinds, strict=True)
        )

    def opening(self) -> Section:
        """Return what the text before the first heading is for.

        Where the first sections are of methods or results, it introduces them.
        """
        first = next((entry.kind for entry in self._entries if entry.depth == 1), None)
        return "introduction" if first in ("experimental", "results", "discussion") else "other"

    def heading_at(self, at: int) -> FoundHeading | None:
        """Return the heading that begins with a line, at which a paragraph may begin."""
        block = [self.lines[at]]
        for printed in self.lines[at + 1 : at + _MOST_LINES + 1]:
            if printed.is_first:
                break
            block.append(printed)
        words = block[0].page.words
        parts = run_in_heading([one.line for one in block], self.style)
        if parts and self.kind != "references":
            lead = repair(join_lines(parts, words), words)
            if _is_title(lead):
                return FoundHeading(lead.rstrip(".:—–- "), len(parts), lead)
        count = self._own_lines(block)
        if not count or not self._is_above_text(at + count, block, count):
            return None
        return FoundHeading(running_text([one.line for one in block[:count]], words), count, "")

    def _own_lines(self, block: Sequence[Printed]) -> int:
        """Return how many lines a heading takes that begins a block of lines; 0 for none."""
        first = block[0]
        if not may_be_heading(first.line, self.style):
            return 0
        setting = setting_of(first.line, self.style)
        out = stands_out(setting, self.style)
        count = self._lines_alike(block, setting) if out else 1
        text = " ".join(one.line.text for one in block[:count])
        number, title = number_of(text)
        kind = named_kind(title, is_first_level=True)
        apart = first.is_first or first.gap > 1.15
        if self.kind == "references":
            is_one = kind is not None or (out and self._depths.get(setting) == 1)
            return count if is_one and (out or number) else 0
        if kind and (out or number or (apart and len(text) < _PLAIN / 2)):
            return count
        if number:
            return count if out or (apart and self._follows(number)) else 0
        if len(text) > _MOST_CHARACTERS and reads_as_text(text):
            return 0
        known = setting in self._main or setting in self._depths
        if self._is_numbered and not known:
            return 0
        if not out:
            is_habit = setting.size < 1.0 and self._plain[setting] >= _LEAST_PLAIN
            return count if is_habit and first.is_first and len(text) < _PLAIN else 0
        heavy = setting.is_bold or setting.size > 1.05
        is_worded = len(text.split()) > 1 or len(text) > _LEAST_WORD
        return count if heavy or (apart and is_worded and len(text) < _PLAIN) else 0

    def _lines_alike(self, block: Sequence[Printed], setting: HeadingSetting) -> int:
        """Return how many lines from the first on are set alike and make one heading."""
        count = 1
        for printed in block[1:_MOST_LINES]:
            text = " ".join(one.line.text for one in block[:count])
            if (
                setting_of(printed.line, self.style) != setting
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

    def _is_above_text(self, behind: int, block: Sequence[Printed], count: int) -> bool:
        """Return whether the line behind a heading may begin a text.

        It may be anything behind a number or a name, and never go on with a sentence otherwise.
        """
        number, title = number_of(" ".join(one.line.text for one in block[:count]))
        if number or named_kind(title) or behind >= len(self.lines):
            return True
        return not self.lines[behind].line.text[:1].islower()

    def enter(self, found: FoundHeading, printed: Printed) -> None:
        """Enter the section of a heading that begins with a line."""
        number, title = number_of(found.text)
        setting = setting_of(printed.line, self.style)
        is_run_in = bool(found.run_in)
        kind = named_kind(title)
        depth = self._depth(number, kind, setting, is_run_in)
        kind = named_kind(title, depth == 1)
        if number:
            self._last = number
        if not is_run_in and kind not in _BACK:
            self._depths.setdefault(setting, depth)
        while self._path and self._path[-1].depth >= depth:
            self._path.pop()
        entry = _Entry(found.text, printed.page.number, depth, kind, is_run_in)
        self._path.append(entry)
        self._entries.append(entry)

    def _depth(
        self, number: tuple[int, ...], kind: Named | None, setting: HeadingSetting, is_run_in: bool
    ) -> int:
        """Return how deep a heading is: by its number, else by how others like it are."""
        if number:
            return 2 if number[0] == 0 else len(number)
        if kind in _BACK:
            return 1
        if is_run_in:
            above = [entry.depth for entry in self._path if not entry.is_run_in]
            return max(above, default=1) + 1
        known = self._depths.get(setting)
        if known:
            return known
        return 1 if not self._depths or (kind and not self._main) else 2


def _kinds(entries: Sequence[_Entry]) -> list[Named]:
    """Return what the sections of a paper are for.

    A section without a name has the kind of the one it is in. Behind the methods of a paper that
    names no results, sections with names of their own are its results; without numbers they are
    parts of the last named one, where a paper names both.
    """
    first = [entry.kind for entry in entries if entry.depth == 1]
    names_both = {"experimental", "results"} <= set(first)
    unnamed_results = "experimental" in first and not {"results", "discussion"} & set(first)
    kinds: list[Named] = []
    path: list[tuple[int, Named]] = []
    has_methods = False
    last: Named = "other"
    for entry in entries:
        while path and path[-1][0] >= entry.depth:
            path.pop()
        kind = entry.kind or (path[-1][1] if path else "other")
        if entry.depth == 1:
            has_methods |= kind == "experimental"
            if entry.kind is None and unnamed_results and has_methods:
                kind = "results"
            elif entry.kind is None and names_both and not number_of(entry.text)[0]:
                kind = last
            last = kind
        path.append((entry.depth, kind))
        kinds.append(kind)
    return kinds


def _is_title(lead: str) -> bool:
    """Return whether what opens a paragraph is a heading: with a number, a name, or few words."""
    number, title = number_of(lead)
    return bool(number) or named_kind(title) is not None or len(title.split()) <= _MOST_RUN_IN
