"""What the sentences of a paper speak of where they do not say it: its form, routes, additions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.materials.companions import is_material
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.elements import NAMES
from builder.materials.measurements.calculated_values import is_calculated
from builder.materials.measurements.carriers import is_compared
from builder.materials.measurements.completion.whole_treatment import (
    WholeTreatment,
    whole_treatment,
)
from builder.materials.measurements.forms.form_nouns import owner_in
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.measurements.properties.property_kinds import only_kind, only_reaction
from builder.materials.measurements.states import (
    CALCULATED,
    GENERIC,
    MIXING,
    routes,
    state_mentions,
)
from builder.materials.vocabulary import Mention, find_terms

#: What is varied in a paper: Nb content, the addition of Al, doped with Ti, WC particles added.
_WHAT = r"(?P<{}>[A-Z][A-Za-z\d]{{0,5}}(?:\s?/\s?[A-Z][A-Za-z\d]{{0,5}})?|[a-z]{{3,12}})"
_VARIED = re.compile(
    rf"\b{_WHAT.format('first')}[-\s](?:co-?)?(?:contents?|additions?|doping|doped|concentrations?"
    rf"|alloying|alloyed|added|modified|reinforced|microalloy\w+)\b"
    rf"|\b(?:additions?|adding|doping|amounts?|contents?|concentrations?|alloying|incorporat\w+"
    rf"|introduc\w+|doped|alloyed)\s(?:of|with)\s(?:the\s)?{_WHAT.format('second')}\b(?!\s(?:phase|precipitat|carbide|intermetallic))"
    rf"|\b(?:adding|introducing|containing)\s{_WHAT.format('third')}\b"
    r"|[Ee]ffects?\sof\s(?P<fourth>[A-Z][A-Za-z\d]{0,7}(?:(?:,\s|\sand\s|/|,\sand\s)[A-Z][A-Za-z\d]{0,7})*)"
    r"\s(?:on|upon|additions?|doping|alloying)\b"
)
#: The name of many routes, which an abstract also gives as what its alloy is good for.
_MANY = "additive manufacturing"
#: Before a route that something else is compared with.
_CONVENTIONAL = re.compile(r"\b(?:conventional|traditional|classical)\s$", re.IGNORECASE)
#: Before one of the routes that others take: conventional methods reported before, such as casting.
_OF_OTHERS = re.compile(
    r"\b(?:conventional|traditional|classical|common|existing|other|reported|previous|usual)\s"
    r"(?:[\w-]+\s){0,2}?(?:methods?|routes?|techniques?|process(?:es)?|approach(?:es)?|technologies)\b"
    r"[^.;()]{0,40}?[,(]?\s?(?:such as|like|including|e\.g\.,?|i\.e\.,?|for example)\s"
    r"(?:[\w-]+(?:\s[\w-]+){0,2}(?:,\s|,?\s(?:and|or)\s)){0,3}(?:[a-z-]+\s)?$",
    re.IGNORECASE,
)
#: What a sentence on the making of a material says.
_MAKES = re.compile(
    r"\b(?:was|were|is|are|been|we)\b[^.;]{0,80}?\b(?:fabricat|prepar|produc|synthesi[sz]|manufactur"
    r"|deposit|made|consolidat|process|develop|cladd?)|\b(?:fabricat|prepar|produc|synthesi[sz]"
    r"|manufactur|deposit)ed\b"
)
#: That the material of a paper is a composite, though its title does not say so.
_IS_MADE = re.compile(
    r"\b(?:based|matrix|reinforced)\b[^.;,]{0,40}\bcomposites?\s(?:\([^()]{1,20}\)\s)?(?:was|were|is|are|has\sbeen|have\sbeen)\s(?:\w+ly\s)?"
    r"(?:design|fabricat|prepar|produc|synthesi[sz]|manufactur|develop|made|sinter|consolidat)"
)
#: What a route makes.
_MADE_BY = {
    "laser cladding": "coating",
    "laser welding": "weld",
    "electron beam welding": "weld",
    "arc welding": "weld",
    "friction stir welding": "weld",
    "brazing": "weld",
    "diffusion bonding": "weld",
}
#: Gases that are in an alloy by its use, not by its making.
_NOT_ALLOYED = frozenset({"H", "O", "In", "As", "He"})


@dataclass(frozen=True, slots=True)
class PaperSubject:
    """What the sentences of a paper speak of where they do not say it."""

    owner: str
    states: tuple[str, ...]
    kind: str
    """`compressive`, `tensile` or `flexural`, if the paper tests in one way alone."""
    reaction: str
    """`HER`, `OER` or `ORR`, if the paper tells of one alone."""
    treatment: WholeTreatment
    """What was done to all of its material."""
    varied: frozenset[str]
    """Symbols of elements, and formulas of compounds, whose amount is varied."""


def subject_of(title: str, abstract: str, stated: Sequence[SentenceFacts]) -> PaperSubject:
    """Return what the sentences of a paper speak of.

    Args:
        title: its title.
        abstract: its abstract.
        stated: what each sentence of the abstract states.
    """
    text = f"{title}. {abstract}"
    states = _routes(title, find_terms(title))
    compares = _has_conventional(title, find_terms(title))
    told = [(facts.text, _routes(facts.text, facts.terms)) for facts in stated]
    made = [names for text, names in told if names and _MAKES.search(text)]
    if states and {*states} <= GENERIC:  # The title says additive manufacturing, and here is how.
        how = {name for names in made for name in names} - GENERIC - MIXING
        states += how if len(how) == 1 else ()
    elif not states:
        lists = made or [names for _, names in told]
        states = [name for names in lists for name in names if name != _MANY]
        compares = any(
            _has_conventional(facts.text, state_mentions(facts.text, facts.terms))
            for facts in stated
        )
    if len({*states} - MIXING) > 1 or compares:
        states = []  # It compares them.
    if is_calculated(title, abstract):
        states.append(CALCULATED)
    owner = owner_in(title)
    if owner == "alloy" and any(_IS_MADE.search(facts.text) for facts in stated):
        owner = "composite"
    form = next((_MADE_BY[state] for state in states if state in _MADE_BY), owner)
    if owner == "alloy" or form == "weld":
        owner = form
    return PaperSubject(
        owner,
        tuple(dict.fromkeys(states)),
        only_kind(text),
        only_reaction(text),
        whole_treatment(title, stated),
        _varied(text),
    )


def varies(text: str, subject: PaperSubject) -> bool:
    """Return True if a text names what its paper varies: Nb, niobium, WC."""
    names = [name for name, symbol in NAMES.items() if symbol in subject.varied]
    words = "|".join([*map(re.escape, subject.varied), *(f"(?i:{name})" for name in names)])
    return bool(words) and re.search(rf"(?<![A-Za-z])(?:{words})(?![a-z])", text) is not None


def _routes(text: str, terms: Sequence[Mention]) -> list[str]:
    """Return the processes that make a material, as a text names them."""
    return [
        term.name
        for term in state_mentions(text, terms)
        if term.name in routes()
        and not is_compared(text, term.start)
        and not _OF_OTHERS.search(text, max(term.start - 90, 0), term.start)
    ]


def _has_conventional(text: str, found: Sequence[Mention]) -> bool:
    """Return True if one of the routes that a text names is called conventional."""
    return any(
        _CONVENTIONAL.search(text, max(one.start - 14, 0), one.start)
        for one in found
        if one.name in routes()
    )


def _varied(text: str) -> frozenset[str]:
    """Return what a paper varies: Nb, WC."""
    found = set()
    for match in _VARIED.finditer(text):
        words = next(word for word in match.groups() if word)
        for word in re.split(r"\s?/\s?|,\s|\sand\s", words):
            if elements := find_elements(f"{word} content"):
                found.add(elements[0].symbol)
            elif is_material(word) and not find_terms(word):
                found.add(word)
    return frozenset(found - _NOT_ALLOYED)
