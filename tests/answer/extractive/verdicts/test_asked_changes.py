"""Yes or no to whether one thing makes another more or less."""

from dataclasses import replace

import pytest
from hits import hit

from answer.extractive.answer import answer_extractively


def short(sentence: str, question: str, title: str = "Hardness of CoCrFeNi") -> str | None:
    found = hit(1, f"CoCrFeNi was made. {sentence}")
    paper = replace(found.listed.paper, title=title)
    found = replace(found, listed=replace(found.listed, paper=paper))
    return answer_extractively(question, [found]).short


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The hardness decreases with the increase in annealing time.", "no"),
        ("The hardness increases with increasing annealing time.", "yes"),
        ("The hardness increases with decreasing annealing time.", None),
        ("The hardness increases with annealing time until it falls.", None),
        (
            "With annealing time the hardness increases, and the strength rises and then falls.",
            "yes",
        ),
        ("The hardness may increase with annealing time.", None),
        ("The hardness decreases with the rolling time.", None),
        ("The hardness of CoCrNi decreases with annealing time.", None),
        ("The hardness decreases with annealing time and Mo.", None),
    ],
)
def test_a_change_along_something_is_a_yes_or_a_no(sentence: str, expected: str | None) -> None:
    assert (
        short(sentence, "Does the hardness of CoCrFeNi increase with annealing time?") == expected
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The addition of Ti raises the melting point.", "yes"),
        ("Ti addition reduces the melting point.", "no"),
        ("The addition of Ti and Nb raises the melting point.", None),
        ("Both Ti and Nb addition raise the melting point.", "yes"),
        ("The addition of Ti does not increase the melting point.", "no"),
        ("The melting point increases.", None),
    ],
)
def test_what_a_cause_does_is_a_yes_or_a_no(sentence: str, expected: str | None) -> None:
    asked = "Does Ti increase the melting point of CoCrFeNi?"
    assert short(sentence, asked, "Melting of CoCrFeNi with Ti") == expected


def test_a_potential_of_an_electrode_and_a_first_time_are_no_guess() -> None:
    said = "For the first time, adding Fe decreases the pitting potential of CoCrNi."
    assert short(said, "Does adding Fe decrease the pitting potential of CoCrNi?", "") == "yes"
