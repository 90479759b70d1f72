"""Read one number: its digits, sign, power of ten and uncertainty.

A number begins where no word, name or other number goes on: not in Al0.3, Ti-6Al, 316L, [12] or
10.1016/j. Where a writing has two readings and nothing decides (`3.571 42`, `10(3)`), it is no
number, as a wrong value is worse than none.
"""

import re
from dataclasses import dataclass

from builder.materials.numbers.left_context import LABEL, beginning
from builder.materials.numbers.signs import (
    APOSTROPHES,
    DASHES,
    DOTS,
    NARROW_SPACES,
    PLAIN_POWER,
    SPACES,
    SUPERSCRIPT_DIGITS,
    SUPERSCRIPT_SIGNS,
    TIMES,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at [start, end) of a text, as it is printed there."""

    start: int
    end: int
    value: float
    below: float = 0.0
    """How far the true value may lie below: 0.002 for 3.571(2)."""
    above: float = 0.0
    power: float = 1.0
    """The power of ten behind a sign of multiplication, which the ends of a range may share."""
    raised: bool = False
    """True for a number that a power of ten belongs to."""
    plain_end: int = 0
    """Where the number ends without a last ` (8)`, which only before a unit is an uncertainty."""
    decimal_comma: bool = False
    """True for 1,2, which in a list may be two numbers."""

    @property
    def has_error(self) -> bool:
        """True for a number with an uncertainty."""
        return bool(self.below or self.above)


_SIGNS = f"{DASHES}+"
_DIGITS = r"\d{1,15}"
_RAISED = f"{SUPERSCRIPT_DIGITS}{SUPERSCRIPT_SIGNS}"
_GROUP = r"[1-9]\d{0,2}"
#: The digits of a number. Groups of three before other writings; `1,2` before `1`.
_MAGNITUDE = rf"""(?:
    (?P<grouped>
        {_GROUP}(?:,\d{{3}})+(?!\d|,\d)(?:\.\d+)?
      | {_GROUP}(?:[{NARROW_SPACES}{APOSTROPHES}]\d{{3}})+(?!\d)(?:[.,{DOTS}]\d+)?
      | {_GROUP}(?:\.\d{{3}})+,\d{{1,2}}(?!\d)
      | {_GROUP}(?:\.\d{{3}}){{2,}}(?!\d)
    )
  | (?P<spaced>{_GROUP}(?:[ ]\d{{3}})+(?![ ]?\d)(?:[.{DOTS}]\d+)?)
  | (?P<comma>(?<!\d,)\d{{1,4}},(?:\d{{1,2}}|\d{{4,6}})|(?<!\d,)0,\d{{3}})(?!\d|,\d)
  | (?P<fine>\d{{1,3}}\.\d{{3}}(?:[{NARROW_SPACES}]\d{{3}})*[{NARROW_SPACES}]\d{{1,3}})(?!\d)
  | (?P<dotted>{_DIGITS}(?:\.|[{DOTS}](?!10[\^({_RAISED}{DASHES}])){_DIGITS}|\.{_DIGITS})
  | (?P<whole>{_DIGITS})
)"""


def _ten(kind: str, more: str = "") -> str:
    """Return the pattern of ten to a power, with the names of its groups: 10^-3, 10(-3), 10−3."""
    return rf"""10(?:
        (?:\$?(?:\^|\*\*|<sup>)\s?[{{(]{{0,2}})\s?(?P<{kind}marked>[{_SIGNS}]?\s?\d{{1,3}})
        (?:\s?[)}}]{{1,2}})?(?:</sup>|\$)?
      | \s?\((?P<{kind}bracketed>[{_SIGNS}]\s?\d{{1,2}})\)
      | (?P<{kind}raised>[{SUPERSCRIPT_SIGNS}]?[{SUPERSCRIPT_DIGITS}]{{1,3}})
      {more}
    )"""


_NO_MORE = r"(?![\d.,]*\d)"
#: Behind a sign of multiplication 1015, 10 15, 10(15) and 10-20 are powers, too.
_TIMES_TEN = _ten(
    "times_",
    rf"| [{SPACES}]?(?P<times_signed>[{DASHES}][{SPACES}]?\d{{1,2}}){_NO_MORE}"
    rf"| \((?P<times_held>\d{{1,2}})\) | [{SPACES}]?(?P<times_bare>[1-9]\d?){_NO_MORE}",
)
#: Alone 10-20 is a range, but for a minus sign before the unit of what is as small as that, and
#: beside another power: 10−12 m2/s, 10-14 to 10-12.
_TEN_ALONE = _ten(
    "ten_",
    rf"| (?P<ten_signed>[{DASHES}]\d){_NO_MORE}"
    rf"| (?P<ten_minus>−\d\d)(?=\s?(?:[cm]?m[23²³]\W|s[{DASHES}⁻]|A\W))"
    rf"| \((?P<ten_held>\d{{1,2}})\)(?=\s[A-Za-zµμ]{{1,3}}\([{DASHES}]?\d\))"
    rf"| (?P<ten_first>[{DASHES}]\d\d)(?=(?:[{DASHES}]|\sto\s)10[{DASHES}]\d)"
    rf"| (?P<ten_last>(?:(?<=10[{DASHES}]\d\d[{DASHES}]10)|(?<=10[{DASHES}]\d\d\sto\s10))"
    rf"[{DASHES}]\d\d){_NO_MORE}",
)
_NUMBER = re.compile(
    rf"""(?P<sign>[{_SIGNS}][{SPACES}]?|[Mm]inus\s)?
    (?:{_TEN_ALONE}|{_MAGNITUDE}(?:(?:[eE]|[dD](?=[{_SIGNS}]\d\d))(?P<e>[{_SIGNS}]?\d{{1,3}})(?![\w.]*\d))?)
    (?:
        \s?(?P<opening>\(\s?)?(?:±|\+/[{DASHES}]|\\pm)\s?
        (?P<error>\d+(?:[.,]\d+)?|\.\d+)(?(opening)\s?\))
      | \s?\^?[({{]{{0,2}}\+\s?(?P<above>\d+(?:\.\d+)?)\}}?\s?[/,;_]?\s?
        \{{?[{DASHES}]\s?(?P<below>\d+(?:\.\d+)?)[)}}]{{0,2}}
    )?
    (?P<concise>\s?\((?P<last>\d{{1,3}}(?:\.\d+)?)\))?
    (?P<closing>\))?
    (?P<times>\s?[{TIMES}]\s?\$?{_TIMES_TEN})?
    """,
    re.VERBOSE,
)
#: Most numbers: digits, and behind them what begins a unit or a word.
_PLAIN = re.compile(rf"(\d{{1,15}}(?:\.\d{{1,15}})?)(?=[{SPACES}]?(?:[%°]|(?![eEdDxX])[A-Za-zµμ]))")
#: Larger powers of ten are no amounts of anything.
_MOST_POWER = 60
_DIGIT = re.compile(r"\d")
#: A sign and a decimal point before the first digit.
_BEFORE_DIGITS = re.compile(rf"((?:[Mm]inus\s|[{_SIGNS}][{SPACES}]?)?)\.?\Z")
_DIGIT_GROUPS = ("whole", "dotted", "grouped", "spaced", "comma", "fine")
_TIMES_GROUPS, _TEN_GROUPS = (
    tuple(name for name in _NUMBER.groupindex if name.startswith(kind))
    for kind in ("times_", "ten_")
)
#: What shows that only a part has been read: 3.5.2, 1'07.
_GOES_ON = re.compile(rf"[.,{DOTS}{APOSTROPHES}]?\d")
_CHAIN = re.compile(r",\d+(?:\.\d+)?(?:,\d|,?\s?(?:and|or|to)\s)")
_BETWEEN = re.compile(rf"\s?[{DASHES}]\s?|\sto\s")


def next_number(text: str, at: int, read_to: int = 0) -> Number | None:
    """Find the first number of a text from `at` on that is no part of a word, name or number.

    Args:
        text: the text.
        at: where to begin.
        read_to: the end of what has been read as a quantity; a number may stand right behind it.
    """
    while digit := _DIGIT.search(text, at):
        before = _BEFORE_DIGITS.search(text, max(digit.start() - 7, 0), digit.start())
        start, first = before.span(1) if before else (digit.start(), digit.start())
        begin = beginning(text, start, first, read_to)
        if begin is not None and (number := number_at(text, begin)):
            return number
        at = _behind_digits(text, first if begin is None else begin)
    return None


def number_at(text: str, at: int) -> Number | None:
    """Read the number that begins at `at`, with its sign; what stands before it is not looked at.

    Returns:
        None where no number stands, where it goes on as something else (`3.5.2`), and where it has
        two readings.
    """
    if plain := _PLAIN.match(text, at):
        value, end = float(plain[1]), plain.end()
        return Number(at, end, value, plain_end=end)
    found = _NUMBER.match(text, at)
    if found is None:
        return None
    if found["spaced"] and LABEL.search(text, max(at - 16, 0), at):
        end = text.index(" ", found.start("spaced"))
        value = _signed(found, float(text[found.start("spaced") : end]))
        return Number(at, end, value, plain_end=end)
    start, end = at, found.end()
    whole = found["times"] or found["error"] or found["above"] or found["last"]
    if found["closing"] and whole and text[at - 1 : at] == "(":
        start = at - 1
    elif found["closing"] and not (found["times"] and "(" in text[max(at - 16, 0) : at]):
        if found["times"]:
            return None
        end -= 1
    if _GOES_ON.match(text, end) and not _is_list(text, at, end):
        return None
    return _read(found, start, end)


def is_number(text: str) -> bool:
    """Return True for a text that is one number, or two joined by a dash, and nothing else."""
    first = number_at(text, 0)
    if first is None or first.end == len(text):
        return first is not None
    dash = _BETWEEN.match(text, first.end)
    second = number_at(text, dash.end()) if dash else None
    return second is not None and second.end == len(text)


def _read(found: re.Match[str], start: int, end: int) -> Number | None:
    power = _ten_to(found, _TIMES_GROUPS) if found["times"] else 1.0
    digits = next(filter(None, map(found.group, _DIGIT_GROUPS)), "")
    alone = None if digits else _ten_to(found, _TEN_GROUPS)
    if power is None or (alone is None and not digits):
        return None
    comma = bool(found["comma"])
    size = alone if alone is not None else _decimal(digits, comma)
    if found["e"]:
        exponent = int(found["e"].translate(PLAIN_POWER))
        if abs(exponent) > _MOST_POWER:
            return None
        size *= 10.0**exponent
    above = below = 0.0
    plain_end = end
    if found["error"]:
        above = below = float(found["error"].partition("(")[0].replace(",", "."))
    elif found["above"]:
        above, below = float(found["above"]), float(found["below"])
    elif found["last"]:
        if alone is not None or digits == "10":  # 10(3): a lost power, or an uncertainty
            return None
        above = below = _last_digits(digits, found["last"], comma)
        if found["concise"][0] != "(" and not found["times"]:
            plain_end = found.start("concise")
    value = _signed(found, _round(size * power))
    raised = bool(alone is not None or found["times"] or found["e"])
    return Number(start, end, value, below * power, above * power, power, raised, plain_end, comma)


def _last_digits(digits: str, error: str, comma: bool) -> float:
    """Return the uncertainty of 3.571(2), 0.002: it counts in the last decimal place."""
    if "." in error:
        return float(error)
    decimals = re.search(rf"[.{DOTS}{',' if comma else ''}](\d+)$", digits)
    return float(error) * 10.0 ** -(len(decimals[1]) if decimals else 0)


def _decimal(digits: str, comma: bool) -> float:
    if comma or re.search(r"\.\d{3},", digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif digits.count(".") > 1:
        digits = digits.replace(".", "")
    digits = re.sub(rf"[,{SPACES}{APOSTROPHES}]", "", digits)
    return float(re.sub(f"[{DOTS}]", ".", digits))


def _ten_to(found: re.Match[str], groups: tuple[str, ...]) -> float | None:
    written = next(filter(None, map(found.group, groups)), None)
    if written is None:
        return None
    exponent = int(re.sub(r"\s", "", written).translate(PLAIN_POWER))
    return 10.0**exponent if abs(exponent) <= _MOST_POWER else None


def _signed(found: re.Match[str], size: float) -> float:
    sign = (found["sign"] or "+").strip()
    return size if sign == "+" else -size


def _round(value: float) -> float:
    return float(f"{value:.12g}")


def _is_list(text: str, at: int, end: int) -> bool:
    """Return True where a comma without a blank joins members of a list: 0.2,0.4 or 1,2,3."""
    if text[end] != ",":
        return False
    return "." in text[at:end] or text[max(at - 1, 0)] == "," or bool(_CHAIN.match(text, end))


def _behind_digits(text: str, at: int) -> int:
    """Return the place behind what is no number but looks like one, as none begins within it."""
    run = _NUMBER.match(text, at)
    return run.end() if run else at + 1
