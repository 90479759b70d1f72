"""Read the words of a text in order, and find where those of a bare answer stand in a sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from builder.materials.alloys import find_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import find_terms
from retrieval.lexical import STOP_WORDS, elements_term, stem

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
#: What papers call their samples: S3, Mo0.2.
_LABEL = re.compile(r"[A-Z][A-Za-z]{0,2}-?\d+(?:\.\d+)?")
_POWER = re.compile(r"(?<=10)\s?\^\s?\{?[-−–]?")
#: Words of a sentence that an answer may leave out between its own.
_MOST_LEFT_OUT = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text."""

    word: str
    """In small letters."""
    stem: str
    """Its stem, the elements of an alloy, or "" for a word that tells nothing."""
    start: int


@lru_cache(maxsize=8192)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words of a text in order."""
    alloys = [(one.start, one.end, elements_term(one)) for one in find_alloys(text)]
    found = []
    for match in _WORD.finditer(text):
        word = match.group().lower()
        alloy = next((name for start, end, name in alloys if start <= match.start() < end), "")
        found.append(Token(word, alloy or _stem(word), match.start()))
    return tuple(found)


def _stem(word: str) -> str:
    return "" if word in STOP_WORDS else stem(word)


@lru_cache(maxsize=8192)
def stems_of(text: str) -> frozenset[str]:
    """Return the stems of the telling words of a text."""
    return frozenset(token.stem for token in tokens_of(text) if token.stem)


def without_quantities(text: str) -> str:
    """Return a text with its quantities blanked, so that only bare numbers are left."""
    plain = list(text)
    for one in find_quantities(text):
        plain[one.start : one.end] = " " * (one.end - one.start)
    return "".join(plain)


def plain_powers(text: str) -> str:
    """Return a text with powers of ten as papers write them: 10−6 for 10^-6."""
    return _POWER.sub("−", text)


def place_of(answer: Sequence[Token], sentence: Sequence[Token]) -> tuple[int, int] | None:
    """Return the first and the last word, exclusive, of an answer in a sentence; None if nowhere.

    It is the longest run of words in common, and what stands within three words of it.
    """
    matcher = SequenceMatcher(
        None, [one.word for one in answer], [one.word for one in sentence], autojunk=False
    )
    runs = [
        (block.b, block.b + block.size)
        for block in matcher.get_matching_blocks()
        if any(sentence[n].stem for n in range(block.b, block.b + block.size))
    ]
    if not runs:
        return None
    first, last = max(runs, key=lambda run: run[1] - run[0])
    for start, end in runs:
        if 0 <= start - last <= _MOST_LEFT_OUT:
            last = end
    for start, end in reversed(runs):
        if 0 <= first - end <= _MOST_LEFT_OUT:
            first = start
    return first, last


@lru_cache(maxsize=2048)
def in_order(question: str, sentence: str) -> float:
    """Return the share of a question's words, two of asking left out, in runs of a sentence."""
    asked = [token.word for token in tokens_of(question)]
    held = [token.word for token in tokens_of(sentence)]
    matcher = SequenceMatcher(None, asked, held, autojunk=False)
    runs = [block.size for block in matcher.get_matching_blocks() if block.size > 1]
    return min(sum(runs) / max(len(asked) - 2, 1), 1.0)


def is_value_alone(claim: str) -> bool:
    """Return True for a claim that is one value and nothing else."""
    quantities = find_quantities(claim)
    return len(quantities) == 1 and all(
        any(one.start <= token.start < one.end for one in quantities)
        for token in tokens_of(claim)
        if token.stem
    )


def tells_enough(claim: str) -> bool:
    """Return True for two telling words, or one that names an amount or a term of the field."""
    words = [word for word in stems_of(claim) if not word[0].isdigit()]
    if (
        len(words) >= 2
        or _LABEL.fullmatch(claim)
        or find_quantities(claim)
        or find_terms(claim)
        or find_alloys(claim)
    ):
        return True
    numbers = [word for word in stems_of(claim) if word[0].isdigit()]
    return bool(find_elements(claim)) or len(numbers) >= 2
