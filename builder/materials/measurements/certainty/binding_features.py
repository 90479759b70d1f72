"""Measure how a value was bound: where each slot was found, and what else might have been meant."""

import re
import tomllib
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from builder.materials.alloys import Alloy, named_alloys
from builder.materials.measurements.certainty.doubts import only_bases
from builder.materials.measurements.measurement import Measurement, PlacedFacts, SentenceFacts
from builder.materials.measurements.properties.property_kinds import TESTED
from builder.materials.measurements.states import routes, state_mentions
from builder.materials.vocabulary import find_terms

_DATA = Path(__file__).with_name("data")
#: With fewer elements a formula is a phase, or what is added.
_FEWEST = 3
#: Letters around a value in which signs are searched.
_AROUND = 110
#: What leads in to a sentence, and tells of what or when it holds.
_LEAD = re.compile(
    r"^(?:[A-Z][a-z]+ly,\s)?(?:After|Upon|By|With|Under|In|At|For|When|Through|Via|During|Following"
    r"|Compared)\s[^,;]{8,120},"
)
#: What tells one sample from others, behind the noun: the sample solidified at 360 g.
_ON_SAMPLE = re.compile(
    r"\b(?:samples?|specimens?|alloys?|HEAs?|coatings?|films?|composites?|layers?|joints?)\s"
    r"(?:(?!designed|exhibited|showed|displayed|possessed|reached|increased|decreased|achieved)"
    r"[a-z-]+(?:ed|made|built|grown|cast)|with|containing|without|under)\s[^.;,]{3,60}"
)


@dataclass(frozen=True, slots=True)
class PaperBindings:
    """The values of an abstract beside one another, and what its title says."""

    read: Sequence[PlacedFacts]
    titled: tuple[Alloy, ...]
    signs: frozenset[str]
    """Which signs of `data/signs.toml` the title shows."""
    titled_processes: frozenset[str]
    """The processes of the vocabulary in the title."""
    temperatures: int
    """Number of temperatures in the abstract."""
    alloys: int
    """Number of alloys that the title and the abstract name."""
    treatments: frozenset[str]
    """What is done to a material, beside its making, and its states, that either names."""
    only_bases: frozenset[Hashable] = frozenset()
    """The compositions that the paper names only with more elements in them."""


@lru_cache(maxsize=1)
def _signs() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    table = tomllib.loads((_DATA / "signs.toml").read_text("utf-8"))
    return {
        where: {name: re.compile(words, re.IGNORECASE) for name, words in signs.items()}
        for where, signs in table.items()
    }


@lru_cache(maxsize=1)
def _families() -> Mapping[str, str]:
    """Return property → the family that it is counted to."""
    table = tomllib.loads((_DATA / "property_families.toml").read_text("utf-8"))
    return {name: family for family, names in table.items() for name in names}


def paper_bindings(title: str | None, read: Sequence[PlacedFacts]) -> PaperBindings:
    """Return what the values of an abstract are measured against.

    Args:
        title: the title of the paper.
        read: what `read_paper` made of its abstract.
    """
    title = title or ""
    alloys = [one for one in named_alloys(title) if len(one.elements) >= _FEWEST]
    named = [*alloys, *(one for placed in read for one in placed.facts.alloys)]
    states = {one.name for one in state_mentions(title, find_terms(title))}
    for placed in read:
        states |= {one.name for one in state_mentions(placed.facts.text, placed.facts.terms)}
    return PaperBindings(
        read,
        tuple({one.composition_key: one for one in alloys}.values()),
        frozenset(name for name, sign in _signs()["title"].items() if sign.search(title)),
        frozenset(one.name for one in find_terms(title) if one.kind == "process"),
        len({q.si for one in read for q in one.facts.quantities if q.dimension == "temperature"}),
        len({one.composition_key for one in named if len(one.elements) >= _FEWEST}),
        frozenset(states - routes()),
        only_bases(title, [placed.facts for placed in read]),
    )


def binding_features(
    value: Measurement, facts: SentenceFacts, paper: PaperBindings
) -> dict[str, float]:
    """Return the features of a value that the weights of `row_model` count, each with its size.

    Args:
        value: the value, completed from its paper.
        facts: its sentence.
        paper: the other values of the paper, and its title.
    """
    found = {"always": 1.0} | {f"title {name}": 1.0 for name in paper.signs}
    for part in (
        _of_material(value, paper),
        _of_property(value),
        _of_circumstances(value, facts, paper),
        _of_words(value, facts.text),
    ):
        found |= {name: float(size) for name, size in part.items() if size}
    return found


