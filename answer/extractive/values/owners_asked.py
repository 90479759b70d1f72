"""Which owner of values a question asks about: the material, a form of it, or a part."""

import re
from dataclasses import replace

from answer.extractive.values.named_amounts import phases_asked
from answer.question.parse import ParsedQuestion
from answer.question.wording.stages import stages_of
from builder.materials.measurements.carriers import find_carriers
from builder.materials.measurements.forms.form_nouns import owner_in
from builder.materials.vocabulary import find_terms

#: Owners of values that are no values of the material as a whole.
PARTS = frozenset({"precipitate", "phase", "substrate", "other"})
#: Before a part that tells which whole is asked about.
_BESIDE_WHOLE = re.compile(
    r"\w\s(?:with|on|onto|over|containing|having|under)\s(?:an?\s|the\s)?(?:[\w.,/-]+\s){0,4}$"
)


#: Particles whose size is asked for: `how large are the L12 precipitates`, `particle size`.
_SIZED = re.compile(
    r"\b(?:of|do|does|did|are|is|were|was)\s(?:the\s)?"
    r"(?:(?!(?:with|in|of|by|and|containing|after)\s)[\w.()-]+\s){0,3}?"
    r"(?:nano-?)?(?:precipitate|particle)s?(?:\s(?:in|of|within|formed|have|has|had|after)\b|\?|$)"
    r"|\b(?:nano-?)?(?:precipitate|particle)\s(?:size|diameter|radius)\b",
    re.IGNORECASE,
)


def asks_composite(question: ParsedQuestion) -> bool:
    """Return True if a question asks about what holds something beside its alloy."""
    return bool(question.compounds) or any(alloy.companion for alloy in question.alloys)


def asks_joint(question: ParsedQuestion) -> bool:
    """Return True if a question names how its material was joined, and asks for nothing before."""
    joined = any(name.endswith(("welding", "brazing", "bonding")) for name in question.processes)
    return joined and all(is_after for _, is_after in stages_of(question.text))


def owners_asked(question: ParsedQuestion) -> frozenset[str]:
    """Return what a question asks about by a noun, such as `coating` or `substrate`."""
    plain = [replace(alloy, companion="") for alloy in question.alloys]
    carriers = [
        one
        for one in find_carriers(question.text, plain, find_terms(question.text))
        if one.owner not in PARTS or not _is_attribute(question, one.start)
    ]
    owners = {one.owner for one in carriers} | {owner_in(question.text)}
    if "length" in question.dimensions and _SIZED.search(question.text):
        owners.add("precipitate")
    return frozenset(owners)


def _is_attribute(question: ParsedQuestion, start: int) -> bool:
    """Return True for a part named only to tell the whole: `cermets with a CoCrFeNi binder`.

    Of a phase itself its share is asked for as one of the whole, too.
    """
    if phases_asked(question):
        return True
    return _BESIDE_WHOLE.search(question.text, 0, start) is not None
