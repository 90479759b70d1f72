"""Name the states, routes and treatments of a material in the words of a question."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.measurements.states import CALCULATED, GENERIC, MIXING, routes
from builder.materials.quantity import Quantity, with_unit
from builder.materials.vocabulary import Mention

_STATE = " state"
_TREATMENTS = frozenset({"annealing", "aging", "homogenization", "solution treatment"})
#: What is told of a treatment beside its name, and what stands before each.
_TREATED = {"temperature": "at", "time": "for"}
#: Letters between a treatment and what it was done at, in which no clause ends.
_NEAR = 60
_NEW_CLAUSE = re.compile(r"[;]|\b(?:while|whereas|then|followed)\b")


def state_words(states: Sequence[str]) -> tuple[list[str], list[str], list[str]] | None:
    """Return what stands before and behind the material and where the test was done.

    None if a state has no words.
    """
    words = wordings()
    made = [one for one in states if one in routes()]
    plain = {one for one in made if one in MIXING | GENERIC}
    plain = plain if len(plain) < len(made) else {*made[:-1]}
    before: list[str] = []
    behind: list[str] = []
    where: list[str] = []
    for one in sorted(states, key=lambda one: one not in routes()):  # what was done first
        if one in plain or one == CALCULATED:
            continue
        if one in words["before"]:
            before.append(words["before"][one])
        elif one in words["behind"]:
            behind.append(words["behind"][one])
        elif one in words["where"]:
            where.append(words["where"][one])
        elif one.endswith(_STATE):
            before.append(one.removesuffix(_STATE))
        else:
            return None
    return before, behind, where


@lru_cache(maxsize=1)
def wordings() -> Mapping[str, Mapping[str, str]]:
    """Return the words of states by where they stand, from `state_words.toml`."""
    text = Path(__file__).with_name("state_words.toml").read_text("utf-8")
    return tomllib.loads(text)


def treatment_of(facts: SentenceFacts, value: Measurement) -> tuple[str, str] | None:
    """Return the treatment of a material and at what it was done: annealing, `at 900 °C for 1 h`.

    Two empty texts where no number is told of it; None if it cannot be told which treatment was
    done at these numbers.
    """
    if not value.treatment:
        return "", ""
    if any(one.dimension not in _TREATED for one in value.treatment):
        return None
    name = _treatment(facts, value)
    if name not in value.states:
        return None
    told = [
        f"{_TREATED[one.dimension]} {with_unit(one).strip()}"
        for one in sorted(value.treatment, key=lambda one: one.dimension)
    ]
    if len(told) != len({one.dimension for one in value.treatment}):
        return None
    return name, " ".join(told)


def _treatment(facts: SentenceFacts, value: Measurement) -> str:
    """Return the name of the treatment that the numbers of a value are told of; "" if unsure."""
    first = min(value.treatment, key=lambda one: one.start)
    if facts.text[first.start : first.end] != first.text:  # told in a sentence before
        treated = [one for one in value.states if one in _TREATMENTS]
        return treated[0] if len(treated) == 1 else ""
    done = [
        term for term in facts.terms if term.kind == "process" and _belongs(facts.text, term, first)
    ]
    return min(done, key=lambda term: abs(term.start - first.start)).name if done else ""


def _belongs(text: str, term: Mention, number: Quantity) -> bool:
    start, end = sorted((term.start, number.start))
    return end - start < _NEAR and not _NEW_CLAUSE.search(text, start, end)
