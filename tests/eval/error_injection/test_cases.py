"""True answers, from a file and from questions whose answers are known."""

import json
from pathlib import Path

import pytest

from builder.errors import UserError
from builder.library.catalog import listing
from eval.error_injection.cases import read_true_answers, true_answers_of
from eval.gold.questions import Question
from retrieval.hybrid import Searcher


def test_true_answers_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    rows = [{"answer": "It is FCC.", "context": "X is FCC."}, {"answer": "7", "context": "b"}]
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert [(c.answer, c.ground.text, c.id) for c in read_true_answers(file)] == [
        ("It is FCC.", "X is FCC.", "1"),
        ("7", "b", "2"),
    ]
    file.write_text('{"answer": "It is FCC."}', "utf-8")
    with pytest.raises(UserError, match="Line 1"):
        read_true_answers(file)


def test_a_question_gives_its_answer_and_its_evidence_as_true_of_its_paper(
    searcher: Searcher,
) -> None:
    evidence = "Its yield strength is 405 MPa at 1600 °C."
    questions = [
        Question(
            "q1", "How strong is it?", "", frozenset({"senkov"}), evidence, ("405 MPa", "0.4")
        ),
        Question("q2", "How tough is it?", "", frozenset({"cantor"}), None, ()),
        Question("q3", "How hard is it?", "", frozenset({"elsewhere"}), None, ("5 HV",)),
    ]
    words, quote = true_answers_of(questions, listing(searcher.db))
    assert (words.answer, words.kind, words.id) == (
        "405 MPa",
        "in other words",
        "q1 in other words",
    )
    assert (quote.answer, quote.kind) == (evidence, "quoted")
    assert words.ground == quote.ground
    assert "NbMoTaW was arc melted." in words.ground.text
    assert words.source == quote.source  # one paper is never on both sides of a cut
