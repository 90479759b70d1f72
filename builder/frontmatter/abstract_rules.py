"""Find a paper's abstract on its pages by layout rules, each with a name and a confidence."""

import re
from collections.abc import Callable

from builder.frontmatter.abstract_candidates import AbstractCandidate, make_candidate, surest
from builder.frontmatter.abstract_unlabelled import set_apart
from builder.frontmatter.line_patterns import (
    INTRODUCTION,
    LABEL,
    RUN_IN,
    STOP,
    WATERMARK,
    is_abstract_heading,
    is_english,
    is_prose,
)
from builder.frontmatter.text_flow import Manuscript, flow_from
from builder.pdf.pages import Line, Page

#: Below this a candidate is not taken for an abstract at all.
FLOOR = 0.45
#: A shorter paper ends with its summary, a longer one may be a thesis and begin with it.
_PAGES_OF_A_THESIS = 60
Rule = Callable[[Manuscript, int], AbstractCandidate | None]
"""Looks at the page of the given index."""


def under_heading(manuscript: Manuscript, index: int) -> AbstractCandidate | None:
    """Find the text below, or to the right of, a line that says no more than "Abstract"."""
    page = manuscript.pages[index]
    found: list[AbstractCandidate | None] = []
    for heading in page.lines:
        if not is_abstract_heading(heading):
            continue
        if heading.text[:1] in "sS" and _comes_late(manuscript, index, heading):
            continue  # the summary at the end of a letter
        first = _first_below(page, heading)
        if first is not None:
            flow = flow_from(page, first)
            found.append(make_candidate(manuscript, index, flow, "under_heading", 0.97))
    return surest(found)


def _comes_late(manuscript: Manuscript, index: int, heading: Line) -> bool:
    """Return whether text of the paper stands before ``heading``."""
    if index > manuscript.title_page and len(manuscript.pages) < _PAGES_OF_A_THESIS:
        return True
    return any(
        INTRODUCTION.fullmatch(line.text) and line.baseline < heading.baseline
        for line in manuscript.pages[index].lines
    )


def _first_below(page: Page, heading: Line) -> Line | None:
    """Return the line with which the text under a heading begins."""
    nearest: Line | None = None
    for line in page.lines:
        drop = line.baseline - heading.baseline
        if line is heading or len(line.text) < 3 or WATERMARK.fullmatch(line.text):
            continue
        if abs(drop) < 0.6 * heading.size and 0 < line.x0 - heading.x1 < 8 * heading.size:
            if line.text.count(" ") > 3:
                return line  # a side heading
            continue
        if drop <= 0.3 * heading.size or drop > 7 * heading.size:
            continue
        if min(line.x1, heading.x1) < max(line.x0, heading.x0):
            continue
        if line.text.count(" ") < 2 and not LABEL.match(line.text):
            continue  # an ornament between heading and text
        if STOP.match(line.text):
            return None
        if nearest is None or (
            abs(line.baseline - nearest.baseline) < 0.5 * line.size and line.x0 < nearest.x0
        ):
            nearest = line
        elif line.baseline > nearest.baseline + line.size:
            break
    return nearest


def run_in_heading(manuscript: Manuscript, index: int) -> AbstractCandidate | None:
    """Find the text that begins with the word "Abstract" on its own first line."""
    page = manuscript.pages[index]
    found: list[AbstractCandidate | None] = []
    for line in page.lines:
        match = RUN_IN.match(line.text)
        if not match or not _may_lead(line, match):
            continue
        if match["word"][0] in "sS" and _comes_late(manuscript, index, line):
            continue
        if _is_marked(line, match):
            confidence = 0.96 if re.search(r"[.:—–―|-]", match[0]) else 0.88
        elif match["word"][0] in "AS" and _begins_the_prose(manuscript, page, line):
            confidence = 0.85
        else:
            continue
        flow = flow_from(page, line)
        lead = match[0]
        found.append(make_candidate(manuscript, index, flow, "run_in_heading", confidence, lead))
    return surest(found)


def _may_lead(line: Line, match: re.Match[str]) -> bool:
    """Return whether text follows on a line behind the word "Abstract"."""
    word, after = match["word"], line.text[match.end() :]
    return len(after) >= 8 and (word[0].isupper() or " " in word)


def _is_marked(line: Line, match: re.Match[str]) -> bool:
    """Return whether a mark, capitals or another type set the word "Abstract" off from the text."""
    after = line.text[match.end() :]
    if match["mark"] and not (match["mark"].strip() == "-" and after[0].islower()):
        return True
    first = line.runs[0]
    stands_out = len(line.runs) > 1 and (
        first.bold != line.bold
        or abs(first.size - line.size) > 0.3
        or first.italic != line.italic
        or line.runs[1].bold != first.bold
        or line.runs[1].italic != first.italic
    )
    return (match["word"].isupper() or stands_out) and _begins_a_sentence(after)


def _begins_a_sentence(text: str) -> bool:
    return text[0].isupper() or not text[0].isalpha()


def _begins_the_prose(manuscript: Manuscript, page: Page, line: Line) -> bool:
    """Return whether a line with "Abstract" or "Summary" set as the text begins its column."""
    match = RUN_IN.match(line.text)
    if page is not manuscript.pages[manuscript.title_page] or not match:
        return False
    if not _begins_a_sentence(line.text[match.end() :]):
        return False
    title = manuscript.title
    top = title.bottom if title and title.lines else 0.0
    return top < line.baseline and not any(
        top < other.baseline < line.baseline
        and min(other.x1, line.x1) > max(other.x0, line.x0)
        and is_prose(other.text)
        for other in page.lines
    )


#: Tried on each page in this order: a heading is surer than a style.
RULES: tuple[Rule, ...] = (under_heading, run_in_heading, set_apart)
#: From this confidence on a candidate is taken without trying further rules or pages.
_SURE_ENOUGH = 0.7


def find_abstract(manuscript: Manuscript) -> AbstractCandidate | None:
    """Return the surest candidate, or None where the paper shows no abstract."""
    best: AbstractCandidate | None = None
    for index in manuscript.heading_pages():
        for rule in RULES:
            if rule is set_apart and best and best.page == index and is_english(best.text):
                continue  # what stands under a heading is doubtful, but there is the heading
            best = surest((best, rule(manuscript, index)))
            if best and best.confidence > _SURE_ENOUGH:
                return best
    return best if best and best.confidence >= FLOOR else None
