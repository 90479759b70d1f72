"""Summarise the rows of an evaluation: means with intervals, gains, strata and worst answers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.gold.held_out import HeldOutQuestion
from eval.gold.questions import TITLE_QUOTED, Question
from eval.grid.run import ANSWER_LOSS, CLOSED
from eval.report.gains import Gain, Row, gains_of
from eval.stats.intervals import PaperValue, Score, clustered_mean, perplexity
from eval.stats.risk_coverage import AnsweredQuestion

#: Runs from 1 up, where other measures run from 0 to 1.
PERPLEXITY = "perplexity"
#: Headline measure → its name and meaning, as a report gives them.
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
#: Measures by which the worst answers are found.
_RIGHT = ("f1", "written_grounded", "refusal_recall")
#: Least share of rows that must be scored for a mean to be given.
COVERAGE_FLOOR = 0.9
#: Prefix of the names of ragas' measures.
RAGAS = "ragas_"
_MOST_WORST = 20
#: Stratum → what the questions of a group share, as a report says it.
STRATA = {
    "kind": "kind",
    "length": "length of the abstract",
    "family": "alloy system",
    "year": "year",
    "title": "title quoted in the question",
}
_TITLE = "title"
#: Groups of a stratum that are shown by name; the rest go together.
_MOST_GROUPS = 8
_OTHERS = "others"


@dataclass(frozen=True, slots=True)
class WorstAnswer:
    """One of the worst answers, with the question it was given to."""

    cell: str
    row: Row
    case: HeldOutQuestion
    badness: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that a report gives."""

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
    answered: dict[str, list[AnsweredQuestion]]
    """By cell: confidence of each answer, and whether it was right."""
    worst: tuple[WorstAnswer, ...]
    settings: dict[str, Any]
    retrieval: dict[str, dict[str, Score]]
    """By ranker, by measure."""
    losses: dict[str, list[dict[str, float]]]
    """By adapter: the rows of its training log."""
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
    """Return the score, without its mean where too few of the rows were scored."""
    rows = score.n + score.unscored
    if rows and score.n < floor * rows:
        return Score(None, None, None, score.n, score.unscored)
    return score


def format_score(score: Score | None) -> str:
    """Return a score with its interval, or why there is none."""
    if score is None:
        return "–"
    if score.value is None:
        rows = score.n + score.unscored
        return f"not available ({score.n}/{rows} scored)" if rows else "–"
    if score.low is None or score.high is None:
        return f"{score.value:.3f} (no interval)"
    return f"{score.value:.3f} ({score.low:.3f}–{score.high:.3f})"


def scores_of(rows: Iterable[Row]) -> dict[str, Score]:
    """Return the mean of each measure over the rows that it applies to.

    The mean of a judge that failed too often is hidden. Means of our own measures are not: a row is
    unscored where a refusal left nothing to score, and measures of refusals count that.
    """
    by_measure: dict[str, list[PaperValue]] = {}
    for row in rows:
        for measure, value in row["scores"].items():
            tokens = row.get("known_tokens", 0) if measure == ANSWER_LOSS else 1
            by_measure.setdefault(measure, []).append(PaperValue(value, row["cluster"], tokens))
    losses = by_measure.pop(ANSWER_LOSS, None)
    found = {measure: clustered_mean(values) for measure, values in by_measure.items()}
    if losses:
        found[PERPLEXITY] = perplexity(losses)
    return {
        m: hide_low_coverage(score) if m.startswith(RAGAS) else score for m, score in found.items()
    }


def strata_of(by_cell: Mapping[str, Sequence[Row]]) -> dict[str, dict[str, dict[str, Score]]]:
    """Return stratum → group → cell → F1; small groups of a stratum go together.

    There are none by title where no question quotes one.
    """
    found: dict[str, dict[str, dict[str, Score]]] = {}
    for stratum in STRATA:
        values: dict[str, dict[str, list[PaperValue]]] = {}
        counts: Counter[str] = Counter()
        for cell, rows in by_cell.items():
            for row in rows:
                if "f1" in row["scores"]:
                    group = _group_of(row, stratum)
                    counts[group] += 1
                    value = PaperValue(row["scores"]["f1"], row["cluster"])
                    values.setdefault(group, {}).setdefault(cell, []).append(value)
        if stratum == _TITLE and TITLE_QUOTED not in counts:
            continue
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


def _group_of(row: Row, stratum: str) -> str:
    """Return the group that a row belongs to; that by title is of the question as it was asked."""
    if stratum == _TITLE:
        return Question(row["id"], row.get("question", ""), "", frozenset(), None).title_group
    return str(row["strata"][stratum])


def answered_questions_of(rows: Iterable[Row]) -> list[AnsweredQuestion]:
    """Return the confidence of each answer, and whether it was right."""
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
    """Return the answers furthest from the truth, surest first, one for each question."""
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
    """Summarise the rows of all cells.

    Args:
        name: The evaluation's name.
        by_cell: Cell → its rows, as the row store keeps them.
        cases: The questions that were asked.
        settings: What the report names as settings.
        retrieval: Ranker → measure → score.
        losses: Adapter → rows of its training log.
        notes: Remarks for the reader.
    """
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
