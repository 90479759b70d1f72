"""Find quantities in running text: numbers, ranges and lists with their units."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from builder.materials.numbers.number import Number, next_number, number_at
from builder.materials.numbers.ordinals import find_cycle_ordinals
from builder.materials.numbers.signs import DASHES
from builder.materials.numbers.words import find_number_words
from builder.materials.quantity import Quantity
from builder.materials.unit_table import Unit
from builder.materials.units import unit_at, unit_named
from builder.nlp.word_classes import APPROXIMATE_SIGNS, APPROXIMATORS, BOUNDS

# Temperatures that a sentence calls by name.
ROOM_TEMPERATURE = 298.0  # K
LIQUID_NITROGEN = 77.0  # K, boiling point at 1 atm
LIQUID_HELIUM = 4.2  # K, boiling point at 1 atm

#: An approximator or a bound between the numbers of a range: `from 300 to about 500 MPa`.
_NEARLY = rf"(?:(?:{APPROXIMATORS}|{BOUNDS})\s|[{APPROXIMATE_SIGNS}<>≤≥]\s?)?"
_LINKS = (
    ("-", re.compile(rf"\s?[{DASHES}~∼÷]\s?{_NEARLY}|\s?(?:\.\.\.?|…)\s?")),
    ("-", re.compile(rf"\s(?:to|through|up to)\s{_NEARLY}")),
    ("&", re.compile(rf",?\s(?:and|or|&|and/or|as well as)\s{_NEARLY}")),
    (",", re.compile(rf",\s{_NEARLY}|,(?=\d)")),
    ("/", re.compile(r"\s?/\s?")),
)
#: Full-width signs and slashes of fractions, each with the one it stands for.
_USUAL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x2044: "/", 0x2215: "/"}
_UNUSUAL = re.compile("[\uff01-\uff5e\u2044\u2215]")
_MOST_LINKS = 12
_DASH = re.compile(rf"\s?[{DASHES}~∼]\s?")
_PRODUCT = re.compile(r"\s?[×xX*]\s?(?=\d)")
_AFTER_NUMBER = re.compile(rf"[\s~]{{0,2}}\)?\s?(?:[{DASHES}](?=[^\W\d]|%|°))?")
_OPENING = re.compile(r"\s?\(")
_BETWEEN = re.compile(r"\b[Bb]etween\s+\Z")
_RANGE_OF = re.compile(r"(?:\brang\w+\s(?:of\s)?|(?P<between>\b[Bb]etween\s))\Z")
_EQUALS = re.compile(r"[^\W\d]\s?=\s?\Z")
#: Before the amount of a variable, which begins no range: from 200 HV at x = 0 to 300 HV.
_VARIABLE = re.compile(r"(?<![A-Za-z])[xyz]\s?=\s?\Z")
_ERROR_BEHIND = re.compile(
    rf"\s?\(?\s?(?:±|\+/[{DASHES}])\s?(?P<error>\d+(?:\.\d+)?)\s?(?P<percent>%)?"
)
_SCALE = re.compile(r"H(?:V|RC|RB|B|K)(?=([\s=]{1,3}(?=\d)|(?=\d{3,4}(?!\w))))")
_SCALE_GOES_BEFORE = re.compile(r"[\w.]\Z|\d\s\Z")
#: Below it a number behind HV is a load in kgf, as in HV 10.
_LEAST_HARDNESS = 15.0
_BRACKETED = re.compile(r"\(\d+\)\s")
#: Nothing has less than none of it: a dash before such a quantity joins it to a word.
_NEVER_NEGATIVE = frozenset(
    "atomic_fraction mass_fraction volume_fraction molar_fraction hardness".split()
)
#: What `_APPROXIMATE` may end in: signs, and the last words of its alternatives.
_BOUND_SIGNS = frozenset(f"{APPROXIMATE_SIGNS}><≥≤⩾⩽")
_LAST_WORDS = frozenset(
    "about around approximately approx. ca ca. circa nearly almost roughly to some over above below"
    " under least most than exceed exceeds exceeded exceeding as of".split()
)
#: An approximator or a bound before a number.
_APPROXIMATE = re.compile(
    rf"(?:[{APPROXIMATE_SIGNS}><≥≤⩾⩽]|\b(?:{APPROXIMATORS}|{BOUNDS}))\s?\Z", re.IGNORECASE
)
_NAMED_TEMPERATURE = re.compile(
    r"(?:room|Room|ambient|Ambient|(?P<liquid>liquid|Liquid)[-\s](?P<gas>nitrogen|helium))"
    r"[-\s]temperatures?(?!\w)|RT(?!\w)"
)


@lru_cache(maxsize=4096)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Find numbers with a unit, and temperatures called by name, in the order of the text."""
    if _UNUSUAL.search(text):
        plain = find_quantities(text.translate(_USUAL))
        return tuple(replace(one, text=text[one.start : one.end]) for one in plain)
    found = [*_measured(text), *_in_words(text), *_of_cycles(text)]
    found += [one for one in _on_scales(text) if not any(q.start < one.end <= q.end for q in found)]
    named = "temperature" in text or "RT" in text
    for match in _NAMED_TEMPERATURE.finditer(text) if named else ():
        start, end = match.span()
        if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            continue
        kelvin = ROOM_TEMPERATURE
        if match["liquid"]:
            kelvin = LIQUID_NITROGEN if match["gas"] == "nitrogen" else LIQUID_HELIUM
        approximate = kelvin == ROOM_TEMPERATURE
        found.append(
            Quantity(text[start:end], start, end, kelvin, kelvin, "K", "temperature", approximate)
        )
    return tuple(_ranges(text, sorted(found, key=lambda quantity: quantity.start)))


