"""Score answers apart by the kind of their question, and by what it was taken to ask for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.gold.questions import TITLE_QUOTED
from eval.metrics.answers import BARE, JudgedAnswer
from eval.stats.intervals import PaperValue, Score, clustered_mean

#: The name of all kinds together.
EVERY_KIND = "all"
#: Measures that tell kinds apart; those that read the length of an answer do not.
KIND_MEASURES = (
    "coverage",
    "refusal_recall",
    "source_cited",
    "evidence_cited",
    "value_exact_match",
    "short_token_f1",
    BARE,
)


def scores_by_kind(judged: Sequence[JudgedAnswer]) -> dict[str, dict[str, Score]]:
    """Return kind → measure → score, for the kinds that the question file names."""
    return _grouped(judged, lambda one: one.question.kind)


def scores_by_intent(judged: Sequence[JudgedAnswer]) -> dict[str, dict[str, Score]]:
    """Return intent → measure → score: what each question was taken to ask for."""
    return _grouped(judged, lambda one: one.answer.intent)


@dataclass(frozen=True, slots=True)
class BareAnswers:
    """How many bare answers were given, and how many of them are not as known."""

    given: int
    differ: int
    """A value in any unit, else word by word: only a reader can tell other words from a fault."""
    unscored: int
    """Those that the known answer, a text, cannot be compared with."""


def bare_answers(judged: Sequence[JudgedAnswer]) -> dict[str, BareAnswers]:
    """Return the bare answers to all questions, under ``EVERY_KIND``, and to those of each kind.

    A bare answer to a question that cannot be answered differs.
    """
    groups: dict[str, list[JudgedAnswer]] = {}
    for one in judged:
        if BARE in one.values:
            for name in (EVERY_KIND, one.question.kind):
                groups.setdefault(name, []).append(one)
    groups.pop("", None)
    return {
        name: BareAnswers(
            len(members),
            sum(one.values[BARE] is False for one in members),
            sum(one.values[BARE] is None for one in members),
        )
        for name, members in groups.items()
    }


def scores_by_title(judged: Sequence[JudgedAnswer]) -> dict[str, dict[str, Score]]:
    """Return the scores of questions that quote a title and of others; {} where none quotes one."""
    if not any(one.question.title_group == TITLE_QUOTED for one in judged):
        return {}
    return _grouped(judged, lambda one: one.question.title_group)


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
        name: [
            PaperValue(one.values[name], one.question.cluster)
            for one in members
            if name in one.values
        ]
        for name in KIND_MEASURES
    }
    return {name: clustered_mean(values) for name, values in found.items() if values}
