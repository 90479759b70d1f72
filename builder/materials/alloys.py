"""Find alloys in running text, with the elements of each and their ratio."""

import re
from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

from builder.materials.companions import (
    UNSAID,
    find_companion,
    is_phase,
    is_substrate,
    same_companion,
)
from builder.materials.formulas.elements import ATOMIC_WEIGHT, NONMETALS, SALT_FORMERS
from builder.materials.formulas.finder import find_formulas
from builder.materials.formulas.markup import PlainText, plain_formulas
from builder.materials.formulas.members import read_values
from builder.materials.formulas.parser import Part, Parts, amounts_of, read_formula
from builder.materials.formulas.percent_lists import BASIS, basis_of, find_percent_lists

# Three compositions are called "Senkov alloy" and the words alone cannot tell which is meant, so
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
        # Senkov et al. 2011, J. Alloys Compd. 509, 6043 (the first);
        # Senkov et al. 2010, doi:10.1016/j.intermet.2010.05.014 (the other two)
        ("Senkov", ("HfNbTaTiZr", "NbMoTaW", "VNbMoTaW")),
    )
)
_SOME_ALIAS = ("cantor", "senkov")
# Titanium grade 5 is named by weight per cent (ASTM B348), and in "Ti6Al4V" the digits precede
# their elements, against the rule for every other formula.
_GRADE_5 = re.compile(r"(?<!\w)Ti[ -]?6Al[ -]?4V(?!\w)")
_EQUIATOMIC = re.compile(r"(?<![-\w])equi-?(?:atomic|molar)\s\(?$", re.I)


#: What LaTeX marks subscripts with.
_LATEX = re.compile(r"\s?\$\s?|_\s?\{\s?|(?<=[\d.xyz])\s?\}")
#: A decimal comma or raised dot.
_DECIMAL = re.compile(r"(?<=\d)[,·⋅∙‧](?=\d)")


@dataclass(frozen=True, slots=True)
class Alloy:
    """A composition as written, at [start, end) of the searched text.

    `amounts` runs parallel to `elements`; None means a variable (AlxCoCrFeNi) or an amount the
    words leave open (the Co-Cr-Fe-Ni system). `basis` is "at" or "wt". `kind` is "compound" for
    oxides, carbides and the like of one or two metals (Al2O3, WC), "substrate" for the metal that a
    coating lies on, else "alloy". `members` are the amounts for each value the text gives to the
    variable ("x = 0.1, 0.3"). `companion` is what the material holds beside these elements ("TiC"
    of CoCrFeNi/TiC, "?" of CoCrFeNi-based), which makes it another material.
    """

    text: str
    start: int
    end: int
    elements: tuple[str, ...]
    amounts: tuple[float | None, ...]
    basis: str = "at"
    kind: str = "alloy"
    members: tuple[tuple[float, ...], ...] = ()
    companion: str = ""

    @property
    def name(self) -> str:
        """Return the alloy as written, with decimal points; a label with what it stands for.

        Al0.7CoCrFeNi for Al0,7CoCrFeNi and Al_{0.7}CoCrFeNi, H4 (CoCrFeNi) for the label H4.
        """
        there = [
            (e, amount) for e, amount in zip(self.elements, self.amounts, strict=True) if amount
        ]
        if "alloy" in self.text or all(element in self.text for element, _ in there):
            return _DECIMAL.sub(".", _LATEX.sub("", self.text))
        formula = "".join(element + (f"{n:g}" if n != 1 else "") for element, n in there)
        return f"{self.text} ({formula})"

    @property
    def element_key(self) -> str:
        """Join the elements in alphabetical order: Co-Cr-Fe-Mn-Ni."""
        return "-".join(self.elements)

    @property
    def composition_key(self) -> str:
        """Join the elements with their atomic fractions to 0.001, traces below 0.01 to two digits.

        Open amounts are "x" and left out of the sum. A companion that is named follows "+".
        """
        beside = f"+{self.companion}" if self.companion not in ("", UNSAID) else ""
        return _key(self.elements, self.fractions) + beside

    @property
    def member_keys(self) -> tuple[str, ...]:
        """Return the composition key for each value that the text gives to the variable."""
        return tuple(
            _key(self.elements, _fractions(self.elements, amounts, self.basis))
            for amounts in self.members
        )

    @property
    def fractions(self) -> tuple[float | None, ...]:
        """Return atomic fractions parallel to `elements`, over those whose amount is stated."""
        return _fractions(self.elements, self.amounts, self.basis)


