"""Alloy formulas and element names in running text: what an alloy contains, and in which ratio."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import fsum

# Symbol, name and standard atomic weight in g/mol (IUPAC 2021, doi:10.1515/pac-2019-0603).
# Elements left out do not occur in alloys; their symbols are words (No, At, Am, I), parts of
# units (Pa), or noble gases.
_TABLE = """
H hydrogen 1.008, Li lithium 6.94, Be beryllium 9.012, B boron 10.81, C carbon 12.011,
N nitrogen 14.007, O oxygen 15.999, F fluorine 18.998, Na sodium 22.990, Mg magnesium 24.305,
Al aluminium 26.982, Si silicon 28.085, P phosphorus 30.974, S sulfur 32.06, Cl chlorine 35.45,
K potassium 39.098, Ca calcium 40.078, Sc scandium 44.956, Ti titanium 47.867,
V vanadium 50.942, Cr chromium 51.996, Mn manganese 54.938, Fe iron 55.845, Co cobalt 58.933,
Ni nickel 58.693, Cu copper 63.546, Zn zinc 65.38, Ga gallium 69.723, Ge germanium 72.630,
As arsenic 74.922, Se selenium 78.971, Br bromine 79.904, Rb rubidium 85.468,
Sr strontium 87.62, Y yttrium 88.906, Zr zirconium 91.224, Nb niobium 92.906,
Mo molybdenum 95.95, Ru ruthenium 101.07, Rh rhodium 102.906, Pd palladium 106.42,
Ag silver 107.868, Cd cadmium 112.414, In indium 114.818, Sn tin 118.710, Sb antimony 121.760,
Te tellurium 127.60, Cs caesium 132.905, Ba barium 137.327, La lanthanum 138.905,
Ce cerium 140.116, Pr praseodymium 140.908, Nd neodymium 144.242, Sm samarium 150.36,
Eu europium 151.964, Gd gadolinium 157.25, Tb terbium 158.925, Dy dysprosium 162.500,
Ho holmium 164.930, Er erbium 167.259, Tm thulium 168.934, Yb ytterbium 173.045,
Lu lutetium 174.967, Hf hafnium 178.486, Ta tantalum 180.948, W tungsten 183.84,
Re rhenium 186.207, Os osmium 190.23, Ir iridium 192.217, Pt platinum 195.084, Au gold 196.967,
Hg mercury 200.592, Tl thallium 204.38, Pb lead 207.2, Bi bismuth 208.980, Th thorium 232.038,
U uranium 238.029
"""
_ROWS = [row.split() for row in _TABLE.split(",")]
ATOMIC_WEIGHT: Mapping[str, float] = {symbol: float(weight) for symbol, _, weight in _ROWS}
_NAMES: Mapping[str, str] = {
    **{name: symbol for symbol, name, _ in _ROWS if name != "lead"},  # "lead to" is a verb
    **{"aluminum": "Al", "sulphur": "S", "cesium": "Cs", "wolfram": "W"},
    **{"helium": "He", "neon": "Ne", "argon": "Ar", "krypton": "Kr", "xenon": "Xe"},
}
# Noble gases are irradiation species and furnace atmospheres, never alloy constituents.
_GASES = ("He", "Ne", "Ar", "Kr", "Xe")
_SALT_FORMERS = ("O", "F", "Cl", "Br", "S", "Se")
_NONMETALS = frozenset({"H", "B", "C", "N", "O", "F", "P", "S", "Cl", "Br", "Se"})

# "Senkov alloy" has been said of three compositions and the words alone cannot tell which, so
# each is reported as one possible reading of the same span.
_ALIASES = tuple(
    (
        re.compile(
            rf"(?<![-\w]){name}(?:['’]s)?(?:[ -]type)?\s+(?:high[ -]entropy\s+)?"
            r"(?:alloys?|R?HEAs?)(?!\w)",
            re.I,
        ),
        formulas,
    )
    for name, formulas in (
        # Cantor et al. 2004, doi:10.1016/j.msea.2003.10.257
        ("Cantor", ("CoCrFeMnNi",)),
        # Senkov et al. 2011, doi:10.1016/j.jallcom.2011.02.171 (the first);
        # Senkov et al. 2010, doi:10.1016/j.intermet.2010.05.014 (the other two)
        ("Senkov", ("HfNbTaTiZr", "NbMoTaW", "VNbMoTaW")),
    )
)
# Titanium grade 5 is named by weight per cent (ASTM B348), and in "Ti6Al4V" the digits precede
# their elements, against the rule for every other formula.
_GRADE_5 = re.compile(r"(?<!\w)Ti[ -]?6Al[ -]?4V(?!\w)")


def _any_symbol(symbols: Iterable[str]) -> str:
    """A pattern for any of the symbols, the longer first: A[glsu]|B[aeir]?|…"""
    seconds: dict[str, str] = {}
    for symbol in symbols:
        seconds[symbol[0]] = seconds.get(symbol[0], "") + symbol[1:]
    bare = frozenset(symbols)
    return "(?:{})".format(
        "|".join(
            first + (f"[{rest}]" + "?" * (first in bare) if rest else "")
            for first, rest in seconds.items()
        )
    )


_SYMBOL = _any_symbol(ATOMIC_WEIGHT)
_NUMBER = r"(?:\d+(?:\.\d+)?|\.\d+)"
_VARIABLE = rf"{_NUMBER}?[xyz](?![a-zα-ω])"
_ELEMENT = re.compile(rf"\0*({_SYMBOL})(?=[xyz]?(?![a-zα-ω]))")
_AMOUNT = re.compile(
    rf"\0*(?:\(\s?({_NUMBER}\s?[-+]\s?{_VARIABLE})\s?\)|({_NUMBER}-{_NUMBER})(?![\w.])"
    rf"|((?:{_VARIABLE}|{_NUMBER})(?:\s?[-+]\s?{_VARIABLE})*))"
)
_AMOUNT_TERM = re.compile(rf"([-+]?)\s?({_NUMBER})?([xyz?])?")
_AMOUNT_APART = re.compile(r" (\d?\.\d+)(?= [A-Z])")
_BRACKET = re.compile(r"\0*[(\[]\s?")
_BRACKET_END = re.compile(r"\s?\0*[)\]]")
_SEPARATOR = re.compile(r"\s?[,/]\s?")
_LINK = re.compile(rf"\0*-\0*({_NUMBER})?(?=\0*{_SYMBOL})")
_START = re.compile(
    rf"(?<![^\W_])(?<!\d\.)({_NUMBER})?(?=[(\[\0]{{0,40}}{_SYMBOL}[xyz]?(?![a-zα-ω]))"
)
_PLACEHOLDER = re.compile(r"(?:X|Me?|TM|RE?)(?![A-Za-z])")
_GLUED_WORD = re.compile(r"(?<=[\d)])[a-z]{4,}")
_ENUMERATION = re.compile(
    rf"(\(\s?)?\b({_SYMBOL}(?:\s?[,/]\s?{_SYMBOL}\b){{1,12}}(?:\s?[,/]\s?|,?\s(?:and|&)\s){_SYMBOL})\b"
    r"(?(1)\s?\)|\s(?:(?:high|medium)[ -]entropy\s)?(?:alloys?|[HM]EAs?|MPEAs?|systems?)\b)"
)
_BASIS = re.compile(r"\s?[(,]?\s?(?:in\s)?(?:(wt|weight|mass)|at|atomic)\.?\s?(?:%|pct|per ?cent)")
_EQUIATOMIC = re.compile(r"(?<![-\w])equi-?(?:atomic|molar)\s\(?$", re.I)
_VALUES = re.compile(
    rf"[^.;=]{{0,60}}?(?<!\w)([xyz])\s?=\s?({_NUMBER}(?:(?:,\s?(?:and\s)?|\sand\s|/){_NUMBER})*)"
    r"(?!\d|\.\d|\s?-|\sto\b)"
)

# Written like formulas, meaning something else: structures, abbreviations of properties, plurals
# of acronyms, AWS brazing fillers, the HeLa cell line, a missing number.
_NOT_A_FORMULA = re.compile(
    r"(?:[FB]CC|HCP|HV|HK|YS|YP|SS|SPS|VHPS|VPS|CVN|UHV|BNi|HeLa|NaN)[\d.]*|[A-Z]{2,}s"
)
# A formula of one-letter symbols looks like any acronym: these few are meant, and so is one that
# carries digits and starts with a metal or boron (Y2O3, W2C, K2SO4, B4C).
_ONE_LETTER_COMPOUNDS = frozenset({"WC", "VC", "VN", "BN", "KOH", "KF"})
_ONE_LETTER_FIRST = frozenset("VYWKUB")

# One character for one, so that offsets hold.
_PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₓ₊₋−–‐‑‒\u00a0\u2009\u202f\n", "0123456789x+------    ")
_MARKUP = re.compile(
    r"\\(?:mathrm|mathit|mathbf|text|textrm|rm|ce)\s?\{?|[${}]|_(?=[\d{.xyz(\\])|</?sub>"
)
_LOWER_SYMBOL = r"(?:al|co|cr|cu|fe|hf|mn|mo|nb|ni|pd|ru|si|ta|ti|zr)"
_LOWER_CASE = re.compile(
    rf"(?<![^\W_])(?:(?:{_LOWER_SYMBOL}{_NUMBER}\s)?(?:{_LOWER_SYMBOL}{_NUMBER}?){{3,}}"
    rf"(?:{_LOWER_SYMBOL}|[vw]){_NUMBER}?|(?:(?:{_LOWER_SYMBOL}|[vw])-){{3,}}"
    rf"(?:{_LOWER_SYMBOL}|[vw]))(?![^\W_])"
)
_LOWER_CASE_SYMBOL = re.compile(rf"{_LOWER_SYMBOL}|[vw]")

_STRUCTURE = re.compile(r"B[12]|C14|C15|C36")  # NiAl-B2: an ordered structure, not two boron atoms
_REGION = re.compile(r"-(?:rich|enriched|depleted|poor|free|containing)")

_WORD = re.compile(r"[A-Za-z][a-z]{2,11}")
_BARE_SYMBOL = re.compile(
    rf"(?<![^\W_])(?:\d{{1,3}}(?=[A-Z][a-z]))?({_any_symbol([*ATOMIC_WEIGHT, *_GASES])})(?![^\W_])"
)
_ALSO_WORDS = frozenset({"As", "Be", "He", "In"})
_SYMBOL_BEFORE = re.compile(rf"(?<!\w){_SYMBOL}[-–/]$")
_RARELY_BARE = frozenset("CFKPSU")
_ROLE_AFTER = re.compile(r"[-–](?:doped|rich|containing|free|alloyed|added|bearing)")
_AMOUNT_AFTER = re.compile(r"\s(?:addition|content|concentration|atoms|doping|alloying)")
_MID_SENTENCE = re.compile(r"[a-z\d,] $")
_UNIT_BEFORE = re.compile(r"(?:[\d°◦·]|\d/|degrees)\s?$")
_INITIAL_AFTER = re.compile(r"\.\s?[A-Z]|[-–−·^]?\d|['’·]")


@dataclass(frozen=True, slots=True)
class Alloy:
    """A composition as written: `text` is what stands at [start, end) of the searched text.

    `amounts` runs parallel to `elements`; None means a variable (AlxCoCrFeNi) or an amount the
    words leave open (the Co-Cr-Fe-Ni system). `basis` is "at" or "wt". `kind` is "compound" for
    oxides, carbides and the like of one or two metals (Al2O3, WC), else "alloy". `members` are
    the amounts for each value the text gives to the variable ("x = 0.1, 0.3").
    """

    text: str
    start: int
    end: int
    elements: tuple[str, ...]
    amounts: tuple[float | None, ...]
    basis: str = "at"
    kind: str = "alloy"
    members: tuple[tuple[float, ...], ...] = ()

    @property
    def element_key(self) -> str:
        """The elements in alphabetical order: Co-Cr-Fe-Mn-Ni."""
        return "-".join(self.elements)

    @property
    def composition_key(self) -> str:
        """Elements with atomic fractions to 0.001, traces below 0.01 to two digits.

        Open amounts are "x" and left out of the sum.
        """
        return _key(self.elements, self.fractions)

    @property
    def member_keys(self) -> tuple[str, ...]:
        """The composition key of each alloy that the text's values of the variable name."""
        return tuple(
            _key(self.elements, _fractions(self.elements, amounts, self.basis))
            for amounts in self.members
        )

    @property
    def fractions(self) -> tuple[float | None, ...]:
        """Atomic fractions parallel to `elements`, over the elements whose amount is stated."""
        return _fractions(self.elements, self.amounts, self.basis)


