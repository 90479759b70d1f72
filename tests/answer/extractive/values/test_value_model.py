"""A value that leaves a slot unsaid is given if it is likely enough, and never against a slot."""

import math

import pytest
from hits import hit
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.extractive.sentence_ranking import rank
from answer.extractive.values.value_choice import choose_value
from answer.extractive.values.value_features import likely_values
from answer.extractive.values.value_model import likeliest_value, probability, threshold
from answer.question.parse import parse_question
from retrieval.ranking.linear_model import LinearModel


def likely(question: str, abstract: str) -> list[str]:
    """Return the values that may be given, by their texts."""
    asked = parse_question(question)
    found = likely_values(asked, rank(asked, [hit(1, abstract)])[:3])
    return [one.stated.value.quantity.text for one in found]


def short(question: str, abstract: str) -> str | None:
    asked = parse_question(question)
    found = choose_value(asked, rank(asked, [hit(1, abstract)])[:3])
    return found.text if found else None


SPALL = "The spall strength of CoCrFeNi reaches 3.2 GPa. It was cast and rolled before the shots."


def test_a_noun_outside_the_vocabulary_is_answered() -> None:
    assert short("Spall strength of CoCrFeNi?", SPALL) == "3.2 GPa"


def test_the_coating_of_a_paper_need_not_be_named_again() -> None:
    text = (
        "CoCrFeNi was clad on 304 steel by laser. The top region has equiaxed crystals; the average"
        " microhardness is 247.1 HV0.3."
    )
    assert short("microhardness of laser clad CoCrFeNi on 304", text) == "247.1 HV0.3"


@pytest.mark.parametrize(
    "question",
    [
        "Spall strength of NbMoTaW?",  # another alloy
        "Spall strength of CoCrFeNi in MPa at 77 K?",  # a condition that is not told
        "Density of CoCrFeNi?",  # another property
        "Increase of the spall strength of CoCrFeNi?",  # a change is asked for
        "Spall strength of CoCrFeNi with 5 wt% TiC?",  # another material
        "Spall strength of the 7-layer CoCrFeNi?",  # another sample
        "Spall strength of CoCrFeNi on 316L?",  # a label that the paper does not know
    ],
)
def test_what_contradicts_a_slot_is_no_candidate(question: str) -> None:
    assert likely(question, SPALL) == []
    assert short(question, SPALL) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "The spall strength of CoCrFeNi rises from 2.1 to 3.2 GPa.",
        "The spall strengths of CoCrFeNi were 2.1, 2.8 and 3.2 GPa.",
        "The spall strength of CoCrFeNi is higher than the 3.2 GPa reported before.",
    ],
)
def test_ends_members_of_lists_and_values_of_others_are_no_candidates(sentence: str) -> None:
    assert likely("Spall strength of CoCrFeNi?", sentence) == []


def test_a_number_of_the_question_is_no_answer() -> None:
    text = "After 20 pulses of the field CoCrFeNi has a spall limit of 3.2 GPa."
    assert likely("Spall limit of CoCrFeNi after 20 pulses?", text) == ["3.2 GPa"]


def test_several_values_and_superlatives_over_papers_are_left_to_others() -> None:
    for question in ("Which alloy has the highest spall strength?", "Spall strengths of CoCrFeNi?"):
        asked = parse_question(question)
        if asked.intent != "value" or asked.wants_all:
            assert likeliest_value(asked, rank(asked, [hit(1, SPALL)])[:3]) is None


def test_a_second_paper_quoted_makes_a_value_less_likely() -> None:
    asked = parse_question("Spall strength of CoCrFeNi?")
    other = hit(2, "The spall strength of CoCrFeNi was measured by us, too.")
    both = rank(asked, [hit(1, SPALL), other])
    alone = [one for one in both if one.hit.rank == 1]
    [one] = likely_values(asked, alone)
    [beside] = likely_values(asked, [*alone, *(one for one in both if one.hit.rank == 2)])
    assert one.features["papers quoted"] == 0.0
    assert beside.features["papers quoted"] == 1.0


def test_a_probability_grows_with_the_score() -> None:
    model = LinearModel({"a": 2.0})
    assert probability(model, {}) == 0.5
    assert math.isclose(probability(model, {"a": 1.0}), 1 / (1 + math.exp(-2.0)))
    assert 0.5 < threshold() < 1.0


AMOUNTS = st.integers(100, 900)


@settings(max_examples=40, deadline=None)
@given(amount=AMOUNTS, alloy=st.sampled_from(["NbMoTaW", "AlTiVZr", "CoCrFeNiTi0.5"]))
def test_a_value_of_another_alloy_is_never_given(amount: int, alloy: str) -> None:
    text = f"The spall strength of {alloy} is {amount} MPa."
    assert short("What is the spall strength of CoCrFeNi?", text) is None


@settings(max_examples=40, deadline=None)
@given(amount=AMOUNTS, kelvin=st.integers(350, 1200))
def test_a_value_at_another_temperature_is_never_given(amount: int, kelvin: int) -> None:
    text = f"The spall strength of CoCrFeNi is {amount} MPa at {kelvin} K."
    assert short("What is the spall strength of CoCrFeNi at 77 K?", text) is None


@settings(max_examples=40, deadline=None)
@given(
    amount=AMOUNTS,
    name=st.sampled_from(["hardness", "elongation", "grain size", "wear rate", "density"]),
)
def test_a_value_of_another_property_is_never_given(amount: int, name: str) -> None:
    text = f"CoCrFeNi was cast. The yield strength of CoCrFeNi is {amount} MPa."
    assert short(f"What is the {name} of CoCrFeNi?", text) is None


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("and the maximum bonding strength of the joints could reach 429 MPa", "429 MPa"),
        ("and the bonding strength of the joints was 429 MPa", None),
    ],
)
def test_the_most_of_one_alloy_is_given_where_its_paper_calls_it_so(
    said: str, answer: str | None
) -> None:
    question = "What is the maximum bonding strength of CoCrFeNi joints?"
    assert short(question, f"CoCrFeNi was bonded with a filler, {said}.") == answer


def test_another_amount_is_no_candidate_where_the_property_has_its_value() -> None:
    text = "Its synthesis is hard due to the high melting point of Ni (1455 °C) and the boiling"
    text += " point of Mg (1090 °C)."
    assert "1090 °C" not in likely("What is the melting point of Ni?", text)
    assert short("What is the melting point of Ni?", text) is None
