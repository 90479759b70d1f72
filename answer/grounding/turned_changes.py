"""Find a change that a claim tells the other way round than its source: `it goes up`, `it fell`.

A claim in words of its own shares little with the sentence that it turns round. What changes, and
which way, is read of both: `the modulus goes up`, `a decreased modulus`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from answer.grounding.alignment import words_of
from answer.grounding.synonyms import same_meaning
from builder.materials.element_mentions import find_elements
from builder.materials.vocabulary import find_terms
from builder.nlp.verb_lexicon import FORMS
from builder.nlp.word_classes import DENIAL
from retrieval.lexical import STOP_WORDS, stem

_UP = """
increase increases increased increasing rise rises rose risen rising raise raises raised
raising grow grows grew growing climb climbs climbed climbing improve improves improved
improving enhance enhances enhanced enhancing boost boosts boosted upwards higher larger
greater elevate elevates elevated elevating double doubles doubled more
promote promotes promoted promoting help helps helped favour favours favor favors facilitate
facilitates
"""
_DOWN = """
decrease decreases decreased decreasing reduce reduces reduced reducing drop drops dropped
dropping fall falls fell fallen falling decline declines declined declining lower lowers
lowered lowering diminish diminishes diminished shrink shrinks shrank downwards smaller less
weaken weakens weakened worsen worsens worsened deteriorate deteriorates deteriorated reduction
degrade degrades degraded impair impairs impaired halve halves halved shrinking fewer
suppress suppresses suppressed suppressing restrain restrains restrained restraining
"""
#: What a word that names a property with its change is told of.
_OF_ITSELF = {
    "harder": ("hardness", 1), "softer": ("hardness", -1), "hardens": ("hardness", 1),
    "softens": ("hardness", -1), "stronger": ("strength", 1), "weaker": ("strength", -1),
    "finer": ("grain size", -1), "coarser": ("grain size", 1), "coarsen": ("grain size", 1),
    "coarsens": ("grain size", 1), "coarsened": ("grain size", 1), "refine": ("grain size", -1),
    "refines": ("grain size", -1), "refined": ("grain size", -1), "refinement": ("grain size", -1),
    "stiffer": ("modulus", 1), "tougher": ("toughness", 1),
    "thicker": ("thickness", 1), "thinner": ("thickness", -1), "denser": ("density", 1),
}  # fmt: skip
_STRUCTURE = r"(FCC|BCC|HCP|B2|L12|DO?19|sigma|amorphous|austenite|martensite)"
_PHASES_TURN = re.compile(
    rf"\b{_STRUCTURE}\b[^.;]{{0,60}}?(?:\b(?:in)?to\b|→|\bbecame\b|\bbecomes\b)[\s-]?(?:an? |the )?"
    rf"{_STRUCTURE}\b",
    re.IGNORECASE,
)
#: Where another statement begins: what a change comes with is no part of it.
_BORDER = re.compile(
    r"[;:]\s|,\s|\s(?:and|but|while|whereas|although|though|because|since|which|that|where|when|as"
    r"|with|due|owing|by|from|after|until|if|upon|under|at|then|thus|so|hence|without|despite)\s"
)
_ADJUNCT = re.compile(
    r"\s?(?:with|as|when|if|upon|under|at|by|without|despite|because|since|due)\s"
)
_COMPARES = re.compile(r"\b(?:than|compared|relative|versus|vs)\b", re.IGNORECASE)
#: What tells of a change for the better or the worse, and not of what.
_JUDGES = re.compile(
    r"\b(?:negativ|advers|detriment|harm|benefi|positiv|sacrific|expense|trade-?off|loss|lost)",
    re.IGNORECASE,
)
#: A verb, with nothing behind it that it does something to.
_OF_ITS_OWN = re.compile(r"(?:\w+ly )?(?:go(?:es)? (?:up|down)|\w+)(?: \w+ly)?\W*")
#: Where something happens, beside where it did: `at a higher temperature`.
_AT_LEVEL = re.compile(
    r"\bat (?:an? )?(?:\w+ )?(?P<way>higher|lower|larger|smaller) (?P<what>\w+)\b", re.IGNORECASE
)
_NOT_ONLY = re.compile(r"\bnot only\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
#: The two ends of a change: `from 1.2 nm to 3 nm`.
_STEP = re.compile(r"\bfrom\s\D{0,12}(\d+(?:\.\d+)?)[^.;]{0,40}?\sto\s\D{0,12}(\d+(?:\.\d+)?)")
_WAYS = {"up": 1, "down": -1}
_GOES = frozenset("go goes going gone went".split())
#: Between what changes and its verb.
_AUXILIARIES = frozenset(
    "is are was were be been being has have had can could may might will would does did do get gets"
    " got go goes went becomes become became".split()
)
_MAKES = frozenset("make makes made making render renders keep keeps kept".split())
_OF = frozenset("of in for on within along to into".split())
_BEHIND_NOUN = frozenset("in of".split())
_DETERMINERS = frozenset("the a an its their this these both".split())
#: `Less bcc`: what stands behind becomes less; `it stretches less` tells of what stands before.
_QUANTIFIERS = frozenset("more less fewer".split())
#: What is counted of a thing, and its coming about, go the way that the thing does.
_AMOUNTS = frozenset(
    "amount content fraction volume share proportion portion number quantity level concentration"
    " part phase phases formation precipitation nucleation appearance".split()
)
#: What a claim may name for what its question asks about.
_PRONOUNS = frozenset("it they this these that".split())
#: What stands for something that was named before, and is changed.
_OBJECTS = frozenset("it them".split())
#: What a question asks the change of.
_ASKED_OF = re.compile(
    r"\bwhat (?:happens|happened|becomes|became) (?:to|of|with) (?P<what>[^?,]+?)"
    r"(?=\s(?:at|when|if|as|with|after|upon|during|under|once)\s|[?,]|$)"
    r"|\bhow (?:does|do|did) (?P<which>[^?,]+?) (?:change|vary|depend|evolve|respond|develop)\b"
    r"|\bwhat (?:does|do|did) [^?]+? do to (?P<done>[^?,]+)",
    re.IGNORECASE,
)
#: Words of a part that only names one property more, with its `and`.
_MOST_JOINED = 4
#: Words of a name that are looked at, those next to its head.
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Change:
    """What changes, and which way."""

    what: frozenset[str]
    """The stems of its name, or the name of the property."""
    word: str
    sense: int
    """1 for more, -1 for less."""


def turned_changes(claim: str, texts: Sequence[str], question: str = "") -> Iterator[str]:
    """Yield a reason for each change that a claim tells the other way round than the source.

    What the source tells both ways, of several samples, is passed over; so are comparisons.

    Args:
        claim: One sentence of an answer.
        texts: The sentences of the source.
        question: What was asked: of what `it goes up` tells.
    """
    for start, end in _STEP.findall(claim):
        there = [pair for text in texts for pair in _STEP.findall(text)]
        if (end, start) in there and (start, end) not in there:
            yield f"It says from {start} to {end}; the passage says from {end} to {start}."
    turned = {(end, start) for text in texts for start, end in _transformed(text)}
    same = {pair for text in texts for pair in _transformed(text)}
    for start, end in _transformed(claim) & turned - same:
        yield f"It says that {start} became {end}; the passage says that {end} became {start}."
    yield from _at_other_level(claim, texts)
    told = _changes(_in_full(claim, question))
    if not told or DENIAL.search(claim):
        return
    for change in told:
        alike = _alike(change, _of_its_elements(claim, change, texts))
        judged = any(_JUDGES.search(text) and change.what <= words_of(text) for text in texts)
        if alike and not judged and all(one.sense != change.sense for one in alike):
            yield f"It says {change.word}; the passage says {alike[0].word} of this."


def _at_other_level(claim: str, texts: Sequence[str]) -> Iterator[str]:
    """Yield what happens at a higher level by a claim, where the source says that this one fell."""
    for found in _AT_LEVEL.finditer(claim):
        what, sense = stem(found["what"].lower()), _senses()[found["way"].lower()]
        near = [text for text in texts if (words_of(claim) - {what}) & words_of(text)]
        senses = {one.sense for text in near for one in _changes(text) if what in one.what}
        if senses == {-sense}:
            yield f"It says {found.group()}; the passage says the other way round."


def same_changes(claim: str, texts: Sequence[str], question: str) -> frozenset[str]:
    """Return the words by which a claim tells changes, if the source tells all of them its way.

    Args:
        claim: One sentence of an answer.
        texts: The sentences of the source.
        question: What was asked.

    Returns:
        Stems; none if the claim tells no change, or the source does not tell one of them, or tells
        it both ways.
    """
    told = _changes(_in_full(claim, question))
    if DENIAL.search(claim) or any(
        {one.sense for one in _alike(change, texts)} != {change.sense} for change in told
    ):
        return frozenset()
    return frozenset().union(*(change.what | {stem(change.word)} for change in told))


def agreed_words(claim: str, texts: Sequence[str], question: str) -> frozenset[str]:
    """Return the words by which a claim tells those changes that the source tells its way alone.

    Args:
        claim: One sentence of an answer.
        texts: The sentences of the source.
        question: What was asked.
    """
    return frozenset(
        change.word
        for change in _changes(_in_full(claim, question))
        if {one.sense for one in _alike(change, texts)} == {change.sense}
    )


def _of_its_elements(claim: str, change: _Change, texts: Sequence[str]) -> Sequence[str]:
    """Return the sentences without those of other elements, if others tell of the same thing."""
    mine = {one.symbol for one in find_elements(claim)}
    named = [{one.symbol for one in find_elements(text)} for text in texts]
    is_told = any(
        mine & its and change.what <= words_of(text) for its, text in zip(named, texts, strict=True)
    )
    return (
        [text for its, text in zip(named, texts, strict=True) if not its or mine & its]
        if is_told
        else texts
    )


def _alike(change: _Change, texts: Sequence[str]) -> list[_Change]:
    """Return the changes of the same thing that a source tells."""
    return [one for text in texts for one in _changes(text) if _is_same(change.what, one.what)]


def _in_full(claim: str, question: str) -> str:
    """Return a claim with what is asked about in the place of its `it`."""
    asked = _ASKED_OF.search(question)
    first, _, rest = claim.partition(" ")
    if asked is None or first.lower() not in _PRONOUNS:
        return claim
    if asked["done"] and not _OF_ITS_OWN.fullmatch(rest):
        return claim  # `it raises the strength` tells of what does that
    return f"{asked['what'] or asked['which'] or asked['done']} {rest}"


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return True if the shorter of two names is part of the longer one."""
    short, long = sorted((one, other), key=len)
    return all(not same_meaning(word).isdisjoint(long) for word in short)


