"""Tell whether a text says a word of a claim, or another word of the same meaning."""

import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from answer.question.wording.variants import variants
from retrieval.lexical import stem


def said_in(words: Iterable[str], there: frozenset[str]) -> frozenset[str]:
    """Return those of some stems that a text says, or says in other words.

    Args:
        words: Stems of a claim.
        there: Stems of the text.
    """
    return frozenset(word for word in words if not same_meaning(word).isdisjoint(there))


@lru_cache(maxsize=4096)
def same_meaning(word: str) -> frozenset[str]:
    """Return the stems that mean the same as one, with its spellings and itself."""
    return variants(word) | _groups().get(word, frozenset())


@cache
def light_words() -> frozenset[str]:
    """Return the stems of words that say little by themselves: `make`, `go`, `quite`."""
    return frozenset(map(stem, str(_data()["light"]).split()))


@cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _data()["groups"]:
        group = frozenset(map(stem, line.split()))
        for word in group:
            found[word] = found.get(word, frozenset()) | group
    return found


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).with_name("data") / "synonyms.toml"
    return tomllib.loads(path.read_text("utf-8"))
