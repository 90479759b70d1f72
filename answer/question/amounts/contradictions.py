"""Tell what else than what is asked a value of a paper is told to belong to."""

import re
from collections.abc import Callable, Sequence

from answer.question.amounts.counted_parts import other_count
from answer.question.amounts.counterfaces import other_counterface
from answer.question.amounts.manners import other_manner
from answer.question.amounts.other_alloys import other_alloy
from answer.question.amounts.series_ends import other_end
from answer.question.amounts.stated_facts import CandidateValue, StatedFacts
from answer.question.grammar.qualifiers import find_kinds
from answer.question.parse import ParsedQuestion
from answer.question.processes import is_kind_of, rivals
from builder.materials.element_mentions import find_elements
from builder.materials.measurements.conditions.treatments import is_of_treatment
from builder.materials.measurements.measurement import Measurement
from builder.materials.measurements.properties.property_kinds import TESTED
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, equal
from builder.materials.vocabulary import find_terms

#: Dimensions of shares of a whole and of changes.
SHARES = frozenset(
    "fraction ratio atomic_fraction mass_fraction molar_fraction volume_fraction".split()
)
_GAINED = frozenset({"mass", "areal_mass", "mass_gain"})
_CHANGES = frozenset({"increase", "decrease", "ratio", "difference"})
#: Dimensions of what a value is measured under, or its material was treated at.
_CONDITIONS = frozenset(
    "temperature strain_rate irradiation_damage time cycles force mass velocity".split()
)
#: Those without which a value is not told, unless the paper has no other of its kind.
_OF_TESTS = _CONDITIONS - {"mass", "velocity"}
_TREATMENTS = frozenset({"annealing", "aging", "homogenization", "solution treatment"})
#: Kinds of a property that exclude each other, and how a refusal calls them.
_RIVAL_KINDS = (
    {"compressive": "compression", "tensile": "tension", "flexural": "bending", "shear": "shear"},
    {"HER": "HER", "OER": "OER", "ORR": "ORR"},
)
#: What a paper calls a sample: I-TiC, S1, HEA-Ag.
_LABEL = re.compile(r"(?=[\w/.-]*[-\d])(?=[\w/.-]*[A-Z])[\w/.-]*\w")
_ELEMENT_LABEL = re.compile(r"([A-Z][a-z]?)(\d+(?:\.\d+)?)")
#: Before the temperature of a test.
_AT = re.compile(r"\bat\s(?:about\s)?$")
#: Before an amount up to which something does not happen.
_DENIED = re.compile(
    r"\b(?:no|not(?!\sonly)|without|never|neither|nor)\s(?:[\w-]+\s){0,8}?"
    r"(?:even\s)?(?:up\sto|until|below|at)\s(?:about\s|[~∼≈]\s?)?$"
)
_DENIED_WITHIN = 100


def contradiction(question: ParsedQuestion, one: CandidateValue, paper: StatedFacts) -> str:
    """Tell what else a value is told to belong to; "" if nothing speaks against it.

    Args:
        question: A question for a number.
        one: A value that may be it.
        paper: The paper of the value.
    """
    rules: Sequence[Callable[[ParsedQuestion, CandidateValue, StatedFacts], str]] = (
        other_alloy,
        _other_member,
        _excluded_part,
        _other_sample,
        _other_kind,
        _other_condition,
        _other_state,
        _other_manner,
        _other_setup,
        _other_sense,
    )
    return next((why for rule in rules if (why := rule(question, one, paper))), "")


def _other_member(question: ParsedQuestion, one: CandidateValue, paper: StatedFacts) -> str:
    return other_end(question, one.value, paper.facts[one.place].facts, paper.text)


def _excluded_part(question: ParsedQuestion, one: CandidateValue, paper: StatedFacts) -> str:
    """What is told of a material with an element, a coating or more is none of that without it.

    The first end of a change may be that of the material without.
    """
    if not question.excluded or one.value.step == "from":
        return ""
    facts = paper.facts[one.place].facts
    held = {element.symbol for element in find_elements(facts.text)}
    held |= {symbol for alloy in facts.alloys for symbol in alloy.elements}
    held |= {one.value.owner} | ({"reinforcement"} if one.value.composite else set())
    parts = held & question.excluded
    return f"materials with {', '.join(sorted(parts))}" if parts else ""


