"""Decide whether a value that a paper states fills every slot of a question.

A value qualifies, or it does not: its property and kind, its material, its conditions, its states
and its sense must be those asked for, or one of them unsaid where the paper leaves no other choice.
Nothing is weighed.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from answer.extractive.told_conditions import any_equal, is_told, is_treated, terms_near
from answer.extractive.values.owners_asked import (
    PARTS,
    asks_composite,
    asks_joint,
    owners_asked,
)
from answer.extractive.values.value_text import is_range
from answer.question.amounts.contradictions import is_change, test_temperatures
from answer.question.amounts.temperatures_in_words import temperatures_in_words
from answer.question.material_slots import covers, symbols_named
from answer.question.parse import ParsedQuestion
from answer.question.processes import is_kind_of, rivals
from answer.question.property_slots import is_of_kind
from answer.question.wording.variants import variants
from builder.materials.alloys import Alloy, find_alloys, named_alloys
from builder.materials.composition_cover import is_system
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.elements import GASES
from builder.materials.measurements.carriers import find_carriers
from builder.materials.measurements.forms.form_nouns import owner_in
from builder.materials.measurements.measurement import Measurement, PlacedFacts
from builder.materials.quantity import Quantity, equal
from builder.materials.vocabulary import find_terms
from retrieval.lexical import word_set

#: Behind a formula that tells of a phase by what it holds.
_RICH = ("-rich", "‐rich", "–rich", " rich")
_BEFORE = re.compile(r"\b(?:before|prior to|without)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_AT_FIRST = re.compile(r"\b(?:before|prior to|initial(?:ly)?|originally|at first)\b", re.IGNORECASE)
_IN_THE_END = re.compile(
    r"\b(?:after|to (?:what|which)|become|becomes|reach\w*|final(?:ly)?|rises? to|falls? to"
    r"|(?<!x )up to|down to)\b",
    re.I,
)
#: The element that a label begins with: Nb5, Si0.5.
_ELEMENT_LABEL = re.compile(r"[A-Z][a-z]?(?=\d)")
#: A stem with a digit is what a paper calls a sample: nb5, mo1.0.
_SAMPLE = re.compile(r"(?=\D*\d)(?=.*[a-z])[a-z]{1,6}\d[\d.]*")


@dataclass(frozen=True, slots=True)
class PaperText:
    """A paper, as far as slots are compared with it."""

    title: str
    abstract: str
    facts: tuple[PlacedFacts, ...]

    @property
    def text(self) -> str:
        """Title and abstract."""
        return f"{self.title}\n{self.abstract}"


@dataclass(frozen=True, slots=True)
class StatedValue:
    """A value and the sentence that states it."""

    value: Measurement
    placed: PlacedFacts


def qualifies(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """Return True if a value fills every slot of a question but that of the property."""
    slots: Sequence[Callable[[ParsedQuestion, StatedValue, PaperText], bool]] = (
        _sense_fits,
        kind_fits,
        owner_fits,
        end_fits,
        alloy_fits,
        sample_fits,
        elements_fit,
        conditions_fit,
        states_fit,
    )
    return all(fits(question, stated, paper) for fits in slots)


def _sense_fits(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """A change is given where a change is asked for, a level where a level is."""
    return is_change(stated.value) == question.by_how_much


def kind_fits(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """No kind of the value is another than those asked for: tensile, compressive."""
    return is_of_kind(stated.value, question)


def owner_fits(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """A value of a part, a coating or a composite is given only where that is asked about."""
    asked = owners_asked(question)
    owner = stated.value.owner
    if owner == "alloy" and stated.value.composite:
        owner = "composite"
    if parts := asked & PARTS:
        return owner in parts
    if owner == "composite" and asks_composite(question):
        return True
    if owner == "weld" and asks_joint(question):
        return True
    if owner in asked and owner != "alloy":
        return True
    wholes = asked - {"alloy"}
    return owner == "alloy" and (not wholes or owner_in(paper.text) in wholes)


def end_fits(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """Of a change the end asked for is given: what it was before, or what it became."""
    if question.extreme and is_range(stated.value.quantity):
        return True  # it has both ends
    if _AT_FIRST.search(question.text):
        return stated.value.step != "to"
    return stated.value.step != "from" or not _IN_THE_END.search(question.text)


def alloy_fits(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """A value is of the alloy asked about: named with it, or the only one of its paper."""
    value = stated.value
    if not question.alloys or value.composite:
        return True  # the owner of a composite fits
    named = value.alloys
    if value.step and "alloys" in value.inherited:
        # A change along a series is one of the series, whichever member was spoken of last.
        named = tuple(one for one in find_alloys(paper.text) if one.members) or named
    if not named and value.sample.lower() in _samples(question):
        return any(is_asked(one, question, paper) for one in find_alloys(paper.text))
    if not named:
        spoken_of = _spoken_of(stated.placed, paper)
        return any(is_asked(one, question, paper) for one in spoken_of)
    return any(
        is_asked(one, question, paper) and (question.extreme or _is_member(value, one, asked))
        for one in named
        for asked in question.alloys
    )


def _spoken_of(placed: PlacedFacts, paper: PaperText) -> tuple[Alloy, ...]:
    """Return the alloys of a sentence, or of the nearest before it that names some, or the title's.

    Where one value is told to be of none of them, they all may be meant.
    """
    for one in reversed(paper.facts[: paper.facts.index(placed) + 1]):
        text = one.facts.text
        if alloys := tuple(a for a in one.facts.alloys if not text.startswith(_RICH, a.end)):
            return alloys
    return tuple(named_alloys(paper.title))


def is_asked(stated: Alloy, question: ParsedQuestion, paper: PaperText) -> bool:
    """Return True if a stated alloy is one asked about; its companion may stand in the title."""
    for asked in question.alloys:
        if covers(stated, asked, question.added, paper.text):
            return True
        held = asked.companion.rpartition(" ")[2]
        if held and any(one.lower() in paper.title.lower() for one in variants(held)):
            plain = replace(asked, companion="")
            if covers(replace(stated, companion=""), plain, question.added, paper.text):
                return True
    return False


def _is_member(value: Measurement, stated: Alloy, asked: Alloy) -> bool:
    """Return True if a value of a family is one of the member that is asked about.

    `From 300 to 500 HV` gives the first and the last member of a series a value, and no other.
    """
    if None not in stated.amounts or None in asked.amounts or is_system(stated):
        return True
    if asked.composition_key not in stated.member_keys:
        return False
    place = stated.member_keys.index(asked.composition_key)
    end = {0: "from", len(stated.members) - 1: "to"}.get(place, "none")
    return value.step == end


def sample_fits(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """A sample by its label is the one asked about; none stands for its base alloy."""
    facts = stated.placed.facts
    asked = _samples(question)
    if not all(_is_told_apart(label, facts.text, paper) for label in asked):
        return False
    if not all(_is_at_its_end(label, stated) for label in asked):
        return False
    own = stated.value.sample.lower()
    if asked and _SAMPLE.fullmatch(own) and own not in asked:
        return False
    if asked or not question.alloys or "alloys" not in stated.value.inherited:
        return True
    carriers = find_carriers(facts.text, facts.alloys, facts.terms)
    labels = [one.sample for one in carriers if one.sample and not one.alloys]
    elements = {found[0] for label in labels if (found := _ELEMENT_LABEL.match(label))}
    return elements <= question.elements


def _is_told_apart(label: str, sentence: str, paper: PaperText) -> bool:
    """Return True if a label stands in a sentence, or the paper has no other one like it."""
    if label in word_set(sentence):
        return True
    letters = re.escape(label.rstrip("0123456789."))
    siblings = set(re.findall(rf"(?<![a-z\d]){letters}\d[\d.]*(?<!\.)", paper.text.lower()))
    return siblings == {label}


def _is_at_its_end(label: str, stated: StatedValue) -> bool:
    """Return False for an end of a change that a sentence labels as another sample.

    Of `from 0.5 to 0.1 mm3 with Mo increasing from 0 (Mo0) to 20 % (Mo1.0)` 0.5 is that of Mo0.
    """
    place = {"from": 0, "to": -1}.get(stated.value.step)
    letters = re.escape(label.rstrip("0123456789."))
    text = stated.placed.facts.text.lower()
    told = re.findall(rf"(?<![a-z\d]){letters}\d[\d.]*(?<!\.)", text)
    return place is None or len({*told}) < 2 or label not in told or told[place] == label


def _samples(question: ParsedQuestion) -> frozenset[str]:
    phases = {term.text.lower() for term in find_terms(question.text) if term.kind == "phase"}
    return frozenset(word for word in question.words - phases if _SAMPLE.fullmatch(word))


def elements_fit(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """An element that the question adds to its alloy is named in the paper."""
    return question.elements - {*GASES} <= symbols_named(question, paper.text)


def _elements(text: str) -> frozenset[str]:
    named = {element.symbol for element in find_elements(text)}
    return frozenset(named | {symbol for alloy in find_alloys(text) for symbol in alloy.elements})


def conditions_fit(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """No condition of the value is another than those asked for, and a test's is stated."""
    for dimension in {one.dimension for one in question.conditions}:
        asked = [one for one in question.conditions if one.dimension == dimension]
        own = [one for one in stated.value.conditions if one.dimension == dimension]
        if own:
            if not any_equal(own, asked):
                return False
            treated_only = all(one in stated.value.treatment for one in own)
            if treated_only and any_equal(own, test_temperatures(question)):
                return False  # the hardness at 900 °C is hardly that after annealing at 900 °C
            continue
        if not is_told(asked, stated.value.quantity, stated.placed.facts, paper.text):
            return False
        if _is_before_treatment(question, asked, stated, paper):
            return False
    tested = [
        one
        for one in stated.value.conditions
        if one.dimension == "temperature" and one not in stated.value.treatment
    ]
    return not tested or all(
        any(named.takes_in(one) for one in tested) for named in temperatures_in_words(question.text)
    )


