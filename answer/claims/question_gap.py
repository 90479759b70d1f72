"""Find what a question leaves open: the subject or object of its verb, a cause, means, place, time.

`What stabilises the cells?` leaves the subject open, `what did Nb form?` the object, `why …` a
cause. The patterns and the words that answers of each kind begin with stand in `data/gaps.toml`.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from answer.claims.placement import stems_of
from builder.materials.alloys import find_alloys
from builder.nlp.verb_lexicon import FORMS
from retrieval.lexical import stem

_AUXILIARIES = frozenset(
    "is are was were do does did has have had can could may might will would should".split()
)
#: What stands before the question: the paper or the alloy that it is asked of.
_LEAD = re.compile(
    r"^(?:According to “[^”]*”,\s|(?:In|For) [^?]{1,80}?,\s"
    r"(?=(?:what|which|how|why|when|where|who|after|under|at|by|to|for|with|on|from|through|during"
    r"|in|was|is|were|are|did|does|do|can|has|have)\b))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[.,-][^\W_]+)*")
_PARTICIPLE = re.compile(r"\w{2,}(?:ed|ing)|used|found|shown|seen|made|done|given|built|grown|put")
#: The question names the things of which one is asked for.
_CHOICE = re.compile(r"\bor\b|\bamong\b|\b(?:which|what)\b.{0,20}\bof\b|:", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,|and|or|&)(?:\s*(?:and|or))?\s*")
#: What stands before the noun that is asked for.
_OF_ASKING = re.compile(r"^(?:(?:what|which)\s(?:(?:is|are|was|were)\s)?)?(?:the\s)?")
_ASKING = ("what", "which", "who", "whose")
#: Prepositions that a question may ask behind.
PREPOSITIONS = frozenset(
    "after at by during for from in into of on over through to under upon with within between"
    " above below as than before until without along".split()
)


@dataclass(frozen=True, slots=True)
class Gap:
    """What a question leaves open."""

    role: str
    """`subject`, `object` or `complement` of its verb; `cause`, `purpose`, `means`, `place`,
    `time`, `circumstance`, `amount`, `change`; `choice` where the question opens with its verb."""
    verbs: frozenset[str]
    """The stem of its verb; none where none was found."""
    text: str
    """The question without what leads in."""
    noun: bool = False
    """Whether a noun stands behind its `what` or `which`: `what hardness …`."""
    preposition: str = ""
    """The preposition before what is asked for: `after what`, `what … affected by`; "" if none."""


@lru_cache(maxsize=512)
def find_gap(question: str) -> Gap:
    """Find what a question leaves open."""
    text = _LEAD.sub("", question.strip()).strip()
    low = text.lower()
    words = _WORD.findall(low)
    role, verbs, noun = _role_of(low, words)
    return Gap(role, verbs, text, noun, _preposition(words))


def _role_of(low: str, words: Sequence[str]) -> tuple[str, frozenset[str], bool]:
    """Return the role of what is asked for, the verb, and whether a noun stands by `what`."""
    for role, pattern in _patterns("roles"):
        if pattern.match(low):
            return role, _last_verb(words), True
    if words and words[0] in _AUXILIARIES:
        return "choice", _last_verb(words), False
    start = next((n for n, word in enumerate(words) if word in _ASKING), None)
    if start is None:
        return "complement", _last_verb(words), True  # `hardness of CoCrFeNi`
    behind = words[start + 1 :]
    place = next((n for n, word in enumerate(behind) if word in _AUXILIARIES), None)
    verb = next((n for n, word in enumerate(behind) if word in FORMS), None)
    if place is None or (verb is not None and verb < place):
        # `What stabilises …`, `which alloy shows …`
        found = next((n for n, w in enumerate(behind) if w in FORMS or w.endswith("ed")), None)
        return "subject", _stems(behind[found] if found is not None else ""), bool(found)
    auxiliary, noun = behind[place], place > 0
    rest = [word for word in behind[place + 1 :] if not word.endswith("ly") and word != "also"]
    first = rest[0] if rest else ""
    if auxiliary in ("do", "does", "did"):
        return "object", _last_verb(words), noun
    if auxiliary in ("is", "are", "was", "were"):
        if _PARTICIPLE.fullmatch(first):  # `What is used to …`
            return "subject", _stems(first), noun
        return "complement", _last_verb(words), noun
    if first in FORMS or first in ("be", "been") or first.endswith("ed"):
        return "subject", _stems(first), noun
    return "object", _last_verb(words), noun


def _preposition(words: Sequence[str]) -> str:
    """Return the preposition that leads a question in, or that it ends in."""
    if len(words) > 1 and words[0] in PREPOSITIONS and words[1] in (*_ASKING, "how"):
        return words[0]
    return words[-1] if words and words[-1] in PREPOSITIONS else ""


def _last_verb(words: Sequence[str]) -> frozenset[str]:
    verbs = [word for word in words[2:] if word in FORMS or word.endswith("ed")]
    return _stems(verbs[-1]) if verbs else frozenset()


def _stems(word: str) -> frozenset[str]:
    return frozenset({stem(word)}) if word else frozenset()


def _stems_of_all(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


def offers_choice(question: str) -> bool:
    """Return True for a question that names the things of which one is asked for."""
    return _CHOICE.search(question) is not None


def says_more(claim: str, question: str) -> bool:
    """Return True if a claim is no mere part of its question, or the question is a choice."""
    if offers_choice(question):
        return True
    asked = {one.composition_key for one in find_alloys(question)}
    if any(one.composition_key not in asked for one in find_alloys(claim)):
        return True
    gap = find_gap(question)
    empty = _changing() if gap.role in ("change", "means") else frozenset()
    return not stems_of(claim) <= stems_of(gap.text) | empty


@cache
def _changing() -> frozenset[str]:
    """Return the stems of words that tell that something changes, and not how."""
    return _stems_of_all(str(_data()["added"]["changing"]))


def lists_asked(claim: str, question: str) -> bool:
    """Return True for a claim that names the alloy asked about in a list with another one."""
    asked = {one.composition_key for one in find_alloys(question)}
    named = find_alloys(claim)
    return any(
        _LISTED.fullmatch(claim[one.end : two.start]) is not None
        and (one.composition_key in asked) != (two.composition_key in asked)
        for one, two in pairwise(named)
    )


def asked_noun(gap: Gap) -> str:
    """Return the stem of the noun that is asked for: of `what hardness …`, `the texture of …`."""
    words = _WORD.findall(_OF_ASKING.sub("", gap.text.lower()))
    end = next(
        (n for n, w in enumerate(words) if w in PREPOSITIONS or w in _AUXILIARIES or w in FORMS),
        len(words),
    )
    return stem(words[end - 1]) if end else ""


def is_asked_as(kind: str, text: str) -> bool:
    """Return True if a question has words that ask for this: `state`, `making`, `looking` …."""
    return any(pattern.search(text) for name, pattern in _patterns("asked") if name == kind)


def ordinals() -> list[re.Pattern[str]]:
    """Return patterns, each of words that place something in time alike: first, initial, early."""
    return [pattern for _, pattern in _patterns("ordinals")]


def opening_of(answer: str) -> str:
    """Return which kind of answer a bare answer begins as: `cause`, `means` …, else `plain`."""
    return next((kind for kind, p in _patterns("openings") if p.match(answer)), "plain")


def opens_fit(role: str, answer: str) -> bool:
    """Return True if a bare answer begins as those do that fill this gap."""
    return opening_of(answer) in _data()["answers"].get(role, [])


def is_led(role: str, before: str) -> bool:
    """Return True if the words before an answer lead in what fills this gap: `due to`, `using`."""
    return any(kind == role and p.search(before) for kind, p in _patterns("leads"))


def words_added() -> str:
    """Return the words that a reader may add to what a paper says."""
    return str(_data()["added"]["words"])


def opposed_words() -> list[tuple[frozenset[str], frozenset[str]]]:
    """Return pairs of groups of modifiers that shut each other out."""
    pairs = _data()["opposed"]["pairs"]
    return [(frozenset(one.split()), frozenset(other.split())) for one, other in pairs]


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("data").joinpath("gaps.toml").read_text("utf-8"))


@cache
def _patterns(part: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(pattern, re.IGNORECASE))
        for kind, patterns in _data()[part].items()
        for pattern in patterns
    )
