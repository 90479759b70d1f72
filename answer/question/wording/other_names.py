"""Tell which words of a question a paper holds under another name: `CNTs`, `HCO3−`, `molten`."""

import tomllib
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path

from answer.question.wording.variants import find_substances
from builder.materials.vocabulary import find_terms
from retrieval.lexical import terms, word_set

#: The stems of a word or phrase.
Phrase = frozenset[str]


def held_otherwise(asked: str, text: str) -> frozenset[str]:
    """Return the stems of a question that a text holds under another name.

    Args:
        asked: The question.
        text: Title and abstract of a paper.
    """
    names = {mention.name for mention in find_terms(text)}
    substances = find_substances(text)
    held = {word for one in find_terms(asked) if one.name in names for word in terms(one.text)}
    held |= {
        word
        for one in find_substances(asked)
        if one.is_among(substances)
        for word in terms(one.text)
    }
    words, stated = word_set(asked), word_set(text)
    for phrase, others in _others().items():
        if phrase <= words and any(other <= stated for other in others):
            held |= phrase
    return frozenset(held)


@lru_cache(maxsize=1)
def _others() -> Mapping[Phrase, Collection[Phrase]]:
    """Return by phrase all that a text may say in its place."""
    path = Path(__file__).with_name("data") / "other_names.toml"
    table = tomllib.loads(path.read_text("utf-8"))
    found: dict[Phrase, set[Phrase]] = {}
    for group in table["same"]:
        phrases = set(map(_phrase, group))
        for phrase in phrases:
            found.setdefault(phrase, set()).update(phrases - {phrase})
    for general, kinds in table["kinds"].items():
        found.setdefault(_phrase(general), set()).update(map(_phrase, kinds))
    return found


def _phrase(text: str) -> Phrase:
    """Return the stems of a phrase, without the word that stands for the elements of a formula."""
    return frozenset(word for word in terms(text) if not word.startswith("elements"))
