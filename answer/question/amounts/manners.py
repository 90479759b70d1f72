"""Tell whether a value is one of a process done otherwise than asked: furnace brazed, not infrared.

The vocabulary knows processes, and few of the manners in which they are done; these are read by
where they stand, before a word of the process or behind it: water quenched, cooled in air. The
tables stand in `manners.toml`.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from answer.question.parse import ParsedQuestion
from builder.materials.alloys import find_alloys
from builder.materials.measurements.lists import run_of
from builder.materials.measurements.measurement import Measurement, SentenceFacts
from builder.materials.vocabulary import find_terms
from retrieval.lexical import stem

_WORD = re.compile(r"[^\W\d_][\w'’]*(?:[-‐–](?:step|stage|pass)\b)?")
#: Between the words of a manner, and before the word of a process.
_BETWEEN = re.compile(r"[\s\-‐–]|,\s")
_BEHIND = re.compile(r"\s(?:in|by|using|via|under)\s(?:an?\s|the\s)?")
#: Between a value and the manner that it is told to belong to.
_OF_WHAT = re.compile(r"\s(?:of|for|in|by|with|after)\s[^,;.\d]{0,40}")
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a process is told to be done at [start, end) of a text."""

    process: int
    """The place of the process in the table."""
    words: frozenset[str]
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Tables:
    heads: Mapping[str, int]
    alike: Mapping[str, str]
    rivals: tuple[frozenset[str], ...]
    passed: frozenset[str]
    other: frozenset[str]


@cache
def _tables() -> _Tables:
    read = tomllib.loads(Path(__file__).with_name("manners.toml").read_text("utf-8"))
    return _Tables(
        {stem(head): place for place, heads in enumerate(read["heads"]) for head in heads},
        {word: words[0] for words in read["alike"] for word in words},
        tuple(frozenset(words) for words in read["rivals"]),
        frozenset(read["passed"]),
        frozenset(read["other"].split()),
    )


def other_manner(
    question: ParsedQuestion, value: Measurement, told: Sequence[SentenceFacts], text: str
) -> str:
    """Tell in which other manner than asked the process of a value was done; "" if none is told.

    Args:
        question: A question for a number.
        value: A value of the paper.
        told: The sentence of the value, and the one before it, if any; the nearest first.
        text: Title and abstract of the paper, which may tell two manners apart.
    """
    asked = [one for one in _manners(question.text) if not _is_vocabulary(question.text, one)]
    if not asked:
        return ""
    sentence = told[0]
    same = [one for one in sentence.quantities if one.dimension == value.quantity.dimension]
    listed = len(run_of(sentence.text, value.quantity, same)) > 1
    everywhere = _manners(text)
    for one in asked:
        own = [other for other in _manners(sentence.text) if other.process == one.process]
        before = [
            other
            for facts in told[1:]
            for other in _manners(facts.text)
            if other.process == one.process
        ]
        if listed and len(own) > 1:
            continue
        nearest = _nearest(own, sentence.text, value)
        if nearest is None and len(before) == 1:
            nearest = before[0]
        if nearest is None:
            continue
        lacking, instead = one.words - nearest.words, nearest.words - one.words
        contrasted = any(
            lacking & other.words for other in everywhere if other.process == one.process
        )
        if lacking and instead and (contrasted or _exclude(lacking, instead)):
            return f"“{nearest.text}”"
    return ""


def _exclude(some: frozenset[str], others: frozenset[str]) -> bool:
    return any(some & group and others & group for group in _tables().rivals)


def _nearest(manners: Sequence[_Manner], sentence: str, value: Measurement) -> _Manner | None:
    """Return the manner that a value is told to belong to: of 300 HV, or named before it."""
    end = value.quantity.end
    behind = [one for one in manners if one.start >= end]
    if behind and _OF_WHAT.fullmatch(sentence, end, behind[0].start):
        return behind[0]
    before = [one for one in manners if one.start < end]
    return before[-1] if before else behind[0] if behind else None


@cache
def _manners(text: str) -> tuple[_Manner, ...]:
    """Return the manners that a text tells of processes, in order."""
    tables = _tables()
    formulas = [(one.start, one.end) for one in find_alloys(text)]
    words = [
        one
        for one in _WORD.finditer(text)
        if not any(start <= one.start() < end for start, end in formulas)
    ]
    found = []
    for place, head in enumerate(words):
        process = tables.heads.get(stem(head[0].lower()))
        if process is None:
            continue
        chain = _before(words[max(place - _MOST_WORDS, 0) : place], head, text)
        chain += _behind(words[place + 1 : place + 1 + _MOST_WORDS], head, text)
        if chain:
            names = frozenset(tables.alike.get(w[0].lower(), w[0].lower()) for w in chain)
            start = min(one.start() for one in (head, *chain))
            end = max(one.end() for one in (head, *chain))
            found.append(_Manner(process, names, start, end, text[start:end]))
    return tuple(found)


def _before(words: Sequence[re.Match[str]], head: re.Match[str], text: str) -> list[re.Match[str]]:
    """Return the words of a manner that stand before that of the process."""
    found: list[re.Match[str]] = []
    following = head.start()
    for word in reversed(words):
        if word[0].lower() in _tables().passed:
            following = word.start()
            continue
        if not _BETWEEN.fullmatch(text, word.end(), following) or _says_nothing(word[0]):
            break
        found.append(word)
        following = word.start()
    return found


def _behind(words: Sequence[re.Match[str]], head: re.Match[str], text: str) -> list[re.Match[str]]:
    """Return the words of a manner that stand behind that of the process: cooled in still air."""
    link = _BEHIND.match(text, head.end())
    found: list[re.Match[str]] = []
    following = link.end() if link else 0
    for word in words if link else ():
        if word.start() < following:
            continue
        if text[following : word.start()].strip(" -") or _says_nothing(word[0]):
            break
        found.append(word)
        following = word.end()
    return found


def _says_nothing(word: str) -> bool:
    """Return True for a word that tells of no manner: `samples`, a property, another process."""
    tables = _tables()
    lower = word.lower()
    if lower in tables.other or (lower.endswith("ed") and stem(lower) in tables.heads):
        return True
    if lower.endswith("ing") and lower not in tables.alike:
        return True  # `increasing extrusion temperature`, `applying laser cladding`
    return any(term.kind in ("property", "phase") for term in find_terms(word))


def _is_vocabulary(text: str, manner: _Manner) -> bool:
    """Return True for a process of the vocabulary, whose name tells its manner: cold rolling."""
    return any(
        term.kind == "process"
        and term.start <= manner.start
        and manner.words & {*term.name.lower().split()}
        for term in find_terms(text)
    )
