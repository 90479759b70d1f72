"""Choose the sentences of an abstract that tell a finding and can be read alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.drafting.naming.short_names import unknown_label
from builder.drafting.rules.sentence_context import SentenceContext
from builder.drafting.whole_sentences.leaning import goes_on, leans, told_answer
from builder.drafting.whole_sentences.summaries import is_finding
from builder.nlp.coreference import has_pronoun, lower_first

_FEWEST_WORDS, _MOST_WORDS = 8, 60
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


@dataclass(frozen=True, slots=True)
class AloneSentence:
    """A finding as an answer: no connective before it, short names in full."""

    sentence: SentenceContext
    answer: str
    ends: bool
    """False if the next sentence goes on with it."""


def alone_sentences(
    title: str | None, abstract: str, read: Sequence[SentenceContext]
) -> list[AloneSentence]:
    """Return the findings of an abstract that can be read alone, and have some length."""
    found = []
    for number, one in enumerate(read):
        if not is_finding(one) or leans(one.text):
            continue
        answer = told_answer(title, abstract, one.start, one.end)
        if _FEWEST_WORDS <= len(answer.split()) <= _MOST_WORDS and not unknown_label(answer):
            ends = number + 1 == len(read) or not goes_on(read[number + 1].text)
            found.append(AloneSentence(one, answer, ends))
    return found


def condition_before(one: SentenceContext) -> str:
    """Return the condition that a sentence begins with, behind a space; "" for none."""
    lead = one.clauses[0].lead if one.clauses else ""
    words = one.resolve(lower_first(lead)) if _CONDITION.match(lead) else ""
    fits = words and len(words.split()) <= _LONGEST_CONDITION and not has_pronoun(words)
    return f" {words}" if fits and not unknown_label(words or "") else ""