def _is_before_treatment(
    question: ParsedQuestion, asked: Sequence[Quantity], stated: StatedValue, paper: PaperText
) -> bool:
    """Return True if other values of a paper were treated at what is asked, and this one was not.

    The temperature of an annealing is none that the value of the material before it was measured
    at, though the paper names no other.
    """
    treated = [
        frozenset(value.states)
        for one in paper.facts
        for value in one.facts.values
        if any_equal(value.treatment, asked)
    ]
    if not treated:
        return False
    states = frozenset.intersection(*treated)
    return question.states.isdisjoint(states) and not states <= {*stated.value.states}


def states_fit(question: ParsedQuestion, stated: StatedValue, paper: PaperText) -> bool:
    """No state of the value is a rival of one asked for, or one that it was asked before."""
    own = frozenset(stated.value.states)
    treated = question.processes & question.states - states_before(question)
    near = own | terms_near(paper.facts, paper.facts.index(stated.placed), paper.title)
    if not all(is_treated(state, near) for state in treated):
        return False
    return not is_of_other_state(question, stated.value)


def is_of_other_state(question: ParsedQuestion, value: Measurement) -> bool:
    """Return True for a value of a state that rules out the one asked for.

    Args:
        question: The question.
        value: A value of the paper.
    """
    own, before = frozenset(value.states), states_before(question)
    if any(is_kind_of(one, state) for one in own for state in before):
        return True
    return any(
        not any(is_kind_of(one, state) for one in own) and (own - question.states) & rivals(state)
        for state in question.states - before
    )


