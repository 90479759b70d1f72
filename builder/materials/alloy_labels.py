"""Find the labels that a text gives to its alloys: CoCrFeNiTi0.2 (hereafter Ti0.2), A1 (CoCrNi).

A label stands for its alloy in this text alone; by itself it is no composition.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile

from builder.materials.alloys import Alloy, named_alloys
from builder.materials.formulas.parser import read_formula, symbols_of
from builder.materials.vocabulary import find_terms

_ITS_NOUN = r"(?:alloy|sample|specimen|coating)s?\s"
_LABEL = (
    rf"(?:{_ITS_NOUN}\d{{1,2}}\b"
    rf"|(?:{_ITS_NOUN})?[A-Za-z][\w.]{{0,14}}(?:[-–][\w.]{{1,8}}){{0,3}}(?<!\.))"
)
_LISTED = rf"{_LABEL}(?:(?:,\s(?:and\s)?|\sand\s){_LABEL}){{0,9}}"
_NAMED = (
    r"(?:here(?:in)?after|denoted|designated|referred\sto|labell?ed|named|termed|abbreviated"
    r"|marked|called|simplified|shortened|coded|short\sfor|abbreviation)"
)
_GIVEN_BEHIND = re.compile(
    rf"(?P<between>(?:\s(?!and\b|or\b)[\w-]+){{0,4}}?(?:\s?\([^()]{{0,70}}?[xyz]\s?=[^()]{{0,70}}?)?)"
    rf"[\s,;(]{{1,3}}(?:is\s|are\s|was\s|were\s|which\s\w+\s)?{_NAMED}\b"
    rf"(?:,?\s(?!as\b)[a-z]+){{0,3}},?\s?(?:as\s|by\s|to\sas\s)?(?:the\s)?[\"“‘']?(?P<labels>{_LISTED})"
)
_BRACKETED_BEHIND = re.compile(
    rf"(?:\s(?:alloys?|HEAs?|MEAs?|coatings?|samples?|films?))?\s?\(\s?[\"“‘']?(?P<labels>{_LABEL})[\"”’']?\s?[);,]"
)
_BRACKETED_BEFORE = re.compile(rf"(?:^|(?<=[\s(,]))(?P<labels>{_LABEL})\s?[([](?:i\.e\.,?\s)?$")
#: In brackets beside a formula, a word with letters and digits is a label; so is CuHEA.
_IS_LABEL = re.compile(r"(?=.*[A-Za-z])(?=.*\d)(?=.*[A-Z]).*|[A-Z][a-z]?-?(?:HEA|MEA)")
_NOUN = re.compile(rf"^{_ITS_NOUN}(?=\S*[A-Z])")
#: Before a label in a list: alloys A1 (CoCrNi) and A2.
_LEADS_TO_LABEL = re.compile(
    r"\b(?:alloys|samples|specimens|coatings|compositions)[,:]?\s"
    r"(?:[\w.-]{1,12}\s\([^()]{1,30}\),?\s(?:and\s)?){0,6}$"
)
_MARKED = re.compile(r"[A-Z\d]")
_LIST = re.compile(r"[\s,]*(?:and|or)?\s*(?:the\s)?")
_STRUCTURE = re.compile(r"(?:A[1-3]|B[12]|C1[45]|C36|D0\w{1,3}|L1_?\d|L2_?1|[A-Z]{1,3}\d{0,2}/\w+)")


@dataclass(frozen=True, slots=True)
class AlloyLabel:
    """A label and the alloy it stands for."""

    text: str
    alloy: Alloy


@lru_cache(maxsize=512)
def find_labels(text: str) -> tuple[AlloyLabel, ...]:
    """Find the labels that a text, such as title and abstract, binds to a composition.

    A label that is bound to two compositions is left out.
    """
    bound: dict[str, Alloy] = {}
    unsure: set[str] = set()
    alloys = named_alloys(text)
    for place in range(len(alloys)):
        for label, meant in _labels_of(text, alloys[: place + 1]):
            earlier = bound.setdefault(label, meant)
            if earlier.composition_key != meant.composition_key:
                unsure.add(label)
    return tuple(AlloyLabel(*pair) for pair in bound.items() if pair[0] not in unsure)


def label_mentions(text: str, labels: tuple[AlloyLabel, ...]) -> Iterator[Alloy]:
    """Yield the alloys that a sentence names by their labels, each at the place of its label."""
    for label in labels:
        for found in re.finditer(rf"(?<![\w.-]){re.escape(label.text)}(?![\w-]|\.\d)", text):
            yield replace(label.alloy, text=label.text, start=found.start(), end=found.end())


def _labels_of(text: str, alloys: Sequence[Alloy]) -> Iterator[tuple[str, Alloy]]:
    """Yield the labels that stand beside the last of some alloys, and each label's alloy."""
    alloy = alloys[-1]
    if given := _GIVEN_BEHIND.match(text, alloy.end):
        listed = takewhile(_MARKED.search, re.split(r",\s(?:and\s)?|\sand\s", given["labels"]))
        yield from _paired(text, [_NOUN.sub("", label) for label in listed], alloys)
        return
    behind = _BRACKETED_BEHIND.match(text, alloy.end)
    if behind and _is_label(behind["labels"]) and _may_mean(behind["labels"], alloy):
        yield _NOUN.sub("", behind["labels"]), alloy
    window = text[max(alloy.start - 80, 0) : alloy.start]
    before = _BRACKETED_BEFORE.search(window)
    if before and text[alloy.end : alloy.end + 1] in (")", "]"):
        label = before["labels"]
        if _LEADS_TO_LABEL.search(window[: before.start("labels")]) or _is_label(label):
            yield _NOUN.sub("", label), alloy


def _paired(text: str, labels: list[str], alloys: Sequence[Alloy]) -> Iterator[tuple[str, Alloy]]:
    """Pair labels with the members of a family, or with as many alloys, in their order."""
    alloy, listed = alloys[-1], alloys[-len(labels) :] if labels else ()
    if len(labels) == len(alloy.members):
        for label, amounts in zip(labels, alloy.members, strict=True):
            yield label, replace(alloy, amounts=amounts, members=())
    elif len(labels) == len(listed) and not any(one.members for one in listed):
        gaps = (text[one.end : other.start] for one, other in pairwise(listed))
        if all(_LIST.fullmatch(gap) for gap in gaps):
            yield from zip(labels, listed, strict=True)


def _may_mean(label: str, alloy: Alloy) -> bool:
    """Return False for a label such as Si0.5 beside an alloy that holds no silicon."""
    parts, end = read_formula(label, 0)
    return end < len(label) or not parts or symbols_of(parts) <= {*alloy.elements}


def _is_label(word: str) -> bool:
    """Return True for a word in brackets that can label nothing but an alloy or a sample."""
    if _NOUN.match(word):
        return True
    if not _IS_LABEL.fullmatch(word) or _STRUCTURE.fullmatch(word):
        return False
    return not any(term.kind == "phase" for term in find_terms(word))
