"""Have pages of PDFs drawn in processes of their own, which a hostile file may end."""

import base64
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from builder.ingest.isolation import EndedError, IsolatedProcess, Limits
from builder.ingest.page_worker import CHANGED
from builder.papers import LinePlace

#: Processes that draw. A paper is always drawn by the same one, which keeps it open; one that is
#: held up by a paper holds up half of the others at most.
_PROCESSES = 2
#: Most pages take less than a tenth of a second.
_LIMITS = Limits(seconds=10.0)


class NoPictureError(Exception):
    """A page cannot be drawn; the message says why, as a clause."""


class ChangedFileError(NoPictureError):
    """A file is no longer the paper that was asked for."""


class PageDrawer:
    """Draws pages and finds text on them; the processes for it start when first needed."""

    def __init__(self, limits: Limits = _LIMITS) -> None:
        """Start nothing yet; ``limits`` are what one page may cost."""
        self._processes = [
            (IsolatedProcess("builder.ingest.page_worker", limits), threading.Lock())
            for _ in range(_PROCESSES)
        ]

    def draw(
        self,
        path: Path,
        paper: str,
        page: int,
        dpi: int,
        lit: Sequence[tuple[float, float, float, float]] = (),
    ) -> bytes | None:
        """Return a page as a PNG; None where the PDF has no such page.

        Args:
            path: The PDF.
            paper: The sha256 of its bytes.
            page: 1-based.
            dpi: Pixels an inch.
            lit: Boxes to shade, x0, y0, x1, y1 from 0 to 1 of the page from its top left.

        Raises:
            NoPictureError: It cannot be drawn.
            ChangedFileError: The file is another one than it was.
        """
        answer = self._ask(path, paper, page=page, dpi=dpi, lit=lit)
        return base64.b64decode(answer["png"]) if "png" in answer else None

    def count(self, path: Path, paper: str) -> int:
        """Return the number of pages of a PDF; it raises what `draw` does."""
        return int(self._ask(path, paper, page=0)["pages"])

    def edges(
        self, path: Path, paper: str, lines: Sequence[tuple[LinePlace, str]]
    ) -> list[Sequence[int]]:
        """Return where the characters of some lines stand, as `builder.pdf.places.find_edges` does.

        Args:
            path: The PDF.
            paper: The sha256 of its bytes.
            lines: Places in it, each with the text that stands there.

        Raises:
            NoPictureError: It cannot be read.
            ChangedFileError: The file is another one than it was.
        """
        edges: list[Sequence[int]] = self._ask(path, paper, lines=lines)["edges"]
        return edges

    def close(self) -> None:
        """End the processes."""
        for process, lock in self._processes:
            process.stop()
            with lock:
                process.close()

    def _ask(self, path: Path, paper: str, **wish: object) -> dict[str, Any]:
        process, lock = self._processes[sum(paper.encode()) % _PROCESSES]
        question = {"path": str(path), "paper": paper, **wish}
        try:
            with lock:
                answer: dict[str, Any] = process.ask(question)
        except TimeoutError as error:
            seconds = process.limits.seconds
            raise NoPictureError(f"it took over {seconds:g} s and was stopped") from error
        except EndedError as end:
            raise NoPictureError(f"it ended the process that drew it ({end})") from end
        trouble = answer.get("trouble")
        if trouble:
            raise ChangedFileError if trouble == CHANGED else NoPictureError(trouble)
        return answer
