"""Answer a question: route it by what it asks for to the way of answering that fits."""

from collections.abc import Callable, Sequence

from answer.answers import Answer
from answer.extractive.answer import answer_extractively
from answer.papers import Papers
from answer.question.parse import parse_question
from retrieval.hybrid import Hit

#: Answers a question from the papers found for it.
AnswerFromHits = Callable[[str, Sequence[Hit]], Answer]


def answer_question(
    text: str, papers: Papers, k: int, from_hits: AnswerFromHits = answer_extractively
) -> Answer:
    """Return a cited answer, or a refusal.

    Args:
        text: The question, complete in itself.
        papers: The corpus.
        k: How many papers are read for an answer that one paper may hold.
        from_hits: Answers from the papers found: by quotes, or by a model.
    """
    question = parse_question(text)
    return from_hits(text, papers.search(text, k, question.years))
