"""Find words of a claim that nobody says: junk, and names that stand in no paper.

What a model or a server writes before, in and behind a true statement would be shown with it, as if
the paper cited had said it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from answer.question.wording.english import english_words, is_english
from answer.question.wording.spelling import known_words
from builder.materials.alloys import find_alloys
from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import find_terms
from retrieval.lexical import STOP_WORDS, stem

_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"[A-Z][a-z]+")
#: Behind a word, and not a stop, a capital letter begins a name; before these words it always does.
_WITHIN = re.compile(r"[\w,)]\s")
_CITED = re.compile(r"\s(?:et al\b|and (?:co-?workers|colleagues)\b)")


def strange_words(claim: str, *known: str) -> Iterator[str]:
    """Yield the words of a claim that are neither English nor of the field, and names.

    Args:
        claim: What was written.
        known: Texts whose words may stand in it: the paper, its title, the question.
    """
    there = frozenset().union(*map(_stems, known))
    named = [(one.start, one.end) for one in find_alloys(claim)]
    named += [(one.start, one.end) for one in find_quantities(claim)]
    named += [(one.start, one.end) for one in find_terms(claim)]
    for word in _WORD.finditer(claim):
        start, end = word.span()
        small = word[0].lower()
        if small.isdigit() or small in STOP_WORDS or stem(small) in there:
            continue
        if any(a < end and start < b for a, b in named):
            continue
        within = _WITHIN.fullmatch(claim[max(start - 2, 0) : start]) or _CITED.match(claim, end)
        is_name = within and _NAME.fullmatch(word[0])
        if is_name or not (stem(small) in _plain_stems() or is_english(small, known_words())):
            yield word[0]


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word.lower()) for word in _WORD.findall(text))


@lru_cache(maxsize=1)
def _plain_stems() -> frozenset[str]:
    return frozenset(map(stem, english_words() | known_words()))
