"""Fill a prompt with the likeliest sentences that fit, counted in a model's own tokens.

The question and the tokens for the answer are never cut. Sentences are taken in the order of how
likely they answer; one that does not fit is left out. The prompt has the sentences in the order of
their abstract, and the papers in an order that does not depend on the question, so that servers can
reuse a shared prefix.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answer.answers import PromptPassage
from answer.extractive.sentence_ranking import RankedSentence
from answer.prompts import Excerpt, Template
from builder.errors import UserError


@dataclass(frozen=True, slots=True)
class BudgetedPrompt:
    """A prompt that fits into its budget of tokens."""

    text: str
    tokens: int
    passages: tuple[PromptPassage, ...]
    left_out: int
    """Number of sentences of the papers found that did not fit."""


def fit_context(
    template: Template,
    question: str,
    ranked: Sequence[RankedSentence],
    count: Callable[[str], int],
    window: int,
    answer_tokens: int,
    context_tokens: int,
) -> BudgetedPrompt:
    """Render the prompt with as many of the ranked sentences as fit, the likeliest first.

    Args:
        template: The prompt template.
        question: The question, which is never cut.
        ranked: The sentences, the likeliest first.
        count: Counts the tokens of a text as the model reads it.
        window: Most tokens of prompt and answer together.
        answer_tokens: Tokens kept free for the answer.
        context_tokens: Most tokens that the passages may take.

    Raises:
        UserError: If the question alone does not fit.
    """
    bare = count(template.render(question, ()))
    most = window - answer_tokens
    if bare > most:
        raise UserError(
            f"The question takes {bare} tokens; the model has room for {most}.",
            "Ask a shorter one, or allow fewer tokens for the answer.",
        )

    def rendered(taken: Sequence[RankedSentence]) -> tuple[str, tuple[PromptPassage, ...]]:
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


def _passages(taken: Sequence[RankedSentence]) -> tuple[PromptPassage, ...]:
    """Group sentences by paper."""
    spans: dict[str, list[tuple[int, int]]] = {}
    listed = {}
    for candidate in taken:
        paper = candidate.hit.listed
        listed[paper.id] = paper
        spans.setdefault(paper.id, []).append((candidate.start, candidate.end))
    return tuple(PromptPassage(listed[name], tuple(sorted(spans[name]))) for name in sorted(listed))
