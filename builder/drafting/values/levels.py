"""Ask for one value: how much a property is, of which material, at which condition."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.drafting.paper_draft import PaperDraft, pick
from builder.drafting.values.making import is_half_made
from builder.drafting.values.wording import (
    CERMET,
    PLACES,
    Named,
    extreme_of,
    is_named_as_written,
    named,
)
from builder.materials.measurements.measurement import Measurement, PlacedFacts, SentenceFacts
from builder.materials.measurements.states import UNTREATED, routes, state_mentions
from builder.materials.quantity import Quantity, equal, with_unit
from builder.nlp.word_classes import ABOUT, DECREASE_STEMS, INCREASE_STEMS

_BOUND = re.compile(
    rf"(?:{ABOUT}|similar to|nearly|~|≈|∼|over|above|up to|as high as|as low as|more than"
    r"|not less than|less than|below|at least|at most|close to|exceed(?:s|ed|ing)?|>|<|≥|≤)\s*$"
)
_VERBS = re.compile(r"exceed\w*")
#: A sentence that tells values of other work.
_OF_OTHERS = re.compile(
    r"\b(?:previous(?:ly)?|literature|conventional|commercial|traditional|reported (?:in|for|by)"
    r"|compared (?:with|to) (?:other|most)|such as)\b",
    re.IGNORECASE,
)
_NEW_CLAUSE = re.compile(r"[;]|,?\s(?:while|whereas|but)\b")
_REACHED = re.compile(
    rf"\b(?:{INCREASE_STEMS}|{DECREASE_STEMS})\w*(?: \w+ly)? to(?: (?:{ABOUT}))?\s*[~∼≈]?\s*$"
)
#: Something is added before the value is told, which its material must then hold.
_ADDING = re.compile(
    r"\b(?:additions?|adding|added|dop(?:ed|ing)|incorporat\w+|introduc\w+|contents?|hybrid)\b",
    re.I,
)
#: Words by which an addition follows another one.
_FURTHER = re.compile(r"\b(?:further|additional(?:ly)?|subsequent(?:ly)?)\b")
#: Behind a value: a bound of it, or what it is only near to.
_COMPARED_BEHIND = re.compile(r"\s?[<>≤≥≈]")
_UNDER = re.compile(r"\b(?:at|under|after|during|using|by)\s(?:an?\s|the\s)?(?:[\w-]+\s){0,3}$")
#: Between a value and an alloy behind it that the material of the value is compared with.
_COMPARED_WITH = re.compile(
    r"\b(?:outperform|surpass|exceed|than|compar|superior|inferior|beyond|unlike|relative)"
)
#: Before a treatment that some of the material of a paper was given, or that holds later.
_LATER = re.compile(
    r"\b(?:after|upon|following|before|prior to|without|further|different|various|effects? of)"
    r"[\s-](?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_SETTINGS = frozenset({"power", "speed"})
_OPTIMIZED = re.compile(r"\boptim\w+ (?:[a-z]+ ){0,2}(?:parameters?|conditions?)\b", re.IGNORECASE)
#: What a paper calls one of its materials, and what is no such name.
_LABEL = re.compile(
    r"(?<![\w-])(?P<label>[A-Z][A-Z\d-]{1,6})\s(?:HEA|MEA|alloy|sample|specimen|coating|film)s?\b"
)
#: What is the most of one material over conditions that are not told; letters within which it is.
_A_MAXIMUM, _NEAR = re.compile(r"\b[Aa]n? (?:maximum|minimum|peak|optim\w+)\s"), 60
_OF_ONE_OF_SEVERAL = re.compile(
    r"\b(?:[Ff]or|[Ii]n|of|[Aa]t) one (?:of the )?(?:\w+ )?"
    r"(?:composition|sample|alloy|case|condition)s?\b"
)
_KNOWN_LABEL = re.compile(
    r"H?EAs?|[HMCLR]EAs?|R?HEAs?|MPEAs?|CCAs?|HEACs?|[A-Z]?FCC|BCC|HCP|SPS|SLM|L?PBF|LPBF|AM|ODS|DED"
    r"|LMD|UFG|NC|CG|EHEAs?|CoCr\w*"
)
#: Properties of which one does not say how high they are.
_HOW_HIGH = re.compile(r"(?:strength|hardness|toughness|modulus|entropy|temperature)$")
#: Words of a material, from which on no verb may follow it in a question.
_LONG = 3
_PLAIN = ("What is the {p} of {m}{w}?", "What is the {p} of {m}{w}?", "What {p} does {m} have{w}?")
_HIGH = (*_PLAIN, "How high is the {p} of {m}{w}?")
_AT_FRONT = (*_PLAIN, "{W}, what is the {p} of {m}?")


@dataclass(frozen=True, slots=True)
class AskedValue:
    """A value with the words for it; ``answer`` is the value with its bound and whole unit."""

    placed: PlacedFacts
    value: Measurement
    named: Named
    extreme: str
    """`highest`, `lowest` or `average` where the question needs it; else ""."""
    answer: str

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two values answers to one question."""
        return (self.extreme, *self.named.key)

    @property
    def asked(self) -> str:
        """The property with its superlative: highest hardness."""
        return f"{self.extreme} {self.named.asked}".strip()


