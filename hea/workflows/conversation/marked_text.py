"""Cut an abstract into pieces, each marked as alloy, value or phase, or as the quote shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from builder.materials.alloys import find_alloys
from builder.materials.quantities import find_quantities
from builder.materials.quantity import with_unit
from builder.materials.vocabulary import find_terms, is_phase

Mark = Literal["alloy", "value", "phase"]


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Characters of an abstract that are marked alike."""

    text: str
    mark: Mark | None
    means: str
    """What is marked, in the words of the vocabulary; "" where nothing is."""
    lit: bool
    """Whether it belongs to the quote shown."""


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    mark: Mark
    means: str


def marked_text(text: str, start: int = 0, end: int = 0) -> list[TextPiece]:
    """Return a text in pieces that make it whole again.

    Args:
        text: An abstract.
        start: First character of a quote to light.
        end: Behind its last one.
    """
    pieces: list[TextPiece] = []
    at = 0
    for span in _without_overlaps(text):
        pieces += _cut(text, at, span.start, None, "", start, end)
        pieces += _cut(text, span.start, span.end, span.mark, span.means, start, end)
        at = span.end
    return [*pieces, *_cut(text, at, len(text), None, "", start, end)]


def _cut(
    text: str, first: int, last: int, mark: Mark | None, means: str, start: int, end: int
) -> Iterator[TextPiece]:
    """Yield a span of the text, cut where the quote begins and ends."""
    cuts = sorted({first, last, *(one for one in (start, end) if first < one < last)})
    for one, other in pairwise(cuts):
        yield TextPiece(text[one:other], mark, means, start <= one < end)


def _without_overlaps(text: str) -> Iterator[_Span]:
    """Yield what is found in the order of the text; of what overlaps the alloy, then the value."""
    alloys = [_Span(one.start, one.end, "alloy", one.name) for one in find_alloys(text)]
    values = [_Span(one.start, one.end, "value", with_unit(one)) for one in find_quantities(text)]
    phases = [
        _Span(one.start, one.end, "phase", one.name) for one in find_terms(text) if is_phase(one)
    ]
    kept: list[_Span] = []
    taken = bytearray(len(text))
    for span in (*alloys, *values, *phases):
        if span.end > span.start and not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    yield from sorted(kept, key=lambda span: span.start)
