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
