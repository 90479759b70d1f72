"""What an answer leaned on: how much less likely each passage and sentence leaving makes it.

Leave-one-out attribution, in nats: log p(answer | all) - log p(answer | all but this). It is exact
for what it says and needs no gradients; SHAP over a handful of passages would sample the same
differences at many times the cost (Lundberg & Lee 2017, arXiv:1705.07874).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from answer.answers import Reading
from answer.prompts import Excerpt, Template


class LikelihoodModel(Protocol):
    """A model that can tell how likely it is to write something."""

    @property
    def template(self) -> Template: ...

    def log_probabilities(self, prompts: Sequence[str], answer: str) -> list[float]:
        """Natural logarithm of the probability of ``answer`` after each prompt."""


@dataclass(frozen=True, slots=True)
class Influence:
    """What one part of the prompt did for the answer."""

    passage: int
    """Which passage, from 1 on."""
    span: tuple[int, int] | None
    """The sentence in its abstract; None for the whole passage."""
    text: str
    nats: float
    """How much less likely the answer is without it; below 0 where it spoke against it."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer's log-probability with all passages, and what each part adds to it."""

    log_probability: float
    influences: tuple[Influence, ...]


def attribute(
    judge: LikelihoodModel, question: str, passages: Sequence[Reading], answer: str
) -> Explanation:
    """Ask a model how likely the answer is with all passages, and without each part in turn."""
    parts: list[tuple[int, tuple[int, int] | None, list[Reading]]] = []
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


def _prompt(template: Template, question: str, passages: Sequence[Reading]) -> str:
    return template.render(question, [Excerpt(p.title, p.text) for p in passages])


def _text(passage: Reading, span: tuple[int, int] | None) -> str:
    if span is None:
        return passage.title
    return replace(passage, spans=(span,)).text
