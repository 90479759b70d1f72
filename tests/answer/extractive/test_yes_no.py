"""Yes or no: a word only where the quotes settle it."""

import pytest
from hits import hit

from answer.extractive.answer import answer_extractively

PRECIPITATES = "CoCrFeNi was irradiated with Ni ions. Precipitates form in CoCrFeNi at 500 °C."
NONE_FORM = "CoCrFeNi was irradiated with Ni ions. No precipitates form in CoCrFeNi at 500 °C."
MAY_FORM = "CoCrFeNi was irradiated with Ni ions. Precipitates may form in CoCrFeNi at 500 °C."
NOT_THEY = (
    "CoCrFeNi was irradiated with Ni ions. Without stirring, precipitates form in CoCrFeNi at"
    " 500 °C."
)
SUPPRESSED = (
    "CoCrFeNi was irradiated with Ni ions. In CoCrFeNi at 500 °C precipitates that form are"
    " suppressed by stirring."
)


def short(abstract: str, question: str) -> str | None:
    return answer_extractively(question, [hit(1, abstract)]).short


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        (PRECIPITATES, "yes"),
        (NONE_FORM, "no"),
        (MAY_FORM, None),
        (NOT_THEY, None),
        (SUPPRESSED, None),
        (PRECIPITATES.replace("form in CoCrFeNi", "form in CoCrFeNi and CrMnFeCoNi"), None),
        (PRECIPITATES + " No precipitates form in CoCrFeNi at 500 °C after a year.", None),
    ],
)
def test_yes_and_no_are_said_where_a_sentence_settles_them(
    abstract: str, expected: str | None
) -> None:
    assert short(abstract, "Do precipitates form in CoCrFeNi at 500 °C?") == expected


@pytest.mark.parametrize(
    "question",
    [
        "Do precipitates form in CoCrFeNi only at 500 °C?",
        "Do precipitates or twins form in CoCrFeNi at 500 °C?",
        "Do precipitates not form in CoCrFeNi at 500 °C?",
        "Do large precipitates form in CoCrFeNi at 500 °C?",
    ],
)
def test_a_question_that_asks_for_more_is_left_open(question: str) -> None:
    assert short(PRECIPITATES, question) is None


def test_another_number_is_no_denial() -> None:
    text = "CoCrFeNi was loaded at 5 × 10^-4 s^-1. CoCrFeNi was rolled."
    assert short(text, "Was CoCrFeNi loaded at 5 × 10−4 s−1?") in (None, "yes")
    assert short(text, "Was CoCrFeNi loaded at 3 × 10−4 s−1?") is None
