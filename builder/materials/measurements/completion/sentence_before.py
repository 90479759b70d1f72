"""Find what the sentence before says of the sample that a sentence goes on about."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.materials.alloys import Alloy, named_alloys
from builder.materials.formulas.choices import find_choices
from builder.materials.measurements.carriers import ALL_ALIKE, is_compared
from builder.materials.measurements.conditions.treatments import is_of_treatment
from builder.materials.measurements.forms.form_nouns import NOT_THE_MATERIAL
from builder.materials.measurements.lists import runs
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.measurements.owner_binding import UNTOLD
from builder.materials.measurements.states import (
    CALCULATED,
    UNTREATED,
    routes,
    state_mentions,
    states_at,
)
from builder.materials.quantity import Quantity

#: The one sample that a sentence singles out: the best properties were achieved after annealing.
_SINGLED_OUT = re.compile(
    r"\b(?:best|highest|optimal|optimum|optimized|maximum|lowest|most|excellent|superior)\b"
)
#: How a sentence goes on about a sample: Specifically, its hardness …; The yield strength …
_GOES_ON = re.compile(
    r"(?:(?:Specifically|Moreover|Furthermore|In addition|Additionally|Meanwhile|Here"
    r"|Correspondingly|In this case|Under this condition|At this \w+|As a result|Consequently"
    r"|Therefore|Thus|Hence|Accordingly|Notably), )?"
    r"(?:[Ii]ts?|[Tt]his (?:sample|alloy|coating|film|specimen|composite|material)"
    r"|[Tt]he (?:corresponding )?(?P<property>))\b"
)


#: A sentence that tells of several samples, or of what is varied.
_SEVERAL = re.compile(
    r"\b(?:(?:effects?|influences?)\sof\b[^.;]{0,90}\son|various|varied|varying|different|between|compar\w+|than|versus|vs|unlike"
    r"|increas\w+|decreas\w+|respectively|before|both|while|whereas)\b",
    re.IGNORECASE,
)

_OF_TREATMENT = frozenset({"temperature", "time"})
_OF_NO_SAMPLE = ("", UNTOLD.sample)


@dataclass(frozen=True, slots=True)
class SentenceBefore:
    """What the sentence before says of its one sample."""

    states: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    """How it was treated or made; places count in that sentence."""
    value: Measurement | None = None
    """One of its values, if all are of one sample that it names."""
    singled_out: bool = True
    """False where the sentence tells of one sample, and does not call it the best of some."""


def sentence_before(facts: SentenceFacts) -> SentenceBefore:
    """Return how the one sample was treated that a sentence singles out; empty for none.

    Args:
        facts: the sentence.
    """
    named = {(one.alloys, one.sample, one.owner) for one in facts.values if one.property}
    value = next((one for one in facts.values if one.property), None) if len(named) == 1 else None
    if value and (not value.sample or "sample" in value.inherited):
        value = None
    singled_out = _SINGLED_OUT.search(facts.text) is not None
    if not singled_out and (_SEVERAL.search(facts.text) or any(one.step for one in facts.values)):
        return SentenceBefore(value=value)
    counted = Counter(one.dimension for one in facts.quantities)
    made = [one for one in facts.quantities if is_of_treatment(facts.text, one)]
    if (singled_out and not made) or any(counted[one.dimension] > 1 for one in made):
        return SentenceBefore(value=value)
    states = dict.fromkeys(
        one.name for one in state_mentions(facts.text, facts.terms) if one.name not in routes()
    )
    if not singled_out and len({*states} & UNTREATED) and len(states) > 1:
        return SentenceBefore(value=value)
    return SentenceBefore(tuple(states), tuple(made), value, singled_out)


def with_sentence_before(
    values: Sequence[Measurement], facts: SentenceFacts, before: SentenceBefore
) -> tuple[Measurement, ...]:
    """Return the values of a sentence with what the one before says, if it goes on about it.

    Args:
        values: the values, completed otherwise.
        facts: their sentence.
        before: what the sentence before says of its sample.
    """
    told = _GOES_ON.match(facts.text)
    if told is None or any(not is_compared(facts.text, one.start) for one in facts.alloys):
        return tuple(values)
    if before.value and told[0].lower().endswith(("it", "its")):
        values = tuple(_of_sample(value, before.value) for value in values)
    if not before.states and not before.quantities:
        return tuple(values)
    if told["property"] is not None and not before.singled_out:
        return tuple(values)
    if told["property"] is not None and not any(
        term.kind == "property" and term.start <= told.end() + 1 for term in facts.terms
    ):
        return tuple(values)
    return tuple(_completed(value, before) for value in values)


def goes_on(text: str) -> bool:
    """Return True for a sentence that may go on about the sample of the one before it."""
    return _GOES_ON.match(text) is not None


def paired_with_list(
    values: Sequence[Measurement], facts: SentenceFacts, listed: Sequence[Alloy]
) -> tuple[Measurement, ...]:
    """Return values told `respectively` with the alloys that a sentence before lists.

    Args:
        values: the values; those of one property are looked at that differ in nothing told.
        facts: their sentence.
        listed: the alloys, in their order.
    """
    untold = [
        one
        for one in values
        if one.property
        and not one.alloys
        and (one.sample in _OF_NO_SAMPLE or ALL_ALIKE.match(one.sample))
    ]
    if len(untold) < 2 or "respectively" not in facts.text:
        return tuple(values)
    if any(len(one.elements) > 2 for one in facts.alloys):
        return tuple(values)
    found = {one.quantity: one for one in values}
    for run in runs(facts.text, [one.quantity for one in untold]):
        told = {(one.property, one.conditions, one.states) for one in map(found.get, run) if one}
        if len(run) != len(listed) or len(told) > 1:
            continue
        for quantity, alloy in zip(run, listed, strict=True):
            value = found[quantity]
            inherited = value.inherited | {"alloys"}
            found[quantity] = replace(value, alloys=(alloy,), sample="", inherited=inherited)
    return tuple(found.values())


def paired_with_treatments(
    values: Sequence[Measurement],
    facts: SentenceFacts,
    before: SentenceFacts,
    alloy: Alloy | None,
) -> tuple[Measurement, ...]:
    """Return values told `respectively` with the treatments that the sentence before lists.

    It was annealed at 700, 800 and 900 °C. The grain sizes were 1, 4 and 12 µm, respectively.

    Args:
        values: the values, completed; those are looked at whose material is left open.
        facts: their sentence.
        before: the sentence before.
        alloy: the one alloy that both speak of; None for none.
    """
    is_one = alloy is not None and None not in alloy.amounts and not alloy.companion
    if alloy is None or not is_one or "respectively" not in facts.text or facts.alloys:
        return tuple(values)
    lists = [
        run
        for run in runs(before.text, before.quantities)
        if len(run) > 1
        and run[0].dimension in _OF_TREATMENT
        and all(is_of_treatment(before.text, one) for one in run)
    ]
    own = {one.quantity: one for one in facts.values}
    untold = [
        one.quantity
        for one in values
        if one.property and one.sample == UNTOLD.sample and _is_bare(own[one.quantity])
    ]
    found = {one.quantity: one for one in values}
    for run in runs(facts.text, untold):
        if len(lists) != 1 or len(run) != len(lists[0]):
            continue
        states = states_at(before.text, lists[0], state_mentions(before.text, before.terms))
        for quantity, treatment in zip(run, lists[0], strict=True):
            found[quantity] = replace(
                found[quantity],
                alloys=(alloy,),
                sample="",
                conditions=(treatment,),
                treatment=(treatment,),
                states=states,
                inherited=found[quantity].inherited | {"alloys", "states"},
            )
    return tuple(found.values())


def _is_bare(value: Measurement) -> bool:
    """Return True for a value whose sentence tells neither its material nor its circumstances."""
    return not (value.alloys or value.sample or value.conditions or value.states or value.step)


def alloys_listed(facts: SentenceFacts) -> tuple[Alloy, ...]:
    """Return the two or more alloys of a sentence that names them in one list, and no other.

    A formula with a letter for an element lists them, too: CoCrNiX (X = Al, Ti).
    """
    choices = find_choices(facts.text)
    if len(choices) == 1:
        members = [named_alloys(choices[0].formula(one)) for one in choices[0].elements]
        return tuple(one[0] for one in members) if all(members) else ()
    places = {one.start: one for one in facts.alloys if len(one.elements) > 2}
    lists = runs(facts.text, [*places.values()])
    if len(lists) != 1 or len({one.composition_key for one in places.values()}) != len(places):
        return ()
    return tuple(lists[0]) if len(lists[0]) > 1 else ()


def _of_sample(value: Measurement, before: Measurement) -> Measurement:
    """Return a value as one of the sample that the sentence before names."""
    if value.owner in NOT_THE_MATERIAL or value.step == "from":
        return value
    if (value.sample and "sample" not in value.inherited) or (
        value.alloys and "alloys" not in value.inherited
    ):
        return value
    return replace(
        value,
        alloys=before.alloys,
        sample=before.sample,
        owner=before.owner,
        composite=before.composite,
        inherited=(value.inherited - {"alloys"}) | before.inherited | {"sample"},
    )


def _completed(value: Measurement, before: SentenceBefore) -> Measurement:
    told = {one.dimension for one in value.treatment}
    added = tuple(one for one in before.quantities if one.dimension not in told)
    states = tuple(one for one in before.states if one not in value.states)
    if value.sample or value.step or not (added or states):
        return value
    own = {*value.states} - routes() - {CALCULATED, *before.states}
    if own or (told and "states" not in value.inherited):
        return value
    return replace(
        value,
        states=(*value.states, *states),
        conditions=(*value.conditions, *added),
        treatment=(*value.treatment, *added),
        inherited=value.inherited | {"states"},
    )
