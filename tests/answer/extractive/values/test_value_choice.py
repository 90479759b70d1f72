"""The value that fills every slot of a question; none where a slot is open or two values fit."""

from dataclasses import replace

import pytest
from hits import hit

from answer.extractive.sentence_ranking import rank
from answer.extractive.values.value_choice import choose_value, fitting_values
from answer.extractive.values.value_features import paper_text
from answer.question.parse import parse_question


def value(question: str, abstract: str) -> str | None:
    asked = parse_question(question)
    found = choose_value(asked, rank(asked, [hit(1, abstract)])[:3])
    return found.text if found else None


TWO = "The yield strength of CrMnFeCoNi is 759 MPa at 77 K and 410 MPa at 293 K."


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is the yield strength of CrMnFeCoNi at 77 K?", "759 MPa"),
        ("What is the yield strength of CrMnFeCoNi at 293 K?", "410 MPa"),
        ("What is the yield strength of CrMnFeCoNi at 20 °C in GPa?", "0.41 GPa (410 MPa)"),
        ("What is the yield strength of CrMnFeCoNi?", None),
        ("What is the yield strength of NbMoTaW at 77 K?", None),
        ("What is the density of CrMnFeCoNi?", None),
    ],
)
def test_property_alloy_and_condition_choose_the_value(question: str, answer: str | None) -> None:
    assert value(question, TWO) == answer


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("What is the grain size of CoCrFeNi?", "The value is stated for: unirradiated state."),
        ("What is the grain size of CoCrFeNi before irradiation?", ""),
    ],
)
def test_a_state_that_is_not_asked_for_is_told_with_its_value(question: str, note: str) -> None:
    asked = parse_question(question)
    told = "The grain size of CoCrFeNi is 13.8 nm before irradiation."
    found = choose_value(asked, rank(asked, [hit(1, told)]))
    assert found is not None
    assert (found.text, found.note) == ("13.8 nm", note)


def test_a_value_before_a_treatment_is_none_at_its_temperature() -> None:
    told = (
        "CoCrFeNi was milled. The as-milled hardness increased from 518 HV to 573 HV with"
        " incorporating 4 wt.% B4C. After annealing at 900 °C, the B4C containing HEA showed a"
        " hardness of 309 HV."
    )
    asked = parse_question("What is the hardness of CoCrFeNi at 900 °C?")
    found = fitting_values(asked, paper_text(hit(1, told)))
    assert "518 HV" not in [one.value.quantity.text for one in found]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("exceeds 200 HV", "> 200 HV"),
        ("is less than 200 HV", "< 200 HV"),
        ("is at least 200 HV", "≥ 200 HV"),
        ("is up to 200 HV", "≤ 200 HV"),
        ("is about 200 HV", "about 200 HV"),
        ("is up to about 200 HV", "≤ 200 HV"),
        ("is 200 HV", "200 HV"),
    ],
)
def test_a_bound_stands_before_its_value(said: str, answer: str) -> None:
    assert value("What is the hardness of CoCrFeNi?", f"The hardness of CoCrFeNi {said}.") == answer


def test_a_change_is_asked_for_from_either_end() -> None:
    text = "On annealing the hardness of CoCrFeNi increased from 210 HV to 527 HV."
    assert value("What is the hardness of CoCrFeNi before annealing?", text) == "210 HV"
    assert value("What is the hardness of CoCrFeNi after annealing?", text) == "527 HV"
    assert value("What is the hardness of CoCrFeNi?", text) is None


STEEL = (
    "CoCrFeNi was clad on steel. The hardness of the CoCrFeNi coating is 420 HV, while the hardness"
    " of the substrate is 190 HV."
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is the hardness of the CoCrFeNi coating?", "420 HV"),
        ("What is the hardness of the substrate below the CoCrFeNi coating?", "190 HV"),
        ("What is the hardness of bulk CoCrFeNi?", None),
        ("What is the yield strength of the CoCrFeNi coating?", None),
    ],
)
def test_a_value_of_another_part_is_not_given(question: str, answer: str | None) -> None:
    assert value(question, STEEL) == answer