@dataclass(frozen=True, slots=True)
class Element:
    """An element named or written as a symbol outside any formula."""

    text: str
    start: int
    end: int
    symbol: str


@dataclass(frozen=True, slots=True)
class _Part:
    """An element or a bracket, and how often: "" once, "?" unstated, else an expression in x."""

    of: "str | tuple[_Part, ...]"
    amount: str


_Parts = tuple[_Part, ...]


def find_alloys(text: str) -> tuple[Alloy, ...]:
    """Alloys and compounds in the order of the text.

    Spans do not overlap, except that an ambiguous name ("Senkov alloy") is reported once for each
    composition it may mean, all with the same span.
    """
    found = [*_named(text)]
    plain = _LOWER_CASE.sub(_capitalise, _blank_markup(text.translate(_PLAIN)))
    taken = [(alloy.start, alloy.end) for alloy in found]
    for start, end, parts in _formulas(plain):
        if not any(start < other_end and other_start < end for other_start, other_end in taken):
            found.append(_alloy(text, plain, start, end, parts))
            taken.append((start, end))
    return tuple(sorted(found, key=lambda alloy: alloy.start))


def find_elements(text: str) -> tuple[Element, ...]:
    """Elements named ("aluminium") or written as bare symbols ("Al", "63Ni"), outside formulas.

    A symbol that is also a unit (5 W, 300 K) or a word (In, As, He at a sentence's start) counts
    only where the words beside it make it an element.
    """
    found = [
        Element(word.group(), *word.span(), _NAMES[word.group().lower()])
        for word in _WORD.finditer(text)
        if word.group().lower() in _NAMES and not text[word.end() : word.end() + 1].isalpha()
    ]
    inside = [(alloy.start, alloy.end) for alloy in find_alloys(text)]
    for match in _BARE_SYMBOL.finditer(text):
        start, end = match.span()
        if _is_element(text, match[1], start, end) and not any(a <= start < b for a, b in inside):
            found.append(Element(match.group(), start, end, match[1]))
    return tuple(sorted(found, key=lambda element: element.start))


