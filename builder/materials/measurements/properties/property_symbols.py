"""Find the usual symbols of properties beside their values: E and G, a Ms of 120 emu/g."""

import re
from collections.abc import Iterator, Sequence

from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention, dimensions_of

#: Letters that are also elements, phases and labels; alone they tell nothing.
_LETTERS = {
    "B": "bulk modulus",
    "E": "elastic modulus",
    "G": "shear modulus",
    "H": "hardness",
}
#: A list of such letters, not part of a formula, a ratio, or a list of something else.
_LISTED = re.compile(
    r"(?<![\w.,/–‐-])(?<![\w.],\s)(?<!(?:the|and)\s[A-Z]\s)"
    r"[BEGH](?:,\s(?:and\s)?[BEGH]|,?\sand\s[BEGH])*"
    r"(?![\w/.′'’–‐-])(?!\sphase|,?\s(?:and\s)?[A-Z])"
)
_MODULI = re.compile(r"\b[Mm]odul(?:us|i)\b|\b[Ee]lastic (?:constant|propert)")
#: Symbols, and a word cut short, that the unit of their value confirms; of two properties the unit
#: or a word tells which.
_SYMBOLS = (
    (re.compile(r"(?<![\w.-])(?:M_?[sS])(?![\w/-])"), "saturation magnetization", None),
    (re.compile(r"(?<![\w.-])(?:H_?[cC])(?![\w/-])"), "coercivity", None),
    (re.compile(r"(?<![\w.-])κ(?![\w/-])"), "thermal conductivity", None),
    (re.compile(r"\b[Aa]ctivation(?=\s(?:of|was|is|=)\s)"), "activation energy", None),
    (re.compile(r"(?<![\w.-])ρ(?![\w/-])"), "electrical resistivity", None),
    (re.compile(r"(?<![\w.-])ρ(?![\w/-])"), "density", None),
    (
        re.compile(r"(?<![\w.-])T_?[cC](?![\w/-])"),
        "superconducting transition temperature",
        re.compile(r"\bsupercond", re.IGNORECASE),
    ),
    (
        re.compile(r"(?<![\w.-])T_?[cC](?![\w/-])"),
        "Curie temperature",
        re.compile(r"\bCurie\b|\bferromagne", re.IGNORECASE),
    ),
    (
        re.compile(r"(?<![\w.-])(?<!\d\s)T_?m(?=\s(?:of|is|was)\s|\s?[=≈~∼]\s?\d)"),
        "melting point",
        None,
    ),
)


def property_symbols(text: str, quantities: Sequence[Quantity]) -> Iterator[Mention]:
    """Yield the symbols of a sentence that stand for properties, by the properties' names.

    Args:
        text: the sentence.
        quantities: its quantities; a symbol whose property none of them can be a value of is none.
    """
    given = {one.dimension for one in quantities}
    if "pressure" in given:
        yield from _letters(text)
    for symbol, name, told_by in _SYMBOLS:
        if given.isdisjoint(dimensions_of(name)) or (told_by and not told_by.search(text)):
            continue
        for found in symbol.finditer(text):
            yield Mention(name, "property", found[0], *found.span())


def _letters(text: str) -> Iterator[Mention]:
    """Yield the letters of moduli, where two stand in a sentence or it speaks of moduli."""
    found = [
        (letter, listed.start() + at)
        for listed in _LISTED.finditer(text)
        for at, letter in enumerate(listed[0])
        if letter in _LETTERS
    ]
    letters = {letter for letter, _ in found}
    if letters & {"E", "G"} and (len(letters) > 1 or _MODULI.search(text)):
        for letter, at in found:
            yield Mention(_LETTERS[letter], "property", letter, at, at + 1)
