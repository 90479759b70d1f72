"""Count what people kept of the drafted triples, and how far they agree."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.curation.agreement import PairAgreement, pair_agreements
from builder.curation.curation import Conflict
from builder.curation.decisions import CuratedTriple
from builder.drafting.model_judgements import Judgement
from eval.stats.intervals import proportion
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
    """Share of those it keeps that people keep; None where people decided none."""
    low: float | None
    high: float | None
    caught: float | None
    """Share of those that people reject that it does not keep."""


@dataclass(frozen=True, slots=True)
class CurationStats:
    """How many drafted triples were kept of those reviewed, so that rules improve.

    What people disagree on is counted apart: it is neither kept nor rejected.
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
        tuple(pair_agreements(curated)),
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
        decided = [(keeps, one.kept) for keeps, one in marked if _agreed(one)]
        by_people = [kept for keeps, kept in decided if keeps]
        bad = [keeps for keeps, kept in decided if not kept]
        precision = proportion(sum(by_people), len(by_people))
        found[judge] = JudgeStats(
            len(marked),
            sum(keeps for keeps, _ in marked),
            len(decided),
            precision.value,
            precision.low,
            precision.high,
            proportion(bad.count(False), len(bad)).value,
        )
    return found


def _agreed(one: CuratedTriple) -> bool:
    """Return whether people decided a triple, and do not disagree on it."""
    return one.status != "unreviewed" and not one.disputed


def _precision(
    curated: Sequence[CuratedTriple], of: Callable[[CuratedTriple], str]
) -> dict[str, dict[str, Any]]:
    """Return by group the share kept of what people decided, with its 95 % interval.

    What they disagree on is counted apart.
    """
    groups: dict[str, list[CuratedTriple]] = {}
    for one in curated:
        groups.setdefault(of(one), []).append(one)
    rows = {}
    for name, group in sorted(groups.items()):
        reviewed = [one for one in group if _agreed(one)]
        kept = [one for one in reviewed if one.kept]
        score = proportion(len(kept), len(reviewed))
        reasons = Counter(
            one.verdicts[-1].reason or "no reason" for one in reviewed if one.status == "rejected"
        )
        rows[name] = {
            "drafted": len(group),
            "reviewed": len(reviewed),
            "disputed": sum(one.disputed for one in group),
            "kept": len(kept),
            "precision": score.value,
            "low": score.low,
            "high": score.high,
            "rejected": dict(reasons.most_common()),
        }
    return rows
