"""Recognise the headings of sections by their number, their name and how they are set."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from builder.frontmatter.line_patterns import ends_sentence
from builder.fulltext.page.print_style import PrintStyle, reads_as_text
from builder.fulltext.sections.section_names import NUMBERED, named_kind, number_of
from builder.pdf.pages import Line

#: A heading has so many words and characters at most.
_MOST_WORDS, _MOST_CHARACTERS = 18, 150
#: It is not set in smaller type than so many parts of that of running text.
_SMALLEST = 0.7
_LETTERS = re.compile(r"[^\W\d_]")
#: A heading holds a word of so many letters, or signs of a script without blanks.
_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{4}|[\u3040-\u30ff\u3400-\u9fff]{2}")
#: What a run-in heading ends with.
_RUN_IN_END = re.compile(r"[.:—–\u2003]\s*$")


class HeadingSetting(NamedTuple):
    """How a line is set, as far as headings differ by it."""

    size: float
    """In twentieths of the size of running text: 1.0, 1.05 …"""
    is_bold: bool
    is_italic: bool
    is_capitals: bool


def setting_of(line: Line, style: PrintStyle) -> HeadingSetting:
    """Return how a line is set."""
    letters = _LETTERS.findall(line.text)
    capitals = len(letters) > 3 and sum(map(str.isupper, letters)) > 0.9 * len(letters)
    main = [run for run in line.runs if abs(run.size - line.size) < 0.1 * line.size] or line.runs
    length = sum(len(run.text.strip()) for run in main)
    bold = sum(len(run.text.strip()) for run in main if run.bold)
    italic = sum(len(run.text.strip()) for run in main if run.italic)
    return HeadingSetting(
        round(20 * line.size / style.size) / 20,
        bold > 0.6 * length,
        italic > 0.6 * length,
        capitals,
    )


def stands_out(setting: HeadingSetting, style: PrintStyle) -> bool:
    """Return whether a line is set otherwise than running text: larger, heavier, in capitals."""
    return (
        setting.size > 1.0
        or (setting.is_bold and not style.is_bold)
        or (setting.is_italic and not style.is_italic)
        or setting.is_capitals
    )


def may_be_heading(line: Line, style: PrintStyle) -> bool:
    """Return whether a line may be a heading, by what it says and how it is set alone."""
    text = line.text
    if (
        len(text) > _MOST_CHARACTERS
        or (text[:1].islower() and not text.startswith(NUMBERED))
        or line.size < _SMALLEST * style.size
        or "=" in text
        or text.endswith((",", ";"))
        or not _WORD.search(text)
        or len(text.split()) > _MOST_WORDS
    ):
        return False
    number, title = number_of(text)
    if not title or not (title[0].isupper() or title[0].isdigit() or not title[0].isalpha()):
        return bool(number) and stands_out(setting_of(line, style), style)
    if named_kind(title):
        return True
    setting = setting_of(line, style)
    if not stands_out(setting, style) and setting.size == 1.0:
        return bool(number) and not ends_sentence(text) and not reads_as_text(text + " a a a")
    return not ends_sentence(text) or bool(number)


def run_in_heading(lines: Sequence[Line], style: PrintStyle) -> list[str]:
    """Return the heading that opens a paragraph, as the parts of the lines that it takes.

    It is set in bold or italics and ends with a mark, where the text goes on in another style: the
    last of its lines holds the beginning of the text, too. [] where there is none.
    """
    parts: list[str] = []
    for line in lines[:3]:
        first = line.runs[0]
        if not (first.bold and not style.is_bold) and not (first.italic and not style.is_italic):
            return []
        if parts and (number_of(line.text)[0] or line.size != lines[0].size):
            return []
        lead, is_whole = _lead_of(line)
        parts.append(lead)
        if sum(len(part.split()) for part in parts) > _MOST_WORDS:
            return []
        if not is_whole:
            title = number_of(" ".join(parts).strip())[1]
            is_one = _RUN_IN_END.search(lead) and len(_LETTERS.findall(" ".join(parts))) > 3
            return parts if is_one and title[:1].isupper() else []
    return []


def _lead_of(line: Line) -> tuple[str, bool]:
    """Return the beginning of a line that is set as its first word, and whether that is all."""
    first, lead = line.runs[0], ""
    for run in line.runs:
        is_script = abs(run.size - line.size) > 0.12 * line.size
        alike = run.bold if first.bold else run.italic and not run.bold
        if run.text.strip() and not alike and not is_script:
            mark = run.text.lstrip()[:1]
            return lead + (mark if mark in ".:—–" else ""), False
        lead += run.text
    return lead, True
