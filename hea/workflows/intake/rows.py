"""One row for each file that is given: taken in, known already, or left out, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from builder.papers import State
from builder.text.visible import visible

#: What became of a file before it was read: `reading` is being read, the others are final.
Outcome = Literal["added", "reading", "same", "left_out"]
#: Characters of a given name that are shown.
_MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class AddedFile:
    """A file that was given, and what became of it."""

    name: str
    """As it was given, without signs that act; for people, never a path to be opened."""
    state: Outcome | State
    """`added`, `same` (it is in the corpus already) or `left_out`; once read, that of its paper."""
    reason: str = ""
    """Why it is in this state; empty where nothing is to be said."""
    file: str | None = None
    """Where it lies below `corpus/`: `inbox/x.pdf`; None for one that was left out."""
    title: str | None = None
    year: int | None = None
    records: int | None = None
    """Papers that an export holds; None for a PDF."""

    @property
    def is_taken(self) -> bool:
        """Whether it was put into the inbox now."""
        return self.file is not None and self.state != "same"

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing to be done about it."""
        return self.state in ("added", "reading", "same", "ok")


def shown_name(name: str) -> str:
    """Return a name that somebody gave, fit to be shown: one line, no sign in it acts."""
    plain = " ".join(visible(name.replace("\0", " ")).split())
    return plain if len(plain) <= _MOST_SHOWN else f"…{plain[-_MOST_SHOWN:]}"


def left_out(name: str, reason: str) -> AddedFile:
    """Return the row of a file that is not taken in."""
    return AddedFile(shown_name(name), "left_out", reason)


def as_plain(row: AddedFile) -> dict[str, Any]:
    """Return a row of `hea add --json`."""
    return {
        "name": row.name,
        "state": row.state,
        "reason": row.reason,
        "file": row.file,
        "title": row.title,
        "year": row.year,
        "records": row.records,
    }
