"""The grammar of alloy formulas: from characters to elements, brackets and their amounts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum

from builder.materials.elements import NONMETALS, SYMBOL

NUMBER = r"(?:\d+(?:\.\d+)?|\.\d+)"
_LEAD = re.compile(NUMBER)
_VARIABLE = rf"{NUMBER}?[xyz](?![a-zα-ω])"
_ELEMENT = re.compile(rf"\0*({SYMBOL})(?=[xyz]?(?![a-zα-ω]))")
_AMOUNT = re.compile(
    rf"\0*(?:\(\s?({NUMBER}\s?[-+]\s?{_VARIABLE})\s?\)|({NUMBER}-{NUMBER})(?![\w.])"
    rf"|((?:{_VARIABLE}|{NUMBER})(?:\s?[-+]\s?{_VARIABLE})*))"
)
_AMOUNT_TERM = re.compile(rf"([-+]?)\s?({NUMBER})?([xyz?])?")
_AMOUNT_APART = re.compile(r" (\d?\.\d+)(?= [A-Z])")
_BRACKET = re.compile(r"\0*[(\[]\s?")
_BRACKET_END = re.compile(r"\s?\0*[)\]]")
_SEPARATOR = re.compile(r"\s?[,/]\s?")
_LINK = re.compile(rf"\0*-\0*({NUMBER})?(?=\0*{SYMBOL})")
_MORE_OF_IT = re.compile(r"\0*-")
_START = re.compile(
    rf"(?<![^\W_])(?<!\d\.)({NUMBER})?(?=[(\[\0]{{0,40}}{SYMBOL}[xyz]?(?![a-zα-ω]))"
)
_PLACEHOLDER = re.compile(r"(?:X|Me?|TM|RE?)(?![A-Za-z])")
_GLUED_WORD = re.compile(r"(?<=[\d)])[a-z]{4,}")
_ENUMERATION = re.compile(
    rf"(\(\s?)?\b({SYMBOL}(?:\s?[,/]\s?{SYMBOL}\b){{1,12}}(?:\s?[,/]\s?|,?\s(?:and|&)\s){SYMBOL})\b"
    r"(?(1)\s?\)|\s(?:(?:high|medium)[ -]entropy\s)?(?:alloys?|[HM]EAs?|MPEAs?|systems?)\b)"
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
PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₓ₊₋−–‐‑‒\u00a0\u2009\u202f\n", "0123456789x+------    ")
_MARKUP = re.compile(
    r"\\(?:mathrm|mathit|mathbf|text|textrm|rm|ce)\s?\{?|[${}]|_(?=[\d{.xyz(\\])|</?sub>"
)
_LOWER_SYMBOL = r"(?:al|co|cr|cu|fe|hf|mn|mo|nb|ni|pd|ru|si|ta|ti|zr)"
LOWER_CASE = re.compile(
    rf"(?<![^\W_])(?:(?:{_LOWER_SYMBOL}{NUMBER}\s)?(?:{_LOWER_SYMBOL}{NUMBER}?){{3,}}"
    rf"(?:{_LOWER_SYMBOL}|[vw]){NUMBER}?|(?:(?:{_LOWER_SYMBOL}|[vw])-){{3,}}"
    rf"(?:{_LOWER_SYMBOL}|[vw]))(?![^\W_])"
)
_LOWER_CASE_SYMBOL = re.compile(rf"{_LOWER_SYMBOL}|[vw]")
_STRUCTURE = re.compile(r"B[12]|C14|C15|C36")  # NiAl-B2: an ordered structure, not two boron atoms
_REGION = re.compile(r"-(?:rich|enriched|depleted|poor|free|containing)")


@dataclass(frozen=True, slots=True)
class Part:
    """An element or a bracket, and how often: "" once, "?" unstated, else an expression in x."""

    of: "str | tuple[Part, ...]"
    amount: str


Parts = tuple[Part, ...]


def blank_markup(text: str) -> str:
    """The text with LaTeX and HTML subscript markup replaced by as many NULs."""
    return _MARKUP.sub(lambda match: "\0" * len(match.group()), text)


def capitalise(match: re.Match[str]) -> str:
    """A formula in lower case, as some indexes print titles, with its symbols capitalised."""
    symbols = _LOWER_CASE_SYMBOL.findall(match.group())
    if len(set(symbols)) < len(symbols):
        return match.group()
    return _LOWER_CASE_SYMBOL.sub(lambda symbol: symbol.group().capitalize(), match.group())


def find_formulas(plain: str) -> Iterator[tuple[int, int, Parts]]:
    at = 0
    while match := _START.search(plain, at):
        start = match.start()
        read = _formula(plain, start)
        if not read and match.end() > start:
            start = match.end()
            read = _formula(plain, start)
        while not read and plain[start] in "([\0":
            start += 1
            read = _formula(plain, start)
        at = start + 1
        if read:
            parts, at = read
            yield start, at, parts
    for listed in _ENUMERATION.finditer(plain):
        symbols = re.findall(SYMBOL, listed[2].replace("and", " "))
        if len(set(symbols)) == len(symbols):
            yield *listed.span(2), tuple(Part(symbol, "?") for symbol in symbols)


def _formula(plain: str, start: int) -> tuple[Parts, int] | None:
    """The formula that begins at `start`, if one does, and where it ends."""
    run = read_formula(plain, start)
    lead = _LEAD.match(plain, start)
    if not (run[0] or lead) or (not lead and _is_alone(plain, run)):
        return None
    parts, end = _chained(plain, start, lead, run) or _spaced(plain, start, run)
    symbols = _symbols(parts)
    if len(symbols) < 2 or symbols <= NONMETALS - {"B"}:
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


def _is_alone(plain: str, run: tuple[Parts, int]) -> bool:
    """Whether nothing can follow an element that makes a formula of it: neither link nor amount."""
    (first, *others), end = run
    if others or first.amount or not isinstance(first.of, str):
        return False
    return not (_MORE_OF_IT.match(plain, end) or _AMOUNT_APART.match(plain, end))


def _with_balance(parts: Parts) -> Parts:
    """Al10CrMoTaTi means 10 at.% Al and equal shares of the rest: nobody weighs in 10:1:1:1:1."""
    stated = [part for part in parts if part.amount]
    bare = tuple(part for part in parts if not part.amount)
    share = _value(stated[0].amount, {}) if len(stated) == 1 else None
    if share is None or len(bare) < 3 or not 5 <= share < 100:
        return parts
    return (stated[0], Part(bare, f"{100 - share:.6f}"))


def read_formula(plain: str, at: int, depth: int = 0) -> tuple[Parts, int]:
    """Elements and brackets written together from `at` on: Al0.3CoCrFeNi, (CoCrFeNi)94Ti2Al4."""
    parts: list[Part] = []
    while True:
        if match := _ELEMENT.match(plain, at):
            amount, at = _amount(plain, match.end())
            parts.append(Part(match[1], amount))
        elif depth < 4 and (bracket := _bracket(plain, at, depth)):
            part, at = bracket
            parts.append(part)
        else:
            return tuple(parts), at


def _bracket(plain: str, at: int, depth: int) -> tuple[Part, int] | None:
    opening = _BRACKET.match(plain, at)
    if not opening:
        return None
    inside, at = read_formula(plain, opening.end(), depth + 1)
    while inside and (separator := _SEPARATOR.match(plain, at)):
        more, at = read_formula(plain, separator.end(), depth + 1)
        if not more:
            return None
        # A comma says that the elements share the place, not in which ratio.
        inside = tuple(Part(part.of, part.amount or "?") for part in (*inside, *more))
    closing = _BRACKET_END.match(plain, at)
    if not inside or not closing:
        return None
    amount, at = _amount(plain, closing.end())
    if len(_symbols(inside)) == 1 and not amount:
        return None  # a label beside the formula: NiAl(B2)
    return Part(inside, amount), at


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


def _chained(
    plain: str, start: int, lead: re.Match[str] | None, run: tuple[Parts, int]
) -> tuple[Parts, int] | None:
    """Elements joined by hyphens: Fe-30Mn-10Co-10Cr (balance first), Co20-Cr80, W-Mo-Ta-Nb."""
    first, end = read_formula(plain, lead.end()) if lead else run
    if not first or (lead and (len(first) > 1 or first[0].amount)):
        return None
    seen = set(_symbols(first))
    if len(seen) > 1 and seen & NONMETALS:
        return None
    links: list[Part] = []
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
        links.append(Part(element[1], link[1] or amount or "?"))
        seen.add(element[1])
        end = after
    stated = leads > 0 or all(part.amount != "?" for part in links)
    if not links or (not stated and (len(seen) < 3 or not _names_a_system(plain, seen, end))):
        return None
    if lead:
        first = (Part(first[0].of, lead.group()),)
    elif leads:
        if leads >= 100:
            return None
        first = (Part(first, f"{100 - leads:.6f}"),)
    elif len(first) == 1 and not first[0].amount:
        first = (Part(first[0].of, "?"),)
    return (*first, *links), end


def _names_a_system(plain: str, symbols: set[str], end: int) -> bool:
    """Not a list of what a region is rich in, nor axes or test names such as S-N-P."""
    return any(len(symbol) == 2 for symbol in symbols) and not _REGION.match(plain, end)


def _spaced(plain: str, start: int, run: tuple[Parts, int]) -> tuple[Parts, int]:
    """A run, and what a space has split from it when that cannot be a second formula.

    Joined are one element with its amount and a following run (Al0.3 CoCrFeNi), and runs in which
    every element has its amount (Fe31Mn28 Ni15Al24.5).
    """
    parts, end = run
    lone = len(parts) == 1 and isinstance(parts[0].of, str) and not parts[0].amount
    if lone and (apart := _AMOUNT_APART.match(plain, end)):  # Al 0.3 CoCrFeNi
        parts, end = (Part(parts[0].of, apart[1]),), apart.end()
    while parts and plain[end : end + 1] == " " and plain[start:end] != "Six":
        more, after = read_formula(plain, end + 1)
        if not more or not all(part.amount for part in parts) or plain[after : after + 1].isalnum():
            break
        symbols, others = _symbols(parts), _symbols(more)
        if symbols & others or not (
            all(part.amount for part in more) or (len(symbols) == 1 and len(others) > 2)
        ):
            break
        joined = (*parts, *more)
        # At most the 100 % of one composition, give or take its rounding.
        if fsum(value or 0 for value in amounts_of(joined, {}).values()) > 105:
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


def _symbols(parts: Parts) -> frozenset[str]:
    return frozenset(_each_symbol(parts))


def _each_symbol(parts: Parts) -> Iterator[str]:
    for part in parts:
        if isinstance(part.of, str):
            yield part.of
        else:
            yield from _each_symbol(part.of)


def amounts_of(parts: Parts, values: Mapping[str, float]) -> dict[str, float | None]:
    """The amount of each element, None where it depends on a variable without a value."""
    amounts: dict[str, float | None] = {}
    shares = _are_shares(parts)
    for part in parts:
        times = _value(part.amount, values)
        inside = {part.of: 1.0} if isinstance(part.of, str) else amounts_of(part.of, values)
        if shares and times is not None and None not in inside.values():
            times /= fsum(amount or 0 for amount in inside.values()) or 1
        for element, amount in inside.items():
            earlier = amounts.get(element, 0.0)
            if times is None or amount is None or earlier is None:
                amounts[element] = None
            else:
                amounts[element] = earlier + times * amount
    return amounts


def _are_shares(parts: Parts) -> bool:
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
