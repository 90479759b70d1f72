"""Align the mentions of a claim with those of its source by their context words.

A claim may name nothing but what its source names, and still exchange two mentions: 700 °C for
600 °C, one phase for another, less for more. The context words of a mention show what it is stated
of, and these are compared.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from builder.materials.alloys import Alloy, compatible
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.measurements.sentence_facts import read_facts
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, convert, equal
from builder.materials.vocabulary import Mention, is_phase
from builder.nlp.word_classes import DECREASE, INCREASE
from retrieval.lexical import terms

#: Borders between clauses.
_CLAUSE_BORDER = re.compile(r"[;:]\s|,?\s(?:whereas|while|but|although|though)\s|,\sand\s")
#: Words on either side of a mention that are its context.
_CONTEXT_WORDS = 6
#: Signs in which these words stand, so that a long text is not split anew for each mention.
_CONTEXT_SIGNS = 400
#: Share of a mention's context words that the context of another mention must hold.
_SHARED_CONTEXT = 0.5

#: A mention of a sentence: a quantity, an alloy, or a term such as a phase.
Named: TypeAlias = Quantity | Alloy | Mention


@dataclass(frozen=True, slots=True)
class _MentionInContext:
    """A mention of a sentence with the words around it."""

    text: str
    kind: str
    """The dimension of a quantity; `alloy`, `phase` or `direction` otherwise."""
    named: Named
    surroundings: str

    @property
    def context(self) -> frozenset[str]:
        """Stems of the words around; only looked for if mentions are compared."""
        return words_of(self.surroundings)


def same_mention(one: Named, two: Named) -> bool:
    """Return True if two mentions name the same amount, alloy or term."""
    if isinstance(one, Quantity) and isinstance(two, Quantity):
        return is_given(one, two)
    if isinstance(one, Alloy) and isinstance(two, Alloy):
        return compatible(one, two)
    return isinstance(one, Mention) and isinstance(two, Mention) and one.name == two.name


def exchanged_mentions(
    stated: SentenceFacts,
    parts: Sequence[SentenceFacts],
    settled: Container[Quantity],
    agreed: Container[str] = (),
) -> Iterator[str]:
    """Yield a reason for each mention that the source has in another context than the claim.

    Args:
        stated: The claim.
        parts: The sentences of the source.
        settled: Quantities that are known to be of one property, alloy and condition in both.
        agreed: Words of changes, in small letters, that are known to be told alike in both.
    """
    there = [mention for part in parts for mention in _mentions(part.text)]
    for mention in _mentions(stated.text):
        if isinstance(mention.named, Quantity) and mention.named in settled:
            continue
        if mention.kind == "direction" and mention.text.lower() in agreed:
            continue
        same_kind = [other for other in there if other.kind == mention.kind]
        if any(_of_the_same(mention, other) for other in same_kind):
            continue
        own = [
            len(mention.context & other.context)
            for other in same_kind
            if same_mention(mention.named, other.named)
        ]
        others = [
            (len(mention.context & other.context), other.text)
            for other in same_kind
            if not same_mention(mention.named, other.named) and mention.text != other.text
        ]
        best, instead = max(others, default=(0, ""), key=lambda other: other[0])
        clearer = max(own, default=0) + (1 if mention.kind == "direction" else 2)
        if best >= max(clearer, _SHARED_CONTEXT * len(mention.context), 2):
            yield f"It says {mention.text}; the passage says {instead} there."


def _of_the_same(one: _MentionInContext, other: _MentionInContext) -> bool:
    """Return True for two words for more, or for less, before the same word."""
    if one.kind != "direction" or not same_mention(one.named, other.named):
        return False
    mine, its = (terms(named.surroundings.partition("|")[2])[:1] for named in (one, other))
    return bool(mine) and mine == its


@lru_cache(maxsize=4096)
def _mentions(text: str) -> tuple[_MentionInContext, ...]:
    """Return the mentions of a sentence: quantities, alloys, phases, and words for more or less."""
    stated = read_facts(text)
    mentions = [
        _MentionInContext(one.text, one.dimension, one, _beside(text, one.start, one.end))
        for one in stated.quantities
    ]
    names: list[tuple[str, Alloy | Mention]] = [("alloy", alloy) for alloy in stated.alloys]
    names += [("phase", term) for term in stated.terms if is_phase(term)]
    mentions += [
        _MentionInContext(one.text, kind, one, _clause(text, one.start)) for kind, one in names
    ]
    mentions += [
        _MentionInContext(one.text, one.kind, one, _beside(text, one.start, one.end))
        for one in directions(text)
    ]
    return tuple(mentions)


def directions(text: str) -> list[Mention]:
    """Find the words of a text for more and for less, as terms named `more` and `less`."""
    return [
        Mention(way, "direction", match.group(), *match.span())
        for way, words in (("more", INCREASE), ("less", DECREASE))
        for match in words.finditer(text)
    ]


def _beside(text: str, start: int, end: int) -> str:
    """Return the words on either side of a mention, without words for more and less."""
    before = text[max(start - _CONTEXT_SIGNS, 0) : start].split()[-_CONTEXT_WORDS:]
    words = " ".join([*before, "|", *text[end : end + _CONTEXT_SIGNS].split()[:_CONTEXT_WORDS]])
    return DECREASE.sub("", INCREASE.sub("", words))


def _clause(text: str, at: int) -> str:
    """Return the clause that holds an offset."""
    ends = _clause_borders(text)
    behind = bisect_left(ends, at)
    start = ends[behind - 1] if behind else 0
    return text[start : ends[behind] if behind < len(ends) else len(text)]


@lru_cache(maxsize=64)
def _clause_borders(text: str) -> tuple[int, ...]:
    """Return where the clauses of a sentence end, in order."""
    return tuple(match.start() for match in _CLAUSE_BORDER.finditer(text))


@lru_cache(maxsize=8192)
def words_of(text: str) -> frozenset[str]:
    """Return the stems of a text's words and alloys, without its quantities."""
    plain = list(text)
    for quantity in find_quantities(text):
        plain[quantity.start : quantity.end] = " " * (quantity.end - quantity.start)
    return frozenset(word for word in terms("".join(plain)) if not word[0].isdigit())


