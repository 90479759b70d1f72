"""Read everyday words as the field's: `stretches furthest` as `has the highest elongation`."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from answer.question.wording.notation import Mend

_FAR = r"(?:far|much|well|fast|quickly|readily|badly|strongly|easily)"
_MOST = r"(?:the )?(?:most|furthest|farthest|best|longest|fastest)"
_LEAST = r"(?:the )?(?:least|worst|shortest|slowest)"
_MORE = r"(?:more|further|farther|better|longer|faster)"
_LESS = r"(?:less|worse|slower)"
_IS = r"(?P<is>is|are|was|were)"
_HAS = {"is": "has", "are": "have", "was": "had", "were": "had"}
_DOES = r"(?P<does>does|do|did|can|could|will|would)"
#: What something is asked of, between `how far does` and its verb.
_SUBJECT = r"(?P<subject> [^?,;:]{1,80}? )"
#: The same without another clause that has the verb: `do twins appear before it breaks`.
_SUBJECT_ALONE = (
    r"(?P<subject>(?: (?!(?:before|until|till|when|while|after|not)\b)[^\s?,;:]{1,60}){1,12}? )"
)
#: Sides named behind a question: which of them is meant its paper says in words of its own.
_SIDES = re.compile(r"[,:][^?]* or ")


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    read: str
    """What stands for it; `{has}` is the form of `have` that goes with its verb."""
    subject: bool = False
    """Whether the pattern goes from `how far does` over a subject to the verb, which falls away."""
    of_all: bool = False
    """Whether it holds only where no sides are named."""
    is_wording: bool = True
    """Whether it is more than another name of what is measured."""


def read_everyday(text: str) -> Iterator[Mend]:
    """Yield the everyday words of a question, each with the field's for it."""
    taken: list[tuple[int, int]] = []
    sides = _SIDES.search(text) is not None
    for rule in _rules(text):
        if rule.of_all and sides:
            continue
        for match in rule.pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and other < end for other, other_end in taken):
                continue
            taken.append((start, end))
            read = rule.read.format(has=_have(match))
            if rule.subject:
                first, last = match.span("subject")
                yield Mend(start, first, text[start:first], read)
                yield Mend(last, end, text[last:end], "")
            else:
                yield Mend(start, end, match[0], read)


