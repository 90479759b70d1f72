"""A value is of the noun that it stands beside, and not of every noun of its sentence."""

import pytest

from answer.extractive.nouns_of_values import is_of_other_noun, names_property
from answer.question.parse import parse_question
from builder.materials.quantities import find_quantities
from retrieval.lexical import word_set

_OF_OTHERS = [
    (
        "What is the operating pressure of TiFe0.85Mn0.05?",
        "Hydride systems can be cost competitive with 350-bar compressed gas systems, with"
        " TiFe0.85Mn0.05 achieving $0.45/kWh.",
        "350-bar",
    ),
    (
        "What is the levelised cost of storage?",
        "The cost of storage was compared at 350 bar.",
        "350 bar",
    ),
    (
        "What is the hydrogen storage capacity of TiMn1.5?",
        "It was found that the capacity retention rate reached 96.2% after 500 cycles.",
        "96.2%",
    ),
    (
        "What is the hydrogen storage capacity of TiMn1.5?",
        "TiMn1.5 showed excellent cycling, with 96.2% hydrogen storage capacity retention.",
        "96.2%",
    ),
    (
        "What particle size did the nanoporous Mg have?",
        "Compared to spherical Mg particles having an average size of 269 nm, pMg absorbs faster.",
        "269 nm",
    ),
    (
        "What is the hardness of CoCrFeNiY?",
        "Compared with CoCrFeNi having a hardness of 372 HV, it is harder.",
        "372 HV",
    ),
]
_OWN = [
    (
        "What is the pressure of the compressed gas systems?",
        "It competes with 350-bar compressed gas systems.",
        "350-bar",
    ),
    ("How thick is the coating?", "A 5-μm-thick coating was deposited.", "5-μm"),
    (
        "What is the capacity retention of TiMn1.5?",
        "The capacity retention rate reached 96.2% after 500 cycles.",
        "96.2%",
    ),
    (
        "What is the size of the spherical Mg particles?",
        "Compared to spherical Mg particles having an average size of 269 nm, pMg is faster.",
        "269 nm",
    ),
    (
        "What is the hardness of CoCrFeNi?",
        "Compared with CoCrFeNi having a hardness of 372 HV, Y makes it harder.",
        "372 HV",
    ),
    (
        "What is the hardness of CoCrFeNiY?",
        "Compared with CoCrFeNi, CoCrFeNiY has a hardness of 563 HV.",
        "563 HV",
    ),
]


@pytest.mark.parametrize(("question", "text", "value"), _OF_OTHERS)
def test_value_is_of_other_noun(question: str, text: str, value: str) -> None:
    assert _is_of_other(question, text, value)


@pytest.mark.parametrize(("question", "text", "value"), _OWN)
def test_value_is_of_asked_noun(question: str, text: str, value: str) -> None:
    assert not _is_of_other(question, text, value)


def _is_of_other(question: str, text: str, value: str) -> bool:
    (quantity,) = [one for one in find_quantities(text) if one.text == value]
    return is_of_other_noun(parse_question(question), text, quantity)


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("The density of Mg2Ni is 3.48 g/cm3.", True),
        ("Low-density alloys weigh 3 g/cm3.", True),
        ("A dense coating layer of 40 μm.", False),
        ("The current density was 10 mA/cm2.", False),
        ("The density of electronic states of 3 clusters.", False),
        ("Mg2Ni weighs 3.48 g/cm3.", False),
    ],
)
def test_a_property_of_one_noun_is_named_by_no_other_word_of_its_stem(
    text: str, is_named: bool
) -> None:
    asked = parse_question("What is the density of Mg2Ni?")
    assert names_property(asked, "densiti", text, word_set(text)) is is_named


def test_a_density_of_states_may_be_asked_for() -> None:
    asked = parse_question("What is the density of states of Mg2Ni?")
    text = "The density of states of Mg2Ni is 3."
    assert names_property(asked, "densiti", text, word_set(text)) is None
