"""What stands in the boxes that are lit on the pages of a PDF, as MuPDF reads the words there."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from itertools import groupby
from typing import Any

import pymupdf

from builder.papers import Abstract, LinePlace
from builder.pdf.places import Edges, find_edges
from hea.workflows.pages import LineBox, boxes_in


class LitPaper:
    """An open PDF whose abstract can be lit."""

    def __init__(self, document: pymupdf.Document, abstract: Abstract) -> None:
        self.document, self.abstract = document, abstract
        self._words: dict[int, list[tuple[Any, ...]]] = {}

    @cached_property
    def _lines(self) -> dict[LinePlace, Edges]:
        lines: dict[LinePlace, Edges] = {}
        for page, held in groupby(self.abstract.places, key=lambda place: place.page):
            places = list(held)
            told = [(place, self.abstract.text[place.start : place.end]) for place in places]
            lines.update(zip(places, find_edges(self.document[page - 1], told), strict=True))
        return lines

    def boxes(self, start: int, end: int) -> list[LineBox]:
        """The boxes of characters of the abstract."""
        return boxes_in(self.abstract.text, self._lines, start, end)

    def text_in(self, boxes: Iterable[LineBox]) -> str:
        """The words in the boxes; of a word across an edge as many letters as are inside."""
        found = []
        for box in boxes:
            page = self.document[box.page - 1]
            width, height = page.rect.width, page.rect.height
            shown = pymupdf.Rect(box.x0 * width, box.y0 * height, box.x1 * width, box.y1 * height)
            upright = (shown * page.derotation_matrix).normalize()
            row = []
            for x0, y0, x1, y1, word, *_ in self._words_of(page):
                letter = (x1 - x0) / len(word)
                first = max(0, round((upright.x0 - x0) / letter))
                last = len(word) - max(0, round((x1 - upright.x1) / letter))
                if upright.y0 < (y0 + y1) / 2 < upright.y1 and first < last:
                    row.append((x0, word[first:last]))
            found += [word for _, word in sorted(row)]
        return " ".join(found)

    def _words_of(self, page: pymupdf.Page) -> list[tuple[Any, ...]]:
        flags = pymupdf.TEXTFLAGS_WORDS & ~pymupdf.TEXT_PRESERVE_LIGATURES
        if page.number not in self._words:
            self._words[page.number] = page.get_text("words", flags=flags)
        return self._words[page.number]


def letters(text: str) -> str:
    """Letters and digits alone, in one case: what two readings of a page share."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).casefold()
