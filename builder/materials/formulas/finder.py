"""Find formulas in plain text, also those with hyphens or spaces, and refuse what only looks so."""

import re
from collections.abc import Iterator
from math import fsum

from builder.materials.formulas.elements import NONMETALS, NUMBER, SYMBOL
from builder.materials.formulas.parser import (
    ELEMENT,
    Part,
    Parts,
    amounts_of,
    read_amount,
    read_formula,
    symbols_of,
    value_of,
)

_LEAD = re.compile(NUMBER)
_AMOUNT_APART = re.compile(r" (\d?\.\d+)(?= [A-Z])")
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
_STRUCTURE = re.compile(r"B[12]|C14|C15|C36")  # NiAl-B2: an ordered structure, not two boron atoms
_REGION = re.compile(r"-(?:rich|enriched|depleted|poor|free|containing)")


def find_formulas(plain: str) -> Iterator[tuple[int, int, Parts]]:
    """Find formulas in a text that `markup.plain_formulas` has made plain.

    Yields:
        Start, end and parts of each formula; then those of enumerations (Al, Co and Cr alloys),
        which may overlap with the former.
    """
    at = 0
    while match := _START.search(plain, at):
        start = match.start()
        read = _read_at(plain, start)
        if not read and match.end() > start:
            start = match.end()
            read = _read_at(plain, start)
        while not read and plain[start] in "([\0":
            start += 1
            read = _read_at(plain, start)
        at = start + 1
        if read:
            parts, at = read
            yield start, at, parts
    for listed in _ENUMERATION.finditer(plain):
        symbols = re.findall(SYMBOL, listed[2].replace("and", " "))
        if len(set(symbols)) == len(symbols):
            yield *listed.span(2), tuple(Part(symbol, "?") for symbol in symbols)


def _read_at(plain: str, start: int) -> tuple[Parts, int] | None:
    """Read the formula that begins at `start`, if one does; return its parts and its end."""
    run = read_formula(plain, start)
    lead = _LEAD.match(plain, start)
    if not (run[0] or lead) or (not lead and _is_alone(plain, run)):
        return None
    parts, end = _read_chain(plain, start, lead, run) or _join_spaced(plain, start, run)
    return (_with_balance(parts), end) if _is_formula(plain, start, end, parts) else None


def _is_alone(plain: str, run: tuple[Parts, int]) -> bool:
    """Return True for an element that neither a link nor an amount makes part of a formula."""
    (first, *others), end = run
    if others or first.amount or not isinstance(first.of, str):
        return False
    return not (_MORE_OF_IT.match(plain, end) or _AMOUNT_APART.match(plain, end))


def _is_formula(plain: str, start: int, end: int, parts: Parts) -> bool:
    """Return False for words, acronyms and punctuation that are written like a formula."""
    symbols = symbols_of(parts)
    if len(symbols) < 2 or symbols <= NONMETALS - {"B"}:
        return False
    if len(parts) == 1 and not parts[0].amount:
        return False  # a bracket alone is punctuation around the formula
    word = plain[start:end].replace("\0", "")
    if _NOT_A_FORMULA.fullmatch(word) or not _may_end(plain, end, len(symbols)):
        return False
    if _is_acronym(word, repeats=len(parts) > len(symbols)):
        return False
    before = plain[max(start - 2, 0) : start]
    behind_acronym = len(before) == 2 and before[0].isupper() and before[1] == "-"
    return not (behind_acronym and len(word) <= 4 and word.isalpha())  # SARS-CoV


def _is_acronym(word: str, repeats: bool) -> bool:
    """Return True for capitals that are no formula of one-letter symbols (WC, Y2O3).

    Args:
        word: what is written like a formula.
        repeats: an element occurs in it twice.
    """
    if not word.isupper() or "-" in word or word in _ONE_LETTER_COMPOUNDS:
        return False
    digits = any(character.isdigit() for character in word)
    return not digits or word[0] not in _ONE_LETTER_FIRST or repeats


def _may_end(plain: str, end: int, elements: int) -> bool:
    """Return True where no word or number goes on, but for a placeholder (CoCrFeNiX)."""
    rest = plain[end : end + 8].lstrip("\0")
    if not rest[:1].isalnum():
        return True
    if _GLUED_WORD.match(plain, end):  # 94Al3Ti3alloy
        return True
    return elements > 2 and _PLACEHOLDER.match(rest) is not None