def asked_values(read: Sequence[PlacedFacts]) -> list[AskedValue]:
    """Return the values of an abstract that can be asked, each alone answering its question."""
    materials = {
        value.sample or value.alloys[0].composition_key
        for placed in read
        for value in placed.facts.values
        if value.sample or value.alloys
    }
    stated = _has_several_states(read)
    cermets = any(CERMET.search(placed.facts.text) for placed in read)
    groups: dict[tuple[str, ...], list[AskedValue]] = defaultdict(list)
    for placed in read:
        for value in placed.facts.values:
            unsaid = is_half_made(read, value)
            unnamed = cermets and value.sample and "sample" in value.inherited
            if unsaid or unnamed or (stated and not _tells_state(value)):
                continue
            if one := _asked(placed, value, several=len(materials) > 1):
                groups[one.key].append(one)
    return [
        some[0]
        for some in groups.values()
        if all(equal(one.value.quantity, some[0].value.quantity) for one in some)
    ]


def _has_several_states(read: Sequence[PlacedFacts]) -> bool:
    """Return True for a paper whose material has one state before a treatment, another after."""
    treated = False
    untreated = False
    for placed in read:
        text = placed.facts.text
        for one in state_mentions(text, placed.facts.terms):
            untreated = untreated or one.name in UNTREATED
            if one.kind != "process" or one.name in routes():
                continue
            treated = True
            if _LATER.search(text, max(one.start - 40, 0), one.start):
                return True
    return treated and untreated


def _tells_state(value: Measurement) -> bool:
    """Return True for a value of a material in a state that is told beside its route."""
    return any(state not in routes() for state in value.states)


def _asked(placed: PlacedFacts, value: Measurement, several: bool) -> AskedValue | None:
    """Return a value with its words; None if anything of it is not certain."""
    facts = placed.facts
    if not value.property or value.relative or value.step or not is_certain(placed, value):
        return None
    words = named(facts, value)
    if _OF_ONE_OF_SEVERAL.search(facts.text) or _A_MAXIMUM.search(
        facts.text, max(value.quantity.start - _NEAR, 0), value.quantity.start
    ):
        return None
    if words is None or _is_reached(facts.text, value) or not is_named_as_written(facts, value):
        return None
    extreme = extreme_of(facts, value)
    told_here = not value.inherited & {"alloys", "sample"} and not words.family
    if extreme not in ("", "average") and not words.family:
        if not told_here or (several and _is_of_another_clause(facts.text, value)):
            return None
        if value.quantity.low < value.quantity.high and not value.quantity.plus_minus:
            return None  # The highest of several.
        extreme = ""  # The highest of all alloys is simply that of this one.
    if extreme not in ("", "average") and words.where:
        return None  # Where the value is highest is no condition that others were tested at.
    if words.family and extreme not in ("highest", "lowest"):
        return None
    answer = answer_of(placed, value)
    return AskedValue(placed, value, words, extreme, answer) if answer else None


def _is_reached(text: str, value: Measurement) -> bool:
    """Return True for the end of a change that nothing but the change tells apart."""
    told = value.conditions or value.sample or (value.states and "states" not in value.inherited)
    return not told and _REACHED.search(text, 0, value.quantity.start) is not None


def _is_of_another_clause(text: str, value: Measurement) -> bool:
    """Return True if the alloy of a value stands in another clause than the value."""
    ends = [(alloy.start, alloy.end) for alloy in value.alloys]
    if not ends:
        return bool(_NEW_CLAUSE.search(text, 0, value.quantity.start))
    start, end = ends[0]
    first, last = min(end, value.quantity.end), max(start, value.quantity.start)
    return bool(_NEW_CLAUSE.search(text, first, last))


