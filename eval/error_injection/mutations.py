"""Make errors as language models make them: each changes one thing in a true answer.

Another number, unit, alloy, ratio, temperature or phase, a `not` more or less, two things
exchanged, something added. Where a change might by chance still be true of the source, none is
made.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from answer.grounding.alignment import is_given
from builder.materials.alloys import Alloy, compatible, find_alloys, named_alloys
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, equal
from builder.materials.vocabulary import Mention, find_terms, is_phase
from eval.error_injection.cases import TrueAnswer
from eval.error_injection.confusables import OPPOSITE, PHASES, UNITS


@dataclass(frozen=True, slots=True)
class Pool:
    """Alloys and sentences of other sources, from which foreign ones are taken."""

    alloys: Sequence[str]
    sentences: Sequence[str]


_Mention: TypeAlias = Quantity | Alloy | Mention
#: Makes of a case a changed answer and what was changed; None where the error does not apply.
Change = Callable[[TrueAnswer, Pool, random.Random], tuple[str, str] | None]

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_BE = re.compile(
    r"\b(?:is|are|was|were|has been|have been|can|could|will|does|do|did|may|must)\b(?! not\b)"
)
_NEGATED = re.compile(r"\b(is|are|was|were|can|could|will|does|do|did) not\b|\bcannot\b")
_NO = re.compile(r"\b(?:[Nn]o|without|[Nn]either)\s(?=[a-z])")
_YES_NO = re.compile(r"^(Yes|No)\b")
#: What stands between members of a list, whose exchange does not change the meaning.
_LISTED = re.compile(r"(?:[\s,/–+&-]|\b(?:and|or|to|the|an?)\b)*", re.IGNORECASE)


def _replace(text: str, at: _Mention, new: str) -> tuple[str, str]:
    """Return the text with a mention replaced, and the change in words."""
    return text[: at.start] + new + text[at.end :], f"{at.text} → {new}"


def _quantities(text: str) -> list[Quantity]:
    """Find quantities written in figures, outside of formulas."""
    inside = [(alloy.start, alloy.end) for alloy in find_alloys(text)]
    return [
        quantity
        for quantity in find_quantities(text)
        if _FIGURE.search(quantity.text)
        and not any(start <= quantity.start < end for start, end in inside)
    ]


def _number(case: TrueAnswer, pool: Pool, rng: random.Random) -> tuple[str, str] | None:
    """Change a number to another of the same size that the source does not give."""
    wanted = [q for q in _quantities(case.answer) if q.dimension != "temperature"]
    return _change_figure(case, wanted, rng, lambda value: value * rng.choice((0.5, 0.7, 1.4, 2)))


def _temperature(case: TrueAnswer, pool: Pool, rng: random.Random) -> tuple[str, str] | None:
    """Raise a temperature by 60 to 300 degrees to one that the source does not give."""
    wanted = [q for q in _quantities(case.answer) if q.dimension == "temperature"]
    return _change_figure(case, wanted, rng, lambda value: value + rng.choice((60, 100, 150, 300)))


def _change_figure(
    case: TrueAnswer,
    wanted: Sequence[Quantity],
    rng: random.Random,
    other: Callable[[float], float],
) -> tuple[str, str] | None:
    """Change the first figure of one of the quantities."""
    given = find_quantities(case.ground.text)
    for quantity in rng.sample(wanted, len(wanted)):
        figure = _FIGURE.search(quantity.text)
        assert figure is not None
        decimals = len(figure[0].partition(".")[2])
        new = f"{other(float(figure[0])):.{decimals}f}"
        text = quantity.text[: figure.start()] + new + quantity.text[figure.end() :]
        answer, what = _replace(case.answer, quantity, text)
        there = [q for q in find_quantities(answer) if q.start == quantity.start]
        if there and new != figure[0] and not any(_same_quantity(there[0], q) for q in given):
            return answer, what
    return None


def _unit(case: TrueAnswer, pool: Pool, rng: random.Random) -> tuple[str, str] | None:
    """Put another unit to a figure, where the source does not give it so."""
    wanted = [q for q in _quantities(case.answer) if q.unit in UNITS and q.text.endswith(q.unit)]
    given = find_quantities(case.ground.text)
    for quantity in rng.sample(wanted, len(wanted)):
        new = quantity.text.removesuffix(quantity.unit) + _confused_unit(quantity)
        answer, what = _replace(case.answer, quantity, new)
        there = [q for q in find_quantities(answer) if q.start == quantity.start]
        if there and not any(_same_quantity(there[0], q) for q in given):
            return answer, what
    return None


def _confused_unit(quantity: Quantity) -> str:
    """Return the unit that a quantity's unit is mistaken for, with the space it needs."""
    unit = UNITS[quantity.unit]
    return f" {unit}" if quantity.unit == "%" and not quantity.text.endswith(" %") else unit


