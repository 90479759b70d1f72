"""Append verdicts on triples to the ledger file, and read them back.

`corpus/ledger.jsonl` is the one file of a workspace that cannot be made again, so lines are only
added. A verdict is one write of one line followed by fsync, under a lock; only then is it
acknowledged. A line torn by a crash is skipped at the next opening, and the lines after it are
read.

Each line has its time, so that git can merge the file: the order of lines of different people does
not matter. Clocks are set back, so a verdict is never given a time before that of a line that
stands above it, and of one person's lines the lower one is the later one, whatever their times say.
"""

import codecs
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock

from builder.errors import UserError
from builder.storage.files import require_regular, write_atomic
from builder.text.visible import acts, visible
from builder.triples import Triple

VERDICTS = ("accept", "reject", "edit", "note", "flag", "undo")
_LOCK_SECONDS = 30.0
#: Bytes of the longest line that is written, and of the longest that is read: what an earlier
#: version wrote may be longer.
_MOST_LINE = 1 << 20
_MOST_READ = 1 << 26
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: What a person wrote into the file, by hand perhaps, and what is shown, exported and trained on.
_SHOWN = ("who", "reason", "new_question", "new_answer")
#: Without this flag, Windows would write its own line ends.
_AS_IS = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision of one person on one triple, with what finds the triple again."""

    at: str
    """UTC, ISO 8601, to the microsecond."""
    who: str
    verdict: str
    triple: str
    paper: str
    doi: str | None
    kind: str
    made_by: str
    rule: str
    question: str
    answer: str
    evidence: str
    reason: str = ""
    new_question: str = ""
    """For an edit: the question as it shall be; "" leaves it. Else the edited one it is on."""
    new_answer: str = ""
    title: str = ""
    """Title of the paper, which finds it again where it has no DOI."""
    settles: str = ""
    """`yes` where it settles what people disagreed on before."""
    seen: str = ""
    """What an accept or a reject was given on: `draft`, or `edited` words; "" where unknown."""

    @property
    def rewords(self) -> bool:
        """True if it gives the triple another question or answer, or keeps it with one."""
        return self.verdict != "reject" and bool(self.new_question or self.new_answer)

    @property
    def words(self) -> tuple[str, str]:
        """The question and the answer that it is on, or that an edit gives."""
        return self.new_question or self.question, self.new_answer or self.answer


def verdict_on(
    triple: Triple, doi: str | None, who: str, verdict: str, reason: str = "", **more: str
) -> Verdict:
    """Return a verdict given now.

    ``more`` are the `title` of the paper, the `new_question` and `new_answer`, `settles` and
    `seen`.
    """
    assert verdict in VERDICTS
    return Verdict(
        datetime.now(UTC).isoformat(timespec="microseconds"),
        who, verdict, triple.id, triple.paper, doi, triple.kind, triple.made_by, triple.rule,
        triple.question, triple.answer, triple.evidence, reason, **more,
    )  # fmt: skip


class Ledger:
    """The ledger file: its verdicts, read when it is opened, and those added since."""

    def __init__(self, path: Path) -> None:
        """Read the file at ``path``, if there is one.

        Raises:
            UserError: It is a pipe or a device.
        """
        self.path = path
        self._lock = FileLock(f"{path}.lock", timeout=_LOCK_SECONDS)
        self.torn: list[int] = []
        """Numbers of the lines that hold no verdict, from 1."""
        self._newest = ""
        self._read_to = 0
        self._inode = 0
        self._others: list[Verdict] = []
        self.verdicts = list(self._read())

    def add(self, *verdicts: Verdict) -> tuple[Verdict, ...]:
        """Append verdicts, each on a line of its own; when this returns, they are on the disk.

        Returns:
            The verdicts as they were written: none is earlier than what stands in the file.

        Raises:
            UserError: One is too long or cannot be written as UTF-8, or the disk did not take all
                of them; then none is written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock:
            self._make_utf_8()
            self._notice_others()
            written = tuple(self._timed(verdict) for verdict in verdicts)
            self._append(b"".join(map(line_of, written)))
        self.verdicts += written
        return written

    def others(self) -> list[Verdict] | None:
        """Return the verdicts that other writers have added since this was asked last.

        Returns:
            None where the file was replaced, by git or an editor: it has to be opened anew.
        """
        if not self._is_as_read():
            with self._lock:
                if not self._is_continued():
                    return None
                self._notice_others()
        found, self._others = self._others, []
        return found

    def _is_as_read(self) -> bool:
        """Return whether nobody has written to the file since it was read."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return self._read_to == 0
        return (found.st_ino, found.st_size) == (self._inode, self._read_to)

    def _is_continued(self) -> bool:
        """Return whether the file is the one that was read, with lines added at most."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return self._read_to == 0
        is_same = self._read_to == 0 or found.st_ino == self._inode
        return is_same and found.st_size >= self._read_to

    def _notice_others(self) -> None:
        """Read the lines that others have added."""
        for found in self._read_on():
            self._newest = max(self._newest, found.at)
            self._others.append(found)

    def _timed(self, verdict: Verdict) -> Verdict:
        """Return a verdict whose time is after that of every line of the file."""
        if verdict.at <= self._newest:
            verdict = replace(verdict, at=_just_after(self._newest))
        self._newest = max(self._newest, verdict.at)
        return verdict

    def _append(self, lines: bytes) -> None:
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _AS_IS, 0o644)
        try:
            size = os.fstat(handle).st_size
            os.lseek(handle, max(size - 1, 0), os.SEEK_SET)
            if size and os.read(handle, 1) != b"\n":
                lines = b"\n" + lines  # a line torn by a crash stays a line of its own
            written = os.write(handle, lines)
            if written != len(lines):
                os.ftruncate(handle, size)
                raise UserError(
                    f"The verdict could not be written whole to {self.path}.",
                    "The disk is full; make some space and give it again.",
                )
            os.fsync(handle)
            self._inode, self._read_to = os.fstat(handle).st_ino, size + written
        finally:
            os.close(handle)

    def _read(self) -> Iterator[Verdict]:
        """Yield the verdicts of the file; a person's time never goes back."""
        latest: dict[str, str] = {}
        seen: set[Verdict] = set()
        number = 0
        for number, line in enumerate(self._lines(), start=1):
            found = _parse(line) if line.strip() else None
            if found is None:
                if line.strip():
                    self.torn.append(number)
                continue
            if found in seen:  # a merge wrote it twice
                continue
            seen.add(found)
            at = max(_utc(found.at) or self._newest, latest.get(found.who, ""))
            latest[found.who] = at
            self._newest = max(self._newest, at)
            yield found if at == found.at else replace(found, at=at)

    def _read_on(self) -> Iterator[Verdict]:
        """Yield the verdicts that others have added since the file was read."""
        for line in self._lines(self._read_to):
            if (found := _parse(line)) is not None and (at := _utc(found.at)):
                yield replace(found, at=at)

    def _lines(self, begin: int = 0) -> Iterator[bytes]:
        """Yield the lines of the file from a byte on; of one that is too long, its beginning."""
        try:
            require_regular(self.path)
            file = self.path.open("rb")
        except FileNotFoundError:
            return
        with file:
            if file.read(2) in _UTF_16:
                file.seek(0)
                yield from _as_utf_8(file.read()).splitlines(keepends=True)
                return
            file.seek(begin)
            while line := file.readline(_MOST_READ):
                yield line
                while len(line) == _MOST_READ and not line.endswith(b"\n"):
                    line = file.readline(_MOST_READ)
            self._inode, self._read_to = os.fstat(file.fileno()).st_ino, file.tell()

    def _make_utf_8(self) -> None:
        """Write the file anew if an editor saved it as UTF-16: lines are added as UTF-8.

        Raises:
            UserError: It is not UTF-16 throughout.
        """
        try:
            with self.path.open("rb") as file:
                if file.read(2) not in _UTF_16:
                    return
                file.seek(0)
                data = file.read()
        except FileNotFoundError:
            return
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UserError(
                f"{self.path} was saved as UTF-16, and is damaged; nothing was added to it.",
                "Save it as UTF-8 in an editor, and give the verdict again.",
            ) from error
        write_atomic(self.path.resolve(), text)


