"""Bind every value of a sentence to property, material, conditions, states and sense."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from builder.materials.alloys import Alloy
from builder.materials.measurements.added_shares import ADDED, with_additions, with_share
from builder.materials.measurements.calculated_values import is_calculated_value
from builder.materials.measurements.carriers import (
    Carrier,
    find_carriers,
)
from builder.materials.measurements.conditions.condition_binding import (
    CONDITIONS,
    conditions_of,
    leads_in,
)
from builder.materials.measurements.conditions.stated_conditions import (
    is_parameter,
    stated_conditions,
    worded_conditions,
)
from builder.materials.measurements.conditions.treatments import (
    is_before_cooling,
    is_of_another,
    is_of_treatment,
    is_set_for,
)
from builder.materials.measurements.forms.form_nouns import NOT_THE_MATERIAL
from builder.materials.measurements.forms.named_states import lasting_states
from builder.materials.measurements.forms.sample_names import is_plain
from builder.materials.measurements.lists import run_of, runs
from builder.materials.measurements.measurement import Measurement
from builder.materials.measurements.owner_binding import (
    UNTOLD,
    carrier_of,
    element_of,
    end_of_change,
    in_clause,
    is_of_earlier,
    names_ends,
    paired_carrier,
    told_behind,
)
from builder.materials.measurements.properties.implied_properties import unnamed_properties
from builder.materials.measurements.properties.parallel_values import is_compared_with, parallel
from builder.materials.measurements.properties.property_binding import (
    named_properties,
    property_of,
)
from builder.materials.measurements.properties.property_kinds import (
    OF_REACTION,
    kind_of,
    reaction_of,
)
from builder.materials.measurements.states import CALCULATED, state_mentions, states_at, states_of
from builder.materials.measurements.value_changes import (
    CHANGES,
    elided_ends,
    is_end_before,
    sense_of,
    step_of,
)
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention

#: Between an alloy with what it is joined to and the noun of both: CoCrFeNi/316 SS brazed joint.
_JOINED_BEHIND = re.compile(r"/[\w. ]{1,16}\s(?:[a-z-]+\s){0,2}")


#: Behind values that others are compared with, before the material that is no alloy by a formula.
_OF_THE = re.compile(r"\s(?:of|for|in)\s(?:the|an?)\s")
#: Before a value that a material had before anything was done to it.
_INITIAL = re.compile(
    r"\b(?:initial|original|starting)\s(?:[a-z-]+\s){1,4}(?:(?:of|was|is)\s|=\s?)?(?:about\s|[~∼≈]\s?)?$"
)
#: Between values of one sample: 40 % elongation with a strength of.
_GOES_ON_TO = re.compile(
    r"(?:(?!\b(?:while|whereas|but|which|after|before|for|at|when|under|by|from|to|than|compared)\b)"
    r"[^.;\d]){3,60}"
)
#: Between values of an electrode in two reactions: 24 mV for hydrogen evolution and 204 mV.
_IN_NEXT_REACTION = re.compile(
    r"\s(?:for|towards?|in)\s(?:the\s)?(?:[A-Z]{3}|(?:hydrogen|oxygen)\s[a-z]+)(?:\s[a-z]+)?"
    r"(?:\s\([A-Z]{3}\))?,?\sand\s(?:[a-z]+\s)?"
)


@dataclass(frozen=True, slots=True)
class _Read:
    """What was found in a sentence before its values are bound."""

    text: str
    measured: Sequence[Quantity]
    property_at: Mapping[int, Mention | None]
    named: Sequence[Mention]
    conditions: Sequence[Quantity | Mention]
    carriers: Sequence[Carrier]
    states: Sequence[Mention]
    elided: Mapping[int, str]

    def name_of(self, quantity: Quantity) -> str:
        """Return the property of a value; "" for none."""
        term = self.property_at[quantity.start]
        return term.name if term else ""


def bind_values(
    text: str, alloys: Sequence[Alloy], quantities: Sequence[Quantity], terms: Sequence[Mention]
) -> Iterator[Measurement]:
    """Yield the values of a sentence, each with all that the sentence says it belongs to."""
    named = named_properties(text, terms)
    property_at = {
        one.start: property_of(text, one, quantities, named) if named else None
        for one in quantities
    }
    unnamed = unnamed_properties(text, quantities, named)
    property_at |= {at: term for at, term in unnamed.items() if property_at[at] is None}
    named = named or [*unnamed.values()]
    property_at |= parallel(text, quantities, property_at)
    property_at |= {one.start: None for one in quantities if is_parameter(text, one)}
    for first, last in pairwise(quantities):
        if (
            property_at[first.start] is None
            and first.dimension == last.dimension
            and is_end_before(text, first, last)
        ):
            property_at[first.start] = property_at[last.start]
    measured = [
        one
        for one in quantities
        if property_at[one.start] or not (one.dimension in CONDITIONS or is_parameter(text, one))
    ]
    if not measured:
        return
    rest = [q for q in quantities if q not in measured]
    conditions: list[Quantity | Mention] = [
        *stated_conditions(text, rest, alloys),
        *worded_conditions(text, terms),
    ]
    conditions.sort(key=lambda one: one.start)
    # Without a property there is little to tell the material by but its formula.
    carriers = find_carriers(text, alloys, terms if named else ())
    states = state_mentions(text, terms) if named else []
    elided = elided_ends(text, measured)
    read = _Read(text, measured, property_at, named, conditions, carriers, states, elided)
    for quantity in measured:
        yield _bound(read, quantity)


def _bound(read: _Read, quantity: Quantity) -> Measurement:
    """Return a value with all that it belongs to."""
    text, term = read.text, read.property_at[quantity.start]
    same = [q for q in read.measured if q.dimension == quantity.dimension]
    alike = [q for q in read.measured if read.name_of(q) == read.name_of(quantity)]
    run = run_of(text, quantity, read.measured)
    sense = sense_of(text, quantity, run)
    step = read.elided.get(quantity.start) or step_of(text, run[0], read.measured)
    chain = _followed(read, listed := run_of(text, quantity, same))
    rivals = [q for q in alike if q in listed or q not in chain]
    held = conditions_of(text, quantity, same, rivals, read.conditions, step, chain[-1])
    carrier = _carrier(read, quantity, same, alike, step)
    between = names_ends(text, read.carriers)
    is_initial = _INITIAL.search(text, max(quantity.start - 70, 0), quantity.start) is not None
    given = tuple(
        one
        for one in held
        if isinstance(one, Quantity)
        and not (step == "from" and not between and leads_in(text, one, quantity))
        and not (carrier.owner in NOT_THE_MATERIAL and one.dimension in ADDED)
        and not (is_initial and one.start > quantity.end)
        and not (term and is_of_another(text, one, quantity, term.name))
    )
    if carrier.owner in NOT_THE_MATERIAL and sense in ("above", "below"):
        sense = "level"  # lower than 2 A of the steel
    limit = 0 if step == "from" else quantity.start
    carrier = with_additions(text, quantity, with_share(text, carrier, given, limit))
    worded = tuple(one.name for one in held if isinstance(one, Mention))
    treatment = tuple(
        one
        for one in given
        if is_of_treatment(text, one)
        or (term and is_before_cooling(text, one, term.name))
        or (term and is_set_for(one, term.name, carrier.owner, text))
    )
    states = (
        *((CALCULATED,) if term and is_calculated_value(text, quantity, term, read.named) else ()),
        *_states(read, quantity, run, alike, step),
        *worded,
        *states_at(text, treatment, read.states),
    )
    return Measurement(
        quantity=quantity,
        property=term.name if term else None,
        alloys=carrier.alloys,
        conditions=given,
        step=step,
        relative=sense in CHANGES,
        composite=carrier.owner == "composite" or carrier.mixed,
        owner=carrier.owner,
        kind=_kind(text, quantity, term) if term else "",
        states=tuple(dict.fromkeys(states)),
        sense=sense,
        sample=carrier.sample,
        treatment=treatment,
    )


def _states(
    read: _Read,
    quantity: Quantity,
    run: Sequence[Quantity],
    alike: Sequence[Quantity],
    step: str,
) -> tuple[str, ...]:
    """Return the states of a value; what stands behind others of its sample holds for it, too."""
    own = states_of(read.text, quantity, run, alike, read.states, step)
    if not {*own} <= lasting_states():
        return own
    chain = _followed(read, run)
    if len(chain) == len(run):
        return own
    return own + states_of(read.text, quantity, chain, alike, read.states, step)


def _followed(read: _Read, run: Sequence[Quantity]) -> list[Quantity]:
    """Return a list of values with those of other properties that go on from it.

    What is told behind them holds for all: 40 % elongation with a strength of 800 MPa after aging.
    """
    chain = [*run]
    for one in read.measured:
        if one.start < chain[-1].end:
            continue
        between = chain[-1].end, one.start
        if read.name_of(one) in OF_REACTION and _IN_NEXT_REACTION.fullmatch(read.text, *between):
            chain.append(one)
            continue
        if any(read.name_of(one) == read.name_of(told) for told in chain):
            break
        if not _GOES_ON_TO.fullmatch(read.text, *between):
            break
        chain.append(one)
    return chain


def _kind(text: str, quantity: Quantity, term: Mention) -> str:
    """Return the kind of the property of a value, or the reaction of an electrode; "" for none."""
    return reaction_of(text, quantity) if term.name in OF_REACTION else kind_of(text, term)


def _carrier(
    read: _Read,
    quantity: Quantity,
    same: Sequence[Quantity],
    alike: Sequence[Quantity],
    step: str,
) -> Carrier:
    """Return the material that a value is one of, completed from the others of its sentence."""
    text = read.text
    carriers = [
        one
        for one in read.carriers
        if not (is_plain(one.sample) and is_of_earlier(text, one, quantity, read.measured))
    ]
    if (term := read.property_at[quantity.start]) and (element := element_of(text, quantity, term)):
        return element
    if not carriers:
        return Carrier(0, 0)
    run = run_of(text, quantity, same)
    found = paired_carrier(text, quantity, run, carriers) if len(run) > 1 else None
    if found is None and len(run) == 1 < len(alike) and "respectively" in text:
        beside = in_clause(text, quantity, alike)
        found = paired_carrier(text, quantity, beside, carriers) if len(beside) > 1 else None
    mixed = run_of(text, quantity, read.measured)
    is_first = mixed[-1] in run and not any(one.end <= quantity.start for one in carriers)
    chain = _followed(read, run) if is_first else mixed
    if found is None and chain[-1] not in run:
        found = told_behind(text, chain, carriers)
    if found is None and step and quantity in alike:
        found = end_of_change(text, quantity, step, alike, carriers)
    if found is None:
        rivals = [one for one in run if one in alike]
        if len(rivals) > 1 and "respectively" in text and _is_untold(read, rivals):
            return UNTOLD
        if len(mixed) > 1 and is_compared_with(text, mixed):
            same, quantity = mixed, mixed[-1]  # than 2 μA/cm2 and 1.1 V of the steel
        elif len(mixed) > len(run) and text.endswith("(", 0, mixed[0].start):
            same, quantity = mixed, mixed[0]  # VNbTa (300 HV and 2 GPa)
        if not step and _is_of_unnamed(read, mixed):
            return UNTOLD
        found = carrier_of(text, quantity, same, carriers, read.property_at[quantity.start])
    if found is None or found.alloys or found.sample:
        return found or Carrier(0, 0)
    for one in read.carriers:  # CoCrFeNi/316 SS joint
        if one.mixed and one.sample and _JOINED_BEHIND.fullmatch(text, one.end, found.start):
            return replace(one, owner=found.owner)
    # A coating or a composite without its formula is that of the one alloy named before it.
    earlier = [c for c in carriers if c.end <= found.start and c.alloys and not c.compared]
    if len({one.alloys[0].composition_key for one in earlier}) == 1:
        return Carrier(found.start, found.end, earlier[0].alloys, found.owner)
    return found


def _is_of_unnamed(read: _Read, run: Sequence[Quantity]) -> bool:
    """Return True for values to compare with of what has no name: than 300 MPa of the cast one."""
    behind = _OF_THE.match(read.text, run[-1].end)
    if behind is None or not is_compared_with(read.text, run):
        return False
    return not any(behind.start() <= one.start <= behind.end() + 40 for one in read.carriers)


def _is_untold(read: _Read, run: Sequence[Quantity]) -> bool:
    """Return True for values of one property of several materials, told `respectively` in vain."""
    materials = [one for one in read.carriers if (one.alloys or one.sample) and not one.compared]
    if len({(one.alloys[:1], one.sample) for one in materials}) < 2:
        return False
    if any(len(names) == len(run) for names in runs(read.text, read.carriers)):
        return False
    return not any(len(names) == len(run) for names in runs(read.text, read.conditions))
