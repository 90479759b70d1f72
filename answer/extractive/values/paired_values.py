"""Tell which value of a list is the one asked for, where its sentence pairs it with other words.

`13.9, 6.4 and 5.9 mg` may go with `steel and the coatings before and after annealing`, `1.2 and
1.6 GPa` with `at room and cryogenic temperatures`. A list of words is as good as its members are
told apart by the words of the question: one of them must have some, and the others none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.question.material_slots import covers
from answer.question.parse import ParsedQuestion
from answer.question.processes import is_kind_of
from builder.materials.alloys import named_alloys
from builder.materials.measurements.lists import run_of, runs
from builder.materials.measurements.measurement import Measurement, PlacedFacts
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import find_terms
from retrieval.lexical import word_set

_PAIRED = re.compile(r"\brespective(?:ly)?\b", re.IGNORECASE)
_WORD = re.compile(r"[\w'’+.-]*[\w+]")
_AND = re.compile(r",?\s(?:and|or|&)\s")
_WITH_AND_WITHOUT = re.compile(
    r"\b(?:(?P<first>with|without) and (?:with|without)"
    r"|in the (?P<of>presence|absence) and (?:presence|absence) of)\b(?P<what>[^,.;]{0,60})",
    re.IGNORECASE,
)
#: What a question says of what it leaves out.
_LEFT_OUT = re.compile(
    r"\b(?:without|absence of|free of|no|not|left out|leaving out|neglect\w*|ignor\w*|exclud\w*"
    r"|omit\w*|disregard\w*)\b|-free\b",
    re.IGNORECASE,
)
#: What parts two values from the sides that they may be of.
_NO_PAIR = re.compile(r"[;:]|\d")
#: Words behind `with and without` that are not what is left out.
_NO_SUBJECT = word_set("considering adding addition using the its any alloy sample")
#: Between a list of values and the words that it goes with, and the other way round.
_LEADS_TO_WORDS = re.compile(r"\)?\s(?:in|for|of|at|with|on|under|along)\s(?:the\s|those\sof\s)?")
_LEADS_TO_VALUES = re.compile(
    r"(?:\s(?!and\b|or\b|than\b)[^\s,;.\d]+){0,6}?\s(?:is|was|are|were|reach\w*|be|being|becomes?)"
    r"(?:\s(?:only|about|approximately|around|up|to|measured|determined|calculated|found))*\s[~≈∼]?\s?"
)
_STAGES = re.compile(r"\bbefore and after\b(?P<what>[^,.;]{0,60})", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:before|prior to|without|un\w+ed|as-\w+|original\w*)\b", re.IGNORECASE)
#: Words that a member of a list does not go on across.
_BORDERS = frozenset(
    "at of in for with from to by the a an both under on is are was were as than that which after"
    " before between".split()
)
#: Most words of a member that are compared with the question.
_MOST_WORDS = 2
#: Letters before a list in which one more member is joined to it: `steel and the coatings with`.
_JOINED = re.compile(r"\band\s(?:the\s|that of the\s|those of the\s)?(?:[\w-]+\s){1,3}$")


@dataclass(frozen=True, slots=True)
class _Members:
    """The words of each member of a list that stands at [start, end) of a sentence."""

    words: tuple[frozenset[str], ...]
    start: int
    end: int


def paired_place(
    question: ParsedQuestion, value: Measurement, facts: Sequence[PlacedFacts], at: int
) -> bool | None:
    """Tell whether a value of a list is the member that the question names.

    Args:
        question: The question.
        value: A value of the sentence ``facts[at]``.
        facts: The sentences of its paper.
        at: Which of them states the value.

    Returns:
        None if the value stands in no list, or no words of its sentence tell its members apart.
    """
    sentence = facts[at].facts
    run = _list_of(value, sentence.text, sentence.quantities)
    if len(run) == 1:
        return None
    named = _side_named(question, sentence.text, run)
    if named is None:
        named = _place_named(question, sentence.text, run)
    if named is None and at and not sentence.alloys and _PAIRED.search(sentence.text):
        named = _place_of_alloy(question, facts[at - 1].facts.text, len(run))
    return None if named is None else named == run.index(value.quantity)


def _list_of(value: Measurement, text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    same = [one for one in quantities if one.dimension == value.quantity.dimension]
    return run_of(text, value.quantity, same)


def _place_named(question: ParsedQuestion, text: str, run: Sequence[Quantity]) -> int | None:
    """Return which member of a list the question names, by a list of words of as many members."""
    asked = word_set(question.text)
    paired = _PAIRED.search(text) is not None
    if paired and (stage := _stage(question, text)) is not None:
        return len(run) - 2 + stage
    found = set()
    for members in _lists(text):
        if members.start < run[-1].end and members.end > run[0].start:
            continue  # the list itself
        if not paired and not _stands_by(members, text, run):
            continue
        missing = len(run) - len(members.words)
        if missing and not (
            missing == 1 and _JOINED.search(text, max(members.start - 60, 0), members.start)
        ):
            continue
        common = frozenset.intersection(*map(frozenset, members.words))
        held = [len(words & asked - common) for words in members.words]
        if sum(map(bool, held)) == 1:
            found.add(missing + held.index(max(held)))
    return found.pop() if len(found) == 1 else None


def _stands_by(members: _Members, text: str, run: Sequence[Quantity]) -> bool:
    """Return True for a list of words that goes with a list of values without `respectively`.

    `12 and 25 µm in the top and bottom layers`, `The layers A and B were 12 and 25 µm thick`.
    """
    if len(members.words) != len(run):
        return False
    if members.start >= run[-1].end:
        return _LEADS_TO_WORDS.fullmatch(text, run[-1].end, members.start) is not None
    return _LEADS_TO_VALUES.fullmatch(text, members.end, run[0].start) is not None


def _side_named(question: ParsedQuestion, text: str, run: Sequence[Quantity]) -> int | None:
    """Return which of two values is that with, or without, what a question names or leaves out."""
    found = _WITH_AND_WITHOUT.search(text)
    if found is None or len(run) != 2 or _NO_PAIR.search(text, run[-1].end, found.start()):
        return None
    what = word_set(found["what"]) & word_set(question.text) - _NO_SUBJECT
    if not what:
        return None
    with_first = (found["first"] or found["of"]).lower() in ("with", "presence")
    left_out = _LEFT_OUT.search(question.text) is not None
    return int(left_out == with_first)


def _stage(question: ParsedQuestion, text: str) -> int | None:
    """Return 0 for what was before, and 1 for what was after the treatment that is asked about."""
    found = _STAGES.search(text)
    if found is None:
        return None
    done = {term.name for term in find_terms(found["what"])}
    asked = [
        term
        for term in find_terms(question.text)
        if any(is_kind_of(term.name, one) or is_kind_of(one, term.name) for one in done)
    ]
    if not asked:
        return None
    before = question.text[max(asked[0].start - 24, 0) : asked[0].end]
    return 0 if _EARLIER.search(before) else 1


def _lists(text: str) -> Iterator[_Members]:
    """Yield the lists of words of a text, each by its conjunction."""
    for joint in _AND.finditer(text):
        last = _words_behind(text, joint.end())
        members = [last] if last else []
        end = joint.start()
        while members:
            member = _words_before(text, end)
            if not member:
                break
            members.insert(0, member)
            start = member[0].start()
            if text[max(start - 2, 0) : start] != ", ":
                break
            end = start - 2
        if len(members) > 1:
            yield _told_apart(members)


def _told_apart(members: Sequence[Sequence[re.Match[str]]]) -> _Members:
    """Return members by the words that they do not share; the noun of all stands in the last."""
    length = max(len(one) for one in members[:-1])
    cut = [*members[:-1], members[-1][:length]]
    words = [word_set(" ".join(word[0] for word in one)) for one in cut]
    own = tuple(one.difference(*(other for other in words if other is not one)) for one in words)
    return _Members(own, members[0][0].start(), cut[-1][-1].end())


def _words_behind(text: str, place: int) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    for word in _WORD.finditer(text, place):
        if text[place : word.start()].strip(" (") or len(found) == _MOST_WORDS:
            break
        if word[0].lower() in _BORDERS:
            if found:
                break
        else:
            found.append(word)
        place = word.end()
    return found


def _words_before(text: str, end: int) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    for word in reversed([*_WORD.finditer(text, max(end - 40, 0), end)]):
        following = found[0].start() if found else end
        if text[word.end() : following].strip(" ()") or word[0].lower() in _BORDERS:
            break
        found.insert(0, word)
        if len(found) == _MOST_WORDS:
            break
    return found


def _place_of_alloy(question: ParsedQuestion, before: str, length: int) -> int | None:
    """Return the place of the alloy asked about in the list of the sentence before."""
    lists = [names for names in runs(before, named_alloys(before)) if len(names) == length]
    if len(lists) != 1:
        return None
    places = [
        place
        for place, one in enumerate(lists[0])
        if any(covers(one, asked, question.elements) for asked in question.alloys)
    ]
    return places[0] if len(places) == 1 else None
