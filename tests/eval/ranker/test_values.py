"""Weights of values are fitted by paper, and the threshold makes a wrong value dear."""

import json
from pathlib import Path

from small_library import quiet

import eval.ranker
from eval.gold.questions import Question, read_questions
from eval.ranker.values import (
    GivenAt,
    ValueCase,
    choose_threshold,
    curve_left_out,
    fit_values,
    value_cases,
)
from retrieval.hybrid import Searcher


def case(name: str, paper: str, *right: bool, is_open: bool = True) -> ValueCase:
    features = [{"always": 1.0, "tells": float(is_right)} for is_right in right]
    return ValueCase(name, paper, is_open, features, right)


CASES = [case(f"q{n}", f"p{n}", True, False) for n in range(40)]


def test_a_feature_that_tells_has_weight() -> None:
    weights = fit_values(CASES)
    assert weights["tells"] > 2.0
    assert weights["always"] < 0.0
    assert fit_values(CASES) == weights
    assert fit_values([]) == {}


def test_only_open_questions_are_counted() -> None:
    filled = [case("filled", "p99", False, is_open=False)]
    curve = curve_left_out([*CASES, *filled])
    assert curve[0] == GivenAt(0.5, 40, 0)


def test_the_paper_of_a_question_is_left_out_of_its_fit() -> None:
    # On p0 alone another feature tells: no fit without it knows.
    odd = ValueCase("odd", "p0", True, [{"always": 1.0, "own": 1.0}], [True])
    curve = curve_left_out([odd, *CASES[1:]])
    assert curve[0].given == 39


def test_a_wrong_value_costs_more_than_some_right_ones() -> None:
    curve = [GivenAt(0.5, 30, 3), GivenAt(0.8, 20, 0), GivenAt(0.9, 10, 0)]
    assert choose_threshold(curve) == 0.8


def test_the_value_that_answers_is_right(searcher: Searcher) -> None:
    asked = Question(
        "q", "Yield strength of NbMoTaW at 1600 °C?", "value", frozenset(), None, ("405 MPa",)
    )
    [found] = value_cases(searcher, [asked], quiet)
    assert any(found.right)
    assert len(found.right) == len(found.features)


def test_the_questions_that_weights_were_fitted_to_can_be_read() -> None:
    file = Path(eval.ranker.__file__).with_name("value_questions.jsonl")
    questions = read_questions(file)
    assert len(questions) > 200
    assert all(one.answers or not one.answerable for one in questions)
    assert all("evidence" not in json.loads(line) for line in file.read_text("utf-8").splitlines())
