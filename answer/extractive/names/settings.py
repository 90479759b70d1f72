"""Read the settings of a process, such as power and speed, out of a quoted sentence."""

import re
from collections.abc import Sequence
from itertools import pairwise

from answer.extractive.sentence_ranking import RankedSentence, abstract_of
from answer.extractive.statement_fit import LEAST_SHARE, share_said, speaks_of
from answer.extractive.values.value_text import with_own_unit
from answer.question.material_slots import covers
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import named_alloys
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.quantity import equal
from retrieval.hybrid import Hit

#: Settings are asked for together, as `which laser parameters`, `the optimal condition`.
_ASKED = re.compile(
    r"\b(?:what|which)\b(?: [\w-]+){0,6}? (?:settings|parameters|conditions?)\b", re.IGNORECASE
)
_SETTINGS = re.compile(r"\b(?:settings?|parameters?|conditions?)\b", re.IGNORECASE)
#: The best settings are asked for, and told.
_BEST_ASKED = re.compile(r"\b(?:best|optim\w+|ideal|[a-z]{3,}(?<!int)(?<!t)est)\b", re.IGNORECASE)
_BEST = re.compile(r"\b(?:best|optim\w+|ideal)\b", re.IGNORECASE)
#: Letters between two settings of one list.
_REACH = 60
_BREAK = re.compile(r"[;:]|\b(?:while|whereas|but|from)\b")


def asks_settings(question: ParsedQuestion) -> bool:
    """Return whether a question asks for the settings of a process."""
    return _ASKED.search(question.text) is not None


def read_settings(question: ParsedQuestion, quote: SentenceFacts, paper: Hit) -> str | None:
    """Return the settings that a sentence gives in one list, behind the word for them.

    Args:
        question: A question for settings.
        quote: A sentence of a paper.
        paper: The paper.
    """
    title = paper.listed.paper.title or ""
    text = quote.text
    named = _SETTINGS.search(text)
    of_best = _BEST_ASKED.search(question.text) is not None
    if not named or (of_best and not _BEST.search(text)) or not speaks_of(question, quote, text):
        return None
    if (
        question.alloys
        and not quote.alloys
        and not _is_of_asked(question, abstract_of(paper) or title)
    ):
        return None
    if not of_best and share_said(question, text, title) < LEAST_SHARE:
        return None
    measured = {one.quantity.start for one in quote.values if one.property}
    found = [
        one
        for one in quote.quantities
        if one.start > named.end()
        and one.start not in measured
        and not one.dimension.endswith(("fraction", "ratio"))
        and not any(equal(one, asked) for asked in question.conditions)
    ]
    gaps = [text[one.end : other.start] for one, other in pairwise(found)]
    if len(found) < 2 or len({one.dimension for one in found}) < len(found):
        return None
    if any(len(gap) > _REACH or _BREAK.search(gap) for gap in gaps):
        return None
    return ", ".join(with_own_unit(one).text for one in found)


def _is_of_asked(question: ParsedQuestion, text: str) -> bool:
    """Return True if the first alloy that a text names is one that a question asks about."""
    first = named_alloys(text)[:1]
    return any(covers(one, asked, question.elements) for one in first for asked in question.alloys)


def with_settings_first(
    question: ParsedQuestion, ranked: Sequence[RankedSentence], chosen: Sequence[RankedSentence]
) -> list[RankedSentence]:
    """Return the chosen sentences, that of the likeliest paper with the settings asked for first.

    Args:
        question: The question.
        ranked: The sentences that may answer, the likeliest first.
        chosen: Those that are quoted.
    """
    if not chosen or not asks_settings(question):
        return [*chosen]
    best = chosen[0].hit
    stating = [
        one
        for one in ranked
        if one.hit is best and read_settings(question, one.statement, best) is not None
    ][:1]
    return [*stating, *(one for one in chosen if one not in stating)][: max(len(chosen), 1)]
