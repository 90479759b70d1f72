"""Put files into `corpus/inbox/`: bounded, whole or not at all, and never over another file."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
import time
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO

from builder.errors import UserError
from builder.ingest.isolated_rows import MOST_BYTES as MOST_EXPORT
from builder.ingest.isolated_rows import UnreadRestError, isolated_rows
from builder.ingest.isolation import Limits
from builder.ingest.worker_pool import extract_all
from builder.pdf.opening import MOST_BYTES as MOST_PDF
from builder.storage.corpus_files import PDF, TEXT_SOURCES, corpus_files
from builder.storage.files import sha256_of
from builder.storage.temporary import is_unused_name, take_place, unused_name
from hea.workflows.intake.archives import READING_ERRORS, packed_files
from hea.workflows.intake.rows import AddedFile, left_out, shown_name
from hea.workflows.intake.safe_names import (
    HEAD,
    ZIP,
    NotTakenError,
    numbered,
    safe_name,
    suffix_of,
)
from hea.workspace import Workspace, load_settings

NAME = "inbox"
_PART = 1 << 20
#: Bytes that stay free on the disk, for the database of the workspace.
_ROOM = 64 * 2**20
#: Seconds after which the corpus is listed anew to find files of the same bytes, and after which a
#: file left by a process that was killed is taken away.
_FRESH, _LEFT = 60.0, 24 * 3600.0
#: Files of one name; a hundred thousand of them are a mistake.
_MOST_ALIKE = 10_000
_NO_RECORD = "No record was found in this file; export it again as RIS, BibTeX, CSV or JSON."


class Inbox:
    """The folder `corpus/inbox/`. Any thread may put a file into it; names are given in turn."""

    def __init__(self, place: Workspace) -> None:
        """Put files into the inbox of ``place``; the folder is made when the first one comes."""
        settings = load_settings(place, {})
        self._limits = Limits(settings.seconds_per_file, settings.memory_per_reader * 2**20)
        self._corpus, self.folder = place.corpus, place.corpus / NAME
        self._lock = threading.Lock()
        self._by_size: dict[int, list[tuple[str, Path]]] = {}
        self._names: set[str] = set()
        self._listed = -_FRESH

    def take(
        self, name: str, source: IO[bytes], size: int, link: Path | None = None
    ) -> Iterator[AddedFile]:
        """Take one file in, or all of a zip archive; yield a row for each.

        Args:
            name: As it was given; it is not trusted.
            source: The file, open at its beginning; seekable.
            size: Its bytes, as far as told.
            link: The file itself, where a hard link to it is to stand in the inbox.

        Raises:
            UserError: `corpus/inbox` is no folder of ours.
            OSError: The disk takes no more.
        """
        with self._lock:
            self._prepare()
        try:
            head = source.read(HEAD)
            source.seek(0)
            suffix = suffix_of(name, head)
            if suffix == ZIP:
                yield from self._unpack(name, source)
            else:
                yield self._put(name, suffix, source, size, link)
        except NotTakenError as reason:
            yield left_out(name, str(reason))

    def _unpack(self, name: str, source: IO[bytes]) -> Iterator[AddedFile]:
        count = 0
        for packed in packed_files(source):
            count += 1
            try:
                if packed.trouble:
                    raise NotTakenError(packed.trouble)
                with packed.open() as inner:
                    suffix = suffix_of(packed.name, inner.read(HEAD))
                if suffix == ZIP:
                    raise NotTakenError("An archive in an archive is not opened; unpack it.")
                with packed.open() as inner:
                    yield self._put(packed.name, suffix, inner, packed.size)
            except NotTakenError as reason:
                yield left_out(packed.name, str(reason))
            except READING_ERRORS:
                yield left_out(packed.name, "It is broken in the archive; load or pack it again.")
        if not count:
            yield left_out(name, "The archive is empty.")

    def _put(
        self, name: str, suffix: str, source: IO[bytes], size: int, link: Path | None = None
    ) -> AddedFile:
        """Put one file into the inbox; return its row.

        Raises:
            NotTakenError: It is too large, or no record is found in it.
        """
        most = MOST_PDF if suffix == PDF else MOST_EXPORT
        if size > most:
            raise NotTakenError(_too_big(size, most))
        if shutil.disk_usage(self.folder).free < size + _ROOM:
            raise NotTakenError("The disk has no room for it; free some space and add it again.")
        beside = unused_name(self.folder / f"x{suffix}")
        try:
            size, digest = _stage(source, beside, most, link)
            with self._lock:
                same = self._same(size, digest)
            if same is None:
                found = AddedFile(shown_name(name), "added")
                if suffix in TEXT_SOURCES:
                    found = self._read_text(name, beside)
                elif suffix != PDF:
                    found = self._read_export(name, beside)
                with self._lock:
                    same = self._same(size, digest)  # added by another thread meanwhile
                    if same is None:
                        file = self._name(beside, safe_name(name, suffix))
                        self._by_size.setdefault(size, []).append((file, self._corpus / file))
                        return replace(found, file=file)
            return AddedFile(shown_name(name), "same", f"The same bytes as {same}.", same)
        finally:
            beside.unlink(missing_ok=True)

    def _read_text(self, name: str, path: Path) -> AddedFile:
        """Read a paper that comes as text in a process of its own; return its row.

        Raises:
            NotTakenError: It is no paper.
        """
        [(_, paper)] = extract_all([path], self._limits, 1, fulltext=False)
        if paper.state not in ("ok", "low_confidence", "no_abstract"):
            raise NotTakenError(paper.reason)
        return AddedFile(shown_name(name), paper.state, paper.reason, None, paper.title, paper.year)

    def _read_export(self, name: str, path: Path) -> AddedFile:
        """Read an export in a process of its own; return its row.

        Raises:
            NotTakenError: It holds no record.
        """
        count, note, title, year, why = 0, "", None, None, _NO_RECORD
        try:
            for _, _, fields in isolated_rows("export", path, self._limits):
                if fields["state"] in ("corrupt", "not_pdf"):
                    why = fields["reason"]
                    continue
                count += 1
                title, year = fields.get("title"), fields.get("year")
        except UnreadRestError as rest:
            note = f"It cannot be read to its end: {rest.why}. Export it in parts."
            why = note
        if not count:
            raise NotTakenError(why.replace(path.name, "The file"))
        if count > 1:
            title = year = None
        return AddedFile(
            shown_name(name), "corrupt" if note else "ok", note, None, title, year, count
        )

    def _same(self, size: int, digest: str) -> str | None:
        """Return the file of the corpus that holds the same bytes."""
        for file, path in self._by_size.get(size, ()):
            with suppress(OSError):  # it has left since
                if path.is_file() and sha256_of(path) == digest:
                    return file
        return None

    def _name(self, beside: Path, name: str) -> str:
        """Give a finished file a name that none has, in capitals or not; return its place."""
        for number in range(1, _MOST_ALIKE):
            wanted = name if number == 1 else numbered(name, number)
            key = _folded(wanted)
            if key in self._names:
                continue
            self._names.add(key)
            if _named(beside, self.folder / wanted):
                return f"{NAME}/{wanted}"
        raise NotTakenError("Too many files have this name; give it another one.")

    def _prepare(self) -> None:
        """Make the folder where it is not there, and list the corpus where that was long ago."""
        if self.folder.is_symlink() or (self.folder.exists() and not self.folder.is_dir()):
            raise UserError(
                "corpus/inbox is a link or a file; what is added goes into a folder of that name.",
                "Move it away.",
            )
        self.folder.mkdir(exist_ok=True)
        if time.monotonic() - self._listed < _FRESH:
            return
        self._listed, self._by_size = time.monotonic(), {}
        for one in corpus_files(self._corpus):
            if one.inside and not one.unlisted:
                self._by_size.setdefault(one.size, []).append((one.file, one.path))
        self._names = {_folded(one.name) for one in self.folder.iterdir()}
        for path in self.folder.glob(".hea-*.new*"):
            with suppress(OSError):
                if is_unused_name(path.name) and time.time() - path.stat().st_mtime > _LEFT:
                    path.unlink()


def _folded(name: str) -> str:
    """Return what two names share that one folder of macOS or Windows cannot hold both of."""
    return unicodedata.normalize("NFC", name).casefold()


def _stage(source: IO[bytes], beside: Path, most: int, link: Path | None) -> tuple[int, str]:
    """Copy or link a file to a name that nobody has; return its bytes and their sha256."""
    if link is not None:
        with suppress(OSError):  # on another disk, or one without links: it is copied
            os.link(link, beside)
            return beside.stat().st_size, sha256_of(beside)
    digest, size = hashlib.sha256(), 0
    with beside.open("xb") as out:
        while part := source.read(_PART):
            size += len(part)
            if size > most:
                raise NotTakenError(_too_big(size, most))
            digest.update(part)
            out.write(part)
        out.flush()
        os.fsync(out.fileno())
    return size, digest.hexdigest()


def _named(beside: Path, path: Path) -> bool:
    """Give a file its name, unless a file has it; return whether it was given."""
    try:
        os.link(beside, path)
    except FileExistsError:
        return False
    except OSError:  # a disk without links: an empty file keeps the name for it
        try:
            path.open("xb").close()
        except FileExistsError:
            return False
        take_place(beside, path)
    return True


def _too_big(size: int, most: int) -> str:
    return f"It is larger than {most // 2**20} MB, the most that is read ({size / 2**20:,.0f} MB)."
