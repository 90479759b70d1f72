"""Questions as people put them, and the slots that are read out of them."""

import pytest

from answer.question.parse import parse_question


def test_a_question_for_a_value_is_taken_apart() -> None:
    asked = parse_question("What is the yield strength of CrMnFeCoNi at 77 K in GPa?")
    assert [alloy.text for alloy in asked.alloys] == ["CrMnFeCoNi"]
    assert [condition.text for condition in asked.conditions] == ["77 K"]
    assert asked.properties == ("yield strength",)
    assert (asked.wants, asked.unit, asked.dimensions) == ("number", "GPa", {"pressure"})
    assert asked.words == {"yield", "strength"}
    assert not asked.yes_no


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("How hard is Al0.5CoCrFeNi?", "number"),
        ("Which alloy has the highest hardness?", "number"),
        ("How wide are the grain boundaries in the Cantor alloy?", "number"),
        ("Which phase forms in NbMoTaW after annealing at 800 °C?", "phase"),
        ("Which refractory alloy stays BCC?", "alloy"),
        ("By which method was CoCrFeNi produced?", "method"),
        ("Why is CrCoNi tough at 20 K?", None),
        ("What is the effect of aluminium on the hardness of AlxCoCrFeNi?", None),
        ("Does a sigma phase form in CrMnFeCoNi?", None),
    ],
)
def test_the_kind_of_answer_is_told_from_the_words(text: str, wants: str | None) -> None:
    assert parse_question(text).wants == wants


@pytest.mark.parametrize(
    ("text", "dimensions"),
    [
        ("How wide are the grain boundaries?", {"length"}),
        ("At which temperature does the sigma phase dissolve?", {"temperature"}),
        ("How hard is NbMoTaW?", {"hardness"}),
        ("How strong is it in MPa?", {"pressure"}),
        ("Why is it tough?", set()),
    ],
)
def test_the_dimension_of_the_value_is_told_from_its_unit_or_its_words(
    text: str, dimensions: set[str]
) -> None:
    assert parse_question(text).dimensions == dimensions


def test_an_adjective_asks_for_its_property() -> None:
    assert parse_question("How tough is CrCoNi?").properties == ("fracture toughness",)
    assert parse_question("How dense is NbMoTaW?").properties == ("density",)


def test_elements_and_compounds_stand_beside_the_alloy() -> None:
    asked = parse_question("By how much does B4C raise the strength of CoCrFeNi–B4C?")
    assert {compound.text for compound in asked.compounds} == {"B4C"}
    assert [alloy.text for alloy in asked.alloys] == ["CoCrFeNi"]
    assert asked.by_how_much
    added = parse_question("What is the effect of aluminium on the hardness of AlxCoCrFeNi?")
    assert added.elements == {"Al"}
    assert added.change


def test_words_of_asking_for_a_method_need_not_stand_in_its_sentence() -> None:
    assert parse_question("By which method was CoCrFeNi produced?").words == {"produc"}


def test_the_reason_the_process_and_yes_or_no_are_told() -> None:
    assert parse_question("Why is CrCoNi tough at 20 K?").why
    assert parse_question("Is annealed CoCrFeNi FCC?").yes_no
    assert parse_question("Is annealed CoCrFeNi FCC?").processes == {"annealing"}
