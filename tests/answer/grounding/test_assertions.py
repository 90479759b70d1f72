"""What a claim asserts beyond its words must stand in its evidence."""

import pytest

from answer.grounding.assertions import depends_nonetheless, unlike_assertions
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


WELDS = Source(
    "Welds of Al0.1CoCrFeNi",
    "CoCrFeNi and CoCrFeNi+TiB2 were used as fillers to join steel and Inconel 718. The catalyst"
    " shows a higher activity than RuO2. The order is not only affected by the heat of mixing but"
    " also by the distortion. The corrosion resistance of the cladded coating was better than that"
    " of the sprayed coating. Al0.1CoCrFeNi resists irradiation, which restrains the formation of"
    " precipitates. Most of the samples of steel have a yield strength of 500 MPa and an elongation"
    " of 8.2 %.",
)


@pytest.mark.parametrize(
    "claim",
    [
        "The catalyst is more active.",
        "The order is affected by the heat of mixing and by the distortion.",
        "The clad coating resists corrosion better than the sprayed one.",
        "The steel has an elongation of 8.2 %.",
    ],
)
def test_what_is_said_in_other_words_is_supported(claim: str) -> None:
    assert check_answer(claim, [WELDS]).verdict == SUPPORTED


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("RuO2 is more active.", "the other way round"),
        ("The sprayed coating resists corrosion better than the clad one.", "the other way round"),
        ("The order is affected by the heat of mixing alone.", "this alone"),
        ("All samples of steel have a yield strength of 500 MPa.", "It says that all"),
        ("Al0.1CoCrFeNi forms precipitates under irradiation.", "is prevented"),
        ("The joined alloys were CoCrFeNi and CoCrFeNi+TiB2.", "what it was done with"),
        ("The steel has a yield strength of 500 MPa at 3 % elongation.", "8.2 % for elongation"),
    ],
)
def test_what_is_not_is_told_why(claim: str, why: str) -> None:
    assert any(why in reason for reason in check_answer(claim, [WELDS]).reasons)


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        ("The exponent rises with the load.", True),
        ("The exponent depends on the load.", True),
        ("The exponent is 3 whatever the load.", False),
        ("The exponent does not change with the load.", False),
        ("The exponent rises with the frequency.", False),
    ],
)
def test_what_does_not_matter_changes_nothing(claim: str, wrong: bool) -> None:
    parts = [read_facts("The exponent was 3 regardless of load.")]
    assert bool(list(depends_nonetheless(read_facts(claim), parts))) == wrong


def test_the_most_is_not_the_least() -> None:
    text = "Laser welding is the most common joining technique for cast alloys."
    claim = "Laser welding is the least common joining technique for alloys."
    assert check_answer(claim, [Source("", text)]).verdict != SUPPORTED
