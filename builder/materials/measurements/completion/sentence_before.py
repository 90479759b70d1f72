"""Find what the sentence before says of the sample that a sentence goes on about."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.materials.measurements.conditions.condition_binding import is_of_treatment
from builder.materials.measurements.forms.form_nouns import NOT_THE_MATERIAL
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.measurements.states import routes, state_mentions
from builder.materials.quantity import Quantity

#: The one sample that a sentence singles out: the best properties were achieved after annealing.
_SINGLED_OUT = re.compile(
    r"\b(?:best|highest|optimal|optimum|optimized|maximum|lowest|most|excellent|superior)\b"
)
#: How a sentence goes on about a sample: Specifically, its hardness …; The yield strength …
_GOES_ON = re.compile(
    r"(?:(?:Specifically|Moreover|Furthermore|In addition|Additionally|Meanwhile|Here"
    r"|Correspondingly|In this case|Under this condition|At this \w+), )?"
    r"(?:[Ii]ts?|[Tt]his (?:sample|alloy|coating|film|specimen|composite|material)"
    r"|[Tt]he (?:corresponding )?(?P<property>))\b"
)


@dataclass(frozen=True, slots=True)
class SentenceBefore:
    """What the sentence before says of its one sample."""

    states: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    """How it was treated or made; places count in that sentence."""
    value: Measurement | None = None
    """One of its values, if all are of one sample that it names."""


def sentence_before(facts: SentenceFacts) -> SentenceBefore:
    """Return how the one sample was treated that a sentence singles out; empty for none.

    Args:
        facts: the sentence.
    """
    named = {(one.alloys, one.sample, one.owner) for one in facts.values if one.property}
    value = next((one for one in facts.values if one.property), None) if len(named) == 1 else None
    if value and (not value.sample or "sample" in value.inherited):
        value = None
    if not _SINGLED_OUT.search(facts.text):
        return SentenceBefore(value=value)
    counted = Counter(one.dimension for one in facts.quantities)
    made = [one for one in facts.quantities if is_of_treatment(facts.text, one)]
    if not made or any(counted[one.dimension] > 1 for one in made):
        return SentenceBefore(value=value)
    states = dict.fromkeys(
        one.name for one in state_mentions(facts.text, facts.terms) if one.name not in routes()
    )
    return SentenceBefore(tuple(states), tuple(made), value)


def with_sentence_before(
    values: Sequence[Measurement], facts: SentenceFacts, before: SentenceBefore
) -> tuple[Measurement, ...]:
    """Return the values of a sentence with what the one before says, if it goes on about it.

    Args:
        values: the values, completed otherwise.
        facts: their sentence.
        before: what the sentence before says of its sample.
    """
    goes_on = _GOES_ON.match(facts.text)
    if goes_on is None or facts.alloys:
        return tuple(values)
    if before.value and goes_on[0].lower().endswith(("it", "its")):
        values = tuple(_of_sample(value, before.value) for value in values)
    if not before.quantities:
        return tuple(values)
    if goes_on["property"] is not None and not any(
        term.kind == "property" and term.start <= goes_on.end() + 1 for term in facts.terms
    ):
        return tuple(values)
    return tuple(_completed(value, before) for value in values)


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
    if value.sample or value.step or not added or (told and "states" not in value.inherited):
        return value
    states = tuple(one for one in before.states if one not in value.states)
    return replace(
        value,
        states=(*value.states, *states),
        conditions=(*value.conditions, *added),
        treatment=(*value.treatment, *added),
        inherited=value.inherited | {"states"},
    )