def _transformed(text: str) -> set[tuple[str, str]]:
    """Return the phases that a text says to turn into others: `FCC-to-BCC`, `bcc became fcc`."""
    return {(start.lower(), end.lower()) for start, end in _PHASES_TURN.findall(text)}


@lru_cache(maxsize=4096)
def _changes(text: str) -> tuple[_Change, ...]:
    """Return the changes that a text tells of; none of what they come with."""
    text = _NOT_ONLY.sub("", text)
    if _COMPARES.search(text):
        return ()
    cuts = [0, *(match.start() for match in _BORDER.finditer(text)), len(text)]
    found: list[_Change] = []
    before: Sequence[str] = ()
    for start, end in pairwise(cuts):
        words = _WORD.findall(text[start:end].lower())
        if found and (name := _joined(words, before)):
            found.append(_Change(name, found[-1].word, found[-1].sense))
        elif not _ADJUNCT.match(text[start:end]):
            found += [] if DENIAL.search(text[start:end]) else _changes_of_part(words)
        elif any(_senses().get(word, 0) < 0 for word in words):
            return ()  # `rises with decreasing x` is `falls with increasing x`
        before = words
    return tuple(found)


def _joined(words: Sequence[str], before: Sequence[str]) -> frozenset[str]:
    """Return the property that is named beside what changes: `a decrease of force and hardness`.

    Args:
        words: The words of a part of a text.
        before: Those of the part before it.
    """
    names = [term.name for term in find_terms(" ".join(words[1:])) if term.kind == "property"]
    if words[:1] != ["and"] or len(words) > _MOST_JOINED or len(names) != 1:
        return frozenset()
    if any(word in _AUXILIARIES or word in FORMS or word in _senses() for word in words):
        return frozenset()
    last = next((n for n in range(len(before) - 1, -1, -1) if _sense_at(before, n)), len(before))
    is_behind = any(
        word not in STOP_WORDS and not word.endswith("ly") for word in before[last + 1 :]
    )
    return frozenset(map(stem, names[0].split())) if is_behind else frozenset()


