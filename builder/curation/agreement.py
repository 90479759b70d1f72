"""Measure how far people agree in their verdicts, pair by pair."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from builder.curation.decisions import CuratedTriple


@dataclass(frozen=True, slots=True)
class PairDecision:
    """Whether each of two people rejected a triple that both decided, and its paper."""

    paper: str
    first_rejects: bool
    second_rejects: bool


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How far two people agree in what they reject."""

    first: str
    second: str
    decisions: tuple[PairDecision, ...]
    """Their decisions on each triple that both decided."""
    low: float | None = None
    """Bounds of the 95 % interval of κ by papers; None where it is unknown, or papers are few."""
    high: float | None = None

    @property
    def n(self) -> int:
        """Number of triples that both decided."""
        return len(self.decisions)

    @property
    def papers(self) -> int:
        """Number of papers of these triples."""
        return len({one.paper for one in self.decisions})

    @property
    def kappa(self) -> float:
        """Cohen's κ."""
        return kappa_of(self.decisions)

    @property
    def counts(self) -> dict[str, int]:
        """Number of triples that both kept, both rejected, and one of them alone rejected."""
        pairs = [(one.first_rejects, one.second_rejects) for one in self.decisions]
        return {
            "both keep": pairs.count((False, False)),
            "both reject": pairs.count((True, True)),
            "first rejects": pairs.count((True, False)),
            "second rejects": pairs.count((False, True)),
        }

    @property
    def alike(self) -> int:
        """Number of triples that both kept or both rejected."""
        return self.counts["both keep"] + self.counts["both reject"]


def pair_agreements(curated: Sequence[CuratedTriple]) -> list[PairAgreement]:
    """Return the decisions of each two people who decided a triple both, most triples first."""
    decided: dict[tuple[str, str], list[PairDecision]] = {}
    for one in curated:
        rejected = {verdict.who: verdict.verdict == "reject" for verdict in one.verdicts}
        for first, second in combinations(sorted(rejected), 2):
            found = PairDecision(one.triple.paper, rejected[first], rejected[second])
            decided.setdefault((first, second), []).append(found)
    return _in_order(decided)


def join_agreements(some: Iterable[PairAgreement]) -> list[PairAgreement]:
    """Return the decisions of each two people, joined over several lists of triples."""
    decided: dict[tuple[str, str], list[PairDecision]] = {}
    for one in some:
        decided.setdefault((one.first, one.second), []).extend(one.decisions)
    return _in_order(decided)


def _in_order(decided: Mapping[tuple[str, str], Sequence[PairDecision]]) -> list[PairAgreement]:
    pairs = [PairAgreement(*people, tuple(both)) for people, both in decided.items()]
    return sorted(pairs, key=lambda one: (-one.n, one.first, one.second))


def kappa_of(decisions: Sequence[PairDecision]) -> float:
    """Return Cohen's κ of the decisions of two people.

    κ = (p_o - p_e) / (1 - p_e), where p_o is the share of triples with the same decision and p_e
    the share expected from each person's own rate of rejections (Cohen 1960,
    doi:10.1177/001316446002000104). κ is 1 where p_e is 1.
    """
    n = len(decisions)
    alike = sum(one.first_rejects == one.second_rejects for one in decisions)
    first = sum(one.first_rejects for one in decisions)
    second = sum(one.second_rejects for one in decisions)
    expected = first * second + (n - first) * (n - second)  # p_e in n² parts
    return 1.0 if expected == n * n else (n * alike - expected) / (n * n - expected)
