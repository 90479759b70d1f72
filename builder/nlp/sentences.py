"""Split an abstract into sentences, given as spans ``text[start:end]``."""

import re
from collections.abc import Iterator
from functools import lru_cache

#: Longest sentence that is read for what it says, in characters: the longest of 6,000 in papers has
#: 1,100. A longer one, whose stops were lost, is quoted and searched, but nothing is bound in it.
LONGEST = 2_000
#: A full stop after these does not end a sentence, whatever follows.
_ABBREVIATION = re.compile(
    r"\b(?:Refs?|Eqs?|Figs?|Tabs?|vs|approx|synth|ca|cf|resp|e\.g|i\.e|et al|viz|temp|wt|at|vol"
    r"|mol|Dr|Prof)\.$"
)
_ENDS = re.compile(r"[.!?…][\"”’')\]]*$")
#: Ends that the segmenter misses: `0.5.`, `12 %.`, `(12 %).`, `77 K.`, `25 °C.`, `25 ℃.` and `II.`
#: before a capitalised word.
_MISSED = re.compile(
    r"\.(?:(?<=[\d%IVX]\.)|(?<=\d[ \u00a0][A-Z]\.)|(?<=°C\.)|(?<=° C\.)|(?<=℃\.)|(?<=\d h\.)"
    r"|(?<=and [BCHNOVWY]\.)|(?<=%\)\.))\s+(?=[A-Z][\w.()-]*[\s,])"
)
#: Certain ends: a stop behind a long word in small letters and before a capital or a ©, or before a
#: word that opens sentences. A text is cut there first, as the segmenter, which weighs every token,
#: is slow.
_CERTAIN = re.compile(
    r"[.?!](?:(?<=[a-z]{5}.)\s+(?=[A-Z©])"
    r"|(?<=[\w%)\]].)\s+(?=(?:The|This|These|Those|It|Its|In|By|With|We|Our|However|Here|From"
    r"|Compared|For|At|As|When|While|After|Although|Both|Moreover|Furthermore|Results?)\s))"
)
#: The parts of a number that a blank behind its point cuts: `15. 7%`, `Al0. 5`.
_BEFORE_POINT = re.compile(r"(?<![\d.])\d{1,3}\.$")
_BEHIND_POINT = re.compile(r"\d{1,3}(?!\.?\d)")
_UNCERTAIN = re.compile(r"[.?!…](?!\d)|\n")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences in order, without the white space between them."""
    return list(_sentences(text))


@lru_cache(maxsize=1024)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(
        part
        for start, end in _pieces(text)
        for span in _segmented(text, start, end)
        for part in _parts(text, *span)
    )


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text at the certain ends of sentences."""
    start = len(text) - len(text.lstrip())
    for match in _CERTAIN.finditer(text):
        piece = text[start : match.start() + 1]
        inside = piece.count("(") != piece.count(")") or piece.count("[") != piece.count("]")
        if not inside and not _ABBREVIATION.search(piece):
            yield start, start + len(piece)
            start = match.end()
    if end := len(text.rstrip()):
        yield start, end


def _segmented(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Segment a piece into sentences; one without a stop in its middle is a sentence."""
    if not _UNCERTAIN.search(text, start, end - 1):
        return [(start, end)]
    from syntok import segmenter  # not needed by most texts, and slow to load

    spans: list[tuple[int, int]] = []
    for paragraph in segmenter.analyze(text[start:end]):
        for tokens in paragraph:
            last = tokens[-1]
            span = (start + tokens[0].offset, start + last.offset + len(last.value))
            if spans and _goes_on(text[slice(*spans[-1])], text[slice(*span)]):
                spans[-1] = (spans[-1][0], span[1])
            else:
                spans.append(span)
    return spans


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _MISSED.finditer(text, start, end):
        stop = start + len(text[start : match.end()].rstrip())
        yield start, stop
        start = match.end()
    yield start, end


def _goes_on(before: str, after: str) -> bool:
    """Return True if the segmenter cut a sentence in its middle."""
    return (
        not _ENDS.search(before)
        or (_BEFORE_POINT.search(before) and _BEHIND_POINT.match(after)) is not None
        or _ABBREVIATION.search(before) is not None
        or after[0].islower()
        or after[0] in ",;)%"
    )