def same_composition(a: Alloy, b: Alloy) -> bool:
    """Both have the same elements in the same atomic ratio, whatever the order or the notation."""
    return a.composition_key == b.composition_key


def same_elements(a: Alloy, b: Alloy) -> bool:
    """Both have the same elements, in whatever ratio."""
    return a.elements == b.elements


def overlap(a: Alloy, b: Alloy) -> float:
    """Jaccard index of the two sets of elements: shared over all, from 0 to 1."""
    return len({*a.elements} & {*b.elements}) / len({*a.elements, *b.elements})


def compatible(a: Alloy, b: Alloy) -> bool:
    """Nothing written says that the two differ: AlxCoCrFeNi may be Al0.3CoCrFeNi.

    If the text lists the values of x, the other alloy must be one of those.
    """
    if a.elements != b.elements:
        return b.composition_key in a.member_keys or a.composition_key in b.member_keys
    if None not in a.amounts and None not in b.amounts:
        return same_composition(a, b)
    for family, other in ((a, b), (b, a)):
        if family.members and None not in other.amounts:
            return other.composition_key in family.member_keys
    stated = [
        (x, y)
        for x, y in zip(a.fractions, b.fractions, strict=True)
        if x is not None and y is not None
    ]
    one, two = fsum(x for x, _ in stated), fsum(y for _, y in stated)
    return all(abs(x / one - y / two) <= 0.0015 for x, y in stated)


