"""Ask of another state, process, medium, property or topic than the abstract tells it of."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from builder.drafting.refusals.abstract_view import AbstractView
from builder.drafting.refusals.corpus import Corpus
from builder.drafting.refusals.question_text import (
    asked_properties,
    blanked,
    chance,
    put_in,
    quoted,
)
from builder.drafting.refusals.swap import Swap
from builder.drafting.whole_sentences.told_things import listed
from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import Mention, dimensions_of
from builder.triples import Triple

#: Before a property that stands without words that go with it alone.
_BEFORE = re.compile(
    r"(?:\b(?:the|a|an|of|on|in|what|its|their|any|high|higher|highest|low|lower|good|better|best"
    r"|excellent|superior|great|greater|large|larger|improved|improve|improves|increase|increases"
    r"|increased|decrease|decreases|decreased|reduce|reduces|reduced|enhance|enhances|enhanced"
    r"|average|mean|affect|for|to|and)|’s|^)\s$",
    re.IGNORECASE,
)
#: Behind a property: a bracket, or a word that makes it another noun.
_BEHIND = re.compile(
    r"\s?\(|[-\w/]|\s(?:of (?!the |these |[A-Z(])|values?\b|distribution|retention|best"
    r"|and\b|or\b|but\b)|,"
)
#: Before what is asked together with something else, which the abstract may tell of.
_JOINED = re.compile(r"\b(?:and|or|but)\s(?:\w+\s){0,2}$")
#: Behind what is asked together with something else.
_GOES_ON = re.compile(r",?\s(?:and|or|but)\b|,\s(?!what|how|why|which|when)")
#: What a property is asked for by: its increase; the discreteness of a strength is no such thing.
_OWNED = re.compile(r"(?P<noun>[a-z-]+) of (?:the )?$")
_OF_ANY = re.compile(
    r"increase|decrease|improvement|enhancement|reduction|rise|drop|value|level|change|loss|gain"
    r"|evolution|deterioration|optimization|maximum|minimum"
)
#: A question for an amount alone.
_PLAIN = re.compile(r"(?:In \S+, w|W)hat is the (?:average )?[\w\s-]+ of \S+\?|.* is reported\?")
#: The list of all that a question asks of something that is varied, or of a study.
_LISTED = re.compile(
    r"\b(?:affect|about|findings on) (?P<things>(?:the )?[a-z][^?:]{2,90}?)"
    r"(?=\?| (?:of (?:the )?(?:[\w.,()=-]{1,40} ){0,6}?"
    r"(?:[A-Z(]\S{0,40}[A-Z]|[a-z-]{0,20}alloys?|coatings?|films?)"
    r"|in|when|during|after|at|made|for|under|with)\b)"
)
#: Between two things of a list.
_AND = re.compile(r",? and |, ")
#: What a material is made of or by, which may bear on each of its properties.
_OF_THE_MATERIAL = re.compile(
    r"\b(?:additions?|adding|contents?|dop(?:ed|ing)|alloying(?! element)|anneal\w*|age?ing"
    r"|treat\w*|sinter\w*"
    r"|(?:hot|cold|cryo)?-?roll\w*|\w*melt\w*|laser|scanning|introduc\w+|incorporat\w+"
    r"|substitut\w+|milling|forg\w+|ratio|particles|peening|spray\w*|homogeni\w+)\b"
)
#: How a material is tested, which bears on what the test measures alone.
_OF_A_TEST = re.compile(
    r"\b(?:loads?|sliding|strain rates?|immers\w+|chlorides?|pH|potentials?|tests?|irradiat\w+"
    r"|hydrogen|solution|test\w*)\b"
)
#: Studies that measure little else than what they are about.
_OF_ONE_THING = re.compile(
    r"molecular dynamics|first.principles|density functional|ab.initio|simulat|calculat|cataly"
    r"|overpotential|thermodynamic model|machine.learning|superconduct|magneti|diffusion couple"
    r"|\bions\b|ion irradiat|bacteri|biocompat|hydrogen stor|electroly[sz]|thermoelectric|dealloy"
)
#: The way of an exchange that puts in another route.
_OF_A_ROUTE = "other process"
#: The ways that put in another state or treatment of bulk material, and another test.
_OF_BULK, _OF_A_TEST_VALUE = ("other state", "other treatment"), "other test"
#: Kinds of questions that offer a value.
_WITH_A_VALUE = ("true-false", "multiple-choice")
#: Questions for the cause of something, which take it for granted.
_OF_A_CAUSE = re.compile(
    r"\b(?:why|what (?:\w+ ){0,2}(?:causes?|caused|leads?|led|responsible|result(?:s|ed) in)"
    r"|reasons? for|causes? of|attributed|ascribed)\b",
    re.IGNORECASE,
)
#: Fields that many a study of a material tests side by side.
_COMMON_FIELDS = frozenset(
    "strength hardness wear corrosion grains tension mechanics oxidation structure".split()
)
_OF_A_CHANGE = re.compile(r"\b(?:affect|effect|change|depend)\b|\bwith (?:in|de)creas")


@dataclass(frozen=True, slots=True)
class _Group:
    """Words that can stand for one another in a question."""

    way: str
    pattern: re.Pattern[str]
    reason: str
    words: tuple[str, ...]
    unless: re.Pattern[str]
    remains: re.Pattern[str]
    """The words that may not be left beside those that were put in."""
    absent: dict[str, str]
    """Word → pattern of what a text that tells of it holds; by default the word itself."""


@dataclass(frozen=True, slots=True)
class _Property:
    """A property that may be asked for instead of another one."""

    name: str
    field: str
    sort: str
    plain_only: bool
    """Whether it is exchanged in the plainest questions alone: its word has other uses."""
    absent: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Topic:
    """Something that a question can ask for of a study or of a change, with its article."""

    name: str
    field: str
    absent: re.Pattern[str]


def with_other_term(triple: Triple, view: AbstractView, corpus: Corpus) -> Iterator[Swap]:
    """Yield the question with another word of a group, which its abstract does not mention."""
    words = blanked(triple.question)
    groups, *_ = _alternatives()
    for group in sorted(groups, key=lambda one: chance(triple.id, one.way)):
        found = [*group.pattern.finditer(words)]
        if len({match["word"] for match in found}) != 1 or group.unless.search(words):
            continue
        if group.way == _OF_A_ROUTE and quoted(triple.question):
            continue  # The study that it names has its own route.
        if group.way in _OF_BULK and view.is_thin:
            continue  # A layer or a joint is hardly rolled or forged.
        if group.way == _OF_A_TEST_VALUE and triple.kind in _WITH_A_VALUE:
            continue  # A value offered with it would be that of another test or alloy.
        if any(_is_one_of_several(match.span("word"), words, triple) for match in found):
            continue  # The abstract tells of the others that are asked for beside it.
        for other in sorted(group.words, key=lambda one: chance(triple.id, one)):
            sign = group.absent.get(other, re.escape(other.lower()))
            if re.search(sign, view.lower) or view.mentions(other):
                continue
            if view.is_far_from("", other):
                continue
            asked = triple.question
            for match in reversed(found):
                asked = put_in(asked, *match.span("word"), _cased(other, match["word"]))
            if group.remains.search(blanked(asked)):
                continue  # Another part of the question asks what the abstract does tell.
            here = found[0]["word"]
            reason = group.reason.format(here=here, other=other)
            yield Swap(group.way, asked, reason, other)


def with_other_topic(triple: Triple, view: AbstractView, corpus: Corpus) -> Iterator[Swap]:
    """Yield the question for as many other topics as it lists; its abstract mentions none of them.

    Topics of the field of those that are asked for come first. Others are asked for where what is
    varied, or the study, may bear on them.
    """
    listed_here = _LISTED.search(blanked(triple.question))
    if listed_here is None or _OF_A_CAUSE.search(blanked(triple.question)):
        return
    *_, topics = _alternatives()
    here = listed_here["things"]
    things = _AND.split(here)
    fields = {
        next((one.field for one in topics if one.absent.search(thing)), "") for thing in things
    }
    if "" in fields:
        return
    any_field = _may_be_of_any(triple.question, view)
    for field in sorted(
        {one.field for one in topics}, key=lambda one: (one not in fields, chance(triple.id, one))
    ):
        if field not in fields and not (any_field and field in _COMMON_FIELDS):
            continue
        if field == "tension" and (view.is_thin or _OF_ONE_THING.search(view.lower)):
            continue
        free = [
            one
            for one in topics
            if one.field == field
            and not one.absent.search(view.lower)
            and not view.is_far_from(field, one.name)
        ]
        free.sort(key=lambda one: chance(triple.id, one.name))
        for first in range(0, len(free) - len(things) + 1, len(things)):
            names = [one.name for one in free[first : first + len(things)]]
            if len({name.split()[-1] for name in names}) < len(names):
                continue  # One is a sort of the other: the strength, the yield strength.
            other = listed(names)
            asked = put_in(triple.question, *listed_here.span("things"), other)
            reason = f"the abstract tells of {here}, not of {other}"
            yield Swap("other topic", asked, reason, other)


def _may_be_of_any(question: str, view: AbstractView) -> bool:
    """Return whether a study, or what a question tells as varied, may bear on other fields."""
    words = blanked(question)
    if _OF_ONE_THING.search(view.lower) or _OF_A_TEST.search(words):
        return False
    cause = words.partition(" affect ")[0]
    return not _OF_A_CHANGE.search(words) or bool(_OF_THE_MATERIAL.search(cause))


def with_other_property(triple: Triple, view: AbstractView, corpus: Corpus) -> Iterator[Swap]:
    """Yield the question for another property, which its abstract does not mention."""
    found = asked_properties(triple.question)
    _, properties, _ = _alternatives()
    if len(found) != 1 or found[0].name not in properties or not _is_free(found[0], triple):
        return
    if triple.kind == "unit-conversion":
        return  # The unit that it asks for is that of its own property.
    if _OF_A_CAUSE.search(blanked(triple.question)):
        return  # Nobody reported that the other property changes.
    mine = properties[found[0].name]
    words = blanked(triple.question)
    plain = _PLAIN.fullmatch(words.strip())
    any_field = mine.field in _COMMON_FIELDS and _may_be_of_any(triple.question, view)
    others = [
        one
        for one in properties.values()
        if one.sort == mine.sort
        and (plain or not (one.plain_only or mine.plain_only))
        and (one.field == mine.field or (any_field and one.field in _COMMON_FIELDS))
        and not (one.field == "strength" != mine.field and view.is_thin)
        and not view.is_far_from(one.field, one.name)
    ]
    in_turn = sorted(others, key=lambda one: (one.field != mine.field, chance(triple.id, one.name)))
    for other in in_turn:
        if other is mine or other.absent.search(view.lower) or other.name in view.terms:
            continue
        asked = put_in(triple.question, found[0].start, found[0].end, other.name)
        reason = f"the abstract tells of the {found[0].text}, not of the {other.name}"
        yield Swap("other property", asked, reason, other.name)


def _is_one_of_several(word: tuple[int, int], words: str, triple: Triple) -> bool:
    """Return whether a word tells the kind of a property that is asked for with something else."""
    start, end = word
    return any(
        _JOINED.search(words[: min(start, one.start)]) or _GOES_ON.match(words, one.end)
        for one in asked_properties(triple.question)
        if one.start <= end + 1 and start < one.end
    )


def _is_free(one: Mention, triple: Triple) -> bool:
    """Return whether a property of a question may be exchanged: nothing goes with it alone."""
    words = blanked(triple.question)
    before = words[: one.start]
    if _BEHIND.match(words, one.end) or _JOINED.search(before) or not _BEFORE.search(before):
        return False
    if (owner := _OWNED.search(before)) and not _OF_ANY.fullmatch(owner["noun"]):
        return False  # It is asked of something that belongs to this property alone.
    if one.text.endswith("s") and not one.name.endswith("s"):
        return False
    measured = dimensions_of(one.name)
    return not any(quantity.dimension in measured for quantity in find_quantities(words))


def _cased(words: str, like: str) -> str:
    return words[0].upper() + words[1:] if like[0].isupper() else words


@cache
def _alternatives() -> tuple[tuple[_Group, ...], dict[str, _Property], tuple[_Topic, ...]]:
    """Read the words that can stand for one another."""
    table = tomllib.loads(Path(__file__).with_name("alternatives.toml").read_text("utf-8"))
    groups = tuple(map(_read_group, table["groups"]))
    plain_only = table["plain_fields"]
    properties = {
        name: _Property(
            name, one["field"], one["sort"], one["field"] in plain_only, re.compile(one["absent"])
        )
        for name, one in table["properties"].items()
    }
    topics = tuple(
        _Topic(name, field, re.compile(absent)) for name, (field, absent) in table["topics"].items()
    )
    return groups, properties, topics


def _read_group(group: dict[str, Any]) -> _Group:
    words = group["words"]
    forms = "|".join(group.get("forms", map(re.escape, words)))
    before, behind = group.get("before", ""), group.get("behind", "")
    pattern = re.compile(rf"(?<![\w-]){before}(?P<word>{forms})(?![\w-]){behind}")
    unless = re.compile(group.get("unless", r"(?!)"))
    remains = re.compile(rf"\b(?:{group['remains']})" if "remains" in group else r"(?!)")
    return _Group(
        group["way"], pattern, group["reason"], tuple(words), unless, remains,
        group.get("absent", {}),
    )  # fmt: skip
