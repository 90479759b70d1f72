"""Sort values by what they depend on: the amount of an element, or the temperature."""

import re
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answer.collected.values.order import ends_of, papers_of
from answer.question.parse import ParsedQuestion
from builder.library.property_table import PropertyRow

#: The temperature of a treatment is none that a value holds at.
_OF_TREATMENT = re.compile(r"\b\w+(?:ing|ization|isation|ment) temperatures?\b", re.IGNORECASE)
_TEMPERATURE = re.compile(r"\btemperatures?\b", re.IGNORECASE)
#: Fewest values, from as many papers and at as many places, that show a trend.
_FEWEST_VALUES, _FEWEST_PAPERS, _FEWEST_PLACES = 4, 2, 3
#: Rank correlation from which values rise or fall on the whole: with it fewer than one in twenty
#: random orders of twelve values would be taken for a trend.
_CORRELATED = 0.6

Point = tuple[float, PropertyRow]


@dataclass(frozen=True, slots=True)
class Variable:
    """What values are sorted by."""

    name: str
    of: Callable[[PropertyRow], float | None]
    """Returns where a value stands; None where its paper does not say."""

    def points(self, rows: Sequence[PropertyRow]) -> list[Point] | None:
        """Return the values in order; None if they are too few to show anything."""
        placed = [(x, row) for row in rows if (x := self.of(row)) is not None]
        placed.sort(key=lambda point: (point[0], ends_of(point[1].value.quantity, point[1].of)))
        # Where most values are of the alloy without the element, they tell nothing of it.
        if sum(x != 0 for x, _ in placed) * 2 < len(placed):
            placed = [point for point in placed if point[0] != 0]
        found = [row for _, row in placed]
        places = len({round(x, 4) for x, _ in placed})
        enough = len(found) >= _FEWEST_VALUES and places >= _FEWEST_PLACES
        return placed if enough and papers_of(found) >= _FEWEST_PAPERS else None

    def tell(self, points: Sequence[Point]) -> str:
        """Return in words whether the values rise or fall on the whole."""
        rank = rank_correlation(
            [x for x, _ in points],
            [sum(ends_of(row.value.quantity, row.of)) for _, row in points],
        )
        if abs(rank) < _CORRELATED:
            return f"no clear trend over all papers (rank correlation {rank:+.2f})."
        goes = "rising" if rank > 0 else "falling"
        return f"{goes} on the whole (rank correlation {rank:+.2f})."

    def tell_within(self, points: Sequence[Point]) -> str:
        """Return in how many papers the values rise or fall, each by itself; "" where none tells.

        Papers differ in more than what the values are sorted by.
        """
        of_paper: dict[str, list[Point]] = {}
        for point in points:
            of_paper.setdefault(point[1].listed.id, []).append(point)
        ranks = [
            rank_correlation(
                [x for x, _ in own], [sum(ends_of(row.value.quantity, row.of)) for _, row in own]
            )
            for own in of_paper.values()
        ]
        rising, falling = (sum(one * rank >= _CORRELATED for rank in ranks) for one in (1, -1))
        found = (("rises", rising), ("falls", falling))
        told = [f"{way} in {n} of {len(of_paper)}" for way, n in found if n]
        return f" Within single papers it {' and '.join(told)}." if told else ""


def read_variable(question: ParsedQuestion) -> Variable | None:
    """Return what a question wants the values sorted by; None if no value tells it."""
    if len(question.elements) == 1:
        (element,) = question.elements
        return Variable(f"{element} content", lambda row: _share_of(element, row))
    if _TEMPERATURE.search(question.text) and not _OF_TREATMENT.search(question.text):
        return Variable("temperature", _temperature)
    return None


def _share_of(element: str, row: PropertyRow) -> float | None:
    """Return the atomic fraction of an element in the alloy of a value."""
    if row.alloy is None or None in row.alloy.amounts:
        return None
    shares = dict(zip(row.alloy.elements, row.alloy.fractions, strict=True))
    return shares.get(element) or 0.0


def _temperature(row: PropertyRow) -> float | None:
    at = row.temperature
    return sum(at.si) / 2 if at and at not in row.value.treatment else None


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Spearman's rank correlation; 0 where all values of one side are equal."""
    if min(len(set(one)), len(set(other))) < 2:
        return 0.0
    return statistics.correlation(_ranks(one), _ranks(other))


def _ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value; equal values share the mean of theirs."""
    ranks: dict[float, float] = {}
    smaller = 0
    for value, count in sorted(Counter(values).items()):
        ranks[value] = smaller + (count + 1) / 2
        smaller += count
    return [ranks[value] for value in values]
