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
from hea.workflows.values.alloy_names import alloy_in

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
    alloy: str = ""
    """The alloy that it names, as `describe_alloy` takes it; "" for anything else."""


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    mark: Mark | None
    means: str
    alloy: str = ""


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
        pieces += _cut(text, _Span(at, span.start, None, ""), start, end)
        pieces += _cut(text, span, start, end)
        at = span.end
    return [*pieces, *_cut(text, _Span(at, len(text), None, ""), start, end)]


def _cut(text: str, span: _Span, start: int, end: int) -> Iterator[TextPiece]:
    """Yield a span of the text, cut where the quote begins and ends."""
    inner = (one for one in (start, end) if span.start < one < span.end)
    for one, other in pairwise(sorted({span.start, span.end, *inner})):
        yield TextPiece(text[one:other], span.mark, span.means, start <= one < end, span.alloy)


def _without_overlaps(text: str) -> Iterator[_Span]:
    """Yield what is found in the order of the text; of what overlaps the alloy, then the value."""
    alloys = [
        _Span(one.start, one.end, "alloy", one.name, alloy_in(one.name))
        for one in find_alloys(text)
    ]
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
