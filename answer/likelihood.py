"""How likely a model is to write a known answer: its perplexity, counted over the answer alone.

Neither the prompt nor any padding is counted: tokens that cost nothing lower a perplexity without
a model having learnt anything.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from answer.explain import Judge
from answer.prompt import Excerpt


class Scorer(Judge, Protocol):
    """A model that can tell how likely it is to write something, and in how many tokens."""

    def answer_tokens(self, answer: str) -> int:
        """Tokens of ``answer`` as it is written behind a prompt."""


@dataclass(frozen=True, slots=True)
class Likelihood:
    """What one answer was given: natural logarithm of its probability, and its tokens."""

    log_probability: float
    tokens: int


def likelihood(
    scorer: Scorer, question: str, excerpts: Sequence[Excerpt], answer: str
) -> Likelihood:
    """How likely the model is to give this answer to this question, with these excerpts."""
    prompt = scorer.template.render(question, excerpts)
    [log_probability] = scorer.log_probabilities([prompt], answer)
    return Likelihood(log_probability, scorer.answer_tokens(answer))


def perplexity(answers: Sequence[Likelihood]) -> float | None:
    """exp of the mean negative log-probability of a token over all answers; None without any."""
    count = sum(answer.tokens for answer in answers)
    return math.exp(-sum(a.log_probability for a in answers) / count) if count else None
