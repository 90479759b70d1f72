"""Agreement of two people."""

from dataclasses import replace
from typing import Any

import pytest
from two_triples import CONTEXTS, ONE, apply

from builder.curation.agreement import pair_agreements
from builder.curation.decisions import in_force
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
    [pair] = pair_agreements(curated)
    assert (pair.first, pair.second, pair.n) == ("ann", "bob", 50)
    assert pair.kappa == pytest.approx(0.4)
    assert (pair.alike, pair.papers) == (35, 1)
    assert list(pair.counts.values()) == [20, 15, 10, 5]
    assert sum(one.disputed for one in curated) == 15
    assert pair_agreements(curated[:0]) == []
    assert set(in_force(v for v in verdicts if v.triple == "t00")) == {"ann", "bob"}


def test_a_third_person_does_not_change_what_two_agree_on() -> None:
    verdicts = []
    triples = [replace(ONE, id=f"t{n}", question=f"Q{n}?") for n in range(8)]
    for number, triple in enumerate(triples):
        same = "accept" if number % 2 else "reject"
        verdicts += [verdict_on(triple, None, who, same) for who in ("bob", "cyd")]
        # Sorted first by name, and always of the other opinion.
        other = "reject" if number % 2 else "accept"
        verdicts.append(verdict_on(triple, None, "ann", other))
    curated, _ = apply(triples, CONTEXTS, verdicts)
    found = {(one.first, one.second): (one.kappa, one.n) for one in pair_agreements(curated)}
    assert found == {("ann", "bob"): (-1.0, 8), ("ann", "cyd"): (-1.0, 8), ("bob", "cyd"): (1.0, 8)}
