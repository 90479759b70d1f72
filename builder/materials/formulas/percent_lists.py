"""Find compositions written as a list of per cents: Ti 35 at.%, Zr 30 at.%, Nb 20 at.%, Ta bal."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum

from builder.materials.formulas.elements import NUMBER, SYMBOL
from builder.materials.formulas.parser import Part, Parts

_WEIGHT = r"(?:wt|weight|mass|w)"
_SHARE = (
    rf"(?:(?:{_WEIGHT}|at|atom(?:ic)?|mol(?:e|ar)?)[ .-]{{0,2}})?(?:%|pct\b\.?|per ?cents?\b)"
    r"|[aw]/o\b"
)
#: What tells by what the per cents of a formula are meant, behind it: (at.%), in wt.%.
BASIS = re.compile(rf",?\s?\(?(?:all\s)?(?:in\s)?({_SHARE})", re.IGNORECASE)
_BY_WEIGHT = re.compile(_WEIGHT, re.IGNORECASE)
_NO_KIND = frozenset({"%", "pct", "pct.", "percent", "per cent", "percents", "per cents"})
_BALANCE = r"(?:bal(?:ance|\.|\b)|rest\b|remainder\b)"
_ELEMENT = rf"(?<![A-Za-z\d.]){SYMBOL}(?![A-Za-z])"
#: Ti 35 at.%; Ti: 35; Ti-35 at.%
_BEHIND = re.compile(
    rf"(?P<of>{_ELEMENT})\s?[-=:]?\s?(?P<size>{NUMBER})(?!\d)(?:\s?(?P<share>{_SHARE}))?"
)
#: 35 at.% Ti; 35Ti; 35 at.% of Ti
_BEFORE = re.compile(
    rf"(?<![\w.])(?P<size>{NUMBER})\s?(?P<share>{_SHARE})?[\s-]?(?:of\s)?(?P<of>{SYMBOL})(?![A-Za-z\d])"
)
_REST = re.compile(
    rf"(?:(?P<of>{_ELEMENT})[\s-]?[(:=]?\s?{_BALANCE}\)?\.?"
    rf"|(?:the\s)?{_BALANCE}\s?(?:being\s|of\s|is\s|[:=]\s?)?(?P<of2>{SYMBOL})(?![A-Za-z\d]))"
)
_SEPARATOR = re.compile(
    r"\s?[,;/+&]\s?(?:(?:and|with|the)\s)*|\s?-\s?|\s(?:and|with)\s(?:the\s)?|\s"
)
_ONE_MORE = re.compile(rf"[\s-]?{SYMBOL}(?![A-Za-z])")
_HEAD = re.compile(rf"({_ELEMENT})\s?-\s?(?=\d)")
_HINTS = ("%", "pct", "percent", "per cent", "bal", "/o")


@dataclass(frozen=True, slots=True)
class PercentList:
    """A composition given as a list, at [start, end) of the plain text."""

    start: int
    end: int
    parts: Parts
    basis: str
    """`at` or `wt`."""


def basis_of(share: str) -> str:
    """Return `wt` for weight per cent, `at` for atomic ones, "" for a bare %."""
    if share.lower().strip() in _NO_KIND:
        return ""
    return "wt" if _BY_WEIGHT.match(share) or share.startswith("w") else "at"


def find_percent_lists(plain: str) -> Iterator[PercentList]:
    """Find the compositions that a text made by `markup.plain_formulas` gives as a list.

    The amounts of a list add up to 100, or name the element that makes up the balance, or follow
    a bare element and a hyphen (Fe-30wt.%Mn-5wt.%Al).
    """
    if not any(hint in plain for hint in _HINTS):
        return
    at = 0
    while start := _next_start(plain, at):
        at = start[0] + 1
        for item in (_BEHIND, _BEFORE):
            if found := _read_list(plain, start[0], item):
                yield found
                at = found.end
                break


_ANY_START = re.compile(
    rf"(?=[A-Z\d.])(?:{_ELEMENT}(?=[\s-]?[-=:(]?\s?(?:\d|{_BALANCE}))"
    rf"|(?<![\w.]){NUMBER}(?=[^,;()]{{0,24}}{SYMBOL}))"
)


def _next_start(plain: str, at: int) -> tuple[int, int] | None:
    found = _ANY_START.search(plain, at)
    return found.span() if found else None


def _read_list(plain: str, start: int, item: re.Pattern[str]) -> PercentList | None:
    """Read the list that begins at `start`, of items of one form."""
    head = _HEAD.match(plain, start) if item is _BEFORE else None
    at = end = head.end() if head else start
    items: list[re.Match[str]] = []
    rest = ""
    while len(items) < 20:
        if found := _REST.match(plain, at):
            rest = rest or found["of"] or found["of2"]
        elif found := item.match(plain, at):
            items.append(found)
        else:
            break
        end = found.end()
        separator = _SEPARATOR.match(plain, end)
        if not separator or (head and "-" not in separator.group() and not rest):
            break
        at = separator.end()
    return _composition(plain, (start, end), items, head[1] if head else rest)


def _composition(
    plain: str, span: tuple[int, int], items: Sequence[re.Match[str]], rest: str
) -> PercentList | None:
    symbols = [item["of"] for item in items]
    if len(items) + bool(rest) < 2 or len({*symbols, rest}) < len(symbols) + 1:
        return None
    start, end = span
    if items[-1].re is _BEHIND and _ONE_MORE.match(plain, end):
        return None  # Al-1 at.% Co-98 at.% Cr: the amounts belong to what follows them
    behind = BASIS.match(plain, end)
    shares = [item["share"] for item in items if item["share"]]
    shares += [behind[1]] if behind else []
    kinds = {basis_of(share) for share in shares} - {""}
    total = fsum(float(item["size"]) for item in items)
    whole = total < 100 if rest else abs(total - 100) <= (1 if len(items) > 2 else 0.1)
    if not whole or len(kinds) > 1 or not (shares or (rest and len(items) > 1)):
        return None
    parts = [Part(item["of"], item["size"]) for item in items]
    if rest:
        parts.append(Part(rest, f"{100 - total:.6f}"))
    if shares and not kinds:  # per cents of what is not said
        parts = [Part(part.of, "?") for part in parts]
    return PercentList(start, end, tuple(parts), kinds.pop() if kinds else "at")