def _fractions(
    elements: tuple[str, ...], amounts: tuple[float | None, ...], basis: str
) -> tuple[float | None, ...]:
    moles = [
        amount if amount is None or basis == "at" else amount / ATOMIC_WEIGHT[element]
        for element, amount in zip(elements, amounts, strict=True)
    ]
    total = fsum(amount for amount in moles if amount is not None)
    return tuple(amount if amount is None else amount / total for amount in moles)


def _key(elements: tuple[str, ...], fractions: tuple[float | None, ...]) -> str:
    # The nudge makes an exact tie (1/16) round one way whatever the order of summation.
    written = []
    for element, fraction in zip(elements, fractions, strict=True):
        if fraction is None:
            written.append(f"{element}x")
        elif fraction:
            digits = ".3f" if fraction > 0.00999 else ".2g"
            written.append(f"{element}{fraction * (1 + 1e-9):{digits}}")
    return "-".join(written)


def _named(text: str) -> Iterator[Alloy]:
    for pattern, formulas in _ALIASES:
        for match in pattern.finditer(text):
            for formula in formulas:
                parts, _ = _run(formula, 0)
                yield _alloy(text, text, *match.span(), parts)
    plain = text.translate(_PLAIN)
    for match in _GRADE_5.finditer(plain):
        start, end = match.span()
        yield Alloy(text[start:end], start, end, ("Al", "Ti", "V"), (6.0, 90.0, 4.0), "wt")


