"""What a claim asserts beyond its words must stand in its evidence."""

import pytest

from answer.grounding.assertions import unlike_assertions
from answer.grounding.check import SUPPORTED, Source, check_answer
from builder.materials.measurements.sentence_facts import read_facts

PAPER = Source(
    "Twins in CoCrNi",
    "The grain boundaries of CoCrNi are wide and clean. Fatigue twins appeared in CoCrNi at 450"
    " MPa, but not for the stress levels of 300 MPa and 200 MPa. The addition of Pd retains the fcc"
    " lattice of the CoCrNi alloy. The carbides suppress the growth of the grains."
    " The growth rate of the oxide rises with the Al content.",
)


@pytest.mark.parametrize(
    "claim",
    [
        "Fatigue twins appeared in CoCrNi at 450 MPa.",
        "The addition of Pd retains the fcc lattice of the CoCrNi alloy.",
        "The carbides suppress the growth of the grains.",
    ],
)
def test_what_the_paper_says_is_supported(claim: str) -> None:
    assert check_answer(claim, [PAPER]).verdict == SUPPORTED


@pytest.mark.parametrize(
    "claim",
    [
        "The grain boundaries of CoCrNi are wider than those of the sheet.",
        "Fatigue twins appeared in CoCrNi at 200 MPa.",
        "The addition of Pd alters the fcc lattice of the CoCrNi alloy.",
        "The growth rate of the oxide is directly proportional to the Al content.",
        "The growth of the grains suppresses the carbides.",
    ],
)
def test_what_it_asserts_beyond_the_words_is_not(claim: str) -> None:
    assert check_answer(claim, [PAPER]).verdict != SUPPORTED


def test_a_superlative_of_the_question_may_stand_anywhere_in_the_paper() -> None:
    claim = read_facts("The best speed for welds of CoCrNi was 700 rpm.")
    near = [read_facts("Welds of CoCrNi were made at 700 rpm.")]
    parts = [*near, read_facts("There the carbides have their optimum size.")]
    asked = "Which is the best speed for welds of CoCrNi?"
    assert not list(unlike_assertions(claim, near, parts, asked))
    assert list(unlike_assertions(claim, near, near, asked))
    assert list(unlike_assertions(claim, near, parts))
