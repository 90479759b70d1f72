"""Agreement of two people."""

from dataclasses import replace
from typing import Any

import pytest
from two_triples import CONTEXTS, ONE, apply

from builder.curation.agreement import cohen_kappa
from builder.curation.curation import in_force
from builder.curation.ledger import verdict_on
from builder.triples import Triple


def test_kappa_is_cohens() -> None:
    """20 agree to accept, 5 and 10 are split, 15 agree to reject: κ = 0.4 (Cohen's own formula)."""
    triples: list[Triple] = []
    verdicts: list[Any] = []
    for number in range(50):
        triple = replace(ONE, id=f"t{number:02}", question=f"Q{number}?")
        triples.append(triple)
        ann = "accept" if number < 25 else "reject"
        bob = "accept" if number < 20 or 25 <= number < 35 else "reject"
        verdicts += [verdict_on(triple, None, "ann", ann), verdict_on(triple, None, "bob", bob)]
    curated, _ = apply(triples, CONTEXTS, verdicts)
    value, n = cohen_kappa(curated) or (0.0, 0)
    assert n == 50
    assert value == pytest.approx(0.4)
    assert sum(one.disputed for one in curated) == 15
    assert cohen_kappa(curated[:0]) is None
    assert set(in_force(v for v in verdicts if v.triple == "t00")) == {"ann", "bob"}
