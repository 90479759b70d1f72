"""Measure how fast PDFs are read, beside the page text that other libraries give, in one run."""

import importlib.util
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from builder.ingest.isolation import Limits
from builder.ingest.worker_pool import extract_all

#: Every file is read so often by ours: starting a process takes as long as reading some forty
#: files, and one process reads a thousand.
_ROUNDS = 24
#: Each way is measured so often, in turn, and its median counts: the speed of a shared machine
#: varies.
_TURNS = 3


@dataclass(frozen=True, slots=True)
class ReadingRates:
    """PDFs a second."""

    files: int
    one: float
    """Abstract, title and metadata, by one isolated process."""
    two: float
    """The same by two processes."""
    pymupdf: float
    """The bare text of page 1, by the library that ours stands on."""
    pdfplumber: float | None = None
    """The bare text of page 1; None where it is not installed."""
    pypdf: float | None = None
    """The same by pypdf."""


def measure_pdf_reading(paths: Sequence[Path]) -> ReadingRates:
    """Measure each way on the same files; those that are no PDFs are left out."""
    good = [path for path in paths if _opens(path)]
    ways: dict[str, Callable[[], float]] = {
        "one": lambda: _isolated(good, 1),
        "two": lambda: _isolated(good, 2),
        "pymupdf": lambda: _rate(_pymupdf, good),
    }
    if importlib.util.find_spec("pdfplumber"):
        ways["pdfplumber"] = lambda: _rate(_pdfplumber, good)
    if importlib.util.find_spec("pypdf"):
        ways["pypdf"] = lambda: _rate(_pypdf, good)
    turns = [{name: way() for name, way in ways.items()} for _ in range(_TURNS)]
    return ReadingRates(len(good), **{name: median(turn[name] for turn in turns) for name in ways})


def _isolated(paths: Sequence[Path], processes: int) -> float:
    many = [path for _ in range(_ROUNDS) for path in paths]
    started = time.perf_counter()
    count = sum(1 for _ in extract_all(many, Limits(), processes))
    return count / (time.perf_counter() - started)


def _rate(read: Callable[[Path], object], paths: Sequence[Path]) -> float:
    started = time.perf_counter()
    for path in paths:
        read(path)
    return len(paths) / (time.perf_counter() - started)


def _opens(path: Path) -> bool:
    try:
        return bool(_pymupdf(path))
    except Exception:  # libraries are compared on files that all of them can read
        return False


def _pymupdf(path: Path) -> str:
    import pymupdf

    with pymupdf.open(path) as document:  # type: ignore[no-untyped-call]
        return str(document[0].get_text())


def _pdfplumber(path: Path) -> str:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return str(document.pages[0].extract_text())


def _pypdf(path: Path) -> str:
    import pypdf

    # pypdf logs every fault of a file, which is of no use to a benchmark.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    return str(pypdf.PdfReader(path).pages[0].extract_text())
