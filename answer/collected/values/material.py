"""Tell whether a value is one of the material that a question asks about."""

import re
from dataclasses import dataclass
from typing import Literal

from builder.library.property_table import PropertyRow
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.companions import UNSAID
from builder.materials.composition_cover import TOLERANCE, covers_composition
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.elements import ATOMIC_WEIGHT
from builder.materials.measurements.added_shares import ADDED
from builder.materials.quantity import Quantity

#: Owners that are a material of their own, and count where none is named.
MATERIALS = frozenset({"alloy", "coating", "film", "composite", "weld"})
_SHARE = re.compile(r"^[\d.]+\s?(?:at|wt|vol|mol)?\.?\s?%\s?")
_COATING = re.compile(r"\b(?:coatings?|cladding|clad (?:layers?|coatings?))\b", re.IGNORECASE)
#: With fewer elements a formula is a phase or a substrate.
_FEWEST_ELEMENTS = 3
_REFRACTORY = frozenset({"Ti", "Zr", "Hf", "V", "Nb", "Ta", "Cr", "Mo", "W", "Re"})
#: A principal element has at least this atomic fraction (Yeh et al. 2004,
#: doi:10.1002/adem.200300567).
_PRINCIPAL = 0.05

#: Behind a share, what it is one of.
_SUBSTANCE = re.compile(r"\s(?:of\s)?(?P<name>(?:[A-Z][a-z]?[\d.]*){1,4})(?![\w-])")

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
    compounds: tuple[Alloy, ...] = ()
    """Carbides, oxides and the like that it must hold: `CoCrFeNi reinforced with TiC`."""
    takes_base: bool = False
    """Whether the base alloy of a series counts in any paper: a trend begins with it."""
    others: tuple["AskedMaterial", ...] = ()
    """Materials any of which is meant as well: `films of A and Cu-alloyed A`."""

    @property
    def is_any(self) -> bool:
        """Return whether the question names no alloy and no element."""
        return not (self.alloys or self.with_elements or self.without_elements)

    def holds(self, alloy: Alloy) -> bool:
        """Return whether an alloy has the elements asked for, and none that it must not have."""
        held = {*alloy.elements}
        if not self.with_elements <= held or self.without_elements & held:
            return False
        return not self.alloys or any({*one.elements} <= held for one in self.alloys)

    def belongs(self, row: PropertyRow) -> Belongs:
        """Tell whether a value is one of this material, or of another one that is meant as well."""
        own = self._belongs(row)
        return "yes" if any(one.belongs(row) == "yes" for one in self.others) else own

    def is_of_title(self, row: PropertyRow) -> bool:
        """Return whether a value whose sentence names no alloy stands in a paper on this one."""
        if row.value.alloys or row.alloy or not self.alloys:
            return False
        if self._owner(row) not in self.owners and (
            row.value.sample or "owner" not in row.value.inherited
        ):
            return False
        named = title_alloys(row)
        return bool(named) and all(self._fits(alloy, row) == "yes" for alloy in named)

    def may_belong(self, row: PropertyRow) -> bool:
        """Return whether a value may be one of this material, though its sentence does not tell.

        It is of a series, or of an alloy that is not named.
        """
        if self._owner(row) not in self.owners:
            return False
        match self.belongs(row):
            case "series":
                return True
            case "unnamed" if self.is_any:
                return not self.principal or any(map(self._is_of_class, title_alloys(row)))
            case "unnamed" if self.with_elements and not self.alloys:  # `Ti-HEA`
                held = {one.symbol for one in find_elements(row.value.sample)}
                return self.with_elements <= held
        return False

    def _belongs(self, row: PropertyRow) -> Belongs:
        named = row.value.alloys or ((row.alloy,) if row.alloy else ())
        if not named:
            is_open = self.is_family or any(None in one.amounts for one in self.alloys)
            is_open |= bool(self.with_elements) and not self.alloys
            if is_open and self._is_base_with(row.value.sample):
                return "yes" if self._owner(row) in self.owners else "owner"
            if "weld" in self.owners and owner_of(row) == "weld" and self._joins(row.value.sample):
                return "yes"
            sample = row.value.sample
            is_sample = any(map(str.isdigit, sample)) or _adds_elements(row)  # `Nb5`, no `doped`
            counts = self.is_any and not self.principal and (is_sample or self.takes_unnamed)
            return self._owned(row) if counts else "unnamed"
        fits = [self._fits(alloy, row) for alloy in named]
        if "yes" not in fits:
            return "series" if "series" in fits else "no"
        return self._owned(row)

    def _is_base_with(self, sample: str) -> bool:
        """Return whether a sample is one of the alloys with something added: `CoCrFeNi + Mo`."""
        base, *added = sample.split(" + ")
        added = [_SHARE.sub("", one) for one in added]
        elements = {one for one in added if one in ATOMIC_WEIGHT}
        bases = named_alloys(base)
        held = {element for alloy in bases for element in alloy.elements} | elements
        compounds = {*added} - elements
        if not {one.text for one in self.compounds} <= compounds:
            return False
        if compounds and not self.is_family:
            return False
        if not self.with_elements <= held or self.without_elements & held:
            return False
        if not self.alloys:
            return bool(bases)
        return any(
            held == {*one.elements} and any(_is_member(alloy, one) for alloy in bases)
            if None in one.amounts and not self.is_family
            else {*one.elements} <= held
            for one in self.alloys
        )

    def _joins(self, sample: str) -> bool:
        """Return whether a joint is one of, or with, each alloy asked about: `W/CoCrFeNi/steel`."""
        parts = [alloy for part in re.split("[/+]", sample) for alloy in named_alloys(part)]
        return bool(self.alloys) and all(
            any(covers_composition(part, one) for part in parts) for one in self.alloys
        )

    def _owner(self, row: PropertyRow) -> str:
        """Return what a value is one of: a composite that coats is a coating where those count."""
        owner = owner_of(row)
        if owner == "composite" and "coating" in self.owners:
            title = row.listed.paper.title or ""
            return "coating" if _COATING.search(f"{row.sentence}\n{title}") else owner
        return owner

    def _owned(self, row: PropertyRow) -> Belongs:
        owner = self._owner(row)
        if owner == "composite" and row.alloy and self.with_elements:
            owner = row.value.owner  # `Cu-alloyed A` may be written as a mixture: A-Cux
        return "yes" if owner in self.owners else "owner"

    def _fits(self, alloy: Alloy, row: PropertyRow) -> Belongs:
        held = {e for e, n in zip(alloy.elements, alloy.amounts, strict=True) if n != 0}
        if not self.with_elements <= held or self.without_elements & held:
            return "no"
        beside = [_SHARE.sub("", one) for one in alloy.companion.split("+")]
        if not all({*one.elements} <= held or one.text in beside for one in self.compounds):
            return "no"
        if self.principal and not self._is_of_class(alloy):
            return "no"
        if not self.alloys:
            return "yes"
        if self.is_family:
            return "yes" if any({*one.elements} <= held for one in self.alloys) else "no"
        if any(_is_same(alloy, one, row) for one in self.alloys):
            return "yes"
        if self.takes_base and any(_is_member(alloy, one) for one in self.alloys):
            return "yes"
        is_series = None in alloy.amounts and not alloy.companion
        return "series" if is_series and any(_may_be(alloy, one) for one in self.alloys) else "no"

    def _is_of_class(self, alloy: Alloy) -> bool:
        shares = zip(alloy.elements, alloy.fractions, strict=True)
        principal = [e for e, share in shares if share is None or share >= _PRINCIPAL]
        if self.refractory and sum(e in _REFRACTORY for e in principal) * 2 <= len(principal):
            return False
        return len(principal) >= self.principal


