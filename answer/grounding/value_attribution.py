"""Find values that a claim takes from its source but attributes to something else."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from answer.grounding.alignment import is_given
from answer.question.parse import ParsedQuestion
from answer.question.property_slots import may_belong_to
from builder.materials.alloys import Alloy, compatible, named_alloys
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.quantity import Quantity

#: Properties in one unit that papers state side by side and models take for each other. This list
#: belongs to the check of claims alone: error injection has its own (eval/error_injection).
_TAKEN_FOR_EACH_OTHER = frozenset(
    {"yield strength", "ultimate tensile strength", "fracture strength"}
)


def misattributed_values(
    stated: SentenceFacts,
    title: str,
    parts: Sequence[SentenceFacts],
    question: ParsedQuestion | None,
    settled: set[Quantity],
) -> Iterator[str]:
    """Yield a reason for each value that the text gives, but only for something else.

    Args:
        stated: The claim.
        title: The title of the text.
        parts: The sentences of the text.
        question: The question that the claim answers.
        settled: Takes up the values of the claim that the text gives for the same property, alloy
            and condition, and their conditions.
    """
    given = list(_values(title, parts))
    amounts = [one for part in parts for one in part.quantities]
    for value in stated.values:
        same = [(v, alloys) for v, alloys in given if is_given(value.quantity, v.quantity)]
        clashes = [_clash(value, other, alloys, question) for other, alloys in same]
        if clashes and all(clashes):
            yield clashes[0]
        elif value.property and not any(is_given(value.quantity, one) for one in amounts):
            of_it = [other for other, _ in given if other.property == value.property]
            if of_it:
                theirs = ", ".join(dict.fromkeys(one.quantity.text for one in of_it[:4]))
                yield f"The passage gives {theirs} for {value.property}."
        elif value.property and not all(clashes):
            settled |= {value.quantity, *value.conditions}


def _values(
    title: str, parts: Sequence[SentenceFacts]
) -> Iterator[tuple[Measurement, tuple[Alloy, ...]]]:
    """Yield the values of a text with their alloys: of the sentence, else of the text before."""
    subject = _only(named_alloys(title))
    for part in parts:
        for value in part.values:
            if not value.alloys and any(alloy.companion not in ("", "?") for alloy in subject):
                yield replace(value, composite=True), ()
            else:
                yield value, value.alloys or (() if value.composite else subject)
        subject = _only(part.alloys) or subject


def _only(alloys: Sequence[Alloy]) -> tuple[Alloy, ...]:
    """Return all readings of the only alloy named; none if several alloys are."""
    return tuple(alloys) if len({(alloy.start, alloy.end) for alloy in alloys}) == 1 else ()


def _clash(
    value: Measurement,
    given: Measurement,
    alloys: Sequence[Alloy],
    question: ParsedQuestion | None,
) -> str:
    """Tell why two equal values are not of the same thing; "" if nothing shows that.

    Args:
        value: The value that the claim states.
        given: The equal value in the text.
        alloys: The alloys of the value in the text.
        question: The question that the claim answers.
    """
    if {value.step, given.step} == {"from", "to"}:
        return f"The passage gives {value.quantity.text} for the other end of the change."
    return (
        _other_property(value, given, question)
        or _other_alloy(value, given, alloys, question)
        or _other_condition(value, given, question)
    )


def _other_property(value: Measurement, given: Measurement, question: ParsedQuestion | None) -> str:
    """Tell that the text gives a value for another property than the claim or the question."""
    expected = value.property or ""
    if not expected and question and given.property in _TAKEN_FOR_EACH_OTHER:
        # A bare value answers for the only property of its question.
        wanted = question.properties
        if len(wanted) == 1 and wanted[0] in _TAKEN_FOR_EACH_OTHER:
            expected = wanted[0]
    if expected and given.property and expected != given.property:
        return f"The passage gives {value.quantity.text} for {given.property}, not {expected}."
    return ""


def _other_alloy(
    value: Measurement,
    given: Measurement,
    alloys: Sequence[Alloy],
    question: ParsedQuestion | None,
) -> str:
    """Tell that the text gives a value for another alloy than the claim or the question."""
    number = value.quantity.text
    if value.alloys:
        if given.composite and not alloys and not value.composite:
            return f"The passage gives {number} for a composite, not {value.alloys[0].text}."
        if not alloys or any(compatible(a, b) for a in value.alloys for b in alloys):
            return ""
        return f"The passage gives {number} for {alloys[0].text}, not {value.alloys[0].text}."
    names_alloy = question is not None and (question.alloys or "alloy" in question.words)
    if not names_alloy and given.composite:
        return ""  # `how far does it stretch?` asks of whatever the paper made
    if question is None or (
        may_belong_to(given, question) and not _is_titled(given, alloys, question)
    ):
        return ""
    stated = alloys[0].text if alloys else "a composite"
    expected = question.alloys[0].text if question.alloys else "the alloy itself"
    return f"The passage gives {number} for {stated}, not {expected}."


def _is_titled(given: Measurement, alloys: Sequence[Alloy], question: ParsedQuestion) -> bool:
    """Return True if a value is of the only alloy of the text, and another one is asked about."""
    asked = {frozenset(one.elements) for one in question.alloys}
    return (
        not given.alloys
        and not given.composite
        and bool(asked and alloys)
        and not any(own <= frozenset(one.elements) for one in alloys for own in asked)
    )


def _other_condition(
    value: Measurement, given: Measurement, question: ParsedQuestion | None
) -> str:
    """Tell that the text gives a value at another condition than the claim and the question."""
    own = (*(question.conditions if question else ()), *value.conditions)
    for dimension in dict.fromkeys(condition.dimension for condition in own):
        mine = [c for c in own if c.dimension == dimension]
        same = [c for c in given.conditions if c.dimension == dimension]
        if same and not any(is_given(one, other) for one in mine for other in same):
            number = value.quantity.text
            return f"The passage gives {number} at {same[0].text}, not {mine[-1].text}."
    return ""
