"""Which value is higher, and whether something rises or falls: made of what is asked already."""

import re

import pytest

from builder.drafting.draft import draft

TITLE = "Strength of NbMoTaW"


def asked(text: str, rule: str, title: str = TITLE) -> list[tuple[str, str]]:
    found = draft("p", title, f"In this work, NbMoTaW was cast. {text}")
    return [(one.question, one.answer) for one in found if one.rule == rule]


def test_the_higher_of_two_values_is_asked() -> None:
    text = (
        "The yield strength of NbMoTaW is 405 MPa at 1600 °C."
        " The yield strength of NbMoTaW is 800 MPa at 1000 °C."
    )
    [(question, answer)] = asked(text, "compared values")
    assert question.startswith("Is the yield strength of cast NbMoTaW higher at 1")
    assert answer == "At 1000 °C: 800 MPa against 405 MPa"


def test_values_that_hardly_differ_are_not_compared() -> None:
    text = "The hardness of NbMoTaW is 454 HV at 20 °C. The hardness of NbMoTaW is 450 HV at 77 K."
    assert asked(text, "compared values") == []


@pytest.mark.parametrize(
    "text",
    [
        "The hardness of NbMoTaW increases with tungsten content.",
        "The ductility of NbMoTaW decreases with tungsten content.",
    ],
)
def test_a_trend_is_true_or_false(text: str) -> None:
    [(question, answer)] = asked(text, "true trend")
    stated = "increases" in question
    rises = "increases" in text
    assert answer == "True" if stated == rises else answer.startswith("False: it ")
    assert re.match(r"True or false: the \w+ of cast NbMoTaW \w+creases with tungsten", question)


def test_a_trend_that_turns_is_neither_true_nor_false() -> None:
    text = "The hardness of NbMoTaW first increases and then decreases with tungsten content."
    assert asked(text, "true trend") == []


def test_two_trends_of_different_sentences_are_true_or_false() -> None:
    text = (
        "The hardness of NbMoTaW increases with increasing W content. The ductility of NbMoTaW"
        " decreases with increasing W content. The density of NbMoTaW increases with increasing W"
        " content."
    )
    assert len(asked(text, "true trend")) == 2
