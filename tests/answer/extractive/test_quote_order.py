"""The first quote holds a number where one is asked for, and can be read by itself."""

import pytest
from hits import hit

from answer.extractive.answer import answer_extractively
from answer.extractive.quote_order import (
    added_first,
    number_first,
    phase_first,
    with_other_side,
    with_sentence_before,
)
from answer.extractive.sentence_ranking import rank
from answer.extractive.verdicts import with_told_first
from answer.question.parse import parse_question

TWINS = (
    "Twins formed in CoCrFeNi in fatigue at a stress of 450 MPa. Twins gave CoCrFeNi a fatigue"
    " stress with more twins."
)


def test_a_quote_with_a_number_of_the_kind_asked_for_leads() -> None:
    question = parse_question("At what maximum stress did fatigue of CoCrFeNi form twins?")
    ranked = sorted(rank(question, [hit(1, TWINS)]), key=lambda one: -one.start)
    assert "450 MPa" not in ranked[0].statement.text
    assert "450 MPa" in number_first(question, ranked, ranked)[0].statement.text
    assert "450 MPa" in number_first(question, ranked, ranked[:1])[0].statement.text
    assert number_first(question, ranked, []) == []


def test_the_value_with_the_elements_added_leads() -> None:
    abstract = (
        "Sintered CoCrFeNi reached a hardness of 570 HV. Its hardness was 710 HV with combined"
        " addition of molybdenum and niobium."
    )
    question = parse_question("What hardness did CoCrFeNi reach when Mo and Nb were added?")
    ranked = sorted(rank(question, [hit(1, abstract)]), key=lambda one: one.start)
    assert "710 HV" in number_first(question, ranked, ranked)[0].statement.text


def test_a_mass_lost_is_quoted_with_its_number() -> None:
    abstract = (
        "CoCrFeNiTi0.5 coatings made by laser have 20 vol% of G phase. In wear, the losses were"
        " 2.2 mg and 2.4 mg for CoCrFeNiTi0.5 and CoCrFeNiTi coatings, respectively."
    )
    question = parse_question("How much mass does the laser CoCrFeNiTi0.5 coating lose in wear?")
    ranked = sorted(rank(question, [hit(1, abstract)]), key=lambda one: one.start)
    assert "2.2 mg" in number_first(question, ranked, ranked[:1])[0].statement.text


def test_a_reason_that_names_what_is_added_leads() -> None:
    abstract = (
        "The glass shell of CoCrFeNi reduces localization, which results in hardening."
        " The Al addition reduces its deformation, weakening the hardening."
    )
    question = parse_question("Why does adding aluminium to CoCrFeNi reduce hardening?")
    ranked = sorted(rank(question, [hit(1, abstract)]), key=lambda one: one.start)
    assert "Al addition" in added_first(question, ranked)[0].statement.text
    assert added_first(question, []) == []


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Can CoCrFeNi be printed by laser without thermal cracks?", "crack-free"),
        ("Does CoCrFeNi printed by laser get harder when it cools faster?", "hardness"),
    ],
)
def test_an_unsettled_question_is_led_by_what_tells_it(question: str, told: str) -> None:
    abstract = (
        "Cooling rates of CoCrFeNi printed by laser were measured as thermal cracks arose."
        " The hardness increased with the cooling rate. Crack-free CoCrFeNi was obtained."
    )
    asked = parse_question(question)
    ranked = sorted(rank(asked, [hit(1, abstract)]), key=lambda one: one.start)
    assert told in with_told_first(asked, ranked, ranked)[0].statement.text.lower()


def test_a_formula_with_subscripts_is_a_word_of_the_question() -> None:
    question = parse_question("How does TiB2 improve joints of CoCrFeNi?")
    abstract = "Joints of CoCrFeNi improve. TiB₂ decomposed to form cells."
    ranked = sorted(rank(question, [hit(1, abstract)]), key=lambda one: one.start)
    assert len(with_other_side(question, ranked, ranked)) == 2


