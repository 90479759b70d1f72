"""What a claim asserts beyond its words must stand in its evidence."""

import pytest

from answer.grounding.check import SUPPORTED, Source, check_answer

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
