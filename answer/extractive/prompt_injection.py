"""Sentences of a paper that speak to a machine: never quoted, never shown to a model.

A paper may carry orders for whoever summarises it (OWASP LLM01:2025, indirect prompt injection).
What reads like one is blanked out; that this finds all of them is not claimed, and what a model
writes is checked against the papers in any case.
"""

import re
from functools import lru_cache

from builder.nlp.sentences import sentences

_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.]{0,40}\b(?:instructions?|prompts?|rules|above"
    r"|previous|prior|context)\b"
    r"|\bas an? (?:AI|assistant|language model|chatbot|reviewer)\b|\bas the reviewer of\b"
    r"|\byou are an? \w* ?(?:assistant|model)\b"
    r"|\b(?-i:SYSTEM|ASSISTANT|USER|INSTRUCTIONS?)\s*:"
    r"|</?\s*(?:passages?|system|assistant|user|instructions?)\b|<\|"
    r"|\b(?:say|state|reply|respond|answer|output|print|write|cite)\b[^.]{0,30}"
    r"\b(?:that the answer|the following|exactly|instead|to the user|\[\d+\])"
    r"|\b(?:your|the user'?s?) (?:instructions?|prompt|answer|reply|response|task)\b"
    r"|\bquestion:\s|\banswer:\s",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def mask_injections(text: str) -> str:
    """The text with such sentences blanked out; every other character stays in its place."""
    if not _ORDER.search(text):
        return text
    kept = list(text)
    for start, end in sentences(text):
        if _ORDER.search(text, start, end):
            kept[start:end] = " " * (end - start)
    return "".join(kept)
