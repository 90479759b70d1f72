"""What is ranked for a question, and which of it is right."""

import json
from pathlib import Path

import pytest
from small_library import quiet

import eval.ranker
from builder.library.catalog import listing
from eval.gold.questions import Question, read_questions
from eval.ranker.cases import holds_evidence, paper_cases, sentence_cases, sentence_key
from retrieval.hybrid import MODEL, Searcher
from retrieval.ranking.linear_model import read_model

STRONG = Question(
    "strong",
    "How strong is NbMoTaW at 1600 °C?",
    "value",
    frozenset({"senkov"}),
    "Its yield strength is 405 MPa at 1600 °C.",
)


def test_the_papers_that_answer_are_right(searcher: Searcher) -> None:
    [case] = paper_cases(searcher, [STRONG], listing(searcher.db), quiet)
    assert case.question == "strong"
    assert sum(case.right) == 1
    assert len(case.features) == len(case.right) == 3


def test_the_sentence_of_the_evidence_is_right(searcher: Searcher) -> None:
    [case] = sentence_cases(searcher, [STRONG], listing(searcher.db), read_model(MODEL), quiet)
    assert sum(case.right) == 1


def test_questions_on_other_papers_are_left_out(searcher: Searcher) -> None:
    elsewhere = Question("q", "How hard is it?", "value", frozenset({"elsewhere"}), "It is hard.")
    assert paper_cases(searcher, [elsewhere], listing(searcher.db), quiet) == []


@pytest.mark.parametrize(
    ("evidence", "sentence", "holds"),
    [
        ("It is 405 MPa.", "It is 405 MPa.", True),
        ("It is 405 MPa.", "It is **405 MPa**.", True),
        ("It is 405 MPa.", "At 1600 °C it is 405 MPa.", True),
        ("It is 405 MPa. It was cast.", "It is 405 MPa.", True),
        ("It is 405 MPa, which is a third of what was found at 20 °C.", "It is 405 MPa.", False),
        ("It is 405 MPa.", "It was cast.", False),
        (None, "It was cast.", False),
    ],
)
def test_evidence_is_a_sentence_or_most_of_it(
    evidence: str | None, sentence: str, holds: bool
) -> None:
    question = Question("q", "How strong is it?", "value", frozenset(), evidence)
    assert holds_evidence(question, sentence) is holds


def test_a_key_names_a_sentence_without_quoting_it() -> None:
    keys = frozenset({sentence_key("It is 405 MPa.")})
    question = Question("q", "How strong is it?", "value", frozenset(), None, evidence_keys=keys)
    assert holds_evidence(question, "It is 405\u00a0MPa.")
    assert not holds_evidence(question, "It is 406 MPa.")


def test_the_questions_that_weights_were_fitted_to_can_be_read() -> None:
    file = Path(eval.ranker.__file__).with_name("questions.jsonl")
    questions = read_questions(file)
    assert len(questions) > 200
    assert all(question.sources and question.evidence_keys for question in questions)
    assert all("evidence" not in json.loads(line) for line in file.read_text("utf-8").splitlines())
