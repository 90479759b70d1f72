"""Complete a value: the alloy, form, route and kind of test that its sentence does not tell."""

import re
from dataclasses import replace

from builder.materials.alloy_labels import base_member, end_member
from builder.materials.alloys import Alloy
from builder.materials.formulas.elements import NAMES
from builder.materials.measurements.carriers import ALL_ALIKE, is_of_another_phase
from builder.materials.measurements.completion.subject import PaperSubject
from builder.materials.measurements.completion.whole_treatment import WholeTreatment
from builder.materials.measurements.forms.additions import name_beside
from builder.materials.measurements.forms.form_nouns import NOT_THE_MATERIAL
from builder.materials.measurements.forms.sample_names import (
    added_before,
    additions_behind,
    is_of_alloy,
    is_plain,
)
from builder.materials.measurements.lists import runs
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.measurements.properties.property_kinds import OF_REACTION, TESTED
from builder.materials.measurements.states import GENERIC, routes
from builder.nlp.word_classes import (
    APPROXIMATE_SIGNS,
    APPROXIMATORS,
    DECREASE_STEMS,
    INCREASE_STEMS,
)

#: What makes two materials of one: Mo is added to it.
_ADDED = re.compile(
    r"\b(?:[Aa]dditions?|[Aa]dding|[Aa]dded|[Ii]ncorporat\w+|[Ii]ntroduc\w+|[Dd]oping|[Aa]lloying|[Rr]einforc\w+)\b"
)
_FROM_NONE = re.compile(r"\b(?:contents?|additions?|concentrations?)\s(?:\w+\s)?from\s0(?![.\d])")
#: That a change begins at what something is compared with: Compared with CCFN, that of ODS-CCFN.
_COMPARED_WITH = re.compile(r"\b[Cc]ompared\s(?:with|to)\s(?:the\s|that\sof\s)?[A-Zub]")
#: Before an alloy that something is compared with, which may be another study's.
_RIVAL = r"\b(?:[Cc]ompared\s(?:with|to)|than)\s(?:that\sof\s|those\sof\s)?(?:[\w-]+\s){0,4}?"
_WITHOUT = re.compile(r"\bwithout\b|\b(?:base|matrix|unalloyed|undoped)\b|-free\b")
#: A share of what is added, as the sample of a sentence: 4 at% Y.
_SHARE = re.compile(r"[\d.]+\s?(?:at|wt|vol|mol)?\.?\s?%")
#: Before a value at which a change ends whose beginning is not told: plasticity drops to 12 %.
_ENDS_AT = re.compile(
    rf"\b(?:{INCREASE_STEMS}|{DECREASE_STEMS}|improv)\w*\s(?:\w+ly\s)?to\s"
    rf"(?:(?:{APPROXIMATORS})\s|[{APPROXIMATE_SIGNS}]\s?)?$",
    re.IGNORECASE,
)
_EXTREME = re.compile(r"\b(?:maxim|minim|highest|lowest|peak|optim)\w*[^.;,]*$")
#: That a sentence tells of a material before its treatment, too.
_UNTREATED = re.compile(
    r"\b(?:un[a-z]+ed|initial|original|pristine|without|before|prior|as-[a-z]+|base|bare|parent)\b",
    re.IGNORECASE,
)
#: Samples of one alloy, unlike two alloys: all samples.
_SAMPLES_ALIKE = re.compile(r"\b(?:samples|specimens)$")
#: States of one material that are given one after the other.
_ONE_AFTER_ANOTHER = re.compile(
    r"\b(?:before|after|directions?|times?|hours?|stages?|(?<!room )(?<!ambient )temperatures?)\b"
)


def completed(
    value: Measurement,
    alloy: Alloy | None,
    base: Alloy | None,
    subject: PaperSubject,
    facts: SentenceFacts,
) -> Measurement:
    """Return a value with what its paper speaks of, where its sentence does not say it.

    Args:
        value: the value, as its sentence alone tells it.
        alloy: the alloy that the sentence speaks of without naming it; None for none.
        base: the alloy of the paper without what stands beside it; None for none.
        subject: what the paper speaks of.
        facts: the sentence.
    """
    value = _with_material(value, alloy, subject, base, facts)
    return _of_member(_told_apart(value, facts), facts)


