"""Numbers in words: up to twelve, before another word, and no part of a larger number."""

import pytest

from builder.materials.numbers.words import find_number_words


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("for two hours", [(2, 2)]),
        ("Twelve days", [(12, 12)]),
        ("two to three weeks", [(2, 3)]),
        ("a three-fold increase", [(3, 3)]),
        ("none of these", []),
        ("twenty two hours", []),
        ("forty-two hours", []),
        ("someone else", []),
        ("one.", []),
    ],
)
def test_number_words(text: str, values: list[tuple[float, float]]) -> None:
    assert [(low, high) for _, _, low, high in find_number_words(text)] == values
