"""The words of a question in which something may be exchanged: not those of a quoted title."""

import re
from collections.abc import Iterable
from typing import TypeVar

from builder.digests import digest
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention, find_terms

T = TypeVar("T", bound=Mention | Alloy | Quantity)

_QUOTED = re.compile(r"“[^”]*”")
_ARTICLE = re.compile(r"\b(a|an) $")
_WORD = re.compile(r"[a-z]{4,}")
#: Words of questions and of papers in general, which tell nothing of what is asked.
_COMMON = frozenset(
    "what which when where does were with from that this have been according than into after during"
    " under between among alloy alloys high entropy show shows shown value values using used based"
    " study results effect effects".split()
)
#: Letters of a word that tell it from others whatever its ending.
_STEM = 7


def blanked(question: str) -> str:
    """Return a question with blanks in the place of quoted titles, so that all places stay."""
    return _QUOTED.sub(lambda quoted: " " * len(quoted.group()), question)


def quoted(question: str) -> str:
    """Return the titles that a question quotes."""
    return " ".join(_QUOTED.findall(question))


def asked_alloys(question: str) -> tuple[Alloy, ...]:
    """Return the alloys of a question outside of quoted titles."""
    return outside_quotes(question, named_alloys(question))


def asked_properties(question: str) -> tuple[Mention, ...]:
    """Return the properties that a question names outside of quoted titles."""
    found = outside_quotes(question, find_terms(question))
    return tuple(one for one in found if one.kind == "property")


def outside_quotes(question: str, found: Iterable[T]) -> tuple[T, ...]:
    """Return what stands outside of quoted titles."""
    quoted = [match.span() for match in _QUOTED.finditer(question)]
    return tuple(one for one in found if not any(start <= one.start < end for start, end in quoted))


def put_in(question: str, start: int, end: int, words: str) -> str:
    """Return a question with other words at a place, and the article that they need."""
    before = question[:start]
    if article := _ARTICLE.search(before):
        before = f"{before[: article.start()]}{'an' if words[0].lower() in 'aeiou' else 'a'} "
    return f"{before}{words}{question[end:]}"


def stems_of(text: str) -> frozenset[str]:
    """Return the words of a text that tell what it is about, without endings."""
    return frozenset(
        word[:_STEM] for word in _WORD.findall(blanked(text).lower()) if word not in _COMMON
    )


def chance(*words: str) -> int:
    """Return a number that is always the same for the same words, from 0 to 2³² - 1."""
    return int.from_bytes(digest(*words)[:4], "big")
