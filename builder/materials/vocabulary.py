"""Find the field's terms in running text: properties, phases, processes, methods, mechanisms.

The terms stand in `data/*.toml`, one file a kind.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

#: The kinds of terms, each with its file in `data/`.
_FILES = {
    "property": "properties.toml",
    "phase": "phases.toml",
    "process": "processes.toml",
    "method": "methods.toml",
    "mechanism": "mechanisms.toml",
    "class": "alloy_classes.toml",
    "condition": "conditions.toml",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the field: its usual name, its kind and every form it is written in."""

    name: str
    kind: str
    forms: tuple[str, ...]
    """The name first."""
    dimensions: tuple[str, ...] = ()
    """Of a property: what the units that it is given in measure; "number" for a plain number."""
    is_sort: bool = False
    """True for a sort of phases, whose name goes with that of a phase."""


@dataclass(frozen=True, slots=True)
class Mention:
    """The term `name` where it stands at [start, end) of the searched text."""

    name: str
    kind: str
    text: str
    start: int
    end: int


def _read_terms() -> Iterator[Term]:
    folder = Path(__file__).with_name("data")
    for kind, file in _FILES.items():
        table = tomllib.loads((folder / file).read_text("utf-8"))
        if kind == "property":
            for name, entry in table.items():
                forms, dimensions = entry.get("forms", ()), entry.get("dimensions", ())
                yield Term(name, kind, (name, *forms), tuple(dimensions))
        else:
            sorts = table.get("sorts", ())
            for name, forms in table["forms"].items():
                yield Term(name, kind, (name, *forms), is_sort=name in sorts)


_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_GAP = re.compile(r"[\s\-–‐‑]{1,2}")
_TIGHT_GAPS = frozenset("-–‐‑")
_SPELLINGS = (
    ("isation", "ization"),
    ("ised", "ized"),
    ("ising", "izing"),
    ("centred", "centered"),
    ("vapour", "vapor"),
    ("ageing", "aging"),
)
# Told apart by their spelling: σ0.2, γ′ and P/M; YS, L12 and L-PBF; all the rest are words.
_IS_SYMBOL = re.compile(r"[_/′₂₃]|'$|’$|\d\.\d|^[σγεΔ∆][A-Za-z]+$")
_IS_ABBREVIATION = re.compile(r"(?=.*(?:[A-Z].*[A-Z]|\d))[A-Za-z\d]{2,}|[A-Z]{1,3}-[A-Z]{2,4}")
_LONGEST = 6  # words in the longest form

TERMS: tuple[Term, ...] = tuple(_read_terms())


@lru_cache(maxsize=4096)
def find_terms(text: str) -> tuple[Mention, ...]:
    """Find the field's terms in the order of the text; of those that overlap the longest."""
    words = [match.span() for match in _WORD.finditer(text)]
    found = [*_symbols(text)]
    at = 0
    while at < len(words):
        start, end = words[at]
        if _may_begin(text[start:end]) and (match := _longest(text, words, at)):
            term, last = match
            end = words[last][1]
            found.append(Mention(term.name, term.kind, text[start:end], start, end))
            at = last
        at += 1
    return tuple(_without_overlaps(found))


def is_phase(term: Mention) -> bool:
    """Return True for the name of a certain phase, not of a sort of phases."""
    return term.kind == "phase" and term.name not in _SORTS


def dimensions_of(name: str) -> tuple[str, ...]:
    """Return the dimensions in which a property is measured; ("number",) if it has no unit."""
    term = _BY_NAME.get(name)
    return term.dimensions if term else ()


def expand(name: str) -> tuple[str, ...]:
    """Return every form of the term that `name` is a form of; the name alone if there is none."""
    mentions = find_terms(name)
    if len(mentions) == 1 and mentions[0].text == name.strip():
        return _BY_NAME[mentions[0].name].forms
    return (name,)


@lru_cache(maxsize=16384)
def _normal(word: str) -> str:
    """Return a word in lower case, singular and US spelling, to compare with other such words."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("sses"):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for uk, us in _SPELLINGS:
        if uk in word:
            word = word.replace(uk, us)
    return word


@lru_cache(maxsize=16384)
def _may_begin(word: str) -> bool:
    """Return True for a word with which the form of a term begins."""
    known = _INDEX.beginnings
    return _normal(word) in known or (not word.islower() and _abbreviation(word) in known)


def _abbreviation(word: str) -> str:
    """Return HEA for HEAs and HEA's, FCC for FCC1 and FCC2 (numbered phases of one structure)."""
    word = word.replace("’", "'").removesuffix("'s")
    if word.endswith("s") and word[:-1].isupper():
        word = word[:-1]
    if word[:-1] in ("FCC", "BCC", "HCP") and word[-1].isdigit():
        word = word[:-1]
    return word


@dataclass(frozen=True, slots=True)
class _TermIndex:
    """The terms by the forms they are written in."""

    words: Mapping[str, Term]  # normal words, run together
    abbreviations: Mapping[str, Term]  # as written, hyphens left out
    symbols: Mapping[str, Term]  # exactly as written
    beginnings: frozenset[str]  # of keys of the first two, for giving up early


def _index_terms() -> _TermIndex:
    words: dict[str, Term] = {}
    abbreviations: dict[str, Term] = {}
    symbols: dict[str, Term] = {}
    beginnings: set[str] = set()
    for term in TERMS:
        for form in term.forms:
            parts = [match.group() for match in _WORD.finditer(form)]
            if _IS_SYMBOL.search(form):
                symbols[form] = term
                continue
            if _IS_ABBREVIATION.fullmatch(form):
                abbreviations["".join(parts)] = term
            else:
                parts = [_normal(part) for part in parts]
                words["".join(parts)] = term
            beginnings.update(accumulate(parts))
    return _TermIndex(words, abbreviations, symbols, frozenset(beginnings))


_INDEX = _index_terms()
_BY_NAME = {term.name: term for term in TERMS}
_SORTS = frozenset(term.name for term in TERMS if term.is_sort)
_SYMBOL = re.compile(
    r"(?<!\w)(?:{})(?![\w′'])".format(
        "|".join(re.escape(form) for form in sorted(_INDEX.symbols, key=len, reverse=True))
    )
)


def _symbols(text: str) -> Iterator[Mention]:
    for match in _SYMBOL.finditer(text):
        term = _INDEX.symbols[match.group()]
        yield Mention(term.name, term.kind, match.group(), *match.span())


def _longest(text: str, words: list[tuple[int, int]], first: int) -> tuple[Term, int] | None:
    """Find the longest term that begins with word `first`; return it and its last word's number."""
    found: tuple[Term, int] | None = None
    normal = written = ""
    tight = True
    for last in range(first, min(first + _LONGEST, len(words))):
        start, end = words[last]
        if last > first:
            gap = text[words[last - 1][1] : start]
            if gap != " " and not _GAP.fullmatch(gap):
                break
            tight = tight and gap in _TIGHT_GAPS
        word = text[start:end]
        normal += _normal(word)
        written += word
        short = _abbreviation(written) if tight else ""
        if term := _INDEX.words.get(normal) or _INDEX.abbreviations.get(short):
            found = term, last
        if normal not in _INDEX.beginnings and short not in _INDEX.beginnings:
            break
    return found


def _without_overlaps(found: list[Mention]) -> Iterator[Mention]:
    end = 0
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if mention.start >= end:
            yield mention
            end = mention.end
