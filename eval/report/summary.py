"""What the rows of an evaluation amount to: means with intervals, gains, strata and worst cases."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.gold.held_out import HeldOutQuestion
from eval.grid.run import BASE, CLOSED, EXTRACTIVE, MODES, ORACLE, RAG, SURPRISE, TUNED
from eval.stats.intervals import PaperValue, Score, clustered_mean, perplexity
from eval.stats.paired_tests import PairedDifference, holm, paired
from eval.stats.risk_coverage import AnsweredQuestion

#: Runs from 1 up, where other measures run from 0 to 1.
PERPLEXITY = "perplexity"
#: What each measure is called and says, headline measures first.
MEASURES = {
    "f1": "F1: likeness to the known answer, word by word; 0 for a refusal",
    "value": "value right: the known value in what was written, in any unit",
    "written_grounded": "grounded: share of the sentences written that the papers say",
    "coverage": "answered: share of the answerable questions",
    "refusal_recall": "refused: share of the unanswerable questions",
    "evidence_cited": "evidence: the known sentence is among the quotes",
    PERPLEXITY: "perplexity: of the known answer to the model, over its tokens alone; 1 is best."
    " Quotes have none, and a server tells none",
}
HEADLINE = tuple(MEASURES)
#: What gains are tested on.
TESTED = ("f1", "value", "written_grounded")
#: What the worst answers lack.
_RIGHT = ("f1", "written_grounded", "refusal_recall")
#: A mean over fewer of the rows than this is not given.
COVERAGE_FLOOR = 0.9
#: Prefix of what ragas measured.
RAGAS = "ragas_"
_MOST_WORST = 20
_STRATA = ("kind", "length", "family", "year")
#: Groups of a stratum that are shown by name; the rest go together.
_MOST_GROUPS = 8
_OTHERS = "others"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Gain:
    """What one step brings: from one cell to another, in one measure."""

    step: str
    first: str
    second: str
    measure: str
    difference: PairedDifference
    p: float | None
    """Corrected for all the tests of the evaluation."""


@dataclass(frozen=True, slots=True)
class WorstAnswer:
    """One of the worst answers, beside what is known."""

    cell: str
    row: Row
    case: HeldOutQuestion
    badness: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that a report tells."""

    name: str
    questions: int
    cells: tuple[str, ...]
    scores: dict[str, dict[str, Score]]
    """By cell, by measure."""
    failed: dict[str, int]
    """By cell: questions that got no answer at all."""
    gains: tuple[Gain, ...]
    strata: dict[str, dict[str, dict[str, Score]]]
    """By stratum, by group, by cell: F1."""
    tries: dict[str, list[AnsweredQuestion]]
    worst: tuple[WorstAnswer, ...]
    settings: dict[str, Any]
    retrieval: dict[str, dict[str, Score]]
    """By ranker, by measure."""
    losses: dict[str, list[dict[str, float]]]
    """By adapter: what was logged as it was trained."""
    notes: tuple[str, ...]

    @property
    def headline(self) -> list[str]:
        """The headline measures that any cell has."""
        return [m for m in HEADLINE if any(m in of for of in self.scores.values())]

    @property
    def measures(self) -> list[str]:
        """All measures that any cell has."""
        return sorted({measure for of in self.scores.values() for measure in of})


def hide_low_coverage(score: Score, floor: float = COVERAGE_FLOOR) -> Score:
    """The score, without its mean where too few of the rows were scored for it to mean anything."""
    rows = score.n + score.unscored
    if rows and score.n < floor * rows:
        return Score(None, None, None, score.n, score.unscored)
    return score


def format_score(score: Score | None) -> str:
    """A score as people read it: with its interval, or why there is none."""
    if score is None:
        return "–"
    if score.value is None:
        rows = score.n + score.unscored
        return f"not available ({score.n}/{rows} scored)" if rows else "–"
    if score.low is None or score.high is None:
        return f"{score.value:.3f}"
    return f"{score.value:.3f} ({score.low:.3f}–{score.high:.3f})"


def format_bounds(found: PairedDifference) -> str:
    """Return the interval of a gain, or why it has none."""
    if found.low is None or found.high is None:
        return "one paper only"
    return f"{found.low:+.3f} to {found.high:+.3f}"