def _have(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("is"):
        return _HAS[match["is"].lower()]
    if groups.get("does"):
        return {"does": "has", "did": "had"}.get(match["does"].lower(), "have")
    return "has"


def _rules(text: str) -> Iterator[_Rule]:
    """Yield the rules of whatever a question may speak of, longer wordings before their parts."""
    spoken_of = [at for at, (trigger, _) in enumerate(_entries()) if trigger.search(text)]
    for wording in (True, False):
        for at in spoken_of:
            yield from (rule for rule in _rules_of(at) if rule.is_wording is wording)


@lru_cache(maxsize=1)
def _entries() -> tuple[tuple[re.Pattern[str], Mapping[str, Any]], ...]:
    """Return the entries of the table, each behind a pattern of its words."""
    path = Path(__file__).with_name("data") / "everyday.toml"
    table = tomllib.loads(path.read_text("utf-8"))
    entries = [entry | {"kind": kind} for kind, entries in table.items() for entry in entries]
    return tuple((_trigger(entry), entry) for entry in entries)


def _trigger(entry: Mapping[str, Any]) -> re.Pattern[str]:
    adjectives = entry.get("adjectives", ())
    if entry["kind"] == "measured":
        adjectives = [form for forms in adjectives for form in forms]
    words = [*entry.get("nouns", ()), *adjectives, *entry.get("verbs", ())]
    if entry["kind"] == "resisted":
        words.append(f"(?:resist|withst)\\w* {entry['name']}")
    return re.compile("|".join(words), re.IGNORECASE)


@lru_cache(maxsize=32)
def _rules_of(at: int) -> tuple[_Rule, ...]:
    entry = _entries()[at][1]
    rules = [*_RULES[entry["kind"]](entry)]
    if "nouns" in entry:
        noun = _rule(rf"(?:{'|'.join(entry['nouns'])})", entry["name"])
        rules.append(replace(noun, is_wording=False))
    return tuple(rules)


def _of_measured(entry: Mapping[str, Any]) -> Iterator[_Rule]:
    name = str(entry["name"])
    behind = rf"(?: {entry['behind']})?" if "behind" in entry else ""
    for plain, *compared in entry.get("adjectives", ()):
        yield _rule(rf"how {plain} {_IS}", f"what {name} {{has}}")
        if compared:
            more, most = compared
            yield _rule(rf"{_IS} (?:the )?{most}{behind}", f"{{has}} the highest {name}")
            yield _rule(rf"{_IS} {more}", f"{{has}} a higher {name}")
            yield _rule(rf"{_IS} (?:the )?least {plain}", f"{{has}} the lowest {name}")
            yield _rule(rf"{most}{behind}", f"highest {name}")
            yield _rule(more, f"higher {name}")
    if "takes" in entry:
        takes = rf"(?:{'|'.join(entry['takes'])})(?![-\w]){behind}"
        yield _rule(rf"what {_DOES}{_SUBJECT_ALONE}{takes}", f"what {name} {{has}}", subject=True)
    if "verbs" not in entry:
        return
    verbs = rf"(?:{'|'.join(entry['verbs'])})"
    can = "(?:can )?"
    yield _rule(rf"{can}{verbs} {_MOST}{behind}", f"has the highest {name}", of_all=True)
    yield _rule(rf"{can}{verbs} {_LEAST}{behind}", f"has the lowest {name}", of_all=True)
    yield _rule(rf"{can}{verbs} {_MORE}{behind} than", f"has a higher {name} than")
    yield _rule(rf"{can}{verbs} {_LESS}{behind} than", f"has a lower {name} than")
    how = rf"how {_FAR} {_DOES}{_SUBJECT}{verbs}(?![-\w]){behind}"
    yield _rule(how, f"what {name} {{has}}", subject=True)


def _of_resisted(entry: Mapping[str, Any]) -> Iterator[_Rule]:
    name = str(entry["name"])
    named = rf"(?:{'|'.join([name, *entry.get('nouns', ())])})"
    resists = rf"(?:resists?|withstands?|withstood|resisted) {named}"
    if "adjectives" in entry:
        yield _rule(rf"(?:{'|'.join(entry['adjectives'])})", f"{name}-resistant")
    suffers = rf"(?:{'|'.join(entry['verbs'])})"
    for verb, most, least in ((resists, _MOST, _LEAST), (suffers, _LEAST, _MOST)):
        yield _rule(rf"{verb} {most}", f"is the most {name}-resistant", of_all=True)
        yield _rule(rf"{verb} {least}", f"is the least {name}-resistant", of_all=True)
    how = rf"how (?:fast|quickly|rapidly) {_DOES}{_SUBJECT}{suffers}"
    yield _rule(how, f"what {name} rate {{has}}", subject=True)


def _of_reached(entry: Mapping[str, Any]) -> Iterator[_Rule]:
    name, at = f"what {entry['name']} {{has}}", rf"(?:{'|'.join(entry['at'])})"
    verbs, does = rf"(?:{'|'.join(entry['verbs'])})", f"{_DOES}{_SUBJECT_ALONE}"
    yield _rule(rf"at (?:what|which) {at} {does}{verbs}", name, subject=True)
    yield _rule(rf"(?:what|which) {at} {does}{verbs} at", name, subject=True)
    if "borne" in entry:
        borne = rf"(?:{'|'.join(entry['borne'])}) (?:before|until|till|without)(?: it| they)?"
        how = rf"(?:what|which|how much) {at} {does}{borne} {verbs}"
        yield _rule(how, name, subject=True)


#: What makes the rules of each kind of entry.
_RULES: Mapping[str, Callable[[Mapping[str, Any]], Iterator[_Rule]]] = {
    "measured": _of_measured,
    "resisted": _of_resisted,
    "reached": _of_reached,
}


def _rule(pattern: str, read: str, subject: bool = False, of_all: bool = False) -> _Rule:
    compiled = re.compile(rf"(?<![-\w])(?:{pattern})(?![-\w])", re.IGNORECASE)
    return _Rule(compiled, read, subject, of_all)
