"""Find the captions of the tables of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.pdf.pages import Page, running_text

if TYPE_CHECKING:
    from builder.fulltext.tables.ruling import Rule
    from builder.pdf.lines import Line

_LABEL = re.compile(
    r"(?P<word>Table|TABLE|Tab\.|T\s?A\s?B\s?L\s?E)\s?(?P<number>[SA]?[.\s]?\d{1,2}(?:[.–-]\d{1,2})?[a-z]?|[IVX]{1,4}|[A-Z]\.?\d)"
    r"(?P<end>\s?[.:|—–]+(?=\s|$|[A-Z])|(?=\s|$))"
)
_OTHER = re.compile(r"(?:Fig(?:ure|\.)|FIG|Scheme|Chart|Box|Algorithm)\s?\.?\s?[SA]?\d", re.I)
#: Behind the label what makes of a line one of a sentence: "Table 2 shows", "Table 2), which".
_GOES_ON = re.compile(r"\s?(?:[a-z]|[,;)]|\.\s+[a-z])")
_CONTINUED = re.compile(r"[\s(\[–—-]*(?:cont(?:inued|['’]?d)?\b|\(?cont)\.?[\s)\]:.]*", re.I)


@dataclass(slots=True, eq=False)
class Caption:
    """The caption of a table, with its lines."""

    label: str
    """"Table 2", however it is set."""
    text: str
    lines: list[Line]
    is_continued: bool = False
    """Whether it says that the table began on a page before."""

    @property
    def x0(self) -> float:
        """Its left end, in points."""
        return min(line.x0 for line in self.lines)

    @property
    def x1(self) -> float:
        """Its right end, in points."""
        return max(line.x1 for line in self.lines)

    @property
    def top(self) -> float:
        """Its upper end, in points."""
        return min(line.y0 for line in self.lines)

    @property
    def bottom(self) -> float:
        """Its lower end, in points."""
        return max(line.y1 for line in self.lines)


def is_caption(line: Line) -> bool:
    """Return whether a line begins the caption of a table, a figure or the like."""
    return bool(_OTHER.match(line.text)) or _label(line) is not None


def find_captions(page: Page, rules: Sequence[Rule]) -> list[Caption]:
    """Return the captions of tables on a page, from the top down.

    Args:
        page: The page.
        rules: Its horizontal rules, over which no caption goes on.
    """
    return [
        _caption(page, line, found, rules)
        for line in page.lines
        if (found := _label(line)) and not _is_within_text(line, page.lines)
    ]


def _label(line: Line) -> re.Match[str] | None:
    found = _LABEL.match(line.text)
    if found is None:
        return None
    rest = line.text[found.end() :]
    marked = bool(found["end"].strip())
    if _CONTINUED.match(rest):
        return found
    if _GOES_ON.match(rest) and not (marked and rest[:1].isspace() and rest.strip()[:1].isupper()):
        # A formula may begin a caption with a small letter, which is then set apart.
        return None if not marked or rest[:1] in ",;)" else found
    return found


def _is_within_text(line: Line, lines: Sequence[Line]) -> bool:
    """Return whether a line only goes on with what the line above it says."""
    for other in lines:
        apart = line.baseline - other.baseline
        if (
            0.5 * line.size < apart < 1.5 * line.size
            and abs(other.size - line.size) < 0.06 * line.size
            and other.x0 < line.x1
            and other.x1 > line.x0
            and abs(other.x0 - line.x0) < 2 * line.size
            and not _label(other)
        ):
            return not line.runs[0].bold or other.runs[0].bold
    return False


def _caption(page: Page, first: Line, found: re.Match[str], rules: Sequence[Rule]) -> Caption:
    lines = [first]
    is_alone = len(found[0]) >= len(first.text) - 1
    rules = [rule for rule in rules if rule.length > 80]
    for line in page.lines:
        if line.baseline <= first.baseline + 0.3 * first.size:
            beside = abs(line.baseline - first.baseline) <= 0.3 * first.size
            reach = (2.5 if is_alone else 0.9) * first.size
            if beside and line is not first and 0 <= line.x0 - first.x1 < reach:
                lines.append(line)
            continue
        if not _goes_on(lines, line, page.lines, rules, is_alone):
            if line.baseline - lines[-1].baseline > 4 * first.size:
                break
            continue
        lines.append(line)
    rest = running_text(lines, page.words)
    again = _LABEL.match(rest)
    text = rest[again.end() :].lstrip(" .:|—–") if again else rest
    continued = _CONTINUED.match(text)
    number = re.sub(r"\s", "", found["number"])
    return Caption(
        f"Table {number}",
        text[continued.end() :].strip() if continued else text,
        lines,
        is_continued=continued is not None,
    )


def _goes_on(
    lines: Sequence[Line],
    line: Line,
    all_lines: Iterable[Line],
    rules: Sequence[Rule],
    label_alone: bool,
) -> bool:
    """Return whether a line below goes on with a caption."""
    last = lines[-1]
    apart = line.baseline - last.baseline
    left, right = min(one.x0 for one in lines), max(one.x1 for one in lines)
    if not 0.5 * last.size < apart < (1.9 if label_alone and len(lines) == 1 else 1.5) * last.size:
        return False
    if abs(line.size - last.size) > 0.12 * last.size or is_caption(line):
        return False
    if min(line.x1, right) - max(line.x0, left) < 0.5 * min(line.width, right - left):
        return False
    if line.x0 < left - 3 * last.size and not line.x1 > right:
        return False
    if any(
        last.baseline < rule.at < line.baseline and rule.start < right and rule.end > left
        for rule in rules
    ):
        return False
    return not any(
        other is not line
        and abs(other.baseline - line.baseline) < 0.3 * line.size
        and line.size < other.x0 - line.x1 < 12 * line.size
        and other.x0 < right
        for other in all_lines
    )
