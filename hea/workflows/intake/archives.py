"""Read the files of a zip archive within bounds; nothing of it is ever written by its own names.

All is bounded by what the archive's directory says before the first file is unpacked, and zipfile
gives no more bytes of a file than its directory says.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, cast

from hea.workflows.intake.safe_names import NotTakenError, base_name

#: Most files of one archive, and most bytes of all of them unpacked.
MOST_FILES, MOST_BYTES = 5_000, 4 * 2**30
#: Most bytes unpacked for each byte of the archive: PDFs are packed already, an export of plain
#: text takes a tenth. The floor lets a small archive of text be.
_MOST_RATIO, _SMALL = 50, 16 * 2**20
#: Most bytes that the directory of an archive may take: it is read into memory.
_MOST_DIRECTORY = 8 * 2**20
#: zstd, bzip2 and lzma are not unpacked: a small head can ask them for gigabytes of memory.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = "The archive is broken; load or pack it again."


#: What zipfile raises while it reads a broken file, and as it opens one: for broken names, places
#: before the beginning of the archive, locks and ways of packing that it does not know.
READING_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError)
_OPENING_ERRORS = (
    *READING_ERRORS, NotImplementedError, RuntimeError, ValueError, OverflowError, OSError,
    struct.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file in an archive."""

    name: str
    """As the archive has it: only to be shown."""
    size: int
    """Bytes unpacked."""
    trouble: str
    """Why it is not unpacked; "" for one that is."""
    archive: zipfile.ZipFile
    info: zipfile.ZipInfo

    def open(self) -> IO[bytes]:
        """Open it to be read.

        Raises:
            NotTakenError: It cannot be unpacked.
        """
        try:
            return self.archive.open(self.info)
        except _OPENING_ERRORS as error:
            raise NotTakenError(_BROKEN) from error


def packed_files(archive: IO[bytes]) -> Iterator[PackedFile]:
    """Yield the files of an archive, but folders and what systems leave beside them.

    Args:
        archive: Open, seekable, and not to be closed meanwhile.

    Raises:
        NotTakenError: It is broken, or holds too much.
    """
    bounded = _DirectoryReader(archive)
    try:
        opened = zipfile.ZipFile(cast(IO[bytes], bounded))
    except _OPENING_ERRORS as error:
        raise NotTakenError(_BROKEN) from error
    size, bounded.left = bounded.size, None
    with opened:
        files = [one for one in opened.infolist() if not one.is_dir() and not _is_litter(one)]
        _check(files, size)
        for info in files:
            yield PackedFile(info.filename, info.file_size, _trouble(info), opened, info)


def _check(files: list[zipfile.ZipInfo], size: int) -> None:
    """Raise NotTakenError for an archive that holds too much."""
    total = sum(one.file_size for one in files)
    if len(files) > MOST_FILES:
        raise NotTakenError(
            f"The archive holds {len(files):,} files, more than {MOST_FILES:,}; unpack it and add"
            " the folder."
        )
    if total > MOST_BYTES or total > max(_MOST_RATIO * size, _SMALL):
        raise NotTakenError(
            f"The archive would unpack to {total / 2**20:,.0f} MB, more than is taken of"
            f" {size / 2**20:,.1f} MB; unpack it and add the folder."
        )


def _is_litter(info: zipfile.ZipInfo) -> bool:
    """Return whether a file is hidden, or what macOS and Windows leave in archives."""
    parts = info.filename.replace("\\", "/").split("/")
    return "__MACOSX" in parts or base_name(info.filename).startswith(".")


def _trouble(info: zipfile.ZipInfo) -> str:
    if stat.S_ISLNK(info.external_attr >> 16):
        return "A link in an archive is not followed; add the file itself."
    if info.flag_bits & 1:
        return "It is locked by a password; unpack it and add the file."
    if info.compress_type not in _METHODS:
        return "It is packed in a way that is not read; pack the archive anew, as plain zip."
    return ""


class _DirectoryReader:
    """A file of which only so much is read until `left` is lifted: the directory of an archive."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.size = file.seek(0, 2)
        file.seek(0)
        self.left: int | None = _MOST_DIRECTORY

    def read(self, count: int = -1) -> bytes:
        if self.left is None:
            return self._file.read(count)
        data = self._file.read(count if 0 <= count <= self.left else self.left + 1)
        self.left -= len(data)
        if self.left < 0:
            raise NotTakenError("The archive lists too many files; unpack it and add the folder.")
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