def _blank_markup(text: str) -> str:
    """The text with LaTeX and HTML subscript markup replaced by as many NULs."""
    return _MARKUP.sub(lambda match: "\0" * len(match.group()), text)


def _capitalise(match: re.Match[str]) -> str:
    """A formula in lower case, as some indexes print titles, with its symbols capitalised."""
    symbols = _LOWER_CASE_SYMBOL.findall(match.group())
    if len(set(symbols)) < len(symbols):
        return match.group()
    return _LOWER_CASE_SYMBOL.sub(lambda symbol: symbol.group().capitalize(), match.group())


def _formulas(plain: str) -> Iterator[tuple[int, int, _Parts]]:
    at = 0
    while match := _START.search(plain, at):
        start = match.start()
        read = _formula(plain, start)
        if not read:
            start = match.end()
            while not (read := _formula(plain, start)) and plain[start] in "([\0":
                start += 1
        at = start + 1
        if read:
            parts, at = read
            yield start, at, parts
    for listed in _ENUMERATION.finditer(plain):
        symbols = re.findall(_SYMBOL, listed[2].replace("and", " "))
        if len(set(symbols)) == len(symbols):
            yield *listed.span(2), tuple(_Part(symbol, "?") for symbol in symbols)


def _formula(plain: str, start: int) -> tuple[_Parts, int] | None:
    """The formula that begins at `start`, if one does, and where it ends."""
    parts, end = _chained(plain, start) or _spaced(plain, start)
    symbols = _symbols(parts)
    if len(symbols) < 2 or symbols <= _NONMETALS - {"B"}:
        return None
    if len(parts) == 1 and not parts[0].amount:
        return None  # a bracket alone is punctuation around the formula
    word = plain[start:end].replace("\0", "")
    if _NOT_A_FORMULA.fullmatch(word) or not _may_end(plain, end, len(symbols)):
        return None
    if word.isupper() and "-" not in word and word not in _ONE_LETTER_COMPOUNDS:
        digits = any(character.isdigit() for character in word)
        if not digits or word[0] not in _ONE_LETTER_FIRST or len(parts) > len(symbols):
            return None
    if len(word) <= 4 and word.isalpha() and plain[:start].endswith("-"):
        return None if plain[start - 2 : start - 1].isupper() else (parts, end)  # SARS-CoV
    return _with_balance(parts), end


def _with_balance(parts: _Parts) -> _Parts:
    """Al10CrMoTaTi means 10 at.% Al and equal shares of the rest: nobody weighs in 10:1:1:1:1."""
    stated = [part for part in parts if part.amount]
    bare = tuple(part for part in parts if not part.amount)
    share = _value(stated[0].amount, {}) if len(stated) == 1 else None
    if share is None or len(bare) < 3 or not 5 <= share < 100:
        return parts
    return (stated[0], _Part(bare, f"{100 - share:.6f}"))


def _run(plain: str, at: int, depth: int = 0) -> tuple[_Parts, int]:
    """Elements and brackets written together from `at` on: Al0.3CoCrFeNi, (CoCrFeNi)94Ti2Al4."""
    parts: list[_Part] = []
    while True:
        if match := _ELEMENT.match(plain, at):
            amount, at = _amount(plain, match.end())
            parts.append(_Part(match[1], amount))
        elif depth < 4 and (bracket := _bracket(plain, at, depth)):
            part, at = bracket
            parts.append(part)
        else:
            return tuple(parts), at


def _bracket(plain: str, at: int, depth: int) -> tuple[_Part, int] | None:
    opening = _BRACKET.match(plain, at)
    if not opening:
        return None
    inside, at = _run(plain, opening.end(), depth + 1)
    while inside and (separator := _SEPARATOR.match(plain, at)):
        more, at = _run(plain, separator.end(), depth + 1)
        if not more:
            return None
        # A comma says that the elements share the place, not in which ratio.
        inside = tuple(_Part(part.of, part.amount or "?") for part in (*inside, *more))
    closing = _BRACKET_END.match(plain, at)
    if not inside or not closing:
        return None
    amount, at = _amount(plain, closing.end())
    if len(_symbols(inside)) == 1 and not amount:
        return None  # a label beside the formula: NiAl(B2)
    return _Part(inside, amount), at