def _with_material(
    value: Measurement,
    alloy: Alloy | None,
    subject: PaperSubject,
    base: Alloy | None,
    facts: SentenceFacts,
) -> Measurement:
    """Return a value with what its paper speaks of, where its sentence does not say it."""
    if value.owner not in NOT_THE_MATERIAL:
        if base and is_plain(value.sample) and (first := base_member(base, value.sample)):
            base = first
        if base and not value.alloys and _is_of_base(value, base, alloy, subject, facts):
            value = replace(
                value,
                alloys=(base,),
                composite=False,
                owner="alloy",
                sample="",
                inherited=value.inherited | {"alloys"},
            )
        elif base and (share := _SHARE.match(value.sample)):
            value = _with_share(value, base, value.sample[share.end() :].split()[0])
        elif subject.owner == "composite" and not value.alloys:
            value = _with_owner(value, "composite")
            if base and not value.sample and (value.step != "from" or value.conditions):
                value = _with_sample(value, _name_of_composite(value, base, alloy, subject, facts))
        elif alloy is not None and _may_take(value, alloy):
            sample = value.sample if is_of_alloy(value.sample) else ""
            value = _with_alloy(replace(value, sample=""), alloy, subject, facts)
            value = replace(value, sample=value.sample or sample)
        if value.owner == "alloy" and subject.owner not in ("alloy", "composite"):
            value = _with_owner(value, subject.owner)
        same = (one for one in facts.values if one.property == value.property)
        beside = {state for one in same for state in one.states}
        missing = tuple(state for state in subject.states if state not in {*value.states, *beside})
        known = bool({*value.states} & (routes() - GENERIC)) or _is_rival(value, facts.text)
        if missing and not known:
            states = (*value.states, *missing)
            value = replace(value, states=states, inherited=value.inherited | {"states"})
        value = _with_treatment(value, subject.treatment, facts.text)
    kind = subject.kind if value.property in TESTED else ""
    if value.property in OF_REACTION:
        kind = subject.reaction
    if kind and not value.kind:
        value = replace(value, kind=kind, inherited=value.inherited | {"kind"})
    return value


def _is_rival(value: Measurement, text: str) -> bool:
    """Return True for a value of an alloy that is only compared with: it need not be made alike.

    Coatings and the like that are compared are.
    """
    return (
        value.owner == "alloy"
        and "alloys" not in value.inherited
        and any(re.search(_RIVAL + re.escape(one.text), text) for one in value.alloys)
    )


def _with_treatment(value: Measurement, treatment: WholeTreatment, text: str) -> Measurement:
    """Return a value with the treatment of all of the material, where it tells no other."""
    if treatment.by_title and value.step != "from" and not _UNTREATED.search(text):
        treatment = WholeTreatment(treatment.by_title)
    if not treatment.states or value.treatment or {*value.states} - routes():
        return value
    return replace(
        value,
        states=(*value.states, *treatment.states),
        conditions=(*value.conditions, *treatment.quantities),
        treatment=treatment.quantities,
        inherited=value.inherited | {"states"},
    )


def _may_take(value: Measurement, alloy: Alloy) -> bool:
    """Return True for a value of no named material; of all alloys where they are one family."""
    if value.alloys or value.composite:
        return False
    if is_of_alloy(value.sample):
        return True
    if ALL_ALIKE.match(value.sample):
        return None in alloy.amounts or _SAMPLES_ALIKE.search(value.sample) is not None
    return not value.sample


def _is_of_base(
    value: Measurement,
    base: Alloy,
    alloy: Alloy | None,
    subject: PaperSubject,
    facts: SentenceFacts,
) -> bool:
    """Return True for a value of the alloy before anything was added to it."""
    if is_plain(value.sample):
        return base.text not in value.sample and None not in base.amounts
    beside = subject.varied - {*base.elements}
    if value.sample or value.step != "from" or not (beside or (alloy and alloy.companion)):
        return False
    return any(words.search(facts.text) for words in (_ADDED, _FROM_NONE, _COMPARED_WITH))


def _name_of_composite(
    value: Measurement,
    base: Alloy,
    alloy: Alloy | None,
    subject: PaperSubject,
    facts: SentenceFacts,
) -> str:
    """Return what a composite of an alloy is called: by what the sentence or the paper adds."""
    if name := _name_beside(base, alloy):
        return name
    beside = sorted(one for one in subject.varied - {*base.elements} if one not in base.text)
    added = added_before(facts.text, value.quantity.start)
    if not added and len(beside) == 1 and not _is_listed(beside[0], facts.text):
        added = beside[0]
    return f"{base.text} + {added}" if added else f"{base.text} composite"


def _is_listed(name: str, text: str) -> bool:
    """Return True if a text names what is added beside something else: Ti and B4C."""
    name = re.escape(name)
    return re.search(rf"\b{name}(?:,| and) [A-Z]|[A-Z]\w*(?:,| and) {name}\b", text) is not None


