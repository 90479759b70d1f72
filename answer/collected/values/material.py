"""Tell whether a value is one of the material that a question asks about."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from answer.question.parse import ParsedQuestion
from builder.library.property_table import PropertyRow
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.companions import UNSAID
from builder.materials.composition_cover import TOLERANCE, covers_composition
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.elements import ATOMIC_WEIGHT, GASES, NONMETALS

#: Behind the formula of an alloy: all alloys that hold its elements are meant.
_FAMILY = re.compile(
    r"[\s-]*(?:based|type|containing|derived|family|systems?|series)\b"
    r"|\s+(?:[a-z-]+\s+){0,3}?(?:alloys|[RM]?HEAs|MEAs|MPEAs|CCAs|materials|variants|derivatives"
    r"|compositions|coatings|claddings|films|composites|welds|joints)\b",
    re.IGNORECASE,
)
#: Before or behind an element that an alloy must not hold.
_WITHOUT_BEFORE = re.compile(r"\b(?:without|no|free of|excluding|lacking)\s+(?:any\s+)?$", re.I)
_WITHOUT_BEHIND = re.compile(r"[\s-]?free\b", re.IGNORECASE)
#: Words of a question for what is no bulk alloy, by `Measurement.owner`.
_OWNERS: Mapping[str, re.Pattern[str]] = {
    "coating": re.compile(r"\b(?:coatings?|claddings?|clads?|overlays?)\b", re.IGNORECASE),
    "film": re.compile(r"\bfilms?\b", re.IGNORECASE),
    "composite": re.compile(r"\b(?:composites?|cermets?|reinforced|carbides?)\b", re.IGNORECASE),
    "weld": re.compile(r"\b(?:welds?|weldments?|joints?|welded|brazed)\b", re.IGNORECASE),
    "precipitate": re.compile(r"\b(?:nano)?(?:precipitates?|particles?)\b", re.IGNORECASE),
    "phase": re.compile(r"\bphases?\b", re.IGNORECASE),
}
#: Owners that are a material of their own, and count where none is named.
MATERIALS = frozenset({"alloy", "coating", "film", "composite", "weld"})
_SOME_ALLOY = re.compile(r"\b(?:alloys?|[RM]?HEAs?|MEAs?|MPEAs?|CCAs?)\b", re.IGNORECASE)
_SOME_MATERIAL = re.compile(r"\bmaterials?\b", re.IGNORECASE)
_ALLOYS = r"(?:bulk|(?:[\w-]+[ ]){0,3}?(?:alloys|[RM]?HEAs|MEAs|MPEAs|CCAs))"
_MADE_OF_THEM = r"(?:[\w-]+[ ]){0,3}?(?:coatings|claddings|films|composites|cermets|welds|joints)"
_LISTED = r"(?:\s*[,/]\s*(?:and|or)?|\s+(?:and|or|and/or|as well as))\s*"
#: Alloys that are listed beside what is made of them: `alloys, coatings or composites`.
_ALLOYS_LISTED = re.compile(
    rf"\b(?:{_ALLOYS}{_LISTED}{_MADE_OF_THEM}|{_MADE_OF_THEM}{_LISTED}{_ALLOYS})\b", re.IGNORECASE
)
#: Between two materials either of which is meant.
_JOINT = re.compile(r"\b(?:and|or|as well as)\b", re.IGNORECASE)
#: With fewer elements a formula is a phase or a substrate.
_FEWEST_ELEMENTS = 3
_REFRACTORY = frozenset({"Ti", "Zr", "Hf", "V", "Nb", "Ta", "Cr", "Mo", "W", "Re"})
#: Fewest principal elements of an alloy of a class, by the usual definition of the class.
_PRINCIPAL_ELEMENTS = {
    "high-entropy alloy": 4,
    "multi-principal element alloy": 3,
    "complex concentrated alloy": 3,
    "medium-entropy alloy": 3,
    "refractory high-entropy alloy": 4,
}
#: A principal element has at least this atomic fraction (Yeh et al. 2004,
#: doi:10.1002/adem.200300567).
_PRINCIPAL = 0.05

#: Whether a value is one of the material asked about: `yes`; `no`; or it may be, but the paper
#: leaves open of which alloy, of which member of a series, or it is of another kind of material.
Belongs = Literal["yes", "no", "unnamed", "series", "owner"]


@dataclass(frozen=True, slots=True)
class AskedMaterial:
    """The material that a question asks about."""

    alloys: tuple[Alloy, ...]
    is_family: bool
    """Whether every alloy that holds the elements of one of `alloys` is meant."""
    with_elements: frozenset[str]
    without_elements: frozenset[str]
    owners: frozenset[str]
    """What a value may be one of, as `Measurement.owner` has it."""
    principal: int
    """Fewest principal elements; 0 for no matter how many."""
    refractory: bool
    takes_unnamed: bool
    """Whether a value counts whose alloy the paper does not name."""
    others: tuple["AskedMaterial", ...] = ()
    """Materials any of which is meant as well: `films of A and Cu-alloyed A`."""

    @property
    def is_any(self) -> bool:
        """Return whether the question names no alloy and no element."""
        return not (self.alloys or self.with_elements or self.without_elements)

    def belongs(self, row: PropertyRow) -> Belongs:
        """Tell whether a value is one of this material, or of another one that is meant as well."""
        own = self._belongs(row)
        return "yes" if any(one.belongs(row) == "yes" for one in self.others) else own

    def is_of_title(self, row: PropertyRow) -> bool:
        """Return whether a value whose sentence names no alloy stands in a paper on this one."""
        if row.value.alloys or row.alloy or not self.alloys:
            return False
        if owner_of(row) not in self.owners and (
            row.value.sample or "owner" not in row.value.inherited
        ):
            return False
        named = title_alloys(row)
        return bool(named) and all(self._fits(alloy, row) == "yes" for alloy in named)

    def may_belong(self, row: PropertyRow) -> bool:
        """Return whether a value may be one of this material, though its sentence does not tell.

        It is of a series, or of an alloy that is not named.
        """
        if owner_of(row) not in self.owners:
            return False
        match self.belongs(row):
            case "series":
                return True
            case "unnamed" if self.is_any:
                return not self.principal or any(map(self._is_of_class, title_alloys(row)))
        return False

    def _belongs(self, row: PropertyRow) -> Belongs:
        named = row.value.alloys or ((row.alloy,) if row.alloy else ())
        if not named:
            if self.is_family and self._is_base_with(row.value.sample):
                return "yes" if row.value.owner in self.owners else "owner"
            is_sample = any(sign.isdigit() for sign in row.value.sample)  # `Nb5`, no `doped`
            counts = self.is_any and not self.principal and (is_sample or self.takes_unnamed)
            return self._owned(row) if counts else "unnamed"
        fits = [self._fits(alloy, row) for alloy in named]
        if "yes" not in fits:
            return "series" if "series" in fits else "no"
        return self._owned(row)

    def _is_base_with(self, sample: str) -> bool:
        """Return whether a sample is one of the alloys with an element added: `CoCrFeNi + Mo`."""
        base, *added = sample.split(" + ")
        held = {element for alloy in named_alloys(base) for element in alloy.elements} | {*added}
        return (
            {*added} <= ATOMIC_WEIGHT.keys()
            and self.with_elements <= held
            and not self.without_elements & held
            and any({*one.elements} <= held for one in self.alloys)
        )

    def _owned(self, row: PropertyRow) -> Belongs:
        owner = owner_of(row)
        if owner == "composite" and "coating" in self.owners and "coating" in row.sentence.lower():
            owner = "coating"
        if owner == "composite" and row.alloy and self.with_elements:
            owner = row.value.owner  # `Cu-alloyed A` may be written as a mixture: A-Cux
        return "yes" if owner in self.owners else "owner"

    def _fits(self, alloy: Alloy, row: PropertyRow) -> Belongs:
        held = {e for e, n in zip(alloy.elements, alloy.amounts, strict=True) if n != 0}
        if not self.with_elements <= held or self.without_elements & held:
            return "no"
        if self.principal and not self._is_of_class(alloy):
            return "no"
        if not self.alloys:
            return "yes"
        if self.is_family:
            return "yes" if any({*one.elements} <= held for one in self.alloys) else "no"
        if any(_is_same(alloy, one, row) for one in self.alloys):
            return "yes"
        is_series = None in alloy.amounts and not alloy.companion
        return "series" if is_series and any(_may_be(alloy, one) for one in self.alloys) else "no"

    def _is_of_class(self, alloy: Alloy) -> bool:
        shares = zip(alloy.elements, alloy.fractions, strict=True)
        principal = [e for e, share in shares if share is None or share >= _PRINCIPAL]
        if self.refractory and sum(e in _REFRACTORY for e in principal) * 2 <= len(principal):
            return False
        return len(principal) >= self.principal


def asked_material(question: ParsedQuestion) -> AskedMaterial:
    """Return the material that a question asks about."""
    first, *others = map(_one_material, _alternatives(question))
    return replace(first, others=tuple(others))


def _alternatives(question: ParsedQuestion) -> Iterator[ParsedQuestion]:
    """Yield a question for each of several materials that it joins: `films of A and bulk A`.

    The words of the others are blanked out in each.
    """
    text = question.text
    places = [alloy.start for alloy in question.alloys]
    joints = [
        joint
        for joint in _JOINT.finditer(text)
        if any(at < joint.start() for at in places) and any(at >= joint.end() for at in places)
    ]
    if len(joints) != 1:
        yield question
        return
    start, end = joints[0].span()
    for part in (text[:start] + " " * (len(text) - start), " " * end + text[end:]):
        alloys = tuple(one for one in question.alloys if part[one.start].strip())
        named = frozenset(element.symbol for element in find_elements(part))
        yield replace(question, text=part, alloys=alloys, elements=named & question.elements)


def _one_material(question: ParsedQuestion) -> AskedMaterial:
    text = question.text
    family = any(
        alloy.companion == UNSAID or _FAMILY.match(text, alloy.end) for alloy in question.alloys
    )
    without = frozenset(e for e in question.elements if _is_excluded(text, e))
    with_elements = question.elements - without - {*GASES} - (NONMETALS - {"C", "B", "Si", "N"})
    if question.intent == "trend":
        with_elements = frozenset()
    # An alloy with an element that its formula lacks: `Cu-alloyed CoCrFeNi`.
    family |= any(with_elements - {*alloy.elements} for alloy in question.alloys)
    named = frozenset(owner for owner, words in _OWNERS.items() if words.search(text))
    if named:
        also = named <= {"phase", "precipitate"} or _ALLOYS_LISTED.search(text)
        owners = named | ({"alloy"} if also else frozenset())
    elif _SOME_MATERIAL.search(text):
        owners = MATERIALS
    elif question.alloys or _SOME_ALLOY.search(text):
        owners = frozenset({"alloy"})
    else:
        owners = MATERIALS
    classes = [size for name, size in _PRINCIPAL_ELEMENTS.items() if name in question.terms]
    return AskedMaterial(
        question.alloys,
        family,
        with_elements,
        without,
        owners,
        max(classes, default=0),
        "refractory high-entropy alloy" in question.terms,
        not _SOME_ALLOY.search(text),
    )


def title_alloys(row: PropertyRow) -> tuple[Alloy, ...]:
    """Return the alloys that the title of a value's paper names."""
    named = named_alloys(row.listed.paper.title or "")
    found = (one for one in named if one.kind == "alloy" and len(one.elements) >= _FEWEST_ELEMENTS)
    return tuple({one.composition_key: one for one in found}.values())


