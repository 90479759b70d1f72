"""A value is no answer where the sample, number, word or side asked about is not told near it."""

from dataclasses import replace

import pytest

from answer.fulltext.paper_names import read_names
from builder.library.stored_bodies import StoredTable
from builder.papers import Table

LABELLED = (
    "The hydride of M0 is stable. Its release enthalpy is 86.0 kJ/mol by the fit.\n"
    "M0 and M5 were cast. M0 was remelted. M0 was cut. M0 was etched. M0 is grey. M0 is hard."
)


@pytest.mark.parametrize(("label", "is_told"), [("M0", True), ("M5", False)])
def test_a_label_is_the_alloy_that_it_stands_for(ask, label, is_told):
    assert ask(f"What release enthalpy does the {label} alloy have?", LABELLED).answered == is_told


def test_a_sample_that_the_paper_does_not_have_is_missing(ask):
    text = "The alloys are called Alloy_x_aged, where x is their number. All took 4 h to age."
    rows = ("Alloy", "Hysteresis factor"), ("Alloy_1_aged", "0.54"), ("Alloy_2_aged", "0.18")
    asked = "What hysteresis factor did Alloy_{}_aged show?"
    assert ask(asked.format(2), text, *rows).short == "0.18"
    assert not ask(asked.format(4), text, *rows).answered


@pytest.mark.parametrize(("name", "is_told"), [("QPX", True), ("QPZ", False)])
def test_a_name_of_capitals_must_be_in_the_paper(ask, name, is_told):
    text = "The melt pool of the QPX process has a depth of 85 μm."
    given = ask(f"What depth does the melt pool of the {name} process have?", text)
    assert given.answered == is_told


@pytest.mark.parametrize(("number", "is_told"), [("2.7", True), ("5.04", False)])
def test_a_number_of_the_question_stands_near_its_value(ask, number, is_told):
    text = (
        "The curve with a factor Br of 2.7 has a critical cooling rate of 122 K/s.\n"
        "All curves are alike.\nOf the parameters, Br of 5.04 is the largest one."
    )
    given = ask(f"What critical cooling rate has the curve with a factor Br of {number}?", text)
    assert given.answered == is_told


@pytest.mark.parametrize(("side", "is_told"), [("inner", True), ("outer", False)])
def test_a_value_of_the_opposite_is_no_answer(ask, side, is_told):
    text = "The surface roughness of HfNbTaTiZr at the inner wall of the tube is 0.88 μm."
    given = ask(f"What surface roughness does the {side} wall of the HfNbTaTiZr tube have?", text)
    assert given.answered == is_told


@pytest.mark.parametrize(("side", "is_told"), [("absorption", True), ("desorption", False)])
def test_the_symbol_of_a_heading_is_of_one_side(ask, side, is_told):
    rows = ("Alloy", "ΔHabs (kJ/mol)"), ("M0", "−31.3"), ("M5", "−38.2")
    text = "Absorption and desorption were measured."
    given = ask(f"What {side} enthalpy does HfNbTaTiZr have?", text, *rows)
    assert given.answered == is_told


def test_a_technical_word_must_be_in_the_paper(ask):
    text = "The hardness of HfNbTaTiZr is 650 HV by a Vickers indenter. The ingots were annealed."
    assert ask("What hardness of HfNbTaTiZr did the Vickers indenter give?", text).answered
    given = ask("What hardness of annealed HfNbTaTiZr ingots did ultramicrotomy give?", text)
    assert not given.answered
    assert "ultramicrotomy" in (given.nearest or "")


def test_a_technical_word_stands_near_its_value(ask):
    text = (
        "The glass transition temperature of the matrix is 773 K.\nIts ingots are large.\n"
        "Only Vitreloy is as good a glass."
    )
    assert ask("What is the glass transition temperature of the matrix?", text).answered
    assert not ask("What is the glass transition temperature of Vitreloy?", text).answered


def test_a_condition_of_other_work_alone_is_missing(ask):
    text = (
        "The hardness of HfNbTaTiZr is 650 HV at 700 °C. Others reported 480 HV for it at 900 °C"
        " [12]."
    )
    asked = "What hardness does HfNbTaTiZr have at {} °C?"
    assert ask(asked.format(700), text).answered
    given = ask(asked.format(900), text)
    assert not given.answered
    assert "900 °C" in (given.nearest or "")


def test_an_abbreviation_is_told_by_the_words_it_shares_with_no_other():
    names = read_names(["CP indicates the center pouring mode, OSP denotes one side pouring."])
    assert names.abbreviations == {"CP": ("center", "pour"), "OSP": ("side", "pour")}


@pytest.mark.parametrize(("mode", "value"), [("center", "3.24 K/s"), ("one side", None)])
def test_a_row_of_another_abbreviation_is_no_answer(ask, mode, value):
    text = "CP indicates the center pouring mode, and OSP indicates the one side pouring mode."
    rows = ("Mode", "Cooling rate (K/s)", "Width (mm)"), ("CP", "3.24", "5"), ("OSP", "", "5")
    given = ask(f"What cooling rate does the {mode} pouring mode give?", text, *rows)
    assert given.short == value


