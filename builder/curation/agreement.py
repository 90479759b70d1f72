"""Measure how far two people agree in their verdicts."""

from collections.abc import Sequence

from builder.curation.curation import CuratedTriple


def cohen_kappa(curated: Sequence[CuratedTriple]) -> tuple[float, int] | None:
    """Return Cohen's κ of two people's rejections, and the number of triples both decided.

    κ = (p_o - p_e) / (1 - p_e), where p_o is the share of triples with the same decision and p_e
    the share expected from each person's own rate of rejections (Cohen 1960,
    doi:10.1177/001316446002000104). Of a triple that more than two people decided, the first two
    by name count.

    Returns:
        None if no triple was decided by two people. κ is 1 where p_e is 1.
    """
    pairs = [
        tuple(v.verdict == "reject" for v in sorted(one.verdicts, key=lambda v: v.who)[:2])
        for one in curated
        if len(one.verdicts) >= 2
    ]
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(first == second for first, second in pairs) / n
    rate_1 = sum(first for first, _ in pairs) / n
    rate_2 = sum(second for _, second in pairs) / n
    expected = rate_1 * rate_2 + (1 - rate_1) * (1 - rate_2)
    return (1.0 if expected == 1 else (observed - expected) / (1 - expected)), n
