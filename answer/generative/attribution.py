"""Attribute an answer to passages and sentences by leaving out each in turn.

The influence of a part is log p(answer | all) - log p(answer | all but this part), in nats. It is
exact and needs no gradients; SHAP over a handful of passages would sample the same differences at
many times the cost (Lundberg & Lee 2017, arXiv:1705.07874).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from answer.answers import PromptPassage
from answer.prompts import Excerpt, Template


class LikelihoodModel(Protocol):
    """A model that returns the log-probability of an answer, and its prompt template."""

    @property
    def template(self) -> Template:
        """The prompt template that it is asked with."""

    def log_probabilities(self, prompts: Sequence[str], answer: str) -> list[float]:
        """Return the natural logarithm of the probability of ``answer`` after each prompt."""


@dataclass(frozen=True, slots=True)
class Influence:
    """The influence of one part of the prompt on the answer."""

    passage: int
    """The number of the passage, from 1."""
    span: tuple[int, int] | None
    """The sentence in its abstract; None for the whole passage."""
    text: str
    nats: float
    """How much its absence lowers the answer's log-probability; negative if it spoke against."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer's log-probability with all passages, and what each part adds to it."""

    log_probability: float
    influences: tuple[Influence, ...]


def attribute(
    judge: LikelihoodModel, question: str, passages: Sequence[PromptPassage], answer: str
) -> Explanation:
    """Compute the log-probability of an answer with all passages, and without each part in turn."""
    parts: list[tuple[int, tuple[int, int] | None, list[PromptPassage]]] = []
    for place, passage in enumerate(passages):
        others = [*passages[:place], *passages[place + 1 :]]
        parts.append((place, None, others))
        if len(passage.spans) > 1:
            for span in passage.spans:
                left = tuple(other for other in passage.spans if other != span)
                without = [*passages]
                without[place] = replace(passage, spans=left)
                parts.append((place, span, without))
    prompts = [_prompt(judge.template, question, passages)]
    prompts += [_prompt(judge.template, question, without) for _, _, without in parts]
    whole, *rest = judge.log_probabilities(prompts, answer)
    return Explanation(
        whole,
        tuple(
            Influence(place + 1, span, _text(passages[place], span), whole - without)
            for (place, span, _), without in zip(parts, rest, strict=True)
        ),
    )


def _prompt(template: Template, question: str, passages: Sequence[PromptPassage]) -> str:
    return template.render(question, [Excerpt(p.title, p.text) for p in passages])


def _text(passage: PromptPassage, span: tuple[int, int] | None) -> str:
    if span is None:
        return passage.title
    return replace(passage, spans=(span,)).text
