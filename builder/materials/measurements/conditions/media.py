"""Find the liquid that something was corroded or worn in: 3.5 wt% NaCl solution, seawater."""

import re
from collections.abc import Sequence

from builder.materials.measurements.measurement import Measurement, SentenceFacts

_SALT = (
    r"(?:NaCl|Na2SO4|NaOH|KOH|KCl|LiCl|MgCl2|NH4Cl|FeCl3|H2SO4|HCl|HNO3|HF|H3PO4|NaHCO3|Na2S"
    r"|sodium chloride|(?:sulfuric|sulphuric|nitric|hydrochloric|phosphoric|hydrofluoric) acid)"
)
_MEDIUM = re.compile(
    r"(?:(?P<amount>\d+(?:\.\d+)?)[\s-]?(?P<unit>(?:wt|mass)?\.?\s?%|M\b|mol\s?(?:/\s?|·\s?)?(?:dm|L)[-−]?[13]?)"
    rf"\s?(?:of\s)?(?:aqueous\s)?)?(?P<salt>{_SALT})(?![A-Za-z])"
    r"|(?:(?:artificial|simulated|natural|synthetic)\s)?(?:sea[- ]?water|body fluid|saliva)\b"
    r"|\b(?:SBF|PBS)\b|\b(?:Hank|Ringer)['’]?s?\s\w*\s?solution\b|\bphosphate[- ]buffered saline\b"
    r"|\bmolten\s(?:[a-z]+\s)?(?:zinc|Zn|aluminum|aluminium|Al|salts?|chlorides?|fluorides?|lead)\b"
    r"|\blead[-–]bismuth(?: eutectic)?\b|\b(?:supercritical|high-temperature) water\b",
    re.IGNORECASE,
)
#: Properties that no material has but in some medium.
_CORROSION = frozenset(
    "corrosion current density;corrosion potential;corrosion rate;pitting potential"
    ";passive current density;overpotential;Tafel slope".split(";")
)
#: Properties that hold in a medium where their clause, or what leads in, says so.
_WEAR = frozenset({"wear rate", "wear volume", "wear loss", "friction coefficient"})

#: What something was worn in, right behind a value, beside a medium that has a name.
_SURROUNDINGS = re.compile(
    r"\s\(?(?:in|under)\s(?:an?\s|the\s)?(?P<what>(?:ambient\s|dry\s|humid\s)?air|vacuum|argon|nitrogen"
    r"|(?:neutral|acidic?|alkaline|saline)\s(?:solution|environment)|(?:(?:de-?ionized|distilled)\s)?water"
    r"|oil\slubrication|dry\s(?:sliding|friction|conditions?))\b"
)
_CLAUSE = re.compile(r"[,;]|\s(?:and|or)\s[~∼≈]?\s?\d")
_LEAD = re.compile(r"(?:In|Under)\s[^,;]{5,60}(?=,)")


def has_medium(value: Measurement) -> bool:
    """Return True for a value of a property that may hold in a medium."""
    return value.property in _CORROSION or value.property in _WEAR


def media_in(text: str) -> list[str]:
    """Return the media that a text names, each as it first writes it."""
    found: dict[str, str] = {}
    for one in _MEDIUM.finditer(text):
        name = (one["salt"] or one[0]).lower().replace("-", " ")
        if len(one[0]) > len(found.get(name, "")):
            found[name] = one[0]
    return [*found.values()]


def medium_of(
    value: Measurement, facts: SentenceFacts, named: Sequence[str], before: str = ""
) -> str:
    """Return the medium that a value holds in; "" where none or more than one may be meant.

    Args:
        value: the value.
        facts: its sentence.
        named: the media that its paper names.
        before: the sentence before, if this one goes on about it.
    """
    end = value.quantity.end
    if value.property in _CORROSION:
        told = media_in(facts.text) or media_in(before) or [*named]
    elif value.property in _WEAR:
        clause = _CLAUSE.split(facts.text[end:], maxsplit=1)[0]
        lead = _LEAD.match(facts.text)
        told = media_in(f"{lead[0] if lead else ''} {clause if ' in ' in clause else ''}")
        if not told and (around := _SURROUNDINGS.match(clause)):
            return around["what"]
    else:
        return ""
    if len(told) != 1:
        return ""
    amounts = [one for one in named if told[0].lower() in one.lower()]
    return amounts[0] if len(amounts) == 1 else told[0]
