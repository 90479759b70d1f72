"""A value that stands under the words of a question, and is of another kind, place or owner."""

from dataclasses import replace

import pytest

from answer.answer_question import answer_question
from answer.fulltext.answer import answer_from_found
from answer.question.parse import parse_question
from builder.papers import Abstract

CYCLED = (
    "HfNbTaTiZr and HfNbTaTiZrMo0.5 were cast. The cycling of the HfNbTaTiZrMo0.5 alloy was"
    " studied. It was found that the capacity retention reached 96.2% after 500 cycles."
)
OF_BIOMASS = (
    ("Biomass (carbon)", "Capacity (mAh/g)"),
    ("Orange peel (porous)", "301"),
    ("Coffee waste (nonporous)", "285"),
    ("Loofah fibre", "225"),
)


@pytest.mark.parametrize("kind", ["desorption", "penetration"])
def test_another_kind_of_the_quantity_alone_is_not_the_one_asked_for(ask, kind):
    text = (
        f"On HfNbTaTiZr the hydrogen {kind} barrier is 0.38 eV. It limits how fast this is."
        " The desorption of hydrogen was studied."
    )
    given = ask("What hydrogen desorption barrier does HfNbTaTiZr have?", text)
    assert given.answered == (kind == "desorption")


@pytest.mark.parametrize(("kind", "is_told"), [("equilibrium", True), ("initial", False)])
def test_an_initial_pressure_is_no_equilibrium_pressure(ask, kind, is_told):
    text = (
        f"HfNbTaTiZr was cycled under {kind} hydrogen pressures of 36 bar. Valves were shut."
        " The equilibrium is reached late."
    )
    given = ask("What hydrogen equilibrium pressure does HfNbTaTiZr have?", text)
    assert given.answered == is_told


@pytest.mark.parametrize(("place", "is_told"), [("oxide layer", False), ("cast core", True)])
def test_the_place_asked_about_is_told_near_a_value(ask, place, is_told):
    text = (
        "The hardness of HfNbTaTiZr at the cast core is 455 HV.\n"
        "Bars were cut.\nFurnaces were cleaned.\nAn oxide layer grows on HfNbTaTiZr in air."
    )
    given = ask(f"What hardness was measured in the {place} of HfNbTaTiZr?", text)
    assert given.answered == is_told


@pytest.mark.parametrize(("pressure", "is_told"), [(6, True), (3, False)])
def test_a_pressure_is_told_near_a_value_or_where_it_is_told_how_all_was_done(
    ask, pressure, is_told
):
    text = (
        "The grain size of HfNbTaTiZr fell to 145 nm after torsion. This was done under 6 GPa.\n"
        "Bars were cut.\nUnder 3 GPa no such phase forms in HfNbTaTiZr."
    )
    given = ask(f"What grain size does HfNbTaTiZr have after torsion under {pressure} GPa?", text)
    assert given.answered == is_told


@pytest.mark.parametrize(("alloy", "is_told"), [("HfNbTaTiZr", False), ("CoCrFeNi", True)])
def test_a_value_that_its_sentence_gives_to_another_alloy_is_not_that_of_the_one_beside(
    ask, alloy, is_told
):
    text = "While HfNbTaTiZr broke early, CoCrFeNi had a yield strength of 790 MPa at 600 °C."
    given = ask(f"What is the yield strength of {alloy} at 600 °C?", text)
    assert given.answered == is_told


def test_a_capacity_is_no_share_of_a_compound(ask):
    text = (
        "The storage capacity of HfNbTaTiZr after annealing is 3.4 wt%.\n"
        "Little HfH2 is seen in HfNbTaTiZr."
    )
    assert not ask("How many wt% HfH2 form in HfNbTaTiZr after annealing?", text).answered


def test_how_many_times_something_was_done_is_counted(ask):
    text = "The buttons of HfNbTaTiZr were turned and melted four times per side for two minutes."
    given = ask("How many times were the buttons of HfNbTaTiZr melted per side?", text)
    assert given.answered and "four times" in given.citations[0].quote


@pytest.mark.parametrize(("peel", "is_told"), [("orange peel", False), ("reed flowers", True)])
def test_a_row_that_is_called_by_words_is_spoken_of_near_a_value(ask, peel, is_told):
    text = "The carbon from reed flowers keeps a reversible capacity of 581.2 mAh/g in lithium."
    asked = f"What reversible capacity does the carbon from {peel} keep in lithium?"
    rows = (*OF_BIOMASS, ("Reed flowers (porous)", ""))
    given = ask(asked, text, *rows)
    assert any("581.2" in one.quote for one in given.citations) == is_told


@pytest.mark.parametrize(("system", "is_told"), [("Mg-La", False), ("Mg-Ni", True)])
def test_the_elements_of_a_system_are_spoken_of_near_a_value(ask, system, is_told):
    text = (
        "In Mg-Ni alloys the desorption enthalpy is 62.8 kJ/mol.\nBars were cut.\n"
        "Ingots of Mg-La alloys crack."
    )
    given = ask(f"What desorption enthalpy does the {system} alloy system have?", text)
    assert given.answered == is_told


@pytest.mark.parametrize(("alloy", "is_told"), [("HfNbTaTiZr", False), ("HfNbTaTiZrMo0.5", True)])
def test_an_abstract_that_tells_its_value_of_another_alloy_is_no_answer(papers, alloy, is_told):
    abstract = Abstract(CYCLED, 1, (0, 0, 0, 0), "record", 1.0)
    entry = replace(papers.entry, paper=replace(papers.entry.paper, abstract=abstract))
    papers.entry, papers.body = entry, replace(papers.body, listed=entry)
    asked = f"What capacity retention did {alloy} reach after 500 cycles?"
    assert answer_question(asked, papers, 5).answered == is_told


def test_a_number_of_something_else_is_no_bare_answer_of_the_abstract(papers):
    given = answer_question("What grain size does HfNbTaTiZrMo0.5 have?", papers, 5)
    given = replace(given, short="500 cycles", confidence=1.0)
    question = parse_question("What density does HfNbTaTiZrMo0.5 have?")
    assert given.answered
    assert answer_from_found(question, [papers.body], given).short is None
