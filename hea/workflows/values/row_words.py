"""Word one value of a property for a table: its material, value and circumstances, with marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.collected.values.wording import UNSURE, making, test_conditions
from builder.library.catalog import CatalogEntry
from builder.library.property_table import PropertyRow
from builder.materials.measurements.measurement import Measurement
from builder.materials.measurements.owner_binding import UNTOLD
from builder.materials.quantity import with_unit

#: How a bound is written before a value.
_SENSES = {"above": ">", "at least": "≥", "below": "<", "at most": "≤", "about": "≈"}
#: Kinds that the name of a property does not tell, and by which values differ.
_TOLD_KINDS = frozenset({"compressive", "flexural", "shear", "nano"})
#: What a paper calls one of its samples: Nb5, I-TiC, S.
_CODE = re.compile(r"(?!\S*-(?:free|rich|based|doped|containing)\b)\S+")
#: What stands before the paper of a value that its abstract does not state.
_MARKS = {"abstract": "", "body": "B ", "table": "T "}
#: Long names of routes, as specialists shorten them.
_ROUTES = {
    "additive manufacturing": "AM",
    "chemical vapour deposition": "CVD",
    "directed energy deposition": "DED",
    "electron beam melting": "EBM",
    "equal-channel angular pressing": "ECAP",
    "friction stir processing": "FSP",
    "high-pressure torsion": "HPT",
    "hot isostatic pressing": "HIP",
    "laser powder bed fusion": "LPBF",
    "mechanical alloying": "MA",
    "physical vapour deposition": "PVD",
    "spark plasma sintering": "SPS",
}


#: What the marks in an answer's list of values mean.
MARKS_OF_A_LIST = (
    "An alloy in brackets is named in another sentence; → marks a change."
    " ? marks a value less certain."
)


def marked(text: str, one: PropertyRow) -> str:
    """Return the text of a value with the marks of a change and of doubt."""
    text = with_arrow(text, one)
    return text if one.is_sure else f"{UNSURE} {text}"


def with_arrow(text: str, one: PropertyRow) -> str:
    """Return the text of a value, marked where it is the start or the end of a change."""
    return {"from": f"{text} →", "to": f"→ {text}"}.get(one.value.step, text)


def in_shown_order(rows: Sequence[PropertyRow]) -> list[PropertyRow]:
    """Return values in their order, those less sure last."""
    return sorted(rows, key=lambda row: not row.is_sure)


def material_words(one: PropertyRow) -> str:
    """Return the alloy, or what the paper calls the sample, with the alloy that it is one of.

    What another sentence names stands in brackets.
    """
    name = one.alloy.name if one.alloy else _sample_words(one.value)
    return f"({name})" if one.inherited else name


def _sample_words(value: Measurement) -> str:
    """Return what the paper calls a sample, with the one alloy of the paper: `Nb5 of CoCrFeNiNbx`.

    What is said of that alloy stands behind it: `CoCrFeNi, Mo-free`.
    """
    if not value.base:
        return value.sample or UNTOLD.sample
    base = value.base[0].name
    if value.sample in ("", UNTOLD.sample):
        return f"one of {base}"
    is_code = _CODE.fullmatch(value.sample)
    return f"{value.sample} of {base}" if is_code else f"{base}, {value.sample}"


def value_words(one: PropertyRow) -> str:
    """Return a value with its unit, and the marks of doubt, of a bound and of a change."""
    text = with_unit(one.value.quantity)
    sign = _SENSES.get(one.value.sense, "")
    if sign and not text.startswith(("~", "∼", "≈", ">", "<", "≥", "≤")):
        text = f"{sign} {text}"
    if one.of == "lattice parameter" and one.value.kind:
        text = f"{one.value.kind} = {text}"
    return marked(text, one)


def circumstance_words(one: PropertyRow) -> str:
    """Return the conditions of a value, its sample, what it is of, its kind, and its states."""
    value = one.value
    owner = [f"of {value.owner}"] if _is_of_part(one) else []
    sample = value.sample if one.alloy and value.sample not in one.alloy.name else ""
    named = [sample] if sample not in ("", UNTOLD.sample) else []
    if value.owner == "phase" and one.source == "table":  # a row names its phase behind its sample
        *named, phase = value.sample.rsplit(", ", 1)
        owner = [f"phase {phase}"]
    kind = [value.kind] if value.kind in _TOLD_KINDS and value.kind not in one.of else []
    short = {state: state.removesuffix(" state") for state in value.states} | _ROUTES
    conditions = map(_short, test_conditions(one))
    return ", ".join([*conditions, *named, *owner, *kind, *making(one, short)])


def _is_of_part(one: PropertyRow) -> bool:
    """Return whether a value is one of another thing than the material that its row names."""
    is_named = one.value.owner == "other" and one.value.sample and not one.alloy
    return one.value.owner != "alloy" and not is_named


def _short(condition: str) -> str:
    return "RT" if re.fullmatch(r"(?:room|ambient)[- ]temperature", condition, re.I) else condition


def paper_words(one: PropertyRow, name: str = "") -> str:
    """Return the DOI of a value's paper, else its title; marked if no abstract states the value.

    Args:
        one: The value.
        name: A shorter name of the paper, if there is one.
    """
    return _MARKS[one.source] + (name or paper_name(one.listed))


def paper_name(listed: CatalogEntry) -> str:
    """Return the DOI of a paper, else its title, else its file."""
    return listed.paper.doi or listed.paper.title or listed.place


def legend(rows: Sequence[PropertyRow]) -> list[str]:
    """Return what the marks of these values mean, a sentence each, and of no other marks."""
    told = {
        "T: from a table.": any(row.source == "table" for row in rows),
        "B: from the body of the paper.": any(row.source == "body" for row in rows),
        "(Alloy): named in another sentence.": any(row.inherited for row in rows),
        "“of”: a value of a coating, phase or other part.": any(map(_is_of_part, rows)),
        "→: the start or end of a change.": any(row.value.step for row in rows),
    }
    found = [words for words, occurs in told.items() if occurs]
    if unsure := sum(not row.is_sure for row in rows):
        are = "1 value" if unsure == 1 else f"{unsure} values"
        found.append(
            f"{UNSURE} marks {are} at the end, less certain than the others: the material, state"
            " or condition may be another one. Read the sentences."
        )
    return found
