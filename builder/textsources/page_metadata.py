"""Read what a web page, a preprint server or a converted PDF says of its paper at its head."""

import re
from collections.abc import Mapping, Sequence

from builder.text.identifiers import find_doi
from builder.textsources.found_paper import TextPaper
from builder.textsources.parsing import Node, classes, tag_of, within
from builder.textsources.running_text import text_of

#: Names of fields, the best first: those that Google Scholar asks publishers for
#: (https://scholar.google.com/intl/en/scholar/inclusion.html), Dublin Core and PRISM.
_FIELDS = {
    "title": ("citation_title", "dc.title", "dcterms.title", "prism.title", "title"),
    "doi": ("citation_doi", "prism.doi", "bepress_citation_doi", "dc.identifier", "doi"),
    "year": (
        "citation_publication_date", "citation_date", "citation_online_date", "citation_year",
        "prism.publicationdate", "dc.date", "dcterms.issued", "year", "date",
    ),
    "journal": ("citation_journal_title", "prism.publicationname", "journal"),
    "abstract": ("citation_abstract", "dcterms.abstract", "dc.description", "abstract"),
}  # fmt: skip
_AUTHORS = ("citation_author", "dc.creator", "author", "authors")
_ARXIV = re.compile(r"arxiv(?:\.org/(?:abs|html|pdf)/|:\s?)(\d{4}\.\d{4,5})", re.IGNORECASE)
#: Words that stand before the date of a paper, the best first; its year is not far behind.
_DATED = tuple(
    re.compile(rf"(?:{words})[^.;]{{0,40}}?\b((?:19|20)\d\d)\b", re.IGNORECASE)
    for words in ("published", "available online|issued", r"copyright|©|\(c\)",
                  "accepted", "revised|received")
)  # fmt: skip
#: A DOI that was parted where a line ended.
_PARTED_DOI = re.compile(r"(doi\.org/10\.\d{4,9}/)\s+(?=\S)", re.IGNORECASE)
_ARXIV_DATE = re.compile(r"\]\s+\d{1,2}\s+[A-Z][a-z]{2}\s+((?:19|20)\d\d)\b")
#: A heading that is the name of a journal, or the kind of an article.
_JOURNAL = re.compile(
    r"^(?:the )?(?:(?:international |european |chinese )?journal|acta|proceedings|advances in"
    r"|transactions)\b|\b(?:letters|journal|transactions|bulletin)$"
    r"|^(?:research |review |full[ -]length )?(?:article|paper|letter|communication)s?$"
    r"|^(?:a r t i c l e|article) *(?:i n f o|info|history)$|^open access$",
    re.IGNORECASE,
)
_KEYWORDS = re.compile(r"(?:key\s?-?words?|index terms|highlights?|pacs)\b", re.IGNORECASE)
#: What a first page says of its paper at the foot: identifier, dates, addresses.
_NOTE = re.compile(
    r"[\s*∗†‡§✉]*(?:(?:doi:?\s*|https?://(?:dx\.)?doi\.org/)10\.\d{4,9}/\S+$"
    r"|(?:received|accepted|available online|published)\b[^.]*\b20\d\d|corresponding authors?\b"
    r"|e-?mails?(?: address(?:es)?)?:|peer[ -]review under|these authors contributed"
    r"|present address)",
    re.IGNORECASE,
)
_LONGEST_NOTE = 400
#: Paragraphs at the top that may name the journal, and characters of a title that is not doubted.
_TOP, _LEAST_TITLE = 6, 25
#: A description shorter than this is an advertisement of the page.
_LEAST_ABSTRACT = 300


