"""What the abstracts lack is answered from the body, and told as such; the rest is refused."""

from dataclasses import replace

import pytest

from answer.answer_question import answer_question


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
        ("What is the fracture toughness of HfNbTaTiZr?", "no value of fracture toughness"),
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
    papers.entry = told
    answer = ask(papers, "What is the yield strength of HfNbTaTiZr at 25 °C?")
    assert (answer.short, answer.citations[0].part) == ("929 MPa", "abstract")


def test_without_a_body_the_refusal_is_of_the_abstract(papers):
    papers.body = None
    answer = ask(papers, "What is the yield strength of HfNbTaTiZrMo0.5 at 800 °C?")
    assert not answer.answered
    assert "body" not in (answer.nearest or "")
