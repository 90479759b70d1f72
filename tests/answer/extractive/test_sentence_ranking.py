"""The sentence that answers comes first, whatever stands around it."""

from dataclasses import replace

import pytest
from hits import hit

from answer.extractive.sentence_ranking import MODEL, candidates, rank
from answer.question.parse import parse_question
from retrieval.ranking.linear_model import read_model

COLD = (
    "The mechanical properties of CrMnFeCoNi were investigated. The yield strength is 759 MPa at"
    " 77 K. The yield strength is 410 MPa at 293 K. Toughness is high due to nanotwins. Arc melting"
    " was followed by cold rolling. The alloy is a single FCC phase."
)
OTHER = "NbMoTaW was studied. Its yield strength is 1058 MPa at 293 K."


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What is the yield strength of CrMnFeCoNi at 77 K?", "The yield strength is 759 MPa"),
        ("What is the yield strength of CrMnFeCoNi at 293 K?", "The yield strength is 410 MPa"),
        ("Why is the toughness of CrMnFeCoNi high?", "Toughness is high due to nanotwins."),
        ("Which phase has CrMnFeCoNi?", "The alloy is a single FCC phase."),
        ("By which method was CrMnFeCoNi produced?", "Arc melting was followed by cold rolling."),
    ],
)
def test_the_sentence_that_answers_is_the_likeliest(question: str, first: str) -> None:
    ranked = rank(parse_question(question), [hit(1, COLD), hit(2, OTHER)])
    assert ranked[0].statement.text.startswith(first)


def test_every_sentence_is_ranked_and_stands_at_its_offsets() -> None:
    hits = [hit(1, COLD), hit(2, OTHER)]
    ranked = rank(parse_question("How strong is CrMnFeCoNi?"), hits)
    assert len(ranked) == 8
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    for one in ranked:
        abstract = one.hit.listed.paper.abstract
        assert abstract is not None
        assert abstract.text[one.start : one.end] == one.statement.text


def test_of_two_alike_the_better_papers_sentence_comes_first() -> None:
    ranked = rank(
        parse_question("How strong is it?"), [replace(hit(1, OTHER), score=2.0), hit(2, OTHER)]
    )
    assert [one.hit.rank for one in ranked[:2]] == [1, 2]


def test_no_papers_have_no_sentences() -> None:
    assert rank(parse_question("How strong is CrMnFeCoNi?"), []) == []


def test_what_is_measured_of_a_sentence_has_a_weight() -> None:
    weights = read_model(MODEL).weights
    [first, *_] = candidates(parse_question("How strong is CrMnFeCoNi?"), [hit(1, COLD)])
    assert first.features.keys() == weights.keys()
