"""Binary compounds by formula or by name: `TiN` and `titanium nitride`, by the grammar of both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from builder.materials.formulas.elements import NAMES, NONMETALS, any_symbol

#: The nonmetals of compounds by the noun that their name ends on.
ANIONS = {
    "oxide": "O",
    "carbide": "C",
    "nitride": "N",
    "boride": "B",
    "silicide": "Si",
    "phosphide": "P",
    "sulfide": "S",
    "sulphide": "S",
    "selenide": "Se",
    "fluoride": "F",
    "chloride": "Cl",
    "bromide": "Br",
}
_NOUNS = {symbol: noun for noun, symbol in ANIONS.items() if noun != "sulphide"}
#: Nonmetals that have compounds with these more electronegative ones only.
_LESS_METALLIC = {"B": frozenset("CNOP"), "P": frozenset("NO")}
_CATIONS = frozenset(NAMES.values()) - (NONMETALS - {*_LESS_METALLIC}) - {"He", "Ne", "Ar"}
_ELEMENT_NAMES = {name: symbol for name, symbol in NAMES.items() if symbol in _CATIONS}
_FORMULA = re.compile(
    rf"({any_symbol(sorted(_CATIONS))})(\d{{0,2}})({any_symbol(sorted(_NOUNS))})(\d{{0,2}})"
)
#: The name of a compound; a symbol may stand for the name of its element: `Ti nitride`.
_NAME = re.compile(
    rf"(?<![\w-])(?P<element>(?i:{'|'.join(_ELEMENT_NAMES)})|{any_symbol(sorted(_CATIONS))})[\s-]"
    rf"(?i:(?:mono|di|tri|tetr[ao]|pent[ao]|hexa|sesqui)?(?P<anion>{'|'.join(ANIONS)})s?)(?![\w-])"
)
_FORMULA_IN_TEXT = re.compile(rf"(?<![\w.]){_FORMULA.pattern}(?!\w|\.\w)")
#: Anions of which a metal holds as many atoms in the compound that its name alone tells.
_ONE_TO_ONE = frozenset({"C", "N"})


@dataclass(frozen=True, slots=True)
class Compound:
    """A binary compound where it stands in a text, by formula or by name."""

    name: str
    """Its name without numbers, as `titanium boride` of TiB2."""
    formula: str
    """Its formula; "" where its name leaves it open."""
    text: str
    start: int
    end: int


def find_compounds(text: str) -> Iterator[Compound]:
    """Yield the binary compounds that a text names, by formula or by name."""
    for match in _FORMULA_IN_TEXT.finditer(text):
        if name := name_of_formula(match[0]):
            yield Compound(name, match[0], match[0], *match.span())
    for match in _NAME.finditer(text):
        element = _ELEMENT_NAMES.get(match["element"].lower()) or match["element"]
        anion = ANIONS[match["anion"].lower()]
        formula = element + anion if anion in _ONE_TO_ONE else ""
        yield Compound(_name(element, anion), formula, match[0], *match.span())


@lru_cache(maxsize=4096)
def name_of_formula(formula: str) -> str:
    """Return the name of a binary compound without numbers; "" for another formula or word."""
    found = _FORMULA.fullmatch(formula)
    if found is None or found[3] not in _LESS_METALLIC.get(found[1], _NOUNS):
        return ""
    return _name(found[1], found[3]) if found[1] != found[3] else ""


def ways_to_write(formula: str) -> Iterator[str]:
    """Yield the names of a binary compound whose formula they tell: `titanium nitride` of TiN."""
    found = _FORMULA.fullmatch(formula)
    if name_of_formula(formula) and found and found[3] in _ONE_TO_ONE and not found[2] + found[4]:
        nouns = [noun for noun, symbol in ANIONS.items() if symbol == found[3]]
        elements = [name for name, symbol in NAMES.items() if symbol == found[1]]
        yield from (f"{element} {noun}" for element in elements for noun in nouns)


def _name(element: str, anion: str) -> str:
    name = next(name for name, symbol in NAMES.items() if symbol == element)
    return f"{name} {_NOUNS[anion]}"
