"""Blank out sentences that order a machine about, keeping character offsets.

They are never quoted and never shown to a model. The rules do not find all of them; the model's
answer is checked against the papers in any case.
"""

from functools import lru_cache

from builder.nlp.orders import orders


@lru_cache(maxsize=1024)
def mask_injections(text: str) -> str:
    """Replace prompt-injection sentences by as many spaces."""
    masked = list(text)
    for start, end in orders(text):
        masked[start:end] = " " * (end - start)
    return "".join(masked)
