"""Tell of which alloy a sample is made whose own composition its paper does not write."""

import re
from collections.abc import Sequence
from dataclasses import replace

from builder.materials.alloys import Alloy, named_alloys
from builder.materials.measurements.carriers import ALL_ALIKE
from builder.materials.measurements.measurement import Measurement
from builder.materials.measurements.owner_binding import UNTOLD

#: Parts of a paper's material that lie beside its alloy, and are not made of it.
_BESIDE = frozenset({"substrate", "other"})
#: With fewer elements a formula is that of a phase, or of what is added.
_FEWEST = 3


#: Another metal that an alloy is put into, or that it is joined to, as a title names it.
_METAL_BASED = (
    r"(?:(?:titanium|alumini?um|copper|magnesium|tungsten|nickel|cobalt|iron|Ti|Al|Cu|Mg|W|Fe|Ni)"
    r"[\s-](?:based|matrix)|(?:titanium|alumini?um|copper|magnesium|nickel)\salloys?)"
)
_PUT_INTO = re.compile(
    rf"\b(?:{_METAL_BASED}|[Ss]teels?|Ti-?6Al-?4V)\b[^.;:]{{0,60}}"
    r"\b(?:with|by|containing|reinforced)\s(?:[a-z]+\s){0,3}$"
)
_EFFECT_OF_IT = re.compile(
    r"\b(?:[Ee]ffects?|[Ii]nfluences?|[Rr]oles?)\sof\s(?:the\s)?(?:[a-z]+\s){0,3}$"
)
_ON_METAL = re.compile(
    rf"(?![^.;:]{{0,40}}\b(?:coat|film|clad|layer))[^.;:]{{0,90}}\bon\b[^.;:]{{0,90}}\b{_METAL_BASED}\b"
)


def is_put_into_metal(title: str, alloy: Alloy) -> bool:
    """Return True for the alloy of a title that is only added to another metal.

    Strengthening of a titanium alloy with CoCrFeNi; the effect of CoCrFeNi on copper-based parts.

    Args:
        title: the title of a paper.
        alloy: an alloy in it.
    """
    if _PUT_INTO.search(title, 0, alloy.start):
        return True
    is_cause = _EFFECT_OF_IT.search(title, 0, alloy.start) is not None
    return is_cause and _ON_METAL.match(title, alloy.end) is not None


def as_titled(value: Measurement, titled: Sequence[Alloy]) -> Measurement:
    """Return a value of an alloy with something added as one of the title's alloy that holds both.

    The `VNbTa + Ti` of a paper on VNbTaTi0.3 is that, unless the paper varies the amount.

    Args:
        value: a value, completed otherwise.
        titled: the alloys that the title names.
    """
    name, _, added = value.sample.partition(" + ")
    base = named_alloys(name) if added and value.step != "from" else ()
    if len(base) != 1 or value.owner == "composite":
        return value
    held = {*base[0].elements, added}
    fits = [one for one in titled if {*one.elements} == held and not one.companion]
    if len(fits) != 1 or None in fits[0].amounts:
        return value
    inherited = value.inherited | {"alloys"}
    return replace(value, alloys=(fits[0],), sample="", composite=False, inherited=inherited)


def with_base(value: Measurement, alloy: Alloy | None) -> Measurement:
    """Return a value of a sample, a phase or a composite with the alloy that it is one of.

    What stands beside the alloy is told of a value without a name of its own: of a composite it is
    part of the name, and `Y-doped` says by itself what is in the sample.

    Args:
        value: a value, completed otherwise: of `Nb5`, of the Zr-doped alloy, of M7C3 carbides.
        alloy: the one alloy that its paper is on; None where it is on none, or on several.
    """
    if alloy is None or value.alloys or value.owner in _BESIDE or value.sample == UNTOLD.sample:
        return value
    if ALL_ALIKE.match(value.sample) and None not in alloy.amounts and not alloy.companion:
        return value  # three alloys, one of which is named
    if any(len(one.elements) >= _FEWEST for one in named_alloys(value.sample)):
        return value
    is_named = value.sample or value.step == "from" or value.owner == "phase"
    return replace(value, base=(replace(alloy, companion="") if is_named else alloy,))
