"""How likely a model is to write a known answer: its perplexity, counted over the answer alone.

Neither the prompt nor any padding is counted: tokens that cost nothing lower a perplexity without
a model having learnt anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@runtime_checkable
class Scorer(Protocol):
    """A model that can tell how likely it is to write something; a server does not."""

    @property
    def window(self) -> int:
        """Most tokens of prompt and answer together."""

    def count(self, prompt: str) -> int:
        """Tokens of a prompt."""

    def answer_tokens(self, answer: str) -> int:
        """Tokens of ``answer`` as it is written behind a prompt."""

    def log_probabilities(self, prompts: Sequence[str], answer: str) -> list[float]:
        """Natural logarithm of the probability of ``answer`` after each prompt."""


@dataclass(frozen=True, slots=True)
class Likelihood:
    """What one answer was given: natural logarithm of its probability, and its tokens."""

    log_probability: float
    tokens: int

    @property
    def surprise(self) -> float:
        """Negative log-probability of a token, in nats, on the average over the answer."""
        return -self.log_probability / self.tokens


def likelihood(scorer: Scorer, prompt: str, answer: str) -> Likelihood | None:
    """How likely the model is to write this answer after this prompt; None where both together are
    more than it can read, or the answer is empty."""
    tokens = scorer.answer_tokens(answer)
    if not tokens or scorer.count(prompt) + tokens > scorer.window:
        return None
    [log_probability] = scorer.log_probabilities([prompt], answer)
    return Likelihood(log_probability, tokens)
