"""Other ways to write a word: a substance by formula or name, American or British spelling."""

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from answer.question.wording.compounds import (
    ANIONS,
    find_compounds,
    name_of_formula,
    ways_to_write,
)
from builder.materials.formulas.elements import NAMES
from retrieval.lexical import stem

#: Parts of words that are spelled in two ways, British and American, in words and in their stems.
_SPELLINGS = tuple(
    both
    for pair in (
        ("isation", "ization"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("iser", "izer"),
        ("ise", "ize"),
        ("yse", "yze"),
        ("our", "or"),
        ("centre", "center"),
        ("fibre", "fiber"),
        ("metre", "meter"),
        ("sulph", "sulf"),
        ("aluminium", "aluminum"),
        ("caesium", "cesium"),
        ("ageing", "aging"),
        ("mould", "mold"),
        ("grey", "gray"),
        ("modell", "model"),
        ("labell", "label"),
        ("haem", "hem"),
        ("disc", "disk"),
        ("programme", "program"),
        ("analogue", "analog"),
    )
    for both in (pair, pair[::-1])
)
#: Letters of phases and quantities, which are written by their names as well: β-Ti, beta-Ti.
_GREEK = dict(
    zip(
        "alpha beta gamma delta epsilon eta theta kappa lambda mu sigma tau phi chi psi"
        " omega".split(),
        "αβγδεηθκλμστφχψω",
        strict=True,
    )
)
_GREEK |= {letter: name for name, letter in _GREEK.items()}
#: Endings that are one in longer words alone: `colour`, not `four`.
_ENDINGS_OF_LONG = frozenset({"our", "or"})
_LEAST_BEFORE = 3
_LEAST_LETTERS = 4
#: Stems end without the vowel: `oxidis` beside `oxid`, which is that of `oxidize`.
_STEM_IN_S = re.compile(r"(?<=[a-z]{3})i[sz]$")


@dataclass(frozen=True, slots=True)
class SubstanceMention:
    """A substance where it stands in a text, by formula or name."""

    formula: str
    """Its formula, or grade; "" of a binary compound whose name leaves it open."""
    text: str
    start: int
    end: int
    name: str = ""
    """The name of a binary compound, without numbers; "" for any other substance."""

    @property
    def elements(self) -> tuple[str, ...]:
        """The symbols of a binary compound, that of the metal first; none of any other."""
        element, _, noun = self.name.partition(" ")
        return (NAMES[element], ANIONS[noun]) if noun else ()

    def is_among(self, others: Collection["SubstanceMention"]) -> bool:
        """Return whether others are this substance, or of its kind where it is but named."""
        by_name = self.name and self.text != self.formula
        return any(
            (self.formula and self.formula == other.formula)
            or (by_name and self.name == other.name)
            for other in others
        )


def variants(word: str) -> frozenset[str]:
    """Return all ways to write a word, a formula or the name of a substance, itself included.

    A formula and its names are variants of each other: `FeCl3` and `ferric chloride`; so are an
    element and its symbol, a Greek letter and its name, and British and American spellings. Stems
    have variants as words do.
    """
    names, formulas = _substances()
    formula = formulas.get(word.lower()) or _formula_of_name(word) or word
    found = {word, formula, *names.get(formula, ()), *ways_to_write(formula)}
    if (symbol := NAMES.get(word.lower())) and not name_of_formula(word):
        found |= {symbol, *(name for name, other in NAMES.items() if other == symbol)}
    elif word in NAMES.values():
        found |= {name for name, symbol in NAMES.items() if symbol == word}
    if other := _GREEK.get(word.lower()):
        found.add(other)
    if len(word) >= _LEAST_LETTERS and word.isalpha():
        for one, other in _SPELLINGS:
            least = _LEAST_BEFORE if one in _ENDINGS_OF_LONG else 0
            if word.find(one) >= least:
                found.add(word.replace(one, other))
        found |= {_STEM_IN_S.sub(ending, word) for ending in ("", "is", "iz")}
        if word.startswith(_ALSO_NANO):
            found.add(f"nano{word}")
        found |= {word + ending for ending in ("is", "iz") if word.endswith(_Z_STEMS)}
        if word.endswith("is"):  # the stemmer knows -ization, and not -isation
            found.add(stem(f"{word[:-2]}ization"))
    return frozenset(found)


#: What is one of its kind however small it is: a nanoparticle is a particle.
_ALSO_NANO = (
    "particl",
    "precipit",
    "twin",
    "composit",
    "crystal",
    "tube",
    "powder",
    "indent",
    "sheet",
    "wire",
    "pillar",
    "grain",
)
#: Ends of stems whose verb in -ize has none of its own: `oxid`, `homogen`, `crystal`.
_Z_STEMS = ("oxid", "gen", "crystal", "bil", "polar", "optim", "minim", "maxim", "passiv", "magnet")


@lru_cache(maxsize=1024)
def find_substances(text: str) -> tuple[SubstanceMention, ...]:
    """Find the substances that a text names: those of the table, and binary compounds."""
    return tuple(sorted(_mentions(text), key=lambda one: one.start))


def with_other_names(text: str) -> str:
    """Return a question with the formulas of the substances that it names, to search by.

    A formula is followed by a name of one word, such as alumina; those of more words, whose parts
    other papers hold, find less. They are in small letters, which name no alloy.
    """
    names, _ = _substances()
    lower = text.lower()
    others = dict.fromkeys(
        other.lower()
        for one in find_substances(text)
        for other in ((one.formula,) if one.text != one.formula else names.get(one.text, ())[:1])
        if other and " " not in other and other.lower() not in lower
    )
    return " ".join((text, *others))


def substance_words() -> frozenset[str]:
    """Return the single words that names of substances consist of."""
    names = (*_substances()[1], *ANIONS)
    return frozenset(word for name in names for word in re.findall(r"[a-z]+", name))


def _mentions(text: str) -> Iterator[SubstanceMention]:
    _, formulas = _substances()
    compounds = {one.start: one for one in find_compounds(text)}
    for match in _pattern().finditer(text):
        formula = formulas.get(match[0].lower(), match[0])
        compound = compounds.pop(match.start(), None)
        name = compound.name if compound else name_of_formula(formula)
        yield SubstanceMention(formula, match[0], *match.span(), name)
    for one in compounds.values():
        yield SubstanceMention(one.formula, one.text, one.start, one.end, one.name)


def _formula_of_name(word: str) -> str:
    """Return the formula of a compound by its name; "" for one whose name leaves it open."""
    if not word.endswith("ide"):
        return ""
    return next((one.formula for one in find_compounds(word) if one.text == word), "")


@lru_cache(maxsize=1)
def _substances() -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return the names by formula, and the formulas by name."""
    path = Path(__file__).with_name("data") / "substances.toml"
    names = {
        formula: tuple(others)
        for group in tomllib.loads(path.read_text("utf-8")).values()
        for formula, others in group.items()
    }
    return names, {name.lower(): formula for formula, others in names.items() for name in others}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names, formulas = _substances()
    in_words = "|".join(re.escape(name) for name in sorted(formulas, key=len, reverse=True))
    symbols = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w])(?:(?i:{in_words})|(?:{symbols}))(?![\w])")
