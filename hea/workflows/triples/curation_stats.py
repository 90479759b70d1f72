"""Count what people kept of the drafted triples, and how far they agree."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from builder.curation.agreement import PairAgreement, pair_agreements
from builder.curation.curation import Conflict
from builder.curation.decisions import CuratedTriple
from eval.stats.intervals import proportion
from hea.workflows.triples.curation import CurationSession


@dataclass(frozen=True, slots=True)
class CurationStats:
    """How many drafted triples were kept of those reviewed, so that rules improve."""

    triples: int
    status: dict[str, int]
    by_kind: dict[str, dict[str, Any]]
    by_rule: dict[str, dict[str, Any]]
    agreements: tuple[PairAgreement, ...]
    """Cohen's κ of each pair of people, most triples first."""
    disputed: tuple[CuratedTriple, ...]
    """Triples on which people disagree."""
    flagged: tuple[CuratedTriple, ...]
    noted: tuple[CuratedTriple, ...]
    conflicts: tuple[Conflict, ...]


def curation_stats(session: CurationSession) -> CurationStats:
    """Count verdicts by kind of question and by rule."""
    curated = session.curated
    return CurationStats(
        len(curated),
        dict(Counter(one.status for one in curated)),
        _precision(curated, lambda one: one.triple.kind),
        _precision(curated, lambda one: f"{one.triple.made_by}/{one.triple.rule}"),
        tuple(pair_agreements(curated)),
        tuple(one for one in curated if one.disputed),
        tuple(one for one in curated if one.flagged),
        tuple(one for one in curated if one.noted),
        tuple(session.conflicts),
    )


def _precision(
    curated: Sequence[CuratedTriple], of: Callable[[CuratedTriple], str]
) -> dict[str, dict[str, Any]]:
    """Return by group the share kept of what was reviewed, with its 95 % interval."""
    groups: dict[str, list[CuratedTriple]] = {}
    for one in curated:
        groups.setdefault(of(one), []).append(one)
    rows = {}
    for name, group in sorted(groups.items()):
        reviewed = [one for one in group if one.status != "unreviewed"]
        kept = [one for one in reviewed if one.kept]
        score = proportion(len(kept), len(reviewed))
        reasons = Counter(
            one.verdicts[-1].reason or "no reason" for one in reviewed if one.status == "rejected"
        )
        rows[name] = {
            "drafted": len(group),
            "reviewed": len(reviewed),
            "kept": len(kept),
            "precision": score.value,
            "low": score.low,
            "high": score.high,
            "rejected": dict(reasons.most_common()),
        }
    return rows
