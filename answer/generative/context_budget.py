"""What of the papers fits into a prompt: the likeliest sentences, in a model's own tokens.

The question and the room for the answer are never cut. Sentences are taken in the order of how
likely they answer, until the next would not fit; what is taken stands in the order of its abstract,
papers in an order that does not depend on the question, so that servers can reuse a shared prefix.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answer.answers import Reading
from answer.extractive.sentence_ranking import RankedSentence
from answer.prompts import Excerpt, Template
from builder.errors import UserError


@dataclass(frozen=True, slots=True)
class BudgetedPrompt:
    """A prompt within its budget, and what it holds."""

    text: str
    tokens: int
    passages: tuple[Reading, ...]
    left_out: int
    """Sentences of the papers found for which there was no room."""


def fit_context(
    template: Template,
    question: str,
    ranked: Sequence[RankedSentence],
    count: Callable[[str], int],
    window: int,
    answer_tokens: int,
    context_tokens: int,
) -> BudgetedPrompt:
    """The prompt with as many of the ranked sentences as fit, likeliest first.

    ``context_tokens`` bounds what the passages may take of the ``window``; ``count`` counts the
    tokens of a text as the model will get it.
    """
    bare = count(template.render(question, ()))
    most = window - answer_tokens
    if bare > most:
        raise UserError(
            f"The question takes {bare} tokens; the model has room for {most}.",
            "Ask a shorter one, or allow fewer tokens for the answer.",
        )

    def rendered(taken: Sequence[RankedSentence]) -> tuple[str, tuple[Reading, ...]]:
        passages = _passages(taken)
        return template.render(
            question, [Excerpt(passage.title, passage.text) for passage in passages]
        ), passages

    fixed = count(rendered(ranked[:1])[0]) - (count(ranked[0].statement.text) if ranked else 0)
    most = min(most, max(bare, fixed) + context_tokens)
    taken: list[RankedSentence] = []
    best = (rendered(()), bare)
    for candidate in ranked:
        attempt = rendered([*taken, candidate])
        tokens = count(attempt[0])
        if tokens <= most:
            taken.append(candidate)
            best = (attempt, tokens)
    (text, passages), tokens = best
    return BudgetedPrompt(text, tokens, passages, len(ranked) - len(taken))


def _passages(taken: Sequence[RankedSentence]) -> tuple[Reading, ...]:
    spans: dict[str, list[tuple[int, int]]] = {}
    listed = {}
    for candidate in taken:
        paper = candidate.hit.listed
        listed[paper.id] = paper
        spans.setdefault(paper.id, []).append((candidate.start, candidate.end))
    return tuple(Reading(listed[name], tuple(sorted(spans[name]))) for name in sorted(listed))
