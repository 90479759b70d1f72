"""Measure groundedness: check each sentence of an answer against the texts it was made from.

No model is asked. A sentence is supported, contradicted or not found by its evidence, numbers,
units, alloys, conditions and phases (`answer.grounding`) and by what its question asks for
(`answer.claims`), with reasons and the spans compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.claims.check import check_claims
from answer.grounding.check import (
    CONTRADICTED,
    SUPPORTED,
    ClaimVerdict,
    Source,
    claims_of,
)
from answer.question.parse import parse_question
from builder.triples import REFUSAL


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """One sentence of an answer and the verdict on it."""

    text: str
    finding: ClaimVerdict


@dataclass(frozen=True, slots=True)
class Groundedness:
    """The checked sentences of an answer; a refusal has none and claims nothing."""

    sentences: tuple[CheckedSentence, ...]

    @property
    def score(self) -> float | None:
        """Share of the sentences that are supported; None where nothing is claimed."""
        return self._share(SUPPORTED)

    @property
    def contradicted(self) -> float | None:
        """Share of the sentences that the texts contradict; None where nothing is claimed."""
        return self._share(CONTRADICTED)

    @property
    def reasons(self) -> tuple[str, ...]:
        """What is wrong with the answer, one sentence for each fault."""
        return tuple(reason for checked in self.sentences for reason in checked.finding.reasons)

    def _share(self, verdict: str) -> float | None:
        if not self.sentences:
            return None
        return sum(s.finding.verdict == verdict for s in self.sentences) / len(self.sentences)


def groundedness(
    answer: str, grounds: Sequence[Source], question: str | None = None
) -> Groundedness:
    """Check an answer against the texts; the question tells what its bare values are of."""
    if not answer.strip() or answer.strip().startswith(REFUSAL.rstrip(".")):
        return Groundedness(())
    parsed = parse_question(question) if question else None
    claims = claims_of(answer) or [answer.strip()]  # `1. 2. 3.` claims nothing, and says nothing
    verdicts = check_claims(claims, grounds, parsed)
    return Groundedness(tuple(map(CheckedSentence, claims, verdicts)))
