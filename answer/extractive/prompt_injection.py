"""Detect and blank out prompt-injection sentences, keeping character offsets.

A paper may carry instructions for a model that summarises it (OWASP LLM01:2025, indirect prompt
injection). Sentences that read like one are never quoted and never shown to a model. The patterns
do not find all of them; the model's answer is checked against the papers in any case.
"""

import re
from functools import lru_cache

from builder.nlp.sentences import sentences

_INSTRUCTION = re.compile(
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
    """Replace prompt-injection sentences by as many spaces."""
    if not _INSTRUCTION.search(text):
        return text
    masked = list(text)
    for start, end in sentences(text):
        if _INSTRUCTION.search(text, start, end):
            masked[start:end] = " " * (end - start)
    return "".join(masked)