SERIES = (
    "AlxCoCrFeNi (x = 0, 0.3, 0.9) alloys were cast. With x the hardness rises from 150 HV to"
    " 540 HV."
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is the hardness of Al0.9CoCrFeNi?", "540 HV"),
        ("What is the hardness of CoCrFeNi?", "150 HV"),
        ("What is the hardness of Al0.3CoCrFeNi?", None),
    ],
)
def test_a_change_along_a_series_is_of_its_ends_alone(question: str, answer: str | None) -> None:
    assert value(question, SERIES) == answer


STATES = (
    "As-cast CoCrFeNi was compared with annealed CoCrFeNi. The yield strength is 230 MPa in the"
    " as-cast state. The yield strength of annealed CoCrFeNi is 190 MPa."
)


def test_the_state_asked_for_chooses_and_an_open_one_does_not() -> None:
    assert value("What is the yield strength of annealed CoCrFeNi?", STATES) == "190 MPa"
    assert value("What is the yield strength of as-cast CoCrFeNi?", STATES) == "230 MPa"
    assert value("What is the yield strength of CoCrFeNi?", STATES) is None


def test_room_temperature_is_no_answer_to_at_which_temperature() -> None:
    text = "In CoCrFeNi twins form at room temperature."
    assert value("At which temperature do twins form in CoCrFeNi?", text) is None


def test_a_quantity_beside_another_property_does_not_answer_for_one_that_has_no_unit() -> None:
    text = "CoCrFeNi has a gauge factor that grows, a porosity of 3.4 % and a hardness of 180 HV."
    assert value("What is the gauge factor of CoCrFeNi?", text) is None


def test_two_papers_that_give_different_values_give_none() -> None:
    asked = parse_question("What is the hardness of CoCrFeNi?")
    hits = [
        hit(1, "The hardness of CoCrFeNi is 180 HV."),
        hit(2, "The hardness of CoCrFeNi is 310 HV."),
    ]
    assert choose_value(asked, rank(asked, hits), hits) is None


def test_the_content_of_an_element_is_no_fraction_of_a_phase() -> None:
    said = "Upon the addition of 15 at.% Ga, FeCoNiCr becomes duplex with FCC and BCC."
    assert value("What fraction of BCC does FeCoNiCr have?", said) is None


_SERIES = (
    "Wear of CoCrNiMox was tested. The wear volume decreases from 0.6 to 0.2 mm3 with Mo content"
    " increasing from 0 at.% (Mo0) to 20 at.% (Mo1.0)."
)


@pytest.mark.parametrize(
    ("question", "abstract", "answer"),
    [
        ("wear volume of the Mo0 member of the CoCrNiMox series (x up to 1)", _SERIES, "0.6 mm^3"),
        (
            "What UTS and elongation does annealed CoCrNi have?",
            "Annealed CoCrNi has a UTS of 900 MPa. It is ductile.",
            None,
        ),
        (
            "bubble density in CoCrNi at 400 °C",
            "The bubble density of CoCrNi is 3 × 10^3 µm−2 at 400 °C.",
            "3 × 10^3 µm−2",
        ),
        (
            "bubble density in CoCrNi at 25 °C",
            "Bubbles in CoCrNi were counted. For cast 316L SS, the bubble density is"
            " 5 × 10^3 µm−2 at 25 °C.",
            None,
        ),
        (
            "shear strength of the C/C–Nb joint with CoCrNi at 1000 °C",
            "CoCrNi joins the carbide (HfNbTa)C to C/C. The shear strength of the joint at 1000 °C"
            " is 87 MPa.",
            None,
        ),
    ],
)
def test_a_value_of_another_member_metal_or_half_of_an_answer_is_not_given(
    question: str, abstract: str, answer: str | None
) -> None:
    assert value(question, abstract) == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What twin spacing do CoCrFeNi films show after irradiation?", None),
        ("What twin spacing do CoCrFeNi films have?", "2 nm"),
    ],
)
def test_a_value_before_is_none_after_where_another_sentence_tells_that(
    question: str, answer: str | None
) -> None:
    text = (
        "CoCrFeNi films with an average twin spacing of 2 nm were deposited. The films showed twin"
        " spacings of 1.6 nm to 1.8 nm after irradiation."
    )
    assert value(question, text) == answer


