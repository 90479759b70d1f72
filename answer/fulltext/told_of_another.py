"""Tell sentences whose values are of another alloy, condition or state than the one asked about.

A sentence may hold every word and number of a question, and tie its value to something else: of
`0.43 bar at 30 °C` none is at 90 °C, whatever the sentence before it speaks of.
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from answer.extractive.values.slots_of_values import is_of_other_state
from answer.fulltext.asked import AskedStatement, numbers_of
from answer.fulltext.paper_body import PaperBody
from answer.fulltext.statement_features import BodyCandidate, agreement
from answer.fulltext.statements import BodyStatement
from answer.fulltext.tables.headings import meaning_of
from answer.question.conditions import fit_in
from answer.question.property_slots import names_asked, stated_elsewhere
from builder.materials.alloys import Alloy, find_alloys, named_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.elements import NONMETALS
from builder.materials.measurements.carriers import is_compared
from builder.materials.measurements.conditions.treatments import is_of_treatment
from builder.materials.measurements.measurement import Measurement, PlacedFacts, SentenceFacts
from builder.materials.measurements.paper_facts import read_paper
from builder.materials.quantities import ROOM_TEMPERATURE, find_quantities
from builder.materials.quantity import Quantity, equal
from builder.nlp.sentences import sentences
from retrieval.lexical import terms

#: The stem of what was done, and whether something is told of the state after it.
Stage = tuple[str, bool]
#: What was done before, or after which, something is told: before immersion, after 100 cycles.
_STAGE = re.compile(
    r"\b(?:(?P<before>before|prior to)|(?P<after>after|following|upon))\s(?P<done>(?:(?!(?:at|in"
    r"|for|of|with|under|to|by|on|from|is|was|are|were|and|or)\b)[\w.-]+\s?){1,4})",
    re.IGNORECASE,
)
#: Dimensions of conditions that are told near a value, if it is not at room temperature.
_NEVER_FAR = frozenset({"temperature", "cycles"})
_ROOM = Quantity("RT", 0, 2, ROOM_TEMPERATURE, ROOM_TEMPERATURE, "K", "temperature")
#: What the name of a row says was done to a sample: hydrogen-cycled, aged.
_PARTICIPLE = re.compile(r"(?<![A-Za-z])(?!un)[A-Za-z]{3,}ed\b")
#: Before and after are told at once.
_BOTH = re.compile(r"\b(?:before and after|before/after|after and before)\b", re.IGNORECASE)


def is_told_of_another(asked: AskedStatement, body: PaperBody, one: BodyCandidate) -> bool:
    """Return whether a statement gives its values for something else than what is asked about.

    Args:
        asked: What the question asks for.
        body: The paper of the statement.
        one: The statement.
    """
    if not asked.number:
        return False
    if _lacks_addition(asked, body, one) or _speaks_of_another(asked, body, one):
        return True
    stages = _stages(asked.question.text)
    if not (asked.question.conditions or asked.question.states or stages):
        return False
    if _is_far_from_condition(asked, body, one.statement):
        return True
    if one.cell is not None:
        return _is_of_other_stage(stages, _with_participles(one.own))
    _, placed = read_statement(body, one.statement)
    values = [*_values_asked(asked, placed.facts)] if placed else []
    if placed is None or not values:
        return False
    if len(values) == 1 and _is_of_other_stage(stages, placed.facts.text):
        return True
    return all(_is_of_another(asked, value, placed.facts, one.statement) for value in values)


def _is_far_from_condition(asked: AskedStatement, body: PaperBody, said: BodyStatement) -> bool:
    """Return whether a condition is told nowhere near a statement.

    Of rates and loads it is often said once how all was tested, and room temperature is not said.
    """
    around = "\n".join([body.title, said.heading, said.piece, said.behind, *_near(body, said)])
    in_row = numbers_of(said.row.text) if said.row else frozenset()
    return any(
        one.dimension in _NEVER_FAR
        and not equal(one, _ROOM)
        and one.low not in in_row
        and not fit_in(one, around)
        for one in asked.question.conditions
    )


def _near(body: PaperBody, said: BodyStatement) -> Iterator[str]:
    """Yield the paragraph before a sentence; the cells of a row, and what speaks of its table."""
    paragraphs = body.found.paragraphs
    if said.row is None:
        yield from (one.paragraph.text for one in paragraphs if one.number == said.number - 1)
        return
    for cell in (*said.row.names, *said.row.cells):
        unit = meaning_of(cell.heading).unit
        yield f"{cell.heading}: {cell.text} {unit.name if unit else ''}"
    if said.label:
        yield from (one.paragraph.text for one in paragraphs if said.label in one.paragraph.text)


def read_statement(body: PaperBody, said: BodyStatement) -> tuple[str, PlacedFacts | None]:
    """Return what a sentence of a body states, read in its paragraph under the paper's title.

    Returns:
        The title, behind which the labels of the paragraph stand with the alloys that they are
        short for, and what the sentence states; None where it is not read.
    """
    labels = [one for one in body.names.labels if one.text in said.piece]
    meant = "".join(f", {one.alloy.text} ({one.text})" for one in labels)
    title = f"{body.title}{meant}"
    read = read_paper(title, said.piece)
    return title, next((placed for placed in read if placed.start == said.start), None)


def _values_asked(asked: AskedStatement, facts: SentenceFacts) -> Iterator[Measurement]:
    """Yield the values of a sentence that may be of what is asked for.

    An amount that is read as no value may be at any condition, and is of the states named before
    it. What is asked for may have any dimension but that of a condition, where none is known.
    """
    conditions, names = asked.question.conditions, names_asked(asked.question)
    values = {one.quantity.start: one for one in facts.values}
    states = [one for one in facts.terms if one.kind in ("process", "condition")]
    for quantity in facts.quantities:
        if any(equal(quantity, condition) for condition in conditions):
            continue
        before = tuple(one.name for one in states if one.end <= quantity.start)
        value = values.get(quantity.start) or Measurement(quantity, None, (), (), states=before)
        is_open = not names and all(one.dimension != quantity.dimension for one in conditions)
        fits = quantity.dimension in asked.dimensions if asked.dimensions else is_open
        if value.property in names or (value.property is None and fits):
            yield value


def _is_of_another(
    asked: AskedStatement, value: Measurement, facts: SentenceFacts, said: BodyStatement
) -> bool:
    """Return whether a value is told at another condition, or by its sentence of a rival state."""
    question = asked.question
    if "states" not in value.inherited and is_of_other_state(question, value):
        return True
    return any(
        stated_elsewhere(value, condition)
        or _stands_elsewhere(asked, condition, value, facts, said)
        for condition in question.conditions
    )


def _stands_elsewhere(
    asked: AskedStatement,
    condition: Quantity,
    value: Measurement,
    facts: SentenceFacts,
    said: BodyStatement,
) -> bool:
    """Return whether a value that no condition is read of stands beside another one than asked.

    It stands in the sentence, or else in the one before. What a material was treated at is none.
    """
    if condition.dimension in asked.dimensions or value.conditions:
        return False
    for text, found in (
        (facts.text, facts.quantities),
        (said.before, find_quantities(said.before)),
    ):
        same = [
            one
            for one in found
            if one.dimension == condition.dimension and not is_of_treatment(text, one)
        ]
        if same:
            return not any(equal(one, condition) for one in same)
    return False


def tells_both_stages(asked: AskedStatement, text: str) -> bool:
    """Return whether a text tells what was before and what was after the event that is asked for.

    Args:
        asked: What the question asks for.
        text: A sentence.
    """
    stages, told = _stages(asked.question.text), _stages(text)
    return bool(stages & told and _others(stages) & told)


def _is_of_other_stage(stages: AbstractSet[Stage], text: str) -> bool:
    """Return whether a text tells what was before where what was after is asked, or reverse."""
    told = _stages(text)
    return not stages & told and bool(_others(stages) & told)


def _others(stages: AbstractSet[Stage]) -> set[Stage]:
    return {(stem, not is_after) for stem, is_after in stages}


def _with_participles(name: str) -> str:
    """Return the name of a row with what it says was done: hydrogen-cycled, after cycled."""
    return f"{name}; {'; '.join(f'after {one}' for one in _PARTICIPLE.findall(name))}"


def _stages(text: str) -> frozenset[Stage]:
    """Return what a text tells the states before and after of; none where it tells both at once."""
    if _BOTH.search(text):
        return frozenset()
    return frozenset(
        (stem, found["after"] is not None)
        for found in _STAGE.finditer(text)
        for stem in terms(found["done"])
        if len(stem) > 3 and stem.isalpha()
    )


def _speaks_of_another(asked: AskedStatement, body: PaperBody, one: BodyCandidate) -> bool:
    """Return whether a sentence that names no alloy goes on about another one than asked about.

    It is that of the nearest sentence before it in its paragraph that names one, and not only to
    compare with it.
    """
    if not asked.question.alloys or not asked.dimensions or one.cell is not None:
        return False
    for place, text in enumerate(_subjects(one)):
        found = body.names.alloys_in(text)
        named = [alloy for alloy in found if not is_compared(text, alloy.start)]
        if named:
            return place > 0 and agreement(asked.question.alloys, named, asked.added) < 0
    return False


def _lacks_addition(asked: AskedStatement, body: PaperBody, one: BodyCandidate) -> bool:
    """Return whether an element that is asked for beside the alloy is not in what is spoken of.

    What is spoken of is named by the statement itself, else by what stands before it in its
    paragraph, else by the title, unless that names a series.
    """
    if not asked.added:
        return False
    for text in _subjects(one):
        named = [*body.names.alloys_in(text), *find_alloys(text)]
        alone = {element.symbol for element in find_elements(text)} - NONMETALS
        if named or alone:
            return not asked.added <= alone and not _holds_addition(asked, named)
    entitled = [alloy for alloy in named_alloys(body.title) if None not in alloy.amounts]
    return not _holds_addition(asked, entitled)


def _holds_addition(asked: AskedStatement, named: Iterable[Alloy]) -> bool:
    """Return whether an alloy has all elements of one asked about, and those added to it."""
    wanted = [asked.added.union(alloy.elements) for alloy in asked.question.alloys]
    return any(elements <= {*alloy.elements} for alloy in named for elements in wanted)


def _subjects(one: BodyCandidate) -> Iterator[str]:
    """Yield the texts that may name what a statement speaks of, the nearest first."""
    said = one.statement
    yield one.own
    if said.row is not None:
        yield said.piece
    else:
        for start, end in reversed(sentences(said.piece[: said.start])):
            yield said.piece[start:end]
