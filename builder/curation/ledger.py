"""Append verdicts on triples to the ledger file, and read them back.

`corpus/ledger.jsonl` is the one file of a workspace that cannot be made again, so lines are only
added. A verdict is one write of one line followed by fsync, under a lock; only then is it
acknowledged. A line torn by a crash is skipped at the next opening, and the lines after it are
read. Git can merge the file: the order of lines of different people does not matter, because each
line has its time.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from builder.errors import UserError
from builder.triples import Triple

VERDICTS = ("accept", "reject", "edit", "note", "flag", "undo")
_LOCK_SECONDS = 30.0
#: Bytes of the longest line that is parsed.
_MOST_LINE = 1 << 20
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
    """For an edit: the question as it shall be; "" leaves it."""
    new_answer: str = ""


def verdict_on(
    triple: Triple, doi: str | None, who: str, verdict: str, reason: str = "", **new: str
) -> Verdict:
    """Return a verdict given now; ``new`` are the `new_question` and `new_answer` of an edit."""
    assert verdict in VERDICTS
    return Verdict(
        datetime.now(UTC).isoformat(timespec="microseconds"),
        who, verdict, triple.id, triple.paper, doi, triple.kind, triple.made_by, triple.rule,
        triple.question, triple.answer, triple.evidence, reason, **new,
    )  # fmt: skip


class Ledger:
    """The ledger file: its verdicts, read when it is opened, and those added since."""

    def __init__(self, path: Path) -> None:
        """Read the file at ``path``, if there is one."""
        self.path = path
        self._lock = FileLock(f"{path}.lock", timeout=_LOCK_SECONDS)
        self.torn: list[int] = []
        """Numbers of the lines that hold no verdict, from 1."""
        self.verdicts = list(self._read())

    def add(self, *verdicts: Verdict) -> None:
        """Append verdicts, each on a line of its own; when this returns, they are on the disk.

        Raises:
            UserError: The disk did not take all of them; then none is written.
        """
        rows = (json.dumps(asdict(verdict), ensure_ascii=False) + "\n" for verdict in verdicts)
        lines = "".join(rows).encode()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock:
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
                        "The disk is full; free some space and give it again.",
                    )
                os.fsync(handle)
            finally:
                os.close(handle)
        self.verdicts += verdicts

    def _read(self) -> Iterator[Verdict]:
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            found = _parse(line)
            if found is None:
                self.torn.append(number)
            else:
                yield found


def _parse(line: bytes) -> Verdict | None:
    try:
        row = json.loads(line.decode("utf-8-sig")) if len(line) < _MOST_LINE else {}
        known = {name: row[name] for name in Verdict.__dataclass_fields__ if name in row}
        found = Verdict(**known)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    texts = [value for name, value in known.items() if name != "doi"]
    whole = all(isinstance(value, str) for value in texts) and found.verdict in VERDICTS
    return found if whole else None
