"""Where an answer ends: small models run on into a question of their own, or say it all again."""

import re
from collections.abc import Sequence

_END = re.compile(r"[.!?\n]+(?:\s*\[\d+\])*")
#: Characters from which a sentence that comes again is a loop and no coincidence.
_LOOP = 20


def answer_in(text: str, stops: Sequence[str]) -> str:
    """The answer without what runs on after it."""
    ends = [place for stop in stops if (place := text.find(stop)) >= 0]
    kept = text[: min(ends)] if ends else text
    again = _repeats_at(kept)
    return (kept if again is None else kept[:again]).strip()


def has_ended(text: str, stops: Sequence[str]) -> bool:
    """Whether nothing after this can belong to the answer."""
    return any(stop in text for stop in stops) or _repeats_at(text) is not None


def _repeats_at(text: str) -> int | None:
    seen, start = set(), 0
    for end in _END.finditer(text):
        said = re.sub(r"\W+", " ", re.sub(r"\[\d+\]", "", text[start : end.start()])).lower()
        if said.strip() in seen and len(said) >= _LOOP:
            return start
        seen.add(said.strip())
        start = end.end()
    return None
