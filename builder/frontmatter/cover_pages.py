"""Know the pages that repositories and publishers put before a paper, and read their labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from builder.frontmatter.line_patterns import letters_of
from builder.pdf.pages import Line, Page, running_text

_COVER = re.compile(
    r"see discussions, stats, and author profiles|author profiles for this publication"
    r"|hal is a multi-?disciplinary open access|archive ouverte pluridisciplinaire"
    r"|\bhal id\s*:|citation for published version|citation for the original published"
    r"|link to publication record|link back to dtu orbit|general rights"
    r"|this is a pdf file of an (?:unedited|article that has)|please cite this article as:"
    r"|this is the author.?s? (?:accepted )?(?:manuscript|version)|author accepted manuscript"
    r"|the following (?:article|publication) (?:appeared|is)|escholarship"
    r"|document version|downloaded from .{0,60}repository|research repository|\bto appear in:"
    r"|this version is available at|published version(?: of record)? (?:doi|is available)"
    r"|permanent (?:weblink|link)|powered by the california digital library"
    r"|view the article online for updates|you may also like|this content was downloaded from"
    r"|to cite this version\s*:|take down policy|copyright and reuse"
    r"|this is an? (?:repository copy|open access document|electronic reprint|self-archived"
    r"|post-?print|peer.reviewed version|author.produced version)\b"
    r"|research online url for this paper|follow this and additional works at"
    r"|has made this article openly available|advised to consult the publisher.?s version"
)


def is_cover(page: Page) -> bool:
    """Return whether a repository, a portal or a publisher put a page before the paper."""
    # A paper's own first page may say "please cite this article as"; it has prose as well.
    prose = sum(line.text.count(" ") > 8 for line in page.lines)
    return prose < 25 and _COVER.search(page.text.lower()) is not None


def title_page(pages: Sequence[Page], within: int = 4) -> int:
    """Return the index of the first page that is not a cover."""
    for index in range(min(within, len(pages))):
        page = pages[index]
        if not is_cover(page) and sum(line.text.count(" ") for line in page.lines) > 40:
            return index
    return 0


@dataclass(frozen=True, slots=True)
class CoverRecord:
    """What the labels of a cover page say of the paper behind it."""

    title: str | None = None
    doi: str | None = None
    """As printed behind its label."""
    date: str | None = None
    journal: str | None = None


#: What a label names, and the ways in which repositories write it.
_LABELS = {
    "title": r"(?:article |paper |document |original )?title(?: of (?:the )?(?:article|paper))?",
    "doi": r"(?:publisher'?s? |published version )?\(?doi\)?(?: link)?|digital object identifier",
    "date": r"(?:publication|published|issue) date|date (?:of publication|issued|published)"
    r"|(?:publication )?year(?: of publication)?",
    "journal": r"(?:journal|publication|source|periodical)(?: title| name)?|published in"
    r"|appears in",
    "cited": r"to cite this (?:version|article|document)|citation for (?:the )?(?:original )?"
    r"published (?:version|paper)(?: \(.{2,40}\))?"
    r"|(?:article|(?:conference|proceedings) paper)(?=\s*:)",
    "other": r"(?:corporate )?authors?(?:\(s\))?|creators?|permalink|permanent (?:web)?link|e?issn"
    r"|isbn|volume|issue|pages?|licen[cs]e|rights|abstract|keywords?|subject|(?:item )?type|version"
    r"|publisher|peer reviewed|language|url|link|copyright|document version|supplemental material"
    r"|data availability|repository|series|advisor|notes?|status|download date|hal id",
}
_LABEL = re.compile(
    "(?:" + "|".join(f"(?P<{kind}>{form})" for kind, form in _LABELS.items()) + r")\s*(?::|$)\s*",
    re.IGNORECASE,
)
#: Two writings of a title together have fewer characters.
_LONGEST = 2_000
#: A value takes so many lines at most: titles are set large on covers.
_MOST_LINES = 8


def read_cover(page: Page) -> CoverRecord:
    """Read what stands behind the labels of a cover page, on their line or below them."""
    said: dict[str, str] = {}
    for index, line in enumerate(page.lines):
        label = _LABEL.match(line.text)
        if label and label.lastgroup:
            value = _value(page.lines, index, line.text[label.end() :].strip())
            said.setdefault(label.lastgroup, value)
    cited = said.get("cited", "")
    year = re.search(r"[,.(]\s?((?:19|20)\d\d)\b", cited)
    return CoverRecord(
        title=said.get("title") or None,
        doi=said.get("doi") or cited or None,
        date=said.get("date") or (year[1] if year else None),
        journal=re.sub(r",?\s*(?:vol(?:ume)?\.?\s*)?\d.*$", "", said.get("journal", "")) or None,
    )


def _value(lines: Sequence[Line], index: int, rest: str) -> str:
    """Return the value of a label: the rest of its line, or what stands beside or below it.

    Args:
        lines: The lines of the page.
        index: Where the label stands among them.
        rest: What follows the label on its line.
    """
    last = label = lines[index]
    left, right = label.x0, label.x1 if rest else label.x0
    taken: list[Line] = []
    for line in lines[index + 1 : index + 1 + _MOST_LINES]:
        beside = line.x0 > label.x1 and abs(line.baseline - label.baseline) < 0.5 * label.size
        if beside and not rest and not taken:
            left = right = line.x0  # labels and values are two columns of a table
        elif (
            _LABEL.match(line.text)
            or line.baseline - last.baseline > 2.2 * line.size
            or not left - 2 * line.size < line.x0 < right + 2 * line.size
            or (taken and (line.bold != taken[0].bold or abs(line.size - taken[0].size) > 0.6))
        ):
            break
        taken.append(line)
        last = line
    return " ".join(part for part in (rest, running_text(taken)) if part)


def as_labelled(label: str, printed: str) -> str:
    """Return a title that a cover page labels, in the letters of the title page.

    Repositories write titles in plain letters, often in capitals alone, and have them right; the
    text of a scan has capital and small letters and misreads some.

    Args:
        label: The title as the cover has it.
        printed: The title as read from the paper's own page.
    """
    if letters_of(label) == letters_of(printed):
        return printed
    if any(word.islower() for word in label.split()) or len(label + printed) > _LONGEST:
        return label
    letters = list(label)
    matcher = SequenceMatcher(None, label.casefold(), printed.casefold(), autojunk=False)
    for start, other, length in matcher.get_matching_blocks():
        letters[start : start + length] = printed[other : other + length]
    return "".join(letters)
