"""Find the sets of elements that are much like one, among all that a corpus names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from builder.drafting.refusals.question_text import chance
from builder.materials.formulas.elements import ATOMIC_WEIGHT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Two alloys with this share of common elements are related.
_RELATED = 0.6
_MOST_RELATED = 40
#: Bits of one number; the elements of an alloy take as many numbers as all symbols need.
_BITS = 64
_PLACES = {symbol: divmod(place, _BITS) for place, symbol in enumerate(ATOMIC_WEIGHT)}

#: The bit of a symbol that is no element of the table.
_OTHER = divmod(len(_PLACES), _BITS)
_NUMBERS = _OTHER[0] + 1


class ElementSystems:
    """Sets of elements, each a bit field, so that all are compared with one at a time."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Note all sets; each is its symbols joined by hyphens, as `Alloy.element_key`."""
        import numpy as np

        self._keys = keys
        fields = np.array([_field(key) for key in keys], np.uint64).reshape(-1, _NUMBERS)
        self._fields = np.ascontiguousarray(fields.T)

    def likest(self, elements: str) -> Sequence[str]:
        """Return those with most of their elements in common with these, the likest first."""
        import numpy as np

        mine = np.array(_field(elements), np.uint64)[:, np.newaxis]
        common = _count(self._fields & mine)
        either = _count(self._fields | mine)
        near = np.flatnonzero(common >= _RELATED * either)
        share = common[near] / either[near]
        if len(near) > _MOST_RELATED:
            least = np.partition(share, -_MOST_RELATED)[-_MOST_RELATED]
            near, share = near[share >= least], share[share >= least]
        in_turn = sorted(
            (-one, chance(elements, self._keys[place]), self._keys[place])
            for one, place in zip(share.tolist(), near.tolist(), strict=True)
        )
        return [key for _, _, key in in_turn[:_MOST_RELATED]]


def _field(key: str) -> list[int]:
    """Return a set of elements as numbers, a bit for each element."""
    field = [0] * _NUMBERS
    for symbol in key.split("-"):
        number, bit = _PLACES.get(symbol, _OTHER)
        field[number] |= 1 << bit
    return field


def _count(fields: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """Return the number of elements in each set; no set has more than there are elements."""
    import numpy as np

    counts: NDArray[np.uint8] = np.bitwise_count(fields).sum(axis=0, dtype=np.uint8)
    return counts