@pytest.mark.parametrize("opening", ["This raises", "It raises", "Thus, they raise"])
def test_the_sentence_that_the_first_quote_leans_on_stands_before_it(opening: str) -> None:
    leaning = f"{opening} the hydrogen resistance of CoCrFeNi, because cracks are suppressed."
    abstract = f"Annealing dissolves the cells. {leaning} Steel was cast."
    given = answer_extractively(
        "Why is the hydrogen resistance of CoCrFeNi raised?", [hit(1, abstract)]
    )
    assert [one.quote for one in given.citations][:2] == ["Annealing dissolves the cells.", leaning]


def test_the_value_stands_behind_the_sentence_that_names_its_property() -> None:
    abstract = (
        "The Curie temperature of CoCrFeNi was calculated. The calculated value was found to be"
        " 155 K, in agreement with experiments."
    )
    given = answer_extractively("What is the Curie temperature of CoCrFeNi?", [hit(1, abstract)])
    assert "155 K" in given.citations[1].quote


def test_a_question_for_phases_is_led_by_the_sentence_that_tells_them() -> None:
    abstract = (
        "In CoCrFeNiAl the growth rate changes no phase fraction, phase composition or phase"
        " spacing of the two phases. The phases are those of a eutectic. CoCrFeNiAl consists of an"
        " FCC phase and a B2 phase."
    )
    question = parse_question("What phases are in CoCrFeNiAl?")
    ranked = sorted(rank(question, [hit(1, abstract)]), key=lambda one: one.start)
    first = phase_first(question, ranked, ranked[:2])
    assert "FCC phase and a B2" in first[0].statement.text
    assert len(first) == 2
    inner = parse_question("What phases are in the inner layer on CoCrFeNiAl?")
    assert phase_first(inner, ranked, ranked[:2]) == ranked[:2]


def test_a_yes_no_question_gets_the_side_before_the_other() -> None:
    moderate = "Samples with moderate Cu content form a lubricating layer and last longer."
    excess = "Conversely, excessive Cu cracks the oxide layer, thereby degrading wear resistance."
    question = parse_question("Does Cu improve the wear resistance of CoCrFeNi?")
    ranked = sorted(rank(question, [hit(1, f"{moderate} {excess}")]), key=lambda one: -one.start)
    quoted = with_sentence_before(question, ranked, ranked[:1])
    assert [one.statement.text for one in quoted] == [excess, moderate]


def test_a_quote_on_alloys_by_their_class_comes_with_the_sentence_that_names_them() -> None:
    naming = "CoCrNi medium entropy alloy (MEA) and CoCrFeNi high entropy alloy (HEA) were tested."
    telling = "The MEA has a higher corrosion resistance than the HEA."
    question = "Compare the corrosion resistance of CoCrNi and CoCrFeNi."
    given = answer_extractively(question, [hit(1, f"{naming} {telling} Steel was cast, too.")])
    assert [one.quote for one in given.citations][:2] == [naming, telling]


def test_the_sentence_behind_takes_the_place_of_one_without_a_word_of_the_question() -> None:
    told = (
        "In CoCrFeNiCu a little copper worsens the corrosion resistance by an oxide of copper."
        " At more copper corrosion is suppressed. CoCrFeNiCu was cast. CoCrFeNiCu was rolled."
    )
    asked = parse_question("Does copper improve the corrosion resistance of CoCrFeNiCu?")
    ranked = rank(asked, [hit(1, told)])
    by_start = sorted(ranked, key=lambda one: one.start)
    chosen = [by_start[0], *by_start[2:]]
    quotes = [one.statement.text for one in with_other_side(asked, ranked, chosen)]
    assert quotes == [one.statement.text for one in by_start[:2]]


def test_what_tells_the_opposite_is_quoted_and_what_tells_of_the_bulk_is_not() -> None:
    told = (
        "CoCrFeNi films show a single phase. The bulk CoCrFeNi alloy is well known. In most studies"
        " it shows a single phase. Second phases can form in CoCrFeNi at room temperature."
    )
    asked = parse_question("Is a CoCrFeNi thin film single phase?")
    ranked = rank(asked, [hit(1, told)])
    by_start = sorted(ranked, key=lambda one: one.start)
    quotes = [one.statement.text for one in with_other_side(asked, ranked, by_start[:3])]
    assert quotes == [by_start[0].statement.text, by_start[3].statement.text]
