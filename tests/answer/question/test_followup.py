"""Follow-ups are asked as questions that stand alone."""

import pytest

from answer.question.followup import stand_alone

BEFORE = "What is the yield strength of NbMoTaW at 1000 °C?"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("and at 1600 °C?", "What is the yield strength of NbMoTaW at 1600 °C?"),
        ("and of VNbMoTaW?", "What is the yield strength of VNbMoTaW at 1000 °C?"),
        ("What about the hardness?", "What is the hardness of NbMoTaW at 1000 °C?"),
        ("and after 5 h?", "What is the yield strength of NbMoTaW at 1000 °C for 5 h?"),
        ("and in the cast state?", f"{BEFORE[:-1]}, in the cast state?"),
        ("What is its density?", "What is its density (NbMoTaW)?"),
        ("Is it FCC?", "Is it FCC (NbMoTaW)?"),
        ("Why is CrMnFeCoNi tough?", "Why is CrMnFeCoNi tough?"),
        ("And why is CrMnFeCoNi tough?", "And why is CrMnFeCoNi tough?"),
        ("Which alloys are HCP?", "Which alloys are HCP?"),
    ],
)
def test_a_follow_up_is_made_whole(text: str, asked: str) -> None:
    assert stand_alone(text, BEFORE) == asked


def test_the_first_question_is_left_as_it_is() -> None:
    assert stand_alone(" and at 77 K? ", None) == "and at 77 K?"


@pytest.mark.parametrize("text", ["", "and", "?", "\x00", "and " * 5000, "it" * 5000])
def test_nothing_breaks_it(text: str) -> None:
    assert isinstance(stand_alone(text, BEFORE), str)
