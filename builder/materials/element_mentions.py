"""Find elements that running text names outside of formulas."""

import re
from dataclasses import dataclass
from functools import lru_cache

from builder.materials.alloys import find_alloys
from builder.materials.formulas.elements import ATOMIC_WEIGHT, GASES, NAMES, SYMBOL, any_symbol

_WORD = re.compile(r"[A-Za-z][a-z]{2,11}")
_BARE_SYMBOL = re.compile(
    rf"(?<![^\W_])(?:\d{{1,3}}(?=[A-Z][a-z]))?({any_symbol([*ATOMIC_WEIGHT, *GASES])})(?![^\W_])"
)
_ALSO_WORDS = frozenset({"As", "Be", "He", "In"})
_SYMBOL_BEFORE = re.compile(rf"(?<!\w){SYMBOL}[-–/]$")
_RARELY_BARE = frozenset("CFKPSU")
_ROLE_AFTER = re.compile(r"[-–](?:doped|rich|containing|free|alloyed|added|bearing)")
_AMOUNT_AFTER = re.compile(r"\s(?:addition|content|concentration|atoms|doping|alloying)")
_MID_SENTENCE = re.compile(r"[a-z\d,] $")
_UNIT_BEFORE = re.compile(r"(?:[\d°◦·]|\d/|degrees)\s?$")
_INITIAL_AFTER = re.compile(r"\.\s?[A-Z]|[-–−·^]?\d|['’·]")


@dataclass(frozen=True, slots=True)
class Element:
    """An element named or written as a symbol outside any formula."""

    text: str
    start: int
    end: int
    symbol: str


@lru_cache(maxsize=1024)
def find_elements(text: str) -> tuple[Element, ...]:
    """Find elements named ("aluminium") or written as bare symbols ("Al", "63Ni").

    A symbol that is also a unit (5 W, 300 K) or a word (In, As, He at a sentence's start) counts
    only where the words beside it make it an element.
    """
    found = [
        Element(word.group(), *word.span(), NAMES[word.group().lower()])
        for word in _WORD.finditer(text)
        if word.group().lower() in NAMES and not text[word.end() : word.end() + 1].isalpha()
    ]
    inside = [(alloy.start, alloy.end) for alloy in find_alloys(text)]
    for match in _BARE_SYMBOL.finditer(text):
        start, end = match.span()
        if _is_element(text, match[1], start, end) and not any(a <= start < b for a, b in inside):
            found.append(Element(match.group(), start, end, match[1]))
    return tuple(sorted(found, key=lambda element: element.start))


def _is_element(text: str, symbol: str, start: int, end: int) -> bool:
    before = text[max(start - 12, 0) : start]
    if _SYMBOL_BEFORE.search(before) or _ROLE_AFTER.match(text, end):
        return True
    if symbol in _ALSO_WORDS:
        return symbol == "He" and _MID_SENTENCE.search(before) is not None
    if symbol in _RARELY_BARE:
        return _AMOUNT_AFTER.match(text, end) is not None
    if len(symbol) == 1:
        return not (_UNIT_BEFORE.search(before) or _INITIAL_AFTER.match(text, end))
    return True