@lru_cache(maxsize=8192)
def find_alloys(text: str) -> tuple[Alloy, ...]:
    """Find alloys and compounds in the order of the text.

    Spans do not overlap, except that an ambiguous name ("Senkov alloy") is reported once for each
    composition it may mean, all with the same span.
    """
    plain = plain_formulas(text)
    found = [*_named(text, plain)]
    taken = sorted((alloy.start, alloy.end) for alloy in found)
    lists = ((one.start, one.end, one.parts, one.basis) for one in find_percent_lists(plain.text))
    formulas = ((start, end, parts, "") for start, end, parts in find_formulas(plain.text))
    for start, end, parts, basis in (*lists, *formulas):
        alloy = _alloy(plain, start, end, parts, basis)
        at = bisect(taken, (alloy.start, len(text)))
        is_free_before = at == 0 or taken[at - 1][1] <= alloy.start
        if is_free_before and (at == len(taken) or alloy.end <= taken[at][0]):
            found.append(alloy)
            taken.insert(at, (alloy.start, alloy.end))
    return tuple(sorted(found, key=lambda alloy: alloy.start))


def named_alloys(text: str) -> tuple[Alloy, ...]:
    """Find alloys, but no compounds, in the order of the text."""
    return tuple(alloy for alloy in find_alloys(text) if alloy.kind == "alloy")


def same_composition(a: Alloy, b: Alloy) -> bool:
    """Return True for the same elements in the same atomic ratio, in any order and notation."""
    return a.composition_key == b.composition_key


def overlap(a: Alloy, b: Alloy) -> float:
    """Return the Jaccard index of the two sets of elements, from 0 to 1."""
    return len({*a.elements} & {*b.elements}) / len({*a.elements, *b.elements})


def compatible(a: Alloy, b: Alloy) -> bool:
    """Return True unless what is written tells the two apart: AlxCoCrFeNi may be Al0.3CoCrFeNi.

    If the text lists the values of x, the other alloy must have one of them. What holds something
    beside the elements (CoCrFeNi/TiC) is another material than the alloy alone.
    """
    if not same_companion(a.companion, b.companion):
        return False
    if a.elements != b.elements:  # most alloys that are compared, and few of them list members
        return bool(
            (a.members and b.composition_key in a.member_keys)
            or (b.members and a.composition_key in b.member_keys)
        )
    if None not in a.amounts and None not in b.amounts:
        return _key(a.elements, a.fractions) == _key(b.elements, b.fractions)
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


@lru_cache(maxsize=4096)
def _fractions(
    elements: tuple[str, ...], amounts: tuple[float | None, ...], basis: str
) -> tuple[float | None, ...]:
    moles = [
        amount if amount is None or basis == "at" else amount / ATOMIC_WEIGHT[element]
        for element, amount in zip(elements, amounts, strict=True)
    ]
    total = fsum(amount for amount in moles if amount is not None)
    return tuple(amount if amount is None else amount / total for amount in moles)


@lru_cache(maxsize=4096)
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


def _named(text: str, plain: PlainText) -> Iterator[Alloy]:
    lower = text.lower()
    for pattern, formulas in _ALIASES if any(name in lower for name in _SOME_ALIAS) else ():
        for match in pattern.finditer(text):
            for formula in formulas:
                parts, _ = read_formula(formula, 0)
                amounts = dict(sorted(amounts_of(parts, {}).items()))
                elements, sizes = tuple(amounts), tuple(amounts.values())
                yield Alloy(match.group(), *match.span(), elements, sizes)
    for match in _GRADE_5.finditer(plain.text) if "4V" in plain.text else ():
        start, end = plain.span(*match.span())
        kind = "substrate" if is_substrate(plain.text, *match.span()) else "alloy"
        beside = find_companion(plain.text, *match.span())
        grade_5 = ("Al", "Ti", "V"), (6.0, 90.0, 4.0), "wt"
        yield Alloy(text[start:end], start, end, *grade_5, kind, companion=beside)


