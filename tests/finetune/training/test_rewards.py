"""What an answer earns: grounded, right and short, each seen by what breaks it."""

import pytest

from answer.grounding.check import Source
from builder.triples import REFUSAL
from finetune.training.rewards import Reward, reward

GROUNDS = [
    Source(
        "CrMnFeCoNi", "CrMnFeCoNi was annealed at 800 °C. Its yield strength is 405 MPa at 77 K."
    )
]
QUESTION = "What is the yield strength of CrMnFeCoNi at 77 K?"
REFERENCE = "The yield strength of CrMnFeCoNi at 77 K is 405 MPa."


def earned(answer: str, reference: str = REFERENCE, words: int = 20) -> Reward:
    return reward(answer, QUESTION, reference, GROUNDS, words)


def test_a_grounded_right_and_short_answer_earns_all() -> None:
    assert earned("The yield strength of CrMnFeCoNi is 405 MPa at 77 K.") == Reward(1, 1, 1)
    assert earned("The yield strength of CrMnFeCoNi is 0.405 GPa at 77 K.") == Reward(1, 1, 1)


def test_a_wrong_number_is_neither_grounded_nor_right() -> None:
    found = earned("The yield strength of CrMnFeCoNi is 504 MPa at 77 K.")
    assert (found.grounded, found.right, found.short) == (0, 0.5, 1)  # the 77 K are right


def test_half_of_the_sentences_grounded_earn_half() -> None:
    found = earned(f"{REFERENCE} It was discovered by Senkov in 2011 with 405 kg of tungsten.")
    assert (found.grounded, found.right) == (0.5, 1)


def test_an_answer_that_runs_on_earns_less_the_longer_it_is() -> None:
    assert earned(REFERENCE, words=5).short == pytest.approx(5 / 11)
    assert earned(f"{REFERENCE} {REFERENCE}", words=5).short == pytest.approx(5 / 22)


def test_a_refusal_earns_only_where_it_is_right() -> None:
    assert earned(REFUSAL, REFUSAL) == Reward(1, 1, 1)
    assert earned(REFUSAL) == Reward(0, 0, 1)
    assert earned(REFERENCE, REFUSAL) == Reward(0, 0, 1)


def test_an_empty_answer_earns_nothing() -> None:
    assert earned("  ") == Reward(0, 0, 0)


def test_without_numbers_the_words_must_agree() -> None:
    phase = "The alloy is a single FCC phase."
    assert earned(phase, phase).right == 1
    assert 0 < earned("It is FCC.", phase).right < 1
    assert earned("It is soft.", phase).right == 0


@pytest.mark.parametrize("answer", ["800 °C", "77 K", "1. 2. 3. 4.", "annealed"])
def test_a_copied_fragment_of_something_else_is_not_grounded(answer: str) -> None:
    assert earned(answer).grounded == 0
    assert earned("405 MPa").grounded == 1
