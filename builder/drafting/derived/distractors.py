"""Find wrong values that are near: of the same property and unit in the same paper first."""

import re
from collections.abc import Iterator, Sequence

from builder.drafting.paper_draft import pick
from builder.drafting.values.levels import AskedValue
from builder.materials.measurements.measurement import PlacedFacts
from builder.materials.quantity import Quantity

#: A value by a plain number, and its unit as it is written.
_PLAIN = re.compile(r"\d+(?:\.\d+)?(?P<unit>\s?[^\s\d×.,].*)")
#: Two values nearer than this share of the larger are not told apart by a question.
_APART = 0.08
#: A value of another property is near if it is at most so many times larger or smaller.
_NEAR = 2.5
#: Properties whose values differ little: a made-up one would be absurd.
_NARROW = frozenset({"lattice parameter", "density", "relative density", "melting temperature"})
#: Factors of made-up values, beside those of the paper.
_FACTORS = ((0.72, 1.35, 1.6), (0.55, 0.8, 1.3), (1.25, 1.5, 0.68), (0.6, 0.85, 1.45))


def distractors(one: AskedValue, read: Sequence[PlacedFacts], number: int) -> list[str]:
    """Return wrong answers for a value, near and in its unit.

    Args:
        one: The value.
        read: The sentences of its paper, whose other values of the property come first.
        number: How many are wanted.

    Returns:
        Fewer, or none, where the value has no single number to vary.
    """
    quantity = one.value.quantity
    if quantity.low != quantity.high or quantity.below or not _PLAIN.fullmatch(one.answer):
        return []
    if one.value.property in _NARROW:
        return []
    found: list[tuple[float, str]] = []
    for amount, words in (*_of_paper(one, read), *_made_up(one)):
        if all(_apart(amount, other) for other in (quantity.low, *(a for a, _ in found))):
            found.append((amount, words))
    return [words for _, words in found[:number]]


def _of_paper(one: AskedValue, read: Sequence[PlacedFacts]) -> Iterator[tuple[float, str]]:
    """Yield other values of the property, or of its dimension, in the same paper."""
    value = one.value
    others = [
        other
        for placed in read
        for other in placed.facts.values
        if _is_like(value.quantity, other.quantity)
    ]
    for same in (True, False):
        for other in others:
            if (other.property == value.property) is not same or not other.property:
                continue
            if same or 1 / _NEAR < other.quantity.low / value.quantity.low < _NEAR:
                yield other.quantity.low, _written(other.quantity.low, one)


def _is_like(quantity: Quantity, other: Quantity) -> bool:
    single = other.low == other.high and not other.below
    return other.unit == quantity.unit and single and other.low > 0


def _made_up(one: AskedValue) -> Iterator[tuple[float, str]]:
    """Yield values around the true one, with as many digits."""
    quantity = one.value.quantity
    for factor in pick(_FACTORS, *one.key):
        amount = float(f"{quantity.low * factor:.{_digits(quantity.low)}g}")
        yield amount, _written(amount, one)


def _digits(amount: float) -> int:
    """Return how many digits a made-up value has: those of the true one, two to four."""
    return min(max(len(f"{amount:g}".replace(".", "").strip("0")), 2), 4)


def _written(amount: float, like: AskedValue) -> str:
    """Write an amount as a value is written, in its unit."""
    return _PLAIN.sub(rf"{amount:g}\g<unit>", like.answer)


def _apart(one: float, other: float) -> bool:
    return abs(one - other) > _APART * max(abs(one), abs(other))
