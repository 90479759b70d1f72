"""Show where a paper says something: the boxes of a sentence, and its pages as pictures."""

from __future__ import annotations

import atexit
from contextlib import closing
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from builder.errors import UserError
from builder.ingest.page_pictures import ChangedFileError, NoPictureError, PageDrawer
from builder.library.stored_places import find_places, pdfs_of
from builder.papers import PARTS
from builder.storage.corpus_files import corpus_files
from builder.storage.database import open_database

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from builder.library.stored_places import StoredFile
    from builder.papers import LinePlace
    from hea.workspace import Workspace

#: Papers of which it is kept where their characters stand.
_MOST_KEPT = 200
#: Least and most pixels an inch of a picture.
_DPI = (30, 300)


@dataclass(frozen=True, slots=True)
class LineBox:
    """A part of a printed line, from 0 to 1 of its page as drawn, from the top left."""

    page: int
    """1-based."""
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class PaperPdf:
    """The PDF of a paper, as the last build read it."""

    path: Path
    file: str
    """Path below the corpus folder, with forward slashes."""
    paper: str
    """sha256 of its bytes."""


def boxes_of(workspace: Workspace, paper: str, start: int, end: int) -> list[LineBox]:
    """Return the boxes of characters of a paper's abstract, line by line.

    Args:
        workspace: A workspace that has been built.
        paper: Id of the paper.
        start: The first character of its abstract.
        end: Behind the last one.

    Returns:
        One box for each line; none where the place of any of the characters is not known.
    """
    with closing(open_database(workspace.database)) as db:
        text, places = find_places(db, paper)
    return boxes_at(workspace, paper, text, places, start, end)


def boxes_at(
    workspace: Workspace,
    paper: str,
    text: str,
    places: Sequence[LinePlace],
    start: int,
    end: int,
) -> list[LineBox]:
    """Return the boxes of ``text[start:end]``, a text of a paper of whose lines these are places.

    Arguments and result are else those of `boxes_of`.
    """
    if not places:
        return []
    try:
        lines = tuple((place, text[place.start : place.end]) for place in places)
        edges = _edges(pdf_of(workspace, paper).path, paper, lines)
    except (UserError, NoPictureError):  # its PDF has changed, or cannot be read any more
        return []
    return boxes_in(text, edges, start, end)


def boxes_in(
    text: str, lines: Mapping[LinePlace, Sequence[int]], start: int, end: int
) -> list[LineBox]:
    """Return the boxes of ``text[start:end]`` as `boxes_of` does.

    Args:
        text: The text of the abstract.
        lines: Its lines with the edges of their characters, by `builder.pdf.places.find_edges`.
        start: The first character.
        end: Behind the last one.
    """
    start, end = max(start, 0), min(end, len(text))
    wanted = [place for place in lines if place.start < end and start < place.end]
    told = "".join(text[max(place.start, start) : min(place.end, end)] for place in wanted)
    if "".join(told.split()) != "".join(text[start:end].split()):
        return []
    boxes = []
    for place in wanted:
        if not lines[place]:
            return []
        first, last = max(start, place.start), min(end, place.end)
        before = _count(text[place.start : first])
        held = lines[place][2 * before : 2 * (before + _count(text[first:last]))]
        if held:
            box = _shown(place.turn, min(held), place.y0, max(held), place.y1)
            boxes.append(LineBox(place.page, *box))
    return boxes


def whole_lines(places: Iterable[LinePlace]) -> list[LineBox]:
    """Return the boxes of whole lines, or of lines of cells."""
    return [LineBox(one.page, *_shown(one.turn, one.x0, one.y0, one.x1, one.y1)) for one in places]


def _count(text: str) -> int:
    """Return the number of characters of a text without its blanks."""
    return len("".join(text.split()))


@lru_cache(_MOST_KEPT)
def _edges(
    path: Path, paper: str, lines: tuple[tuple[LinePlace, str], ...]
) -> dict[LinePlace, Sequence[int]]:
    """Return where the characters of an abstract's lines stand."""
    found = _drawer().edges(path, paper, lines)
    return dict(zip((place for place, _ in lines), found, strict=True))


