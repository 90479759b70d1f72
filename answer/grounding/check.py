"""Check claims against papers: their alloys, numbers, conditions, phases and words.

A claim is compared, slot by slot, with the sentences of a paper that speak of its subject. It is
*contradicted* if the paper fills a slot otherwise (another number, alloy, temperature, phase, or a
`not`), *not found* if the paper does not speak of it, and *supported* otherwise.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from answer.grounding.alignment import words_of
from answer.grounding.empty_claims import without_list_marks
from answer.grounding.slots import SlotText, contradictions, gaps
from answer.grounding.strange_words import strange_words
from answer.grounding.synonyms import light_words, said_in
from answer.question.parse import ParsedQuestion
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.measurements.sentence_facts import read_facts
from builder.materials.quantity import equal
from builder.nlp.sentences import sentences

Span: TypeAlias = tuple[int, int]

SUPPORTED, CONTRADICTED, NOT_FOUND = "supported", "contradicted", "not found"

#: Share of a claim's words that the paper must hold for it to be found there.
_WORDS_HELD = 0.6
_MOST_SENTENCES = 3
#: Citation marks: [1], [2, 3].
_MARKS = re.compile(r"\s*\[\d+(?:\s*[,;–-]\s*\d+)*\]")
_MARK_BEHIND_STOP = re.compile(r"([.!?])\s*((?:\[\d+(?:\s*[,;–-]\s*\d+)*\]\s*)+)")
_BARE_WORD = re.compile(r"(?:yes|no)[.,!]?", re.IGNORECASE)
#: The opening of an answer to a yes/no question; the rest of the sentence is the claim.
_YES_NO_OPENING = re.compile(r"^(?:yes\b[\s,;:.–—-]*|no\s*[,;:.–—-]+\s*)(?=\w)", re.IGNORECASE)

#: Multiples that are written out.
_IN_WORDS = "two three four five six seven eight nine ten eleven twelve".split()
_TIMES = re.compile(rf"\b(?:{'|'.join(_IN_WORDS)})(?=\stimes\b)", re.IGNORECASE)
#: What only tells that an answer comes, or where it is from.
_FRAME = re.compile(
    r"^(?:(?:so,? )?(?:the|my) (?:short )?answer(?: to (?:this|the|your) question)?(?: is)?"
    r"(?: that)?\s*:?|(?:according to|based on) (?:the|this) (?:given |provided )?"
    r"(?:abstract|passage|document|text|paper|study|context|information|article)s?"
    r"(?: given| provided| above)?,)(?:\s+|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A text that may hold evidence, and the title it stands under."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """The verdict on one claim, with its evidence."""

    verdict: str
    reasons: tuple[str, ...]
    """Why it is not supported, one sentence each; empty for a supported claim."""
    ground: int | None
    """The number of the source with the evidence, from 0; None if none speaks of the claim."""
    spans: tuple[tuple[int, int], ...]
    """The sentences of that source that speak of the claim, the likeliest first."""
    held: float
    """Share of the claim's words that the source holds."""


def claims_of(text: str) -> list[str]:
    """Split an answer into sentences without citation marks; a bare `No.` joins the next one."""
    text = " ".join(_MARK_BEHIND_STOP.sub(r" \2\1", text).split())
    claims: list[str] = []
    for start, end in sentences(text):
        sentence = re.sub(r"\s+([.!?,;])", r"\1", _MARKS.sub("", text[start:end])).strip()
        if not re.search(r"\w", sentence):
            continue
        if claims and _BARE_WORD.fullmatch(claims[-1]):
            claims[-1] += f" {sentence}"
        else:
            claims.append(sentence)
    return without_list_marks(claims)


def check_answer(
    claim: str, grounds: Sequence[Source], question: ParsedQuestion | None = None
) -> ClaimVerdict:
    """Check a claim against each source; the source that supports it best decides.

    Args:
        claim: One sentence of an answer; citation marks are ignored.
        grounds: The sources.
        question: The question that the claim answers. Its alloy and condition hold for
            a claim that names none (`It is 759 MPa.`, or a bare `No.`).
    """
    claim = _YES_NO_OPENING.sub("", without_frame(_MARKS.sub("", claim).strip()))
    if question and question.yes_no and _BARE_WORD.fullmatch(claim):
        claim = _in_full(claim, question.text)
    found = [_check_against(claim, place, ground, question) for place, ground in enumerate(grounds)]
    order = {SUPPORTED: 2, CONTRADICTED: 1, NOT_FOUND: 0}
    best = max(found, key=lambda f: (order[f.verdict], f.held, -(f.ground or 0)), default=None)
    if best is None or not best.spans:
        return ClaimVerdict(NOT_FOUND, ("No passage speaks of it.",), None, (), 0.0)
    return best


