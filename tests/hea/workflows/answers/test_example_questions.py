"""Examples of questions come from the library itself, which answers them."""

from pathlib import Path

import hea
from hea.workflows.answers.example_questions import example_questions


def test_examples_are_questions_that_the_library_answers(place: Path) -> None:
    with hea.open(place) as library:
        examples = example_questions(library.workspace.database)
        assert 1 <= len(examples) <= 3
        assert all(library.ask(words).answered for words in examples)


def test_without_a_build_there_are_none(tmp_path: Path) -> None:
    assert example_questions(tmp_path / "hea.sqlite") == []