def _ranges(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Join ends that each carry the unit: `850 °C–950 °C`, `in the range of 2 nm to 5 nm`."""
    at = 0
    while at < len(found):
        one = found[at]
        other = found[at + 1] if at + 1 < len(found) else None
        if (
            other is not None
            and _joins_ends(text, one, other)
            and one.unit == other.unit
            and one.low == one.high < other.low == other.high
        ):
            whole = text[one.start : other.end]
            yield replace(one, text=whole, end=other.end, high=other.high)
            at += 2
        else:
            yield one
            at += 1


def _joins_ends(text: str, one: Quantity, other: Quantity) -> bool:
    between = text[one.end : other.start]
    if _DASH.fullmatch(between):
        return True
    before = _RANGE_OF.search(text, max(one.start - 24, 0), one.start)
    return before is not None and between.strip() == ("and" if before["between"] else "to")


def _measured(text: str) -> Iterator[Quantity]:
    at = done = 0
    number = next_number(text, 0)
    while number:
        numbers, links = [number], list[str]()
        while not (unit := _unit_after(text, numbers[-1])):
            linked = _linked(text, numbers[-1])
            if linked is None or len(links) == _MOST_LINKS:
                break
            links.append(linked[0])
            numbers.append(linked[1])
        number = None
        if unit is None:
            at = _behind_product(text, numbers[-1].end)
        else:
            of_unit, at = unit
            done = at
            if "," in links and "&" in links[: -links[::-1].index(",") - 1]:
                numbers, links = numbers[-1:], []  # behind its "and" a list has one member more
            if links == [","]:  # "x = 0.5, 300 MPa" is no list, as one has more members or an "and"
                numbers, links = numbers[1:], []
            if links == ["-"] and _begins_with_variable(text, numbers, of_unit):
                numbers, links = numbers[1:], []
            found = [*_members(text, numbers, links, of_unit, at)]
            if found:
                found[-1] = _with_error(text, found[-1])
                at = found[-1].end
            yield from found
            if dash := _DASH.match(text, at):  # 850 °C–950 °C
                number = number_at(text, dash.end())
        number = number or next_number(text, at, done)


def _begins_with_variable(text: str, numbers: list[Number], unit: Unit) -> bool:
    """Return True for a first number that is the amount of a variable, and no share."""
    first = numbers[0].start
    is_share = unit.dimension.endswith("fraction")
    return not is_share and _VARIABLE.search(text, max(first - 5, 0), first) is not None


def _linked(text: str, number: Number) -> tuple[str, Number] | None:
    """Return the next number of a list or range, and what joins it: "-", ",", "&" or "/"."""
    for link, pattern in _LINKS:
        if found := pattern.match(text, number.end):
            following = number_at(text, found.end())
            return (link, following) if following else None
    return None


def _behind_product(text: str, at: int) -> int:
    """Return the end of `12 × 12 × 3`, whose unit is that of no single number."""
    while found := _PRODUCT.match(text, at):
        following = number_at(text, found.end())
        if following is None:
            break
        at = following.end
    return at


def _members(
    text: str, numbers: list[Number], links: list[str], unit: Unit, end: int
) -> Iterator[Quantity]:
    """Make a quantity of each number of a list, and of each range."""
    first = numbers[0].start
    if not links:
        if not _BRACKETED.match(text, max(first - 1, 0)):  # the (5) of a list of items
            yield _quantity(text, numbers, end, unit)
        return
    commas = [number.decimal_comma and text[number.start] != "0" for number in numbers]
    if any(commas) and not all(commas):
        return  # 10,20 and 30 wt.%: three numbers or two
    if links == ["&"] and _BETWEEN.search(text, max(first - 12, 0), first):
        links = ["-"]
    joined: list[list[Number]] = [[numbers[0]]]
    for link, (before, number) in zip(links, pairwise(numbers), strict=True):
        rises = number.raised or before.value < number.value
        if link == "-" and rises and len(joined[-1]) == 1 and not before.has_error:
            joined[-1].append(number)
        else:
            joined.append([number])
    shared = links[-1:] == ["&"] and (
        (numbers[-1].power != 1 and not any(number.raised for number in numbers[:-1]))
        or (links == ["&"] and _EQUALS.search(text, max(first - 4, 0), first))
    )
    # Whether 1 and 3 × 10−6 A share the power, and R = −1 and 20 Hz the unit, is not written.
    for ends in joined[-1:] if shared else joined:
        stop = end if ends[-1] is numbers[-1] else ends[-1].end
        yield _quantity(text, ends, stop, unit)


def _quantity(text: str, ends: list[Number], stop: int, unit: Unit) -> Quantity:
    """Make a quantity of one number or of the two ends of a range."""
    start, values = ends[0].start, [number.value for number in ends]
    if len(values) == 2 and values[0] and not ends[0].raised and ends[1].raised:
        values[0] = _round(values[0] * ends[1].power)  # 1-5 × 10-3 s-1
    written = text[start:stop]
    if written.count(")") > written.count("("):
        if text[start - 1 : start] == "(":
            start -= 1  # (3–7) × 10−8 s−1
        else:
            stop = ends[-1].end  # (10, 20 and 30) MPa
    if values[0] < 0 and unit.dimension in _NEVER_NEGATIVE:
        values[0] = -values[0]
        start += 1
    low, high, below, above = min(values), max(values), ends[0].below, ends[0].above
    if ends[0].has_error:
        low, high, below, above = map(_round, (low - below, high + above, below, above))
    approximate = _is_approximate(text, start)
    of_unit = unit.name, unit.dimension
    return Quantity(text[start:stop], start, stop, low, high, *of_unit, approximate, below, above)


def _is_approximate(text: str, start: int) -> bool:
    before = text[max(start - 24, 0) : start].rstrip()
    word = before.rpartition(" ")[2].lower().lstrip("(")
    return (word in _LAST_WORDS or before[-1:] in _BOUND_SIGNS) and bool(
        _APPROXIMATE.search(text, max(start - 24, 0), start)
    )


def _with_error(text: str, quantity: Quantity) -> Quantity:
    """Take in the uncertainty behind a unit: `300 MPa ± 20 MPa`, `300 HV (± 5 %)`."""
    found = _ERROR_BEHIND.match(text, quantity.end)
    if found is None or quantity.below or quantity.low != quantity.high:
        return quantity
    error, end = float(found["error"]), found.end()
    if found["percent"] and quantity.unit != "%":
        error *= abs(quantity.low) / 100
    elif not found["percent"] and (unit := unit_at(text, end)):
        if unit[0].name != quantity.unit:
            return quantity
        end = unit[1]
    if "(" in found[0]:
        if text[end : end + 1] != ")":
            return quantity
        end += 1
    return replace(
        quantity,
        text=text[quantity.start : end],
        end=end,
        low=_round(quantity.low - error),
        high=_round(quantity.high + error),
        below=_round(error),
        above=_round(error),
    )


def _in_words(text: str) -> Iterator[Quantity]:
    """Find numbers in words with a unit: `two hours`."""
    for start, at, low, high in find_number_words(text):
        if read := unit_at(text, at):
            unit, end = read
            if end - at > 1 and text[at:end] != "times" and unit.name != "atom":
                yield Quantity(text[start:end], start, end, low, high, unit.name, unit.dimension)


def _of_cycles(text: str) -> Iterator[Quantity]:
    """Find cycles by their ordinals: `the 300th cycle` is told of after 300 cycles."""
    for start, end, number in find_cycle_ordinals(text):
        yield Quantity(text[start:end], start, end, number, number, "cycle", "cycles")


def _on_scales(text: str) -> Iterator[Quantity]:
    """Find hardness values behind the name of their scale: `HV 520`, `HRC 58`."""
    for scale in _SCALE.finditer(text):
        if _SCALE_GOES_BEFORE.search(text, max(scale.start() - 2, 0), scale.start()):
            continue
        number = number_at(text, scale.end(1))
        if number and number.value >= _LEAST_HARDNESS and not _unit_after(text, number):
            unit = unit_named(scale[0])
            start, end = scale.start(), number.end
            value = number.value
            yield Quantity(text[start:end], start, end, value, value, unit.name, unit.dimension)


def _unit_after(text: str, number: Number) -> tuple[Unit, int] | None:
    at = number.end
    after = _AFTER_NUMBER.match(text, at)
    start = after.end() if after else at
    read = unit_at(text, start)
    if not read and start > at:
        read = unit_at(text, at)
    if not read and (opening := _OPENING.match(text, at)):  # 3.41 × 10−5 (mm3/Nm)
        read = unit_at(text, opening.end())
        if read:
            read = (read[0], read[1] + 1) if text[read[1] : read[1] + 1] == ")" else None
    return read


def _round(value: float) -> float:
    return float(f"{value:.12g}")