def _shown(
    turn: int, x0: float, y0: float, x1: float, y1: float
) -> tuple[float, float, float, float]:
    """Return a box, in `PARTS` of its page, as the page is shown, from 0 to 1."""
    for _ in range(turn):
        x0, y0, x1, y1 = PARTS - y1, x0, PARTS - y0, x1
    return x0 / PARTS, y0 / PARTS, x1 / PARTS, y1 / PARTS


def page_of(workspace: Workspace, paper: str, at: int) -> int | None:
    """Return the 1-based page of a character of a paper's abstract; None where it is not known."""
    with closing(open_database(workspace.database)) as db:
        _, places = find_places(db, paper)
    return next((place.page for place in places if place.start <= at < place.end), None)


def page_count(workspace: Workspace, paper: str) -> int:
    """Return the number of pages of a paper's PDF; it raises what `page_picture` does."""
    pdf = pdf_of(workspace, paper)
    try:
        return _drawer().count(pdf.path, pdf.paper)
    except NoPictureError as error:
        raise _told(error, pdf) from error


def page_picture(
    workspace: Workspace,
    paper: str,
    page: int,
    dpi: int = 110,
    lit: Sequence[LineBox] = (),
) -> bytes:
    """Return a page of a paper's PDF as a PNG, drawn in another process.

    Args:
        workspace: A workspace that has been built.
        paper: Id of the paper.
        page: 1-based.
        dpi: Pixels an inch, from 30 to 300.
        lit: Boxes to shade; those of other pages do not count.

    Raises:
        UserError: There is no such paper or page, or no PDF of it, or the file has changed since
            the last build, or cannot be drawn.
    """
    pdf = pdf_of(workspace, paper)
    boxes = [(box.x0, box.y0, box.x1, box.y1) for box in lit if box.page == page]
    least, most = _DPI
    try:
        picture = _drawer().draw(pdf.path, paper, page, min(max(dpi, least), most), boxes)
    except NoPictureError as error:
        raise _told(error, pdf) from error
    if picture is None:
        raise UserError(f"{pdf.file} has no page {page}.", "Choose one of its pages.")
    return picture


def pdf_of(workspace: Workspace, paper: str) -> PaperPdf:
    """Return the PDF of a paper as it lies in the corpus.

    Raises:
        UserError: There is no such paper, or no PDF of it, or it left or changed since the build.
    """
    with closing(open_database(workspace.database)) as db:
        files = pdfs_of(db, paper)
    if files is None:
        raise UserError(
            f"There is no paper “{paper[:80]}”.", "`hea papers --json` names their ids."
        )
    if not files:
        raise UserError(
            "The paper was read from an export or from text: there is no PDF of it.",
            "Put its PDF into corpus/ and run `hea build`.",
        )
    for stored in files:
        path = _path_of(workspace, stored.file)
        if path is not None and _is_unchanged(path, stored):
            return PaperPdf(path, stored.file, paper)
    file = files[0].file
    gone = _path_of(workspace, file) is None
    how = "is no longer in the corpus" if gone else "has changed since the last build"
    raise UserError(f"{file} {how}.", "Run `hea build`.")


def _path_of(workspace: Workspace, file: str) -> Path | None:
    """Return the path of a file of the corpus; None where it is no longer there."""
    path = workspace.corpus / file
    if path.is_file():
        return path
    if "\\" not in file:
        return None
    # A name that is not in UTF-8 is stored escaped.
    return next((one.path for one in corpus_files(workspace.corpus) if one.file == file), None)


def _is_unchanged(path: Path, stored: StoredFile) -> bool:
    try:
        found = path.stat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (stored.size, stored.mtime_ns)


def _told(error: NoPictureError, pdf: PaperPdf) -> UserError:
    if isinstance(error, ChangedFileError):
        return UserError(f"{pdf.file} has changed since the last build.", "Run `hea build`.")
    return UserError(
        f"No page of {pdf.file} can be drawn: {error}.", "Open the file itself: `hea open`."
    )


@cache
def _drawer() -> PageDrawer:
    drawer = PageDrawer()
    atexit.register(drawer.close)
    return drawer