def _other_sample(question: ParsedQuestion, one: CandidateValue, paper: StatedFacts) -> str:
    label = one.value.sample.removesuffix("%")
    asked = {found[0] for found in _LABEL.finditer(question.text)}
    if label in asked:
        return ""
    sentence = paper.facts[one.place].facts.text
    told = {label} if label else {found[0] for found in _LABEL.finditer(sentence)}
    for other in asked - told - {alloy.text for alloy in question.alloys}:
        named = re.search(rf"(?<![\w/-]){re.escape(other)}(?![\w/-])", paper.text)
        siblings = sorted(one for one in told if _are_siblings(other, one))
        if siblings and (named or label or other not in paper.text):
            return siblings[0]
    shares = {c.low for c in question.conditions if c.dimension in SHARES}
    found = _ELEMENT_LABEL.fullmatch(label)
    if found and found[1] in question.elements and shares and float(found[2]) not in shares:
        return label
    return ""


def _are_siblings(one: str, other: str) -> bool:
    """Return True for labels that differ in one part alone: S1 and S2, I-TiC and D-TiC."""
    if one.startswith(f"{other}-") or other.startswith(f"{one}-"):
        return True
    ends = [label.partition("-")[2] for label in (one, other)]
    letters = [re.sub(r"[\d.]", "", label) for label in (one, other)]
    return (bool(ends[0]) and ends[0] == ends[1]) or letters[0] == letters[1]


def _other_kind(question: ParsedQuestion, one: CandidateValue, paper: StatedFacts) -> str:
    """A value in tension is none in compression, and that of one reaction none of another.

    One of no kind is of those that its paper speaks of.
    """
    for kinds in _RIVAL_KINDS:
        asked = question.kinds & kinds.keys()
        told = ({one.value.kind} if one.value.kind else find_kinds(paper.text)) & kinds.keys()
        if asked and told and asked.isdisjoint(told):
            return " and ".join(sorted(kinds[kind] for kind in told))
    return ""


def _other_condition(question: ParsedQuestion, one: CandidateValue, paper: StatedFacts) -> str:
    """A value holds under the conditions it is bound to, else under those that stand near it."""
    values = [value for value in paper.facts[one.place].facts.values if value.property]
    near = [
        q for f in paper.facts[max(one.place - 1, 0) : one.place + 2] for q in f.facts.quantities
    ]
    near += find_quantities(paper.text.partition("\n")[0])
    if treated := _only_treated(question, one.value, paper.text):
        return treated
    for dimension in {condition.dimension for condition in question.conditions}:
        asked = [one for one in question.conditions if one.dimension == dimension]
        own = [one for one in one.value.conditions if one.dimension == dimension]
        if own and not _share_one(own, asked):
            return own[0].text
        if not own and (other := _told_of_others(one.value, values, asked)):
            return other
        if own or dimension not in _CONDITIONS or _share_one(near, asked):
            continue
        beside = [
            stated
            for stated in paper.facts[one.place].facts.quantities
            if stated.dimension == dimension and stated.start != one.value.quantity.start
        ]
        if beside:
            return beside[0].text
        everywhere = [q for q in find_quantities(paper.text) if q.dimension == dimension]
        others = [q for q in everywhere if not _share_one([q], asked)]
        if dimension in _OF_TESTS and others:
            return others[0].text
    return ""


def _only_treated(question: ParsedQuestion, value: Measurement, text: str) -> str:
    """Tell that a material was only treated at the temperature at which its test is asked for."""
    if value.property not in TESTED:
        return ""
    for asked in test_temperatures(question):
        same = [one for one in find_quantities(text) if equal(one, asked)]
        if same and all(is_of_treatment(text, one) for one in same):
            return f"material treated at {same[0].text}"
    return ""


