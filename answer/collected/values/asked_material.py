"""Read which material a question asks about: its alloys, what they hold, and what they are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from answer.collected.values.material import MATERIALS, AskedMaterial
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import Alloy
from builder.materials.companions import UNSAID
from builder.materials.element_mentions import Element, find_elements
from builder.materials.formulas.elements import GASES, NONMETALS

#: Behind the formula of an alloy: all alloys that hold its elements are meant; of a series, as of
#: AlxCoCrFeNi, the plural means its members alone. Films of an alloy consist of it.
_FAMILY = re.compile(
    r"[\s-]*(?:based|type|containing|derived|family|systems?|series)\b"
    r"|(?P<plural>\s+(?:[a-z-]+\s+){0,3}?(?:alloys|[RM]?HEAs|MEAs|MPEAs|CCAs|materials|variants|derivatives"
    r"|compositions|coatings|claddings|composites|welds|joints))\b",
    re.IGNORECASE,
)
#: An element whose content is said to differ.
_VARIED = re.compile(
    r"\b(?:different|varying|various|varied)\s(?P<element>[A-Z][a-z]?)[\s-]"
    r"(?:contents?|amounts?|concentrations?|additions?|levels)\b"
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
_SOME_ALLOY = re.compile(r"\b(?:alloys?|[RM]?HEAs?|MEAs?|MPEAs?|CCAs?)\b", re.IGNORECASE)
_SOME_MATERIAL = re.compile(r"\bmaterials?\b", re.IGNORECASE)
_ALLOYS = r"(?:bulk|(?:[\w-]+[ ]){0,3}?(?:alloys|[RM]?HEAs|MEAs|MPEAs|CCAs))"
_MADE_OF_THEM = r"(?:[\w-]+[ ]){0,3}?(?:coatings|claddings|films|composites|cermets|welds|joints)"
_LISTED = r"(?:\s*[,/]\s*(?:and|or)?|\s+(?:and|or|and/or|as well as))\s*"
#: Alloys that are listed beside what is made of them: `alloys, coatings or composites`.
_ALLOYS_LISTED = re.compile(
    rf"\b(?:{_ALLOYS}{_LISTED}{_MADE_OF_THEM}|{_MADE_OF_THEM}{_LISTED}{_ALLOYS})\b", re.IGNORECASE
)
#: Before or behind a compound that an alloy holds, and its share before the name.
_HOLDS = re.compile(
    r"\b(?:with|by|containing|plus|of|and|or)(?:\s(?:added|the|in-situ|[\d.]+\s?\S{0,3}%))*\s$|[+/–-]\s?$",
    re.IGNORECASE,
)
_ADDED = re.compile(r"[\s-]?(?:reinforced|added|particles?|additions?|contents?|composites?)\b")
#: Elements of which the compound is a ceramic, and those of acids, salts and lyes.
_OF_CERAMICS, _OF_MEDIA = frozenset({"B", "C", "N", "O"}), frozenset({"H", "Na", "K", "Cl", "S"})
#: Between two materials either of which is meant.
_JOINT = re.compile(r"\b(?:and|or|as well as)\b", re.IGNORECASE)
#: Behind the name of a metal: alloys based on it, which are none of the field's own.
OF_METAL = re.compile(r"[\s-](?:based?\s)?alloys?\b", re.IGNORECASE)
#: Fewest principal elements of an alloy of a class, by the usual definition of the class.
_PRINCIPAL_ELEMENTS = {
    "high-entropy alloy": 4,
    "multi-principal element alloy": 3,
    "complex concentrated alloy": 3,
    "medium-entropy alloy": 3,
    "refractory high-entropy alloy": 4,
}


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
    alloys = tuple(_with_varied(alloy, text) for alloy in question.alloys)
    family = any(_is_family(alloy, text) for alloy in alloys)
    without = frozenset(e for e in question.elements if _is_excluded(text, e))
    others = {one.symbol for one in find_elements(text) if names_metal_alloys(text, one)}
    with_elements = (
        question.elements - without - others - {*GASES} - (NONMETALS - {"C", "B", "Si", "N"})
    )
    if question.intent == "trend":
        with_elements = frozenset()
    # An alloy with an element that its formula lacks: `Cu-alloyed CoCrFeNi`.
    compounds = tuple(one for one in question.compounds if _is_constituent(one, question))
    family |= any(with_elements - {*alloy.elements} for alloy in question.alloys) or bool(compounds)
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
    if compounds:
        owners |= {"composite"}
    classes = [size for name, size in _PRINCIPAL_ELEMENTS.items() if name in question.terms]
    return AskedMaterial(
        alloys,
        family,
        with_elements,
        without,
        owners,
        max(classes, default=0),
        "refractory high-entropy alloy" in question.terms,
        not _SOME_ALLOY.search(text),
        compounds,
        takes_base=question.intent == "trend",
    )


def names_metal_alloys(text: str, element: Element) -> bool:
    """Return whether a text means the alloys of one metal: `titanium alloys`, and no Ti in others.

    The symbol names an element of an alloy: `Ti alloys` may be any with Ti.
    """
    return element.end - element.start > 2 and OF_METAL.match(text, element.end) is not None


def _with_varied(alloy: Alloy, text: str) -> Alloy:
    """Return an alloy as a series of an element: `CoCrFeNiTi with different Ti contents`."""
    varied = _VARIED.search(text)
    if varied is None or varied["element"] not in alloy.elements:
        return alloy
    both = zip(alloy.elements, alloy.amounts, strict=True)
    amounts = (None if element == varied["element"] else amount for element, amount in both)
    return replace(alloy, amounts=tuple(amounts))


def _is_family(alloy: Alloy, text: str) -> bool:
    """Return whether a question means all alloys that hold the elements of one that it names."""
    if alloy.companion == UNSAID:
        return True
    named = _FAMILY.match(text, alloy.end)
    return named is not None and not (named["plural"] and None in alloy.amounts)


def _is_constituent(compound: Alloy, question: ParsedQuestion) -> bool:
    """Return whether a question names a compound as one that its alloy holds, and no medium."""
    held = {*compound.elements}
    if not question.alloys or not held & _OF_CERAMICS or held & _OF_MEDIA:
        return False
    before = question.text[: compound.start]
    return bool(_HOLDS.search(before) or _ADDED.match(question.text, compound.end))


def _is_excluded(text: str, element: str) -> bool:
    """Return whether a question asks for alloys without an element it names by its symbol."""
    return any(
        _WITHOUT_BEFORE.search(text[: match.start()]) or _WITHOUT_BEHIND.match(text, match.end())
        for match in re.finditer(rf"\b{element}\b", text)
    )