def is_certain(placed: PlacedFacts, value: Measurement) -> bool:
    """Return False for a value of which a condition, an addition or a label may be unread."""
    text, quantity = placed.facts.text, value.quantity
    if not is_told(placed, value):
        return False
    told = "respectively" in text and "alloys" not in value.inherited
    if _ADDING.search(text, 0, quantity.start) and _is_plain(value) and not told:
        return False
    if value.sample and _FURTHER.search(text, 0, quantity.start):
        return False  # Something else was added before.
    if any(_is_unread_condition(text, one, value) for one in placed.facts.values):
        return False
    if _is_of_setting(placed.facts, quantity):
        return False
    labels = [found["label"] for found in _LABEL.finditer(text)]
    return not (any(not _KNOWN_LABEL.fullmatch(one) for one in labels) and _is_plain(value))


def is_told(placed: PlacedFacts, value: Measurement) -> bool:
    """Return False for a value of other work, of a place within a sample, or near to a bound."""
    text, quantity = placed.facts.text, value.quantity
    if _OF_OTHERS.search(text, 0, quantity.end) or _COMPARED_BEHIND.match(text, quantity.end):
        return False
    rivals = [one for one in value.alloys if one.start > quantity.end]
    if "alloys" not in value.inherited and any(
        _COMPARED_WITH.search(text, quantity.end, one.start) for one in rivals
    ):
        return False
    begun = max(text.rfind(sign, 0, quantity.start) for sign in (": ", "; "))
    return not PLACES.search(text, max(quantity.start - 70, begun, 0), quantity.end + 50)


def _is_plain(value: Measurement) -> bool:
    """Return True for a value of an alloy by itself, with nothing said to be added to it."""
    return not value.sample and not any(c.dimension.endswith("fraction") for c in value.conditions)


def _is_unread_condition(text: str, one: Measurement, value: Measurement) -> bool:
    """Return True for a number before a value that may be a condition of it: at 360 g."""
    quantity = one.quantity
    return (
        one.property is None
        and quantity.end <= value.quantity.start
        and not any(quantity.start == held.start for held in value.conditions)
        and _UNDER.search(text, max(quantity.start - 40, 0), quantity.start) is not None
    )


def _is_of_setting(facts: SentenceFacts, quantity: Quantity) -> bool:
    """Return True for a value that holds for settings of a machine, of which a question tells none.

    That is a laser's power or speed told before the value, or parameters that were optimized.
    """
    told = [one for one in facts.quantities if one.end <= quantity.start]
    return any(one.dimension in _SETTINGS for one in told) or bool(
        _OPTIMIZED.search(facts.text, 0, quantity.start)
    )


def answer_of(placed: PlacedFacts, value: Measurement) -> str:
    """Return a value as it is written, with its bound and its whole unit; "" if it is not whole."""
    text, quantity = placed.facts.text, value.quantity
    written = with_unit(quantity)
    found = _BOUND.search(text, 0, quantity.start)
    if " and " in written:
        return ""
    if found is None:
        return "" if value.sense not in ("level", "about") else written
    lead = " ".join(found.group().split())
    lead = "" if lead.startswith("as ") else _VERBS.sub("more than", lead)
    lead = "about" if lead == "similar to" else lead  # So is ~ written in Web of Science.
    return written if not lead else f"{lead}{'' if lead in '~≈∼' else ' '}{written}"


def ask_levels(values: Sequence[AskedValue]) -> Iterator[PaperDraft]:
    """Ask for each value."""
    for one in values:
        name = one.named
        wordings: Sequence[str] = _PLAIN
        if _HOW_HIGH.search(name.asked) and not one.extreme:
            wordings = _HIGH
        if name.where and not one.extreme:
            wordings = _AT_FRONT
        if one.extreme or len(name.material.split()) > _LONG:
            wordings = [form for form in wordings if "{m} have" not in form]
        question = pick(wordings, *one.key).format(
            p=one.asked,
            m=name.material,
            w=f" {name.where}" if name.where else "",
            W=f"{name.where[:1].upper()}{name.where[1:]}",
        )
        yield PaperDraft(
            "property-value", "value", question, one.answer, one.placed.start, one.placed.end
        )
