"""Resolve references to an earlier alloy and test whether a phrase is self-contained."""

import re
from functools import lru_cache

from builder.triples import without_title

#: Words that refer to an earlier sentence.
_REFERS_BACK = re.compile(
    r"\b(?:it|its|they|their|them|this|these|those(?! (?:of|in|with|for)\b)|such"
    r"|both(?! .{2,60} and )|here|there|we|our|former|latter|above(?!\s+(?:about |~)?\d)"
    r"|aforementioned|present (?:study|work|paper|investigation)|the other|others|another|one(?!-)"
    r"|ones|itself|respective|respectively|that(?! of\b)|which|who|as-mentioned|mentioned|proposed"
    r"|resulting(?! (?:in|from))|corresponding|following|herein|et al)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:it|they|them|this|these|those(?! (?:of|in|with|for)\b)|such(?! as\b)|former|latter)\b",
    re.IGNORECASE,
)
_SORT = r"(?:high|medium|low)[- ]entropy|multi-?principal[- ]element"
_THE_ALLOY = re.compile(
    r"\b(?:the|this|these)\s+(?:(?:studied|present|investigated|obtained|as-prepared|designed|new"
    rf"|current|prepared|resultant|{_SORT})\s+)*"
    r"(?:alloys?|HEAs?|MEAs?|MPEAs?|CCAs?|RHEAs?)\b(?!\s+(?:system|series|powders?|design|with\s"
    r"|having\s|containing\s|(?-i:(?:[A-Z][a-z]?[\d.x]*){3})))",
    re.IGNORECASE,
)
#: A noun behind `the alloy`, to which its article belongs: the alloy matrix.
_PART_BEHIND = re.compile(
    r"\s(?:matrix|surface|substrate|lattice|microstructure|coating|film|composition|phase"
    r"|structure|layer|binder)\b"
)
_ASKING = re.compile(
    r"(?:^|(?<=,\s))(?:(?:at|by|from|after|to|for|under|with|in)\s)?(?:what|which|how)\b",
    re.IGNORECASE,
)
_NAMES = frozenset(
    "Laves Cantor Senkov Vickers Young Bridgman Heusler Raman Hall Weibull Taguchi".split()
)
#: A word that is capital only as the first; `Cr-rich` begins with an element.
_PLAIN_WORD = re.compile(
    r"(?![A-Z][a-z]?-(?:rich|poor|free|containing|bearing|added|doped|modified|based)\b)[A-Z][a-z-]{2,}"
)


@lru_cache(maxsize=8192)
def resolve(words: str, alloy: str | None, only: bool = True) -> str | None:
    """Replace `the alloy` by its name; return None if another reference is left.

    Args:
        words: a phrase.
        alloy: the name of the alloy; `this alloy` if it is None.
        only: the paper has this alloy alone, so that `the alloys` get its name, too.
    """

    def named(the: re.Match[str]) -> str:
        if not the.group().lower().endswith("s"):
            article = "the " if alloy and _PART_BEHIND.match(words, the.end()) else ""
            return f"{article}{alloy or 'this alloy'}"
        return f"{alloy} alloys" if alloy and only else the.group()

    words = _THE_ALLOY.sub(named, words)
    return None if _REFERS_BACK.search(words) else words


@lru_cache(maxsize=4096)
def stands_alone(question: str) -> bool:
    """Return True if a question can be understood without having read the paper."""
    words = without_title(question).strip()
    of_a_paper = words != question
    words = _ASKING.sub("", words, count=1)
    words = re.sub(r"\b(?:(?:showed|it shown|the fact) that)\b", "", words)
    named = not _THE_ALLOY.search(words) or (of_a_paper and resolve(words, None) is not None)
    return named and not _REFERS_BACK.search(words)


def has_pronoun(words: str) -> bool:
    """Return True if a pronoun stands in the words."""
    return bool(_PRONOUN.search(words))


def lower_first(text: str) -> str:
    """Write the first word as within a sentence: `The hardness` → `the hardness`, no formula."""
    first = text.split(" ", 1)[0]
    plain = _PLAIN_WORD.fullmatch(first) and first not in _NAMES
    if plain or first in ("A", "An", "In", "At", "By", "As", "On"):
        return text[0].lower() + text[1:]
    return text
