"""Find the end of an answer: small models go on with a new question or repeat themselves."""

import re
from collections.abc import Sequence

_END = re.compile(r"[.!?\n]+(?:\s*\[\d+\])*")
#: Letters from which a repeated sentence is a loop and no coincidence.
_LOOP = 20


def answer_in(text: str, stops: Sequence[str]) -> str:
    """Return the answer up to the first stop string or repeated sentence."""
    ends = [place for stop in stops if (place := text.find(stop)) >= 0]
    kept = text[: min(ends)] if ends else text
    again = _repeats_at(kept)
    return (kept if again is None else kept[:again]).strip()


def has_ended(text: str, stops: Sequence[str]) -> bool:
    """Return True if a stop string or a repeated sentence has ended the answer."""
    return any(stop in text for stop in stops) or _repeats_at(text) is not None


def _repeats_at(text: str) -> int | None:
    """Return the offset of the first sentence that was written before; None if there is none."""
    seen, start = set(), 0
    for end in _END.finditer(text):
        sentence = re.sub(r"\W+", " ", re.sub(r"\[\d+\]", "", text[start : end.start()])).lower()
        if sentence.strip() in seen and len(sentence) >= _LOOP:
            return start
        seen.add(sentence.strip())
        start = end.end()
    return None
