"""Find formulas in plain text, also those with hyphens or spaces, and refuse what only looks so."""

import re
from collections.abc import Iterator

from builder.materials.formulas.elements import NONMETALS, NUMBER, SYMBOL
from builder.materials.formulas.lookalikes import is_lookalike
from builder.materials.formulas.parser import (
    ELEMENT,
    Part,
    Parts,
    read_amount,
    read_formula,
    symbols_of,
    value_of,
)
from builder.materials.formulas.spaced import (
    join_spaced,
    read_spaced_elements,
    starts_apart,
)

_LEAD = re.compile(NUMBER)
_LINK = re.compile(rf"-({NUMBER})?(?={SYMBOL})")
_START = re.compile(
    rf"(?=[A-Z(\[{{\d.])(?<![^\W_\u2e80-\uffff])(?<!\d\.)({NUMBER})?(?=[(\[{{]{{0,4}}{SYMBOL}[xyz]?(?![a-zα-ω]))"
)
_ENUMERATION = re.compile(
    rf"(\(\s?)?\b({SYMBOL}(?:\s?[,/]\s?{SYMBOL}\b){{1,12}}(?:\s?[,/]\s?|,?\s(?:and|&)\s){SYMBOL})\b"
    r"(?(1)\s?\)|\s(?:(?:high|medium)[ -]entropy\s)?(?:alloys?|[HM]EAs?|MPEAs?|systems?)\b)"
)
#: Quick to search for.
_MAY_BE_ENUMERATION = re.compile(rf"[,/]\s?{SYMBOL}\b")
_PLACEHOLDER_BEFORE = re.compile(r"\b[MX]\s?[(=]?\s?$")
_STRUCTURE = re.compile(r"B[12]|C14|C15|C36")  # NiAl-B2: an ordered structure, not two boron atoms
_REGION = re.compile(r"\s?\)?-(?:rich|enriched|depleted|poor|free|containing)")


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
        while not read and plain[start] in "([{":
            start += 1
            read = _read_at(plain, start)
        at = start + 1
        if read:
            parts, at = read
            yield start, at, parts
    for listed in _ENUMERATION.finditer(plain) if _MAY_BE_ENUMERATION.search(plain) else ():
        symbols = re.findall(SYMBOL, listed[2].replace("and", " "))
        is_choice = _PLACEHOLDER_BEFORE.search(plain[max(listed.start() - 6, 0) : listed.start()])
        is_region = _REGION.match(plain, listed.end(2))
        if len(set(symbols)) == len(symbols) and not is_choice and not is_region:
            yield *listed.span(2), tuple(Part(symbol, "?") for symbol in symbols)


def _read_at(plain: str, start: int) -> tuple[Parts, int] | None:
    """Read the formula that begins at `start`, if one does; return its parts and its end."""
    run = read_formula(plain, start)
    if spaced := read_spaced_elements(plain, start):
        run = spaced
    lead = _LEAD.match(plain, start)
    if not (run[0] or lead) or (not lead and _is_alone(plain, run)):
        return None
    parts, end = _read_chain(plain, start, lead, run) or join_spaced(plain, start, run)
    return None if is_lookalike(plain, start, end, parts) else (_with_balance(parts), end)


def _is_alone(plain: str, run: tuple[Parts, int]) -> bool:
    """Return True for an element that neither a link nor an amount makes part of a formula."""
    (first, *others), end = run
    if others or first.amount or not isinstance(first.of, str):
        return False
    return not (plain.startswith("-", end) or starts_apart(plain, end))


def _with_balance(parts: Parts) -> Parts:
    """Give equal shares of the rest to the other elements where one amount is a per cent.

    Al10CrMoTaTi means 10 at.% Al: nobody weighs in 10:1:1:1:1. Fe36Ni may be the alloy with 36 % Ni
    or one with 36 % Fe: its amounts stay open.
    """
    stated = [part for part in parts if part.amount]
    if len(parts) == 2 and stated == [parts[0]] and re.fullmatch(r"\d\d", parts[0].amount):
        return tuple(Part(part.of, "?") for part in parts)
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
    if not head:
        return None
    parts = (*head, *links)
    if not leads and len(first) == 1 and any("." in part.amount for part in parts):
        # Ratios, no per cents: the others are 1 in Al0.5-Co-Cr-Fe-Ni.
        parts = tuple(Part(part.of, part.amount.replace("?", "")) for part in parts)
    return parts, end


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