def _amount(plain: str, at: int) -> tuple[str, int]:
    match = _AMOUNT.match(plain, at)
    if not match:
        return "", at
    if match[2]:  # a range: Hf0.1-0.42
        return "?", match.end()
    amount = match[1] or match[3]
    if (_value(amount, {}) or 0) > 100:
        return "", at
    return amount, match.end()


def _chained(plain: str, start: int) -> tuple[_Parts, int] | None:
    """Elements joined by hyphens: Fe-30Mn-10Co-10Cr (balance first), Co20-Cr80, W-Mo-Ta-Nb."""
    lead = re.compile(_NUMBER).match(plain, start)
    first, end = _run(plain, lead.end() if lead else start)
    if not first or (lead and (len(first) > 1 or first[0].amount)):
        return None
    seen = set(_symbols(first))
    if len(seen) > 1 and seen & _NONMETALS:
        return None
    links: list[_Part] = []
    leads = 0.0
    while link := _LINK.match(plain, end):
        element = _ELEMENT.match(plain, link.end())
        if not element or element[1] in seen:
            break
        amount, after = _amount(plain, element.end())
        if plain[after : after + 1].isalnum() or (link[1] and amount):
            break
        if _STRUCTURE.fullmatch(element[1] + amount):
            break
        leads += float(link[1] or 0)
        links.append(_Part(element[1], link[1] or amount or "?"))
        seen.add(element[1])
        end = after
    stated = leads > 0 or all(part.amount != "?" for part in links)
    if not links or (not stated and (len(seen) < 3 or not _names_a_system(plain, seen, end))):
        return None
    if lead:
        first = (_Part(first[0].of, lead.group()),)
    elif leads:
        if leads >= 100:
            return None
        first = (_Part(first, f"{100 - leads:.6f}"),)
    elif len(first) == 1 and not first[0].amount:
        first = (_Part(first[0].of, "?"),)
    return (*first, *links), end


def _names_a_system(plain: str, symbols: set[str], end: int) -> bool:
    """Not a list of what a region is rich in, nor axes or test names such as S-N-P."""
    return any(len(symbol) == 2 for symbol in symbols) and not _REGION.match(plain, end)


def _spaced(plain: str, start: int) -> tuple[_Parts, int]:
    """A run, and what a space has split from it when that cannot be a second formula.

    Joined are one element with its amount and a following run (Al0.3 CoCrFeNi), and runs in which
    every element has its amount (Fe31Mn28 Ni15Al24.5).
    """
    parts, end = _run(plain, start)
    lone = len(parts) == 1 and isinstance(parts[0].of, str) and not parts[0].amount
    if lone and (apart := _AMOUNT_APART.match(plain, end)):  # Al 0.3 CoCrFeNi
        parts, end = (_Part(parts[0].of, apart[1]),), apart.end()
    while parts and plain[end : end + 1] == " " and plain[start:end] != "Six":
        more, after = _run(plain, end + 1)
        if not more or not all(part.amount for part in parts) or plain[after : after + 1].isalnum():
            break
        symbols, others = _symbols(parts), _symbols(more)
        if symbols & others or not (
            all(part.amount for part in more) or (len(symbols) == 1 and len(others) > 2)
        ):
            break
        joined = (*parts, *more)
        # At most the 100 % of one composition, give or take its rounding.
        if fsum(value or 0 for value in _amounts(joined, {}).values()) > 105:
            break
        parts, end = joined, after
    return parts, end


def _may_end(plain: str, end: int, elements: int) -> bool:
    rest = plain[end : end + 8].lstrip("\0")
    if not rest[:1].isalnum():
        return True
    if _GLUED_WORD.match(plain, end):  # 94Al3Ti3alloy
        return True
    return elements > 2 and _PLACEHOLDER.match(rest) is not None  # CoCrFeNiX


def _symbols(parts: _Parts) -> frozenset[str]:
    return frozenset(_amounts(parts, {}))


def _amounts(parts: _Parts, values: Mapping[str, float]) -> dict[str, float | None]:
    """The amount of each element, None where it depends on a variable without a value."""
    amounts: dict[str, float | None] = {}
    shares = _are_shares(parts)
    for part in parts:
        times = _value(part.amount, values)
        inside = {part.of: 1.0} if isinstance(part.of, str) else _amounts(part.of, values)
        if shares and times is not None and None not in inside.values():
            times /= fsum(amount or 0 for amount in inside.values()) or 1
        for element, amount in inside.items():
            earlier = amounts.get(element, 0.0)
            if times is None or amount is None or earlier is None:
                amounts[element] = None
            else:
                amounts[element] = earlier + times * amount
    return amounts


