"""Find claims that copy a sentence of their source and change one mention in it.

In a claim that repeats its source almost word by word, another number, alloy or phase, an increase
for a decrease, or a `not` more or less is no paraphrase but an error.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from answer.grounding.alignment import Named, directions, same_mention
from builder.materials.alloys import Alloy
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import is_phase
from builder.nlp.word_classes import DENIAL

_TOKEN = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]")
#: `Not only … but also` denies nothing.
_NOT_ONLY = re.compile(r"\bnot only\b", re.IGNORECASE)
#: A claim is a near copy if it has so many tokens and shares this part of them, in order.
_LEAST_TOKENS, _SHARED = 8, 0.75
#: Tokens that are inserted or deleted as one error; more tokens are a clause of their own.
_MOST_CHANGED = 3


def altered(stated: SentenceFacts, parts: Sequence[SentenceFacts]) -> Iterator[str]:
    """Yield what a claim changes in the sentence that it copies; nomention if it copies none."""
    own = list(_TOKEN.finditer(stated.text))
    if len(own) < _LEAST_TOKENS:
        return
    # Tokens in common bound the tokens shared in order from above, and are counted faster.
    words, least = Counter(_words(stated.text)), _SHARED * len(own)
    near = [part for part in parts if (words & Counter(_words(part.text))).total() >= least]
    compared = [(_matcher(stated.text, part.text), part) for part in near]
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
        replaced = bool(mine and its)
        if max(len(mine), len(its)) <= _MOST_CHANGED and _denies(mine, replaced) != _denies(
            its, replaced
        ):
            yield (
                "It denies what the passage says."
                if _denies(mine, replaced)
                else "It says what the passage denies."
            )
        for one, other in _exchanged(_mentions_within(stated, mine), _mentions_within(part, its)):
            yield f"It says {one.text}; the passage says {other.text} in the same words."
    yield from _reordered(_mentions_within(stated, own), _mentions_within(part, there))


def _matcher(claim: str, sentence: str) -> "SequenceMatcher[str]":
    return SequenceMatcher(None, _words(claim), _words(sentence), autojunk=False)


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text.casefold()))


def _shared(matcher: "SequenceMatcher[str]") -> int:
    """Count the tokens that both texts have in one order."""
    return sum(block.size for block in matcher.get_matching_blocks())


def _denies(tokens: Sequence[re.Match[str]], replaced: bool) -> bool:
    """Return True if tokens deny somemention; `without …` does so only if it replaces others."""
    words = [token.group() for token in tokens]
    if not replaced:
        words = [word for word in words if word.lower() != "without"]
    return DENIAL.search(_NOT_ONLY.sub("", " ".join(words))) is not None


def _mentions_within(stated: SentenceFacts, tokens: Sequence[re.Match[str]]) -> list[Named]:
    """Return the mentions of a sentence that overlap these tokens."""
    if not tokens:
        return []
    start, end = tokens[0].start(), tokens[-1].end()
    named: list[Named] = [*stated.quantities, *stated.alloys, *directions(stated.text)]
    named += [term for term in stated.terms if is_phase(term)]
    return [mention for mention in named if mention.start < end and start < mention.end]


def _exchanged(own: Sequence[Named], its: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    """Pair mentions of one kind that name different mentions."""
    for one in own:
        alike = [other for other in its if _kind(one) == _kind(other)]
        if alike and not any(same_mention(one, other) for other in alike):
            yield one, alike[0]


def _reordered(own: Sequence[Named], its: Sequence[Named]) -> Iterator[str]:
    """Yield mentions that both sentences have, in another order."""
    for kind in dict.fromkeys(_kind(mention) for mention in own):
        rest = iter([mention for mention in its if _kind(mention) == kind])
        for one in own:
            known = _kind(one) == kind and any(same_mention(one, other) for other in its)
            if known and not any(same_mention(one, other) for other in rest):
                yield f"It says {one.text} elsewhere than the passage does in the same words."
                break


def _kind(mention: Named) -> str:
    if isinstance(mention, Quantity):
        return mention.dimension
    return "alloy" if isinstance(mention, Alloy) else mention.kind
