"""Read from a question what a statement of a paper's body must speak of to answer it."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from answer.extractive.values.value_features import noun_words
from answer.question.parse import ParsedQuestion
from answer.question.wording.variants import variants
from builder.materials.alloys import find_alloys
from builder.materials.vocabulary import dimensions_of
from retrieval.lexical import terms
from retrieval.ranking.paper_features import WantedTerm, beginnings, wanted_terms

_NOUNS = Path(__file__).with_name("data") / "nouns.toml"
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?!\w*\d)")
_IN_WORDS = {
    word: float(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
}
#: One of the axes of a crystal whose parameter is asked for.
_AXIS = re.compile(
    r"\b(?P<before>[abc])[- ](?:axis )?lattice (?:parameter|constant)s?\b"
    r"|\blattice (?:parameter|constant)s? (?P<behind>[abc])\b"
)
#: Letters by which words are one word, as in `retrieval.ranking.paper_features`.
_BEGINNING = 5
#: What asks for a number whatever else a question is.
_HOW_MANY = re.compile(r"\bhow (?:many|much|long|large|big|thick|wide|deep|high|far|often)\b", re.I)
#: What asks how something was made, treated or done.
_HOW_DONE = re.compile(r"^\W*how (?:was|were|is|are)\b", re.IGNORECASE)
#: Quantities that are the name of an alloy: 6005A is no current.
_GRADE = re.compile(r"[1-8]\d{3}[A-Z]")


@dataclass(frozen=True, slots=True)
class AskedStatement:
    """What a statement must speak of to answer a question."""

    question: ParsedQuestion
    terms: tuple[WantedTerm, ...]
    """The terms of the field and the words of the question, in all their forms."""
    words: tuple[str, ...]
    """Stems of the words that tell its subject."""
    head: tuple[str, ...]
    """Those of the noun phrase that is asked for: `final pressure`."""
    numbers: frozenset[float]
    """The numbers that it states, outside of formulas."""
    dimensions: frozenset[str]
    """Dimensions of the value asked for; none where it may have any."""
    axis: str
    """`a`, `b` or `c` where the lattice parameter of this axis is asked for."""
    number: bool
    """Whether it asks for a number."""
    making: bool
    """Whether it asks how something was made, treated or found out."""


def read_asked(question: ParsedQuestion) -> AskedStatement:
    """Return what a statement must speak of to answer a question."""
    phrase = " ".join(noun_words(question.text))
    head = frozenset(terms(phrase))
    axis = _AXIS.search(question.text)
    how_many = _HOW_MANY.search(question.text)
    return AskedStatement(
        question,
        wanted_terms(question.text),
        tuple(sorted(question.words)),
        tuple(sorted(head & question.words)),
        numbers_of(question.text),
        _dimensions(f"{how_many[0]} {phrase}" if how_many else phrase, question),
        (axis["before"] or axis["behind"]) if axis else "",
        question.wants == "number" or how_many is not None,
        (question.wants == "method" or _HOW_DONE.match(question.text) is not None) and not how_many,
    )


def _dimensions(phrase: str, question: ParsedQuestion) -> frozenset[str]:
    """Return the dimensions that a noun phrase asks for, else those of the question's words."""
    for pattern, dimensions in _nouns():
        if pattern.search(phrase):
            return dimensions
    of_properties = {one for name in question.properties for one in dimensions_of(name)}
    return frozenset(of_properties | question.dimensions)


@cache
def _nouns() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    return tuple(
        (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), frozenset(dimensions))
        for words, dimensions in tomllib.loads(_NOUNS.read_text("utf-8")).items()
    )


@lru_cache(maxsize=8192)
def numbers_of(text: str) -> frozenset[float]:
    """Return the numbers of a text outside of formulas; small ones may be words."""
    plain = list(text)
    for alloy in find_alloys(text):
        plain[alloy.start : alloy.end] = " " * (alloy.end - alloy.start)
    found = {float(number) for number in _NUMBER.findall("".join(plain))}
    return frozenset(found | {_IN_WORDS[w] for w in text.lower().split() if w in _IN_WORDS})


def is_grade(text: str) -> bool:
    """Return True for a quantity that is the number of an alloy: 6005A."""
    return _GRADE.fullmatch(text) is not None


def holds(word: str, stems: frozenset[str]) -> bool:
    """Return whether a bag of stems holds a word in any inflection or way of writing it."""
    if not stems.isdisjoint(variants(word)):
        return True
    if len(word) < _BEGINNING - 1:
        return False
    begun = beginnings_of(stems)
    return word[:_BEGINNING] in begun or f"{word[: _BEGINNING - 1]}." in begun


@lru_cache(maxsize=8192)
def beginnings_of(stems: frozenset[str]) -> frozenset[str]:
    """Return the beginnings of a bag of stems, by which inflections are compared."""
    return beginnings(stems)
