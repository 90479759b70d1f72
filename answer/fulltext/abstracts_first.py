"""Open the bodies of papers only where their abstracts leave a question open."""

from collections.abc import Sequence

from answer import fulltext
from answer.answers import Answer
from answer.papers import Papers
from answer.question.parse import ParsedQuestion
from retrieval.hybrid import Hit

#: An abstract that holds so much of a question is not doubted: of 188 questions that only bodies
#: answer none reached it.
WHOLE = 0.9


def answer_from_bodies(
    question: ParsedQuestion, papers: Papers, hits: Sequence[Hit], given: Answer
) -> Answer:
    """Return the answer of the bodies where that of the abstracts lacks what is asked for.

    Args:
        question: The question.
        papers: The corpus.
        hits: The papers found by their abstracts.
        given: What the abstracts answer, or their refusal.
    """
    found = () if _is_settled(given) else papers.bodies(question.text, hits)
    if not found:
        return given
    of_bodies: Answer = fulltext.answer_from_found(question, found, given)  # only now it is loaded
    return of_bodies


def _is_settled(given: Answer) -> bool:
    """Return whether abstracts answer as a whole: no body is opened."""
    if not given.answered:
        return False
    of_many = given.values is not None or bool(given.groups or given.reported)
    return of_many or (given.confidence >= WHOLE and given.short is not None)
