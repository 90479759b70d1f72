"""The benchmark of drafting, on few abstracts."""

from builder.checks.checks import Checker
from builder.drafting.draft import draft
from eval.bench.drafting import measure_drafting
from eval.bench.synthetic_corpus import abstracts


def test_the_triples_of_made_up_abstracts_are_drafted_checked_and_settled() -> None:
    found = measure_drafting(12, Checker())
    drafted = [draft(str(n), title, text) for n, (title, text) in enumerate(abstracts(12))]
    assert (found.abstracts, found.triples) == (12, sum(map(len, drafted)))
    assert found.triples > 12
    assert min(found.one, found.two, found.settled) > 0
    assert 0 < found.checked < found.two  # checking comes on top of drafting
