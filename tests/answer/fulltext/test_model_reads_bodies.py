"""A model reads what bodies answer, and its sentences are cited with their places there."""

import pytest
from fakes import ScriptedChat

from answer.answer_question import answer_question
from answer.answers import Answer
from answer.generative.answer import AnswerOptions, answer_with

STRENGTH = "What is the yield strength of HfNbTaTiZrMo0.5 at 800 °C?"
GROWTH = "Why is grain growth slower in HfNbTaTiZrMo0.5?"


def ask(papers, question: str, says: str) -> Answer:
    chat = ScriptedChat(says)

    def by_model(text, hits, of_bodies):
        return answer_with(chat, text, hits, AnswerOptions(), lambda draft: None, of_bodies)

    return answer_question(question, papers, 5, by_model)


@pytest.mark.parametrize(
    ("question", "says", "place"),
    [
        (
            GROWTH,
            " The slower growth in M5 is attributed to the drag of molybdenum on the grain"
            " boundaries [1].",
            "from the results section, p. 4",
        ),
        (STRENGTH, " 790 MPa [1].", "Table 2, row 4, p. 5"),
    ],
)
def test_what_a_model_says_of_a_body_is_cited_with_its_place(papers, question, says, place) -> None:
    given = ask(papers, question, says)
    assert given.model == "scripted"
    first = given.citations[0]
    assert first.place is not None
    assert first.place.told == place
    quoted = answer_question(question, papers, 5)
    assert first.quote in [one.quote for one in quoted.citations]


def test_what_no_body_says_is_left_out_and_the_body_quoted(papers) -> None:
    given = ask(papers, STRENGTH, " It is 640 MPa [1].")
    assert given.model != "scripted"
    assert given.citations[0].quote == "Alloy: M5; T (°C): 800; σy (MPa): 790; εf (%): 34"
