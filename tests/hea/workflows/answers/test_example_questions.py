"""Examples of questions come from the library itself, which answers them."""

from pathlib import Path

from small_library import write_records
from stated_values import STATED

import hea
from hea.workflows.answers.example_questions import example_questions


def test_examples_are_questions_that_the_library_answers(place: Path) -> None:
    with hea.open(place) as library:
        examples = example_questions(library.workspace.database)
        assert 1 <= len(examples) <= 3
        assert all(library.ask(words).answered for words in examples)


def test_one_example_asks_where_a_common_property_is_highest(tmp_path: Path) -> None:
    with hea.open(tmp_path) as library:
        write_records(library.workspace.corpus / "r.jsonl", *map(dict, STATED))
        library.build()
        examples = example_questions(library.workspace.database)
        assert "Which alloy has the highest yield strength?" in examples
        assert all(library.ask(words).answered for words in examples)


def test_without_a_build_there_are_none(tmp_path: Path) -> None:
    assert example_questions(tmp_path / "hea.sqlite") == []
