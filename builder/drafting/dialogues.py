"""Join questions on one paper to dialogues of two or three turns that lean on one another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.nlp.coreference import lower_first
from builder.triples import PLAIN_KINDS, Triple

#: Most turns of a dialogue, and most dialogues of a paper.
_MOST_TURNS, _MOST = 3, 2
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
    """Two or three turns on one paper; the first stands alone, the others lean on those before."""

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
    """Join the plain questions of one paper to dialogues, in the order of its sentences.

    Args:
        triples: Triples of one paper, such as those that a dataset keeps; each stands in one
            dialogue at most.
    """
    left = [triple for triple in sorted(triples, key=_place) if _is_single(triple)]
    found: list[Dialogue] = []
    while left and len(found) < _MOST:
        first, *others = left
        turns, used = [Turn(first.question, first.answer, first.id)], [first]
        while len(turns) < _MOST_TURNS:
            following = next(_following(used, others), None)
            if following is None:
                break
            turns.append(following[0])
            used.append(following[1])
            others = [one for one in others if one is not following[1]]
        if len(turns) > 1:
            found.append(Dialogue(first.paper, first.context, tuple(turns)))
        left = [one for one in left if one not in used]
    return found


def _is_single(triple: Triple) -> bool:
    """Return True for a plain question, not one for a whole series."""
    return triple.kind in PLAIN_KINDS and triple.rule != "series"


def _place(triple: Triple) -> tuple[int, str]:
    return triple.start, triple.id


def _following(used: Sequence[Triple], others: Sequence[Triple]) -> Iterator[tuple[Turn, Triple]]:
    """Yield the questions that can follow the last of some, worded to lean on it."""
    before = used[-1]
    for triple in others:
        if triple.start < before.start or any(_repeats(triple, one) for one in used):
            continue
        question = _without_lead(before.question, triple.question)
        if {before.kind, triple.kind} == {"property-value"}:
            question = _next_value(before.question, triple.question) or question
        if question:
            yield Turn(question, triple.answer, triple.id), triple


def _repeats(triple: Triple, other: Triple) -> bool:
    """Return True for a question that another one answers, or whose answer stands in another."""
    one, two = triple.answer.lower(), other.answer.lower()
    told = f"{other.question} {other.answer}".lower()
    return one in told or two in f"{triple.question} {triple.answer}".lower()


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
