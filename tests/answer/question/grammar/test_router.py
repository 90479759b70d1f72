"""What a question asks for is told from its grammar, whatever it is about."""

import tomllib
from pathlib import Path

import pytest

from answer.question.parse import parse_question

KINDS = tomllib.loads(Path(__file__).with_name("questions_by_intent.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("intent", "text"), [(intent, text) for intent, texts in KINDS.items() for text in texts]
)
def test_the_intent_is_told(intent: str, text: str) -> None:
    assert parse_question(text).intent == intent


@pytest.mark.parametrize(
    "text", ["Hardness of {}", "What is the hardness of {}?", "How hard is {}"]
)
@pytest.mark.parametrize("alloy", ["CrCoNi", "Al0.5CoCrFeNi", "(CoCrFeNi)94Ti2Al4", "Cantor alloy"])
def test_the_intent_does_not_hang_on_the_alloy(text: str, alloy: str) -> None:
    assert parse_question(text.format(alloy)).intent == "value"


@pytest.mark.parametrize(
    "lead", ["", "Please tell me ", "Can you tell me ", "Do you know ", "In HEA coatings, "]
)
def test_politeness_and_what_leads_in_do_not_change_it(lead: str) -> None:
    assert parse_question(f"{lead}which alloys exceed 1 GPa yield strength?").intent == "set"


@pytest.mark.parametrize(
    ("text", "extreme", "measures"),
    [
        ("Which alloy is the strongest at 77 K?", "highest", "yield strength"),
        ("lightest refractory HEA", "lowest", "density"),
        ("What is the lowest density of any HEA?", "lowest", "density"),
        ("Which coating has the best wear rate?", "lowest", "wear rate"),
        ("the most wear-resistant HEA coating", "lowest", "wear rate"),
        ("Which HEA has the best fracture toughness?", "highest", "fracture toughness"),
        ("the most ductile HEA at 300 K", "highest", "elongation"),
        ("Which HEA is the least ductile?", "lowest", "elongation"),
        ("Maximum hardness of CoCrFeNi?", "highest", "hardness"),
    ],
)
def test_a_superlative_tells_its_end_and_what_is_measured(
    text: str, extreme: str, measures: str
) -> None:
    asked = parse_question(text)
    assert (asked.intent, asked.extreme) == ("superlative", extreme)
    assert measures in asked.measures


@pytest.mark.parametrize(
    "text",
    [
        "What is the minimum creep rate of CrMnFeCoNi?",
        "ultimate tensile strength of CrCoNi",
        "At which Al content is the hardness highest?",
        "Best annealing temperature for CoCrFeNi?",
    ],
)
def test_a_property_or_a_parameter_is_no_superlative(text: str) -> None:
    assert (parse_question(text).intent, parse_question(text).extreme) == ("value", "")


@pytest.mark.parametrize(
    ("text", "wants_all"),
    [
        ("To what hardness does CoCrNi saturate, and at which strain?", True),
        ("What yield strengths were measured for CoNi, CoCrNi and CoFeNi?", True),
        ("What strengths do the two eutectic alloys show at 800 °C?", True),
        ("What strength and elongation were obtained for CoCrNi?", True),
        ("Which phases form in CoCrFeNiMo?", True),
        ("Which of CoCrNi, CoFeNi and CoCrFeNi show serrated flow?", True),
        ("What is the hardness of CoCrNi?", False),
        ("Which phase forms in CoCrFeNiMo?", False),
        ("How was the role of each element in the MoNbTa system found?", False),
        ("After cold rolling and annealing, what is the hardness of CoCrNi?", False),
    ],
)
def test_it_is_told_whether_one_value_is_enough(text: str, wants_all: bool) -> None:
    assert parse_question(text).wants_all is wants_all


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Which phase did not form in CoCrFeNiTi?", True),
        ("Which coatings contain no cobalt?", True),
        ("Which alloy never transformed under pressure?", True),
        ("Which phase formed in CoCrFeNiTi?", False),
        ("How was CoCrFeNi made without a laser?", False),
        ("Did the sigma phase not appear in CoCrFeNi?", False),
    ],
)
def test_it_is_told_whether_what_is_not_so_is_asked_for(text: str, negated: bool) -> None:
    assert parse_question(text).negated is negated


def test_either_of_two_strengths_may_meet_a_bound() -> None:
    asked = parse_question("What has a compressive or fracture strength of 2 GPa or more?")
    assert [bound.property for bound in asked.bounds] == ["strength"]
    assert not asked.kinds


def test_the_words_of_a_condition_ask_for_no_value() -> None:
    asked = parse_question("What gauge factor has CoCrNi at room temperature?")
    assert "temperature" not in asked.dimensions


def test_elements_in_brackets_are_no_alloy_of_their_own() -> None:
    asked = parse_question("Hardness of CoCrFeNi-(Nb, Ta, Zr)")
    assert [alloy.text for alloy in asked.alloys] == ["CoCrFeNi"]


def test_the_head_noun_decides_which_value_is_asked_for() -> None:
    asked = parse_question(
        "Hardness transition carbon content in (CoCrFeNi)100-xCx films, in at.%?"
    )
    assert (asked.intent, asked.properties, asked.unit) == ("value", (), "at.%")
    assert parse_question("At which grain size is the hardness highest?").properties


@pytest.mark.parametrize(
    "text", ["", "?", "which", "a" * 100_000, "which of " * 10_000, "( " * 9999]
)
def test_nothing_breaks_or_stalls_it(text: str) -> None:
    assert parse_question(text).intent


def test_the_best_of_what_is_no_listed_property_is_the_most() -> None:
    asked = parse_question("Which alloy has the best damping capacity?")
    assert (asked.extreme, asked.measures) == ("highest", ())


def test_papers_in_the_plural_are_a_set_whatever_they_are_to_have_done() -> None:
    for asked in ("test the corrosion of CoCrFeNi in acid", "compare CoCrFeNi with 316L steel"):
        assert parse_question(f"Which papers {asked}?").intent == "set"
    assert parse_question("Which papers report the highest hardness?").intent == "superlative"