def _changes_of_part(words: Sequence[str]) -> Iterator[_Change]:
    for n, word in enumerate(words):
        if word in _OF_ITSELF:
            name, sense = _OF_ITSELF[word]
            yield _Change(frozenset(map(stem, name.split())), word, sense)
        elif (sense := _sense_at(words, n)) and (what := _what_changes(words, n)):
            yield _Change(what, word, sense)


def _sense_at(words: Sequence[str], n: int) -> int:
    """Return which way the word at a place says that something changes; 0 for neither."""
    if words[n] in _WAYS:  # `it goes down`; what breaks down does not become less
        return _WAYS[words[n]] if n and words[n - 1] in _GOES else 0
    return _senses().get(words[n], 0)


def _what_changes(words: Sequence[str], n: int) -> frozenset[str]:
    """Return the name of what the word at a place says to change; nothing if it is not clear."""
    behind = words[n + 1 :]
    is_noun = bool(behind) and behind[0] in _BEHIND_NOUN  # `an increase in hardness`
    if is_noun:
        behind = behind[1:]
    before = [word for word in words[:n] if not word.endswith("ly")]
    if behind and behind[0] in _OBJECTS:
        return frozenset()
    if words[n] in _QUANTIFIERS and behind and behind[0] not in STOP_WORDS:
        counted = _name(behind) if set(before) - _DETERMINERS else []
        return frozenset(map(stem, counted[-_MOST_WORDS:]))
    while before and before[-1] in _AUXILIARIES:
        before.pop()
    made = max((place for place, word in enumerate(before) if word in _MAKES), default=-1)
    passive = n > 0 and words[n - 1] in _AUXILIARIES
    named = [] if passive or made >= 0 else _name(behind)
    if named and not is_noun and not set(before) - _DETERMINERS:
        return frozenset()  # `a higher load wears it`: the load is what it comes of
    return frozenset(map(stem, (named or _name(before[made + 1 :]))[-_MOST_WORDS:]))


def _name(words: Sequence[str]) -> list[str]:
    """Return the words of the name that begins here, up to its `of`."""
    name: list[str] = []
    for word in words:
        if word in _DETERMINERS and not name:
            continue
        if word == "of" and name and _AMOUNTS.issuperset(name):
            name = []
            continue
        if word in _OF or word in _AUXILIARIES or word in _senses():
            break
        if word not in STOP_WORDS and not word[0].isdigit() and not word.endswith("ly"):
            name.append(word)
    terms = [term.name for term in find_terms(" ".join(name)) if term.kind == "property"]
    if terms:
        return terms[-1].split()
    return [word for word in name if word not in _AMOUNTS] or name


@cache
def _senses() -> dict[str, int]:
    return {**dict.fromkeys(_UP.split(), 1), **dict.fromkeys(_DOWN.split(), -1)}
