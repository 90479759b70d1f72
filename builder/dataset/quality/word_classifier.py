"""Tell two sorts of texts apart by their words: logistic regression, and how well it ranks."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_Numbers: TypeAlias = "NDArray[np.float64]"
_WORD = re.compile(r"\b\w\w+\b")
#: Newton steps and steps of the conjugate gradients within each, at most.
_STEPS, _INNER_STEPS = 25, 200
_CLOSE = 1e-4


def left_out_odds(
    texts: Sequence[str], marked: Sequence[bool], groups: Sequence[str], folds: int
) -> _Numbers:
    """Return the log odds that each text is marked, by weights fitted without its group.

    Args:
        texts: The texts; of each only which words it has counts.
        marked: Which of them are of the sort to be told.
        groups: Texts of one group are never parted.
        folds: In how many parts the groups are left out in turn; part by part about as many texts.
    """
    import numpy as np

    bag = _Bag(texts)
    fold = _folds(groups, folds)
    told = np.array(marked, float)
    odds = np.zeros(len(texts))
    for number in range(folds):
        left_out = fold == number
        odds[left_out] = bag.odds(_fit(bag, told, ~left_out))[left_out]
    return odds


def area_under_roc(marked: Sequence[bool], scores: _Numbers) -> float:
    """Return how often a marked text scores above another one; a tie counts half."""
    import numpy as np

    told = np.array(marked, bool)
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    yes = int(told.sum())
    return float((ranks[told].sum() - yes * (yes + 1) / 2) / (yes * (len(told) - yes)))


class _Bag:
    """Which words each text has, and a constant, as the places of the ones of a matrix."""

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy as np

        words: dict[str, int] = {}
        rows, columns = [], []
        for row, text in enumerate(texts):
            for word in sorted(set(_WORD.findall(text.lower()))):
                rows.append(row)
                columns.append(words.setdefault(word, len(words)))
        self.size, self.width = len(texts), len(words) + 1
        self._rows = np.array([*rows, *range(self.size)], np.int64)
        self._columns = np.array([*columns, *[len(words)] * self.size], np.int64)

    def odds(self, weights: _Numbers) -> _Numbers:
        """Return the sum of the weights of each text's words."""
        import numpy as np

        return np.bincount(self._rows, weights[self._columns], self.size).astype(np.float64)

    def sums(self, values: _Numbers) -> _Numbers:
        """Return the sum of the values of the texts that have each word."""
        import numpy as np

        return np.bincount(self._columns, values[self._rows], self.width).astype(np.float64)


def _folds(groups: Sequence[str], folds: int) -> "NDArray[np.int64]":
    """Give each text the fold of its group: the largest group first, to the fold with the least."""
    import numpy as np

    held = [0] * folds
    fold: dict[str, int] = {}
    for group, count in sorted(Counter(groups).items(), key=lambda one: (-one[1], one[0])):
        fold[group] = held.index(min(held))
        held[fold[group]] += count
    return np.array([fold[group] for group in groups])


def _fit(bag: _Bag, told: _Numbers, used: "NDArray[np.bool_]") -> _Numbers:
    """Return weights that tell the used texts apart; both sorts count alike, weights are held by 1.

    Newton's method; each step is found by conjugate gradients, for which no matrix is made.
    """
    import numpy as np

    yes, no = (max(1, int((used & (told == sort)).sum())) for sort in (1, 0))
    counts = np.where(told == 1, (yes + no) / (2 * yes), (yes + no) / (2 * no)) * used
    held = np.ones(bag.width)
    held[-1] = 0.0
    found = np.zeros(bag.width)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(bag.odds(found), -30, 30)))
        slope = bag.sums(counts * (chance - told)) + held * found
        if float(np.abs(slope).max()) < _CLOSE:
            break
        found = found - _solved(bag, counts * chance * (1 - chance), held, slope)
    return found


def _solved(bag: _Bag, curve: _Numbers, held: _Numbers, slope: _Numbers) -> _Numbers:
    """Return the Newton step: what (bagᵀ·curve·bag + held) makes the slope of."""
    import numpy as np

    step = np.zeros(bag.width)
    rest, way = slope.copy(), slope.copy()
    size = float(rest @ rest)
    for _ in range(_INNER_STEPS):
        turned = bag.sums(curve * bag.odds(way)) + held * way
        length = size / float(way @ turned)
        step += length * way
        rest -= length * turned
        left = float(rest @ rest)
        if left < _CLOSE**2:
            break
        way = rest + left / size * way
        size = left
    return step
