"""Read the notation of a question as it was meant: `Al0,5CoCrFeNi`, `600 C`, `LN2`, `uts`."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from builder.materials.formulas.elements import ATOMIC_WEIGHT, NONMETALS
from builder.materials.vocabulary import TERMS


@dataclass(frozen=True, slots=True)
class Mend:
    """What was read otherwise than it was written."""

    start: int
    end: int
    """The span in the question as it was written."""
    written: str
    read: str


#: Symbols of elements with amounts; a comma in it is that of a decimal.
_FORMULA = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z][a-z]?(?:\d+(?:[.,]\d+)?)?){2,}(?![a-z])")
#: An alloy and what is added to it as one formula, side by side: `CoCrFeNi2 with Al0.4Ti0.4`.
_ADDED = r"(?:[A-Z][a-z]?0?\.\d+){2,}"
_ALLOY = r"(?:[A-Z][a-z]?(?:\d+(?:\.\d+)?)?){3,}"
_WITH_ADDED = re.compile(
    rf"(?<![\w(])(?:(?P<alloy>{_ALLOY})\s(?:with\s|plus\s|\+\s?)(?P<added>{_ADDED})"
    rf"|(?P<first>{_ADDED})\s(?P<second>{_ALLOY}))(?![\w)])"
)
#: Two elements that are added, and no intermetallic: `AlTi content`, but not `NiAl content`.
_PAIR = re.compile(
    r"(?<![\w()–-])(?:[A-Z][a-z]?){2}(?=\s(?:contents?|additions?|amounts?|concentrations?"
    r"|(?:co-?)?doping)\b)"
)
_OF_INTERMETALLICS = frozenset({"Co", "Fe", "Ni"}) | NONMETALS
#: Between what acts and what it acts on, in keywords: `higher strain rate -> ductility`.
_ARROW = re.compile(r"(?<=[a-z] )(?:->|=>|→|⇒)(?= [A-Za-z])")
_SYMBOL = re.compile(r"[A-Z][a-z]?")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
#: A temperature whose degree sign is missing. Small numbers may be an amount of carbon or fluorine.
_DEGREES = re.compile(
    r"(?<![\w.,])(?P<number>[-−–]?\d{2,4}(?:[.,]\d+)?)(?P<space>\s?)(?P<scale>[CF])"
    r"(?=\s*(?:$|[?.!,;:()/]|[-–]\s?\d|(?:and|or|versus|vs|than|rather|instead|still|while|where|to|for|in|with|after|before|under|of|at|on|by|when|is|was"
    r"|has|have|does|do|did|using|per)\b))"
)
_LEAST_DEGREES = 25
_LIQUID_NITROGEN = re.compile(r"\b(?:LN2|liquid[ -]nitrogen|LN₂)\b(?![-\s]temperature)")
_LIQUID_HELIUM = re.compile(r"\b(?:LHe|liquid[ -]helium)\b(?![-\s]temperature)")
#: A time told without its number: `after an hour`; `an hour of` something is none.
_TIME_UNITS = {"hour": "h", "minute": "min", "day": "day"}
_ONE_TIME = re.compile(
    rf"\b(?:an?|one) (?:{'|'.join(_TIME_UNITS)})\b(?! (?:of|or)\b)", re.IGNORECASE
)
#: The symbol of a hardness in the place of its name; behind a number or `in` it is a unit.
_HARDNESS = re.compile(r"(?<!\d)(?<!\d )(?<!\bin )\bH[Vv](?= (?:of|for)\b)")
#: Words cut short, with the stop that tells so.
_CUT_WORDS = {
    "struct": "structure",
    "microstruct": "microstructure",
    "temp": "temperature",
    "conc": "concentration",
    "elong": "elongation",
    "mech": "mechanical",
    "prop": "properties",
    "comp": "composition",
}
_CUT = re.compile(rf"\b(?:{'|'.join(_CUT_WORDS)})\.(?=\s|$)", re.IGNORECASE)
_SMALL_LETTERS = re.compile(r"(?<![\w-])[a-z]{2,4}(?![\w-])")


def read_notation(text: str) -> Iterator[Mend]:
    """Yield what a question writes otherwise than papers do, in the order of its kinds."""
    for formula in _FORMULA.finditer(text):
        if _DECIMAL_COMMA.search(formula[0]):
            yield Mend(*formula.span(), formula[0], _DECIMAL_COMMA.sub(".", formula[0]))
    yield from _replaced(text, _WITH_ADDED, _one_formula)
    yield from _replaced(text, _PAIR, _two_elements)
    yield from _replaced(text, _ARROW, lambda _: "effect on")
    for degrees in _DEGREES.finditer(text):
        if abs(float(degrees["number"].replace(",", ".").replace("−", "-").replace("–", "-"))) >= (
            _LEAST_DEGREES
        ):
            yield Mend(*degrees.span(), degrees[0], f"{degrees['number']} °{degrees['scale']}")
    yield from _replaced(text, _LIQUID_NITROGEN, lambda _: "liquid-nitrogen temperature")
    yield from _replaced(text, _LIQUID_HELIUM, lambda _: "liquid-helium temperature")
    yield from _replaced(text, _ONE_TIME, lambda time: f"1 {_TIME_UNITS[time.split()[-1].lower()]}")
    yield from _replaced(text, _HARDNESS, lambda _: "hardness")
    yield from _replaced(text, _CUT, lambda word: _CUT_WORDS[word[:-1].lower()])
    yield from _replaced(text, _SMALL_LETTERS, lambda word: _abbreviations().get(word, word))


def _one_formula(written: str) -> str:
    """Return the formula of an alloy with what is added to it, where they share no element."""
    found = _WITH_ADDED.fullmatch(written)
    assert found is not None
    alloy, added = found["alloy"] or found["second"], found["added"] or found["first"]
    if {*_SYMBOL.findall(alloy)} & {*_SYMBOL.findall(added)}:
        return written
    return f"{alloy}{added}"


def _two_elements(written: str) -> str:
    """Return `Al and Ti` for AlTi; as it is written what may be an intermetallic or a compound."""
    one, two = _SYMBOL.findall(written)
    known = {one, two} <= ATOMIC_WEIGHT.keys() and {one, two}.isdisjoint(_OF_INTERMETALLICS)
    return f"{one} and {two}" if known and one < two else written


def _replaced(text: str, pattern: re.Pattern[str], read: Callable[[str], str]) -> Iterator[Mend]:
    for match in pattern.finditer(text):
        if (meant := read(match[0])) != match[0]:
            yield Mend(*match.span(), match[0], meant)


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    """Return the abbreviations of properties by their small letters; none of them is a word."""
    return {
        form.lower(): form
        for term in TERMS
        if term.kind == "property"
        for form in term.forms
        if re.fullmatch(r"[A-Z]{2,4}", form) and form not in _ALSO_WORDS
    }


#: Abbreviations that in small letters are words.
_ALSO_WORDS = frozenset({"SHR", "WHR"})
