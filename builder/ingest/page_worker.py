"""The process that draws pages: it reads what to draw a line and answers a picture a line, as JSON.

What a page shows is all that leaves this process, as pixels and places of text: no script, link or
font of a hostile file does. The last documents stay open, so that the next page of one is drawn at
once.
"""

import base64
import json
import sys
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import Any

from builder.ingest.isolation import killed_after, limit_memory, say_ready, take_answers
from builder.papers import LinePlace
from builder.pdf.opening import NoPaperError, open_pdf
from builder.pdf.places import Edges, find_edges
from builder.storage.files import sha256_of

#: Documents that stay open. Each takes what it has been asked for, mostly 10 to 30 MB.
_MOST_OPEN = 4
#: Pixels of the largest picture; a poster is drawn smaller.
_MOST_PIXELS = 12_000_000
#: A lit box keeps so much of its blue: white becomes a light yellow, black stays black.
_BLUE_KEPT = 0.45
_LIT = bytes(round(_BLUE_KEPT * blue) for blue in range(256))

#: What is told of a file that is no longer the paper that was asked for.
CHANGED = "changed"


def main() -> None:
    """Serve one parent until it closes the input. Arguments: seconds per page, bytes of memory."""
    seconds, memory = float(sys.argv[1]), int(sys.argv[2])
    limit_memory(memory)
    sys.modules.update({"pymupdf.layout": None, "pymupdf4llm": None})  # type: ignore[dict-item]
    import pymupdf  # noqa: F401 - if it cannot be had, that is no file's fault

    answers = take_answers()
    say_ready(answers)
    shelf = _Shelf()
    for line in sys.stdin:
        with killed_after(seconds):
            answer = _answer(shelf, json.loads(line))
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


class _Shelf:
    """The documents that are open, the one asked for last at the end."""

    def __init__(self) -> None:
        self._open: OrderedDict[tuple[str, str], tuple[Any, ExitStack]] = OrderedDict()

    def document(self, path: Path, paper: str) -> Any:
        """Return the open document of a paper, the sha256 of its bytes; None if they changed."""
        key = (str(path), paper)
        if key not in self._open:
            if sha256_of(path) != paper:
                return None
            while len(self._open) >= _MOST_OPEN:
                self._open.popitem(last=False)[1][1].close()
            stack = ExitStack()
            self._open[key] = stack.enter_context(open_pdf(path)).document, stack
        self._open.move_to_end(key)
        return self._open[key][0]

    def clear(self) -> None:
        """Close all documents."""
        while self._open:
            self._open.popitem()[1][1].close()


def _answer(shelf: _Shelf, asked: dict[str, Any]) -> dict[str, Any]:
    """Return the picture or the edges of characters that are asked for, or what is in the way."""
    try:
        document = shelf.document(Path(asked["path"]), asked["paper"])
        if document is None:
            return {"trouble": CHANGED}
        if lines := asked.get("lines"):
            return {"edges": _edges_of(document, lines)}
        pages, number = document.page_count, asked["page"]
        if not 1 <= number <= pages:
            return {"pages": pages}
        picture = draw(document[number - 1], asked["dpi"], asked["lit"])
        return {"pages": pages, "png": base64.b64encode(picture).decode()}
    except NoPaperError as error:
        return {"trouble": error.reason}
    except Exception as error:  # broken PDFs end in errors of many kinds
        shelf.clear()  # as where the memory is used up
        return {"trouble": f"{type(error).__name__}: {' '.join(str(error).split())[:120]}"}


def _edges_of(document: Any, lines: Sequence[tuple[Sequence[int], str]]) -> list[Edges]:
    """Return where the characters of some lines stand, each given as its place and text."""
    found: list[Edges] = []
    placed = [(LinePlace(*place), text) for place, text in lines]
    for number, group in groupby(placed, key=lambda line: line[0].page):
        found += find_edges(document[number - 1], list(group))
    return found


def draw(page: Any, dpi: int, lit: Sequence[Sequence[float]] = ()) -> bytes:
    """Return a PyMuPDF page as a PNG, as its authors set it: without readers' annotations.

    Args:
        page: The page.
        dpi: Pixels an inch; a page beyond the largest picture is drawn with fewer.
        lit: Boxes to shade, x0, y0, x1, y1 from 0 to 1 of the page from its top left.
    """
    import pymupdf

    area = max(page.rect.width * page.rect.height, 1.0)
    zoom = min(dpi / 72, (_MOST_PIXELS / area) ** 0.5)
    matrix = pymupdf.Matrix(zoom, zoom)  # type: ignore[no-untyped-call]
    picture = page.get_pixmap(matrix=matrix, colorspace=pymupdf.csRGB, alpha=False, annots=False)
    if lit:
        picture = _shaded(picture, lit)
    return bytes(picture.tobytes("png"))


def _shaded(picture: Any, lit: Sequence[Sequence[float]]) -> Any:
    """Return a picture with the boxes marked as with a light yellow pen."""
    import pymupdf

    pixels = bytearray(picture.samples)
    width, height, stride = picture.width, picture.height, picture.stride
    for x0, y0, x1, y1 in lit:
        left, right = (min(max(round(x * width), 0), width) for x in (x0, x1))
        for row in range(max(round(y0 * height), 0), min(round(y1 * height), height)):
            blue = slice(row * stride + 3 * left + 2, row * stride + 3 * right, 3)
            pixels[blue] = pixels[blue].translate(_LIT)
    return pymupdf.Pixmap(pymupdf.csRGB, width, height, bytes(pixels), False)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
