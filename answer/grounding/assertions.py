"""Compare what a claim asserts with its evidence: comparison, proportion, cause, denial, opposites.

Words in common do not tell that these are in common. `data/assertions.toml` holds the words.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from answer.grounding.alignment import is_given, words_of
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.vocabulary import find_terms
from builder.nlp.clause import Clause
from builder.nlp.clause_parser import read_clauses

#: Before a number that is denied: `but not for`, `except at`.
_DENIED_NUMBER = re.compile(
    r"\b(?:but not|not (?:for|at|in|until|to)|except(?:ing)?(?: for| at)?|rather than|instead of"
    r"|other than|unlike)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\b(?:not|no|never|cannot|without|except)\b", re.IGNORECASE)
_THAN = re.compile(
    r"\b(?P<word>more|less|fewer|(?:high|low|larg|small|great|strong|weak|hard|soft|fast|slow|dens"
    r"|thick|thin|long|short|tough|fin|coars)er)\b[^.;]{0,60}?\bthan\b",
    re.IGNORECASE,
)
_LESS = re.compile(r"less|few|low|small|weak|soft|slow|thin|short|fin", re.IGNORECASE)
#: Words that a claim and the sentence with the opposite must share to speak of the same, and the
#: share of the claim's words.
_LEAST_SHARED, _SHARED = 3, 0.6
_SAME = 0.6


def unlike_assertions(
    stated: SentenceFacts,
    near: Sequence[SentenceFacts],
    parts: Sequence[SentenceFacts] = (),
    question: str = "",
) -> Iterator[str]:
    """Yield a reason for each kind of assertion that a claim makes and its evidence does not.

    Args:
        stated: The claim.
        near: The sentences that speak of the same.
        parts: All sentences of the text: what a claim repeats of its question may stand in any.
        question: What was asked, where it takes for granted what it says: `the best speed is …`.
    """
    if not near:
        return
    asked = question.lower().split()
    for claimed, given, reason in _kinds():
        said = claimed.search(stated.text)
        if said is None:
            continue
        repeated = said.group().split()[-1].lower() in asked
        evidence = " ".join(part.text for part in (parts if repeated else near))
        if not given.search(evidence):
            yield reason


def opposite_assertions(stated: SentenceFacts, near: Sequence[SentenceFacts]) -> Iterator[str]:
    """Yield a reason where the evidence says the opposite, or the same of the other of two things.

    Args:
        stated: The claim.
        near: The sentences that speak of the same.
    """
    yield from _denied_numbers(stated, near)
    words = words_of(stated.text)
    for part in near:
        shared = words & words_of(part.text)
        if len(shared) < max(_LEAST_SHARED, _SHARED * len(words)):
            continue
        if _DENIAL.search(stated.text) or _DENIAL.search(part.text):
            continue
        for one, other in _opposites():
            for mine, its in ((one, other), (other, one)):
                own, theirs = mine.search(stated.text), its.search(part.text)
                if own and theirs and not mine.search(part.text) and not its.search(stated.text):
                    yield f"It says {own.group()}; the passage says {theirs.group()}."
    yield from _reversed(stated, near)
    yield from _compared_otherwise(stated, near)


def _compared_otherwise(stated: SentenceFacts, near: Sequence[SentenceFacts]) -> Iterator[str]:
    """Yield a comparison of two that the evidence compares the other way round."""
    claim = _THAN.search(stated.text)
    subject = next((clause.subject for clause in read_clauses(stated.text)), "")
    if claim is None or not subject or _DENIAL.search(stated.text):
        return
    one, other = _names_of(subject), _names_of(stated.text[claim.end() :])
    topic = words_of(stated.text) - words_of(claim["word"]) - one - other
    for part in near:
        given = _THAN.search(part.text)
        if given is None or _DENIAL.search(part.text):
            continue
        before, behind = _names_of(part.text[: given.start()]), _names_of(part.text[given.end() :])
        same = bool(one & before - behind) and bool(other & behind - before)
        turned = bool(one & behind - before) and bool(other & before - behind)
        alike = bool(_LESS.match(claim["word"])) == bool(_LESS.match(given["word"]))
        if topic & words_of(part.text) and same != turned and same != alike:
            yield "The passage compares the two the other way round."
            return


def _names_of(text: str) -> frozenset[str]:
    """Return the words of a text, and the names of its terms: SPS is spark plasma sintering."""
    return words_of(text) | {term.name for term in find_terms(text)}


def _denied_numbers(stated: SentenceFacts, near: Sequence[SentenceFacts]) -> Iterator[str]:
    """Yield amounts of a claim that the evidence names only to deny them."""
    if _DENIAL.search(stated.text):
        return
    for quantity in stated.quantities:
        places = [
            _DENIED_NUMBER.search(part.text, 0, other.start) is not None
            for part in near
            for other in part.quantities
            if is_given(quantity, other)
        ]
        if places and all(places):
            yield f"The passage denies it of {quantity.text}."


def _reversed(stated: SentenceFacts, near: Sequence[SentenceFacts]) -> Iterator[str]:
    """Yield a claim whose subject is the object in the evidence, and the other way round."""
    for claim in read_clauses(stated.text):
        for part in near:
            for given in read_clauses(part.text):
                if claim.base == given.base != "be" and _is_turned(claim, given):
                    yield "It turns round what does it and what it is done to."
                    return


def _is_turned(claim: Clause, given: Clause) -> bool:
    """Return True if each of two clauses has as its subject what the other has behind its verb."""
    if _is_passive(claim) != _is_passive(given):
        return False
    own, its = words_of(claim.subject), words_of(given.subject)
    behind, its_behind = words_of(claim.rest), words_of(given.rest)
    return (
        _mostly(own, its_behind)
        and _mostly(its, behind)
        and not _mostly(own, its)
        and not own & its
    )


def _is_passive(clause: Clause) -> bool:
    return re.search(r"\b(?:is|are|was|were|been|be)\s(?:\w+ly\s)?\w+ed\b", clause.verb) is not None


def _mostly(words: frozenset[str], held: frozenset[str]) -> bool:
    return bool(words) and len(words & held) >= _SAME * len(words)


@cache
def _data() -> dict[str, dict[str, object]]:
    path = Path(__file__).with_name("data") / "assertions.toml"
    return tomllib.loads(path.read_text("utf-8"))


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]:
    """Return what shows each kind of assertion in a claim, in evidence, and the reason."""
    return tuple(
        (_compiled(kind["claimed"]), _compiled(kind["given"]), str(kind["reason"]))
        for kind in _data().values()
        if "claimed" in kind
    )


@cache
def _opposites() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    pairs = _data()["opposites"]["pairs"]
    assert isinstance(pairs, list)
    return tuple(
        (_compiled(rf"\b(?:{one})\w*"), _compiled(rf"\b(?:{other})\w*")) for one, other in pairs
    )


def _compiled(pattern: object) -> re.Pattern[str]:
    return re.compile(str(pattern).replace("\n", ""), re.IGNORECASE)
