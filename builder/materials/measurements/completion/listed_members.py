"""Give each value of a list the member of a family: 3, 4 and 5 GPa for x = 0, 0.5 and 1."""

import re
from collections.abc import Sequence
from dataclasses import replace

from builder.materials.alloy_labels import end_member, member_at
from builder.materials.alloys import Alloy
from builder.materials.formulas.elements import NUMBER
from builder.materials.measurements.forms.form_nouns import NOT_THE_MATERIAL
from builder.materials.measurements.lists import runs
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.measurements.owner_binding import UNTOLD

#: What the variable of a family is, in a list: x = 0, 0.3 and 0.5.
_LIST = re.compile(
    rf"(?<![\w.])(?P<variable>[xyz])\s?=\s?(?P<values>{NUMBER}(?:(?:,\s?|,?\sand\s){NUMBER}){{1,9}})"
    r"(?!\d|\.\d|\s?(?:-|–|to\b))"
)
_NUMBER = re.compile(NUMBER)
#: Between the values and such a list right behind them.
_FOR = re.compile(
    r"\)?,?\s(?:respectively,?\s)?\(?(?:(?:for|at|when|with|in)\s(?:the\s)?)?(?:\w+\s)?"
)
#: Behind a list of values that are told one by one.
_ONE_BY_ONE = re.compile(r"\)?,?\srespectively\b")


def with_listed_members(
    values: Sequence[Measurement], facts: SentenceFacts, spoken_of: Alloy | None
) -> tuple[Measurement, ...]:
    """Return the values of a sentence, those of a list as values of the members it lists.

    Args:
        values: the values, some of a family of alloys.
        facts: their sentence.
        spoken_of: the alloy that the sentence speaks of without naming it; None for none.
    """
    told = [*_LIST.finditer(facts.text)]
    if len(told) != 1:
        return tuple(values)
    [listed] = told
    sizes = [float(one) for one in _NUMBER.findall(listed["values"])]
    found = {one.quantity: one for one in values}
    for run in runs(facts.text, [one.quantity for one in values if one.property]):
        is_told = _FOR.fullmatch(facts.text, run[-1].end, listed.start()) or (
            listed.end() <= run[0].start and _ONE_BY_ONE.match(facts.text, run[-1].end)
        )
        members = [
            _of_member(found[quantity], spoken_of, size, listed["variable"])
            for quantity, size in zip(run, sizes, strict=False)
        ]
        if len(run) == len(sizes) and is_told and all(members):
            found |= {one.quantity: one for one in members if one}
    return tuple(found.values())


def with_end_of_family(value: Measurement, family: Alloy | None, text: str) -> Measurement:
    """Return an end of a change of what is added to an alloy as the first or last member.

    The title adds Ti to VNbTa, and the abstract says that TixVNbTa was made.

    Args:
        value: a value, completed otherwise.
        family: the family that the abstract makes; None for none.
        text: the sentence, which says that the content rises.
    """
    if family is None or not value.step or value.alloys or value.owner in NOT_THE_MATERIAL:
        return value
    if value.sample and "sample" not in value.inherited:
        return value
    member = end_member(family, text, value.step) if None in family.amounts else None
    if member is None:
        return value
    inherited = value.inherited | {"alloys"}
    return replace(value, alloys=(member,), sample="", composite=False, inherited=inherited)


def _of_member(
    value: Measurement, spoken_of: Alloy | None, size: float, variable: str
) -> Measurement | None:
    """Return a value of a family as one of its member; None for another alloy."""
    untold = value.sample == UNTOLD.sample
    if value.step or (value.sample and not untold):
        return None
    family = next(iter(value.alloys), spoken_of if untold else None)
    if family is None or None not in family.amounts or family.companion:
        return None
    member = member_at(family, size, variable)
    inherited = value.inherited | ({"alloys"} if untold else frozenset())
    return replace(value, alloys=(member,), sample="", inherited=inherited) if member else None
