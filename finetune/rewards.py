"""Rewards that need no judge: is an answer grounded, does it give the right value, is it short."""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.grounding import SUPPORTED, Ground, check
from answer.places import words_of
from answer.question import read_question
from builder.quantities import equal, find_quantities
from builder.sentences import sentences
from builder.triples import REFUSAL


@dataclass(frozen=True, slots=True)
class Reward:
    """What one answer earns, each part from 0 to 1."""

    grounded: float
    """Share of its sentences that the passages support; for a refusal, whether it is right."""
    right: float
    """Share of the reference's quantities that it gives, in any unit; where the reference has
    none, how far their words agree (F1)."""
    short: float
    """1 for an answer of no more words than allowed, less the longer it is."""


def reward(
    answer: str, question: str, reference: str, grounds: Sequence[Ground], most_words: int
) -> Reward:
    """Judge one answer; an empty one earns nothing."""
    if not answer.strip():
        return Reward(0.0, 0.0, 0.0)
    short = min(1.0, most_words / len(answer.split()))
    if refuses(answer) or refuses(reference):
        right = float(refuses(answer) and refuses(reference))
        return Reward(right, right, short)
    asked = read_question(question)
    claims = [answer[start:end] for start, end in sentences(answer)]
    held = sum(check(claim, grounds, asked).verdict == SUPPORTED for claim in claims)
    return Reward(held / len(claims), _right(answer, reference), short)


def refuses(answer: str) -> bool:
    """Whether an answer says that there is none."""
    return REFUSAL.rstrip(".").lower() in answer.lower()


def _right(answer: str, reference: str) -> float:
    wanted = find_quantities(reference)
    if wanted:
        given = find_quantities(answer)
        return sum(any(equal(one, other) for other in given) for one in wanted) / len(wanted)
    said, known = words_of(answer), words_of(reference)
    common = len(said & known)
    return 2 * common / (len(said) + len(known)) if common else 0.0
