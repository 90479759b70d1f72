"""Choose the sentences of an abstract that tell a finding and can be read alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from builder.drafting.naming.short_names import unknown_label
from builder.drafting.rules.sentence_context import SentenceContext
from builder.drafting.whole_sentences.leaning import goes_on, leans, told_answer
from builder.drafting.whole_sentences.summaries import is_finding

_FEWEST_WORDS, _MOST_WORDS = 8, 60


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
