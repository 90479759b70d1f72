"""Ask for the effect of another element than the one that was added."""

import re
from collections.abc import Iterator

from builder.drafting.refusals.abstract_view import AbstractView
from builder.drafting.refusals.corpus import Corpus
from builder.drafting.refusals.question_text import (
    asked_alloys,
    blanked,
    chance,
    put_in,
    quoted,
)
from builder.drafting.refusals.swap import Swap, told_of
from builder.materials.alloys import find_alloys
from builder.materials.element_mentions import Element, find_elements
from builder.materials.formulas.elements import NAMES
from builder.triples import Triple

#: Elements that are added to alloys, those of each row to much the same end.
_ADDED = (
    ("Al", "Ti", "Nb", "Mo", "V", "Ta", "W", "Zr", "Hf", "Cu", "Mn", "Si", "Sn"),
    ("C", "N", "B", "O"),
    ("Y", "Ce", "La", "Sc"),
)
_ROLE_BEHIND = re.compile(
    r"\s(?:additions?|contents?|concentrations?|doping|alloying|amount|element)\b"
    r"|-(?:doped|added|alloyed|containing)\b"
)
#: How many elements an alloy has, the added one among them.
_COUNTED = re.compile(r"\b(?:ternary|quaternary|quinary|senary|septenary)\b", re.IGNORECASE)
#: Behind an element that is added together with something else.
_WITH_ANOTHER = re.compile(r"(?:,|/| and\b| or\b)\s?[A-Z\d]")
_LABEL = re.compile(r"[-–/](?!(?:doped|added|alloyed|containing)\b)|\s?\d")
_ROLE_BEFORE = re.compile(
    r"\b(?:additions? of|contents? of|adding|doping with|alloying with|amounts? of|doped with"
    r"|concentrations? of|effects? (?:does|did|do|of)|influence of|role (?:does|of)|with more)"
    r" (?:increasing |trace |more |minor |excessive )?$"
)


def with_other_element(triple: Triple, view: AbstractView, corpus: Corpus) -> Iterator[Swap]:
    """Yield the question for an element that its abstract does not name."""
    question = triple.question
    words = blanked(question)
    if _COUNTED.search(words):
        return
    found = [one for one in find_elements(words) if not _LABEL.match(words, one.end)]
    if len(found) < len(find_elements(words)):
        return
    if len({one.symbol for one in found}) != 1 or not any(_is_added(one, words) for one in found):
        return
    if any(_is_one_of_several(one, words) for one in found):
        return  # The abstract tells of what is added together with it.
    mine = found[0].symbol
    if mine in _named_in_title(question):
        return  # The quoted title would give it away.
    if any(mine in alloy.elements for alloy in asked_alloys(question)):
        return
    group = next((row for row in _ADDED if mine in row), ())
    for symbol in sorted(group, key=lambda other: chance(triple.id, other)):
        if symbol not in view.elements and not _names_element(symbol, view.lower):
            asked = question
            for one in reversed(found):
                asked = put_in(asked, one.start, one.end, _written(symbol, one))
            other = _written(symbol, found[0])
            reason = f"the abstract {told_of(triple)} of {found[0].text}, not of {other}"
            yield Swap("other element", asked, reason, other)


def _named_in_title(question: str) -> set[str]:
    """Return the symbols of the elements that a quoted title names, alone or in a formula."""
    title = quoted(question)
    alone = {one.symbol for one in find_elements(title)}
    return alone.union(*(alloy.elements for alloy in find_alloys(title)))


def _is_added(one: Element, words: str) -> bool:
    return bool(_ROLE_BEHIND.match(words, one.end) or _ROLE_BEFORE.search(words[: one.start]))


def _is_one_of_several(one: Element, words: str) -> bool:
    before, behind = words[: one.start].rstrip(), words[one.end :]
    return before.endswith((" and", ",", " or", "/")) or bool(_WITH_ANOTHER.match(behind))


def _written(symbol: str, like: Element) -> str:
    """Return an element as its symbol or its name, as another one is written."""
    if like.text == like.symbol:
        return symbol
    name = next(name for name, known in NAMES.items() if known == symbol)
    return name.capitalize() if like.text[0].isupper() else name


def _names_element(symbol: str, lower: str) -> bool:
    return any(name in lower for name, known in NAMES.items() if known == symbol)
