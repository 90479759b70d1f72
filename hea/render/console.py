"""The screen: results on stdout, progress and troubles on stderr."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Protocol, cast

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from builder.errors import UserError

#: Signs that turn the words around them about, or are not seen (Unicode's bidirectional controls,
#: trojansource.codes): a file's name may hold them.
_UNSEEN = dict.fromkeys(
    [0x200B, *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)]
)


class _Screen:
    """A standard stream, as it is at the time, without unseen signs."""

    def __init__(self, name: str) -> None:
        self._name = name

    def write(self, text: str) -> int:
        return int(getattr(sys, self._name).write(text.translate(_UNSEEN)))

    def __getattr__(self, name: str) -> Any:
        return getattr(getattr(sys, self._name), name)


# Titles, quotes and file names are other people's words: they are always given as Text, in which
# nothing is markup.
out = Console(file=cast(IO[str], _Screen("stdout")), highlight=False, markup=False, emoji=False)
err = Console(file=cast(IO[str], _Screen("stderr")), highlight=False, markup=False, emoji=False)


def print_json(value: Any) -> None:
    """Results for programs."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def error(trouble: UserError) -> None:
    """What is wrong, and the next step."""
    err.print(Text(trouble.message, style="red"), soft_wrap=True)
    err.print(Text(trouble.hint), soft_wrap=True)


def note(words: str) -> None:
    """Something worth knowing that is no result."""
    err.print(Text(words, style="dim"), soft_wrap=True)


class Bar(Protocol):
    """Moves a progress bar."""

    def __call__(self, done: int, total: int, words: str = "", /) -> None:
        """So many are done; ``words`` stand beside the bar."""


@contextmanager
def bar(label: str) -> Iterator[Bar]:
    """A progress bar, in a terminal alone; called with (done, of), it pulses until then."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task(label, total=None, rate="")
        first: tuple[float, int] | None = None

        def update(done: int, total: int, words: str = "") -> None:
            nonlocal first
            now = time.monotonic()
            first = first or (now, done)
            seconds = now - first[0]
            rate = f"{(done - first[1]) / seconds:.0f}/s" if seconds else ""
            progress.update(task, completed=done, total=total, rate=f"{rate} {words}".strip())

        yield update


def cut(words: str, width: int) -> Text:
    text = Text(words)
    text.truncate(width, overflow="ellipsis")
    return text


def table(*columns: str) -> Table:
    """A plain table of these columns, that wraps rather than cuts."""
    made = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


def number(value: float | None) -> str:
    """Three digits, or a dash for what was not measured."""
    return "–" if value is None else f"{value:.3f}"


def width() -> int:
    """Lines of text longer than 100 characters are hard to read."""
    return min(out.width, 100)
