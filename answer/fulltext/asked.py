"""Read from a question what a statement of a paper's body must speak of to answer it."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from answer.extractive.nouns_of_values import noun_words
from answer.question.grammar.spans import without
from answer.question.parse import ParsedQuestion
from answer.question.wording.english import is_english
from answer.question.wording.variants import variants
from builder.materials.alloy_labels import AlloyLabel, label_mentions
from builder.materials.alloys import find_alloys
from builder.materials.formulas.elements import GASES, NONMETALS
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, equal
from builder.materials.vocabulary import dimensions_of
from retrieval.lexical import terms
from retrieval.ranking.paper_features import WantedTerm, beginnings, wanted_terms

_NOUNS = Path(__file__).with_name("data") / "nouns.toml"
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?!\w*\d)")
#: What points to a reference, a figure, a table or an equation: its numbers are no amounts.
_POINTER = re.compile(
    r"\[\d[\d,;\s–-]*\]"
    r"|\b(?:fig|figure|table|ref|reference|eq|equation|section|part|scheme)s?\b\.?\s?[\[(]?S?\d+"
    r"[a-z]?(?:(?:\s?[,–-]|\s?and)\s?\d+[a-z]?)*",
    re.IGNORECASE,
)
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
_HOW_MANY = re.compile(
    r"\bhow (?:many|much|long|large|big|small|fine|thick|wide|deep|high|far|often)\b", re.I
)
#: The noun of which an adjective behind `how` asks for the amount.
_MEASURES = {
    "large": "size", "big": "size", "small": "size", "fine": "size", "thick": "thickness",
    "wide": "width", "deep": "depth", "high": "height",
}  # fmt: skip
#: Where the noun phrase asked for ends: `what depth below the surface`, `what rate follows`.
_END = re.compile(
    r"\s(?:below|above|within|along|through|near|results|follows|applies|corresponds|belongs"
    r"|remains|occurs|appears|exists|emerges|arises|leads|suffices|separates|is)\b.*"
)
#: The end of a noun phrase that asks for a number without a unit.
_RATIO = re.compile(r"\bratios?$", re.IGNORECASE)
#: What asks for the amount that is named behind it: `how large is the hardness`.
_HOW_LARGE = re.compile(
    r"\bhow (?:large|big|small|high|low|great)\s(?=(?:is|are|was|were)\s)", re.I
)
#: What asks how often something was done, not how many times more something is.
_HOW_OFTEN = re.compile(
    r"\bhow many times\s(?:was|were|is|are|has|have|had|did|do|does)\b", re.IGNORECASE
)
#: What asks how something was made, treated or done.
_HOW_DONE = re.compile(r"^\W*how (?:was|were|is|are)\b", re.IGNORECASE)
#: Stems of nouns that tell nothing of what is asked for.
UNSAID = frozenset(terms("amount number share fraction percentage proportion value"))
#: Stems of nouns that texts leave out beside their values: `at 80 °C`, `under 20 bar`, `92 %`.
_WITHOUT_NOUN = UNSAID | frozenset(
    terms(
        "temperature pressure rate speed velocity time duration period voltage current power load"
        " force mass weight length width thickness diameter depth height distance radius frequency"
        " content concentration ratio step energy strain range level potential window amplitude"
        " dose composition"
    )
)
#: Stems of nouns behind the name of a substance, which a text cannot leave out.
_OF_WHAT = frozenset(terms("content concentration"))
#: Stems of verbs that only lead to what is asked for, and say nothing of it.
_LIGHT = frozenset(
    terms(
        "keep kept left leave retain remain survive lose lost done made given taken held run goes"
        " sit examine detect record assume equal obtain achieve exhibit reveal attain begin begins"
        " base based measured calculated"
    )
)
#: What was done to the subject of a question: a participle before a preposition or the end.
_DONE = re.compile(
    r"(?<=\s)(?P<deed>[a-z-]{3,30}ed)(?=\s?[?.]|\s?$|,|\s(?:in|at|on|by|from|for|with|before|after|to"
    r"|during|under|as|when|into|using)\b)"
)
#: Stems of what texts call by many verbs.
_MADE = _LIGHT | frozenset(
    terms(
        "prepared produced fabricated synthesized obtained performed carried conducted used"
        " determined reported observed reached found processed treated"
        " investigated studied compared predicted estimated modelled simulated evaluated expected"
        " computed derived fitted"
    )
)
#: A word in small letters, but for its first where it is long.
_WORD = re.compile(r"(?<![^\W_])(?:[a-z]+|[A-Z][a-z]{3,})(?![^\W_])")
#: Between amounts that are told of together: 10 mm, 20 mm and 30 mm.
_TOGETHER = re.compile(r"(?:,|,?\s(?:and|or|to))\s|\s?[–/]\s?")
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
    noun: str
    """Stem of the noun that names the property whose value is asked for: `hardness`; "" where a
    value needs no noun beside it, as a temperature or a share."""
    numbers: frozenset[float]
    """The numbers that it states, outside of formulas."""
    dimensions: frozenset[str]
    """Dimensions of the value asked for; none where it may have any."""
    counted: frozenset[str]
    """Stems of the nouns whose number is asked for: `passes` of `how many passes`."""
    axis: str
    """`a`, `b` or `c` where the lattice parameter of this axis is asked for."""
    number: bool
    """Whether it asks for a number."""
    making: bool
    """Whether it asks how something was made, treated or found out."""
    why: bool
    """Whether it asks for a reason."""
    deed: str
    """Stem of what was done to its subject: `washed` of `how was it washed`; "" if that is no more
    than made, used or measured, which texts call otherwise."""
    added: frozenset[str]
    """The metals that it names beside its alloys, which these do not hold: `with Nb`."""
    specific: tuple[str, ...]
    """Those of its head that texts do not leave out: `desorption` of a desorption temperature."""
    technical: tuple[str, ...]
    """Its words that are no everyday English: `phonons`, `nanoindentation`, `Vitreloy`."""


def read_asked(question: ParsedQuestion) -> AskedStatement:
    """Return what a statement must speak of to answer a question."""
    how_large, how_many = (one.search(question.text) for one in (_HOW_LARGE, _HOW_MANY))
    phrase = _phrase(question.text)
    if how_large and _names_amount(of := _phrase(question.text[how_large.end() :])):
        phrase, how_many = of, None
    head = frozenset(terms(phrase)) & question.words - _LIGHT
    axis = _AXIS.search(question.text)
    adjective = how_many[0].lower()[4:] if how_many else ""
    measured = terms(_MEASURES.get(adjective, ""))
    words = question.words.difference(terms(adjective), _LIGHT)
    number = question.wants == "number" or how_many is not None or _names_amount(phrase)
    method = question.wants == "method" or _HOW_DONE.match(question.text) is not None
    if how_many:
        behind = question.text[how_many.end() :].split(maxsplit=1)[:1]
        unit = find_quantities(f"5 {behind[0]}") if behind else ()
        dimensions = frozenset(one.dimension for one in unit)
        dimensions = dimensions or _dimensions(f"{how_many[0]} {phrase}", question)
    else:
        dimensions = _dimensions(phrase, question)
    is_count = how_many is not None and how_many[0].lower() == "how many" and not dimensions
    if _HOW_OFTEN.search(question.text):
        is_count, dimensions = True, frozenset()
    return AskedStatement(
        question,
        wanted_terms(question.text),
        tuple(sorted(words.union(measured))),
        tuple(sorted(head.union(measured))),
        _property_noun(phrase) if number and not how_many else "",
        numbers_of(question.text),
        dimensions,
        frozenset(terms(phrase)) if is_count else frozenset(),
        (axis["before"] or axis["behind"]) if axis else "",
        number,
        method and not how_many,
        question.why and not method,
        _deed(question),
        _added(question),
        tuple(sorted(head - _WITHOUT_NOUN)) if not how_many else (),
        _technical(question),
    )


def _deed(question: ParsedQuestion) -> str:
    for found in _DONE.finditer(question.text):
        stems = [stem for stem in terms(found["deed"]) if stem in question.words - _MADE]
        if stems:
            return stems[-1]
    return ""


def _phrase(text: str) -> str:
    """Return the noun phrase that is asked for."""
    return _END.sub("", " ".join(noun_words(text)))


def _technical(question: ParsedQuestion) -> tuple[str, ...]:
    found = dict.fromkeys(_WORD.findall(question.text))
    return tuple(
        word
        for word in found
        if not is_english(word.lower(), ()) and not question.words.isdisjoint(terms(word))
    )


def in_terms_of(asked: AskedStatement, labels: tuple[AlloyLabel, ...]) -> AskedStatement:
    """Return what a question asks for with the alloys that it names by the labels of a paper.

    Args:
        asked: What the question asks for; one that names an alloy by its formula stays as it is.
        labels: The labels that the paper gives to its alloys.
    """
    if asked.question.alloys:
        return asked
    meant = tuple(label_mentions(asked.question.text, labels))
    return replace(asked, question=replace(asked.question, alloys=meant)) if meant else asked


def _added(question: ParsedQuestion) -> frozenset[str]:
    if not question.alloys:
        return frozenset()
    held = {symbol for alloy in question.alloys for symbol in alloy.elements}
    return question.elements - question.excluded - held - NONMETALS - {*GASES}


def _property_noun(phrase: str) -> str:
    """Return the stem of the last word of a noun phrase, where that is the name of a property.

    Of a content it is that of the substance.
    """
    stems = terms(phrase)
    if len(stems) > 1 and stems[-1] in _OF_WHAT:
        return stems[-2]
    return "" if not stems or stems[-1] in _WITHOUT_NOUN else stems[-1]


def _names_amount(phrase: str) -> bool:
    """Return whether the last words of a noun phrase name an amount: `tap density`."""
    ends = (found.end() for pattern, _ in _nouns() for found in pattern.finditer(phrase))
    return bool(phrase) and len(phrase) in ends


def _dimensions(phrase: str, question: ParsedQuestion) -> frozenset[str]:
    """Return the dimensions that a noun phrase asks for, else those of the question's words."""
    if _RATIO.search(phrase):
        return frozenset()
    for pattern, dimensions in _nouns():
        if dimensions and pattern.search(phrase):
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
    """Return the numbers of a text outside of formulas; small ones may be words.

    Those that point to references, figures, tables and equations are none of it.
    """
    spans = [(alloy.start, alloy.end) for alloy in find_alloys(text)]
    spans += [pointer.span() for pointer in _POINTER.finditer(text)]
    plain = _THOUSANDS.sub("", without(text, spans))
    found = {float(number) for number in _NUMBER.findall(plain)}
    return frozenset(found | in_words(text))


def in_words(text: str) -> frozenset[float]:
    """Return the numbers that a text writes as words."""
    return frozenset(_IN_WORDS[word] for word in text.lower().split() if word in _IN_WORDS)


def is_grade(text: str) -> bool:
    """Return True for a quantity that is the number of an alloy: 6005A."""
    return _GRADE.fullmatch(text) is not None


def without_conditions(
    asked: AskedStatement, quantities: Sequence[Quantity], text: str
) -> list[Quantity]:
    """Return amounts without the conditions asked at, and those that are told together with one.

    Of rods with diameters of 10 mm and 20 mm, both are diameters of rods.

    Args:
        asked: What the question asks for.
        quantities: Amounts of a text, in their order.
        text: The text.
    """
    groups: list[list[Quantity]] = []
    for one in quantities:
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and last.dimension == one.dimension
            and _TOGETHER.fullmatch(text, last.end, one.start)
        ):
            groups[-1].append(one)
        else:
            groups.append([one])
    return [
        one
        for group in groups
        if not any(equal(of, at) for of in group for at in asked.question.conditions)
        for one in group
    ]


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
