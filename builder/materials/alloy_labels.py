"""Find the labels that a text gives to its alloys: CoCrFeNiTi0.2 (hereafter Ti0.2), A1 (CoCrNi).

A label stands for its alloy in this text alone; by itself it is no composition.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile

from builder.materials.alloys import Alloy, named_alloys
from builder.materials.formulas.choices import find_choices, share_behind
from builder.materials.formulas.elements import NUMBER
from builder.materials.formulas.markup import plain_formulas
from builder.materials.formulas.members import read_values
from builder.materials.formulas.parser import amounts_of, read_formula, symbols_of
from builder.materials.measurements.forms.form_nouns import SAMPLES
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
    r"(?:\s?\([\d.]+\s?(?:at|wt)\.?\s?%\))?(?:\s(?:alloys?|HEAs?|MEAs?|coatings?|samples?|films?))?"
    rf"\s?\(\s?[\"“‘']?(?P<labels>{_LABEL})[\"”’']?\s?[);,]"
)
_BRACKETED_BEFORE = re.compile(rf"(?:^|(?<=[\s(,]))(?P<labels>{_LABEL})\s?[([](?:i\.e\.,?\s)?$")
#: In brackets beside a formula, a word with letters and digits is a label; so is CuHEA.
_IS_LABEL = re.compile(r"(?=.*[A-Za-z])(?=.*\d)(?=.*[A-Z]).*|(?:[A-Z][a-z]?-?){1,3}(?:HEA|MEA)")
_NOUN = re.compile(rf"^{_ITS_NOUN}(?=\S*[A-Z])")
#: Before a label in a list: alloys A1 (CoCrNi) and A2.
_LEADS_TO_LABEL = re.compile(
    r"\b(?:alloys|samples|specimens|coatings|compositions)[,:]?\s"
    r"(?:[\w.-]{1,12}\s\([^()]{1,30}\),?\s(?:and\s)?){0,6}$"
)
_MARKED = re.compile(r"[A-Z\d]")
_LIST = re.compile(r"[\s,]*(?:and|or)?\s*(?:the\s)?")
_STRUCTURE = re.compile(r"(?:A[1-3]|B[12]|C1[45]|C36|D0\w{1,3}|L1_?\d|L2_?1|[A-Z]{1,3}\d{0,2}/\w+)")


#: The variable of a family, and what follows a single value of it, which no list goes on.
_VARIABLE = re.compile(r"(?<=[a-zA-Z)\d-])[xyz](?![a-z])")
_SINGLE = (
    r"(?!\d|\.\d|\s?(?:[,;/~≤<–-]|,?\sand\s|,?\sor\s)\s?\d"
    r"|\sto\s\d[\d.]*(?![\d.]|\s?(?:HV|[MG]Pa|%|[°µμ]|[mn]?m\b)))"
)
_VALUE = re.compile(rf"(?<![\w.])(?P<said>(?P<variable>[xyz])\s?=\s?(?P<value>{NUMBER})){_SINGLE}")
#: A list of elements that a letter goes on to stand for: X = Al, Ti.
_NOT_ALONE = r"(?![\w-]|\.\d|(?:,\s?|\s?/\s?|,?\s(?:and|or)\s)[A-Z][a-z]?\b)"
#: What a paper calls the members of a choice by their elements: X = Al, Al-containing, Al-HEA.
_MEMBER_OF_CHOICE = (
    r"(?<![\w.-])(?:{letter}\s?=\s?(?P<is>{elements})" + _NOT_ALONE + r"|(?P<holds>{elements})"
    r"(?:[-–](?:containing|bearing|doped|added|alloyed|modified)(?=\s(?:[\w-]+\s){{0,2}}?{samples})"
    r"|[-–\s]?(?:E?HEA|MEA)s?(?![\w-]))|(?<=[Tt]he\s)(?P<alone>{elements})(?=\s{samples}))"
)
#: Before a family that is not that of the paper.
_OF_OTHERS = re.compile(r"\b(?:[Cc]onventional|[Tt]raditional|[Cc]lassical|reported|than)\s$")
#: From here on an amount is one in per cent, and then all of them make about a hundred.
_PER_CENT, _OF_ALL = 5.0, 90.0
#: A value of the variable that no formula has, to see which elements have this amount.
_PROBE = 0.3719


@dataclass(frozen=True, slots=True)
class AlloyLabel:
    """A label and the alloy it stands for."""

    text: str
    alloy: Alloy
    by_element: bool = False
    """True for the member of a choice, which its formula tells, and no number: X = Al."""


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
    for label, meant in (*_members_named(text, alloys), *_members_by_share(text, alloys)):
        bound.setdefault(label, meant)
    found = [AlloyLabel(*pair) for pair in bound.items() if pair[0] not in unsure]
    found += [one for one in _members_of_choice(text) if one.text not in bound]
    return tuple(found)


def label_mentions(text: str, labels: tuple[AlloyLabel, ...]) -> Iterator[Alloy]:
    """Yield the alloys that a sentence names by their labels, each at the place of its label."""
    for label in labels:
        if label.text not in text:
            continue
        end = _SINGLE if "=" in label.text else r"(?![\w-]|\.\d)"
        end = _NOT_ALONE if label.by_element else end
        is_share = "=" in label.text and label.alloy.companion
        name = label.alloy.text if label.by_element or is_share else label.text
        for found in re.finditer(rf"(?<![\w.-]){re.escape(label.text)}{end}", text):
            yield replace(label.alloy, text=name, start=found.start(), end=found.end())


def _members_of_choice(text: str) -> Iterator[AlloyLabel]:
    """Yield the members of the one formula of a text with a letter for an element."""
    choices = {one.formula(""): one for one in find_choices(text)}
    if len(choices) != 1:
        return
    [choice] = choices.values()
    elements = "|".join(sorted(choice.elements, key=len, reverse=True))
    named = _MEMBER_OF_CHOICE.format(letter=choice.letter, elements=elements, samples=SAMPLES)
    seen = set[str]()
    for found in re.finditer(named, text):
        readings = named_alloys(choice.formula(found["is"] or found["holds"] or found["alone"]))
        if len(readings) == 1 and found[0] not in seen:
            seen.add(found[0])
            yield AlloyLabel(found[0], readings[0], by_element=True)


def _members_named(text: str, alloys: Sequence[Alloy]) -> Iterator[tuple[str, Alloy]]:
    """Yield the members of the one family of a text by what tells them: `Al0.3`, `x = 0.3`."""
    families = {
        alloy.composition_key: (alloy, {*_VARIABLE.findall(formula)}, formula)
        for alloy in sorted(alloys, key=lambda alloy: len(alloy.members))
        if None in alloy.amounts
        and not _OF_OTHERS.search(text, max(alloy.start - 20, 0), alloy.start)
        and _VARIABLE.search(formula := plain_formulas(alloy.text).text)
    }
    family, variables, formula = next(iter(families.values()), (None, set(), ""))
    if family is None or len(families) > 1 or len(variables) != 1:
        return
    same = [one for one in alloys if one.composition_key == family.composition_key]
    if not family.members and any(read_values(text, one.end).share for one in same):
        return  # CoCrFeNiNbx (x = 0.5 wt.%)
    [variable] = variables
    parts, _ = read_formula(formula, 0)
    probe = amounts_of(parts, {variable: _PROBE})
    varied = {element for element, size in probe.items() if size == _PROBE}
    for found in _VALUE.finditer(text):
        if found["variable"] == variable and (
            member := _member(family, amounts_of(parts, {variable: float(found["value"])}))
        ):
            yield found["said"], member
    if not varied:
        return
    share = re.compile(
        rf"(?<![\w.+–-])(?:{'|'.join(sorted(varied))})(?P<value>{NUMBER})(?![\w-]|\.\d)"
    )
    for found in share.finditer(text) if len(varied) == 1 else ():
        member = _member(family, amounts_of(parts, {variable: float(found["value"])}))
        if member:
            yield found[0], member
    for alloy in alloys:
        [value, *others] = {*alloy.amounts}
        if value is not None and not others and {*alloy.elements} == varied:
            member = _member(family, amounts_of(parts, {variable: value}))
            if member:
                yield alloy.text, member


def _members_by_share(text: str, alloys: Sequence[Alloy]) -> Iterator[tuple[str, Alloy]]:
    """Yield an alloy with shares of what is added, by their letter: VNb-x wt.% TiC at x = 5."""
    told = {share: one for one in alloys if (share := share_behind(text, one.end))}
    if len(told) != 1:
        return
    [((letter, kind, added), alloy)] = told.items()
    for found in _VALUE.finditer(text):
        if found["variable"] == letter:
            beside = f"{found['value']} {kind}% {added}" if float(found["value"]) else ""
            yield found["said"], replace(alloy, companion=beside)


def end_member(family: Alloy, sentence: str, step: str) -> Alloy | None:
    """Return the member of a family at one end of a change that a sentence describes.

    Args:
        family: an alloy with open amounts: AlxVNbTa (x = 0, 0.5 and 1).
        sentence: it says that x, or the content of what is varied, rises, or from what to what.
        step: `from` or `to`.

    Returns:
        The first or the last member; None where the sentence does not say what is varied.
    """
    formula = plain_formulas(family.text).text
    parts, _ = read_formula(formula, 0)
    variables = {*_VARIABLE.findall(formula)}
    if len(variables) != 1:
        return None
    [variable] = variables
    probe = amounts_of(parts, {variable: _PROBE})
    varied = [element for element, size in probe.items() if size == _PROBE]
    compounds = (one[1] for one in re.finditer(rf"\((\w+)\){variable}", formula))
    names = "|".join(
        [
            rf"{variable}(?:\svalue)?",
            *(rf"{one}(?:\s(?:contents?|amount|concentration))?" for one in (*varied, *compounds)),
        ]
    )
    told = re.search(
        rf"(?<![A-Za-z])(?:{names})\s(?:\([^()]{{1,30}}\)\s)?(?:\w+\s)?from\s(?P<from>{NUMBER})\sto\s(?P<to>{NUMBER})"
        rf"(?!\d|\.\d|\s?(?:at|wt|%|mol|[A-Z]))",
        sentence,
    )
    if told:
        return _member(family, amounts_of(parts, {variable: float(told[step])}))
    rises = re.search(
        rf"\b(?:[Ii]ncreas\w*|ris(?:es?|ing)|additions?|adding|introduc(?:tion|ing)|incorporat(?:ion|ing))\s(?:(?:of|in|the|value|amount|content)\s){{0,4}}"
        rf"(?:{names})(?![A-Za-z\d])|(?<![A-Za-z])(?:{names})\s(?:increas\w+|ris(?:es|ing)|rose)\b"
        rf"|(?<![A-Za-z])(?:{'|'.join(varied)})\s(?:additions?|alloying|doping)\b",
        sentence,
    )
    none = amounts_of(parts, {variable: 0.0})
    rising = [one for one, size in probe.items() if (size or 0.0) > (none.get(one) or 0.0)]
    if not rises or len(family.members) < 2 or not rising:
        return None
    place = family.elements.index(rising[0])
    ends = sorted(family.members, key=lambda amounts: amounts[place] or 0.0)
    chosen = zip(family.elements, ends[0 if step == "from" else -1], strict=True)
    held = {element: size for element, size in chosen if size}
    return replace(family, elements=tuple(held), amounts=tuple(held.values()), members=())


def member_at(family: Alloy, value: float, variable: str = "x") -> Alloy | None:
    """Return the member of a family for a value of its one variable.

    Args:
        family: an alloy with open amounts: AlxVNbTa.
        value: what the variable is.
        variable: its letter.

    Returns:
        Al0.5VNbTa for 0.5; None for no such family, or for a member that its list does not hold.
    """
    formula = plain_formulas(family.text).text
    if {*_VARIABLE.findall(formula)} != {variable}:
        return None
    parts, _ = read_formula(formula, 0)
    return _member(family, amounts_of(parts, {variable: value}))


def base_member(family: Alloy, sample: str) -> Alloy | None:
    """Return the member of a family that holds nothing of what is varied.

    Args:
        family: an alloy with open amounts: AlxVNbTa.
        sample: what its base is called: the base alloy, the alloy without Al.

    Returns:
        VNbTa; None for no family, one that varies more than one element, or another base.
    """
    formula = plain_formulas(family.text).text
    variables = {*_VARIABLE.findall(formula)}
    if None not in family.amounts or len(variables) != 1:
        return None
    [variable] = variables
    parts, _ = read_formula(formula, 0)
    probe, none = (amounts_of(parts, {variable: size}) for size in (_PROBE, 0.0))
    varied = [element for element, size in probe.items() if size != none.get(element, 0.0)]
    if len(varied) != 1 or none.get(varied[0], 0.0):
        return None
    if ("without" in sample or "free" in sample) and varied[0] not in sample:
        return None
    return _member(family, none)


def _member(family: Alloy, amounts: Mapping[str, float | None]) -> Alloy | None:
    """Return the member of a family with these amounts; None for one that is not listed."""
    known = {element: size for element, size in sorted(amounts.items()) if size}
    if None in amounts.values() or min(known.values(), default=-1.0) < 0:
        return None
    if max(known.values()) >= _PER_CENT and sum(known.values()) < _OF_ALL:
        return None  # CoCrFeNiMox with x = 25: per cents, of a formula that counts atoms
    sizes = tuple(known.values())
    member = replace(family, elements=tuple(known), amounts=sizes, members=())
    if family.members and member.composition_key not in family.member_keys:
        return None
    return member


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
