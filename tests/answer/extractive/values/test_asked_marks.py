"""A value of another member than the question marks is not given."""

import time

import pytest
from hits import hit

from answer.extractive.sentence_ranking import rank
from answer.extractive.values.value_choice import choose_value, fitting_values
from answer.extractive.values.value_features import paper_text
from answer.question.parse import parse_question


def value(question: str, *abstracts: str) -> str | None:
    asked = parse_question(question)
    hits = [hit(n, text) for n, text in enumerate(abstracts, start=1)]
    found = choose_value(asked, rank(asked, hits)[:3])
    return found.text if found else None


LAYERS = (
    "Models of CoCrFeNi with 3-layer, 5-layer and 9-layer stacks were strained. The 9-layer"
    " CoCrFeNi model has a tensile strength of 812 MPa."
)
GRAPHENE = (
    "CoCrFeNi with graphene contents of 0 wt%, 1 wt%, 2.5 wt% and 4 wt% was sintered. With"
    " the graphene content the hardness of CoCrFeNi rises from 190 HV to 320 HV."
)


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("tensile strength of the 9-layer CoCrFeNi model", LAYERS, "812 MPa"),
        ("tensile strength of the 5-layer CoCrFeNi model", LAYERS, None),
        ("tensile strength of the 7-layer CoCrFeNi model", LAYERS, None),
        ("hardness of CoCrFeNi with 4 wt% graphene", GRAPHENE, "320 HV"),
        ("hardness of CoCrFeNi with 2.5 wt% graphene", GRAPHENE, None),
        (
            "hardness of CoCrFeNi coating at x = 0.3",
            "A CoCrFeNi coating has a hardness of 410 HV at x = 0.2.",
            None,
        ),
        (
            "hardness of CoCrFeNi, ratio 1.0",
            "The hardness of CoCrFeNi is 410 HV.",
            "410 HV",
        ),
    ],
)
def test_the_number_of_a_sample_is_told_of_its_value(
    question: str, text: str, answer: str | None
) -> None:
    assert value(question, text) == answer


def test_another_composite_has_no_value_of_the_one_asked_about() -> None:
    text = "The WC-10CoCrFeNi carbide has a transverse fracture strength of 2100 MPa."
    assert value("Transverse fracture strength of WC-10CoCrFeMnNi", text) is None
    assert value("Transverse fracture strength of WC-10CoCrFeNi", text) == "2100 MPa"


ADDED = "Addition of Ta to CoCrFeNi increased the hardness from 210 HV to 260 HV."
MODIFIED = (
    "CoCrFeNi with ZrO2 was sintered. The hardness of CoCrFeNi with ZrO2 increased from 210 HV to"
    " 260 HV with the ZrO2 content."
)


def test_all_that_is_added_is_told_of_a_value() -> None:
    text = f"A hardness of 210 HV is found in CoCrFeNi. {ADDED} Ta and W were added."
    assert value("Hardness of CoCrFeNi with both Ta and W", text) is None


def test_what_a_material_is_without_is_not_in_that_of_the_value() -> None:
    assert value("Hardness of CoCrFeNi without ZrO2", MODIFIED) == "210 HV"
    doped = "CoCrFeNi films were made. With W the hardness of the film is 500 HV."
    assert value("Hardness of the W-free CoCrFeNi film", doped) is None
    coated = "The CoCrFeNi coating has a hardness of 400 HV."
    assert value("Hardness of uncoated CoCrFeNi coating", coated) is None


def test_a_range_of_two_states_is_of_neither() -> None:
    text = (
        "CoCrFeNi with a grain size between 60 and 390 nm was made. The as-sintered CoCrFeNi has a"
        " grain size of 60 nm, while CoCrFeNi annealed at 900 °C has a grain size of 390 nm."
    )
    assert value("Grain size of as-sintered CoCrFeNi", text) == "60 nm"
    assert value("Between which grain sizes does CoCrFeNi lie?", text) != "60 nm"


def test_a_noun_that_is_no_property_takes_a_value_that_it_stands_beside() -> None:
    text = (
        "In the CoCrFeNi beam experiment with argon ions the bubbles measure 37 nm in size. The ion"
        " energy of the beam was chosen freely."
    )
    asked = parse_question("argon ion energy of the CoCrFeNi beam experiment")
    assert fitting_values(asked, paper_text(hit(1, text))) == []


def test_the_paper_that_holds_more_of_a_question_is_asked_about() -> None:
    vague = "Pillars of layered CoCrFeNi with notched edges are strong."
    stated = "The yield strength of CoCrFeNi is 610 MPa."
    question = "yield strength of layered CoCrFeNi pillars with notched edges"
    assert value(question, vague, stated) is None
    assert value("yield strength of CoCrFeNi", stated) == "610 MPa"


def test_a_text_of_numbers_alone_is_read_in_time() -> None:
    start = time.perf_counter()
    value("hardness of the 5-layer CoCrFeNi", f"CoCrFeNi {'1, ' * 3000}{'7' * 20000} HV hardness.")
    assert time.perf_counter() - start < 5


def test_a_range_is_not_what_may_be_added_at_most() -> None:
    told = "CoCrFeNi graded in Ti from 0 to 12 at% was made to find how much Ti can be added."
    assert value("How much Ti can be added at most to CoCrFeNi?", told) is None
