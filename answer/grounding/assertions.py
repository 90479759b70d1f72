"""Compare what a claim asserts with its evidence: comparison, proportion, cause, denial, opposites.

Words in common do not tell that these are in common. `data/assertions.toml` holds the words.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from answer.grounding.alignment import is_given, words_of
from answer.grounding.synonyms import said_in, same_meaning
from builder.materials.alloys import compatible
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
    r"\b(?P<word>more|less|fewer|better|worse|(?:high|low|larg|small|great|strong|weak|hard|soft|fast"
    r"|slow|dens|thick|thin|long|short|tough|fin|coars)er)\b[^.;]{0,60}?\bthan\b",
    re.IGNORECASE,
)
#: A comparison of which the other side is left out, behind a verb: `it is more active`.
_ALONE = re.compile(
    r"(?:\w+ly )?(?:an? |the |its )?(?:\w+ly )?(?P<word>more|less|fewer|better|worse"
    r"|(?:high|low|larg|small|great|strong|weak|hard|soft|fast|slow|dens|thick|thin|long|short"
    r"|tough|fin|coars)er)\b",
    re.IGNORECASE,
)
_LESS = re.compile(r"less|few|low|small|weak|soft|slow|thin|short|fin|worse", re.IGNORECASE)
_TO_DO = re.compile(
    r"\b(?:used|employed|applied|served|chosen|selected)\b[^.;]{0,40}?\bto\s(?P<verb>\w+)\b"
)
_PARTICIPLE = re.compile(r"\b\w+ed\b")
#: Before what is kept from coming about.
_KEPT_OFF = re.compile(
    r"\b(?:(?:suppress|prevent|inhibit|restrain|avoid)\w*|stability against)\s(?:the\s)?(?P<what>"
    r"(?:formation|precipitation|appearance|nucleation|segregation)(?: of(?: \w+){1,2})?)",
    re.IGNORECASE,
)
_COMES_ABOUT = re.compile(
    r"\b(?:form(?:s|ed)?|precipitates?|appears?|nucleates?|segregates?)\b", re.IGNORECASE
)
_KEEPS_OFF = re.compile(r"\b(?:suppress|prevent|inhibit|restrain|avoid|against)", re.IGNORECASE)
#: What something does not depend on, in a paper, and what something goes with, in a claim.
_NOT_OF = re.compile(
    r"\b(?:regardless of|irrespective of|independent(?:ly)? (?:of|on|from)|insensitive to"
    r"|unaffected by|not (?:affected|influenced|changed) by)\s(?P<what>[^.,;]{1,60})",
    re.IGNORECASE,
)
_GOES_WITH = re.compile(
    r"\b(?:with|depend\w*|governed by|controlled by|determined by|function of|affected by"
    r"|influenced by|sensitive to)\s(?P<what>[^.,;]{1,60})",
    re.IGNORECASE,
)
#: Words that a claim and the sentence with the opposite must share to speak of the same, and the
#: share of the claim's words.
_LEAST_SHARED, _SHARED = 3, 0.6
_SAME = 0.6
#: A sentence that says so much of what the nearest one says speaks of the same, too.
_ALSO_NEAR = 0.75


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
    words = words_of(stated.text)
    least = _ALSO_NEAR * max(len(said_in(words, words_of(part.text))) for part in near)
    also = [part for part in parts if len(said_in(words, words_of(part.text))) >= max(least, 2)]
    for claimed, given, reason in _kinds():
        said = claimed.search(stated.text)
        if said is None:
            continue
        repeated = said.group().split()[-1].lower() in asked
        evidence = " ".join(part.text for part in (parts if repeated else (*near, *also)))
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


def compared_otherwise(stated: SentenceFacts, parts: Sequence[SentenceFacts]) -> Iterator[str]:
    """Yield a comparison of two that a sentence of the source compares the other way round.

    Args:
        stated: The claim.
        parts: All sentences of the source.
    """
    claim, sides = _sides_of(stated.text)
    if claim is None or _DENIAL.search(stated.text):
        return
    one, other = map(_names_of, sides)
    if not (one or other):
        return
    said = words_of(stated.text) - words_of(claim["word"]) - other
    # Where no verb parts the subject from what is compared, the one side holds that, too.
    is_parted = bool(said - one)
    topic, least = (said - one, 1) if is_parted else (said, _LEAST_SHARED - 1)
    for part in parts:
        given = _THAN.search(part.text)
        if given is None or _DENIAL.search(part.text):
            continue
        before, behind = _names_of(part.text[: given.start()]), _names_of(part.text[given.end() :])
        alone = not other
        same = (not one or bool(one & before - behind)) and (alone or bool(other & behind - before))
        turned = bool(one & behind - before) and (alone or bool(other & before - behind))
        alike = bool(_LESS.match(claim["word"])) == bool(_LESS.match(given["word"]))
        on_topic = len(topic & words_of(part.text)) >= least
        if on_topic and same != turned and same != alike:
            yield "The passage compares the two the other way round."
            return


def _sides_of(text: str) -> tuple[re.Match[str] | None, tuple[str, str]]:
    """Return where a claim compares, and its two sides; the other one may be left out."""
    clause = next(iter(read_clauses(text)), None)
    if found := _THAN.search(text):
        subject = clause.subject if clause else text[: found.start()]
        return found, (subject, text[found.end() :])
    alone = _ALONE.match(clause.rest) if clause else None
    return alone, (clause.subject if clause else "", "")


def _names_of(text: str) -> frozenset[str]:
    """Return the words of a text, and the names of its terms: SPS is spark plasma sintering."""
    words = frozenset().union(*map(same_meaning, words_of(text)))
    return words | {term.name for term in find_terms(text)}


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


def depends_nonetheless(stated: SentenceFacts, parts: Sequence[SentenceFacts]) -> Iterator[str]:
    """Yield what a claim makes something go with, where its source says that it does not matter.

    Args:
        stated: The claim.
        parts: All sentences of the source.
    """
    if _DENIAL.search(stated.text) or _NOT_OF.search(stated.text):
        return
    for claimed in _GOES_WITH.finditer(stated.text):
        what = words_of(claimed["what"])
        for part in parts:
            for given in _NOT_OF.finditer(part.text):
                if what and what <= words_of(given["what"]):
                    yield f"The passage says that {given['what']} does not matter."
                    return


def kept_off(stated: SentenceFacts, parts: Sequence[SentenceFacts]) -> Iterator[str]:
    """Yield what forms by a claim, where its source says of this alloy that it is kept from that.

    Args:
        stated: The claim.
        parts: All sentences of the source.
    """
    if not _COMES_ABOUT.search(stated.text) or _KEEPS_OFF.search(stated.text):
        return
    if _DENIAL.search(stated.text):
        return
    words = words_of(stated.text)
    for part in parts:
        if not any(compatible(one, other) for one in stated.alloys for other in part.alloys):
            continue
        for found in _KEPT_OFF.finditer(part.text):
            what = words_of(found["what"]) - words_of("formation appearance of the")
            if what and what <= words:
                yield f"The passage says that {found['what']} is prevented."


def _reversed(stated: SentenceFacts, near: Sequence[SentenceFacts]) -> Iterator[str]:
    """Yield a claim whose subject is the object in the evidence, and the other way round."""
    for claim in read_clauses(stated.text):
        for part in near:
            for given in read_clauses(part.text):
                if claim.base == given.base != "be" and _is_turned(claim, given):
                    yield "It turns round what does it and what it is done to."
                    return


def tools_for_things(stated: SentenceFacts, parts: Sequence[SentenceFacts]) -> Iterator[str]:
    """Yield alloys of which a claim says that something was done to them, and not with them.

    `A was used to join B` does not say that A was joined.

    Args:
        stated: The claim.
        parts: All sentences of the source.
    """
    done = frozenset().union(*map(words_of, _PARTICIPLE.findall(stated.text)))
    for part in parts:
        for found in _TO_DO.finditer(part.text):
            used = [one for one in part.alloys if one.end <= found.start()]
            things = words_of(part.text[found.end() :])
            if (
                stated.alloys
                and words_of(found["verb"]) & done
                and all(any(compatible(one, other) for other in used) for one in stated.alloys)
                and not things & words_of(" ".join(one.text for one in stated.alloys))
            ):
                yield f"The passage says that {used[0].text} is what it was done with."
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
