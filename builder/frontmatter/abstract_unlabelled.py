"""Find an abstract without a heading: the paragraph set unlike the text below it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.frontmatter.abstract_candidates import AbstractCandidate, make_candidate, surest
from builder.frontmatter.line_patterns import (
    ADDRESS,
    BOILERPLATE,
    CAPTION,
    INTRODUCTION,
    NO_OPENING,
    NUMBERED,
    STOP,
    is_english,
    is_prose,
    names_people,
)
from builder.frontmatter.text_flow import Flow, Manuscript, flow_from
from builder.frontmatter.title import Title
from builder.pdf.pages import Line, Page, running_text

#: From this confidence on the paragraphs behind one are not tried: they are most often the text.
_BEYOND_DOUBT = 0.9


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph of English prose on a page."""

    flow: Flow
    text: str
    order: int
    """How many paragraphs of prose stand before it on the page."""

    @property
    def body(self) -> Line:
        """A line from its middle, set as most of it is."""
        return self.flow.lines[len(self.flow.lines) // 2]

    @property
    def top(self) -> float:
        return self.flow.lines[0].y0

    @property
    def bottom(self) -> float:
        return self.flow.lines[-1].y1

    @property
    def left(self) -> float:
        return min(line.x0 for line in self.flow.lines)

    @property
    def right(self) -> float:
        return max(line.x1 for line in self.flow.lines)

    def spans(self, line: Line) -> bool:
        """Return whether a line stands in the column of the paragraph."""
        return min(line.x1, self.right) > max(line.x0, self.left)

    def follows(self, heading: Line) -> bool:
        """Return whether it goes on below a heading in its column or in one left of it."""
        return self.bottom > heading.baseline + 2 and heading.x0 < self.right

    @property
    def leading(self) -> float:
        """Baseline to baseline, in points."""
        lines = self.flow.lines
        return (
            (lines[-1].baseline - lines[0].baseline) / (len(lines) - 1) if len(lines) > 1 else 0.0
        )


def _prose(page: Page, top: float) -> list[_Paragraph]:
    """Return the paragraphs of English prose on a page below ``top``, in reading order."""
    seen: set[int] = set()
    found: list[_Paragraph] = []
    for line in page.lines:
        if id(line) in seen or line.baseline < top or line.text.count(" ") < 4:
            continue
        if STOP.match(line.text) or line.width < 0.2 * page.width:
            continue
        flow = flow_from(page, line, most_gap=1.3)
        seen.update(id(taken) for taken in flow.lines)
        text = running_text(flow.lines, page.words)
        if len(flow.lines) < 3 or len(text.split()) < 35 or not is_english(text):
            continue
        opening = " ".join(taken.text for taken in flow.lines[:2])
        if BOILERPLATE.search(opening) or len(ADDRESS.findall(text)) > 2:
            continue
        if CAPTION.match(text):
            continue
        found.append(_Paragraph(flow, text, len(found)))
    return found


def set_apart(manuscript: Manuscript, index: int) -> AbstractCandidate | None:
    """Find the paragraph between authors and text that is set unlike the text, with no heading."""
    page, title = manuscript.pages[index], manuscript.title
    if index != manuscript.title_page or title is None or not title.lines:
        return None
    bottom = title.bottom
    paragraphs = _prose(page, bottom)
    if not paragraphs or not _is_title_page(page, title, paragraphs[0]):
        return None
    headings = [
        line for line in page.lines if line.baseline > bottom and INTRODUCTION.fullmatch(line.text)
    ]
    candidates: list[AbstractCandidate | None] = []
    for paragraph in paragraphs[:3]:
        boxed = any(_is_box_right_of(page, paragraph, heading) for heading in headings)
        if not boxed and any(paragraph.follows(heading) for heading in headings):
            continue
        if not _is_below_authors(page, title, paragraph, in_column=not boxed):
            continue
        introduction = headings[0] if headings else None
        evidence = _evidence(manuscript, page, paragraph, paragraphs, introduction)
        if evidence <= 0:
            continue
        confidence = min(0.5 + evidence - 0.3 * paragraph.order, 0.93)
        found = make_candidate(manuscript, index, paragraph.flow, "set_apart", confidence)
        if found and len(found.text.split()) < 45:
            found = replace(found, confidence=found.confidence - 0.15)
        candidates.append(found)
        if found and found.confidence >= _BEYOND_DOUBT:
            break
    return surest(candidates)


def _is_box_right_of(page: Page, paragraph: _Paragraph, heading: Line) -> bool:
    """Return whether a paragraph in bold begins beside a heading, with plain text below that."""
    if heading.x1 > paragraph.left or paragraph.top > heading.baseline or not paragraph.body.bold:
        return False
    return any(
        heading.baseline < line.baseline < paragraph.bottom
        and line.x0 < heading.x1
        and line.x1 < paragraph.left
        and is_prose(line.text)
        and not line.bold
        for line in page.lines
    )


def _is_title_page(page: Page, title: Title, prose: _Paragraph) -> bool:
    """Return whether a title stands above all prose and is set larger, as where papers begin."""
    top = title.lines[0]
    if top.size < 1.08 * prose.body.size and not (top.bold and not prose.body.bold):
        return False
    return sum(line.text.count(" ") > 7 for line in page.lines if line.baseline < top.y0) <= 4


def _is_below_authors(page: Page, title: Title, paragraph: _Paragraph, in_column: bool) -> bool:
    return any(
        names_people(line.text)
        and not NUMBERED.match(line.text)
        and not CAPTION.match(line.text)
        and (paragraph.spans(line) or not in_column)
        for line in page.lines
        if title.bottom < line.baseline < paragraph.top
    )


def _evidence(
    manuscript: Manuscript,
    page: Page,
    paragraph: _Paragraph,
    paragraphs: Sequence[_Paragraph],
    introduction: Line | None,
) -> float:
    """Add up the signs that a paragraph is an abstract and not the beginning of the text.

    Args:
        manuscript: The paper.
        page: The page that the paragraph stands on.
        paragraph: The paragraph in question.
        paragraphs: All paragraphs of prose on the page.
        introduction: The heading "Introduction" below it or in another column, if there is one.

    Returns:
        0 where there is no sign, else what is added to the confidence of the rule.
    """
    evidence = 0.0
    if paragraph.text[0].islower() or NO_OPENING.match(paragraph.text):
        return 0.0
    after = _line_after(page, paragraph)
    if paragraph.flow.ended == "marker" and after is not None and STOP.match(after.text):
        keywords = re.match(r"key|k e y|index|pacs", after.text, re.IGNORECASE)
        evidence += 0.35 if keywords else 0.15
    if introduction is not None:
        below = introduction.baseline - paragraph.bottom
        beside = introduction.x0 >= paragraph.right and introduction.baseline > paragraph.top - 20
        if beside or below < 14 * paragraph.body.size:
            evidence += 0.25
    body = _body_style(manuscript, paragraph, paragraphs)
    if body is None:
        return evidence
    if len(paragraphs) == 1 and _is_alone(page, paragraph) and _text_begins_next(manuscript):
        evidence += 0.25
    evidence += _difference_in_type(paragraph, body)
    widest = max((p.right for p in paragraphs if p.order), default=0.0)
    indented = paragraph.left > body.left + 1.5 * body.body.size
    if indented and body.order and paragraph.right < widest - body.body.size:
        evidence += 0.2  # indented on both sides
    if paragraph.right - paragraph.left > 1.3 * (body.right - body.left):
        evidence += 0.2  # wide lines above a text in columns
    if body.leading:
        spread = abs(paragraph.leading / body.leading - 1)
        evidence += 0.2 if spread > 0.15 else 0.1 if spread > 0.08 else 0.0
    return evidence


#: So many lines of prose may a footnote have.
_FOOTNOTE = 3


def _is_alone(page: Page, paragraph: _Paragraph) -> bool:
    """Return whether a whole paragraph and a white foot of the page are all below the authors."""
    in_column = not paragraph.left < 0.45 * page.width < 0.55 * page.width < paragraph.right
    if in_column or not paragraph.flow.is_whole or paragraph.bottom > 0.75 * page.height:
        return False
    others = [line for line in page.lines if line not in paragraph.flow.lines]
    return sum(line.y1 > paragraph.top and is_prose(line.text) for line in others) <= _FOOTNOTE


def _text_begins_next(manuscript: Manuscript) -> bool:
    """Return whether the introduction begins on the page behind the title page."""
    following = manuscript.pages[manuscript.title_page + 1 : manuscript.title_page + 2]
    return any(INTRODUCTION.fullmatch(line.text) for page in following for line in page.lines)


def _difference_in_type(paragraph: _Paragraph, body: _Paragraph) -> float:
    """Weigh the difference in size, weight and slant between a paragraph and the text."""
    difference = abs(paragraph.body.size - body.body.size)
    if difference > 0.55 or paragraph.body.bold != body.body.bold:
        return 0.3
    if difference > 0.3:
        return 0.2
    return 0.25 if paragraph.body.italic and not body.body.italic else 0.0


def _line_after(page: Page, paragraph: _Paragraph) -> Line | None:
    return next(
        (
            line
            for line in page.lines
            if line.baseline > paragraph.flow.lines[-1].baseline + 0.4 * paragraph.body.size
            and line.x0 < paragraph.right
            and line.x1 > paragraph.left
        ),
        None,
    )


def _body_style(
    manuscript: Manuscript, paragraph: _Paragraph, paragraphs: Sequence[_Paragraph]
) -> _Paragraph | None:
    """Return a paragraph of the paper's text: one below on the page, or one of the next page."""
    later = [p for p in paragraphs if p.order > paragraph.order and p.top > paragraph.top]
    if not later and manuscript.title_page + 1 < len(manuscript.pages):
        page = manuscript.pages[manuscript.title_page + 1]
        later = _prose(page, 0.06 * page.height)
    if not later:
        return None
    sizes = Counter((round(p.body.size, 1), p.body.bold) for p in later for _ in p.flow.lines)
    (size, bold), _ = sizes.most_common(1)[0]
    return next(p for p in later if round(p.body.size, 1) == size and p.body.bold == bold)
