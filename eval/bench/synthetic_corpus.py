"""Make up abstracts of real length for measuring speed; nothing in them is true."""

import random
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from builder.materials.vocabulary import TERMS

_METALS = "Al Co Cr Cu Fe Hf Mn Mo Nb Ni Re Ta Ti V W Zr".split()
_UNITS = {"yield strength": "MPa", "hardness": "HV", "elongation": "%", "grain size": "µm"}
#: Temperatures of most tests; the others are anywhere between the first and the last.
_USUAL_KELVINS = (77, 293, 473, 673, 873, 1073, 1273)
#: Share of the words for a quality that have one for its degree before them.
_WITH_DEGREE = 0.7
_SLOT = re.compile(r"\{(\w+?)\d?\}")


def abstracts(count: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """Yield title and abstract of ``count`` papers; 100 to 250 words each, fixed by the seed.

    The sentences lie in `made_up_sentences.toml`. Two abstracts are alike as seldom as real ones
    are, so that what compares abstracts has as much to do as with real ones.
    """
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    forms, words = _forms(), _words()
    for _ in range(count):
        alloy = formula(rng)
        mechanism, property_ = rng.choice(words["mechanism"]), rng.choice(words["property"])
        title = f"{mechanism.capitalize()} and {property_} of {alloy}"
        said = [
            rng.choice(forms["opening"]),
            *rng.sample(forms["body"], rng.randint(9, 13)),
            rng.choice(forms["closing"]),
        ]
        body = " ".join(_filled(form, words, alloy, rng) for form in said)
        yield f"{title} made by {rng.choice(words['process'])}", body


def formula(rng: random.Random) -> str:
    """Return an alloy of four to six metals; half of them have an amount."""
    parts = rng.sample(_METALS, rng.randint(4, 6))
    if rng.random() < 0.5:
        parts[0] += rng.choice(("0.1", "0.3", "0.5", "0.75", "1.5", "2"))
    return "".join(parts)


def _filled(form: str, words: Mapping[str, Sequence[str]], alloy: str, rng: random.Random) -> str:
    """Return a sentence with a word in each place; a name that is capitalised gives a capital."""
    measured, unit = rng.choice(list(_UNITS.items()))
    told = {"{alloy}": alloy, "{measured}": measured}

    def word(slot: re.Match[str]) -> str:
        name = slot[1].lower()
        if slot[0] in told:
            return told[slot[0]]
        if name == "value":
            return f"{rng.randint(2, 1500)} {unit}"
        found = _MADE[name](rng) if name in _MADE else rng.choice(words[name])
        if name == "quality" and rng.random() < _WITH_DEGREE:
            found = f"{rng.choice(words['degree'])} {found}"
        return found[0].upper() + found[1:] if slot[1][0].isupper() else found

    return _SLOT.sub(word, form)


def _kelvins(rng: random.Random) -> str:
    usual = rng.random() < 0.5
    return f"{rng.choice(_USUAL_KELVINS) if usual else rng.randint(20, 1400)} K"


#: Slots that no list of words fills.
_MADE: Mapping[str, Callable[[random.Random], str]] = {
    "alloy": formula,
    "element": lambda rng: rng.choice(_METALS),
    "hours": lambda rng: f"{rng.uniform(0.5, 100):.2g}",
    "percent": lambda rng: f"{rng.uniform(1, 90):.2g}",
    "ratio": lambda rng: f"{rng.uniform(0.1, 9):.2f}",
    "size": lambda rng: f"{rng.uniform(1, 90):.1f}",
    "strain": lambda rng: f"{rng.uniform(1, 60):.1f}",
    "system": lambda rng: "–".join(rng.sample(_METALS, 4)),
    "temperature": _kelvins,
}


@cache
def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    file = Path(__file__).with_name("made_up_sentences.toml")
    table = tomllib.loads(file.read_text("utf-8"))
    kinds = ("class", "process", "property", "phase", "method", "mechanism")
    terms = {kind: [term.name for term in TERMS if term.kind == kind] for kind in kinds}
    words = table.pop("words")
    return {"forms": table, "words": words | terms}


def _forms() -> Mapping[str, Sequence[str]]:
    return _table()["forms"]


def _words() -> Mapping[str, Sequence[str]]:
    return _table()["words"]
