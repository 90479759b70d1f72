"""Name the substrate of a coating by what its paper says: Q235 steel substrate."""

import re
from dataclasses import replace

from builder.materials.measurements.measurement import Measurement

_NAME = r"(?P<{0}>(?:AISI\s)?(?=[\w-]*\d)[A-Z\d][\w-]{{1,11}}#?)"
_STEEL = (
    r"(?:\s(?:mild|carbon|stainless|tool|die|low|alloy|martensitic|austenitic|structural)){0,3}"
    r"\ssteel"
)
#: What a coating is put on, by its name: on a Q235 steel substrate, on AZ91 alloy, AZ91 substrate.
_ON = re.compile(
    rf"\b(?:on|onto)\s(?:the\s|an?\s)?(?:surfaces?\sof\s)?(?:the\s|an?\s)?{_NAME.format('steel')}"
    rf"(?P<kind>{_STEEL})\b"
    rf"|\b(?:on|onto)\s(?:the\s|an?\s)?(?:surfaces?\sof\s)?(?:the\s|an?\s)?{_NAME.format('other')}"
    r"(?:\s(?:[a-z]+\s)?(?:substrates?|plates?|alloys?)\b|\s(?:via|by|using)\b|(?=[.,]))"
    rf"|(?<![\w-]){_NAME.format('named')}(?P<its>{_STEEL})?\ssubstrates?\b"
)
#: What a sentence calls a substrate that it does not name.
_UNNAMED = re.compile(r"(?:[Tt]he\s)?substrates?|base\smaterials?")
_BLANK = re.compile(r"[\s#-]")


def substrate_of(text: str) -> str:
    """Return what a paper calls the one substrate that it names; "" for none, or several.

    Args:
        text: its title and abstract.
    """
    found: dict[str, str] = {}
    for told in _ON.finditer(text):
        name = told["steel"] or told["other"] or told["named"]
        kind = told["kind"] or told["its"] or ""
        key = _BLANK.sub("", name).lower()
        found[key] = max(found.get(key, ""), f"{name}{kind}", key=len)
    return next(iter(found.values())) if len(found) == 1 else ""


def with_substrate(value: Measurement, name: str) -> Measurement:
    """Return a value of a substrate with the name of that.

    Args:
        value: a value, completed otherwise.
        name: what its paper calls its one substrate; "" if it does not name one.
    """
    if not name or value.owner != "substrate" or not _UNNAMED.fullmatch(value.sample):
        return value
    inherited = value.inherited | {"sample"}
    return replace(value, sample=f"{name} substrate", inherited=inherited)
