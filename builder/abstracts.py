"""Finds a paper's abstract on its pages by rules of layout, each with a name and a confidence."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from builder.metadata import Title
from builder.pages import Line, Page, running_text

#: Below this a candidate is not taken for an abstract at all.
FLOOR = 0.45


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What the rules look at: the pages, and where the paper begins among them."""

    pages: Sequence[Page]
    title_page: int
    """Index of the first page that is not a cover."""
    title: Title | None

    def heading_pages(self) -> Iterator[int]:
        """Yield the indices of pages where a heading may stand, likeliest first."""
        # A thesis has a title page, a declaration, thanks and a list of contents first.
        last = 16 if len(self.pages) > 60 else 4
        yield from range(self.title_page, min(self.title_page + last, len(self.pages)))
        yield from range(self.title_page)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Lines that may be the abstract."""

    text: str
    page: int
    """Index of the page it begins on."""
    lines: tuple[Line, ...]
    """Its lines on that page."""
    rule: str
    confidence: float


Rule = Callable[[Manuscript, int], Candidate | None]
"""Looks at the page of the given index."""


# --- what lines say -------------------------------------------------------------------------

_SPACED = r"\s?".join
_ABSTRACT = re.compile(rf"(?:{_SPACED('abstract')}|{_SPACED('summary')})\W{{0,3}}", re.IGNORECASE)
_RUN_IN = re.compile(
    rf"(?P<word>{_SPACED('abstract')}|{_SPACED('summary')})(?P<mark>\s*[.:—–―\-|]+)?\s*(?=\S)",
    re.IGNORECASE,
)
_OTHER_LANGUAGE = (
    r"r[ée]sum[ée]|zusammenfassung|kurzfassung|resumen|resumo|riassunto|sommario|аннотация|реферат"
    r"|abstrakt|streszczenie|özet|摘\s?要|要\s?旨|초\s?록|samenvatting|sammanfattning|sammendrag"
)
_STOP = re.compile(
    rf"""(?:
    key[\s-]?words?\b(?:\s+and\s+phrases)?\W | {_SPACED("keywords")}\b | {_SPACED("keyword")}\b
  | (?:index|subject)\s(?:terms|headings|areas)\b | pacs\b | msc\b | jel\b | ocis\b | udc\b
  | (?:electronic\s)?supplementary\s(?:information|material|data)
  | {_SPACED("highlights")}\W*$ | graphical\sabstract | toc\sgraphic | {_SPACED("articleinfo")}\b
  | article\s(?:info|history|impact)\b
  | (?:list\sof\s)?(?:nomenclature|abbreviations|symbols)\b\W*(?:$|[A-Z])
  | (?:manuscript\s)?received\b\W*(?:\d|in\b|on\b|[A-Z][a-z]+\s\d) | accepted\W+\d | revised\W+\d
  | \(?(?:dated|received)[:\s].{{0,60}}\d{{4}}\)? | submitted\s(?:to|on)\b
  | available\sonline\b | published\s(?:online|by|under|in\b.*\d|\d|[A-Z][a-z]+\s\d)\b
  | ©|\(c\)\s?(?:19|20)\d\d | copyright\b | (?:doi|DOI)\b\s?[:.]?\s?(?:10\.|https?)
  | \[?(?:DOI|doi):
  | https?://\S+\s*$ | 10\.\d{{4,}}/
  | (?:[*∗†‡✉⁎]\s*)?corresponding\sauthor | (?:[*∗†‡✉]\s?)?e-?mail\b | \*\s?correspondence
  | contents\slists | this\s(?:is\san\sopen|article\sis\s(?:an\sopen|distributed|licensed|published)
      |work\s(?:is|was)\s(?:licensed|published))
  | (?:to\s|how\sto\s|please\s)?cite\sthis\b | citation\s?: | open\saccess\b\W
  | funding\s?: | edited\sby\b
  | statement\sof\ssignificance | significance\sstatement
  | (?:author|impact|lay)\s(?:summary|statement)
  | table\sof\scontents | contents\W*$ | acknowledge?ments? \W*$ | recommended\scitation
  | ccs\sconcepts | additional\skey\s?words | \(?some\sfigures\s(?:in|may)
  | (?:{_OTHER_LANGUAGE})\b
  )""",
    re.IGNORECASE | re.VERBOSE,
)
_INTRODUCTION = re.compile(
    rf"(?:(?:1|I|§\s?1)\s?[.|)]?[\s|—–-]*)?(?:■\s?)?{_SPACED('introduction')}\W{{0,3}}"
    r"|(?:1|I)\s?[.|)]?[\s|—–-]+(?:introduction|background|motivation)\b.{0,40}",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d)*\.?|[IVX]{1,4}\.)\s+[|\s]*[A-Z][^.]{2,70}$")
_LABEL = re.compile(
    r"(?:background|introduction|context|purposes?|aims?|objectives?|aims? and objectives?|goals?"
    r"|motivation|problem|hypothesis|(?:materials? and )?methods?|methodology|methods? and results"
    r"|experimental|approach|design|setting|results?|findings|main results|results? and discussion"
    r"|discussions?|conclusions?|interpretation|significance|originality|novelty|implications"
    r"|scope|principal findings|limitations|outcomes?|main outcome measures?|impact|highlights of)"
    r"(?:\s*/\s*[a-z]+)?\s*(?P<mark>[:.—–-]|$)",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"copyright|creative commons|licen[sc]ed?\b|distributed under|open access|permission|reprints"
    r"|all rights reserved|correspond(?:ence|ing author)|requests for materials|e-?mail|@\w"
    r"|received:?\s\d|downloaded|please cite|doi\.org|https?:|issn|contributed equally"
    r"|unrestricted use|present address|supplementary (?:information|material)"
    r"|electronic supplementary",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:universit|institut|department|laborator|school of|faculty|academy|avenue|street"
    r"|p\.?o\.? box)",
    re.IGNORECASE,
)
_WATERMARK = re.compile(
    r"(?:(?:author'?s? )?(?:accepted )?manuscript|journal pre-?proofs?|draft|(?:post|pre)print"
    r"|(?:article )?in press|uncorrected proof|confidential|view article online"
    r"|downloaded (?:from|by|on|via)\b.*|.*not peer.reviewed.*)\W*$",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:supplementary )?(?:fig(?:ure)?|table|scheme|box|plate|chart)s?\b[.\s]", re.I
)
_NO_OPENING = re.compile(
    r"dear |sir[,s]|to the editor|we thank"
    r"|this (?:work|research|study|project) was (?:financially )?(?:supported|funded)"
    r"|(?:the )?authors? (?:would like to )?(?:thank|acknowledge|declare|gratefully|contribut)"
    r"|\(?[a-f]\)|financial support|\[?\d{1,3}\]?\.?\s+[A-Z][a-z]",
    re.IGNORECASE,
)
_CITATION = re.compile(r"\[\d+(?:\s?[,–-]\s?\d+)*\]|\bet al\.?,? \(?\d{4}")
_FUNCTION_WORDS = frozenset(
    "the of and in to a is for with by that was were are on as from at this be an it which we"
    " has have been can these its than also but or not into their between using both".split()
)
_SENTENCE_END = re.compile(r"[.?!][\])”’\"']*$")


def _is_english(text: str) -> bool:
    """Say whether running text is English, by the share of its commonest words."""
    words = re.findall(r"[a-zäöüéèáíóúñçßа-я]+", text.lower())
    return bool(words) and sum(word in _FUNCTION_WORDS for word in words) > 0.14 * len(words)


def _is_abstract_heading(line: Line) -> bool:
    return len(line.text) < 24 and _ABSTRACT.fullmatch(line.text.strip("•■□▪|:. ")) is not None


def _is_heading(line: Line, body: Line) -> bool:
    """Say whether a line is a section's heading rather than part of text set like ``body``."""
    text = line.text
    if _LABEL.match(text) and not _INTRODUCTION.fullmatch(text):
        return False
    if len(text) > 90 or _SENTENCE_END.search(text):
        return False
    if _INTRODUCTION.fullmatch(text) or _NUMBERED.match(text):
        return True
    stands_out = (line.bold and not body.bold) or line.size > body.size + 0.4
    return stands_out and len(text.split()) <= 9


# --- following the text down its column -----------------------------------------------------


@dataclass(slots=True)
class Flow:
    """Lines that follow one another down a column, and why they end."""

    lines: list[Line]
    ended: str
    """"marker", "heading", "style", "gap", "columns" or "bottom"."""

    @property
    def is_whole(self) -> bool:
        return bool(self.lines) and bool(_SENTENCE_END.search(self.lines[-1].text.rstrip()))


def _same_size(line: Line, other: Line) -> bool:
    return abs(line.size - other.size) <= max(0.35, 0.055 * other.size)


def _column(page: Page, first: Line) -> tuple[float, float]:
    """Return the left and right edge of the column that ``first`` begins."""
    left, right = first.x0, first.x1
    for line in page.lines:
        below = line.baseline - first.baseline
        if 0 < below < 4.5 * first.size and _same_size(line, first):
            overlap = min(line.x1, right) - max(line.x0, left)
            if (
                overlap > 0.5 * min(line.width, right - left)
                and abs(line.x0 - left) < 4 * first.size
            ):
                left, right = min(left, line.x0), max(right, line.x1)
    return left, right


def flow_from(page: Page, first: Line, most_gap: float = 1.9) -> Flow:
    """Follow the text that begins with ``first`` down its column to where it ends.

    A distance between baselines of more than ``most_gap`` times the usual one ends it.
    """
    left, right = _column(page, first)
    width, size = right - left, first.size
    flow = Flow([first], "bottom")
    leading = 0.0
    below = [line for line in page.lines if line.baseline > first.baseline + 0.3 * size]
    for index, line in enumerate(below):
        starts_here = left - 2.5 * size <= line.x0 <= left + max(3 * size, 0.12 * width)
        inside = line.x0 >= left - size and line.x1 <= right + 2 * size
        if not (starts_here or inside) or line.x0 > right:
            continue
        last = flow.lines[-1]
        step = line.baseline - last.baseline
        if step < 0.4 * size:
            if line.size < 0.9 * size or line.x0 < last.x1:
                continue  # a stray script, or a neighbour in another column
            flow.ended = "columns"
            break
        if _WATERMARK.fullmatch(line.text) or (len(line.text) < 4 and line.size < 0.9 * size):
            continue
        reason = _why_ended(flow, line, leading, most_gap, page)
        if (
            not reason
            and _has_neighbour(below, index, line, right)
            and line.x1 < left + 0.62 * width
        ):
            reason = "columns"
        if reason:
            flow.ended = reason
            break
        leading = min(leading, step) if leading else step
        flow.lines.append(line)
        if abs(line.x0 - left) < 2 and line.x1 > right:
            right, width = line.x1, line.x1 - left  # text that has passed a figure at its side
    return flow


def _has_neighbour(lines: Sequence[Line], index: int, line: Line, right: float) -> bool:
    """Say whether another column stands to the right of ``line`` within the same width."""
    return any(
        abs(other.baseline - line.baseline) < 0.7 * line.size
        and other is not line
        and other.x0 > line.x1 + 0.6 * line.size
        and other.x1 <= right + 2 * line.size
        for other in lines[max(0, index - 3) : index + 4]
    )


def _why_ended(flow: Flow, line: Line, leading: float, most_gap: float, page: Page) -> str:
    first, last = flow.lines[0], flow.lines[-1]
    if _STOP.match(line.text) or _is_abstract_heading(line):
        return "marker"
    body = flow.lines[min(1, len(flow.lines) - 1)]
    label = _LABEL.match(line.text)
    if _is_heading(line, body):
        return "heading"
    words = line.text.count(" ") + 1
    if not _same_size(line, body) and (words > 2 or line.size > body.size) and not label:
        return "style"
    # A bold or slanted first line may be no more than its run-in heading.
    if len(flow.lines) > 1 and words > 3 and not label:
        if body.bold != line.bold and flow.lines[-1].bold == body.bold:
            return "style"
        if (
            body.italic
            and last.italic
            and not line.italic
            and line.baseline - last.baseline > leading
        ):
            return "style"
    step = line.baseline - last.baseline
    usual = leading or 1.6 * first.size
    if step > most_gap * usual + 1 and not (label and label["mark"] != "."):
        if flow.is_whole or step > 4 * usual or line.baseline > 0.92 * page.height:
            return "gap"
        if not _continues(line):
            return "gap"
    return ""


def _continues(line: Line) -> bool:
    return line.text[:1].islower() or line.text[:1].isdigit()


def _carry_on(manuscript: Manuscript, index: int, flow: Flow) -> list[Line]:
    """Return the lines in the next column or page with which an unfinished abstract goes on."""
    if flow.ended in ("heading", "columns") or (flow.is_whole and flow.ended != "bottom"):
        return []
    page, first = manuscript.pages[index], flow.lines[0]
    body = flow.lines[len(flow.lines) // 2]
    right = max(line.x1 for line in flow.lines)
    for where, line in _next_tops(manuscript, index, flow, right):
        more = flow_from(where, line)
        if flow.is_whole and not (
            more.ended in ("marker", "heading") and len(more.lines) < 18 and where is not page
        ):
            return []
        if _STOP.match(line.text) or _is_heading(line, body) or _is_abstract_heading(line):
            return []
        if not flow.is_whole and flow.lines[-1].text.endswith("-") and not _continues(line):
            continue
        if not _same_size(line, body) or line.bold != body.bold:
            continue
        assert line is not first
        return more.lines
    return []


def _next_tops(
    manuscript: Manuscript, index: int, flow: Flow, right: float
) -> Iterator[tuple[Page, Line]]:
    """Yield the first line of the next column on this page, then of the next page."""
    page, top = manuscript.pages[index], flow.lines[0]
    body = flow.lines[len(flow.lines) // 2]
    reaches_bottom = not any(
        _same_size(line, body)
        and line.baseline > flow.lines[-1].baseline + 1
        and line.x0 < right
        and line.x1 > flow.lines[-1].x0
        and line.text.count(" ") > 3
        for line in page.lines
    )
    if not reaches_bottom:
        return
    beside = [
        line
        for line in page.lines
        if line.x0 > right - 0.5 * body.size
        and line.baseline > top.baseline - 14 * body.size
        and line.text.count(" ") > 2
    ]
    if beside:
        yield page, beside[0]
        return
    if index + 1 < len(manuscript.pages):
        following = manuscript.pages[index + 1]
        for line in following.lines:
            if line.baseline > 0.05 * following.height and line.text.count(" ") > 2:
                running_head = line.baseline < 0.12 * following.height and not _same_size(
                    line, body
                )
                if not running_head:
                    yield following, line
                    return


# --- from lines to a candidate --------------------------------------------------------------


def _candidate(
    manuscript: Manuscript, index: int, flow: Flow, rule: str, confidence: float, lead: str = ""
) -> Candidate | None:
    """Make a candidate of a flow; ``lead`` is the run-in heading to cut from its beginning."""
    page = manuscript.pages[index]
    lines = flow.lines
    text = running_text([*lines, *_carry_on(manuscript, index, flow)], page.words)
    if lead and text.startswith(lead):
        text = text[len(lead) :]
    text = re.sub(r"^[\s.:—–―|■▪•-]+", "", text).strip()
    words = text.split()
    if len(words) < 12:
        return None
    if len(words) < 30:
        confidence -= 0.35
    elif len(words) < 50:
        confidence -= 0.1
    elif len(words) > 450:
        confidence -= 0.15 if len(words) < 700 else 0.5
    if not _SENTENCE_END.search(text):
        confidence -= 0.15
    if not _is_english(text):
        confidence -= 0.45
    if text[0].islower():
        confidence -= 0.2
    if len(_CITATION.findall(text)) > 2:
        confidence -= 0.15
    return Candidate(text, index, tuple(lines), rule, round(max(confidence, 0.0), 3))


# --- the rules ------------------------------------------------------------------------------


def under_heading(manuscript: Manuscript, index: int) -> Candidate | None:
    """Text below, or to the right of, a line that says no more than "Abstract"."""
    page = manuscript.pages[index]
    found: list[Candidate | None] = []
    for heading in page.lines:
        if not _is_abstract_heading(heading):
            continue
        if heading.text[:1] in "sS" and _comes_late(manuscript, index, heading):
            continue  # the summary at the end of a letter
        first = _first_below(page, heading)
        if first is not None:
            flow = flow_from(page, first)
            found.append(_candidate(manuscript, index, flow, "under_heading", 0.97))
    return _surest(found)


def _surest(found: Iterable[Candidate | None]) -> Candidate | None:
    """Return the candidate of highest confidence, the first of equals."""
    return max(
        (candidate for candidate in found if candidate is not None),
        key=lambda candidate: candidate.confidence,
        default=None,
    )


def _comes_late(manuscript: Manuscript, index: int, heading: Line) -> bool:
    """Say whether text of the paper stands before ``heading``."""
    if index > manuscript.title_page and len(manuscript.pages) < 60:
        return True
    return any(
        _INTRODUCTION.fullmatch(line.text) and line.baseline < heading.baseline
        for line in manuscript.pages[index].lines
    )


def _first_below(page: Page, heading: Line) -> Line | None:
    """Return the line with which the text under a heading begins."""
    nearest: Line | None = None
    for line in page.lines:
        drop = line.baseline - heading.baseline
        if line is heading or len(line.text) < 3 or _WATERMARK.fullmatch(line.text):
            continue
        if abs(drop) < 0.6 * heading.size and 0 < line.x0 - heading.x1 < 8 * heading.size:
            if line.text.count(" ") > 3:
                return line  # a side heading
            continue
        if drop <= 0.3 * heading.size or drop > 7 * heading.size:
            continue
        if min(line.x1, heading.x1) < max(line.x0, heading.x0):
            continue
        if line.text.count(" ") < 2 and not _LABEL.match(line.text):
            continue  # an ornament between heading and text
        if _STOP.match(line.text):
            return None
        if nearest is None or (
            abs(line.baseline - nearest.baseline) < 0.5 * line.size and line.x0 < nearest.x0
        ):
            nearest = line
        elif line.baseline > nearest.baseline + line.size:
            break
    return nearest


def run_in_heading(manuscript: Manuscript, index: int) -> Candidate | None:
    """Text that begins with the word "Abstract" on its own first line."""
    page = manuscript.pages[index]
    found: list[Candidate | None] = []
    for line in page.lines:
        lead = _run_in_lead(line)
        if not lead or (lead[0] in "sS" and _comes_late(manuscript, index, line)):
            continue
        confidence = 0.96 if re.search(r"[.:—–―|-]", lead) else 0.88
        flow = flow_from(page, line)
        found.append(_candidate(manuscript, index, flow, "run_in_heading", confidence, lead))
    return _surest(found)


def _run_in_lead(line: Line) -> str:
    """Return the heading word and its mark with which a line of text begins, or nothing."""
    match = _RUN_IN.match(line.text)
    if not match or len(line.text) < len(match[0]) + 8:
        return ""
    word, after = match["word"], line.text[match.end() :]
    if not word[0].isupper() and " " not in word:
        return ""
    first = line.runs[0]
    stands_out = len(line.runs) > 1 and (
        first.bold != line.bold
        or abs(first.size - line.size) > 0.3
        or first.italic != line.italic
        or line.runs[1].bold != first.bold
        or line.runs[1].italic != first.italic
    )
    if match["mark"] and not (match["mark"].strip() == "-" and after[0].islower()):
        return match[0]
    if (word.isupper() or stands_out) and (after[0].isupper() or not after[0].isalpha()):
        return match[0]
    return ""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    flow: Flow
    text: str
    order: int
    """How many paragraphs of prose stand before it on the page."""

    @property
    def first(self) -> Line:
        return self.flow.lines[0]

    @property
    def body(self) -> Line:
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
        if _STOP.match(line.text) or line.width < 0.2 * page.width:
            continue
        flow = flow_from(page, line, most_gap=1.3)
        seen.update(id(taken) for taken in flow.lines)
        text = running_text(flow.lines, page.words)
        if len(flow.lines) < 3 or len(text.split()) < 35 or not _is_english(text):
            continue
        opening = " ".join(taken.text for taken in flow.lines[:2])
        if _BOILERPLATE.search(opening) or len(_ADDRESS.findall(text)) > 2:
            continue
        if _CAPTION.match(text):
            continue
        found.append(_Paragraph(flow, text, len(found)))
    return found


def set_apart(manuscript: Manuscript, index: int) -> Candidate | None:
    """The paragraph between authors and text that is set unlike the text, with no heading."""
    page, title = manuscript.pages[index], manuscript.title
    if index != manuscript.title_page or title is None or not title.lines:
        return None
    paragraphs = _prose(page, title.bottom)
    if not paragraphs or not _is_title_page(page, title, paragraphs[0]):
        return None
    top = title.bottom
    introduction = min(
        (
            line.baseline
            for line in page.lines
            if line.baseline > top and _INTRODUCTION.fullmatch(line.text)
        ),
        default=None,
    )
    candidates: list[Candidate | None] = []
    for paragraph in paragraphs[:3]:
        if introduction is not None and paragraph.bottom > introduction + 2:
            continue
        if not _is_below_authors(page, title, paragraph):
            continue
        evidence = _evidence(manuscript, page, paragraph, paragraphs, introduction)
        if evidence <= 0:
            continue
        confidence = min(0.5 + evidence - 0.3 * paragraph.order, 0.93)
        found = _candidate(manuscript, index, paragraph.flow, "set_apart", confidence)
        if found and len(found.text.split()) < 45:
            found = replace(found, confidence=found.confidence - 0.15)
        candidates.append(found)
    return _surest(candidates)


def _is_title_page(page: Page, title: Title, prose: _Paragraph) -> bool:
    """Say whether a title stands above all prose and is set larger, as where a paper begins."""
    top = title.lines[0]
    if top.size < 1.08 * prose.body.size and not (top.bold and not prose.body.bold):
        return False
    return sum(line.text.count(" ") > 7 for line in page.lines if line.baseline < top.y0) <= 4


def _names_people(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", text)
    capitals = sum(word[0].isupper() or word in ("and", "de", "van", "von", "da") for word in words)
    return len(words) >= 2 and capitals > 0.7 * len(words)


def _is_below_authors(page: Page, title: Title, paragraph: _Paragraph) -> bool:
    return any(
        _names_people(line.text)
        and not _NUMBERED.match(line.text)
        and not _CAPTION.match(line.text)
        and min(line.x1, paragraph.right) > max(line.x0, paragraph.left)
        for line in page.lines
        if title.bottom < line.baseline < paragraph.top
    )


def _evidence(
    manuscript: Manuscript,
    page: Page,
    paragraph: _Paragraph,
    paragraphs: Sequence[_Paragraph],
    introduction: float | None,
) -> float:
    """Weigh what tells an abstract without a heading from the beginning of the text."""
    evidence = 0.0
    if paragraph.text[0].islower() or _NO_OPENING.match(paragraph.text):
        return 0.0
    after = _line_after(page, paragraph)
    if paragraph.flow.ended == "marker" and after is not None and _STOP.match(after.text):
        keywords = re.match(r"key|k e y|index|pacs", after.text, re.IGNORECASE)
        evidence += 0.35 if keywords else 0.15
    if introduction is not None and introduction - paragraph.bottom < 14 * paragraph.body.size:
        evidence += 0.25
    body = _body_style(manuscript, paragraph, paragraphs)
    if body is None:
        return evidence
    difference = abs(paragraph.body.size - body.body.size)
    if difference > 0.55 or paragraph.body.bold != body.body.bold:
        evidence += 0.3
    elif difference > 0.3:
        evidence += 0.2
    elif paragraph.body.italic and not body.body.italic:
        evidence += 0.25
    if (
        paragraph.left > body.left + 1.5 * body.body.size
        and body.order
        and (paragraph.right < max(p.right for p in paragraphs if p.order) - body.body.size)
    ):
        evidence += 0.2  # indented on both sides
    if paragraph.right - paragraph.left > 1.3 * (body.right - body.left):
        evidence += 0.2  # wide lines above a text in columns
    if body.leading:
        spread = abs(paragraph.leading / body.leading - 1)
        evidence += 0.2 if spread > 0.15 else 0.1 if spread > 0.08 else 0.0
    return evidence


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


#: Tried on each page in this order; a heading is surer than a look.
RULES: tuple[Rule, ...] = (under_heading, run_in_heading, set_apart)
# A candidate this sure is taken without a look at further rules or pages.
_SURE_ENOUGH = 0.7


def find_abstract(manuscript: Manuscript) -> Candidate | None:
    """Return the surest candidate, or None where the paper shows no abstract."""
    best: Candidate | None = None
    for index in manuscript.heading_pages():
        for rule in RULES:
            best = _surest((best, rule(manuscript, index)))
            if best and best.confidence > _SURE_ENOUGH:
                return best
    return best if best and best.confidence >= FLOOR else None