def _alloy(plain: PlainText, start: int, end: int, parts: Parts, basis: str) -> Alloy:
    """Make an alloy of the parts of a formula; `basis` is "" where the text behind it may tell."""
    text = plain.text
    values = {"?": 1.0} if _EQUIATOMIC.search(text, max(start - 20, 0), start) else {}
    amounts = dict(sorted(amounts_of(parts, values).items()))
    if not basis and (behind := BASIS.match(text, end)):
        basis = basis_of(behind[1])
    if basis == "wt" and _counts_atoms(parts):  # CoCrFeNi(AlTi)5wt%: so much beside so many atoms
        basis, parts = "", tuple(Part(part.of, part.amount and "?") for part in parts)
        amounts = dict(sorted(amounts_of(parts, values).items()))
    members = _members(text, end, parts, values) if None in amounts.values() else ()
    stated = [amount for amount in amounts.values() if amount is not None]
    if stated and not any(stated):
        amounts = dict.fromkeys(amounts)
    kind = _kind(amounts)
    if kind == "alloy" and is_phase(text, start, end, amounts):
        kind = "compound"
    companion = find_companion(text, start, end) if kind == "alloy" else ""
    if kind == "alloy" and is_substrate(text, start, end):
        kind = "substrate"
    start, end = plain.span(start, end)
    return Alloy(
        plain.original[start:end],
        start,
        end,
        tuple(amounts),
        tuple(amounts.values()),
        basis or "at",
        kind,
        members,
        companion,
    )


def _counts_atoms(parts: Parts) -> bool:
    """Return True if a formula leaves amounts out, by which equal numbers of atoms are meant."""
    return any(
        not part.amount
        or (not isinstance(part.of, str) and len(part.of) > 1 and _counts_atoms(part.of))
        for part in parts
    )


def _members(
    text: str, end: int, parts: Parts, values: Mapping[str, float]
) -> tuple[tuple[float, ...], ...]:
    """Return the amounts for each value of the variable that the text gives behind a formula.

    None where the values are per cents and the formula counts atoms: CoCrFeNiNbx (x = 3 wt.%).
    """
    given = read_values(text, end)
    bare = [part for part in parts if not part.amount]
    is_percent = bool(given.share) or any(value >= 5 for value in given.values)
    if (is_percent and bare) or basis_of(given.share or "at") == "wt":
        return ()
    members = []
    for number in given.values:
        member = dict(sorted(amounts_of(parts, {**values, given.variable: number}).items()))
        known = tuple(amount for amount in member.values() if amount is not None)
        if len(known) == len(member) and min(known) >= 0 < max(known):
            members.append(known)
    return tuple(members)


def _kind(amounts: Mapping[str, float | None]) -> str:
    """Tell compounds from alloys.

    Compounds are oxides, salts, and the carbides, nitrides and the like of one or two metals;
    those of three and more metals are the high-entropy ceramics, which are asked for as alloys.
    M23C6 has 21 % carbon; an interstitial alloy such as Fe-22Mn-0.6C far less.
    """
    sizes = {element: 1.0 if size is None else size for element, size in amounts.items()}
    total = fsum(sizes.values())
    metals = sum(element not in NONMETALS for element in sizes)
    if fsum(sizes.get(element, 0) for element in SALT_FORMERS) >= 0.4 * total:
        return "compound"
    if len(sizes) > 2 and 98 <= total <= 102:
        return "alloy"  # Pd40Ni40P20: shares of an alloy, no formula units
    nonmetal = fsum(size for element, size in sizes.items() if element in NONMETALS)
    return "compound" if metals <= 2 and nonmetal >= 0.2 * total else "alloy"
