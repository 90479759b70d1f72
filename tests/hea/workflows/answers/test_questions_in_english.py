"""A question in another language is recognised, and a person is told that English is understood."""

from pathlib import Path

import pytest
from small_library import Run

from hea.workflows.answers.questions import is_foreign


@pytest.mark.parametrize(
    ("question", "foreign"),
    [
        ("Welche Legierung hat die höchste Festigkeit?", True),
        ("Quelle est la dureté de NbMoTaW ?", True),
        ("Какова твёрдость NbMoTaW?", True),
        ("NbMoTaW 的硬度是多少?", True),
        ("What is the hardness of NbMoTaW?", False),
        ("Hardness NbMoTaW", False),
        ("σ phase in CoCrFeNi", False),
        ("hardness of die casting", False),
    ],
)
def test_other_languages_are_told_from_english(question: str, foreign: bool) -> None:
    assert is_foreign(question) is foreign


def test_a_refused_question_in_another_language_is_told_so(hea: Run, place: Path) -> None:
    for question, told in (("Wie hart ist die Legierung?", True), ("Creep of Inconel?", False)):
        _, out, _ = hea("ask", question, "--workspace", place)
        assert ("please ask in English" in out) is told
