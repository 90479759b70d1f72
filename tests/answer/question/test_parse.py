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
    named = parse_question("Does silicon carbide with Nb corrode in sodium hydroxide?")
    assert named.elements == {"Nb"}


def test_the_size_of_a_change_may_be_asked_for_by_its_noun() -> None:
    assert parse_question("What is the increase in hardness of CoCrFeNi by rolling?").by_how_much
    assert parse_question("reduction of the wear rate of CoCrFeNi by oil").by_how_much
    assert not parse_question("What is the mass gain of CoCrFeNi?").by_how_much
    assert not parse_question("What is the hardness of CoCrFeNi after the increase?").by_how_much


@pytest.mark.parametrize("words", ["boost", "enhance", "push up", "bring down", "double"])
def test_the_size_of_a_change_may_be_asked_for_by_any_verb_of_change(words: str) -> None:
    verb, _, behind = words.partition(" ")
    asked = parse_question(f"How much does TiN {verb} the tensile strength of CoCrFeNi {behind}?")
    assert asked.by_how_much


def test_words_of_asking_for_a_method_need_not_stand_in_its_sentence() -> None:
    assert parse_question("By which method was CoCrFeNi produced?").words == {"produc"}


def test_the_reason_the_process_and_yes_or_no_are_told() -> None:
    assert parse_question("Why is CrCoNi tough at 20 K?").why
    assert parse_question("Is annealed CoCrFeNi FCC?").yes_no
    assert parse_question("Is annealed CoCrFeNi FCC?").processes == {"annealing"}


@pytest.mark.parametrize(
    "text",
    [
        "What hardness has the coating clad by a 200-W laser?",
        "wear rate under 5 N",
        "current density at 0.4 V vs. Ag/AgCl",
        "magnetization at 2 K",
        "strength after gas tungsten arc welding",
    ],
)
def test_units_electrodes_and_processes_are_no_elements(text: str) -> None:
    assert not parse_question(text).elements


def test_fahrenheit_and_kelvin_stand_side_by_side() -> None:
    asked = parse_question("Is CrCoNi at 800 F (700 K) still stronger than at 1100 F/866 K?")
    read = [(one.text, one.dimension) for one in asked.conditions]
    assert ("800 °F", "temperature") in read
    assert "1100 F → 1100 °F" in asked.read_as


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("What is the oldest paper on CrMnFeCoNi?", "lowest"),
        ("earliest work on refractory HEAs", "lowest"),
        ("Which paper first reported creep of CoCrNi?", "lowest"),
        ("Show me the most recent studies on hydrogen storage", "highest"),
        ("the latest article about HEA catalysts", "highest"),
    ],
)
def test_the_oldest_or_newest_papers_are_a_set_in_order(text: str, order: str) -> None:
    asked = parse_question(text)
    assert (asked.intent, asked.extreme, asked.measures) == ("set", order, ("year",))


@pytest.mark.parametrize(
    "text",
    [
        "Which papers report a first-principles study of CrCoNi?",
        "Which papers are on creep?",
        "What do the latest studies say about creep?",
    ],
)
def test_other_papers_are_in_no_order_of_years(text: str) -> None:
    assert parse_question(text).measures != ("year",)


def test_the_offset_of_a_yield_strength_is_no_condition() -> None:
    asked = parse_question("What is the 0.2% proof strength of CoCrFeNiCu at 77 K?")
    assert [one.text for one in asked.conditions] == ["77 K"]


@pytest.mark.parametrize("asked", ["carbon nanotubes", "carbon-fibre", "carbon steel"])
def test_what_is_called_by_carbon_is_no_alloying_with_it(asked: str) -> None:
    assert parse_question(f"How many papers use {asked}?").elements == frozenset()
    assert parse_question(f"How many papers use carbon beside {asked}?").elements == {"C"}