@pytest.mark.parametrize(
    ("question", "abstract", "answer"),
    [
        pytest.param(
            "What twin spacing do CoCrFeNi films show after irradiation?",
            "CoCrFeNi films with an average twin spacing of 2 nm were deposited. The films showed a"
            " twin spacing (1.6–2 nm) after irradiation.",
            "1.6–2 nm",
            id="an end told of the state before",
        ),
        pytest.param(
            "Yield strength of 80 % cold-rolled Co40(CrFeNi)60 before annealing?",
            "The evolution of the properties during annealing has been investigated in an 80 %"
            " cold-rolled Co40(CrFeNi)60 alloy. The as-rolled material exhibits twins. This"
            " material has a yield strength of 1239 MPa and ductility of 12 %. Annealing at 600 °C"
            " results in a yield strength of 875 MPa and a ductility of 30 %.",
            "1239 MPa",
            id="an elongation beside it is no other reduction",
        ),
        pytest.param(
            "By how much did adding Ti lower the wear rate of a CoCrFeNi coating on copper alloy?",
            "Coatings were clad on a copper alloy. The wear rates of CoCrFeNiMo and CoCrFeNiTi"
            " coatings were 47.17 % and 90.56 % lower than those of CoCrFeNi coating,"
            " respectively.",
            "90.56 %",
            id="what a coating lies on is no addition to it",
        ),
        pytest.param(
            "Yield strength of ANM31 among the annealed CoCrFeNiNbxMo0.4-x alloys?",
            "CoCrFeNiNbxMo0.4-x alloys (ANM13 and ANM31) were annealed. ANM13 has a yield strength"
            " of 751 MPa, whereas ANM31 has the highest yield strength of 860 MPa.",
            "860 MPa",
            id="a sample by its label",
        ),
    ],
)
def test_what_is_told_beside_or_of_others_rules_no_value_out(
    question: str, abstract: str, answer: str
) -> None:
    assert value(question, abstract) == answer


def test_a_value_of_the_joint_is_one_of_what_was_welded() -> None:
    told = (
        "CoCrFeNi was welded, and its base metal and welds were tested. Only 13.5% decrease in"
        " yield strength as compared to its base metal was observed in CoCrFeNi alloy."
    )
    given = hit(1, told)
    welded = replace(given.listed.paper, title="CoCrFeNi processed by autogenous fusion welding")
    given = replace(given, listed=replace(given.listed, paper=welded))
    asked = parse_question(
        "How much does the yield strength of CoCrFeNi drop after gas tungsten arc welding?"
    )
    found = choose_value(asked, rank(asked, [given]))
    assert found is not None
    assert (found.text, found.note) == ("13.5%", "")


@pytest.mark.parametrize(
    ("question", "abstract", "answer"),
    [
        pytest.param(
            "What is the hardness of CoCrFeNi and CoCrNi?",
            "The hardness of CoCrNi is 300 HV.",
            None,
            id="one value of two alloys",
        ),
        pytest.param(
            "What is the hardness of CoCrFeNi after annealing at 900 °C?",
            "CoCrFeNi and CoCrFeNi–4 wt% B4C composites were milled. After annealing at 900 °C, the"
            " B4C containing HEA showed a hardness of 309 HV, compared to 278 HV for the HEA"
            " without B4C.",
            None,
            id="a composite where the alloy is asked about",
        ),
        pytest.param(
            "By what factor did dealloying raise the conductivity of CoCrFeNi?",
            "Dealloying CoCrFeNi achieved a 3.2-fold increase in electrical conductivity.",
            "3.2-fold",
            id="a multiple is of what is increased",
        ),
    ],
)
def test_half_of_an_answer_and_a_value_of_a_composite_are_not_given(
    question: str, abstract: str, answer: str | None
) -> None:
    assert value(question, abstract) == answer


def test_a_value_that_another_paper_on_all_of_it_does_not_give_is_not_bare() -> None:
    asked = parse_question("What bulk modulus of CoCrFeNi follows from its elastic constants?")
    at_heat = "From its elastic constants the bulk modulus of CoCrFeNi at 973 K is 147 GPa."
    two = (
        "The bulk modulus of CoCrFeNi is 180 GPa by one method. From its elastic constants the bulk"
        " modulus of CoCrFeNi is 189 GPa."
    )
    hits = [hit(1, at_heat), hit(2, two)]
    ranked = rank(asked, hits)
    of_first = [one for one in ranked if one.hit is hits[0]]
    assert choose_value(asked, of_first, hits[:1]) is not None
    assert choose_value(asked, of_first, hits) is None
