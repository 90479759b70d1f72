"""Find DOI, year and journal of a paper in its first pages and its file's metadata."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from builder.frontmatter.line_patterns import ARXIV, is_at_edge
from builder.pdf.pages import Page
from builder.pdf.text_repair import is_damaged, repair

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'<>{}|\\^`“”]+")
_XMP_DOI = re.compile(
    r"<(?:prism|pdfx|crossmark|dc):(?:doi|identifier)[^<>]*>([^<]*10\.\d{4,9}/[^<]+)<", re.I
)
_REFERENCES = re.compile(r"(?:\d+\.?\s*)?(?:references|bibliography|literature cited)\W*$", re.I)


def clean_doi(text: str) -> str | None:
    """Return the DOI within ``text``, in lower case and without the marks behind it; else None."""
    found = _DOI.search(repair(html.unescape(text)))
    if not found:
        return None
    doi = found[0]
    while doi and (
        doi[-1] in ".,;:*†‡#’'"
        or (doi[-1] in ")]" and doi.count("(") < doi.count(")"))
        or (doi[-1] == "]" and "[" not in doi)
    ):
        doi = doi[:-1]
    doi = re.sub(r"(?i)(?:\.pdf|/full|/pdf|/abstract|/meta)$", "", doi)
    return doi.lower() if len(doi) > len("10.1000/") else None


def find_doi(
    pages: Sequence[Page],
    recorded: Mapping[str, str],
    xmp: str = "",
    links: Sequence[str] = (),
) -> str | None:
    """Return the paper's own DOI, and not one that it cites; None where none is found.

    Args:
        pages: First pages of the paper, the page on which it begins first.
        recorded: The file's metadata.
        xmp: The file's XMP packet.
        links: Web addresses that the first pages link to.
    """
    noted = _recorded_doi(recorded, xmp)
    printed = [found for page in pages for found in _printed_dois(page)]
    if noted and not _is_contradicted(noted, printed):
        return noted
    if printed:
        return max(printed, key=lambda found: found[0])[1]
    for link in links:
        doi = clean_doi(link)
        if doi:
            return doi
    for page in pages:
        found = ARXIV.search(page.margin) or ARXIV.search(
            " ".join(line.text for line in page.lines if is_at_edge(line, page))
        )
        if found:
            return f"10.48550/arXiv.{found[1]}"
    return None


def _recorded_doi(recorded: Mapping[str, str], xmp: str) -> str | None:
    """Return the first DOI in the file's XMP packet and metadata."""
    texts = (
        *_XMP_DOI.findall(xmp),
        *(recorded.get(key, "") for key in ("doi", "subject", "keywords", "title")),
    )
    return next((doi for text in texts if (doi := clean_doi(text))), None)


#: How likely a DOI printed at the edge of a page, behind "doi" or alone on its line, is the
#: paper's own: 1 + 1 for the edge + 0.5 for the label.
_AT_EDGE = 2.5


def _is_contradicted(noted: str, printed: Sequence[tuple[float, str]]) -> bool:
    """Return whether the pages print one DOI at their edge, and it is not the one noted."""
    own = {doi for likely, doi in printed if likely >= _AT_EDGE - 0.1}
    return len(own) == 1 and not any(_is_same_doi(noted, doi) for _, doi in printed)


def _is_same_doi(one: str, other: str) -> bool:
    """Return whether two DOIs are one, of which either may be cut off or misread in a letter."""
    if one.startswith(other) or other.startswith(one):
        return True
    return SequenceMatcher(None, one[:200], other[:200]).ratio() > 0.9


def doi_to_cite(last_page: str) -> str | None:
    """Return the DOI under which a paper's last page asks to cite the paper itself."""
    request = re.search(r"cite this article", last_page, re.IGNORECASE)
    if not request:
        return None
    before = re.search(
        r"doi:\s*10\.\S+\s*$", last_page[max(0, request.start() - 200) : request.start()]
    )
    return clean_doi(before[0] if before else last_page[request.end() : request.end() + 500])


def _printed_dois(page: Page) -> list[tuple[float, str]]:
    """Return the DOIs a page prints, each with how likely it is the paper's own."""
    found: list[tuple[float, str]] = []
    texts = [line.text for line in page.lines]
    references: int | None = None
    counts: dict[str, int] = {}
    for index, line in enumerate(page.lines):
        if "10." not in line.text and not is_damaged(line.text):
            continue
        text = repair(line.text)
        if "10." not in text:
            continue
        match = _DOI.search(text)
        if match and match.end() == len(text) and text[-1] in "./-_" and index + 1 < len(texts):
            text += texts[index + 1].split(" ")[0] if texts[index + 1] else ""
        doi = clean_doi(text)
        if not doi:
            continue
        if references is None:
            headings = (at for at, other in enumerate(texts) if _REFERENCES.match(other))
            references = next(headings, len(texts))
        counts[doi] = counts.get(doi, 0) + 1
        edge = is_at_edge(line, page, 0.2, 0.85)
        labelled = re.search(r"doi|https?:", text[: text.find("10.")], re.IGNORECASE) is not None
        fills_line = len(text) < len(doi) + 24
        likely = 1.0 + edge + 0.5 * labelled + 0.7 * fills_line - 2.0 * (index >= references)
        likely -= 1.5 * (re.match(r"\[?\d{1,3}[\].]\s", text) is not None)
        found.append((likely - 0.001 * index, doi))
    return [(likely + 0.5 * (counts[doi] - 1), doi) for likely, doi in found if likely > -0.5]


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


_XMP_JOURNAL = re.compile(r"<prism:publicationName[^<>]*>\s*(?:<[^<>]+>\s*)*([^<]{3,120})<", re.I)
_CITATION_LINE = re.compile(
    r"^(?:cite this:?\s*|citation:?\s*)?(?P<journal>[A-Z][A-Za-z&.:\- ]{2,70}?)[\s,]*"
    r"(?:\(?(?:19|20)\d\d\)?[,;:]?\s*)?(?:vol(?:ume|\.)\s*)?\d{1,4}\b"
)
_NOT_A_JOURNAL = re.compile(
    r"\b(?:et al|received|accepted|copyright|published|publishing|vol(?:ume)?|doi|issn|page"
    r"|article)\b"
    r"|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|-$|:$|@",
    re.IGNORECASE,
)


def find_journal(pages: Sequence[Page], recorded: Mapping[str, str], xmp: str = "") -> str | None:
    """Return the journal's name as the file records or the first page prints it; else None.

    The arguments are those of `find_doi`.
    """
    named = _XMP_JOURNAL.search(xmp)
    if named and not _NOT_A_JOURNAL.search(named[1]):
        return repair(html.unescape(named[1]))
    subject = re.match(
        r"([A-Z][A-Za-z&.:\- ]{3,80}?),?\s*\(?(?:(?:19|20)\d\d|\d+ ?\(|doi)",
        recorded.get("subject", ""),
    )
    if subject:
        return subject[1].strip(" ,")
    for page in pages[:1]:
        for line in page.lines:
            if not is_at_edge(line, page) or not re.search(r"(?:19|20)\d\d", line.text):
                continue
            found = _CITATION_LINE.match(repair(line.text))
            if found and len(found["journal"].strip()) > 3:
                name = found["journal"].strip(" ,")
                if not _NOT_A_JOURNAL.search(name):
                    return name
    return None
