"""Find the end of an answer: small models go on with a new question or repeat themselves."""

import re
from collections.abc import Sequence
from typing import Any

from answer.models.protocol import Watch
from answer.models.thinking import spoken_so_far

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


class AnswerEnds:
    """A stopping criterion of transformers that also reports the text as it is written."""

    def __init__(self, tokenizer: Any, start: int, stops: Sequence[str], watch: Watch) -> None:
        """Watch rows of tokens whose answers begin at ``start``."""
        self._tokenizer, self._start, self._stops, self._watch = tokenizer, start, stops, watch
        self._decoders: list[_IncrementalDecoder] = []
        self.new: list[int] = []
        """Tokens of the first row's answer so far."""
        self.ended = False

    def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
        """Return for each row whether its answer has ended."""
        import torch

        rows = input_ids[:, self._start :].tolist()
        if not self._decoders:
            self._decoders = [_IncrementalDecoder(self._tokenizer) for _ in rows]
        texts = [decoder.text(row) for decoder, row in zip(self._decoders, rows, strict=True)]
        said = [spoken_so_far(text) for text in texts]
        done = [has_ended(text, self._stops) for text in said]
        self.new, self.ended = rows[0], done[0]
        self._watch(said[0])
        return torch.tensor(done, device=input_ids.device)


class _IncrementalDecoder:
    """Decodes a growing list of tokens without decoding its beginning anew.

    The tokens of the last two steps are decoded together, since a token alone may be half a letter
    or lack the space before it.
    """

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._settled = ""
        self._first = self._next = 0

    def text(self, tokens: Sequence[int]) -> str:
        """Decode ``tokens``, which begin with those of the call before."""
        known = self._decode(tokens[self._first : self._next])
        tail = self._decode(tokens[self._first :])[len(known) :]
        if tail and not tail.endswith("\ufffd"):
            self._settled += tail
            self._first, self._next = self._next, len(tokens)
            return self._settled
        return self._settled + tail

    def _decode(self, tokens: Sequence[int]) -> str:
        return str(self._tokenizer.decode(tokens, skip_special_tokens=True))
