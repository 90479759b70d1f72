"""What the abstracts lack is answered from the body, and told as such; the rest is refused."""

from dataclasses import replace

import pytest

from answer.answer_question import answer_question
from answer.fulltext.asked import numbers_of, read_asked
from answer.question.parse import parse_question
from builder.library.stored_bodies import StoredParagraph, StoredTable
from builder.papers import Paragraph, Table


def ask(papers, text):
    return answer_question(text, papers, 5)


def test_a_cell_answers_with_its_unit_row_and_table(papers):
    answer = ask(papers, "What is the yield strength of HfNbTaTiZrMo0.5 at 800 °C?")
    first = answer.citations[0]
    assert first.quote == "Alloy: M5; T (°C): 800; σy (MPa): 790; εf (%): 34"
    assert first.place.told == "Table 2, row 4, p. 5"
    assert (first.part, first.place.column) == ("table", "σy (MPa)")


def test_a_sentence_answers_with_its_section_and_page(papers):
    answer = ask(papers, "At what argon pressure were the HfNbTaTiZr alloys arc melted?")
    first = answer.citations[0]
    assert "argon pressure of 0.07 MPa" in first.quote
    assert first.place.told == "from the experimental section, p. 2"
    text = papers.body.paragraphs[first.place.number - 1].paragraph.text
    assert text[first.start : first.end] == first.quote


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("Why is grain growth slower in HfNbTaTiZrMo0.5?", "drag of molybdenum"),
        ("Which furnace was used to anneal the HfNbTaTiZr ingots?", "Carbolite TZF"),
        ("How were the HfNbTaTiZr ingots annealed?", "annealed at 1150 °C for 6 h"),
    ],
)
def test_reasons_methods_and_treatments_are_quoted(papers, question, held):
    answer = ask(papers, question)
    assert any(held in one.quote for one in answer.citations)


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("What is the fracture toughness of HfNbTaTiZr?", "No value of fracture toughness"),
        ("What is the yield strength of HfNbTaTiZr at 1200 °C?", "You asked at 1200 °C"),
        ("What is the yield strength of CoCrFeNi at 800 °C?", "You asked about CoCrFeNi"),
    ],
)
def test_a_refusal_is_of_the_whole_paper(papers, question, lacks):
    answer = ask(papers, question)
    assert not answer.answered
    assert answer.nearest is None or lacks in answer.nearest


def test_a_refusal_says_that_the_body_was_read(papers):
    answer = ask(papers, "What is the fracture toughness of HfNbTaTiZr?")
    assert "neither its abstract nor its body" in answer.nearest


def test_the_answer_of_an_abstract_stays(papers, entry):
    text = "The alloy HfNbTaTiZr has a yield strength of 929 MPa at 25 °C."
    told = replace(
        entry, paper=replace(entry.paper, abstract=replace(entry.paper.abstract, text=text))
    )
    papers.entry, papers.body = told, replace(papers.body, listed=told)
    answer = ask(papers, "What is the yield strength of HfNbTaTiZr at 25 °C?")
    assert (answer.short, answer.citations[0].part) == ("929 MPa", "abstract")


def test_without_a_body_the_refusal_is_of_the_abstract(papers):
    papers.body = None
    answer = ask(papers, "What is the yield strength of HfNbTaTiZrMo0.5 at 800 °C?")
    assert not answer.answered
    assert "body" not in (answer.nearest or "")


def with_text(papers, text: str, abstract: str = ""):
    """Put another paragraph behind the paper, or another abstract before it."""
    piece = Paragraph(text, 6, section="results", heading="3. Results")
    more = StoredParagraph(papers.entry.id, 9, piece)
    papers.body = replace(papers.body, paragraphs=[*papers.body.paragraphs, more])
    if abstract:
        paper = papers.entry.paper
        told = replace(paper, abstract=replace(paper.abstract, text=abstract))
        papers.entry = replace(papers.entry, paper=told)
        papers.body = replace(papers.body, listed=papers.entry)
    return papers


def test_a_value_of_another_material_is_no_answer(papers):
    papers = with_text(
        papers,
        "The thermal conductivity of Cs2AgBiBr6 is 0.33 W/(m K) at 300 K. Tilting of the octahedra"
        " differs from that in CsPbBr3.",
    )
    own = ask(papers, "What thermal conductivity does Cs2AgBiBr6 have at 300 K?")
    assert own.answered
    assert not ask(papers, "What thermal conductivity does CsPbBr3 have at 300 K?").answered


