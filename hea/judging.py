"""What `hea build` asks of the room that answers: whether a triple holds, and finds its paper."""

from answer.extractive import answer_extractively
from answer.grounding import SUPPORTED, Ground, check
from answer.question import read_question
from retrieval.search import Searcher


def judge(question: str, answer: str, title: str, abstract: str) -> str:
    """Why an abstract does not support an answer; "" if it does."""
    found = check(answer, [Ground(title, abstract)], read_question(question))
    return "" if found.verdict == SUPPORTED else found.reasons[0]


def asked_back(found: Searcher, depth: int, question: str) -> tuple[list[str], str]:
    """The papers that a question finds, and what is answered."""
    given = answer_extractively(question, found.search(question, depth))
    return list(given.retrieved), given.text
