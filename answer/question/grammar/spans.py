"""Spans of a question, and its text without them."""

from collections.abc import Iterable

#: Start and end of a part of a text.
Span = tuple[int, int]


def without(text: str, spans: Iterable[Span]) -> str:
    """Return a text with blanks in the place of spans, so that all offsets stay."""
    plain = list(text)
    for start, end in spans:
        plain[start:end] = " " * (end - start)
    return "".join(plain)
