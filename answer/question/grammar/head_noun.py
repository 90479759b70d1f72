"""Find the noun that a question asks for: `which grain SIZE`, `what is the COMPOSITION of …`."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

#: Kinds of the things that a skeleton names.
_NAMED = {
    "PROPERTY": "property",
    "PROPERTIES": "property",
    "PHASE": "phase",
    "PROCESS": "process",
    "METHOD": "method",
    "MECHANISM": "mechanism",
    "CLASS": "alloy",
    "CLASSES": "alloy",
    "COMPOUND": "compound",
    "ALLOY": "named alloy",
    "ELEMENT": "named element",
    "CONDITION": "condition",
}
#: Kinds that stand as often before a noun as for themselves: `METHOD texture`, `MECHANISM life`.
_MODIFYING = frozenset(
    {"method", "process", "mechanism", "phase", "condition", "compound", "property"}
)
#: Names of things that stand behind a property as a part of what it is a property of.
_MODIFIERS = frozenset({"PROCESS", "CONDITION", "ALLOY", "CLASS"})
_PLURAL_NAMES = frozenset({"PROPERTIES", "CLASSES"})
#: Words that end a noun phrase.
_ENDS = frozenset(
    (
        "do does did is are was were be been has have had can could will would should may might"
        " must in of for from with at on after when that which who whose during under by to between"
        " among as than while if because using within without into onto upon through via against"
        " about across over above below before since per and or , ; : ? ( ) BOUND QUANTITY"
    ).split()
)
#: Words between `what is` and its noun that are no part of it.
_BEFORE_NOUN = frozenset("the a an its their this that these those some any all QUANTITY".split())
#: Parts of an adjective with the noun before them: `MECHANISM resistant coatings`.
_ADJECTIVES = frozenset(
    (
        "resistant resisting tolerant free rich based containing reinforced strengthened induced"
        " assisted doped type like bearing treated"
    ).split()
)
_AUXILIARIES = frozenset("do does did is are was were has have had can could".split())


@dataclass(frozen=True, slots=True)
class HeadNoun:
    """The noun asked for, by its kind, such as `alloy`, `paper`, `phase`, `number`, `property`."""

    kind: str = ""
    word: str = ""
    plural: bool = False
    modifiers: tuple[str, ...] = ()
    """The words before it in its phrase."""
    rest: str = ""
    """What follows it."""


def head_of(phrase: str, keywords: bool = False) -> HeadNoun:
    """Return the head of the noun phrase that a skeleton begins with.

    The head is the last noun of the first run of nouns: in `which ELEMENT content gives` the
    content, in `what equivalent failure strain does` the strain. A phrase without a known noun has
    none, but for a thing named: `PHASE` in `which PHASE appears`.

    Args:
        phrase: The skeleton from the phrase on.
        keywords: Whether no verb may follow the noun, so that the last word of the phrase is its
            head, known or not: `METHOD texture of ALLOY` asks for a texture.
    """
    words = phrase.split()
    while words and words[0] in _BEFORE_NOUN:
        words = words[1:]
    head: tuple[int, str, bool] | None = None
    for place, word in enumerate(words):
        if word in _ENDS:
            break
        kind, plural = _kind_of(word)
        if head and head[1] == kind == "paper" and head[2] and not plural:
            break  # a verb: `which papers study MECHANISM`
        if word in _ADJECTIVES or (head and word in _MODIFIERS and head[1] == "property"):
            continue
        if kind and not (kind.startswith("named") and head):
            head = place, kind, plural
        elif head and not kind and keywords and _modifies(head[1], words[place - 1], word):
            head = None
        elif head and not kind and head[1] == "number" and _ends_soon(words[place + 1 :]):
            head = None  # `which power plant environment were`
        elif head and not kind and not head[1].startswith("named") and "-" not in word:
            if not head[2] and _is_before_amount(words[place:]):
                continue
            break
    if head is None:
        return HeadNoun(rest=" ".join(words))
    place, kind, plural = head
    return HeadNoun(kind, words[place], plural, tuple(words[:place]), " ".join(words[place + 1 :]))


def _modifies(kind: str, before: str, word: str) -> bool:
    """Return True if a noun of this kind stands before an unknown one as a part of its name."""
    return kind in _MODIFYING and before != "ALLOY" and not word.endswith("ed")


def known_nouns() -> frozenset[str]:
    """Return the nouns that a question may ask for, in singular."""
    return frozenset(_nouns())


def _ends_soon(words: Sequence[str]) -> bool:
    return not _AUXILIARIES.isdisjoint(words[:2])


def _is_before_amount(words: Sequence[str]) -> bool:
    """Return True for a noun, and no verb, before the amount asked for: `transition temperature`.

    The noun before it is a part of the name: the glass transition temperature.
    """
    if len(words) < 2 or words[0].endswith(("s", "ed")) or words[0] in _ENDS:
        return False
    ends = len(words) == 2 or words[2] in _ENDS
    return ends and _kind_of(words[1]) == ("number", False)


def _kind_of(word: str) -> tuple[str, bool]:
    """Return the kind of a noun, "" for any other word, and whether it is a plural."""
    if word in _NAMED:
        return _NAMED[word], word in _PLURAL_NAMES
    nouns = _nouns()
    if word in nouns:
        return nouns[word], False
    for ending, singular in (("ies", "y"), ("es", ""), ("s", "")):
        stem = word[: -len(ending)] + singular
        if word.endswith(ending) and stem in nouns:
            return nouns[stem], True
    return ("reason", False) if re.fullmatch(r"mechanisms?", word) else ("", False)


@lru_cache(maxsize=1)
def _nouns() -> dict[str, str]:
    path = Path(__file__).with_name("data") / "head_nouns.toml"
    table = tomllib.loads(path.read_text("utf-8"))
    return {noun: kind for kind, nouns in table.items() for noun in nouns}