def test_a_mark_of_a_reference_is_no_amount(papers):
    papers = with_text(papers, "The Poisson ratio of HfNbTaTiZr is larger than usual [20].")
    assert not ask(papers, "What Poisson ratio does HfNbTaTiZr have?").answered
    assert numbers_of("as in Fig. 3a, Table 2 and Refs. [4, 11–13] at 7 K") == {7.0}


def test_a_number_that_no_part_of_the_paper_gives_is_missed(papers):
    papers = with_text(papers, "The hardness of HfNbTaTiZr is 310 HV after 40 rolling passes.")
    assert ask(papers, "What hardness has HfNbTaTiZr after 40 rolling passes?").answered
    refused = ask(papers, "What hardness has HfNbTaTiZr after 90 rolling passes?")
    assert not refused.answered
    assert "You asked about 90" in refused.nearest


def test_a_value_far_from_its_noun_is_no_answer(papers):
    papers = with_text(
        papers,
        "Cells of HfNbTaTiZr were seeded at a density of ten thousand a well, grown for a night in"
        " a stove at a slow pace, and then wetted in the morning with a solution of 50 mg/cm3.",
    )
    assert not ask(papers, "What density does HfNbTaTiZr have?").answered


def test_a_value_of_an_abstract_yields_to_a_body_that_tells_it_of_what_is_asked(papers):
    papers = with_text(
        papers,
        "We relaxed 27 alcohol-to-ketone systems and 10 oxides on HfNbTaTiZr with the workflow.",
        "The workflow reduces the number of calls for the relaxation of systems by 42% for oxides"
        " and by 80% for alcohols on HfNbTaTiZr.",
    )
    given = ask(papers, "How many alcohol-to-ketone systems on HfNbTaTiZr were relaxed?")
    assert given.short != "42%"
    assert "27 alcohol-to-ketone" in given.citations[0].quote


def test_no_sentence_answers_which_of_all_is_most(papers):
    assert not ask(papers, "Which alloy has the highest argon pressure?").answered


def with_table(papers, *rows: tuple[str, ...]):
    """Put another table behind the paper."""
    table = Table(rows, 1, 6, label="Table 5", caption="Phases of the alloys.", section="results")
    more = StoredTable(papers.entry.id, 5, table)
    papers.body = replace(papers.body, tables=[*papers.body.tables, more])
    return papers


def test_a_share_is_found_where_the_heading_calls_it_otherwise(papers):
    rows = ("Alloy", "Phases (%) B2", "Phases (%) B33"), ("M0", "37.2", "62.8"), ("M5", "5", "95")
    given = ask(with_table(papers, *rows), "What is the B2 phase fraction of HfNbTaTiZr?")
    assert given.short == "37.2%"
    assert given.citations[0].place.label == "Table 5"


def test_of_several_axes_none_is_the_lattice_parameter(papers):
    rows = ("Alloy", "a/Å", "c/Å"), ("M0", "3.24", "4.16"), ("M5", "3.22", "4.14")
    with_table(papers, *rows)
    assert ask(papers, "What lattice parameter does HfNbTaTiZr have?").short is None
    assert ask(papers, "What lattice parameter c does HfNbTaTiZr have?").short == "4.16 Å"


@pytest.mark.parametrize(
    "question",
    [
        "Which has the higher yield strength at 800 °C, HfNbTaTiZr or HfNbTaTiZrMo0.5?",
        "Which has the higher yield strength at 800 °C, M0 or M5?",
    ],
)
def test_both_sides_of_a_comparison_are_quoted(papers, question):
    given = ask(papers, question)
    assert [one.place.row for one in given.citations] == [2, 4]
    assert given.short is None


def test_an_abstract_that_holds_the_whole_question_is_not_doubted(papers):
    papers = with_text(papers, "It is seen that HfNbTaTiZr is made softer by annealing at 900 °C.")
    given = ask(papers, "Does annealing make HfNbTaTiZr softer?")
    assert {one.part for one in given.citations} == {"abstract"}


def test_rows_of_others_beside_the_own_one_are_no_answer(papers):
    rows = (
        ("Alloy", "Density (g/cm3)", "Ref."),
        ("HfNbTaTiZr", "9.1", "[12]"),
        ("HfNbTaTiZr", "9.9", "This work"),
    )
    assert ask(with_table(papers, *rows), "What density has HfNbTaTiZr?").short == "9.9 g/cm^3"
    rows = (*rows[:2], ("HfNbTaTiZr", "9.9", "[13]"))
    papers.body = replace(papers.body, tables=papers.body.tables[:1])
    assert len(ask(with_table(papers, *rows), "What density has HfNbTaTiZr?").citations) == 2


