"""Tell English words from misspelled ones, by their base: `springiest` is a form of `spring`.

The words are those that the vocabulary of the built-in sentence embedder holds whole: some twenty
thousand of the commonest of English (BERT's WordPiece vocabulary, doi:10.18653/v1/N19-1423).
"""

import json
import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from retrieval.embedder import BUILT_IN

#: Endings of inflected and derived words, each with what it may have replaced.
_ENDINGS = (
    ("s", ("",)),
    ("es", ("", "e")),
    ("ies", ("y",)),
    ("ed", ("", "e")),
    ("ied", ("y",)),
    ("ing", ("", "e")),
    ("er", ("", "e")),
    ("est", ("", "e")),
    ("ier", ("y", "", "e")),
    ("iest", ("y", "", "e")),
    ("y", ("", "e")),
    ("ly", ("",)),
    ("ily", ("y",)),
    ("ness", ("",)),
    ("iness", ("y", "", "e")),
    ("able", ("", "e")),
    ("ability", ("", "e")),
    *((f"i{sound}{end}", ("", "e", "y")) for sound in "sz" for end in ("e", "es", "ed", "ing")),
)
#: Shorter bases are found in many a misspelled word.
_LEAST_BASE = 4
#: A last consonant that is doubled before an ending, as in `thinner`, follows a single vowel.
_DOUBLED = re.compile(r"(?:^|[^aeiou])[aeiou]([bdglmnprt])\1$")
_NO_PLURAL = re.compile(r"(?:s|[^aeiou]y)$")


def is_english(word: str, known: Collection[str]) -> bool:
    """Return whether a word in small letters is English, in any inflection.

    Args:
        word: The word.
        known: Words of the field, which have inflections, too: `ductile`, `ductilest`.
    """
    words = english_words()
    return word in words or any(base in words or base in known for base in _bases(word))


def _bases(word: str) -> Iterator[str]:
    """Yield what a word may be a form of."""
    for ending, replaced in _ENDINGS:
        if not word.endswith(ending):
            continue
        base = word[: -len(ending)]
        if len(base) < _LEAST_BASE or (ending == "s" and _NO_PLURAL.search(base)):
            continue
        if ending == "y" and base.endswith(("e", "i", "y")):
            continue
        yield from (base + end for end in replaced)
        if ending != "s" and _DOUBLED.search(base):
            yield base[:-1]


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Return the words that are known to be English as they stand, in small letters."""
    text = (BUILT_IN / "tokenizer.json").read_text("utf-8")
    return frozenset(filter(str.isalpha, json.loads(text)["model"]["vocab"]))
