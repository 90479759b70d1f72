"""Names of our own for files that are given: no path, no sign that acts, none that a system owns.

A given name is only read for its words. It never becomes a path, and its suffix counts only beside
the first bytes of the file.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PurePosixPath

from builder.ingest.other_files import other_file
from builder.storage.corpus_files import PDF, CorpusFile, is_no_paper

ZIP = ".zip"
#: Bytes at the beginning of a file that tell its kind; a PDF may begin so late.
HEAD = 1024
#: Most bytes of a name without its suffix: an encrypted home folder takes names of 143.
_MOST_BYTES = 120
#: Devices of Windows, whatever stands behind a dot
#: (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789"]
)
_FOREIGN = "It is not a PDF, whatever its name says; download the PDF."
_NO_ZIP = "It is no zip archive, whatever its name says; pack it anew."
_RESERVED = (
    "A file of this name is no paper: put manifest.csv into corpus/ yourself, and take verdicts in"
    " with `hea curate import`."
)


class NotTakenError(Exception):
    """A file is not taken in; the message says why and what to do, in sentences."""


def suffix_of(name: str, head: bytes) -> str:
    """Return the suffix a file gets, by its name and its first bytes: that of a PDF, export or zip.

    Args:
        name: As it was given.
        head: The first `HEAD` bytes.

    Raises:
        NotTakenError: The corpus reads no such file.
    """
    base = base_name(name)
    if not head and not is_no_paper(base):
        raise NotTakenError("The file is empty (0 bytes); download it again.")
    suffix = PurePosixPath(base).suffix.lower()
    if head.lstrip().startswith(b"%PDF-"):  # whatever it is called
        return PDF
    if suffix == PDF:
        if b"%PDF-" in head:
            return PDF
        raise NotTakenError(_FOREIGN)
    if suffix == ZIP:
        if head.startswith((b"PK\3\4", b"PK\5\6")):
            return ZIP
        raise NotTakenError(_NO_ZIP)
    if base.lower() in ("manifest.csv", "ledger.jsonl"):
        raise NotTakenError(_RESERVED)
    if is_no_paper(base):
        raise NotTakenError("A readme, a lock or a file of the system is no paper.")
    unread = other_file(CorpusFile("x", Path(f"x{suffix}"), 0, 0, inside=True))
    if unread is not None:
        raise NotTakenError(unread.reason)
    return suffix


def base_name(name: str) -> str:
    """Return the last part of a given name, by the separators of any system."""
    return re.split(r"[/\\\0]", name.rstrip("/\\\0"))[-1]


def safe_name(name: str, suffix: str) -> str:
    """Return a name of our own that keeps the words of a given one.

    Args:
        name: As it was given: any text.
        suffix: What the name shall end in: one of ours.
    """
    base = base_name(name)
    if base.lower().endswith(suffix):
        base = base[: -len(suffix)]
    # Cut first: to compose a text takes time with the square of the marks on one letter.
    kept = "".join(map(_kept, unicodedata.normalize("NFC", base[: 4 * _MOST_BYTES])))
    stem = re.sub(r"_[_ ]*|\s+", lambda gap: gap[0][0], kept)
    stem = stem.encode()[:_MOST_BYTES].decode("utf-8", "ignore").strip(" ._-~")
    made = f"{stem or 'paper'}{suffix}"
    if stem.split(".")[0].strip().lower() in _DEVICES or is_no_paper(made):
        made = f"paper-{made}"
    return made


def numbered(name: str, number: int) -> str:
    """Return the name that a second, third … file of one name gets."""
    path = PurePosixPath(name)
    return f"{path.stem}-{number}{path.suffix}"


def _kept(sign: str) -> str:
    """Return a sign of a name where it is a letter, a mark on one, a digit or harmless."""
    if sign in "._-" or unicodedata.category(sign) in ("Lu", "Ll", "Lt", "Lo", "Nd", "Mn", "Mc"):
        return sign
    return " " if sign == " " else "_"
