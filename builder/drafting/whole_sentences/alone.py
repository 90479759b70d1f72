"""Choose the sentences of an abstract that tell a finding and can be read alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.drafting.naming.short_names import unknown_label
from builder.drafting.rules.sentence_context import SentenceContext
from builder.drafting.whole_sentences.leaning import (
    goes_on,
    is_left,
    leans,
    told_answer,
    without_connective,
)
from builder.drafting.whole_sentences.summaries import is_finding
from builder.nlp.coreference import has_pronoun, lower_first

_FEWEST_WORDS, _MOST_WORDS = 8, 60
#: Most words of a finding with the sentence that goes on with it.
_MOST_TOGETHER = 80
#: A sentence that adds to what another one tells.
ALSO = re.compile(r"\b(?:also|further(?:more)?|likewise|again)\b", re.IGNORECASE)
#: A condition that a sentence begins with, and its most words.
_CONDITION = re.compile(
    r"(?:At|After|Under|During|Below|Above|Between|Upon|Following|In|When|For)\b(?! (?:addition"
    r"|contrast|general"
    r"|particular|order|terms|comparison|conclusion|the (?:present|case|meantime)|this|these"
    r"|summary|situ|total))"
)
_LONGEST_CONDITION = 12
#: Words that a sentence may begin with though it does not go on with the one before it.
_POINTS_NOWHERE = re.compile(r"(?:There|Here|Both|Each|One|Among|Another|Others?)\b")


@dataclass(frozen=True, slots=True)
class AloneSentence:
    """A finding as an answer: no connective before it, short names in full."""

    sentence: SentenceContext
    answer: str
    ends: bool
    """False if the next sentence goes on with it."""
    last: SentenceContext | None = None
    """The last sentence of the answer, where that is another one."""

    @property
    def place(self) -> tuple[int, int]:
        """Where the answer begins and ends in the abstract."""
        return self.sentence.start, (self.last or self.sentence).end

    def is_left(self, covered: Mapping[int, int]) -> bool:
        """Return True if no question asks for most of one of its sentences.

        Args:
            covered: Where the sentences begin that questions ask for, with the answers' words.
        """
        return any(is_left(one, covered) for one in (self.sentence, self.last) if one)


def alone_sentences(
    title: str | None,
    abstract: str,
    read: Sequence[SentenceContext],
    fewest_words: int = _FEWEST_WORDS,
) -> list[AloneSentence]:
    """Return the findings of an abstract that can be read alone, and have some length.

    Args:
        title: The title of the paper.
        abstract: The abstract.
        read: Its sentences.
        fewest_words: Fewest words of a sentence.
    """
    found = []
    for number, one in enumerate(read):
        if not is_finding(one) or leans(one.text):
            continue
        answer = told_answer(title, abstract, one.start, one.end)
        if fewest_words <= len(answer.split()) <= _MOST_WORDS and not unknown_label(answer):
            ends = number + 1 == len(read) or not goes_on(read[number + 1].text)
            found.append(AloneSentence(one, answer, ends))
    return found


def with_next(
    title: str | None, abstract: str, read: Sequence[SentenceContext], told: AloneSentence
) -> AloneSentence:
    """Return a finding with the sentence that goes on with it; as it is where that is no finding.

    Args:
        title: The title of the paper.
        abstract: The abstract.
        read: Its sentences.
        told: The finding.
    """
    behind = [one for one in read if one.start > told.sentence.start][:2]
    if told.ends or not behind or not is_finding(behind[0]):
        return told
    if _POINTS_NOWHERE.match(without_connective(behind[0].text)):
        return told
    answer = told_answer(title, abstract, told.sentence.start, behind[0].end)
    ends = len(behind) == 1 or not goes_on(behind[1].text)
    fits = ends and len(answer.split()) <= _MOST_TOGETHER and not unknown_label(answer)
    return AloneSentence(told.sentence, answer, True, behind[0]) if fits else told


def condition_before(one: SentenceContext) -> str:
    """Return the condition that a sentence begins with, behind a space; "" for none."""
    lead = one.clauses[0].lead if one.clauses else ""
    words = one.resolve(lower_first(lead)) if _CONDITION.match(lead) else ""
    fits = words and len(words.split()) <= _LONGEST_CONDITION and not has_pronoun(words)
    return f" {words}" if fits and not unknown_label(words or "") else ""
