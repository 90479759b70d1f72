"""Find the list of phases that a sentence states, whole or not at all."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.materials.alloys import find_alloys
from builder.materials.vocabulary import find_terms

#: The symbols of phases behind their names: `intermetallic phases (σ and µ)`.
SYMBOLS_BEHIND = re.compile(r"\s?\([^()\d]{1,24}\)")
#: Attributes that belong to the name of a phase: `Cr-rich`, `NiAl-`, `nano-sized`.
_ATTRIBUTE_BEFORE = re.compile(
    r"(?:[A-Z][A-Za-z\d,()]*[-‐–](?:rich\s+)?|(?<![A-Za-z\d])(?:[A-Z][a-z]?){2,3} )$"
)
_PLURAL = re.compile(r"(?<=ide)s$|(?<=phase)s$")
#: Crystal structures go by their short names, however a paper spells them out.
STRUCTURES = frozenset({"FCC", "BCC", "HCP", "B2", "L12"})
#: Words for the form of a phase, which do not tell which phase it is.
FORMS = frozenset(
    {
        "precipitate", "dendrite", "interdendritic", "lamellar", "intermetallic", "dual phase",
        "solid solution", "eutectic", "microstructure",
    }
)  # fmt: skip
#: By these verbs a sentence tells what a material consists of.
_CONSISTS = re.compile(
    r"\b(?:consist\w*|holds?|compris\w*|composed|contain\w*|exhibit\w*|show\w*|reveal\w*|display\w*|ha[sd]"
    r"|have|is|was|were|are|form\w*|appear\w*|identified|crystalli[sz]\w*|precipitat\w*|made up"
    r"|present\w*|observed|coexist\w*|possess\w*|maintain\w*|stabili[sz]\w*|mixture of|including"
    r"|remain\w*|obtain\w*|develop\w*|constitut\w*|compos\w*|yield\w*)\b",
    re.IGNORECASE,
)
#: Behind phases: that they come about.
_ARISES = re.compile(
    r"(?:\s(?:phases?|precipitates?|structures?|and|also)){0,3}"
    r"\s(?:form\w*|appear\w*|precipitat\w+|co-?exist\w*"
    r"|(?:is|was|are|were)\s(?:\w+\s)?(?:formed|observed|found|seen|detected|present|identified))\b"
)
#: What may stand between two members of one list: nothing with a verb in it.
_BETWEEN = re.compile(
    r"(?:(?!\b(?:is|was|were|are|has|have|had|while|which|that|when|where|whose|by|from|due|after"
    r"|at|on|in|inside|within|near|than|into)\b)[^.;:]){0,60}"
)
#: What a list of phases may go on with, behind the last that is known by name.
_GOES_ON = re.compile(
    r"(?:[ -](?:type|structured?|solid[ -]solutions?|phases?|structures?|matrix|precipitates?"
    r"|compounds?|intermetallics?|particles?|dendrites?))*"
    r"(?P<tail>(?!,\sand\sthe\s),?"
    r"\s(?:and|as well as|along with|together with|plus|\+|with|coexisting with)\s"
    r"(?:(?!(?:in|at|after|during|due|which|that|when|for|on|under|was|were|is|are|by|from|to|thus"
    r"|as|along|together|thin|the formation|its|their)\b)[\w()α-ω’'-]++\s?){1,5}(?=[\s,.;]|$))?"
)
_OF_PHASE = re.compile(
    r"(?:\bwith\b.*)?\b(?:phases?|precipitates?|particles?|compounds?|intermetallics?|\w+ides?|matrix"
    r"|structures?|dendrites?|solutions?|eutectics?|Laves|martensite|[α-ωµ]['′]?|Ti)\b|^(?!.*\bwith\b)"
)
_ATTRIBUTES = re.compile(
    r"(?:\b(?:single|dual|double|two|three|duplex|nano\w*|disordered|ordered"
    r"|(?:kinds|types|sorts) of)[ -])+$",
    re.I,
)
#: Symbols of phases whose noun stands behind the last: `σ and μ phases`.
_SYMBOLS_BEFORE = re.compile(r"(?:(?<!\w)[α-ωµ]['′]?(?:,\s|\s?(?:and|\+|/)\s?))+$")
#: More than one phase of a structure.
_NUMBER = re.compile(r"\b(?:dual|double|two|three)\b", re.IGNORECASE)
#: Letters between the verb and the first phase.
_VERB_REACH = 90
#: Between them: what the phases do, and not that they are there.
_OTHERWISE = re.compile(
    r"[;]|\b(?:attribut\w+|due|because|via|effects?|strengthening|caus\w+|role|resist\w+)\b", re.I
)
_MOST_WORDS = 24
_LONGEST_ATTRIBUTE = 40


@dataclass(frozen=True, slots=True)
class NamedPhase:
    """A phase as a sentence writes it, at [start, end)."""

    text: str
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PhaseList:
    """A list of phases as an answer gives it, and where it stands in its sentence."""

    text: str
    start: int
    end: int


def phase_list(text: str, known: Collection[str]) -> PhaseList | None:
    """Return the list of phases that a text states, or None if it is broken off or not stated.

    Phases that stand alone go by their short names; a list that goes on with something else is
    given in the words of the text.

    Args:
        text: A sentence, or the part of one.
        known: Names in lower case that are no answer, as the question has them.
    """
    phases = [
        one
        for one in phases_in(text)
        if one.name not in FORMS and not any(one.text.lower() in name for name in known)
    ]
    if not phases or not (_is_told(text, phases[0]) or _ARISES.match(text, phases[-1].end)):
        return None
    pairs = pairwise(phases)
    if not all(_BETWEEN.fullmatch(text, one.end, other.start) for one, other in pairs):
        return None
    start = phases[0].start
    if symbols := _SYMBOLS_BEFORE.search(text, max(start - _LONGEST_ATTRIBUTE, 0), start):
        whole = text[symbols.start() : phases[-1].end]
        return PhaseList(whole, symbols.start(), phases[-1].end)
    found = _GOES_ON.match(text, phases[-1].end)
    if found and found["tail"] and not _OF_PHASE.search(found["tail"]):
        found = None  # `with coarse grains`
    end = found.end() if found else phases[-1].end
    before = _ATTRIBUTES.search(text, max(start - _LONGEST_ATTRIBUTE, 0), start)
    if len(text[phases[-1].end : end].split()) <= 1:
        names = list(dict.fromkeys(one.text for one in phases))
        number = _NUMBER.search(before[0]) if before and len(names) == 1 else None
        if number:  # two phases of one structure
            names = [f"{number[0].lower()} {names[0]} phases"]
        return PhaseList(listed(names), start, end)
    whole = text[before.start() if before else start : end].strip()
    if len(whole.split()) > _MOST_WORDS or whole.count("(") != whole.count(")"):
        return None
    return PhaseList(whole, start, end)


def _is_told(text: str, first: NamedPhase) -> bool:
    """Return True if a verb leads to a phase that tells what a material consists of."""
    verbs = [*_CONSISTS.finditer(text, max(first.start - _VERB_REACH, 0), first.start)]
    return bool(verbs) and not _OTHERWISE.search(text, verbs[-1].end(), first.start)


def phases_in(text: str) -> list[NamedPhase]:
    """Return the phases and compounds in a text, with their attributes and symbols."""
    found = [(m.start, m.end, m.name) for m in find_terms(text) if m.kind == "phase"]
    found += [(a.start, a.end, a.text) for a in find_alloys(text) if a.kind == "compound"]
    phases: list[NamedPhase] = []
    last = 0
    for start, end, name in sorted(found):
        if start < last:
            continue
        symbol = SYMBOLS_BEHIND.match(text, end)
        last = symbol.end() if symbol else end
        before = phases[-1] if phases and text[phases[-1].end : start] == " " else None
        if before and len(before.text) > _LONGEST_ATTRIBUTE:
            before = None
        attribute = (
            None
            if before
            else _ATTRIBUTE_BEFORE.search(text, max(start - _LONGEST_ATTRIBUTE, 0), start)
        )
        first = attribute.start() if attribute else start
        written = text[first:last]
        if symbol and name in FORMS:  # `intermetallic phases (σ and µ)`
            name = written = symbol[0].strip(" ()")
        if before:  # `NiAl precipitates`: one name of two terms
            phases.pop()
            first, written = before.start, text[before.start : last]
            name = name if before.name in FORMS else before.name
        if name in STRUCTURES and not attribute and not before:
            written = name
        written = _PLURAL.sub("", written)
        if all(written != one.text for one in phases):
            phases.append(NamedPhase(written, name, first, last))
    return phases


def listed(names: Sequence[str]) -> str:
    """Return names as one list, each once: A, B and C."""
    names = list(dict.fromkeys(names))
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
