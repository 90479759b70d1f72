"""Find values that stand in the source beside another phase, or as no comparison.

`From 300 MPa for the fcc alloys to 3,000 MPa for the bcc ones` gives no bcc alloy 300 MPa, and an
elongation of 15 % is no improvement by 15 %.
"""

import re
from collections.abc import Iterator, Sequence

from answer.grounding.alignment import is_given, words_of
from answer.question.parse import ParsedQuestion
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import find_terms, is_phase

#: What a value is given for stands right behind it.
_FOR = re.compile(r"\s?(?:for|in)\s[^,.;]{1,60}")
#: A share by which a claim compares: `15 % more`, `40 % lower than`.
_BY_SHARE = re.compile(
    r"\s(?:more|less|higher|lower|greater|larger|smaller|better|worse|stronger|weaker|harder|softer"
    r"|finer|faster|slower)\b",
    re.IGNORECASE,
)
#: What tells of a comparison or a change around a share, and so many signs on either side.
_COMPARED = re.compile(
    r"\b(?:than|by|compar\w+|relative|versus|over|times|gain|loss|(?:in|de)creas\w*|improv\w*|enhanc\w*"
    r"|rais\w*|ris\w*|rose|reduc\w*|drop\w*|declin\w*|fell|fall\w*|gr[eo]w\w*|strengthen\w*|exceed\w*"
    r"|more|less|higher|lower|greater|larger|smaller|better|worse|stronger|harder|longer|faster)\b",
    re.IGNORECASE,
)
_AROUND = 60
#: What a share is of: `a 22 % increase in impact resistance`.
_SHARE_OF = re.compile(
    r"\s(?:\w+\s)?(?:reduction|decrease|drop|decline|increase|rise|gain|growth|improvement|enhancement)"
    r"\s(?:in|of)\s(?P<what>[^,.;]{3,60}?)(?=\s(?:and|with|at|compared|while|as)\s|[,.;]|$)",
    re.IGNORECASE,
)
#: A number of so many: `68 of the 78 alloys`.
_NUMBER = r"(?P<{}>\d+|one|two|three|four|five|six|seven|eight|nine|ten|all|none)"
_PART_OF = re.compile(
    rf"\b{_NUMBER.format('part')}\s(?:out\s)?of\s(?:the\s|all\s)?{_NUMBER.format('whole')}\b",
    re.IGNORECASE,
)
#: Where something else is told.
_BORDER = re.compile(r"[;–—]|\bwhile\b|\bwith\b|\band (?:an?|the)\b")


def values_of_others(
    stated: SentenceFacts, parts: Sequence[SentenceFacts], question: ParsedQuestion | None
) -> Iterator[str]:
    """Yield values of a claim that its source gives, but for another phase or as no comparison.

    Args:
        stated: The claim.
        parts: The sentences of the source.
        question: The question that the claim answers.
    """
    text = f"{question.text if question else ''} {stated.text}"
    asked = {term.name for term in find_terms(text) if is_phase(term)}
    for quantity in stated.quantities:
        given = [
            (part, one)
            for part in parts
            for one in part.quantities
            if is_given(quantity, one) or is_given(one, quantity)
        ]
        if not given:
            continue
        if asked and all(_is_of_other_phase(part, one, asked) for part, one in given):
            yield f"The passage gives {quantity.text} for another phase."
        compares = quantity.unit == "%" and _BY_SHARE.match(stated.text, quantity.end)
        if compares and not any(_is_compared(part.text, one) for part, one in given):
            yield f"The passage compares nothing by {quantity.text}."


def shares_of_others(claim: str, texts: Sequence[str]) -> Iterator[str]:
    """Yield a share that a claim gives of one thing, and the source of a change of another.

    Args:
        claim: One sentence of an answer.
        texts: The sentences of the source.
    """
    given = [
        (one, words_of(found["what"]))
        for text in texts
        for one in find_quantities(text)
        if (found := _SHARE_OF.match(text, one.end))
    ]
    words = words_of(claim)
    for quantity in find_quantities(claim):
        own = [what for one, what in given if is_given(quantity, one)]
        others = [what for one, what in given if not is_given(quantity, one)]
        if own and not any(words & what for what in own) and any(words & what for what in others):
            yield f"The passage gives {quantity.text} for another change."


def other_parts(claim: str, texts: Sequence[str]) -> Iterator[str]:
    """Yield a number of so many that a claim gives otherwise: `10 of the 78`, where it is 68.

    Args:
        claim: One sentence of an answer.
        texts: The sentences of the source.
    """
    given = {found.group("part", "whole") for text in texts for found in _PART_OF.finditer(text)}
    for found in _PART_OF.finditer(claim):
        others = {part for part, whole in given if whole == found["whole"]}
        if others and found["part"] not in others:
            yield f"It says {found.group()}; the passage says {min(others)} of them."


def _is_of_other_phase(part: SentenceFacts, given: Quantity, asked: set[str]) -> bool:
    """Return True for one of several values of a sentence that is given for a phase not asked for.

    Another one must be given for the phase that is asked for.
    """
    named = _phases_behind(part.text, given)
    return bool(named - asked) and any(
        _phases_behind(part.text, one) & asked
        for one in part.quantities
        if one.dimension == given.dimension and one is not given
    )


def _phases_behind(text: str, quantity: Quantity) -> set[str]:
    found = _FOR.match(text, quantity.end)
    return {term.name for term in find_terms(found.group()) if is_phase(term)} if found else set()


def _is_compared(text: str, quantity: Quantity) -> bool:
    before = _BORDER.split(text[max(quantity.start - _AROUND, 0) : quantity.start])[-1]
    behind = _BORDER.split(text[quantity.end : quantity.end + _AROUND])[0]
    return any(_COMPARED.search(side) for side in (before, behind))
