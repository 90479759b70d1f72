"""Compare cells of the grid, or two evaluations, question by question: what each step gains."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from eval.grid.run import BASE, CLOSED, EXTRACTIVE, MODES, ORACLE, RAG, TUNED
from eval.stats.intervals import PaperValue
from eval.stats.paired_tests import PairedDifference, holm, paired

#: Measures on which gains are tested.
TESTED = ("f1", "value", "written_grounded")

#: A row of the row store.
Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Gain:
    """The gain from one cell of the grid to another, in one measure."""

    step: str
    first: str
    second: str
    measure: str
    difference: PairedDifference
    p: float | None
    """Corrected for all the tests of the evaluation; None where there are too few papers."""


def format_bounds(found: PairedDifference) -> str:
    """Return the interval of a gain, or why it has none."""
    if found.low is None or found.high is None:
        return "no interval"
    return f"{found.low:+.3f} to {found.high:+.3f}"


def format_p(p: float | None) -> str:
    """Return a p-value in three decimals, or a dash for none."""
    return "–" if p is None else f"{p:.3f}"


def values_by_question(rows: Iterable[Row], measure: str) -> dict[str, PaperValue]:
    """Return question id → value, of the rows that the measure applies to."""
    return {
        row["id"]: PaperValue(row["scores"][measure], row["cluster"])
        for row in rows
        if measure in row["scores"]
    }


def steps_between(cells: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return the steps that the cells allow to compare, each of (name, from, to)."""
    pairs = [
        *(("retrieval", f"{who}/{CLOSED}", f"{who}/{RAG}") for who in (BASE, TUNED)),
        *(("tuning", f"{BASE}/{mode}", f"{TUNED}/{mode}") for mode in MODES),
        *(
            ("a model instead of quotes", f"{EXTRACTIVE}/{RAG}", f"{w}/{RAG}")
            for w in (BASE, TUNED)
        ),
        *(("a perfect search", f"{w}/{RAG}", f"{w}/{ORACLE}") for w in (EXTRACTIVE, BASE, TUNED)),
    ]
    return [(step, one, other) for step, one, other in pairs if {one, other} <= set(cells)]


def gains_of(by_cell: Mapping[str, Sequence[Row]]) -> tuple[Gain, ...]:
    """Return the gain of each step in each tested measure, with p-values corrected for all."""
    found = [
        (
            step,
            one,
            other,
            measure,
            paired(*(values_by_question(by_cell[c], measure) for c in (one, other))),
        )
        for step, one, other in steps_between(list(by_cell))
        for measure in TESTED
    ]
    found = [one for one in found if one[4].n]
    corrected = holm([one[4].p for one in found])
    return tuple(Gain(*one, p) for one, p in zip(found, corrected, strict=True))


def compare_evaluations(
    first: Mapping[str, Sequence[Row]], second: Mapping[str, Sequence[Row]]
) -> tuple[Gain, ...]:
    """Return the gains of a second evaluation over a first, by cell and measure.

    Only the p-values of ``TESTED`` measures are corrected together: claims rest on these alone.
    """
    found = [
        (
            cell,
            measure,
            paired(
                values_by_question(first[cell], measure), values_by_question(second[cell], measure)
            ),
        )
        for cell in first
        if cell in second
        for measure in sorted({m for row in first[cell] for m in row["scores"]})
    ]
    found = [one for one in found if one[2].n]
    tested = [one[2].p if one[1] in TESTED else None for one in found]
    return tuple(
        Gain(cell, cell, cell, measure, difference, p if measure in TESTED else difference.p)
        for (cell, measure, difference), p in zip(found, holm(tested), strict=True)
    )