def _with_balance(parts: Parts) -> Parts:
    """Give equal shares of the rest to the other elements where one amount is a per cent.

    Al10CrMoTaTi means 10 at.% Al: nobody weighs in 10:1:1:1:1.
    """
    stated = [part for part in parts if part.amount]
    bare = tuple(part for part in parts if not part.amount)
    share = value_of(stated[0].amount, {}) if len(stated) == 1 else None
    if share is None or len(bare) < 3 or not 5 <= share < 100:
        return parts
    return (stated[0], Part(bare, f"{100 - share:.6f}"))


def _read_chain(
    plain: str, start: int, lead: re.Match[str] | None, run: tuple[Parts, int]
) -> tuple[Parts, int] | None:
    """Read elements joined by hyphens: Fe-30Mn-10Co-10Cr (balance first), Co20-Cr80, W-Mo-Ta-Nb.

    Args:
        plain: the text.
        start: where the chain begins.
        lead: the number that stands there, if one does.
        run: what is read from there without hyphens.
    """
    first, end = read_formula(plain, lead.end()) if lead else run
    if not first or (lead and (len(first) > 1 or first[0].amount)):
        return None
    seen = symbols_of(first)
    if len(seen) > 1 and seen & NONMETALS:
        return None
    links, leads, end = _read_links(plain, end, set(seen))
    if not links:
        return None
    stated = leads > 0 or all(part.amount != "?" for part in links)
    if not stated and not _is_system(plain, symbols_of((*first, *links)), end):
        return None
    head = _chain_head(first, lead, leads)
    return ((*head, *links), end) if head else None


def _read_links(plain: str, at: int, seen: set[str]) -> tuple[list[Part], float, int]:
    """Read the links of a chain, no element twice.

    Returns:
        The elements with their amounts, the sum of the amounts that precede their element
        (30Mn), and the end.
    """
    links: list[Part] = []
    leads = 0.0
    while link := _LINK.match(plain, at):
        element = ELEMENT.match(plain, link.end())
        if not element or element[1] in seen:
            break
        amount, after = read_amount(plain, element.end())
        if plain[after : after + 1].isalnum() or (link[1] and amount):
            break
        if _STRUCTURE.fullmatch(element[1] + amount):
            break
        leads += float(link[1] or 0)
        links.append(Part(element[1], link[1] or amount or "?"))
        seen.add(element[1])
        at = after
    return links, leads, at


def _chain_head(first: Parts, lead: re.Match[str] | None, leads: float) -> Parts | None:
    """Give the head of a chain its amount: its own, the balance to 100, or an open one."""
    if lead:
        return (Part(first[0].of, lead.group()),)
    if leads >= 100:
        return None
    if leads:
        return (Part(first, f"{100 - leads:.6f}"),)
    if len(first) == 1 and not first[0].amount:
        return (Part(first[0].of, "?"),)
    return first


def _is_system(plain: str, symbols: frozenset[str], end: int) -> bool:
    """Return False for what a region is rich in, and for axes or test names such as S-N-P."""
    if len(symbols) < 3:
        return False
    return any(len(symbol) == 2 for symbol in symbols) and not _REGION.match(plain, end)


def _join_spaced(plain: str, start: int, run: tuple[Parts, int]) -> tuple[Parts, int]:
    """Join a run with what a space has split from it, if that cannot be a second formula.

    Joined are one element with its amount and a following run (Al0.3 CoCrFeNi), and runs in which
    every element has its amount (Fe31Mn28 Ni15Al24.5).
    """
    parts, end = run
    lone = len(parts) == 1 and isinstance(parts[0].of, str) and not parts[0].amount
    if lone and (apart := _AMOUNT_APART.match(plain, end)):  # Al 0.3 CoCrFeNi
        parts, end = (Part(parts[0].of, apart[1]),), apart.end()
    while parts and plain[end : end + 1] == " " and plain[start:end] != "Six":
        more, after = read_formula(plain, end + 1)
        if plain[after : after + 1].isalnum() or not _belong_together(parts, more):
            break
        parts, end = (*parts, *more), after
    return parts, end


def _belong_together(parts: Parts, more: Parts) -> bool:
    """Return True if two runs with a space between them are one composition."""
    if not more or not all(part.amount for part in parts):
        return False
    symbols, others = symbols_of(parts), symbols_of(more)
    if symbols & others:
        return False
    if not all(part.amount for part in more) and (len(symbols) > 1 or len(others) <= 2):
        return False
    # At most the 100 % of one composition, give or take its rounding.
    amounts = amounts_of((*parts, *more), {}).values()
    return fsum(amount or 0 for amount in amounts) <= 105
