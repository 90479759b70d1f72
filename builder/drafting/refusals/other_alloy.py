"""Ask of another alloy: one of the abstract, or one of the same elements that it does not name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from builder.drafting.refusals.abstract_view import AbstractView
from builder.drafting.refusals.corpus import Corpus
from builder.drafting.refusals.question_text import (
    asked_alloys,
    asked_properties,
    blanked,
    chance,
    put_in,
    quoted,
    stems_of,
)
from builder.drafting.refusals.swap import Swap, told_of
from builder.materials.alloys import Alloy, compatible, find_alloys, named_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.measurements.paper_facts import read_paper
from builder.materials.vocabulary import find_terms
from builder.triples import Triple

#: Words by which a sentence speaks of more alloys than it names.
_OF_ALL = re.compile(
    r"\b(?:all|both|each|every|any|other|others|respective|respectively|these|those|two|three|four"
    r"|five|alloys|HEAs|MEAs|systems|series|similar|same|same as|than|compared|as well)\b"
)
_STANDS_BEFORE = re.compile(r"[\w)\]][-–/]?$|\b[Aa]n? $|[(\[]$")
_STANDS_BEHIND = re.compile(
    r"[-–/+)\]\w(]|\s?\((?!HEA|MEA)|\s?[\d.]+\s?(?:at|wt)|\s?\d|\s?x\b|['’]s"
)
_COUNTS = re.compile(
    r"\b(?:equi-?(?:atomic|molar)|quaternary|quinary|senary|ternary|refractory|medium|MEAs?|RHEAs?"
    r"|non-equi\w+|base|binary|lightweight|Cantor|(?:four|five|six)-component)\b",
    re.IGNORECASE,
)
#: What an alloy of one composition is, and one of another composition is not.
_OF_ONE_COMPOSITION = re.compile(
    r"\b(?:\w*eutectic|\w*eutectoid|peritectic|metastable|laminate[sd]?"
    r"|(?:single|dual|two)[- ]phase)\b",
    re.IGNORECASE,
)
#: Rules of questions for the cause of a finding, which they take for granted of their alloy.
_OF_A_CAUSE = frozenset({"doer", "reason", "cause behind"})
_REFRACTORIES = frozenset({"Hf", "Mo", "Nb", "Re", "Ta", "W", "Zr"})
#: Words by which the amount of an element is varied.
_VARIED = re.compile(r"\b(?:contents?|additions?|adding|increasing|ratios?|concentrations?)\b")
#: A sentence with this share of the words of a question may tell of the alloy what is asked.
_SAME_WORDS = 0.34
_OF_COMPOUNDS = frozenset({"B", "C", "N", "O", "H", "Si", "S", "Cl", "F"})


def with_other_alloy(triple: Triple, view: AbstractView, corpus: Corpus) -> Iterator[Swap]:
    """Yield the question of another alloy of which its abstract does not tell it."""
    if quoted(triple.question):
        return  # The study that it names is on its own alloy.
    if triple.rule in _OF_A_CAUSE:
        return
    if _OF_ONE_COMPOSITION.search(triple.question):
        return
    alloys = asked_alloys(triple.question)
    compositions = {alloy.composition_key for alloy in alloys}
    if len(compositions) != 1 or not all(_is_plain(one, triple.question) for one in alloys):
        return
    mine = alloys[0]
    if mine.text == triple.answer or len(mine.elements) < 3:
        return
    room = _room(mine, triple.question)
    beside = {one.text: one for one in view.alloys if len(one.elements) > 2 and not one.companion}
    for other in sorted(beside.values(), key=lambda one: chance(triple.id, one.text)):
        if room.suits(other) and _is_told_of_another(triple, view, mine, other):
            yield _swap("other alloy of the paper", triple, alloys, other)
    for other in corpus.of_elements(mine.element_key, chance(triple.id)):
        if room.suits(other) and not _may_be_told(other, view):
            yield _swap("other alloy", triple, alloys, other)


def _swap(way: str, triple: Triple, alloys: tuple[Alloy, ...], other: Alloy) -> Swap:
    question = triple.question
    for one in sorted(alloys, key=lambda alloy: -alloy.start):
        question = put_in(question, one.start, one.end, other.text)
    reason = f"the abstract {told_of(triple)} of {alloys[0].text}, not of {other.text}"
    return Swap(way, question, reason)


def _is_plain(one: Alloy, question: str) -> bool:
    """Return whether an alloy of a question stands alone, not as a part of another name."""
    before, behind = question[: one.start], question[one.end :]
    is_part = _STANDS_BEFORE.search(before) or _STANDS_BEHIND.match(behind)
    return not (is_part or one.companion or one.members) and one.text.count(" ") == 0


@dataclass(frozen=True, slots=True)
class _Room:
    """What an alloy must be like to stand in a question instead of another one."""

    mine: Alloy
    counted: bool
    """Whether the question tells of what sort the alloy is, as by `equiatomic`."""
    beside: frozenset[str]
    """The elements that the question names beside the alloy."""

    def suits(self, other: Alloy) -> bool:
        """Return whether the question can be asked of another alloy as well."""
        mine = self.mine
        size = len(other.elements) - len(mine.elements)
        if other.companion or " " in other.text or abs(size) > 1 or (size and self.counted):
            return False
        if (None in other.amounts) != (None in mine.amounts):
            return False
        if self.counted and _is_equal(other) != _is_equal(mine):
            return False
        if any(_varies(one, other) != _varies(one, mine) for one in self.beside):
            return False  # Its content is varied in one of them alone.
        if _is_refractory(other) != _is_refractory(mine) or compatible(other, mine):
            return False
        return all((one in other.elements) == (one in mine.elements) for one in self.beside)


def _room(mine: Alloy, question: str) -> _Room:
    words = blanked(question)
    beside = {element.symbol for element in find_elements(words)}
    beside.update(
        symbol
        for compound in find_alloys(words)
        if compound.composition_key != mine.composition_key
        for symbol in compound.elements
    )
    beside -= _OF_COMPOUNDS - {*mine.elements}
    return _Room(mine, bool(_COUNTS.search(words)), frozenset(beside))


def _is_refractory(alloy: Alloy) -> bool:
    return len(_REFRACTORIES.intersection(alloy.elements)) > 1


def _varies(symbol: str, alloy: Alloy) -> bool:
    """Return whether the amount of an element is the variable of a formula."""
    return (symbol, None) in zip(alloy.elements, alloy.amounts, strict=True)


def _is_equal(alloy: Alloy) -> bool:
    return len({*alloy.amounts}) == 1


def _may_be_told(other: Alloy, view: AbstractView) -> bool:
    """Return whether an abstract may speak of an alloy: by name, as of a family, by additions."""
    same = [one for one in view.alloys if one.elements == other.elements]
    if not same:
        return view.elements.issuperset(other.elements) or view.names(other)
    is_family = any(None in one.amounts or one.members for one in same)
    return is_family or _VARIED.search(view.text) is not None or view.names(other)


def _is_told_of_another(triple: Triple, view: AbstractView, mine: Alloy, other: Alloy) -> bool:
    """Return whether an abstract tells something of one of its alloys and not of another one."""
    asked = {term.name for term in find_terms(blanked(triple.question)) if term.kind != "class"}
    stems = stems_of(triple.question)
    for sentence in view.sentences:
        here = [one for one in named_alloys(sentence) if len(one.elements) > 2]
        speaks = len(stems & stems_of(sentence)) >= _SAME_WORDS * len(stems)
        about = speaks or bool(asked & {term.name for term in find_terms(sentence)})
        if about and (not here or _OF_ALL.search(sentence)):
            return False
        if about and any(compatible(one, other) or _is_open(one) for one in here):
            return False
    properties = {term.name for term in asked_properties(triple.question)}
    values = [
        value
        for placed in read_paper(view.title, view.abstract)
        for value in placed.facts.values
        if value.property in properties
    ]
    return all(
        value.alloys and not any(compatible(a, other) for a in value.alloys) for value in values
    )


def _is_open(alloy: Alloy) -> bool:
    return None in alloy.amounts