def read_metadata(root: Node, given: Mapping[str, str]) -> TextPaper:
    """Return what the head of a page says; ``given`` are fields that stand before the page."""
    fields: dict[str, str] = dict(given)
    authors: list[tuple[str, str]] = [(name, given[name]) for name in _AUTHORS if name in given]
    for meta in within(root, "meta"):
        name = (meta.get("name") or meta.get("property") or "").lower().replace("dc:", "dc.")
        content = (meta.get("content") or "").strip()
        if content:
            fields.setdefault(name, content)
            authors.append((name, content))
    found = {
        part: next((fields[name] for name in names if name in fields), "")
        for part, names in _FIELDS.items()
    }
    kind = next((one for one in _AUTHORS if any(name == one for name, _ in authors)), "")
    named = [who for name, who in authors if name == kind]
    if len(named) == 1:
        named = re.split(r"\s*;\s*|\s+and\s+|,\s+(?=\S+\s)", named[0].strip("[]"))
    if len(found["abstract"]) < _LEAST_ABSTRACT:
        found["abstract"] = ""
    return TextPaper(
        "page",
        found["title"],
        found["doi"],
        found["year"],
        found["journal"],
        tuple(map(_given_first, named)),
        found["abstract"],
    )


def is_announced(root: Node) -> bool:
    """Return whether a page says that it is a paper, as publishers and LaTeXML do."""
    named = {(meta.get("name") or "").lower() for meta in within(root, "meta")}
    return bool(named & {"citation_title", "citation_doi", "prism.doi"}) or any(
        "ltx_document" in classes(one) for one in within(root, "article", "div")
    )


def complete(found: TextPaper, root: Node, opening: str) -> None:
    """Fill in what the head of a page does not say from its first words.

    Args:
        found: What its head says.
        root: The page.
        opening: The text above the first section.
    """
    if not found.authors:
        names = [one for one in within(root, "span") if "ltx_personname" in classes(one)]
        found.authors = tuple(filter(None, (_name(text_of(one)) for one in names)))
    if not find_doi(found.doi):
        found.doi = find_doi(_PARTED_DOI.sub(r"\1", opening)) or ""
    links = [one.get("href") or "" for one in within(root, "base", "a")[:20] if tag_of(one)]
    arxiv = _ARXIV.search(opening) or _ARXIV.search(" ".join(links))
    if not found.doi and arxiv:
        found.doi = f"10.48550/arXiv.{arxiv[1]}"
    if not found.year:
        searched = (form.search(opening) for form in (_ARXIV_DATE, *_DATED))
        dated = next((one for one in searched if one), None)
        found.year = dated[1] if dated else f"20{arxiv[1][:2]}" if arxiv else ""


def is_keywords(words: str) -> bool:
    """Return whether words are, or head, the keywords or the highlights of a paper."""
    return bool(_KEYWORDS.match(words))


def is_front_note(words: str) -> bool:
    """Return whether a paragraph is a note of a first page, and no text of the paper."""
    return len(words) < _LONGEST_NOTE and bool(_NOTE.match(words))


def choose_title(headings: Sequence[str], opening: Sequence[str]) -> tuple[str, str]:
    """Return the title of a paper and its journal among the headings above its first section.

    Args:
        headings: The headings, in order.
        opening: The other words there.
    """
    top = opening[:_TOP]
    has_homepage = any("journal homepage" in words.lower() for words in top)
    journals = [
        heading
        for place, heading in enumerate(headings)
        if _JOURNAL.search(heading)
        or (has_homepage and place == 0)
        or any(re.match(rf"{re.escape(heading)}\s+\d", words, re.IGNORECASE) for words in top)
    ]
    others = [heading for heading in headings if heading not in journals]
    whole = [one for one in others if len(one) >= _LEAST_TITLE and one.count(" ") >= 2]
    title = whole[0] if whole else next((one for one in others if " " in one), "")
    return title, journals[0] if journals else ""


def _given_first(name: str) -> str:
    """Return "Yeh, Jien-Wei" as "Jien-Wei Yeh"."""
    last, comma, given = name.strip().partition(",")
    return f"{given.strip()} {last.strip()}" if comma and given.strip() else last


def _name(words: str) -> str:
    """Return the name of an author without marks and addresses; "" where it is none."""
    name = re.split(r"[,;\d*†‡§@]", words)[0].strip()
    return name if 0 < len(name) < 60 else ""
