"""Other ways to write a word: a substance by formula or name, American or British spelling."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

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
    text: str
    start: int
    end: int


def variants(word: str) -> frozenset[str]:
    """Return all ways to write a word, a formula or the name of a substance, itself included.

    A formula and its names are variants of each other: `FeCl3` and `ferric chloride`; so are an
    element and its symbol, and British and American spellings. Stems have variants as words do.
    """
    found = {word}
    names, formulas = _substances()
    if formula := formulas.get(word.lower()) or (word if word in names else ""):
        found |= {formula, *names[formula]}
    if symbol := NAMES.get(word.lower()):
        found |= {symbol, *(name for name, other in NAMES.items() if other == symbol)}
    elif word in NAMES.values():
        found |= {name for name, symbol in NAMES.items() if symbol == word}
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
    """Find the substances of the table that a text names, by formula or by name."""
    return tuple(_mentions(text))


def substance_words() -> frozenset[str]:
    """Return the single words that names of substances consist of."""
    return frozenset(word for name in _substances()[1] for word in re.findall(r"[a-z]+", name))


def _mentions(text: str) -> Iterator[SubstanceMention]:
    _, formulas = _substances()
    for match in _pattern().finditer(text):
        formula = formulas.get(match[0].lower(), match[0])
        yield SubstanceMention(formula, match[0], *match.span())


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
