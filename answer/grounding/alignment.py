"""What a text says in the place where a claim says something: 700 °C for 600, less for more.

A claim may name only what its source names, and still exchange it: the other temperature, the other
phase. What each thing is said of shows in the words around it, and those are compared.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from builder.materials.alloys import Alloy, compatible
from builder.materials.measurements import SentenceFacts, read_facts
from builder.materials.quantities import Quantity, convert, equal, find_quantities
from builder.materials.vocabulary import Mention, is_phase
from retrieval.lexical import terms

#: Words for more and words for less; beginnings, where the ending does not matter.
_MORE = re.compile(
    r"\b(?:increas\w*|rais(?:es?|ed|ing)|ris(?:es?|en|ing)|rose|grows?|grew|growing|higher|larger"
    r"|greater|better|superior|stronger|harder|faster|improv\w*|enhanc\w*|strengthen\w*"
    r"|promot\w*|accelerat\w*|facilitat\w*|above|exceed\w*|stable|stabili[sz]\w*|ductile|highest"
    r"|largest|best|longer|thicker|coarser?|coarsen\w*)\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:decreas\w*|reduc\w*|lower(?:s|ed|ing)?|fall(?:s|ing|en)?|fell|drop\w*|smaller|fewer"
    r"|worse|inferior|weaker|softer|slower|deteriorat\w*|degrad\w*|impair\w*|weaken\w*|soften\w*"
    r"|suppress\w*|inhibit\w*|hinder\w*|retard\w*|slow(?:s|ed)?|below|unstable|destabili[sz]\w*"
    r"|diminish\w*|declin\w*|brittle|lowest|smallest|worst|shorter|thinner|finer?|refin\w*)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:]\s|,?\s(?:whereas|while|but|although|though)\s|,\sand\s")
#: Words on either side of something that tell what it is said of.
_AROUND = 6
#: Share of those words that the text must say of the other thing.
_ALIKE = 0.5


#: What a sentence names.
Named: TypeAlias = Quantity | Alloy | Mention


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something that a sentence names, and the words around it."""

    text: str
    kind: str
    named: Named
    beside: str

    @property
    def around(self) -> frozenset[str]:
        """Stems of those words, which are looked for only where something is compared."""
        return words_of(self.beside)


def same_thing(one: Named, two: Named) -> bool:
    """Whether both name one thing."""
    if isinstance(one, Quantity) and isinstance(two, Quantity):
        return is_given(one, two)
    if isinstance(one, Alloy) and isinstance(two, Alloy):
        return compatible(one, two)
    return isinstance(one, Mention) and isinstance(two, Mention) and one.name == two.name


def in_its_place(
    stated: SentenceFacts, parts: Sequence[SentenceFacts], settled: Container[Quantity]
) -> Iterator[str]:
    """Where a text says of something else what the claim says, and more clearly.

    ``settled`` are quantities known to be of the same property, alloy and condition in both.
    """
    there = [thing for part in parts for thing in _things(part.text)]
    for thing in _things(stated.text):
        if isinstance(thing.named, Quantity) and thing.named in settled:
            continue
        rivals = [other for other in there if other.kind == thing.kind]
        own = [
            len(thing.around & other.around)
            for other in rivals
            if same_thing(thing.named, other.named)
        ]
        others = [
            (len(thing.around & other.around), other.text)
            for other in rivals
            if not same_thing(thing.named, other.named)
        ]
        best, instead = max(others, default=(0, ""), key=lambda other: other[0])
        clearer = max(own, default=0) + (1 if thing.kind == "direction" else 2)
        if best >= max(clearer, _ALIKE * len(thing.around), 2):
            yield f"It says {thing.text}; the passage says {instead} there."


@lru_cache(maxsize=4096)
def _things(text: str) -> tuple[_Thing, ...]:
    stated = read_facts(text)
    things = [
        _Thing(one.text, one.dimension, one, _beside(text, one.start, one.end))
        for one in stated.quantities
    ]
    names: list[tuple[str, Alloy | Mention]] = [("alloy", alloy) for alloy in stated.alloys]
    names += [("phase", term) for term in stated.terms if is_phase(term)]
    things += [_Thing(one.text, kind, one, _clause(text, one.start)) for kind, one in names]
    things += [
        _Thing(one.text, one.kind, one, _beside(text, one.start, one.end))
        for one in directions(text)
    ]
    return tuple(things)


def directions(text: str) -> list[Mention]:
    """The words of a text for more and for less, each called by which of both it is."""
    return [
        Mention(way, "direction", match.group(), *match.span())
        for way, words in (("more", _MORE), ("less", _LESS))
        for match in words.finditer(text)
    ]


def _beside(text: str, start: int, end: int) -> str:
    """The words on either side, words for more and less aside."""
    words = " ".join([*text[:start].split()[-_AROUND:], "|", *text[end:].split()[:_AROUND]])
    return _LESS.sub("", _MORE.sub("", words))


def _clause(text: str, at: int) -> str:
    """The clause around a place."""
    ends = [match.start() for match in _CLAUSE.finditer(text)]
    start = max((end for end in ends if end < at), default=0)
    return text[start : min((end for end in ends if end >= at), default=len(text))]


@lru_cache(maxsize=8192)
def words_of(text: str) -> frozenset[str]:
    """Stems of a text's words; an alloy is one word, quantities are compared elsewhere."""
    plain = list(text)
    for quantity in find_quantities(text):
        plain[quantity.start : quantity.end] = " " * (quantity.end - quantity.start)
    return frozenset(word for word in terms("".join(plain)) if not word[0].isdigit())


def is_given(quantity: Quantity, given: Quantity) -> bool:
    """Whether a claim's quantity is the one given, rounded or not, or one end of a range given."""
    if quantity.dimension == "pressure" and given.high < 0 < quantity.low:
        # The sign of a stress says compression.
        given = replace(given, low=-given.high, high=-given.low, text=given.text.lstrip("−-–"))
    if equal(quantity, given) or _rounded(quantity, given):
        return True
    if given.low == given.high or quantity.low != quantity.high:
        return False
    ends = (replace(given, low=end, high=end) for end in (given.low, given.high))
    return any(equal(quantity, end) for end in ends)


def _rounded(quantity: Quantity, given: Quantity) -> bool:
    """Whether 0.61 GPa is what 613.5 MPa is to its own digits, of which there are two or more."""
    if quantity.dimension != given.dimension or quantity.low != quantity.high:
        return False
    digits = re.sub(r"^\D*0*\.?0*", "", quantity.text)
    written = re.match(r"\d+(?:\.(\d+))?", quantity.text.lstrip("~≈−-–<>≤≥ "))
    if not written or quantity.dimension == "number" or len(re.sub(r"\D", "", digits)) < 2:
        return False
    other = convert(given, quantity.unit) if given.unit != quantity.unit else given
    half = 0.5 * 10 ** -len(written[1] or "") * abs(quantity.low) / (float(written[0]) or 1)
    return other.low == other.high and abs(quantity.low - other.low) <= half * (1 + 1e-9)