def _alloy(case: TrueAnswer, pool: Pool, rng: random.Random) -> tuple[str, str] | None:
    """Put the alloy of another paper in place of the paper's own."""
    wanted = named_alloys(case.answer)
    known = named_alloys(f"{case.ground.title}\n{case.ground.text}")
    if not wanted:
        return None
    for text in rng.sample(list(pool.alloys), len(pool.alloys)):
        [*other] = named_alloys(text)
        if len(other) == 1 and not any(_related(other[0], one) for one in (*known, *wanted)):
            return _replace(case.answer, rng.choice(wanted), text)
    return None


def _related(one: Alloy, other: Alloy) -> bool:
    return compatible(one, other) or one.elements == other.elements


def _ratio(case: TrueAnswer, pool: Pool, rng: random.Random) -> tuple[str, str] | None:
    """Change the amount of one element of an alloy."""
    known = named_alloys(f"{case.ground.title}\n{case.ground.text}\n{case.question or ''}")
    for alloy in named_alloys(case.answer):
        if None in alloy.amounts:
            continue
        figures = list(_FIGURE.finditer(alloy.text))
        if figures:
            figure = rng.choice(figures)
            factor = rng.choice((0.5, 2, 3))
            new = f"{float(figure[0]) * factor:.3g}"
            text = alloy.text[: figure.start()] + new + alloy.text[figure.end() :]
        elif re.fullmatch(r"(?:[A-Z][a-z]?){3,}", alloy.text):
            places = [match.end() for match in re.finditer(r"[A-Z][a-z]?", alloy.text)]
            place = rng.choice(places)
            text = f"{alloy.text[:place]}{rng.choice(('0.3', '0.5', '2'))}{alloy.text[place:]}"
        else:
            continue
        [*other] = named_alloys(text)
        if len(other) == 1 and not any(compatible(other[0], one) for one in known):
            return _replace(case.answer, alloy, text)
    return None


def _phase(case: TrueAnswer, pool: Pool, rng: random.Random) -> tuple[str, str] | None:
    """Put a phase that the source does not name in place of one."""
    wanted = [term for term in find_terms(case.answer) if is_phase(term)]
    known = {term.name for term in find_terms(f"{case.ground.title}\n{case.ground.text}")}
    others = [name for name in PHASES if not {term.name for term in find_terms(name)} & known]
    return (
        _replace(case.answer, rng.choice(wanted), rng.choice(others)) if wanted and others else None
    )


def _negation(case: TrueAnswer, pool: Pool, rng: random.Random) -> tuple[str, str] | None:
    """Put in or take out a `not`, or exchange yes and no."""
    text = case.answer
    if match := _YES_NO.match(text):
        return {"Yes": "No", "No": "Yes"}[match[1]] + text[match.end() :], "yes ↔ no"
    if match := _NEGATED.search(text):
        verb = match[1] or "can"
        return text[: match.start()] + verb + text[match.end() :], f"{match[0]} → {verb}"
    if match := _NO.search(text):
        return text[: match.start()] + text[match.end() :], f"{match[0].strip()} → "
    verbs = list(_BE.finditer(text))
    if not verbs:
        return None
    match = rng.choice(verbs)
    verb = {"has been": "has not been", "have been": "have not been"}.get(
        match[0], f"{match[0]} not"
    )
    return text[: match.start()] + verb + text[match.end() :], f"{match[0]} → {verb}"


