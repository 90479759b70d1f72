"""Rows that give away a user's test questions."""

import pytest

from builder.dataset.quality.contamination import BenchmarkQuestion, BenchmarkQuestions

STRENGTH = (
    "It stays a single phase up to its melting point, with a yield strength of 405 MPa at 1600 °C,"
    " which few alloys reach at such temperatures."
)
MAKING = "NbMoTaW was made by vacuum arc melting of the pure elements in a water-cooled hearth."
TEXT = f"{MAKING} {STRENGTH}"
TESTS = BenchmarkQuestions([
    BenchmarkQuestion(2, "What is the yield strength of NbMoTaW at 1600 °C?"),
    BenchmarkQuestion(5, "Which phase has it?", TEXT),
    BenchmarkQuestion(6, "Why?", "Too short a text"),
])  # fmt: skip
FACTS = BenchmarkQuestions([
    BenchmarkQuestion(3, "How strong is it when hot?", evidence=STRENGTH, answer="about 405 MPa"),
    BenchmarkQuestion(4, "Is it strong?", evidence=STRENGTH, answer="Yes"),
])  # fmt: skip


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("What is the yield strength of NbMoTaW at 1600 °C?", 2),
        ("what is the yield strength, of MoNbTaW at 1600 °C", 2),
        ("According to “Creep of 5 alloys”, what is yield strength of NbMoTaW at 1600 °C?", 2),
        ("according to “creep of 5 alloys”, what is the yield strength of NbMoTaW at 1600 °C?", 2),
        ("What is the yield strength of NbMoTaW at 25 °C?", None),
        ("What is the yield strength of CoCrFeNi at 1600 °C?", None),
        ("What is the grain size of NbMoTaW at 1600 °C?", None),
    ],
)
def test_a_question_is_known_by_words_alloys_and_numbers(question: str, line: int | None) -> None:
    found = TESTS.by_question(question)
    assert (found and found.line) == line
    assert found is None or (found.measure == "question" and 0.85 <= (found.likeness or 0) <= 1)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (TEXT, 5),
        (f"We studied refractory alloys. {TEXT} It is used.", 5),
        (MAKING, None),
        ("CoCrFeNi was made by vacuum arc melting. " * 8, None),
        ("Too short a text", None),
    ],
)
def test_a_text_is_known_whole_and_within_another(text: str, line: int | None) -> None:
    found = TESTS.by_context(text)
    assert (found and found.line) == line


def test_evidence_makes_no_paper_a_test_text() -> None:
    assert FACTS.by_context(TEXT) is None
    assert FACTS.lines_on(TEXT) == [3, 4]
    assert FACTS.lines_on(MAKING) == TESTS.lines_on(TEXT) == []


@pytest.mark.parametrize(
    ("evidence", "answer", "measure"),
    [
        (STRENGTH, "a single phase", "evidence"),
        (STRENGTH.partition(", which")[0], "a single phase", "evidence"),  # a part of it
        (TEXT, "a single phase", "evidence"),
        ("", "They do not say: the paper gives 405 MPa at 1600 °C.", "answer"),
        (MAKING, "by vacuum arc melting", ""),
        (MAKING, "Yes", ""),
    ],
)
def test_a_fact_is_known_by_its_evidence_and_by_its_answer_on_the_same_paper(
    evidence: str, answer: str, measure: str
) -> None:
    found = FACTS.by_fact([3, 4], evidence, "Which of these holds?", answer)
    assert (found.measure if found else "") == measure
    assert FACTS.by_fact([], evidence, "Which of these holds?", answer) is None


BARE = BenchmarkQuestions([
    BenchmarkQuestion(1, "What is the yield strength of VNbMoTaW at 1600 °C?", answer="477 MPa"),
    BenchmarkQuestion(2, "Which phase does CoCrFeNi have?", answer="FCC"),
    BenchmarkQuestion(3, "Which is harder, CoCrFeNi or VNbMoTaW?", answer="CoCrFeNi"),
    BenchmarkQuestion(4, "How strong is NbMoTaW?", evidence=STRENGTH, answer="405 MPa"),
    BenchmarkQuestion(5, "How strong is the alloy?", evidence="405 MPa", answer="405 MPa"),
])  # fmt: skip


@pytest.mark.parametrize(
    ("question", "answer", "line"),
    [
        ("Which is the strength of VNbMoTaW: A) 842 MPa, B) 477 MPa?", "B) 477 MPa", 1),
        ("What does MoNbTaVW reach at 1600 °C, in GPa?", "0.477 GPa", 1),
        ("What does VNbMoTaW reach at 25 °C?", "1246 MPa", None),
        ("What does NbMoTaW reach?", "477 MPa", None),  # of another alloy
        ("What does NbMoTaW reach?", "405 MPa", None),  # its evidence is known
        ("Which phases form in CoCrFeNi?", "single-phase FCC", 2),
        ("What hardens CoCrFeNi?", "grain boundaries in the fcc matrix", None),
        ("Is CoCrFeNi harder?", "Yes, CoCrFeNi", None),  # a choice that the question names
    ],
)
def test_without_a_text_the_same_alloy_and_answer_give_a_question_away(
    question: str, answer: str, line: int | None
) -> None:
    found = BARE.by_alloy(question, answer)
    assert (found and (found.line, found.measure)) == (line and (line, "alloy"))


def test_questions_without_a_text_of_eight_words_are_counted() -> None:
    assert BARE.counts == {"questions": 5, "without_evidence": 4}
    assert FACTS.counts == {"questions": 2, "without_evidence": 0}
