"""Find a word before a noun that a claim has where the paper has its opposite.

`A high surface roughness` is not what a paper says that tells of a low one, and a dual-phase alloy
is no single-phase one. The pairs stand in `data/gaps.toml`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from answer.claims.placement import tokens_of
from answer.claims.question_gap import opposed_words

_DENIAL = re.compile(r"\b(?:no|not|never|nor|neither|without)\b|n't\b", re.IGNORECASE)
#: Words behind a modifier, one of which is its noun.
_REACH = 2


def opposed_modifiers(claim: str, texts: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each noun of a claim that stands with the opposite modifier in the papers.

    A claim that denies something is passed over: `no high porosity` is a low one.

    Args:
        claim: What was written.
        texts: The sentences of the papers that it may rest on.

    Yields:
        The modifier of the claim, that of the papers, and the stem of their noun.
    """
    if _DENIAL.search(claim):
        return
    given = {pair for text in texts for pair in _modified(text)}
    for word, noun in _modified(claim):
        if (word, noun) in given:
            continue
        for other, its_noun in sorted(given):
            if its_noun == noun and other in _opposed().get(word, ()):
                yield word, other, noun


def _modified(text: str) -> list[tuple[str, str]]:
    """Return the modifiers of a text that have an opposite, each with nouns it may belong to."""
    tokens = tokens_of(text)
    return [
        (token.word, behind.stem)
        for n, token in enumerate(tokens)
        if token.word in _opposed()
        for behind in tokens[n + 1 : n + 1 + _REACH]
        if behind.stem
    ]


@cache
def _opposed() -> dict[str, frozenset[str]]:
    """Return, for each modifier, those that shut it out."""
    found: dict[str, frozenset[str]] = {}
    for one, other in opposed_words():
        for mine, theirs in ((one, other), (other, one)):
            for word in mine:
                found[word] = found.get(word, frozenset()) | theirs
    return found