def line_of(verdict: Verdict) -> bytes:
    """Return the line of a verdict.

    Raises:
        UserError: It is an edit to blanks or to signs that a terminal obeys, or it could not be
            read again: it is too long, or holds half of a surrogate pair.
    """
    words = verdict.new_question, verdict.new_answer
    if any(new and not _legible(new) for new in words):
        raise UserError(
            f"The edit of {verdict.triple} leaves nothing but blanks.",
            "Write the words it shall be.",
        )
    try:
        line = (json.dumps(asdict(verdict), ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError as error:
        raise UserError(
            f"The verdict on {verdict.triple} contains a character that has no UTF-8.",
            "Remove it; half of a surrogate pair (\\ud800 to \\udfff) is not a character.",
        ) from error
    if any(map(acts, map(_of_one_line_end, words))):
        raise UserError(
            f"The edit of {verdict.triple} contains an invisible sign that acts on a terminal.",
            "Remove it: a control character, or one that turns the direction of writing.",
        )
    if len(line) >= _MOST_LINE:
        raise UserError(
            f"The verdict on {verdict.triple} is longer than {_MOST_LINE >> 20} MiB.",
            "Make its words shorter.",
        )
    return line


def _as_utf_8(data: bytes) -> bytes:
    return data.decode("utf-16", "replace").encode()


def _parse(line: bytes) -> Verdict | None:
    try:
        row = json.loads(line.decode("utf-8-sig")) if len(line) < _MOST_READ else {}
        known = {name: row[name] for name in Verdict.__dataclass_fields__ if name in row}
        found = Verdict(**known)
        "".join(
            filter(None, known.values())
        ).encode()  # half of a surrogate pair could be shown nowhere
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    whole = all(isinstance(value, str) or name == "doi" for name, value in known.items())
    if not whole or found.verdict not in VERDICTS:
        return None
    return replace(found, **{name: _legible(getattr(found, name)) for name in _SHOWN})


def _legible(text: str) -> str:
    """Return a person's words without signs that a terminal obeys; "" for blanks."""
    words = visible(_of_one_line_end(text))
    return words if words.strip() else ""


def _of_one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _utc(at: str) -> str:
    """Return a time as this project writes it, so that times are in the order of their texts."""
    try:
        time = datetime.fromisoformat(at)
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return time.isoformat(timespec="microseconds")


def _just_after(at: str) -> str:
    """Return the time of a microsecond later; the same where the calendar ends."""
    try:
        return (datetime.fromisoformat(at) + timedelta(microseconds=1)).isoformat(
            timespec="microseconds"
        )
    except OverflowError:
        return at
