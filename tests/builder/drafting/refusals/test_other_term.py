"""A word that is a part of a longer term is not exchanged, nor one that the title excludes."""

import pytest

from builder.drafting.refusals import survey
from builder.drafting.refusals.abstract_view import AbstractView
from builder.drafting.refusals.other_term import (
    with_other_property,
    with_other_term,
    with_other_topic,
)
from builder.triples import Triple


def questions(question: str, title: str, text: str, kind: str = "effect-of") -> str:
    """All questions with another term, topic or property, one in a line."""
    triple = Triple("1", "p", kind, question, text, text, 0, len(text), "rules", "influence")
    view, corpus = AbstractView("p", title, text), survey([("p", title, text)])
    ways = (with_other_term, with_other_topic, with_other_property)
    return "\n".join(swap.question for way in ways for swap in way(triple, view, corpus))


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("does heat treatment affect", True),
        ("does T6 heat treatment affect", False),
        ("did the annealing between 973 and 1173 K affect", False),
        ("did the annealing stacking faults affect", False),
    ],
)
def test_a_treatment_within_a_longer_term_stays(words: str, asked: bool) -> None:
    found = questions(f"How {words} the grains?", "Grains", "The grains grow at once.")
    assert ("cold rolling" in found) == asked


@pytest.mark.parametrize(
    ("title", "word", "asked"),
    [
        ("Grains of bars", "corrosion", True),
        ("Strength of bars", "corrosion", False),
        ("Grains of bars", "tensile", True),
        ("High temperature oxidation of bars", "strain hardening", False),
        ("Hot compression of bars", "tensile", False),
    ],
)
def test_no_topic_or_property_is_asked_that_the_title_is_far_from(
    title: str, word: str, asked: bool
) -> None:
    text = "Grains grow in plastic flow."
    found = questions("How does annealing affect the microstructure?", title, text)
    found += questions("How does annealing affect the hardness?", title, "It hardens.")
    assert (word in found) == asked


def test_the_unit_of_a_property_and_a_boundary_are_not_exchanged() -> None:
    text = "The hardness of CoCrFeNi is 3 GPa. It breaks at grain boundaries."
    question = "What is the hardness of CoCrFeNi, in MPa?"
    assert questions(question, "Bars", text)
    assert "wear" not in questions(question, "Bars", text, "unit-conversion")
    assert "stacking" not in questions("Why does CoCrFeNi break at grain boundaries?", "B", text)


def test_a_compression_study_is_not_asked_for_its_tensile_values() -> None:
    question, text = "What is the compressive yield strength of CoCrFeNi?", "It is 300 MPa."
    assert "tensile" in questions(question, "Bars", text)
    assert "tensile" not in questions(question, "Hot compression of bars", text)


def test_no_topic_is_beside_one_of_its_sort_nor_of_a_test_that_was_not_simulated() -> None:
    two = questions("What did “T” find about the phases and the grain size?", "T", "Cast bars.")
    assert two
    assert not any("the strength" in one and "yield" in one for one in two.split("\n"))
    question = "How does annealing affect the deformation mechanism?"
    assert "elongation" in questions(question, "T", "It deforms.")
    assert "elongation" not in questions(question, "T", "By molecular dynamics it deforms.")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What is the hardness of CoCrFeNi made by arc melting?", True),
        ("According to “Bars”, what is the hardness of CoCrFeNi made by arc melting?", False),
    ],
)
def test_a_study_that_is_named_has_its_own_route(question: str, asked: bool) -> None:
    text = "CoCrFeNi made by arc melting has a hardness of 300 HV."
    assert ("sintering" in questions(question, "Bars", text)) == asked


@pytest.mark.parametrize(("title", "asked"), [("Bars", True), ("Clad coatings", False)])
def test_a_layer_is_not_rolled(title: str, asked: bool) -> None:
    question = "What happened to the corrosion resistance after annealing?"
    assert ("cold rolling" in questions(question, title, "It resists corrosion.")) == asked


def test_a_value_is_offered_of_no_other_test() -> None:
    question, text = "Is the compressive yield strength of CoCrFeNi 300 MPa?", "It is 300 MPa."
    assert "tensile" in questions(question, "Bars", text)
    assert "tensile" not in questions(question, "Bars", text, "true-false")


def test_no_cause_is_asked_of_a_change_that_nobody_reported() -> None:
    text = "The carbides raise the hardness of the bars."
    assert questions("How high is the hardness?", "Bars", text)
    for question in ("What causes the increase in hardness?", "Why does the hardness rise?"):
        assert questions(question, "Bars", text) == ""


def test_a_protective_oxide_tells_of_a_passive_film() -> None:
    question = "How does annealing affect precipitation?"
    assert "passive film" in questions(question, "Corrosion", "Precipitates form in NaCl.")
    told = "Precipitates form in NaCl below protective oxides."
    assert "passive film" not in questions(question, "Corrosion", told)
