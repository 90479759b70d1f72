"""Score answers apart by the kind of their question, and by what it was taken to ask for."""

from collections.abc import Callable, Sequence

from eval.metrics.answers import JudgedAnswer
from eval.stats.intervals import Score, mean

#: Measures that tell kinds apart; those that read the length of an answer do not.
KIND_MEASURES = (
    "coverage",
    "refusal_recall",
    "source_cited",
    "evidence_cited",
    "value_exact_match",
    "short_token_f1",
)


def scores_by_kind(judged: Sequence[JudgedAnswer]) -> dict[str, dict[str, Score]]:
    """Return kind → measure → score, for the kinds that the question file names."""
    return _grouped(judged, lambda one: one.question.kind)


def scores_by_intent(judged: Sequence[JudgedAnswer]) -> dict[str, dict[str, Score]]:
    """Return intent → measure → score: what each question was taken to ask for."""
    return _grouped(judged, lambda one: one.answer.intent)


def _grouped(
    judged: Sequence[JudgedAnswer], of: Callable[[JudgedAnswer], str]
) -> dict[str, dict[str, Score]]:
    """Return the scores of each group, the largest first; answers of no group are left out."""
    groups: dict[str, list[JudgedAnswer]] = {}
    for one in judged:
        if name := of(one):
            groups.setdefault(name, []).append(one)
    order = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return {name: _scores(members) for name, members in order}


def _scores(members: Sequence[JudgedAnswer]) -> dict[str, Score]:
    found = {
        name: [one.values[name] for one in members if name in one.values] for name in KIND_MEASURES
    }
    return {name: mean(values) for name, values in found.items() if values}