def test_a_caption_tells_the_condition_of_a_row(ask, papers):
    rows = ("Alloy", "Hydrogen capacity (wt%)"), ("S1_cast", "1.36"), ("S2_cast", "1.11")
    table = Table(rows, 1, 6, label="Table 6", caption="Capacity of S1 at 373 K, S2 at 393 K.")
    held = replace(papers.body, tables=[StoredTable(papers.entry.id, 6, table)])
    papers.body = held
    asked = "What hydrogen capacity does S2_cast have at {} K?"
    assert ask(asked.format(393), "Both were cast.").short == "1.11 wt.%"
    assert not ask(asked.format(373), "Both were cast.").answered


def test_an_abstract_without_a_number_does_not_answer_for_one(ask, papers):
    told = "Cycling retention of the alloy HfNbTaTiZr is raised by Mo after 100 cycles at 500 °C."
    abstract = replace(papers.entry.paper.abstract, text=told)
    papers.entry = replace(papers.entry, paper=replace(papers.entry.paper, abstract=abstract))
    papers.body = replace(papers.body, listed=papers.entry)
    asked = "What cycling retention does the alloy HfNbTaTiZr show after 100 cycles at 500 °C?"
    assert not ask(asked, "The cycling retention is good.").answered


@pytest.mark.parametrize(("kind", "is_told"), [("melting", True), ("desorption", False)])
def test_a_temperature_of_another_kind_is_no_answer(ask, kind, is_told):
    text = (
        "The melting temperature of HfNbTaTiZr is 2041 K, by the laser flash.\nDesorption was slow."
    )
    assert ask(f"What is the {kind} temperature of HfNbTaTiZr?", text).answered == is_told


@pytest.mark.parametrize(("asked", "value"), [("Mo", "5.1"), ("Hf", None)])
def test_a_row_of_another_element_is_no_answer(ask, asked, value):
    rows = ("Element", "Nominal", "Black region"), ("Mo", "10", "5.1"), ("Ta", "20", "26.3")
    text = (
        "The amounts of Mo, Ta and Hf in the black region of the as-cast alloy were found by EDX."
    )
    given = ask(f"How much {asked} did EDX find in the black region?", text, *rows)
    assert given.short == value
    assert all(one.place is None or one.place.part != "table" for one in given.citations) != bool(
        value
    )


@pytest.mark.parametrize(("axis", "value"), [("a", "3.40 Å"), ("c", None)])
def test_a_cell_of_another_axis_is_no_answer(ask, axis, value):
    rows = ("Alloy", "Phases", "Lattice parameter (Å)"), ("M0", "BCC", "a = 3.40")
    more = ("M5", "BCC", "a = 3.37")
    given = ask(f"What is the {axis} lattice parameter of HfNbTaTiZr?", "It is BCC.", *rows, more)
    assert given.short == value
    assert given.answered == bool(value)


@pytest.mark.parametrize(("asked", "value"), [("nip temperature", "405.1 K"), ("hardness", None)])
def test_a_row_that_is_a_property_has_its_unit(ask, asked, value):
    rows = (
        ("Level (mm)", "15", "20"),
        ("Nip temperature (K)", "445.2", "405.1"),
        ("Rate (K/s)", "3", "4"),
    )
    given = ask(f"What {asked} is there at a level of 20 mm?", "No hardness was tested.", *rows)
    assert given.short == value


@pytest.mark.parametrize(("cycle", "value"), [("50th", "1.41 wt%"), ("200th", "1.07 wt%")])
def test_of_several_values_at_their_conditions_the_one_asked_at_is_given(ask, cycle, value):
    text = (
        "The hydrogen storage capacity of HfNbTaTiZr decreased from 1.82 wt% at the 10th cycle to"
        " 1.41 wt% at the 50th cycle, and to 1.07 wt% at the 200th cycle."
    )
    asked = f"What is the hydrogen storage capacity of HfNbTaTiZr at the {cycle} cycle?"
    assert ask(asked, text).short == value


@pytest.mark.parametrize(("kelvin", "is_told"), [(328, True), (333, False)])
def test_a_temperature_that_the_paper_tells_is_no_other_near_it(ask, kelvin, is_told):
    text = (
        "HfNbTaTiZr at 328 K reaches a levelized cost of storage of 0.41 $/kWh.\n"
        "Costs are high.\nAs a model, a tank at 333 K was looked at."
    )
    asked = f"What levelized cost of storage does HfNbTaTiZr reach at {kelvin} K?"
    assert ask(asked, text).answered == is_told


@pytest.mark.parametrize(("region", "is_told"), [("SC-I", True), ("SC-II", False)])
def test_a_reason_is_told_of_the_sample_asked_about(ask, region, is_told):
    text = (
        "The capacity of the SC-I region of HfNbTaTiZr decreases due to its oxidation.\n"
        "The SC-II region is rough."
    )
    given = ask(f"Why does the capacity of the {region} region of HfNbTaTiZr decrease?", text)
    assert any("oxidation" in one.quote for one in given.citations) == is_told