@pytest.mark.parametrize(
    "question",
    [
        "What viscosity does HfNbTaTiZr have?",
        "What magnesium content does HfNbTaTiZr have?",
    ],
)
def test_an_amount_that_the_paper_does_not_name_is_refused(papers, question):
    papers = with_text(papers, "HfNbTaTiZr holds 310 mg/kg of zinc and 74 mg/kg of iron in all.")
    assert not ask(papers, question).answered


def test_a_method_that_an_abstract_does_not_tell_is_looked_for_in_the_body(papers):
    papers = with_text(
        papers,
        "Powders and ingots of HfNbTaTiZr were obtained by means of a cold press under argon.",
        "The properties of ingots obtained from powders of HfNbTaTiZr were evaluated.",
    )
    given = ask(papers, "How were the powders and ingots of HfNbTaTiZr obtained?")
    assert "cold press" in given.citations[0].quote


@pytest.mark.parametrize(("passes", "is_told"), [("five", True), ("ten", False)])
def test_a_paper_that_counts_other_passes_lacks_those_asked_for(papers, passes, is_told):
    text = "HfNbTaTiZr took up 1.4 wt.% of hydrogen after 5 rolling passes, its hydrogen content."
    body = papers.body
    more = StoredParagraph(papers.entry.id, 9, Paragraph(text, 6, section="results"))
    papers.body = replace(body, paragraphs=[*body.paragraphs, more])
    answer = ask(papers, f"What hydrogen content has HfNbTaTiZr after {passes} rolling passes?")
    assert answer.answered == is_told


def test_a_column_of_another_noun_gives_no_value(papers):
    body = papers.body
    rows = ("Alloy", "Pore width (nm)"), ("HfNbTaTiZr", "28"), ("HfNbTaTiZrMo0.5", "35")
    table = Table(rows, 1, 6, label="Table 5", caption="Pore sizes.", section="results")
    text = "The crystal size and the pores were looked at in HfNbTaTiZr."
    more = StoredParagraph(papers.entry.id, 9, Paragraph(text, 6, section="results"))
    papers.body = replace(
        body,
        paragraphs=[*body.paragraphs, more],
        tables=[*body.tables, StoredTable(papers.entry.id, 5, table)],
    )
    assert ask(papers, "What pore width has HfNbTaTiZr?").short == "28 nm"
    assert not ask(papers, "What crystal size has HfNbTaTiZr?").answered


def test_a_noun_far_behind_a_value_of_its_unit_names_it(papers):
    text = (
        "Indeed, the value of 0.33 Wm−1 K−1 firmly establishes HfNbTaTiZr as a solid with a very"
        " low thermal conductivity."
    )
    body = papers.body
    more = StoredParagraph(papers.entry.id, 9, Paragraph(text, 6, section="results"))
    papers.body = replace(body, paragraphs=[*body.paragraphs, more])
    assert ask(papers, "What thermal conductivity has HfNbTaTiZr?").answered


def test_the_symbol_of_a_temperature_asks_for_one():
    asked = read_asked(parse_question("To what Tc is LiFeAs suppressed by 12% Co doping?"))
    assert (asked.number, asked.dimensions) == (True, {"temperature"})


def test_what_names_the_reason_leads_what_tells_of_the_effect(papers):
    text = (
        "Doping with molybdenum suppresses the creep of HfNbTaTiZr and leads to less creep of it."
        " The suppression of creep by molybdenum is mainly from its strong drag on dislocations."
    )
    body = papers.body
    more = StoredParagraph(papers.entry.id, 9, Paragraph(text, 6, section="results"))
    papers.body = replace(body, paragraphs=[*body.paragraphs, more])
    answer = ask(papers, "Why does doping with molybdenum suppress the creep of HfNbTaTiZr?")
    assert "strong drag" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What is the hydrogen adsorption energy on Au4Y?", "−0.16 eV"),
        ("What is the hydrogen adsorption energy on Au12Y?", None),
        ("What is the hydrogen adsorption energy on Au14Y?", None),
    ],
)
def test_neither_another_cluster_nor_all_of_them_give_a_bare_value(papers, question, short):
    text = (
        "All computed adsorption energies for AunY clusters are positive, ranging from 0.05 to 0.29"
        " eV. The clusters Au4Y and Au12Y are stable. As shown in Fig. 4, Au4Y binds hydrogen in"
        " steps. Initially, hydrogen binds to the Y atom with an adsorption energy of −0.16 eV."
    )
    stored = StoredParagraph(papers.body.listed.id, 1, Paragraph(text, 3, section="results"))
    papers.body = replace(papers.body, paragraphs=(stored,))
    assert ask(papers, question).short == short