def states_before(question: ParsedQuestion) -> frozenset[str]:
    """Return the processes before which, or without which, a question asks for a value."""
    return frozenset(
        term.name
        for term in find_terms(question.text)
        if term.kind == "process" and _BEFORE.search(question.text, 0, term.start)
    )


def slots_said(question: ParsedQuestion, stated: StatedValue) -> frozenset[str]:
    """Return which slots of a question a value is stated with, in its own sentence."""
    value, facts = stated.value, stated.placed.facts
    beside = {*value.states, *(term.name for term in facts.terms)}
    wanted = question.states - states_before(question)
    wanted |= {term.name for term in find_terms(question.text) if term.kind == "condition"}
    said = {state for state in wanted if any(is_kind_of(one, state) for one in value.states)}
    said |= {f"{state} beside" for state in wanted if any(is_kind_of(one, state) for one in beside)}
    said |= {
        asked.text
        for asked in question.conditions
        if any(equal(one, asked) for one in value.conditions)
    }
    if value.kind in question.kinds:
        said.add(value.kind)
    added = [one.text for one in question.compounds if one.text in facts.text]
    added += [*(question.elements & _elements(facts.text))]
    said |= {*added}
    if value.composite and asks_composite(question):
        said.add("its composite")
    at_first = _AT_FIRST.search(question.text) is not None
    # What an addition changed a value to is that of the material with it.
    in_the_end = _IN_THE_END.search(question.text) is not None or bool(added)
    in_the_end = in_the_end and said >= wanted & question.processes
    same = [one for one in facts.values if one.property == value.property and not one.step]
    if (at_first or in_the_end) and not same and value.step == ("from" if at_first else "to"):
        said.add("its end of a change")
    return frozenset(said)


def words_said(question: ParsedQuestion, stated: StatedValue) -> frozenset[str]:
    """Return which words and alloys of a question stand in the sentence of a value."""
    value = stated.value
    words = word_set(question.text) & word_set(stated.placed.facts.text)
    return words | {"its alloy"} if value.alloys and "alloys" not in value.inherited else words
