"""Bind a value to the property that it is one of, and to the kind of that property."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from builder.materials.measurements.lists import run_of, runs
from builder.materials.measurements.value_changes import CHANGES, SHARES, sense_of
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention, dimensions_of

#: Characters within which a property before a value belongs to it, whatever stands between.
_BEFORE = 90
#: Dimensions of much else in a sentence beside its one property that has them.
_OFTEN = frozenset({"pressure", "fraction", "length", "voltage", "temperature", "energy"})
#: Longest list of properties that is paired with values.
_MOST_NAMES = 8
#: Between a value and the property behind it: `a 45 % tensile elongation`, `1 GPa of strength`.
_LEADS_TO_PROPERTY = re.compile(
    r"(?:\s(?:of|in)(?:\sthe)?)?\s(?:(?!with|at|in|for|under|by|when|while|than|to|from|and|or|of"
    r"|without|but|is|was|due|after|as|on|via|through)[\w-]+\s){0,2}"
)
#: Between the size of a change and its property: a 45 % reduction in the wear rate.
_CHANGE_IN = re.compile(
    r"\s(?:increase|decrease|reduction|improvement|enhancement|rise|drop|gain|decline)s?\s(?:in|of)\s"
    r"(?:both\s)?(?:the\s)?"
)
_CHANGED_NOUN = re.compile(r"(?:[\w-]+\s){0,2}")
#: Right behind a property that has a value of its own: `ductility of 35 %`.
_HAS_ITS_OWN = re.compile(
    r"\s?(?:\([A-Za-z]{1,5}\)\s)?(?:of|=|:|is|was|\(|reach\w+|about|up to)\s?"
    r"(?:(?:about|nearly|over|around|only|up to|approximately)\s)?[<>~≈∼≥≤+−-]?\s?\d"
)
#: Between a property and its value, what ends its reach.
_NEW_CLAUSE = re.compile(
    r";|\b(?:while|whereas|because|since|although|when|if)\b|,\s(?:and|but)\s\w+\s(?:is|was|are|were)"
)
#: Behind a per cent: it is one of something else, as in 3.5 % NaCl and 50 % cold rolling.
_SHARE_OF = re.compile(
    r"\s?(?:NaCl|HCl|H2SO4|HNO3|NaOH|KOH|[A-Z][a-z]?(?:\d|\b)(?!-)"
    r"|of\s(?:the\s)?(?:total|grains|all|theoretical|[A-Z])|relative humidity|RH|IACS"
    r"|(?:cold|hot|thickness|height|rolling|area|volume|reduction|deformation|strain\b|compression"
    r"|fraction|martensite|recrystalli|increase in [A-Z]))"
)
#: Right before a value, a symbol with an equals sign, which names what it is a value of.
_SYMBOL_BEFORE = re.compile(
    r"(?<![\w.])(?:[σεδκρμλΔηνγτ][\w,.%]{0,8}\s?[=≈∼~]|∆?[A-Z]_?[a-z\d.]{0,4}\s?[=≈∼~]"
    r"|[a-z](?:_?[\w.]{1,4})?\s?=)\s?$"
)
_LEADS_TO_SYMBOL = re.compile(r"(?:\s\(?|,\s|\()(?:values?\s)?")
#: Under such a load something is tested or made: bonded under 20 MPa.
_LOAD_BEFORE = re.compile(r"\b(?:under|applying)\s(?:an?\s(?:\w+\s){0,2}?of\s)?$")
#: Behind a temperature that is told from a melting point: 50 °C above their liquidus.
_ABOVE_IT = re.compile(r"\s(?:above|below|over|higher|lower)\b")
#: A property at which something changes is none of an alloy: critical grain size. What lies in it
#: by the number or the length is not its mass: crack density.
_CRITICAL = re.compile(r"\b[Cc]ritical\s$")
_COUNTED = re.compile(
    r"\b(?:crack|defect|twin|pore|void|boundary|fault|number|nucleation|precipitate|particle|line"
    r"|carrier|charge|electron|interface|flux|storage)s?\s$",
    re.IGNORECASE,
)
#: Before what is set to a current density: treated at a current density of 9 A/mm2.
_SET_BEFORE = re.compile(r"\b(?:at|under|using)\s(?:an?\s|the\s)?(?:[a-z-]+\s)?$")
#: Behind a current density at which an electrode has its overpotential.
_WITH_OVERPOTENTIAL = re.compile(
    r"\s(?:of\s)?[^,;]{1,24}?\sat\s(?:an?\s|the\s)?(?:[a-z-]+\s)?overpotentials?\b"
)
#: Behind the least value of a range of a symbol, which is no value of it: −10 kJ/mol < ΔH.
_BOUNDS_SYMBOL = re.compile(r"\s?[<≤>≥]\s?[A-Za-zΔ∆δΩΛλ]")
#: Before a value that something is meant to have.
_AIMED = re.compile(
    r"\b(?:aim(?:s|ed|ing)?\s(?:to|at|for)|target(?:s|ed|ing)?|goal|intend(?:s|ed)?\sto)\b[^.;,]{0,90}$",
    re.IGNORECASE,
)
#: Directions of a stress, of which σy is no yield strength: σx and σy.
_DIRECTIONS = re.compile(r"σ_?[xz]\b")
#: What a property is of, up to its noun: grain size of the deposited layers.
_COMPLEMENT = re.compile(
    r"\s(?:values?\s)?(?:of|in|for|within)\s(?:(?!and\sthe\s)[\w().-]+\s){0,4}"
)


@lru_cache(maxsize=1)
def _nouns() -> Mapping[str, re.Pattern[str]]:
    path = Path(__file__).parents[2] / "data/measured_nouns.toml"
    table = tomllib.loads(path.read_text("utf-8"))
    return {
        dimension: re.compile(
            r"(?<![\w-])(?:{})s?(?![\w-])".format(
                "|".join(re.escape(noun) for noun in sorted(nouns, key=len, reverse=True))
            )
        )
        for dimension, nouns in table.items()
    }


def named_properties(text: str, terms: Sequence[Mention]) -> list[Mention]:
    """Return the properties that a sentence names.

    The abbreviation in brackets behind a property, which names it again, is left out.
    """
    named = [
        term
        for term in terms
        if term.kind == "property"
        and not _CRITICAL.search(text, max(term.start - 9, 0), term.start)
        and not (
            term.text.lower().startswith("densit")
            and _COUNTED.search(text, max(term.start - 14, 0), term.start)
        )
        and not (
            term.name == "current density"
            and (
                _SET_BEFORE.search(text, max(term.start - 24, 0), term.start)
                or _WITH_OVERPOTENTIAL.match(text, term.end)
            )
        )
        and not (term.text in ("σy", "σ_y") and _DIRECTIONS.search(text))
    ]
    return [
        term
        for place, term in enumerate(named)
        if not (
            place
            and named[place - 1].name == term.name
            and text[named[place - 1].end : term.start] == " ("
        )
    ]


def property_of(
    text: str, quantity: Quantity, quantities: Sequence[Quantity], named: Sequence[Mention]
) -> Mention | None:
    """Return the property that a quantity is a value of, as the sentence names it.

    Args:
        text: the sentence.
        quantity: the value.
        quantities: all quantities of the sentence.
        named: the properties that it names.
    """
    fits = [term for term in named if quantity.dimension in dimensions_of(term.name)]
    if quantity.dimension == "pressure" and _LOAD_BEFORE.search(
        text, max(quantity.start - 40, 0), quantity.start
    ):
        return None
    if quantity.dimension == "temperature" and _ABOVE_IT.match(text, quantity.end):
        return None
    if not fits and quantity.dimension not in SHARES:
        return None
    if _BOUNDS_SYMBOL.match(text, quantity.end):
        return None
    if _AIMED.search(text, max(quantity.start - 120, 0), quantity.start):
        return None
    run = run_of(text, quantity, quantities)
    is_change = quantity.dimension in SHARES and sense_of(text, quantity, run) in CHANGES
    if is_change:  # by how many per cent, of whatever property
        fits = [*named]
    elif not fits or (quantity.dimension == "fraction" and _SHARE_OF.match(text, quantity.end)):
        return None
    if len(run) > 1:
        for names in runs(text, named, adjectives=True):
            if len(names) > 1 and (paired := _paired(text, names, run, is_change)):
                return paired[run.index(quantity)]
    if is_change:
        behind = next((term for term in fits if term.start >= quantity.end), None)
        if change := _CHANGE_IN.match(text, quantity.end):
            of_it = behind and _CHANGED_NOUN.fullmatch(text, change.end(), behind.start)
            return behind if of_it else None
    return _nearest(text, quantity, run[0], fits, quantities)


def _paired(
    text: str, names: Sequence[Mention], run: Sequence[Quantity], are_changes: bool
) -> list[Mention]:
    """Pair a list of properties with one of values, if there is one way that units allow."""
    if len(names) < len(run) or len(names) > _MOST_NAMES:
        return []
    if not ("respectively" in text or names[-1].end <= run[0].start):
        return []
    ways = [
        [*chosen]
        for chosen in combinations(names, len(run))
        if all(
            q.dimension in dimensions_of(name.name) or (are_changes and q.dimension in SHARES)
            for name, q in zip(chosen, run, strict=True)
        )
    ]
    return ways[0] if len(ways) == 1 else []


def _nearest(
    text: str,
    quantity: Quantity,
    first: Quantity,
    fits: Sequence[Mention],
    quantities: Sequence[Quantity],
) -> Mention | None:
    """Return the property right behind a value, else the nearest before the list it stands in."""
    before = [term for term in fits if term.end <= quantity.start]
    directly = bool(before) and quantity.start - before[-1].end < 12
    # 1.2 GPa yield strength, 1.5 GPa tensile strength: the first has its value before it.
    directly = directly and not _is_behind_value(text, before[-1], quantities)
    behind = next((term for term in fits if term.start >= quantity.end), None)
    if (
        behind
        and not directly
        and _LEADS_TO_PROPERTY.fullmatch(text, quantity.end, behind.start)
        and not _HAS_ITS_OWN.match(text, behind.end)
    ):
        return behind
    if not before:
        return None
    term = before[-1]
    gap = first.start - term.end if first.start > term.end else quantity.start - term.end
    if gap > _BEFORE and (
        len({one.name for one in fits}) > 1
        or (quantity.dimension in _OFTEN and _NEW_CLAUSE.search(text, term.end, quantity.start))
    ):
        return None
    if _is_taken(text, term, quantity) or _is_of_symbol(text, term, quantity):
        return None
    return term


def _is_behind_value(text: str, term: Mention, quantities: Sequence[Quantity]) -> bool:
    """Return True for a property that stands right behind a value of its own."""
    return any(
        one.end <= term.start
        and one.dimension in dimensions_of(term.name)
        and _LEADS_TO_PROPERTY.fullmatch(text, one.end, term.start)
        for one in quantities
    )


def _is_of_symbol(text: str, term: Mention, quantity: Quantity) -> bool:
    """Return True if a value is given for a symbol that does not stand for the property."""
    symbol = _SYMBOL_BEFORE.search(text, max(quantity.start - 14, term.end), quantity.start)
    return symbol is not None and not _LEADS_TO_SYMBOL.fullmatch(text, term.end, symbol.start())


def _is_taken(text: str, term: Mention, quantity: Quantity) -> bool:
    """Return True if a noun between a property and a value has the value."""
    nouns = _nouns().get(quantity.dimension)
    if nouns is None:
        return False
    return any(
        not _in_brackets(text, term.end, found.start(), quantity.start)
        and not _COMPLEMENT.fullmatch(text, term.end, found.start())
        for found in nouns.finditer(text, term.end, quantity.start)
    )


def _in_brackets(text: str, start: int, at: int, end: int) -> bool:
    """Return True for a place in brackets that open behind `start` and close before `end`."""
    opened = text.count("(", start, at) > text.count(")", start, at)
    return opened and text.count(")", at, end) > text.count("(", at, end)
