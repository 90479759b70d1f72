"""A workspace opened for building, by one builder; and how its triples are judged."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from answer.extractive.answer import answer_extractively
from answer.grounding.check import SUPPORTED, Source, check_answer
from answer.question.parse import parse_question
from builder.errors import UserError
from hea.workspace import Workspace
from retrieval.hybrid import Searcher


@contextmanager
def build_lock(place: Workspace) -> Iterator[None]:
    """Two builders of one workspace would undo each other's work; the second is sent away."""
    place.data.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(place.lock, timeout=0):
            yield
    except Timeout as error:
        raise UserError(
            "Another `hea build` is at work in this workspace.", "Wait for it to end."
        ) from error


def judge(question: str, answer: str, title: str, abstract: str) -> str:
    """Why an abstract does not support an answer; "" if it does."""
    found = check_answer(answer, [Source(title, abstract)], parse_question(question))
    return "" if found.verdict == SUPPORTED else found.reasons[0]


def ask_back(found: Searcher, depth: int, question: str) -> tuple[list[str], str]:
    """The papers that a question finds, and what is answered."""
    given = answer_extractively(question, found.search(question, depth))
    return list(given.retrieved), given.text