def _direction(case: TrueAnswer, pool: Pool, rng: random.Random) -> tuple[str, str] | None:
    """Exchange a comparative for its opposite."""
    found = [m for m in re.finditer(r"[A-Za-z]+", case.answer) if m[0].lower() in OPPOSITE]
    if not found:
        return None
    match = rng.choice(found)
    new = OPPOSITE[match[0].lower()]
    new = new.capitalize() if match[0][0].isupper() else new
    return (
        case.answer[: match.start()] + new + case.answer[match.end() :],
        f"{match[0]} → {new}",
    )


def _swap(case: TrueAnswer, pool: Pool, rng: random.Random) -> tuple[str, str] | None:
    """Exchange two mentions of one kind, or replace one by another of the source."""
    text = case.answer
    own, given = _mentions_by_kind(text), _mentions_by_kind(case.ground.text)
    pairs = [
        (one, other)
        for kind in own.values()
        for one in kind
        for other in kind
        if one.end < other.start and _differ(one, other) and _exchange_matters(text, one, other)
    ]
    if pairs:
        one, other = rng.choice(pairs)
        between = text[one.end : other.start]
        swapped = f"{text[: one.start]}{other.text}{between}{one.text}{text[other.end :]}"
        return swapped, f"{one.text} ↔ {other.text}"
    instead = [
        (one, other.text)
        for kind, mentions in own.items()
        for one in mentions
        for other in given.get(kind, ())
        if other.text not in text and _differ(one, other)
    ]
    return _replace(text, *rng.choice(instead)) if instead else None


def _mentions_by_kind(text: str) -> dict[str, list[_Mention]]:
    """Return what may be exchanged in a text: quantities of one dimension, alloys, phases."""
    found: dict[str, list[_Mention]] = {"alloy": [*named_alloys(text)]}
    found["phase"] = [term for term in find_terms(text) if is_phase(term)]
    for quantity in _quantities(text):
        found.setdefault(quantity.dimension, []).append(quantity)
    return found


def _differ(one: _Mention, other: _Mention) -> bool:
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        # `12 ↔ 40 MPa` would leave a number without its unit.
        return not _same_quantity(one, other) and one.text.count(" ") == other.text.count(" ")
    if isinstance(one, Alloy) and isinstance(other, Alloy):
        return not compatible(one, other)
    return isinstance(one, Mention) and isinstance(other, Mention) and one.name != other.name


def _same_quantity(one: Quantity, other: Quantity) -> bool:
    tolerance = None if one.dimension == "temperature" else 0.02
    return equal(one, other, tolerance) or is_given(one, other) or is_given(other, one)


def _exchange_matters(text: str, one: _Mention, other: _Mention) -> bool:
    """Return True unless both are members of one plain list, whose order tells nothing."""
    if "respectively" in text:
        return True
    plain = list(text)
    for mentions in _mentions_by_kind(text).values():
        for mention in mentions:
            plain[mention.start : mention.end] = " " * (mention.end - mention.start)
    return not _LISTED.fullmatch("".join(plain[one.end : other.start]))


def _addition(case: TrueAnswer, pool: Pool, rng: random.Random) -> tuple[str, str] | None:
    """Add a sentence of another paper, on an alloy or a term that the source does not name."""
    text = f"{case.ground.title}\n{case.ground.text}"
    known = {term.name for term in find_terms(text)}
    alloys = named_alloys(text)
    for sentence in rng.sample(list(pool.sentences), len(pool.sentences)):
        foreign = {t.name for t in find_terms(sentence) if t.kind in _TOPICS} - known
        others = named_alloys(sentence)
        if (foreign or others) and not any(_related(a, b) for a in others for b in alloys):
            return f"{case.answer.rstrip()} {sentence}", f"+ {sentence[:60]}"
    return None


#: Kinds of terms that tell what a sentence is about.
_TOPICS = frozenset({"property", "process", "method", "mechanism"})

ERRORS: Mapping[str, Change] = {
    "number": _number,
    "unit": _unit,
    "alloy": _alloy,
    "ratio": _ratio,
    "temperature": _temperature,
    "phase": _phase,
    "negation": _negation,
    "direction": _direction,
    "swap": _swap,
    "addition": _addition,
}
