"""Measure how far people agree in their verdicts, pair by pair."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from builder.curation.decisions import CuratedTriple


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How far two people agree in what they reject."""

    first: str
    second: str
    kappa: float
    """Cohen's κ."""
    n: int
    """Number of triples that both decided."""


def pair_agreements(curated: Sequence[CuratedTriple]) -> list[PairAgreement]:
    """Return Cohen's κ of each two people who decided a triple both, most triples first.

    κ = (p_o - p_e) / (1 - p_e), where p_o is the share of triples with the same decision and p_e
    the share expected from each person's own rate of rejections (Cohen 1960,
    doi:10.1177/001316446002000104). κ is 1 where p_e is 1.
    """
    decided: dict[tuple[str, str], list[tuple[bool, bool]]] = {}
    for one in curated:
        rejected = {verdict.who: verdict.verdict == "reject" for verdict in one.verdicts}
        for first, second in combinations(sorted(rejected), 2):
            pair = decided.setdefault((first, second), [])
            pair.append((rejected[first], rejected[second]))
    found = [
        PairAgreement(first, second, _kappa(pair), len(pair))
        for (first, second), pair in decided.items()
    ]
    return sorted(found, key=lambda one: (-one.n, one.first, one.second))


def _kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    n = len(pairs)
    observed = sum(first == second for first, second in pairs) / n
    rate_1 = sum(first for first, _ in pairs) / n
    rate_2 = sum(second for _, second in pairs) / n
    expected = rate_1 * rate_2 + (1 - rate_1) * (1 - rate_2)
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)