def is_given(quantity: Quantity, given: Quantity) -> bool:
    """Return True if a claim's quantity is the given one, that one rounded, or an end of it."""
    if quantity.dimension == "pressure" and given.high < 0 < quantity.low:
        # The sign of a stress tells compression; a claim may leave it out.
        given = replace(given, low=-given.high, high=-given.low, text=given.text.lstrip("−-–"))
    if equal(quantity, given) or _rounded(quantity, given):
        return True
    if given.low == given.high or quantity.low != quantity.high:
        return False
    ends = (replace(given, low=end, high=end) for end in (given.low, given.high))
    return any(equal(quantity, end) for end in ends)


def _rounded(quantity: Quantity, given: Quantity) -> bool:
    """Return True if a quantity is the given one, rounded to its own two or more digits.

    0.61 GPa is 613.5 MPa rounded.
    """
    if quantity.dimension != given.dimension or quantity.low != quantity.high:
        return False
    digits = re.sub(r"^\D*0*\.?0*", "", quantity.text)
    written = re.match(r"\d+(?:\.(\d+))?", quantity.text.lstrip("~≈−-–<>≤≥ "))
    if not written or quantity.dimension == "number" or len(re.sub(r"\D", "", digits)) < 2:
        return False
    other = convert(given, quantity.unit) if given.unit != quantity.unit else given
    half = 0.5 * 10 ** -len(written[1] or "") * abs(quantity.low) / (float(written[0]) or 1)
    return other.low == other.high and abs(quantity.low - other.low) <= half * (1 + 1e-9)