def _are_shares(parts: _Parts) -> bool:
    """The amounts add up to 100 or to 1, for any x: a bracket's is then its share of the whole.

    (CoCrFeNi)94Ti2Al4 holds 23.5 at.% Co, whereas CoCrFeNi(TiNb)0.325 has 0.325 Ti for each Co.
    """
    if all(isinstance(part.of, str) for part in parts) or len(parts) < 2:
        return False
    for values in ({"x": 0.11, "y": 0.07, "z": 0.05}, {"x": 0.23, "y": 0.19, "z": 0.17}):
        sizes = [_value(part.amount, values) for part in parts]
        total = fsum(size or 0 for size in sizes)
        if None in sizes or not (abs(total - 100) <= 0.5 or abs(total - 1) <= 0.005):
            return False
    return True


def _value(amount: str, values: Mapping[str, float]) -> float | None:
    """The number that an amount such as "2.1", "x" or "100-x" stands for."""
    if not amount:
        return 1.0
    total = 0.0
    for sign, number, variable in _AMOUNT_TERM.findall(amount):
        if not number and not variable:
            continue
        if variable and variable not in values:
            return None
        size = float(number or 1) * (values[variable] if variable else 1)
        total += -size if sign == "-" else size
    return total


def _alloy(text: str, plain: str, start: int, end: int, parts: _Parts) -> Alloy:
    values = {"?": 1.0} if _EQUIATOMIC.search(plain, max(start - 20, 0), start) else {}
    amounts = dict(sorted(_amounts(parts, values).items()))
    members: list[tuple[float, ...]] = []
    if None in amounts.values() and (listed := _VALUES.match(plain, end)):
        for number in re.findall(_NUMBER, listed[2]):
            member = dict(sorted(_amounts(parts, {**values, listed[1]: float(number)}).items()))
            known = tuple(amount for amount in member.values() if amount is not None)
            if len(known) == len(member) and min(known) >= 0 < max(known):
                members.append(known)
    basis = _BASIS.match(plain, end)
    stated = [amount for amount in amounts.values() if amount is not None]
    if stated and not any(stated):
        amounts = dict.fromkeys(amounts)
    # Markup that touches the formula belongs to it: Al$_{0.3}$, $\mathrm{CoCrFeNi}$.
    while start and plain[start - 1] == "\0":
        start -= 1
    while plain[end : end + 1] == "\0":
        end += 1
    return Alloy(
        text[start:end],
        start,
        end,
        tuple(amounts),
        tuple(amounts.values()),
        "wt" if basis and basis[1] else "at",
        _kind(amounts),
        tuple(members),
    )


def _kind(amounts: Mapping[str, float | None]) -> str:
    """Oxides and salts are compounds; so are carbides, nitrides and the like of one or two metals.

    Those of three and more metals are the high-entropy ceramics, which are asked for as alloys.
    M23C6 has 21 % carbon; an interstitial alloy such as Fe-22Mn-0.6C far less.
    """
    sizes = {element: 1.0 if size is None else size for element, size in amounts.items()}
    total = fsum(sizes.values())
    metals = sum(element not in _NONMETALS for element in sizes)
    if fsum(sizes.get(element, 0) for element in _SALT_FORMERS) >= 0.4 * total:
        return "compound"
    nonmetal = fsum(size for element, size in sizes.items() if element in _NONMETALS)
    return "compound" if metals <= 2 and nonmetal >= 0.2 * total else "alloy"


def _is_element(text: str, symbol: str, start: int, end: int) -> bool:
    before = text[max(start - 12, 0) : start]
    if _SYMBOL_BEFORE.search(before) or _ROLE_AFTER.match(text, end):
        return True
    if symbol in _ALSO_WORDS:
        return symbol == "He" and _MID_SENTENCE.search(before) is not None
    if symbol in _RARELY_BARE:
        return _AMOUNT_AFTER.match(text, end) is not None
    if len(symbol) == 1:
        return not (_UNIT_BEFORE.search(before) or _INITIAL_AFTER.match(text, end))
    return True
