"""The likelihood of a known answer under a model, counted over the answer's tokens alone.

Neither the prompt nor padding is counted: tokens that are certain lower a perplexity although the
model has learnt nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@runtime_checkable
class Scorer(Protocol):
    """A model that returns the log-probability of an answer; servers do not."""

    @property
    def window(self) -> int:
        """Most tokens of prompt and answer together."""

    def count(self, prompt: str) -> int:
        """Count the tokens of a prompt."""

    def answer_tokens(self, answer: str) -> int:
        """Count the tokens of ``answer`` as it is written behind a prompt."""

    def log_probabilities(self, prompts: Sequence[str], answer: str) -> list[float]:
        """Return the natural logarithm of the probability of ``answer`` after each prompt."""


@dataclass(frozen=True, slots=True)
class Likelihood:
    """The natural logarithm of an answer's probability, and the number of its tokens."""

    log_probability: float
    tokens: int

    @property
    def loss(self) -> float:
        """Mean negative log-probability of the answer's tokens, in nats per token."""
        return -self.log_probability / self.tokens


def likelihood(scorer: Scorer, prompt: str, answer: str) -> Likelihood | None:
    """Return the likelihood of an answer after a prompt.

    None if the answer is empty, or prompt and answer do not fit into the model's window.
    """
    tokens = scorer.answer_tokens(answer)
    if not tokens or scorer.count(prompt) + tokens > scorer.window:
        return None
    [log_probability] = scorer.log_probabilities([prompt], answer)
    return Likelihood(log_probability, tokens)