def test_temperatures(question: ParsedQuestion) -> list[Quantity]:
    """Return the temperatures that a question asks for a value at, with no word of a treatment."""
    if question.processes or any(one.dimension == "time" for one in question.conditions):
        return []
    return [
        one
        for one in question.conditions
        if one.dimension == "temperature" and _AT.search(question.text, 0, one.start)
    ]


def _told_of_others(
    value: Measurement, values: Sequence[Measurement], asked: Sequence[Quantity]
) -> str:
    """Tell under which condition a value is not, as its sentence binds it to another value.

    The end before a treatment is none after another one. A condition of the test that stands with
    the value of another property alone is none of the value.
    """
    others = [one for one in values if one.quantity.start != value.quantity.start]
    if value.step == "from":
        ends = [one for one in others if one.property == value.property and one.step == "to"]
        treated = [
            held
            for one in ends
            for held in one.treatment
            if held.dimension == asked[0].dimension and held not in value.conditions
        ]
        if treated and not _share_one(treated, asked):
            return f"material before and after {treated[0].text}"
    tested = [
        held
        for one in others
        if one.property != value.property
        for held in one.conditions
        if held not in one.treatment
        and not held.dimension.endswith("fraction")  # that of the sample, which both may have
        and _share_one([held], asked)
    ]
    return f"other conditions than {tested[0].text}" if tested else ""


def _share_one(some: Sequence[Quantity], others: Sequence[Quantity]) -> bool:
    return any(equal(one, other) for one in some for other in others)


def _other_state(question: ParsedQuestion, one: CandidateValue, paper: StatedFacts) -> str:
    """A value has no rival of a state asked for, and a treatment stands near it."""
    own = frozenset(one.value.states)
    said = {term.name for term in paper.facts[one.place].facts.terms}
    near = {term.name for term in find_terms(paper.text.partition("\n")[0])} | own
    for placed in paper.facts[max(one.place - 1, 0) : one.place + 1]:
        near |= {term.name for term in placed.facts.terms}
    treatments = frozenset() if question.by_how_much else _TREATMENTS & question.processes
    for state in question.states:
        kin = {name for name in near if is_kind_of(name, state) or is_kind_of(state, name)}
        others = (own - question.states) & rivals(state)
        if "states" in one.value.inherited and not one.value.treatment:
            others &= said
        # What was cast and annealed is no longer as cast.
        if others and not own & ({state} if state.startswith("as-") else kin):
            return ", ".join(sorted(others))
        if state in treatments and not kin:
            return "material of which no such treatment is told"
    return ""


def _other_manner(question: ParsedQuestion, one: CandidateValue, paper: StatedFacts) -> str:
    told = [placed.facts for placed in paper.facts[max(one.place - 1, 0) : one.place + 1]]
    return other_manner(question, one.value, told[::-1], paper.text)


def _other_setup(question: ParsedQuestion, one: CandidateValue, paper: StatedFacts) -> str:
    sentence = paper.facts[one.place].facts.text
    return other_count(question.text, sentence) or other_counterface(question.text, sentence)


def _other_sense(question: ParsedQuestion, one: CandidateValue, paper: StatedFacts) -> str:
    return "a change of it" if is_change(one.value) and not question.by_how_much else ""


def is_change(value: Measurement) -> bool:
    """Return whether a value is the size of a change, and not a level.

    A potential is a level, though it is told against another one, and so is a mass that is gained
    or lost.
    """
    if value.quantity.dimension in _GAINED:
        return False
    if value.sense == "difference" and value.quantity.dimension == "voltage":
        return False
    return value.relative or value.sense in _CHANGES


def is_denied(text: str, amount: Quantity) -> bool:
    """Return whether something is said not to be so up to an amount: no transition up to 40 GPa.

    Args:
        text: A text.
        amount: A quantity of it.
    """
    return _DENIED.search(text, max(amount.start - _DENIED_WITHIN, 0), amount.start) is not None
