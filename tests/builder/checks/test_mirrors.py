"""Of two questions that ask each other's answer one is kept."""

from builder.checks.mirrors import find_mirrors
from builder.triples import Triple

TEXT = "Titanium promotes fine grains in NbMoTaW."


def triple(number: int, question: str, answer: str, start: int = 0) -> Triple:
    return Triple(str(number), "p", "phase", question, answer, TEXT, start, len(TEXT), "rules", "r")


ONE = triple(1, "What promotes fine grains in NbMoTaW?", "Titanium")
REVERSE = triple(2, "What does titanium promote in NbMoTaW?", "fine grains")
EFFECT = triple(3, "How does titanium affect grains?", "Titanium promotes fine grains")


def test_the_better_of_two_mirrors_is_kept() -> None:
    scores = {"1": 0.4, "2": 0.9, "3": 0.1}
    found = find_mirrors([ONE, REVERSE, EFFECT], lambda one: scores[one.id])
    assert found == {"1": "It is the reverse of 2."}


def test_other_sentences_and_refusals_are_no_mirrors() -> None:
    elsewhere = triple(2, REVERSE.question, REVERSE.answer, start=3)
    assert find_mirrors([ONE, elsewhere], lambda one: 0.0) == {}
    assert find_mirrors([ONE, EFFECT], lambda one: 0.0) == {}