def owner_of(row: PropertyRow) -> str:
    """Return what a value is one of, as `Measurement.owner` has it."""
    is_composite = row.value.composite or (row.alloy is not None and bool(row.alloy.companion))
    return "composite" if row.value.owner == "alloy" and is_composite else row.value.owner


def _is_same(stated: Alloy, asked: Alloy, row: PropertyRow) -> bool:
    """Return whether a value of the stated alloy is one of the alloy asked about.

    The value of a series is not: it is of one member of it, which the paper leaves open.
    """
    if None in asked.amounts:
        return _is_member(stated, asked)
    if None in stated.amounts and len(stated.members) != 1:
        return False
    paper = row.listed.paper
    text = f"{paper.title or ''}. {paper.abstract.text if paper.abstract else ''}"
    return covers_composition(stated, asked, text)


def _is_member(stated: Alloy, family: Alloy) -> bool:
    """Return whether an alloy is of a family: its other elements stand in the family's ratio.

    The variable element may be missing: CoCrFeNi is AlxCoCrFeNi with x = 0.
    """
    if stated.companion or None in stated.amounts or not {*stated.elements} <= {*family.elements}:
        return False
    amounts = dict(zip(stated.elements, stated.fractions, strict=True))
    fixed = {e: n for e, n in zip(family.elements, family.fractions, strict=True) if n is not None}
    held = {e: amounts.get(e) or 0.0 for e in fixed}
    total = sum(held.values())
    return total > 0 and all(abs(held[e] / total - n) <= TOLERANCE for e, n in fixed.items())


def _may_be(stated: Alloy, asked: Alloy) -> bool:
    return covers_composition(asked, stated) or covers_composition(stated, asked)


def _is_excluded(text: str, element: str) -> bool:
    """Return whether a question asks for alloys without an element it names by its symbol."""
    return any(
        _WITHOUT_BEFORE.search(text[: match.start()]) or _WITHOUT_BEHIND.match(text, match.end())
        for match in re.finditer(rf"\b{element}\b", text)
    )
