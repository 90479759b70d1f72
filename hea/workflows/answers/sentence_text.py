"""The text of a sentence of an answer as people are shown it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from answer.answers import Citation, Sentence

#: Between two cells of a row.
_BETWEEN = "; "
#: What is left of the layout of a page in a sentence: the sign of a list, emptied brackets.
_BULLET, _EMPTY = re.compile(r"^ ?[•●▪◦‣] ?"), re.compile(r" ?[(\[] ?[)\]]")


def tidied(text: str) -> str:
    """Return a sentence without the sign of a list before it and without empty brackets."""
    return _EMPTY.sub("", _BULLET.sub("", text))


def around_cell(sentence: Sentence, citations: Mapping[int, Citation]) -> tuple[str, str, str]:
    """Return what stands before the cell that answers, the cell, and what stands behind it.

    Of a row, its first cell, which names the sample, stands before it and the others behind it. The
    text is all before it where the sentence is no row, or no cell of it is singled out.

    Args:
        sentence: Of the answer; of a row, as `Alloy: R2; HV: 245`.
        citations: Number → citation, of the answer.
    """
    cited = citations.get(sentence.citations[0]) if sentence.citations else None
    place = cited.place if cited else None
    cells = tidied(sentence.text).split(_BETWEEN)
    for number, cell in enumerate(cells):
        if place and place.column and cell.startswith(f"{place.column}: "):
            before = f"{cells[0]}{_BETWEEN}" if number else ""
            others = cells[1:number] + cells[number + 1 :]
            return before, cell, "".join(f"{_BETWEEN}{one}" for one in others)
    return _BETWEEN.join(cells), "", ""
