"""Find the sentences of a text that are orders to a machine."""

from functools import lru_cache

from builder.nlp.sentences import sentences
from builder.text.machine_orders import is_order


def orders(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a text that order a machine about."""
    return [(start, end) for start, end in sentences(text) if is_order(text[start:end])]


@lru_cache(maxsize=256)
def holds_order(text: str) -> bool:
    """Return whether a sentence of a text orders a machine about."""
    return bool(orders(text))
