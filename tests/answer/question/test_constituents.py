"""Nonmetals that a material holds beside those that only surround it."""

import pytest

from answer.question.answerability import find_support
from answer.question.constituents import asked_constituents, held_constituents, named_constituents
from answer.question.parse import parse_question


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("the effect of nitrogen doping on hardness", {"N"}),
        ("How does the carbon content change the strength?", {"C"}),
        ("oxygen additions to TiZrNb", {"O"}),
        ("What does added N do?", {"N"}),
        ("N-doped CoCrFeNi", {"N"}),
        ("alloyed with 0.5 at.% carbon", {"C"}),
        ("minor additions of B", {"B"}),
        ("interstitial nitrogen", {"N"}),
        ("carbon and nitrogen doping", {"C", "N"}),
        ("the effect of hydrogen on ductility", {"H"}),
        ("Does boron improve the ductility?", {"B"}),
        ("the wear rate in nitrogen", set()),
        ("annealed in a pure oxygen atmosphere", set()),
        ("the effect of oxygen partial pressure on scales", set()),
        ("the effect of hydrogen charging on ductility", set()),
        ("quenched in liquid nitrogen", set()),
        ("oxides and nitrides under argon", set()),
        ("oxygen evolution", set()),
    ],
)
def test_a_question_takes_a_nonmetal_for_a_part_of_its_material(text, symbols):
    assert asked_constituents(text) == symbols


def test_what_acts_on_a_material_is_not_said_to_be_held_by_it():
    assert held_constituents("the effect of hydrogen on ductility") == set()
    assert held_constituents("boron-doped CoCrFeNi") == {"B"}


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("Tensile tests at liquid nitrogen temperature.", set()),
        ("It was annealed under hydrogen.", set()),
        ("A wear rate of 2e-5 mm3/(N·m) and a ratio H/E of 0.1.", set()),
        ("Carbon was found in the powder.", {"C"}),
        ("The oxygen gas raised the oxygen content.", {"O"}),
    ],
)
def test_what_surrounds_a_material_is_named_as_no_part_of_it(text, symbols):
    assert named_constituents(text) == symbols


@pytest.mark.parametrize(
    ("question", "abstract", "missing"),
    [
        (
            "What is the effect of nitrogen doping on the yield strength of CoCrFeNi?",
            "Doping with Nb raises the yield strength of CoCrFeNi to 491 MPa.",
            "It does not mention N.",
        ),
        (
            "What is the effect of nitrogen doping on the yield strength of CoCrFeNi?",
            "CoCrFeNi doped with Nb has a yield strength of 491 MPa in liquid nitrogen.",
            "It does not mention N.",
        ),
        (
            "What is the effect of nitrogen doping on the yield strength of CoCrFeNi?",
            "Nitrogen doping raises the yield strength of CoCrFeNi to 491 MPa.",
            "",
        ),
        (
            "How does the carbon content change the hardness of CoCrFeNi?",
            "The hardness of (CoCrFeNi)99C1 is 300 HV.",
            "",
        ),
        (
            "What is the wear rate of CoCrFeNi in nitrogen?",
            "The wear rate of CoCrFeNi under nitrogen is 2e-5 mm3/Nm.",
            "",
        ),
    ],
)
def test_a_paper_must_name_the_nonmetal_that_a_material_is_said_to_hold(
    question, abstract, missing
):
    found = find_support(parse_question(question), "A study of alloys", abstract)
    assert found.missing == missing
