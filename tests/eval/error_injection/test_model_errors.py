"""Errors as small models make them: each is wrong of its source, and told apart from the others."""

from answer.grounding.check import Source
from eval.error_injection.cases import TrueAnswer
from eval.error_injection.model_errors import MODEL_ERRORS, inject_model_errors

PAPER = Source(
    "Strength of CoCrNi",
    "The yield strength of CoCrNi is 440 MPa and its elongation is 60 %. Twins were observed at"
    " 77 K but not at 293 K. The grains are equiaxed because of dynamic recrystallization.",
)
CASES = [
    TrueAnswer("1", "p", "What is the yield strength of CoCrNi?", "440 MPa", PAPER, "in words"),
    TrueAnswer("2", "p", "Why are the grains equiaxed?", "dynamic recrystallization", PAPER, ""),
    TrueAnswer(
        "3", "p", "What is it?", "The yield strength of CoCrNi is 440 MPa.", PAPER, "quoted"
    ),
]


def test_each_error_gives_another_answer() -> None:
    made = {(one.case.id, one.error): one.answer for one in inject_model_errors(CASES)}
    assert {error for _, error in made} == {*MODEL_ERRORS}
    assert made["1", "value of another slot"] in ("60 %", "77 K", "293 K")
    assert made["1", "answer to another question"] == "dynamic recrystallization"
    assert made["1", "numbers of a list"].startswith("1. 2. 3.")
    assert made["1", "denied value"] == "It was observed at 293 K."
    assert made["1", "false comparison"].startswith(("The grains is wider", "The yield strength"))
    assert "can be achieved by" in made["1", "words in a circle"]


def test_quotes_and_cases_without_a_question_are_left_out() -> None:
    assert {one.case.id for one in inject_model_errors(CASES)} == {"1", "2"}
    assert not [*inject_model_errors([TrueAnswer("4", "p", None, "440 MPa", PAPER)])]


def test_one_seed_makes_the_same_errors() -> None:
    first, again = ([one.answer for one in inject_model_errors(CASES, 3)] for _ in range(2))
    assert first == again
