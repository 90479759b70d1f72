"""Rewards that need no judge: whether an answer is grounded, gives the right value, is short."""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.claims.check import check_claims
from answer.grounding.alignment import words_of
from answer.grounding.check import SUPPORTED, Source, claims_of
from answer.question.parse import parse_question
from builder.materials.quantities import find_quantities
from builder.materials.quantity import equal
from builder.triples import is_refusal


@dataclass(frozen=True, slots=True)
class Reward:
    """The reward of one answer, each part from 0 to 1."""

    grounded: float
    """Share of its sentences that the passages support; for a refusal, whether it is right."""
    right: float
    """Share of the reference's quantities that it gives, in any unit; where the reference has
    none, how far their words agree (F1)."""
    short: float
    """1 for an answer of no more words than allowed, less the longer it is."""


def reward(
    answer: str, question: str, reference: str, grounds: Sequence[Source], most_words: int
) -> Reward:
    """Judge one answer by its passages and its reference; an empty answer earns nothing."""
    if not answer.strip():
        return Reward(0.0, 0.0, 0.0)
    short = min(1.0, most_words / len(answer.split()))
    if is_refusal(answer) or is_refusal(reference):
        right = float(is_refusal(answer) and is_refusal(reference))
        return Reward(right, right, short)
    parsed = parse_question(question)
    claims = claims_of(answer)
    if not claims:
        return Reward(0.0, 0.0, short)
    supported = sum(one.verdict == SUPPORTED for one in check_claims(claims, grounds, parsed))
    return Reward(supported / len(claims), _right(answer, reference), short)


def _right(answer: str, reference: str) -> float:
    """Compare quantities; where the reference has none, compare words (F1)."""
    wanted = find_quantities(reference)
    if wanted:
        given = find_quantities(answer)
        return sum(any(equal(one, other) for other in given) for one in wanted) / len(wanted)
    words, expected = words_of(answer), words_of(reference)
    common = len(words & expected)
    return 2 * common / (len(words) + len(expected)) if common else 0.0
