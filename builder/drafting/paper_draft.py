"""What is drafted from a whole abstract, where it rests on, and under which rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from builder.digests import digest

ChosenT = TypeVar("ChosenT")


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """A question and its answer, which rests on ``abstract[start:end]`` and on ``spans``."""

    kind: str
    rule: str
    question: str
    answer: str
    start: int
    end: int
    spans: tuple[tuple[int, int], ...] = ()


def pick(choices: Sequence[ChosenT], *about: object) -> ChosenT:
    """Return one of several wordings or things, the same one for the same ``about``."""
    return choices[digest(*map(str, about))[0] % len(choices)]
