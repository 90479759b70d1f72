"""Recognise lines of a title page: headings, labels, captions, addresses, languages."""

import re

from builder.pdf.pages import Line, Page

_SPACED = r"\s?".join
_ABSTRACT = re.compile(rf"(?:{_SPACED('abstract')}|{_SPACED('summary')})\W{{0,3}}", re.IGNORECASE)
#: 1) Abstract; 0. Abstract; I. Abstract; (a) Abstract
_HEADING_NUMBER = re.compile(r"\(?(?:\d{1,2}|[IVXivx]{1,4}|[A-Ea-e])[.):]+\s+")
#: The word with which a run-in heading opens an abstract, and the mark behind it.
RUN_IN = re.compile(
    r"(?:\(?(?:\d{1,2}|[IVXivx]{1,4})[.)]\s+)?"
    rf"(?P<word>{_SPACED('abstract')}|{_SPACED('summary')})(?P<mark>\s*[.:—–―\-|]+)?\s*(?=\S)",
    re.IGNORECASE,
)
_OTHER_LANGUAGE = (
    r"r[ée]sum[ée]|zusammenfassung|kurzfassung|resumen|resumo|riassunto|sommario|аннотация|реферат"
    r"|abstrakt|streszczenie|özet|摘\s?要|要\s?旨|초\s?록|samenvatting|sammanfattning|sammendrag"
)
#: Key words and subject codes, which follow an abstract that is complete.
SUBJECT_TERMS = re.compile(
    rf"""(?:
    key[\s-]?words?\b(?:\s+and\s+phrases)?\W | {_SPACED("keywords")}\b | {_SPACED("keyword")}\b
  | (?:index|subject)\s(?:terms|headings|areas)\b | pacs\b | msc\b | jel\b | ocis\b | udc\b
  | ccs\sconcepts | additional\skey\s?words
  )""",
    re.IGNORECASE | re.VERBOSE,
)
#: The sign © as fonts without a true encoding, and programs that draw it as two glyphs, leave it.
COPYRIGHT_SIGN = r"(?:Ó|V\s?C|c?\s?⃝\s?c?|Ⓒ|ⓒ)"
#: Lines that cannot be part of an abstract: what stands before one ends there.
STOP = re.compile(
    rf"""(?:
    {SUBJECT_TERMS.pattern}
  | (?:electronic\s)?supplementary\s(?:information|material|data)
  | {_SPACED("highlights")}\W*$ | graphical\sabstract | toc\sgraphic | {_SPACED("articleinfo")}\b
  | article\s(?:info|history|impact)\b
  | (?:list\sof\s)?(?:nomenclature|abbreviations|symbols)\b\W*(?:$|[A-Z])
  | (?:manuscript\s)?received\b\W*(?:\d|in\b|on\b|[A-Z][a-z]+\s\d) | accepted\W+\d | revised\W+\d
  | \(?(?:dated|received)[:\s].{{0,60}}\d{{4}}\)? | submitted\s(?:to|on)\b
  | available\sonline\b | published\s(?:online|by|under|in\b.*\d|\d|[A-Z][a-z]+\s\d)\b
  | ©|\(c\)\s?(?:19|20)\d\d | copyright\b
  | (?:{COPYRIGHT_SIGN}\s?)(?:19|20)\d\d\b
  | (?:[^\w\s]{{1,2}}\s?|[a-z]\s)?(?:19|20)\d\d\s.{{2,80}}?(?:all\srights\sreserved|published\sby
      |elsevier|springer|wiley|b\.\s?v\.)
  | (?:doi|DOI)\b\s?[:.]?\s?(?:10\.|https?)
  | \[?(?:DOI|doi):
  | https?://\S+\s*$ | 10\.\d{{4,}}/
  | (?:[*∗†‡✉⁎]\s*)?corresponding\sauthor | (?:[*∗†‡✉]\s?)?e-?mail\b | \*\s?correspondence
  | contents\slists | this\s(?:is\san\sopen|article\sis\s(?:an\sopen|distributed|licensed|published)
      |work\s(?:is|was)\s(?:licensed|published))
  | (?:to\s|how\sto\s|please\s)?cite\sthis\b | citation\s?: | open\saccess\b\W
  | funding\s?: | edited\sby\b
  | statement\sof\ssignificance | significance\sstatement
  | (?:author|impact|lay)\s(?:summary|statement)
  | [^.]{{3,80}}?(?:\s?\.){{5,}}\s*[\divxlc]*\s*$
  | table\sof\scontents | contents\W*$ | acknowledge?ments? \W*$ | recommended\scitation
  | \(?some\sfigures\s(?:in|may)
  | (?:{_OTHER_LANGUAGE})\b
  )""",
    re.IGNORECASE | re.VERBOSE,
)
#: The heading of the first section.
INTRODUCTION = re.compile(
    rf"(?:(?:1|I|§\s?1)\s?[.|)]?[\s|—–-]*)?(?:■\s?)?{_SPACED('introduction')}\W{{0,3}}"
    r"|(?:1|I)\s?[.|)]?[\s|—–-]+(?:introduction|background|motivation)\b.{0,40}",
    re.IGNORECASE,
)
#: A numbered section heading.
NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d)*\.?|[IVX]{1,4}\.)\s+[|\s]*[A-Z][^.]{2,70}$")
#: Labels of the parts of a structured abstract.
LABEL = re.compile(
    r"(?:background|introduction|context|purposes?|aims?|objectives?|aims? and objectives?|goals?"
    r"|motivation|problem|hypothesis|(?:materials? and )?methods?|methodology|methods? and results"
    r"|experimental|approach|design|setting|results?|findings|main results|results? and discussion"
    r"|discussions?|conclusions?|interpretation|significance|originality|novelty|implications"
    r"|scope|principal findings|limitations|outcomes?|main outcome measures?|impact|highlights of)"
    r"(?:\s*/\s*[a-z]+)?\s*(?P<mark>[:.—–-]|$)",
    re.IGNORECASE,
)
#: Words of licences, addresses and notices.
BOILERPLATE = re.compile(
    r"copyright|creative commons|licen[sc]ed?\b|distributed under|open access|permission|reprints"
    r"|all rights reserved|correspond(?:ence|ing author)|requests for materials|e-?mail|@\w"
    r"|received:?\s\d|downloaded|please cite|doi\.org|https?:|issn|contributed equally"
    r"|unrestricted use|present address|supplementary (?:information|material)"
    r"|electronic supplementary",
    re.IGNORECASE,
)
#: The stamp of arXiv.org with the identifier of a paper.
ARXIV = re.compile(r"arxiv:\s?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE)
ADDRESS = re.compile(
    r"\b(?:universit|institut|department|laborator|school of|faculty|academy|avenue|street"
    r"|p\.?o\.? box)",
    re.IGNORECASE,
)
#: Stamps that publishers and servers print across or beside the text.
WATERMARK = re.compile(
    r"(?:(?:author'?s? )?(?:accepted )?manuscript|journal pre-?proofs?|draft|(?:post|pre)print"
    r"|(?:article )?in press|uncorrected proof|confidential|view article online"
    r"|downloaded (?:from|by|on|via)\b.*|.*not peer.reviewed.*)\W*$",
    re.IGNORECASE,
)
CAPTION = re.compile(
    r"(?:supplementary )?(?:fig(?:ure)?|table|scheme|box|plate|chart)s?\b[.\s]", re.I
)
#: Openings of letters, acknowledgements and references, which no abstract has.
NO_OPENING = re.compile(
    r"dear |sir[,s]|to the editor|we thank"
    r"|this (?:work|research|study|project) was (?:financially )?(?:supported|funded)"
    r"|(?:the )?authors? (?:would like to )?(?:thank|acknowledge|declare|gratefully|contribut)"
    r"|\(?[a-f]\)|financial support|\[?\d{1,3}\]?\.?\s+[A-Z][a-z]",
    re.IGNORECASE,
)
CITATION = re.compile(r"\[\d+(?:\s?[,–-]\s?\d+)*\]|\bet al\.?,? \(?\d{4}")
_FUNCTION_WORDS = frozenset(
    "the of and in to a is for with by that was were are on as from at this be an it which we"
    " has have been can these its than also but or not into their between using both".split()
)
#: A mark behind the last word, with quotes, brackets or the numbers of references after it.
_SENTENCE_END = re.compile(
    r"(?:[.?!…]|[^\W\d_]{3}\.\s?(?:\d{1,2}(?:[,–-]\d{1,2})*|\[[\d,\s–-]{1,12}\]))"
    r"[\])”’\"'*†‡]*$"
)
_FULL_STOP = re.compile(r"[.?!…]")
_ABBREVIATED = re.compile(
    r"\b(?:e\.\s?g|i\.\s?e|vs|cf|approx|[Ff]igs?|[Rr]efs?|[Ee]qs?|et\sal|resp|viz)\.$"
)


def ends_sentence(text: str) -> bool:
    """Return whether a text ends with the end of a sentence, and not with an abbreviation."""
    end = text.rstrip()[-60:]
    if not _FULL_STOP.search(end):
        return False
    return _SENTENCE_END.search(end) is not None and _ABBREVIATED.search(end) is None


def is_english(text: str) -> bool:
    """Return whether running text is English, by its share of common function words (14 %)."""
    words = re.findall(r"[a-zäöüéèáíóúñçßа-я]+", text.lower())
    return bool(words) and sum(map(_FUNCTION_WORDS.__contains__, words)) > 0.14 * len(words)


def is_abstract_heading(line: Line) -> bool:
    """Return whether a line says no more than "Abstract" or "Summary", numbered or not."""
    if len(line.text) > 30:
        return False
    text = _HEADING_NUMBER.sub("", line.text).strip("•■□▪|:. ")
    return _ABSTRACT.fullmatch(text) is not None


def is_heading(line: Line, body: Line) -> bool:
    """Return whether a line is a section heading rather than part of text set like ``body``."""
    text = line.text
    if LABEL.match(text) and not INTRODUCTION.fullmatch(text):
        return False
    if len(text) > 90:
        return False
    stands_out = (line.bold and not body.bold) or line.size > body.size + 0.4
    says_so = (stands_out and len(text.split()) <= 9) or (
        INTRODUCTION.fullmatch(text) or NUMBERED.match(text)
    )
    return bool(says_so) and not ends_sentence(text)


_BETWEEN_NAMES = ("and", "de", "van", "von", "da", "et", "al")


def names_people(text: str) -> bool:
    """Return whether most words of a line are capitalised, as in a list of authors."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    capitals = sum(word[0].isupper() or word in _BETWEEN_NAMES for word in words)
    return len(words) >= 2 and capitals > 0.7 * len(words)


def is_prose(text: str) -> bool:
    """Return whether a line of six words or more is mostly of words in small letters."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) >= 6 and sum(word.islower() for word in words) > 0.6 * len(words)


_NO_LETTERS = re.compile(r"[\W_]+")


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, case-folded, by which two writings of it agree."""
    return _NO_LETTERS.sub("", text).casefold()


def is_at_edge(line: Line, page: Page, top: float = 0.16, bottom: float = 0.86) -> bool:
    """Return whether a line stands in the head or foot of a page, where journals print names.

    ``top`` and ``bottom`` are the borders of head and foot as shares of the height of the page.
    """
    return line.baseline < top * page.height or line.baseline > bottom * page.height
