"""Check what was written as an answer to its question: a claim is the question and the answer.

A sentence of its own is compared with the papers (`answer.grounding`). A bare answer is put into
its question as well: `280 HV` is no answer to a strength, though the paper gives it, and `the Laves
phase` is none to what refined the grains unless the sentence that tells that says so.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from answer.claims.answer_features import PlacedAnswer, place_answer
from answer.claims.answer_model import chance_of, fills_gap
from answer.claims.asked_clause import gives_other_cause, tells_cause, turns_cause
from answer.claims.asked_values import ValueVerdict, compare_value
from answer.claims.misplaced import is_misplaced
from answer.claims.opposed_modifiers import (
    is_wrong_option,
    names_another,
    opposed_modifiers,
    stands_opposed,
    told_otherwise,
)
from answer.claims.placement import is_value_alone, stems_of, tells_enough
from answer.claims.question_gap import find_gap, lists_asked, offers_choice, says_more
from answer.claims.sentence_support import (
    SentenceSupport,
    find_support,
    said_nowhere,
    without_question,
)
from answer.claims.sources import abstracts_of, hits_of
from answer.extractive.sentence_ranking import RankedSentence, rank
from answer.extractive.short_answer import short_answer
from answer.grounding.check import (
    CONTRADICTED,
    NOT_FOUND,
    SUPPORTED,
    ClaimVerdict,
    Source,
    check_answer,
    in_digits,
    is_bare_word,
    without_frame,
)
from answer.grounding.empty_claims import states_nothing, without_echo
from answer.grounding.synonyms import said_in
from answer.grounding.turned_changes import same_changes
from answer.question.parse import ParsedQuestion
from builder.nlp.clause_parser import read_clauses
from builder.nlp.verb_lexicon import FORMS
from builder.nlp.word_classes import DENIAL
from retrieval.hybrid import Hit

_NO_ANSWER = "It does not answer what is asked, as the passage tells it."
_OTHER_OPTION = "The passage compares the two the other way round."
_OTHER_CAUSE = "The passage says that the one came of the other, the other way round."
_TOO_LITTLE = "It tells too little to be checked."
#: A whole sentence answers if it, or what it says beyond its question, is this likely to.
_LEAST_OF_SENTENCE = 0.6
#: A sentence that repeats so much of its question, and of its words so many in the order of the
#: paper's sentence, is that sentence cut short.
_NEARLY_ALL, _COPIED = 0.7, 0.8
#: Of the words of a sentence that says what was asked, so many must stand in one of the papers.
_STATED = 0.6
#: Words that a sentence may add to the value that it gives, and to its question.
_MOST_ADDED = 1
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_COMPARED = frozenset("higher lower more less larger smaller better worse yes no same".split())
#: Sentences of which the bare answer by rules is read.
_QUOTED = 3
#: A verdict has no gap to fill; what stands behind it is its reason.
_VERDICT = re.compile(r"(?:yes|no)\b", re.IGNORECASE)
_FINITE = re.compile(
    r"(?<!that )(?<!which )(?<!who )\b(?:is|are|was|were|has|have|had|can|cannot|could|may|might"
    r"|do|does|did|will|would|becomes?|became|stays?|stayed|goes|went|takes|took|keeps?|kept|gets?|got"
    r"|makes?|resists?|needs?|breaks|turns|lasts|leaves|helps|grows?|comes)\b"
    r"|\b(?:it|they|nothing|everything)\s(?:\w+ly\s)?(?P<verb>\w+)\b",
    re.IGNORECASE,
)
#: What stands before the sentence that a claim is.
_LEAD = re.compile(r"^(?:(?:yes|no)\b[\s,;:.–—-]*|(?:because(?! of)|since)\s)", re.IGNORECASE)


class ClaimChecker:
    """The papers found for one question, to check what was written as its answer."""

    def __init__(self, question: ParsedQuestion, hits: Sequence[Hit]) -> None:
        """Take a question and the papers found for it, the likeliest first."""
        self._question = question
        self._hits = hits
        self._sources = abstracts_of(hits)

    def check_all(self, claims: Sequence[str]) -> list[ClaimVerdict]:
        """Check an answer: one claim must answer, whole sentences behind it may tell more."""
        found: list[ClaimVerdict] = []
        for claim in claims:
            answered = any(one.verdict == SUPPORTED for one in found)
            found.append(self.check(claim, answered=answered))
        return found

    def check(self, claim: str, *, answered: bool = False) -> ClaimVerdict:
        """Check one sentence, or less than one, of an answer.

        Args:
            claim: What was written; citation marks are ignored.
            answered: Whether a claim before it has answered the question; then a whole sentence
                may tell more of it.
        """
        claim = in_digits(without_frame(claim), " ".join(self._texts))
        if self._question.yes_no:
            claim = without_echo(claim)
        found = check_answer(claim, self._sources, self._question)
        if not claim or states_nothing(claim):
            return replace(found, verdict=NOT_FOUND, reasons=(_TOO_LITTLE,))
        if is_bare_word(claim) or self._is_quoted(claim, found):
            return found
        if opposed := self._opposed(claim):
            return replace(found, verdict=CONTRADICTED, reasons=(opposed,))
        whole = is_sentence(claim)
        if whole and answered:
            is_found = found.verdict == SUPPORTED
            return self._sentence(claim, found, answered=True) if is_found else found
        if found.verdict != CONTRADICTED and (told := self._told_change(claim)):
            return self._cited_first(replace(found, verdict=SUPPORTED, reasons=()), told)
        value = compare_value(self._question, claim, self._ranked, whole, self._short)
        if value is not None and (found.verdict == SUPPORTED or is_value_alone(claim)):
            return self._by_value(claim, found, value)
        if found.verdict != SUPPORTED:
            return found
        if self._is_choice:
            return self._choice(claim, found)
        if not says_more(claim, self._question.text):
            return replace(found, verdict=NOT_FOUND, reasons=(_NO_ANSWER,))
        return self._sentence(claim, found) if whole else self._bare_answer(claim, found)

    @cached_property
    def _ranked(self) -> Sequence[RankedSentence]:
        return rank(self._question, self._hits)

    @cached_property
    def _texts(self) -> list[str]:
        return [one.statement.text for one in self._ranked]

    @cached_property
    def _is_choice(self) -> bool:
        return self._question.yes_no or find_gap(self._question.text).role == "choice"

    @cached_property
    def _short(self) -> str | None:
        if not self._ranked or self._question.yes_no:
            return None
        found = short_answer(self._question, self._ranked[:_QUOTED])
        return found.text if found else None

    def _is_quoted(self, claim: str, found: ClaimVerdict) -> bool:
        """Return True for a sentence of a paper, word by word."""
        if found.ground is None or not found.spans:
            return False
        return self._sources[found.ground].text[slice(*found.spans[0])].split() == claim.split()

    def _opposed(self, claim: str) -> str:
        """Return what a claim has the other way round than the papers; "" if nothing."""
        texts = self._texts
        if turns_cause(claim, texts):
            return _OTHER_CAUSE
        if reason := told_otherwise(claim, texts, self._question.text):
            return reason
        found = next(opposed_modifiers(claim, texts), None)
        return f"It says {found[0]}; the passage says {found[1]} of this." if found else ""

    def _told_change(self, claim: str) -> RankedSentence | None:
        """Return a sentence that tells the change that a claim tells, and nothing else."""
        question = self._question.text
        changes = same_changes(claim, self._texts, question)
        if changes <= stems_of(question):
            return None
        support = find_support(self._question, claim, self._ranked)
        if support is None or support.new - changes or support.told < _STATED:
            return None
        return support.sentence

    def _by_value(self, claim: str, found: ClaimVerdict, value: ValueVerdict) -> ClaimVerdict:
        if not value.agrees:
            verdict = CONTRADICTED if value.sentence else NOT_FOUND
            return replace(found, verdict=verdict, reasons=(value.reason,))
        if value.sentence and not is_sentence(claim) and self._is_misplaced(claim, value.sentence):
            return replace(found, verdict=NOT_FOUND, reasons=(_NO_ANSWER,))
        support = find_support(self._question, claim, self._ranked)
        if support and is_sentence(claim) and (words := support.unsaid or _added(support)):
            return replace(found, verdict=NOT_FOUND, reasons=(_unsaid(words),))
        supported = replace(found, verdict=SUPPORTED, reasons=())
        return self._cited_first(supported, value.sentence)

    def _choice(self, claim: str, found: ClaimVerdict) -> ClaimVerdict:
        """Ask of a bare answer to a choice that it is made of the words of the question."""
        if is_sentence(claim) or _VERDICT.match(claim):
            return self._sentence(claim, found)
        if is_wrong_option(self._question, claim, self._ranked):
            return replace(found, verdict=CONTRADICTED, reasons=(_OTHER_OPTION,))
        words = frozenset(re.findall(r"[a-z]+", claim.lower()))
        names_one = _OR.search(self._question.text) and not _OR.search(claim)
        if words & _COMPARED or (names_one and stems_of(claim) <= stems_of(self._question.text)):
            return found
        return replace(found, verdict=NOT_FOUND, reasons=(_NO_ANSWER,))

    def _bare_answer(self, claim: str, found: ClaimVerdict) -> ClaimVerdict:
        """Put a bare answer into its question."""
        if self._is_unasked(claim):
            return replace(found, verdict=NOT_FOUND, reasons=(_NO_ANSWER,))
        if self._short and names_another(claim, self._short):
            return replace(found, verdict=NOT_FOUND, reasons=(_NO_ANSWER,))
        wrong = is_wrong_option(self._question, claim, self._ranked)
        if wrong:
            return replace(found, verdict=CONTRADICTED, reasons=(_OTHER_OPTION,))
        support = find_support(self._question, claim, self._ranked)
        if support and (words := said_nowhere(claim, support, self._ranked)):
            return replace(found, verdict=NOT_FOUND, reasons=(_unsaid(words),))
        placed = self._placed(claim)
        if placed is None or not (placed.in_its_words or tells_enough(claim)):
            return replace(found, verdict=NOT_FOUND, reasons=(_TOO_LITTLE,))
        fills = wrong is False or fills_gap(placed) or self._tells_cause(claim, placed.sentence)
        if not fills or self._is_misplaced(claim, placed.sentence):
            return replace(found, verdict=NOT_FOUND, reasons=(_NO_ANSWER,))
        return self._cited_first(found, placed.sentence)

    def _is_unasked(self, claim: str) -> bool:
        """Return True for a value where none is asked for, and what is named beside the asked."""
        question = self._question
        gap = find_gap(question.text)
        if is_value_alone(claim) and question.wants != "number" and not gap.noun:
            return gap.role in ("subject", "object", "complement", "cause", "means", "purpose")
        return not offers_choice(question.text) and lists_asked(claim, question.text)

    def _sentence(self, claim: str, found: ClaimVerdict, *, answered: bool = False) -> ClaimVerdict:
        """Ask of a sentence that one sentence of the papers holds what it says beyond its question.

        One that answers repeats the question, or rests on a sentence that is likely to answer.
        """
        support = find_support(self._question, claim, self._ranked)
        if support is None:
            return found
        if not support.holds:
            words = support.unsaid or support.lacking or support.new
            return replace(found, verdict=NOT_FOUND, reasons=(_unsaid(words),))
        settled = self._question.yes_no and _VERDICT.match(claim)
        if self._question.yes_no and not self._holds_verdict(claim, support):
            return replace(found, verdict=NOT_FOUND, reasons=(_NO_ANSWER,))
        if answered or settled or (self._is_choice and support.repeats):
            return self._cited_first(found, support.sentence)
        rest = without_question(claim, self._question.text)
        placed = self._placed(claim), self._placed(rest)
        strays = support.repeats and placed[1] and self._is_misplaced(rest, placed[1].sentence)
        strays = strays or gives_other_cause(claim, self._question.text, self._texts)
        fits = any(one and chance_of(one) >= _LEAST_OF_SENTENCE for one in placed)
        fits = fits or (support.asked >= _NEARLY_ALL and support.copies >= _COPIED)
        fits = fits or self._tells_cause(claim, support.sentence)
        if strays or not fits:
            return replace(found, verdict=NOT_FOUND, reasons=(_NO_ANSWER,))
        return self._cited_first(found, support.sentence)

    def _holds_verdict(self, claim: str, support: SentenceSupport) -> bool:
        """Return False for what adds nothing to its question, if no sentence says most of it.

        So is a `no` before what is asked, without a denial.
        """
        if support.new or DENIAL.search(_LEAD.sub("", claim)):
            return True
        if _VERDICT.match(claim) and claim[:2].lower() == "no" and support.asked >= _NEARLY_ALL:
            return False
        words = stems_of(claim)
        said = said_in(words, stems_of(support.sentence.statement.text))
        return len(said) >= _STATED * len(words)

    def _tells_cause(self, claim: str, sentence: RankedSentence) -> bool:
        gap = find_gap(self._question.text)
        return gap.role == "cause" and tells_cause(claim, gap.text, sentence.statement.text)

    def _is_misplaced(self, claim: str, sentence: RankedSentence) -> bool:
        if stands_opposed(claim, self._question.text, sentence.statement.text):
            return True
        return is_misplaced(self._question, claim, sentence, self._ranked)

    def _placed(self, claim: str) -> PlacedAnswer | None:
        return place_answer(self._question, claim, self._ranked, self._short)

    def _cited_first(self, found: ClaimVerdict, sentence: RankedSentence | None) -> ClaimVerdict:
        """Put the sentence that answers first among those that speak of a claim."""
        if sentence is None:
            return found
        ground = next(n for n, hit in enumerate(self._hits) if hit is sentence.hit)
        span = (sentence.start, sentence.end)
        others = found.spans if ground == found.ground else ()
        return replace(found, ground=ground, spans=(span, *(one for one in others if one != span)))


def _added(support: SentenceSupport) -> frozenset[str]:
    """Return what a sentence adds to a value, beside amounts, that its evidence does not hold."""
    lacking = frozenset(word for word in support.lacking if not word[0].isdigit())
    return lacking if len(lacking) > _MOST_ADDED else frozenset()


def _unsaid(words: frozenset[str]) -> str:
    return f"No sentence that speaks of what is asked says {', '.join(sorted(words)[:4])}."


def is_sentence(claim: str) -> bool:
    """Return True if a claim has a verb of its own, not one of `that …` or `which …` alone."""
    claim = _LEAD.sub("", claim)
    return bool(read_clauses(claim)) or any(
        not found["verb"] or found["verb"] in FORMS for found in _FINITE.finditer(claim)
    )


@lru_cache(maxsize=64)
def _checker(question: ParsedQuestion, sources: tuple[Source, ...]) -> ClaimChecker:
    return ClaimChecker(question, hits_of(sources))


def check_claims(
    claims: Sequence[str], sources: Iterable[Source], question: ParsedQuestion | None = None
) -> list[ClaimVerdict]:
    """Check the sentences of an answer, or a bare answer, together with their question.

    Args:
        claims: What was written, sentence by sentence; citation marks are ignored.
        sources: The abstracts it was written from, the likeliest first.
        question: What was asked; without it the claims are compared with the sources alone.
    """
    sources = tuple(sources)
    if question is None:
        return [check_answer(claim, sources) for claim in claims]
    return _checker(question, sources).check_all(claims)


def check_claim(
    claim: str, sources: Iterable[Source], question: ParsedQuestion | None = None
) -> ClaimVerdict:
    """Check one claim as `check_claims` does."""
    return check_claims([claim], sources, question)[0]
