"""The conditions that the papers of a corpus give, to ask at one of them instead of another."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity

#: Dimensions of conditions that are exchanged.
CONDITIONS = ("temperature", "time", "strain_rate", "force", "atomic_fraction", "mass_fraction")
#: Temperatures at which one tests are multiples of this in °C or K, or those of cold liquids in K.
_ROUND, _COLD = 25, frozenset({4.2, 20.0, 77.0, 93.0, 298.0})
#: Letters of other alphabets that look like those of a unit, as in 1150 °С; not µ and Ω.
_OTHER_LETTER = re.compile(r"[\u0400-\u04ff]")
_PLAIN = re.compile(r"\d+(?:\.\d+)?\s?(?:[^\s\d-]+)(?:\s?[-−]1)?")


class KnownConditions:
    """Single values of conditions as papers write them, by dimension and unit."""

    def __init__(self) -> None:
        """Know none."""
        self._words: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._usual: dict[tuple[str, str], list[Quantity]] = {}

    def add(self, quantities: Iterable[Quantity]) -> None:
        """Note the conditions among the quantities of a paper."""
        for one in quantities:
            if one.dimension in CONDITIONS and one.low == one.high and one.text[0].isdigit():
                self._words[one.dimension, one.unit].add(one.text)
                self._usual.clear()

    def usual(self, dimension: str, unit: str, low: float, high: float) -> Sequence[Quantity]:
        """Return the plain and usual ones between two values in base units, bounds included."""
        kind = dimension, unit
        if kind not in self._usual:
            self._usual[kind] = sorted(_usual_ones(self._words.get(kind, ())), key=_size)
        known = self._usual[kind]
        return known[bisect_left(known, low, key=_size) : bisect_right(known, high, key=_size)]


def _size(one: Quantity) -> float:
    """Return the value in base units."""
    return one.si[0]


def _usual_ones(known: Iterable[str]) -> Iterator[Quantity]:
    """Yield the conditions that are written plainly and usual, read from these words alone."""
    for words in known:
        found = find_quantities(words)
        if found and found[0].text == words and _is_usual(found[0]):
            yield found[0]


def _is_usual(one: Quantity) -> bool:
    """Return whether a condition is written plainly, and a temperature is a usual one."""
    if not _PLAIN.fullmatch(one.text) or _OTHER_LETTER.search(one.text):
        return False
    if one.dimension != "temperature":
        return True
    kelvins = one.unit == "K" and (one.low - 273) % _ROUND < 1
    return one.low % _ROUND == 0 or kelvins or one.si[0] in _COLD
