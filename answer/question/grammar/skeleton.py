"""Reduce a question to its grammar: `which CLASSES have a PROPERTY BOUND at QUANTITY`.

Rules on the kind of a question read this skeleton, so that they hold for any alloy, property or
amount: what a question is about stands in capitals, all other words in small letters.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from answer.question.grammar.phrases import words_of
from answer.question.grammar.spans import Span
from builder.materials.alloys import Alloy
from builder.materials.element_mentions import Element
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention

_TOKEN = re.compile(r"[A-Z]{4,}\b|[a-z]+(?:[-'’][a-z]+)*|\d+|[,;:?()]", re.ASCII)
_IS = re.compile(r"(?:(?<=what)|(?<=who)|(?<=how)|(?<=where)|(?<=there)|(?<=which))['’]s\b")
_DASH = re.compile(r"\s[-–—]\s|—")
#: The end of a sentence before another one, but for abbreviations.
_STOP = re.compile(r"(?<=[^\W\d_]{3})(?<!approx)(?<!resp)(?<!conc)[.!]\s+(?=[A-Z])")
#: A superlative that explains another one: `best ( lowest ) PROPERTY`.
_ASIDE = re.compile(rf"\( ((?:{words_of('high')}|{words_of('low')})) \)")
_WORD_PLURAL = re.compile(r"[A-Za-z]{2,}[^sui\W\d]s$|ies$")
#: What stands for the terms of a kind.
_NAMES = {
    "property": "PROPERTY",
    "phase": "PHASE",
    "process": "PROCESS",
    "method": "METHOD",
    "mechanism": "MECHANISM",
    "class": "CLASS",
    "condition": "CONDITION",
}
#: Kinds whose plural is told apart: `which coatings`, `yield strengths`.
_PLURALS = {"CLASS": "CLASSES", "PROPERTY": "PROPERTIES"}


def read_skeleton(
    text: str,
    alloys: Sequence[Alloy],
    elements: Iterable[Element],
    quantities: Iterable[Quantity],
    mentions: Iterable[Mention],
    bounds: Iterable[Span],
    silent: Iterable[Span],
) -> str:
    """Return a question with a word in capitals for each thing that it names.

    Args:
        text: The question.
        alloys: Its alloys and compounds.
        elements: The elements it names.
        quantities: Its quantities.
        mentions: The terms of the field in it.
        bounds: Where comparators stand with their quantities.
        silent: Where years of publication and the papers asked are named; nothing stands for them.
    """
    marked: list[tuple[Span, str]] = [(span, "") for span in silent]
    marked += [(span, "BOUND") for span in bounds]
    marked += [
        ((one.start, one.end), "ALLOY" if one.kind == "alloy" else "COMPOUND") for one in alloys
    ]
    marked += [((one.start, one.end), "QUANTITY") for one in quantities]
    marked += [((one.start, one.end), _name_of(one)) for one in mentions]
    marked += [((one.start, one.end), "ELEMENT") for one in elements]
    return _ASIDE.sub(r"\1", " ".join(_tokens(text, marked)))


def _name_of(mention: Mention) -> str:
    name = _NAMES[mention.kind]
    return _PLURALS.get(name, name) if _WORD_PLURAL.search(mention.text) else name


def _tokens(text: str, marked: Sequence[tuple[Span, str]]) -> Iterator[str]:
    """Yield words in small letters and names of things; of marks that overlap the first counts."""
    taken: list[tuple[Span, str]] = []
    for (start, end), name in marked:
        if not any(start < other[1] and other[0] < end for other, _ in taken):
            taken.append(((start, end), name))
    at = 0
    for (start, end), name in (*sorted(taken), ((len(text), len(text)), "")):
        yield from _TOKEN.findall(_plain(text[at:start]))
        if name:
            yield name
        at = end


def _plain(text: str) -> str:
    return _DASH.sub(" , ", _IS.sub(" is", _STOP.sub(" ; ", text).lower()))