def scores_of(rows: Iterable[Row]) -> dict[str, Score]:
    """Each measure over the rows that it applies to.

    A judge's means are not given where it failed too often; in ours a row is unscored where a
    refusal left nothing to score, which the measures of refusals count.
    """
    by_measure: dict[str, list[PaperValue]] = {}
    for row in rows:
        for measure, value in row["scores"].items():
            tokens = row.get("known_tokens", 0) if measure == SURPRISE else 1
            by_measure.setdefault(measure, []).append(PaperValue(value, row["cluster"], tokens))
    surprises = by_measure.pop(SURPRISE, None)
    found = {measure: clustered_mean(values) for measure, values in by_measure.items()}
    if surprises:
        found[PERPLEXITY] = perplexity(surprises)
    return {
        m: hide_low_coverage(score) if m.startswith(RAGAS) else score for m, score in found.items()
    }


def values_by_question(rows: Iterable[Row], measure: str) -> dict[str, PaperValue]:
    """Question id → its value, of the rows that the measure applies to."""
    return {
        row["id"]: PaperValue(row["scores"][measure], row["cluster"])
        for row in rows
        if measure in row["scores"]
    }


def steps_between(cells: Sequence[str]) -> list[tuple[str, str, str]]:
    """What can be told from the cells there are: (what the step is, from, to)."""
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
    """Each step in each tested measure, with p-values corrected for all of them."""
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


def strata_of(by_cell: Mapping[str, Sequence[Row]]) -> dict[str, dict[str, dict[str, Score]]]:
    """F1 by kind of question, length of context, alloy family and year; small groups together."""
    found: dict[str, dict[str, dict[str, Score]]] = {}
    for stratum in _STRATA:
        values: dict[str, dict[str, list[PaperValue]]] = {}
        counts: Counter[str] = Counter()
        for cell, rows in by_cell.items():
            for row in rows:
                if "f1" in row["scores"]:
                    group = row["strata"][stratum]
                    counts[group] += 1
                    value = PaperValue(row["scores"]["f1"], row["cluster"])
                    values.setdefault(group, {}).setdefault(cell, []).append(value)
        shown_groups = sorted(group for group, _ in counts.most_common(_MOST_GROUPS))
        rest = sorted(counts.keys() - set(shown_groups))
        parts = {**{group: [group] for group in shown_groups}, **({_OTHERS: rest} if rest else {})}
        found[stratum] = {
            name: {
                cell: clustered_mean([v for group in groups for v in values[group].get(cell, [])])
                for cell in by_cell
            }
            for name, groups in parts.items()
        }
    return found


def answered_questions_of(rows: Iterable[Row]) -> list[AnsweredQuestion]:
    """How sure each answer was and whether it was right, where confidence is known at all."""
    return [
        AnsweredQuestion(
            row["confidence"], bool(row["answers"]), row["scores"].get("evidence_cited", 1) != 0
        )
        for row in rows
        if "error" not in row
    ]


def worst_of(
    by_cell: Mapping[str, Sequence[Row]], cases: Mapping[str, HeldOutQuestion]
) -> tuple[WorstAnswer, ...]:
    """The answers furthest from the truth, surest first, one for each question."""
    found: dict[str, WorstAnswer] = {}
    for cell, rows in by_cell.items():
        for row in rows:
            right = [row["scores"].get(measure) for measure in _RIGHT]
            badness = sum(1 - value for value in right if value is not None)
            badness += row.get("confidence", 0.0) / 10
            bad = WorstAnswer(cell, row, cases[row["id"]], badness)
            if row["id"] not in found or badness > found[row["id"]].badness:
                found[row["id"]] = bad
    order = sorted(found.values(), key=lambda bad: (-bad.badness, bad.row["id"]))
    return tuple(order[:_MOST_WORST])


def summarise_evaluation(
    name: str,
    by_cell: Mapping[str, Sequence[Row]],
    cases: Sequence[HeldOutQuestion],
    settings: dict[str, Any],
    retrieval: dict[str, dict[str, Score]],
    losses: dict[str, list[dict[str, float]]],
    notes: Sequence[str],
) -> Evaluation:
    """What the rows of all cells amount to."""
    return Evaluation(
        name,
        len(cases),
        tuple(by_cell),
        {cell: scores_of(rows) for cell, rows in by_cell.items()},
        {cell: sum("error" in row for row in rows) for cell, rows in by_cell.items()},
        gains_of(by_cell),
        strata_of(by_cell),
        {c: answered_questions_of(rows) for c, rows in by_cell.items() if not c.endswith(CLOSED)},
        worst_of(by_cell, {case.question.id: case for case in cases}),
        settings,
        retrieval,
        losses,
        tuple(notes),
    )


def compare_evaluations(
    first: Mapping[str, Sequence[Row]], second: Mapping[str, Sequence[Row]]
) -> tuple[Gain, ...]:
    """What a second evaluation gains over a first, cell by cell and measure by measure.

    Only ``TESTED`` measures are corrected together: they are what is claimed; the rest explain.
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
