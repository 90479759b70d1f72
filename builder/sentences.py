"""Sentences of an abstract, as spans: ``text[start:end]``."""

import re
from collections.abc import Iterator
from functools import lru_cache

from syntok import segmenter

#: A full stop after these does not end a sentence, whatever follows.
_ABBREVIATION = re.compile(
    r"\b(?:Refs?|Eqs?|Figs?|Tabs?|vs|approx|ca|cf|resp|e\.g|i\.e|et al|viz|temp|wt|at|vol"
    r"|mol|Dr|Prof)\.$"
)
_ENDS = re.compile(r"[.!?…][\"”’')\]]*$")
#: The segmenter takes `0.5.`, `12 %.`, `77 K.`, `25 °C.` and `II.` for no end; before a
#: capitalised word they are.
_MISSED = re.compile(
    r"(?:(?<=[\d%IVX])|(?<=\d[ \u00a0][A-Z])|(?<=°C)|(?<=° C)|(?<=\d h)"
    r"|(?<=and [BCHNOVWY]))\.\s+(?=[A-Z][\w.()-]*[\s,])"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of ``text`` in order, without the white space between them."""
    return list(_sentences(text))


@lru_cache(maxsize=1024)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for paragraph in segmenter.analyze(text):
        for tokens in paragraph:
            start = tokens[0].offset
            last = tokens[-1]
            end = last.offset + len(last.value)
            if spans and _goes_on(text[spans[-1][0] : spans[-1][1]], text[start:end]):
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    return tuple(part for span in spans for part in _parts(text, *span))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _MISSED.finditer(text, start, end):
        stop = start + len(text[start : match.end()].rstrip())
        yield start, stop
        start = match.end()
    yield start, end


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence was cut in its middle."""
    return (
        not _ENDS.search(before)
        or _ABBREVIATION.search(before) is not None
        or after[0].islower()
        or after[0] in ",;)%"
    )