def without_frame(claim: str) -> str:
    """Return a claim without words that only tell that an answer comes, or where it is from."""
    return _FRAME.sub("", claim)


def in_digits(claim: str, text: str) -> str:
    """Return a claim with `5 times` for each `five times` that a text does not have in words."""
    if any(found in text for found in _TIMES.findall(claim)):
        return claim
    return _TIMES.sub(lambda word: str(_IN_WORDS.index(word[0].lower()) + 2), claim)


def is_bare_word(claim: str) -> bool:
    """Return True for a `yes` or `no` that stands alone."""
    return _BARE_WORD.fullmatch(claim.strip()) is not None


def _in_full(yes_or_no: str, question: str) -> str:
    """Expand a bare `Yes.` or `No.` to a claim in the words of the question."""
    _, _, rest = question.strip().rstrip("?").partition(" ")
    return f"It is not so that {rest}." if yes_or_no[0] in "nN" else f"{rest}."


def _check_against(
    claim: str, place: int, ground: Source, question: ParsedQuestion | None
) -> ClaimVerdict:
    """Check a claim against one source; a claim that stands in it word by word is supported."""
    spans = sentences(ground.text)
    for span in spans:
        if ground.text[slice(*span)].split() == claim.split():
            return ClaimVerdict(SUPPORTED, (), place, (span,), 1.0)
    stated = read_facts(claim)
    parts = {span: read_facts(ground.text[slice(*span)]) for span in spans}
    words = words_of(claim)
    chosen = _aligned(stated, words or (question.words if question else words), parts)
    text = SlotText(ground.title, ground.text, tuple(parts.values()), [parts[s] for s in chosen])
    against = list(contradictions(stated, text, question))
    absent = list(gaps(stated, text, question))
    words_there = words_of(ground.text) | words_of(ground.title)
    said = said_in(words, words_there)
    held = len(said) / len(words) if words else 1.0
    # What the question takes for granted is not the claim's own.
    own = words - words_of(question.text) if question and not question.yes_no else words
    own -= light_words()
    if max(held, len(own & said) / len(own) if own else 1.0) < _WORDS_HELD:
        absent.append(f"It is silent on {', '.join(sorted(own - said)[:4])}.")
    asked = question.text if question else ""
    if strange := list(strange_words(claim, ground.text, ground.title, asked)):
        absent.append(f"Nobody speaks of {', '.join(strange[:4])}.")
    verdict = CONTRADICTED if against else NOT_FOUND if absent else SUPPORTED
    return ClaimVerdict(verdict, (*against, *absent), place, chosen, held)


def _aligned(
    stated: SentenceFacts, words: frozenset[str], parts: Mapping[Span, SentenceFacts]
) -> tuple[Span, ...]:
    """Choose the sentences that hold most of a claim: the best one, then those that add to it."""
    chosen: list[Span] = []
    held: dict[Span, set[str | int]] = {}  # of each sentence: words, and numbers by place
    for span, part in parts.items():
        held[span] = {*said_in(words, words_of(part.text))}
        for place, number in enumerate(stated.quantities):
            if any(equal(number, other) for other in part.quantities):
                held[span].add(place)
    wanted: set[str | int] = {*words, *range(len(stated.quantities))}

    def gain(span: Span) -> tuple[int, int]:
        new = wanted & held[span]
        return sum(2 if isinstance(one, int) else 1 for one in new), -span[0]

    while len(chosen) < min(_MOST_SENTENCES, len(parts)):
        most, best = max((gain(span), span) for span in parts if span not in chosen)
        if most[0] < (max(2, len(words) // 5) if chosen else 1):
            break
        chosen.append(best)
        wanted -= held[best]
    return tuple(chosen)
