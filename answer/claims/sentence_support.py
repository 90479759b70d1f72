"""Find the one sentence of the papers that a written sentence rests on, and what it adds to that.

What a sentence says beyond its question must stand in one sentence of a paper that speaks of the
same: words that are gathered from all over an abstract make sentences that nobody wrote.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from answer.claims.asked_clause import statements_of
from answer.claims.placement import in_order, stems_of, tokens_of
from answer.claims.question_gap import find_gap, words_added
from answer.extractive.sentence_ranking import RankedSentence
from answer.grounding.synonyms import light_words, said_in
from answer.question.parse import ParsedQuestion
from builder.materials.quantities import find_quantities
from builder.nlp.clause_parser import read_clauses
from retrieval.lexical import stem

#: Of what a sentence says beyond its question, the share that its evidence must hold ...
_HELD = 0.8
#: ... or half of so few words.
_FEW = 3
#: The least share of what any sentence holds of the question: another one speaks of something else.
_TOLD = 0.4
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being)\s(?:\w+ly\s)?(\w+(?:ed|en))\b")
_BE = frozenset("is are was were be been has have had it they this that".split())
#: From this share of its words on a question is repeated.
_REPEATED = 0.5


@dataclass(frozen=True, slots=True)
class SentenceSupport:
    """What a written sentence rests on."""

    sentence: RankedSentence
    rank: int
    """The place of the sentence among the likeliest, from 0."""
    new: frozenset[str]
    """What it says beyond its question."""
    lacking: frozenset[str]
    """What of that neither the sentence nor the likeliest one holds."""
    asked: float
    """Share of the words of the question that it repeats."""
    unsaid: frozenset[str]
    """What no sentence says of a clause that has more of this than of what is said."""
    copies: float
    """Share of its words in runs of that sentence."""
    verbs: frozenset[str]
    """The verbs of its clauses."""
    told: float
    """How much of the question the sentence holds, beside the sentence that holds most of it."""

    @property
    def repeats(self) -> bool:
        """Return True if what was written repeats its question."""
        return self.asked >= _REPEATED

    @property
    def holds(self) -> bool:
        """Return True if the sentence holds enough of what is new, and speaks of the question."""
        if self.unsaid or (self.repeats and self.told < _TOLD):
            return False
        if len(self.new) <= _FEW:
            return len(self.lacking) <= len(self.new) // 2 and not self.lacking & self.verbs
        return len(self.new - self.lacking) >= _HELD * len(self.new)


def find_support(
    question: ParsedQuestion, claim: str, ranked: Sequence[RankedSentence]
) -> SentenceSupport | None:
    """Find the sentence that a written sentence rests on; None if there are none.

    Args:
        question: The question.
        claim: What was written.
        ranked: The sentences of the papers, the likeliest first.
    """
    if not ranked:
        return None
    words, asked = stems_of(claim), stems_of(find_gap(question.text).text)
    known = stems_of(question.text) | _added() | light_words()
    new = words - known

    def held(wanted: frozenset[str], one: RankedSentence) -> frozenset[str]:
        return said_in(wanted, stems_of(one.statement.text))

    def share(rank: int) -> tuple[float, int]:
        one = ranked[rank]
        of_all = len(held(words, one)) / max(len(words), 1)
        return of_all + len(held(new, one)) / max(len(new), 1), -rank

    rank = max(range(len(ranked)), key=share)
    lacking = new - held(new, ranked[rank])
    told = [len(held(asked, one)) for one in ranked]
    repeated = len(asked & words) / len(asked) if asked else 1.0
    unsaid: frozenset[str] = frozenset()
    for clause in statements_of(claim):
        own = _words_beside_quantities(clause) - known
        said = max((held(own, one) for one in ranked), key=len)
        if len(own - said) > max(len(said), 1):
            unsaid |= own - said
    best = ranked[rank]
    copies = in_order(claim, best.statement.text)
    share_told = told[rank] / max(1, *told)
    verbs = stems_of(" ".join([*(c.verb for c in read_clauses(claim)), *_PASSIVE.findall(claim)]))
    return SentenceSupport(best, rank, new, lacking, repeated, unsaid, copies, verbs, share_told)


def said_nowhere(
    claim: str, support: SentenceSupport, ranked: Sequence[RankedSentence]
) -> frozenset[str]:
    """Return what an answer of few words adds to its question that no sentence says.

    Args:
        claim: What was written.
        support: The sentence that it rests on.
        ranked: The sentences of the papers.
    """
    if len(support.new) > _FEW:
        return frozenset()
    words = support.lacking & _words_beside_quantities(claim)
    return words - said_in(words, stems_of(" ".join(one.statement.text for one in ranked)))


def _words_beside_quantities(clause: str) -> frozenset[str]:
    """Return the stems of a clause without its quantities, which may stand in another unit."""
    quantities = find_quantities(clause)
    return frozenset(
        token.stem
        for token in tokens_of(clause)
        if token.stem and not any(one.start <= token.start < one.end for one in quantities)
    )


@cache
def _added() -> frozenset[str]:
    return frozenset(map(stem, words_added().split()))


def without_question(claim: str, question: str) -> str:
    """Return a sentence without the words of the question that it begins or ends with."""
    asked, tokens = stems_of(find_gap(question).text), tokens_of(claim)
    kept = [n for n, token in enumerate(tokens) if token.stem and token.stem not in asked]
    if not kept:
        return claim
    first = kept[0]
    while first and not tokens[first - 1].stem and tokens[first - 1].word not in _BE:
        first -= 1
    last = kept[-1]
    end = tokens[last].start + len(tokens[last].word)
    return claim[tokens[first].start : end]