def _name_beside(base: Alloy, alloy: Alloy | None) -> str:
    """Return the name of an alloy with what stands beside it: VNbTa + 4 wt% TiC, VNbTa-based."""
    if alloy is None or not alloy.companion:
        return ""
    return name_beside(base.text, alloy.companion)


def _with_sample(value: Measurement, sample: str) -> Measurement:
    return replace(value, sample=sample, inherited=value.inherited | {"sample"})


def _with_alloy(
    value: Measurement, alloy: Alloy, subject: PaperSubject, facts: SentenceFacts
) -> Measurement:
    """Return a value with the alloy that its paper speaks of."""
    base = replace(alloy, companion="")
    if alloy.companion:  # the value of a composite is not one of the alloy in it
        owner = value.owner
        if owner == "alloy" and is_of_another_phase(alloy.companion):
            owner = "composite"
        inherited = value.inherited | {"owner"}
        value = replace(value, composite=True, owner=owner, inherited=inherited)
        name = "" if value.step == "from" else _name_beside(base, alloy)
        return _with_sample(value, name) if name else value
    if added := additions_behind(facts.text, value.quantity.end, alloy):
        return _with_sample(value, " + ".join([alloy.text, *added]))
    beside = [one for one in subject.varied - {*alloy.elements} if one not in alloy.text]
    if beside:
        if len(beside) == 1 and None not in alloy.amounts and _holds(value, beside[0], facts):
            return _with_sample(value, f"{alloy.text} + {beside[0]}")
        return value
    return replace(value, alloys=(alloy,), inherited=value.inherited | {"alloys"})


def _with_share(value: Measurement, base: Alloy, added: str) -> Measurement:
    """Return a value of an alloy with a share of something; of a family it is a member."""
    if None in base.amounts and added in base.text:
        return replace(value, alloys=(base,), sample="", inherited=value.inherited | {"alloys"})
    return replace(value, sample=f"{base.text} + {value.sample}")


def _holds(value: Measurement, added: str, facts: SentenceFacts) -> bool:
    """Return True if a sentence names what is added to the alloy that a value is one of."""
    if value.step == "from" or _WITHOUT.search(facts.text):
        return False
    names = (added, *(name for name, symbol in NAMES.items() if symbol == added))
    word = "|".join(re.escape(name) for name in names)
    named = re.search(rf"(?<![A-Za-z])(?:{word})(?![a-z])", facts.text)
    if named is None:
        return False
    start = value.quantity.start
    return not any(one.quantity.end <= named.start() < start for one in facts.values)


def _told_apart(value: Measurement, facts: SentenceFacts) -> Measurement:
    """Return a value of a list without its alloy, where each is one of another material.

    An alloy that another sentence names holds for such a list if the values are told apart by
    conditions or states.
    """
    if "alloys" not in value.inherited or value.step or value.relative:
        return value
    same = [one for one in facts.values if one.property == value.property]
    places = [one.quantity for one in same]
    run = next(run for run in runs(facts.text, places) if value.quantity in run)
    listed = [one for one in same if one.quantity in run]
    if len(listed) < 2 or not value.property:
        return value
    told = {(one.conditions, one.states, one.step) for one in listed}
    [family] = value.alloys[:1]
    if len(told) > 1 or _ONE_AFTER_ANOTHER.search(facts.text):
        return value
    if len(family.members) == len(listed) and "respectively" in facts.text:
        member = replace(family, amounts=family.members[run.index(value.quantity)], members=())
        return replace(value, alloys=(member,))
    if "respectively" in facts.text or ALL_ALIKE.search(facts.text):
        return replace(value, alloys=(), sample="?", inherited=value.inherited - {"alloys"})
    return value


def _of_member(value: Measurement, facts: SentenceFacts) -> Measurement:
    """Return an end of a change along a family as a value of its first or last member."""
    if not value.alloys or None not in value.alloys[0].amounts:
        return value
    start = value.quantity.start
    if _EXTREME.search(facts.text, max(start - 50, 0), start):
        return value  # that of any member
    ends = _ENDS_AT.search(facts.text, max(start - 60, 0), start) is not None
    step = value.step or ("to" if ends else "")
    member = end_member(value.alloys[0], facts.text, step) if step else None
    return replace(value, alloys=(member,)) if member else value


def _with_owner(value: Measurement, owner: str) -> Measurement:
    inherited = value.inherited | {"owner"}
    if owner != "composite":
        return replace(value, owner=owner, inherited=inherited)
    if value.alloys and "alloys" not in value.inherited:
        return value
    inherited -= {"alloys"}
    return replace(value, owner=owner, composite=True, alloys=(), inherited=inherited)
