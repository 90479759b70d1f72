"""Count what people accepted of the drafted triples, and how far they agree."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from builder.curation.agreement import PairAgreement, kappa_of, pair_agreements
from builder.curation.curation import Conflict
from builder.curation.decisions import CuratedTriple
from builder.drafting.model_judgements import Judgement
from eval.stats.intervals import PaperValue, Score, clustered_bootstrap, clustered_mean, proportion
from hea.workflows.triples.curation import CurationSession


@dataclass(frozen=True, slots=True)
class JudgeStats:
    """How well a model that judges triples agrees with people."""

    judged: int
    kept: int
    """Triples that meet all its criteria."""
    reviewed: int
    """Triples that people decided, too, without disagreeing."""
    precision: float | None
    """Share of those it keeps that people accept; None where people decided none."""
    low: float | None
    """None where there are too few papers."""
    high: float | None
    caught: float | None
    """Share of those that people reject that it does not keep."""


@dataclass(frozen=True, slots=True)
class CurationStats:
    """How many drafted triples were accepted of those reviewed, so that rules improve.

    What people disagree on, and edits that nobody has confirmed, are counted apart.
    """

    triples: int
    status: dict[str, int]
    """Status → triples on which nobody disagrees."""
    by_kind: dict[str, dict[str, Any]]
    by_rule: dict[str, dict[str, Any]]
    by_maker: dict[str, dict[str, Any]]
    """`rules`, and each model that drafts."""
    judges: dict[str, JudgeStats]
    """How well the marks of each model that judges agree with people."""
    agreements: tuple[PairAgreement, ...]
    """Cohen's κ of each pair of people, most triples first."""
    disputed: tuple[CuratedTriple, ...]
    """Triples on which people disagree."""
    unconfirmed: tuple[CuratedTriple, ...]
    """Edits that fail a check and that nobody accepted since."""
    flagged: tuple[CuratedTriple, ...]
    noted: tuple[CuratedTriple, ...]
    conflicts: tuple[Conflict, ...]


def curation_stats(session: CurationSession) -> CurationStats:
    """Count verdicts by kind of question and by rule."""
    curated = session.curated
    return CurationStats(
        len(curated),
        dict(Counter(one.status for one in curated if not one.disputed)),
        _precision(curated, lambda one: one.triple.kind),
        _precision(curated, lambda one: f"{one.triple.made_by}/{one.triple.rule}"),
        _precision(curated, lambda one: one.triple.made_by),
        judge_stats(curated, session.judgements),
        tuple(map(with_interval, pair_agreements(curated))),
        tuple(one for one in curated if one.disputed),
        tuple(one for one in curated if one.unconfirmed),
        tuple(one for one in curated if one.flagged),
        tuple(one for one in curated if one.noted),
        tuple(session.conflicts),
    )


def judge_stats(
    curated: Sequence[CuratedTriple], judgements: Mapping[str, Sequence[Judgement]]
) -> dict[str, JudgeStats]:
    """Lay the marks of models beside the verdicts of people.

    Args:
        curated: Every triple as the verdicts leave it.
        judgements: Triple → what each model holds of it.
    """
    pairs: dict[str, list[tuple[bool, CuratedTriple]]] = {}
    for one in curated:
        for given in judgements.get(one.triple.id, ()):
            if given.marks is not None:
                pairs.setdefault(given.judge, []).append((given.keeps, one))
    found = {}
    for judge, marked in sorted(pairs.items()):
        decided = [(keeps, one) for keeps, one in marked if one.settled]
        precision = _accepted_of([one for keeps, one in decided if keeps])
        bad = [keeps for keeps, one in decided if one.status == "rejected"]
        found[judge] = JudgeStats(
            len(marked),
            sum(keeps for keeps, _ in marked),
            len(decided),
            _rounded(precision.value),
            _rounded(precision.low),
            _rounded(precision.high),
            proportion(bad.count(False), len(bad)).value,
        )
    return found


def with_interval(pair: PairAgreement) -> PairAgreement:
    """Return how far two people agree with the interval of κ over resamples of papers."""
    papers = [one.paper for one in pair.decisions]
    score = clustered_bootstrap(pair.decisions, papers, kappa_of)
    return replace(pair, low=_rounded(score.low), high=_rounded(score.high))


def _accepted_of(decided: Sequence[CuratedTriple]) -> Score:
    """Return the share accepted as drafted; questions of one paper are no independent draws."""
    return clustered_mean(
        [PaperValue(float(one.status == "accepted"), one.triple.paper) for one in decided]
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _reasons(one: CuratedTriple) -> set[str]:
    """Return why people reject a triple; who gives no reason adds none to those of others."""
    given = {verdict.reason for verdict in one.verdicts if verdict.verdict == "reject"}
    return given - {""} or {"no reason"}


def _precision(
    curated: Sequence[CuratedTriple], of: Callable[[CuratedTriple], str]
) -> dict[str, dict[str, Any]]:
    """Return by group the share accepted of what people decided, with its 95 % interval.

    `rejected` is reason → triples; one that people rejected for several counts for each.
    `reviewed` is without what they disagree on and without unconfirmed edits; `lowest` and
    `highest` are the share if all that they disagree on were rejected, or accepted.
    """
    groups: dict[str, list[CuratedTriple]] = {}
    for one in curated:
        groups.setdefault(of(one), []).append(one)
    rows = {}
    for name, group in sorted(groups.items()):
        reviewed = [one for one in group if one.settled]
        score = _accepted_of(reviewed)
        status = Counter(one.status for one in reviewed)
        disputed = sum(one.disputed for one in group)
        judged = len(reviewed) + disputed
        rejected = [one for one in reviewed if one.status == "rejected"]
        reasons = Counter(why for one in rejected for why in _reasons(one))
        rows[name] = {
            "drafted": len(group),
            "reviewed": len(reviewed),
            "papers": len({one.triple.paper for one in reviewed}),
            "disputed": disputed,
            "unconfirmed": sum(one.unconfirmed for one in group),
            "accepted": status["accepted"],
            "edited": status["edited"],
            "kept": status["accepted"] + status["edited"],
            "precision": _rounded(score.value),
            "low": _rounded(score.low),
            "high": _rounded(score.high),
            "lowest": _rounded(status["accepted"] / judged) if judged else None,
            "highest": _rounded((status["accepted"] + disputed) / judged) if judged else None,
            "rejected": dict(reasons.most_common()),
        }
    return rows