def _of_material(value: Measurement, paper: PaperBindings) -> dict[str, float]:
    """Return how the material was found: in the sentence or elsewhere, by formula or name."""
    sample, base = value.sample, value.base
    how = "sample" if sample else "base" if base else "none"
    if value.alloys:
        how = "title or elsewhere" if "alloys" in value.inherited else "sentence"
    alloy = value.alloys[0] if value.alloys else None
    is_titled = any(alloy and one.elements == alloy.elements for one in paper.titled)
    return {
        f"material by {how}": 1,
        f"owner {value.owner}": value.owner != "alloy",
        "open amounts": any(None in one.amounts for one in (*value.alloys, *base)),
        "mixed": value.composite,
        "composite from": value.composite and value.step == "from",
        "sample taken over": "sample" in value.inherited,
        "sample says composite": sample.endswith(("composite", "-based", "?")),
        "sample is plural": sample.endswith("s"),
        "title is of the alloy": is_titled,
        "title is of another": bool(alloy and paper.titled) and not is_titled,
        "no alloy in title": not paper.titled,
        "alloys in title": min(max(len(paper.titled) - 1, 0), 2),
        "several alloys": min(max(paper.alloys - 1, 0), 3) / 3,
    }


def _of_property(value: Measurement) -> dict[str, float]:
    name = value.property or ""
    return {
        f"property of {_families().get(name)}": name in _families(),
        "kind untold": name in TESTED and not value.kind,
        "a range": value.quantity.low < value.quantity.high and not value.quantity.below,
        "a bound": value.sense not in ("level", "about"),
    }


def _of_circumstances(
    value: Measurement, facts: SentenceFacts, paper: PaperBindings
) -> dict[str, float]:
    """Return what was found of treatments and conditions, and what was named and left."""
    mentions = {one.name for one in state_mentions(facts.text, facts.terms)}
    states = {*value.states}
    left = paper.titled_processes - states
    return {
        "treated": bool(value.treatment),
        "routes": min(len(states & routes()), 3) / 3,
        "no state": not states,
        "states left": min(len(mentions - states), 2) / 2,
        "temperatures untold": not value.conditions and min(paper.temperatures, 3) / 3,
        "route of the title unread": "by a route" in paper.signs and not paper.titled_processes,
        "processes of the title left": min(len(left), 2) / 2,
        "states of the paper left": min(len(paper.treatments - states), 3) / 3,
        "amounts unread": min(_unread_amounts(facts), 3) / 3,
        "what leads in unread": _is_unread(_LEAD, value, facts),
        "words on the sample unread": _is_unread(_ON_SAMPLE, value, facts),
        "ends alike": _has_like_end(value, facts),
        "a twin": any(has_twin(value, read.facts) for read in paper.read),
    }


def _unread_amounts(facts: SentenceFacts) -> int:
    """Return the number of quantities of a sentence that are no values, and none's condition."""
    values = [one for one in facts.values if one.property]
    read = {q.start for one in values for q in (one.quantity, *one.conditions)}
    return sum(q.start not in read for q in facts.quantities)


def _is_unread(words: re.Pattern[str], value: Measurement, facts: SentenceFacts) -> bool:
    """Return True if such words stand before a value, and nothing in them was bound to it."""
    said = words.search(facts.text, 0, value.quantity.start)
    if said is None or (value.sample and value.sample in said[0]):
        return False
    found = [one.start for one in value.conditions if facts.text[one.start : one.end] == one.text]
    found += [one.start for one in value.alloys if "alloys" not in value.inherited]
    states = state_mentions(facts.text, facts.terms)
    found += [one.start for one in states if one.name in value.states]
    return not any(said.start() <= start < said.end() for start in found)


def has_twin(value: Measurement, facts: SentenceFacts) -> bool:
    """Return True if a sentence gives another amount, and nothing tells which holds when."""
    return any(_is_twin(value, one) for one in facts.values)


def _is_twin(value: Measurement, other: Measurement) -> bool:
    """Return True for another amount of the same property with nothing that tells it apart."""
    if other.property != value.property or other.relative or other.quantity.si == value.quantity.si:
        return False
    return told_by(other) == told_by(value)


def _has_like_end(value: Measurement, facts: SentenceFacts) -> bool:
    """Return True for an end of a change if nothing tells it from the other but the step."""
    return bool(value.step) and any(
        one.property == value.property
        and one.step not in ("", value.step)
        and told_by(replace(one, step=value.step)) == told_by(value)
        for one in facts.values
    )


def told_by(value: Measurement) -> tuple[object, ...]:
    """Return what tells a value from others of its property: material, kind, states, conditions."""
    return (
        tuple(one.composition_key for one in value.alloys),
        (value.sample, value.owner, value.kind, value.medium, value.step),
        frozenset(value.states),
        tuple(sorted(one.si for one in value.conditions)),
    )


def _of_words(value: Measurement, text: str) -> dict[str, float]:
    start, end = value.quantity.start, value.quantity.end
    around = {
        "said": text,
        "before": text[max(start - _AROUND, 0) : start],
        "behind": text[end : end + _AROUND],
    }
    return {
        f"{where} {name}": sign.search(words) is not None
        for where, words in around.items()
        for name, sign in _signs()[where].items()
    }
