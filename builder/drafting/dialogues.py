"""Join questions on one text to dialogues; where it can, a turn leans on the one before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.nlp.coreference import lower_first
from builder.triples import DERIVED_KINDS, PLAIN_KINDS, Triple

#: Most turns of a dialogue.
MOST_TURNS = 5
#: Answers that other questions hold by chance, as “no” is in “known”.
_SAYS_NOTHING = frozenset({"yes", "no", "true", "false"})
_NUMBERS = re.compile(r"(?<![A-Za-z\d.])\d+(?:\.\d+)?")
_CONDITION = r"(?P<where>(?: (?:at|in|after|under|before) (?![a-z]+ing of)[^?]+?)?)"
#: A question for a value: property, material and condition.
_VALUE_FORMS = tuple(
    re.compile(form.replace("WHERE", _CONDITION))
    for form in (
        r"(?:What is|How (?:high|large|low) is) the (?P<property>[\w\s-]+?)"
        r" of (?P<material>.+?)WHERE\?",
        r"What (?P<property>[\w\s-]+?) does (?P<material>.+?) (?:have|show|reach|exhibit)WHERE\?",
    )
)
#: Before a question: the alloy or title that makes it stand alone, told by the turn before.
_LED_IN = re.compile(r"(?:In (?P<alloy>[^\s,]+)|According to (?P<title>“[^”]*”)), (?P<asked>.+)")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it stands in a dialogue, its answer, and the triple that it is made from."""

    question: str
    answer: str
    triple: str


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Two to ``MOST_TURNS`` turns on one text; a turn leans on the one before, or stands alone."""

    paper: str
    context: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """What a question for a value asks for."""

    property: str
    material: str
    where: str


def dialogues_of(triples: Sequence[Triple]) -> list[Dialogue]:
    """Join the questions of one paper to dialogues, in the order of its sentences.

    After a question comes one that leans on it; where there is none, the next one as it stands. A
    question stays out of a dialogue on another text, and of one that gives its answer away.

    Args:
        triples: Triples of one paper, such as those that a dataset keeps; each stands in one
            dialogue at most.
    """
    by_text: dict[str, list[Triple]] = {}
    for triple in sorted(triples, key=_place):
        by_text.setdefault(triple.context, []).append(triple)
    found = []
    for text, left in by_text.items():
        while left:
            first = left.pop(0)
            turns, used = [Turn(first.question, first.answer, first.id)], [first]
            while len(turns) < MOST_TURNS and (following := _following(used, left)):
                turn, triple = following
                turns.append(turn)
                used.append(triple)
                left.remove(triple)
            if len(turns) > 1:
                found.append(Dialogue(first.paper, text, tuple(turns)))
    return found


def _place(triple: Triple) -> tuple[int, str]:
    return triple.start, triple.id


def _following(used: Sequence[Triple], others: Sequence[Triple]) -> tuple[Turn, Triple] | None:
    """Return the question that follows the last of some: one that leans on it, else the next."""
    new = [one for one in others if not any(_repeats(one, other) for other in used)]
    for triple in new:
        if question := _leaning(used[-1], triple):
            return Turn(question, triple.answer, triple.id), triple
    return (Turn(new[0].question, new[0].answer, new[0].id), new[0]) if new else None


def _leaning(before: Triple, triple: Triple) -> str:
    """Return a plain question in words that lean on the one before; "" where it cannot."""
    if triple.start < before.start or not {before.kind, triple.kind} <= set(PLAIN_KINDS):
        return ""
    question = _without_lead(before.question, triple.question)
    if {before.kind, triple.kind} == {"property-value"}:
        return _next_value(before.question, triple.question) or question
    return question


def _repeats(triple: Triple, other: Triple) -> bool:
    """Return True where one of two questions gives the answer of the other away.

    On one sentence, a choice or a statement does so, and an answer with the same numbers.
    """
    derived = {triple.kind, other.kind} & set(DERIVED_KINDS)
    same = triple.start < other.end and other.start < triple.end
    if same and derived:
        return True
    return _holds(other, triple.answer, same) or _holds(triple, other.answer, same)


def _holds(triple: Triple, answer: str, same: bool) -> bool:
    """Return whether an answer, or on the same sentence its numbers, stands in a question or its.

    Yes and no tell nothing.
    """
    words, told = answer.lower().rstrip("."), f"{triple.question} {triple.answer}".lower()
    numbers = set(_NUMBERS.findall(words))
    if same and numbers and numbers <= set(_NUMBERS.findall(told)):
        return True
    return words not in _SAYS_NOTHING and words in told


def _next_value(before: str, question: str) -> str:
    """Return the question for a value that differs from the one before in one thing; else ""."""
    one, other = read_value_question(before), read_value_question(question)
    if one is None or other is None:
        return ""
    if (one.material, one.where) == (other.material, other.where):
        return f"And its {other.property}?" if one.property != other.property else ""
    if (one.property, one.material) == (other.property, other.material) and other.where:
        return f"And{other.where}?"
    if (one.property, one.where) == (other.property, other.where):
        return f"And that of {other.material}?"
    return ""


def _without_lead(before: str, question: str) -> str:
    """Return a question without the alloy or title that leads it in, as the one before tells it."""
    led = _LED_IN.fullmatch(question)
    if led is None:
        return ""
    told = led["alloy"] or led["title"]
    return f"And {lower_first(led['asked'])}" if told in before else ""


def read_value_question(question: str) -> AskedQuestion | None:
    """Return what a question for one value asks for; None for any other question."""
    for form in _VALUE_FORMS:
        if found := form.fullmatch(question):
            return AskedQuestion(found["property"], found["material"], found["where"])
    return None
