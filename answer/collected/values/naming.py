"""Name the material of a value: by its sentence, its sample, or the title of its paper."""

import re
from collections.abc import Iterable

from answer.collected.values.material import owner_of, title_alloys
from builder.library.property_table import PropertyRow
from builder.materials.alloys import Alloy, find_alloys

#: Alloys of a title that are named for a value.
_MOST_OF_TITLE = 2
#: What stands for what a sample is called where the paper does not tell.
_UNSAID = "?"
#: Words that tell what a sample is, so that its owner is not named again.
_TOLD = re.compile(
    r"\b(?:composites?|cermets?|cemented carbides?|hardmetals?|laminates?|coatings?|layers?|films?"
    r"|welds?|joints?|substrates?|phases?|precipitates?)\b",
    re.IGNORECASE,
)
#: The element of a series whose content varies.
_VARIABLE = re.compile(r"(?P<element>[A-Z][a-z]?)x(?![a-z\d])")
#: A name that tells of an addition itself: `A + Mo`, `A-Cux`, `A-based`.
_ADDED = re.compile(r"[+–-]|x\b|\b(?:dop|add|contain)")
#: Of a content that changes: its two ends.
_FROM_TO = (
    r"\b[^.;()]{0,40}?\bfrom (?:x\s?=\s?)?(?P<first>\d+(?:\.\d+)?)(?: mol)?"
    r" to (?:x\s?=\s?)?(?P<last>\d+(?:\.\d+)?)(?!\s?(?:at|wt|vol|%|\d|[°º]))"
)


def material_text(row: PropertyRow) -> str:
    """Return the alloy of a value, and what it is if no bulk alloy: `CoCrFeNi coating`.

    A sample of it is named behind: `CoCrFeNi (as-SLMed sample)`.

    Of a series it is the member that the sentence tells. Of a value whose alloy is not named it
    tells that of the title: `S1 (paper on CoCrFeNi)`.
    """
    # Elements in a list are what an alloy holds, and not its name.
    if row.alloy and "," not in row.alloy.text:
        name = _of_kind(_member(row, row.alloy), row)
        sample = row.value.sample
        return f"{name} ({sample})" if sample and sample != "?" and sample not in name else name
    named = _sample(row)
    name = _of_kind(named, row) if named else _unnamed(row)
    told = _compositions(find_alloys(name))
    titled = [one.name for one in title_alloys(row) if not _compositions([one]) & told]
    paper = ", ".join(titled[:_MOST_OF_TITLE])
    return f"{name} (paper on {paper})" if paper else name


def _unnamed(row: PropertyRow) -> str:
    owner = owner_of(row)
    return f"unnamed {owner if owner != 'other' else 'material'}"


def _of_kind(name: str, row: PropertyRow) -> str:
    """Return a name with what the material is, unless it is a bulk alloy or the name tells it."""
    if row.value.composite and row.value.owner == "alloy":
        told = _ADDED.search(name) or (row.alloy and row.alloy.companion)
        return name if told else f"{name} with additions"
    return name if row.value.owner == "alloy" or _TOLD.search(name) else f"{name} {row.value.owner}"


def _compositions(alloys: Iterable[Alloy]) -> set[str]:
    """Return the compositions of alloys, whatever else their materials hold."""
    return {alloy.composition_key.partition("+")[0].strip() for alloy in alloys}


def _sample(row: PropertyRow) -> str:
    """Return what the paper calls the material; "" if it does not, or only in other places."""
    sample = row.value.sample
    held = _compositions(find_alloys(sample))
    titled = _compositions(title_alloys(row))
    if "sample" in row.value.inherited and held and titled and not held & titled:
        return ""
    bare = sample.strip(f" +{_UNSAID}")
    return f"{bare}-based" if bare and sample.endswith(f"+ {_UNSAID}") else bare


def _member(row: PropertyRow, alloy: Alloy) -> str:
    """Return the name of an alloy, of a series that of the member which the value is one of."""
    variable = _VARIABLE.search(alloy.text)
    if variable is None or alloy.text.count("x") != 1:
        return alloy.name
    element = variable["element"]
    amount = dict(zip(alloy.elements, alloy.amounts, strict=True)).get(element, 0.0)
    if amount is None:
        amount = _at_end(row, element)
    if amount is None:
        return alloy.name
    return f"{alloy.text[: variable.start()]}{element}{amount:g}{alloy.text[variable.end() :]}"


def _at_end(row: PropertyRow, element: str) -> float | None:
    """Return the content at the end of a change that a value is; None if the sentence tells none.

    It must do so beside the value: `as Si increases from 0 to 2.0, the hardness rises from 280`.
    """
    before = row.sentence[: row.value.quantity.start]
    change = re.search(rf"\b(?:{element}|x){_FROM_TO}", before)
    if change is None or row.value.step not in ("from", "to"):
        return None
    return float(change["first" if row.value.step == "from" else "last"])
