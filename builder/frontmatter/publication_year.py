"""Find the year in which a paper was published, by the surest statement of its pages."""

import re
from collections.abc import Iterator, Mapping, Sequence

from builder.frontmatter.line_patterns import ARXIV, is_at_edge
from builder.pdf.pages import Page

FIRST_YEAR, LAST_YEAR = 1850, 2100
_Y = r"((?:18|19|20)\d\d)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
# 12 January 2016; January 12, 2016; January 2016; 21st August 2019
_DATE = rf"\D{{0,14}}(?:\d{{1,2}}\w*\W{{1,2}})?(?:{_MONTH}\W{{1,2}})?(?:\d{{1,2}},? )?{_Y}"
_YEAR_PATTERNS: tuple[tuple[float, re.Pattern[str]], ...] = tuple(
    (weight, re.compile(pattern, re.IGNORECASE))
    for weight, pattern in (
        (5.0, rf"\d\s*\({_Y}\)\s*[\dA-Ze]"),  # Acta Mater. 188 (2020) 435–450
        (5.0, rf"\({_Y}\)\s*\d+\s*[:,]\s*\d"),  # (2020) 10:7481
        # 2020, 11, 37; 2017;16:160; 2017, 7(1), 97
        (5.0, rf"\b{_Y}\s*[,;]\s*(?:vol\.?\s*)?\d+\s*(?:\(\d+\))?\s*[,:(]\s*\S"),
        (4.9, rf"\d[\s,:]+\w?\d+[^.()]{{0,9}}\({_Y}\)\s*(?:$|[\d;])"),  # 108, 205 (2020)
        (4.8, rf"\bvol(?:ume|\.)\s?\d+.{{0,40}}?\b{_Y}\b"),
        (4.8, rf"\b{_Y}\b\W{{0,3}}\|?\s*vol(?:ume|\.)\s?\d+"),
        (4.6, rf"\b[A-Z]\w+(?: [A-Z&]\w*)*\s\({_Y}\),? (?:https?|doi)"),  # in press
        (4.5, rf"\bpublished\b{_DATE}"),
        (4.2, rf"(?:©|\(c\)|copyright)[^.\n]{{0,90}}?\b{_Y}\b"),
        (4.0, rf"\b(?:available online|publication date|posted(?: date)?)\b{_DATE}"),
        (3.0, rf"\baccepted\b{_DATE}"),
        # LaTeX sets it anew whenever a paper is compiled: arXiv's own stamp is surer.
        (2.2, rf"\bdated\b{_DATE}"),
        (2.0, rf"\b(?:received|submitted)\b{_DATE}"),
        (1.5, rf"\b{_MONTH} {_Y}\b"),
    )
)
_XMP_YEAR = re.compile(
    rf"<prism:(?:publicationDate|coverDate|coverDisplayDate)[^<>]*>[^<]*?{_Y}", re.I
)
_NAMES_ITSELF = re.compile(
    r"cite (?:this|as)|citation|doi|issn|\bJ\.|journal|©|published|https?:", re.I
)


def find_year(
    pages: Sequence[Page], recorded: Mapping[str, str], xmp: str = "", labelled: str | None = None
) -> int | None:
    """Return the year of publication by the surest statement; None where there is none.

    Args:
        pages: First pages of the paper, the page on which it begins first.
        recorded: The file's metadata.
        xmp: The file's XMP packet.
        labelled: The date of publication that a cover page prints behind a label.
    """
    year = re.search(rf"\b{_Y}\b", labelled or "")
    if year:
        return int(year[1])
    found = [year for page in pages[:2] for year in _printed_years(page)]
    date = _XMP_YEAR.search(xmp)
    if date:
        found.append((3.5, int(date[1])))
    subject = re.search(rf"\(?\b{_Y}\b\)?", recorded.get("subject", "")[:200])
    if subject and re.search(r"\bdoi\b|\d\s*\(|,", recorded.get("subject", "")[:200]):
        found.append((1.8, int(subject[1])))
    if found:
        return max(found, key=lambda item: item[0])[1]
    made = re.match(rf"D:{_Y}", recorded.get("creationDate") or "")
    return int(made[1]) if made else None


def _printed_years(page: Page) -> Iterator[tuple[float, int]]:
    """Yield the years that a page prints, each with how sure it is to be that of publication."""
    for line in page.lines:
        text = line.text
        if "19" not in text and "20" not in text and "18" not in text:
            continue
        edge = is_at_edge(line, page)
        for weight, pattern in _YEAR_PATTERNS:
            match = pattern.search(text)
            if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
                continue
            # A citation in the middle of a page, or behind a number, may be a reference.
            if weight >= 4.7 and not (edge or _NAMES_ITSELF.search(text)):
                continue
            if weight >= 4.7 and re.match(r"\[\d{1,3}\]", text):
                continue
            yield weight + 0.1 * edge, int(match[1])
            break
    stamp = re.search(rf"arxiv:.*?\b{_Y}\s*$", page.margin.strip(), re.IGNORECASE)
    number = ARXIV.search(page.margin)
    if stamp:
        yield 2.5, int(stamp[1])
    elif number:
        # 1811.01234 is of November 2018, cond-mat/9901001 of January 1999.
        short = int(number[1].split("/")[-1][:2])
        yield 2.4, (1900 if short > 90 else 2000) + short
