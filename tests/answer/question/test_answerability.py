"""Why a paper does not answer: what it gives instead is said once."""

import pytest

from answer.question.answerability import find_support
from answer.question.parse import parse_question


@pytest.mark.parametrize(
    ("abstract", "given"),
    [
        ("CrCoNi is tough at 20 kelvin. At 20 K it slips.", "it gives 20 kelvin."),
        ("CrCoNi is tough at 77 K and -196.15 °C.", "it gives 77 K."),
        ("CrCoNi is tough at 20 K and 24 K.", "it gives 20 K, 24 K."),
        ("CrCoNi is tough.", "it gives no such condition."),
    ],
)
def test_each_amount_is_said_once(abstract: str, given: str) -> None:
    asked = parse_question("What is the fracture toughness of CrCoNi at 600 °C?")
    assert find_support(asked, None, abstract).missing == f"You asked at 600 °C; {given}"
