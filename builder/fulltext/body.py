"""Put the running text of a paper into paragraphs, in reading order, each with its section."""

import re
from collections import Counter
from collections.abc import Sequence
from time import monotonic

from builder.frontmatter.extract import FrontMatter
from builder.frontmatter.line_patterns import CAPTION, ends_sentence
from builder.papers import Body, Paragraph, Section
from builder.pdf.pages import Line, Page, running_text
from builder.pdf.places import place_text

#: Pages that are read of one paper: few have more, and theses are no papers.
MOST_PAGES = 60

_KINDS: tuple[tuple[Section, str], ...] = (
    ("references", r"references|bibliography|literature cited"),
    ("acknowledgements", r"acknowledge?ments?"),
    ("supplementary", r"support|supplement|appendix"),
    ("conclusions", r"conclu|summary"),
    ("experimental", r"experiment|method|materials"),
    ("results", r"results"),
    ("discussion", r"discussion"),
    ("introduction", r"introduction|background"),
)
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,4}\.|[A-Z]\.)\s+")


def read_body(found: FrontMatter, seconds: float) -> tuple[Body, tuple[str, ...]]:
    """Return the body of a paper, and notes on what of it was not read.

    Args:
        found: The open paper and what was found at its beginning.
        seconds: No further page is begun after this time.
    """
    begun = monotonic()
    pages: list[Page] = []
    notes: tuple[str, ...] = ()
    for index in range(found.start, len(found.pages)):
        if len(pages) >= MOST_PAGES or monotonic() - begun > seconds:
            notes = (f"Of its body the pages from {index + 1} on were left out.",)
            break
        pages.append(found.pages[index])
    return Body(tuple(_paragraphs(pages, found))), notes


def _paragraphs(pages: Sequence[Page], found: FrontMatter) -> list[Paragraph]:
    abstract = set(found.abstract.all_lines) if found.abstract else set()
    weight: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            weight[round(line.size, 1)] += len(line.text)
    size = weight.most_common(1)[0][0] if weight else 10.0
    section: Section = "other"
    heading = ""
    made: list[Paragraph] = []
    held: list[tuple[Page, Line]] = []

    def end() -> None:
        if held:
            made.append(_paragraph(held, section, heading))
            held.clear()

    for page in pages:
        for line in _in_columns(page):
            if line in abstract or (abs(line.size - size) > 0.8 and not line.bold):
                continue
            kind = _kind(line)
            if kind is not None:
                end()
                section, heading = kind, line.text
            elif section != "references" and line.text.count(" ") > 3:
                if held and ends_sentence(held[-1][1].text) and line.x0 > held[-1][1].x0 + size:
                    end()
                held.append((page, line))
    end()
    return made


def _in_columns(page: Page) -> list[Line]:
    middle = page.width / 2
    return sorted(page.lines, key=lambda line: (line.x0 > 0.95 * middle, line.baseline, line.x0))


def _kind(line: Line) -> Section | None:
    text = _NUMBER.sub("", line.text)
    if len(text) > 60 or CAPTION.match(text) or not (text[:1].isupper() and text != line.text):
        return None
    return next((kind for kind, form in _KINDS if re.match(form, text, re.I)), None)


def _paragraph(held: list[tuple[Page, Line]], section: Section, heading: str) -> Paragraph:
    words = held[0][0].words
    text = running_text([line for _, line in held], words)
    parts = [(page, (line,)) for page, line in held]
    return Paragraph(
        text,
        held[0][0].number,
        section=section,
        heading=heading,
        places=place_text(text, parts, words),
    )
