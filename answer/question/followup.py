"""Complete follow-up questions, such as `and at 77 K?` after one about an alloy's strength."""

import re
from collections.abc import Sequence
from typing import TypeVar

from builder.materials.alloys import Alloy, named_alloys
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention, find_terms

#: Openings of a question that continues the one before.
_CONTINUES = re.compile(
    r"^(?:and|or|but|also|then|what about|how about|what if|same for|for|at|in|with)\b[\s,:]*",
    re.IGNORECASE,
)
#: Pronouns and phrases that refer to the alloy of the question before.
_REFERS = re.compile(
    r"\b(?:it|its|this alloy|that alloy|this one|that one|the alloy|the same alloy)\b",
    re.IGNORECASE,
)
_END = re.compile(r"[\s?.!]*$")
#: Prepositions before conditions, by dimension.
_PREPOSITIONS = {
    "temperature": "at",
    "time": "for",
    "strain_rate": "at",
    "irradiation_damage": "at",
}

_Part = TypeVar("_Part", Alloy, Mention, Quantity)


def stand_alone(text: str, before: str | None) -> str:
    """Rewrite a follow-up question so that it needs no earlier question.

    Args:
        text: The question; one that is complete is returned as it is.
        before: The question before, complete itself; None for the first question.
    """
    text = text.strip()
    if before is None:
        return text
    alloys = named_alloys(text)
    if opening := _CONTINUES.match(text):
        rest = text[opening.end() :]
        if not _is_question(rest):
            return _merged(rest, before)
    if not alloys and _REFERS.search(text) and (spoken_of := named_alloys(before)):
        return f"{_END.sub('', text)} ({spoken_of[0].text})?"
    return text


def _is_question(text: str) -> bool:
    openings = r"(?:what|which|why|how|does|do|is|are|can|when|where)\b"
    return re.match(openings, text, re.IGNORECASE) is not None


def _merged(rest: str, before: str) -> str:
    """Replace the alloy, property or condition of the earlier question by the new one."""
    merged = before
    if new := named_alloys(rest):
        merged = _replaced(merged, named_alloys(merged), new[0].text, f" of {new[0].text}")
    if named := _properties(rest):
        merged = _replaced(merged, _properties(merged), named[0].text, f", {named[0].text}")
    for condition in find_quantities(rest):
        same = [q for q in find_quantities(merged) if q.dimension == condition.dimension]
        added = f" {_PREPOSITIONS.get(condition.dimension, 'at')} {condition.text}"
        merged = _replaced(merged, same, condition.text, added)
    if merged == before:
        merged = f"{_END.sub('', before)}, {_END.sub('', rest)}?"
    return merged


def _replaced(text: str, old: Sequence[_Part], new: str, added: str) -> str:
    """Put ``new`` in the place of the first old part, or ``added`` at the end if there is none."""
    if old:
        return text[: old[0].start] + new + text[old[0].end :]
    return f"{_END.sub('', text)}{added}?"


def _properties(text: str) -> list[Mention]:
    return [mention for mention in find_terms(text) if mention.kind == "property"]