def title_alloys(row: PropertyRow) -> tuple[Alloy, ...]:
    """Return the alloys that the title of a value's paper names."""
    return _alloys_of(row.listed.paper.title or "")


def alloys_named(row: PropertyRow) -> tuple[Alloy, ...]:
    """Return the alloys that title and abstract of a value's paper name."""
    return _alloys_of(_text_of(row))


def _alloys_of(text: str) -> tuple[Alloy, ...]:
    named = named_alloys(text)
    found = (one for one in named if one.kind == "alloy" and len(one.elements) >= _FEWEST_ELEMENTS)
    return tuple({one.composition_key: one for one in found}.values())


def owner_of(row: PropertyRow) -> str:
    """Return what a value is one of, as `Measurement.owner` has it."""
    is_alloyed = row.value.sample.endswith(("-based", f"+ {UNSAID}")) or _adds_elements(row)
    is_alloyed |= row.alloy is not None and any(
        substance_of(row, one) in row.alloy.elements for one in row.value.conditions
    )
    is_composite = (row.value.composite and not is_alloyed) or (
        row.alloy is not None and bool(row.alloy.companion)
    )
    return "composite" if row.value.owner == "alloy" and is_composite else row.value.owner


def substance_of(row: PropertyRow, condition: Quantity) -> str:
    """Return what a share is one of by the sentence, `SiC` in `10 at.% SiC`; "" if untold."""
    is_there = row.sentence[condition.start : condition.end] == condition.text
    if condition.dimension not in ADDED or not is_there:
        return ""
    behind = _SUBSTANCE.match(row.sentence, condition.end)
    return behind["name"].rstrip(".") if behind else ""


def _adds_elements(row: PropertyRow) -> bool:
    """Return whether a sample is an alloy with elements alone added: `A + Mo`, `A + carbon`."""
    _, *added = row.value.sample.split(" + ")
    return bool(added) and all(_is_element(_SHARE.sub("", one)) for one in added)


def _is_element(word: str) -> bool:
    named = find_elements(word) if word.isalpha() else ()
    return word in ATOMIC_WEIGHT or (len(named) == 1 and named[0].end - named[0].start == len(word))


def _is_same(stated: Alloy, asked: Alloy, row: PropertyRow) -> bool:
    """Return whether a value of the stated alloy is one of the alloy asked about.

    The value of a series is not: it is of one member of it, which the paper leaves open.
    """
    if None in asked.amounts:
        return _is_member(stated, asked) and (
            {*stated.elements} == {*asked.elements} or _is_of_series(row, asked)
        )
    if None in stated.amounts and len(stated.members) != 1:
        return False
    return covers_composition(stated, asked, _text_of(row))


def _is_of_series(row: PropertyRow, asked: Alloy) -> bool:
    """Return whether the paper of a value names an alloy of all the elements of a series."""
    return any({*one.elements} == {*asked.elements} for one in named_alloys(_text_of(row)))


def _text_of(row: PropertyRow) -> str:
    paper = row.listed.paper
    return f"{paper.title or ''}. {paper.abstract.text if paper.abstract else ''}"


def _is_member(stated: Alloy, family: Alloy) -> bool:
    """Return whether an alloy is of a family: its other elements stand in the family's ratio.

    The variable element may be missing: CoCrFeNi is AlxCoCrFeNi with x = 0 in a paper on those.
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
