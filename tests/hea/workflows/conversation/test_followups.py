"""Follow-up questions lean on the answer before; without one they are asked as they stand."""

from answer.extractive.answer import answer_extractively
from hea.workflows.conversation.followups import cited_papers, follow_up, told_by
from retrieval.hybrid import Searcher


def test_a_follow_up_is_completed_by_question_and_answer(searcher: Searcher) -> None:
    question = "What is the yield strength of NbMoTaW at 1600 °C?"
    answer = answer_extractively(question, searcher.search(question, 3))
    assert follow_up("and at 77 K?", question, answer).question == (
        "What is the yield strength of NbMoTaW at 77 K?"
    )
    assert follow_up("who wrote it?", question, answer).detail == "authors"
    assert cited_papers(answer)[0].paper.doi == "10.1000/senkov"
    assert told_by(answer) != told_by(None)


def test_without_an_answer_a_question_stays_as_it_is() -> None:
    assert follow_up("who wrote it?", None, None).question == "who wrote it?"
    assert follow_up("who wrote it?", None, None).detail is None
