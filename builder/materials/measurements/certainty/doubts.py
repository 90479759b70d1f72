"""Tell values that are never sure: of what may be another material, or of an untold state."""

import re
from collections.abc import Hashable, Iterable, Sequence

from builder.materials.alloys import Alloy, named_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.measurements.measurement import Measurement, SentenceFacts

#: A property of the skin of a treated alloy, or one told beside that of what lies below it.
_OF_SURFACE = re.compile(
    r"\b(?:surface|case|near-surface|layer)(?:\s(?:micro|nano))?[\s-]?hardness"
    r"|\bhardness\sof\sthe\s(?:[\w-]+\s){0,2}(?:surface|layer|case)\b"
    r"|\b(?:than|that of|times)\b[^,;]{0,40}\bsubstrate\b",
    re.IGNORECASE,
)
#: What an alloy holds beside its elements, named behind it.
_WITH_MORE = re.compile(
    r"\s(?:(?:HEAs?|MEAs?|(?:high|medium)[\s-]entropy\salloys?|alloys?)\s)?"
    r"(?:(?:co-?)?doped\s|alloyed\s|micro-?alloyed\s)?(?:with|by|containing)\s[^.;:]{1,60}",
    re.IGNORECASE,
)
#: With fewer elements a formula in a sentence is a phase; so is what is rich in some elements.
_FEWEST_ELEMENTS = 3
_RICH = "-rich"
#: Between an alloy and a value of another one.
_BORDER = re.compile(r"[,;]\s|\b(?:while|whereas|but)\b")
#: Between a value and the alloy behind it that it is one of, and between it and one compared.
_OF_THAT = re.compile(r"\s(?:for|in|of)\b", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:than|compar\w+|surpass\w*|exceed\w*|over|versus)\b", re.IGNORECASE)
_PAIRED = re.compile(r"\brespectively\b", re.IGNORECASE)
_MARKS = re.compile(r"[()]|,(?=\sand\s)")


def only_bases(title: str, stated: Sequence[SentenceFacts]) -> frozenset[Hashable]:
    """Return the compositions that a paper names only with more elements in them.

    So it is with CoCrFeNi in `the CoCrFeNi HEA with Si, B and N`, which is spoken of as `the alloy`
    after that.

    Args:
        title: the title of the paper.
        stated: what the sentences of its abstract state.
    """
    held: dict[Hashable, bool] = {}
    for text, named in ((title, named_alloys(title)), *((one.text, one.alloys) for one in stated)):
        for alloy in named:
            more = _holds_more(text, alloy)
            held[alloy.composition_key] = held.get(alloy.composition_key, True) and more
    return frozenset(key for key, always in held.items() if always)


def _holds_more(text: str, alloy: Alloy) -> bool:
    behind = _WITH_MORE.match(text, alloy.end)
    words = _MARKS.sub("", behind[0]) if behind else ""
    return bool({one.symbol for one in find_elements(words)} - {*alloy.elements})


def is_of_more(value: Measurement, bases: frozenset[Hashable]) -> bool:
    """Return True for a value taken for one of an alloy that its paper names only with more.

    Args:
        value: the value.
        bases: what `only_bases` found in its paper.
    """
    is_taken_over = "alloys" in value.inherited and bool(value.alloys)
    return is_taken_over and value.alloys[0].composition_key in bases


def names_own_alloy(value: Measurement, text: str) -> bool:
    """Return whether a sentence leaves no doubt which of the alloys it names a value belongs to.

    In doubt is a value whose alloy stands in a clause before it while another one follows it, as in
    `300 MPa for fcc alloys such as A, to 3 GPa for bcc alloys such as B`; and one whose alloy
    stands in another sentence while this one begins with another alloy.

    Args:
        value: the value.
        text: its sentence.
    """
    if not value.alloys or _PAIRED.search(text):
        return True
    at, own = value.quantity, value.alloys[0].composition_key
    named = [
        alloy
        for alloy in named_alloys(text)
        if alloy.kind == "alloy"
        and len(alloy.elements) >= _FEWEST_ELEMENTS
        and not text.startswith(_RICH, alloy.end)
    ]
    others = [alloy for alloy in named if alloy.composition_key != own]
    if "alloys" in value.inherited:
        return not any(alloy.end <= at.start for alloy in others)
    ends = [alloy.end for alloy in named if alloy.composition_key == own]
    if any(end > at.end for end in ends):
        return True
    before = max((end for end in ends if end <= at.start), default=at.start)
    if not _BORDER.search(text[before : at.start]):
        return True
    behind = (text[at.end : one.start] for one in others if one.start >= at.end)
    return not any(_OF_THAT.match(words) and not _COMPARED.search(words) for words in behind)


def is_of_surface(value: Measurement, facts: SentenceFacts) -> bool:
    """Return True for a value of a treated surface that is told as one of the alloy."""
    return value.owner == "alloy" and _OF_SURFACE.search(facts.text) is not None


def is_untold_end(value: Measurement, others: Iterable[Measurement]) -> bool:
    """Return True for an end of a change that nothing but the change tells from the other one.

    Of `the strength of A rose from 137 MPa in the cast state to 455 MPa` only the first end has its
    state told.

    Args:
        value: the value.
        others: the values of its sentence.
    """
    return any(
        other.property == value.property
        and (value.step, other.step) in (("from", "to"), ("to", "from"))
        and _is_alike(value, other)
        and (_told(value) == _told(other) or (value.step == "to" and _told(value) < _told(other)))
        for other in others
    )


def _is_alike(value: Measurement, other: Measurement) -> bool:
    """Return True for values of one material."""
    keys = [[one.composition_key for one in each.alloys] for each in (value, other)]
    own = (value.sample, value.owner, value.kind, value.medium)
    return keys[0] == keys[1] and own == (other.sample, other.owner, other.kind, other.medium)


def _told(value: Measurement) -> frozenset[object]:
    """Return the states and conditions of a value."""
    return frozenset((*value.states, *(one.si for one in value.conditions)))
