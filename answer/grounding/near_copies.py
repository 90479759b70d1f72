"""A claim that repeats a sentence of its source almost word by word, and what it changes in it.

Where the same words stand around, another number, alloy or phase, an increase for a decrease, or a
`not` more or less, is no other way to say it: it is what makes a copy wrong.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from answer.grounding.alignment import Named, directions, same_thing
from builder.materials.alloys import Alloy
from builder.materials.measurements import SentenceFacts
from builder.materials.quantities import Quantity
from builder.materials.vocabulary import is_phase

#: A `not`, and what else denies the words behind it.
NOT = re.compile(
    r"\b(?:not|no|never|cannot|without|neither|nor|none|lacks?|lacking|absent|absence"
    r"|free (?:of|from)|fail(?:s|ed)? to|rather than|instead of|hardly|barely"
    r"|un(?:changed|affected|altered))\b|n't\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]")
#: A claim repeats a sentence if it has so many tokens and shares this part of them, in order.
_LEAST, _SHARED = 8, 0.75
#: Tokens that are put in or left out as one slip; more are a clause of their own.
_SLIP = 3


def altered(stated: SentenceFacts, parts: Sequence[SentenceFacts]) -> Iterator[str]:
    """What a claim changes in the sentence that it repeats; nothing if it repeats none."""
    own = list(_TOKEN.finditer(stated.text))
    if len(own) < _LEAST:
        return
    # So many tokens in common bound what may be shared in order, and are counted sooner.
    words, least = Counter(_words(stated.text)), _SHARED * len(own)
    near = [part for part in parts if (words & Counter(_words(part.text))).total() >= least]
    compared = [(_compared(stated.text, part.text), part) for part in near]
    if not compared:
        return
    matcher, part = max(compared, key=lambda one: _shared(one[0]))
    if _shared(matcher) < least:
        return
    there = list(_TOKEN.finditer(part.text))
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        mine, its = own[start:end], there[other_start:other_end]
        whole = bool(mine and its)
        if max(len(mine), len(its)) <= _SLIP and _denies(mine, whole) != _denies(its, whole):
            yield (
                "It denies what the passage says."
                if _denies(mine, whole)
                else ("It says what the passage denies.")
            )
        for one, other in _exchanged(_things(stated, mine), _things(part, its)):
            yield f"It says {one.text}; the passage says {other.text} in the same words."
    yield from _reordered(_things(stated, own), _things(part, there))


def _compared(claim: str, sentence: str) -> "SequenceMatcher[str]":
    return SequenceMatcher(None, _words(claim), _words(sentence), autojunk=False)


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text.casefold()))


def _shared(matcher: "SequenceMatcher[str]") -> int:
    return sum(block.size for block in matcher.get_matching_blocks())


def _denies(tokens: Sequence[re.Match[str]], exchanged: bool) -> bool:
    """Whether words deny; `without …` does in the place of others, but is a condition if added."""
    words = [token.group() for token in tokens]
    if not exchanged:
        words = [word for word in words if word.lower() != "without"]
    return NOT.search(" ".join(words)) is not None


def _things(stated: SentenceFacts, tokens: Sequence[re.Match[str]]) -> list[Named]:
    """What a sentence names within these tokens."""
    if not tokens:
        return []
    start, end = tokens[0].start(), tokens[-1].end()
    named: list[Named] = [*stated.quantities, *stated.alloys, *directions(stated.text)]
    named += [term for term in stated.terms if is_phase(term)]
    return [thing for thing in named if thing.start < end and start < thing.end]


def _exchanged(own: Sequence[Named], its: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    """Things of one kind of which neither names what the other does."""
    for one in own:
        alike = [other for other in its if _kind(one) == _kind(other)]
        if alike and not any(same_thing(one, other) for other in alike):
            yield one, alike[0]


def _reordered(own: Sequence[Named], its: Sequence[Named]) -> Iterator[str]:
    """Things that both name, in another order."""
    for kind in {_kind(thing) for thing in own}:
        rest = iter([thing for thing in its if _kind(thing) == kind])
        for one in own:
            known = _kind(one) == kind and any(same_thing(one, other) for other in its)
            if known and not any(same_thing(one, other) for other in rest):
                yield f"It says {one.text} elsewhere than the passage does in the same words."
                break


def _kind(thing: Named) -> str:
    if isinstance(thing, Quantity):
        return thing.dimension
    return "alloy" if isinstance(thing, Alloy) else thing.kind
