"""Rows that ask what a user's test questions ask."""

import pytest

from builder.dataset.quality.contamination import BenchmarkQuestion, BenchmarkQuestions

TEXT = (
    "NbMoTaW was made by vacuum arc melting and stays a single phase up to its melting point, with"
    " a yield strength of 405 MPa at 1600 °C, which few alloys reach at such temperatures."
)
TESTS = BenchmarkQuestions([
    BenchmarkQuestion(2, "What is the yield strength of NbMoTaW at 1600 °C?"),
    BenchmarkQuestion(5, "Which phase has it?", TEXT),
    BenchmarkQuestion(6, "Why?", "Too short a text"),
])  # fmt: skip


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("What is the yield strength of NbMoTaW at 1600 °C?", 2),
        ("what is the yield strength, of MoNbTaW at 1600 °C", 2),
        ("According to “Creep of 5 alloys”, what is yield strength of NbMoTaW at 1600 °C?", 2),
        ("What is the yield strength of NbMoTaW at 25 °C?", None),
        ("What is the yield strength of CoCrFeNi at 1600 °C?", None),
        ("What is the grain size of NbMoTaW at 1600 °C?", None),
    ],
)
def test_a_question_is_known_by_words_alloys_and_numbers(question: str, line: int | None) -> None:
    assert TESTS.line_of_question(question) == line


def test_a_text_is_known_whole_and_within_another() -> None:
    assert TESTS.line_of_context(TEXT) == 5
    assert TESTS.line_of_context(f"We studied refractory alloys. {TEXT} It is used.") == 5
    assert TESTS.line_of_context("CoCrFeNi was made by vacuum arc melting. " * 8) is None
    assert TESTS.line_of_context("Too short a text") is None
