"""Whether papers say what a sentence claims: its alloys, numbers, conditions, phases and words.

A claim is laid beside the sentences of a paper that speak of the same, and compared slot by slot.
It is *contradicted* where the paper fills a slot otherwise (another number, alloy, temperature,
phase, or a `not`), *not found* where the paper does not speak of it, *supported* otherwise.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from answer.grounding.alignment import words_of
from answer.grounding.slots import SlotText, contradictions, gaps
from answer.question.parse import ParsedQuestion
from builder.materials.measurements import SentenceFacts, read_facts
from builder.materials.quantities import equal
from builder.nlp.sentences import sentences

Span: TypeAlias = tuple[int, int]

SUPPORTED, CONTRADICTED, NOT_FOUND = "supported", "contradicted", "not found"

#: Share of a claim's words that the paper must hold.
_WORDS_HELD = 0.6
_MOST_SENTENCES = 3
_MARKS = re.compile(r"\s*\[\d+(?:\s*[,;–-]\s*\d+)*\]")
_MARK_BEHIND = re.compile(r"([.!?])\s*((?:\[\d+(?:\s*[,;–-]\s*\d+)*\]\s*)+)")
_BARE = re.compile(r"(?:yes|no)[.,!]?", re.IGNORECASE)
#: What opens the answer to a yes/no question; the rest of the sentence says why.
_YES_NO = re.compile(r"^(?:yes\b[\s,;:.–—-]*|no\s*[,;:.–—-]+\s*)(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A text that may hold evidence, and the title it stands under."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """What became of one claim."""

    verdict: str
    reasons: tuple[str, ...]
    """What is not supported, one sentence each; empty for a supported claim."""
    ground: int | None
    """The text with its evidence, by place; None where none speaks of it."""
    spans: tuple[tuple[int, int], ...]
    """The sentences of that text laid beside the claim, likeliest first."""
    held: float
    """Share of the claim's words that the text holds."""


def claims_of(text: str) -> list[str]:
    """The sentences of an answer without its citation marks; a bare `No.` goes with the next."""
    text = " ".join(_MARK_BEHIND.sub(r" \2\1", text).split())
    said: list[str] = []
    for start, end in sentences(text):
        sentence = re.sub(r"\s+([.!?,;])", r"\1", _MARKS.sub("", text[start:end])).strip()
        if not re.search(r"\w", sentence):
            continue
        if said and _BARE.fullmatch(said[-1]):
            said[-1] += f" {sentence}"
        else:
            said.append(sentence)
    return said


def check_answer(
    claim: str, grounds: Sequence[Source], asked: ParsedQuestion | None = None
) -> ClaimVerdict:
    """Look for evidence of a claim in each text; the text that supports it best decides.

    ``asked`` is the question that it answers: what the claim leaves unsaid (`It is 759 MPa.`, or a
    bare `No.`) is said of the alloy and the condition of the question.
    """
    claim = _YES_NO.sub("", _MARKS.sub("", claim).strip())
    if asked and asked.yes_no and _BARE.fullmatch(claim):
        claim = _in_full(claim, asked.text)
    found = [_beside(claim, place, ground, asked) for place, ground in enumerate(grounds)]
    order = {SUPPORTED: 2, CONTRADICTED: 1, NOT_FOUND: 0}
    best = max(found, key=lambda f: (order[f.verdict], f.held, -(f.ground or 0)), default=None)
    if best is None or not best.spans:
        return ClaimVerdict(NOT_FOUND, ("No passage speaks of it.",), None, (), 0.0)
    return best


def _in_full(yes_or_no: str, question: str) -> str:
    """What a bare `No.` says, in the words of the question."""
    _, _, said = question.strip().rstrip("?").partition(" ")
    return f"It is not so that {said}." if yes_or_no[0] in "nN" else f"{said}."


def _beside(claim: str, place: int, ground: Source, asked: ParsedQuestion | None) -> ClaimVerdict:
    """A claim laid beside one text, which says whatever stands in it word by word."""
    spans = sentences(ground.text)
    for span in spans:
        if ground.text[slice(*span)].split() == claim.split():
            return ClaimVerdict(SUPPORTED, (), place, (span,), 1.0)
    stated = read_facts(claim)
    parts = {span: read_facts(ground.text[slice(*span)]) for span in spans}
    words = words_of(claim)
    chosen = _aligned(stated, words or (asked.words if asked else words), parts)
    side = SlotText(ground.title, ground.text, tuple(parts.values()), [parts[s] for s in chosen])
    against = list(contradictions(stated, side, asked))
    absent = list(gaps(stated, side, asked))
    there = words_of(ground.text) | words_of(ground.title)
    held = len(words & there) / len(words) if words else 1.0
    if held < _WORDS_HELD:
        absent.append(f"It is silent on {', '.join(sorted(words - there)[:4])}.")
    verdict = CONTRADICTED if against else NOT_FOUND if absent else SUPPORTED
    return ClaimVerdict(verdict, (*against, *absent), place, chosen, held)


def _aligned(
    stated: SentenceFacts, words: frozenset[str], parts: Mapping[Span, SentenceFacts]
) -> tuple[Span, ...]:
    """The sentences that hold most of a claim: the best one, then those that add to it."""
    chosen: list[Span] = []
    held: dict[Span, set[str | int]] = {}  # its words and the numbers, by their place, in a span
    for span, part in parts.items():
        held[span] = {*words & words_of(part.text)}
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
