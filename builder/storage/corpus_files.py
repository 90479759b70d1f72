"""List the files of the corpus folder, with size and time of change."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MANIFEST = "manifest.csv"
#: Files that people, this project and systems keep in `corpus/` and that are no papers, in lower
#: case, and how others of them begin: a lock of a word processor, a readme of any suffix.
NOT_PAPERS = {"ledger.jsonl", MANIFEST, "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"}
_NOT_PAPERS_BEGIN = ("~$", "readme", "ledger.jsonl.", f"{MANIFEST}.")
PDF = ".pdf"
#: Papers as text: JATS and publishers' own XML, web pages, and Markdown made of PDFs.
TEXT_SOURCES = (".xml", ".nxml", ".html", ".htm", ".xhtml", ".md", ".markdown")
#: Record files and bibliographic exports.
RECORDS = (".jsonl", ".bib", ".ris", ".nbib", ".ciw", ".txt", ".csv", ".tsv", ".json")


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One file of the corpus: its place, size and time of change."""

    file: str
    """Path below the corpus folder, with forward slashes; odd bytes are escaped."""
    path: Path
    size: int
    mtime_ns: int
    inside: bool
    """False for a link that leads out of the corpus, which is listed but never followed."""
    unlisted: bool = False
    """True for a folder of which the system does not tell what is in it."""

    @property
    def is_pdf(self) -> bool:
        """Whether its name ends in .pdf, in capitals or not."""
        return self.path.suffix.lower() == PDF

    @property
    def is_document(self) -> bool:
        """Whether it is read as one paper: a PDF, or one of `TEXT_SOURCES`."""
        return self.path.suffix.lower() in (PDF, *TEXT_SOURCES)

    @property
    def is_export(self) -> bool:
        """Whether its suffix is one of `RECORDS`."""
        return self.path.suffix.lower() in RECORDS


def is_no_paper(name: str) -> bool:
    """Return whether a file of this name is passed over: one of `NOT_PAPERS`, a lock, a readme."""
    low = name.lower()
    return low in NOT_PAPERS or (low.startswith(_NOT_PAPERS_BEGIN) and not low.endswith(PDF))


def corpus_files(corpus: Path) -> list[CorpusFile]:
    """List every file below ``corpus`` that may be meant as a paper, at any depth, in path order.

    That is any but those of `NOT_PAPERS` and hidden ones: a file of a kind that is not read is to
    be seen, too.
    """
    root = corpus.resolve()
    found = [_corpus_file(entry, corpus, root, closed) for entry, closed in _walk(corpus)]
    return sorted((file for file in found if file is not None), key=lambda file: file.file)


def _walk(folder: Path) -> Iterator[tuple[os.DirEntry[str], bool]]:
    """Yield every file below a folder but hidden ones; linked folders are not entered.

    A folder that cannot be listed – closed, or with too long a path – is yielded itself, with True.
    """
    waiting: list[os.DirEntry[str] | Path] = [folder]
    while waiting:
        inner = waiting.pop()
        try:
            with os.scandir(inner.path if isinstance(inner, os.DirEntry) else inner) as entries:
                listed = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError:
            if isinstance(inner, Path):
                raise
            yield inner, True
            continue
        for entry in listed:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry)
            else:
                yield entry, False


def _corpus_file(
    entry: os.DirEntry[str], corpus: Path, root: Path, closed: bool
) -> CorpusFile | None:
    path = Path(entry.path)
    if is_no_paper(entry.name):
        return None
    read = (PDF, *TEXT_SOURCES, *RECORDS)
    if not closed and path.suffix.lower() not in read and _is_folder(path):  # a link to a folder
        return None
    # Path.resolve raises on links that run in a circle; realpath does not.
    inside = not entry.is_symlink() or Path(os.path.realpath(path)).is_relative_to(root)
    size, changed = _size_and_time(entry, inside)
    relative = os.fsencode(path.relative_to(corpus).as_posix())
    return CorpusFile(
        relative.decode("utf-8", "backslashreplace"), path, size, changed, inside, closed
    )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # its path is too long
        return False


def _size_and_time(entry: os.DirEntry[str], inside: bool) -> tuple[int, int]:
    """Return size in bytes and time of change in nanoseconds; zeros where nobody can tell."""
    for follow in (inside, False):
        try:
            stat = entry.stat(follow_symlinks=follow)
        except OSError:  # gone, or a link to nothing: the reader will say so
            continue
        return stat.st_size, stat.st_mtime_ns
    return 0, 0