def test_a_reason_of_what_the_sentence_before_tells_is_none_of_another_matter(papers):
    line = "No oxide was seen on M5. This could be due to the slow growth in dry air."
    piece = StoredParagraph(
        papers.body.paragraphs[0].paper, 9, Paragraph(line, 6, section="results")
    )
    papers.body = replace(papers.body, paragraphs=[*papers.body.paragraphs, piece])
    answer = ask(papers, "Why is grain growth slower in HfNbTaTiZrMo0.5?")
    assert not any("dry air" in one.quote for one in answer.citations)


def test_the_number_of_a_reference_is_no_value_of_a_cell(papers):
    table = Table(
        (("Method", "Alloy", "Advantages", "Ref."), ("plating", "HfNbTaTiZr", "dense", "[85]")),
        1, 6, label="Table 3", section="introduction",
    )  # fmt: skip
    told = "The current density and the dense coating of HfNbTaTiZr were not looked at [12]."
    paragraph = StoredParagraph(papers.entry.id, 4, Paragraph(told, 4, section="results"))
    tables = [StoredTable(papers.entry.id, 2, table)]
    papers.body = replace(papers.body, paragraphs=[paragraph], tables=tables)
    assert not ask(papers, "What is the density of HfNbTaTiZr?").answered


def test_a_property_of_another_element_is_refused_for_the_body_too(papers):
    told = "The melting point of Hf (2233 °C) is below that of Ta and Nb."
    paragraph = StoredParagraph(papers.entry.id, 4, Paragraph(told, 4, section="results"))
    papers.body = replace(papers.body, paragraphs=[paragraph], tables=[])
    answer = ask(papers, "What is the melting point of Nb?")
    assert not answer.answered


def test_an_abbreviation_names_the_property_that_it_ends_on(papers):
    told = (
        "We used density functional theory (DFT). The DFT of HfNbTaTiZr was run for 3 clusters."
        " The DFT runs took 12 steps."
    )
    paragraph = StoredParagraph(papers.entry.id, 4, Paragraph(told, 4, section="results"))
    papers.body = replace(papers.body, paragraphs=[paragraph], tables=[])
    assert not ask(papers, "What is the density of HfNbTaTiZr?").answered


def test_the_value_told_with_the_name_that_is_asked_for_leads(papers):
    told = (
        "The hardened zone of the HfNbTaTiZr surface extends to a depth of 5 mm below the surface."
        " The temperatures Ac3 and Ac1e of HfNbTaTiZr stand at depths of 2500 μm and 4400 μm."
    )
    paragraph = StoredParagraph(papers.entry.id, 4, Paragraph(told, 4, section="results"))
    papers.body = replace(papers.body, paragraphs=[paragraph], tables=[])
    answer = ask(papers, "At what depth below the surface of HfNbTaTiZr was Ac1e reached?")
    assert answer.citations[0].quote.startswith("The temperatures Ac3 and Ac1e")


@pytest.mark.parametrize("verb", ["computed", "derived", "fitted"])
def test_how_a_value_came_about_is_not_what_was_done(verb):
    question = f"What barrier was {verb} for desorption from HfNbTaTiZr?"
    assert not read_asked(parse_question(question)).deed


@pytest.mark.parametrize("name", ["BT48", "pMgNi"])
def test_the_name_of_a_sample_leads_no_value_of_something_else(papers, name):
    told = (
        f"The rods of HfNbTaTiZr with a depth of 20 mm were cast. The composition of {name} and"
        " HfNbTaTiZr was mapped by a spectrometer to a resolution depth of 1 µm."
    )
    paragraph = StoredParagraph(papers.entry.id, 4, Paragraph(told, 4, section="results"))
    papers.body = replace(papers.body, paragraphs=[paragraph], tables=[])
    answer = ask(papers, f"What depth did the cast rods of HfNbTaTiZr called {name} have?")
    assert answer.citations[0].quote.startswith("The rods")
