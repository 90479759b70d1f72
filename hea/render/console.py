"""Show results on stdout, progress and errors on stderr."""

from __future__ import annotations

import json
import sys
import textwrap
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import IO, TYPE_CHECKING, Any, cast

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from builder.text.visible import visible, visible_json
from hea.events import Events, Progress
from hea.workflows.values.alloy_names import name_parts

if TYPE_CHECKING:
    from rich.table import Table

    from builder.errors import UserError


#: Rows of a table that are laid out to the width of the terminal, and the widest column of others.
_LAID_OUT, _WIDEST = 1_000, 60


class _Stream:
    """A standard stream, as it is at the time."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(getattr(sys, self._name), name)


class _VisibleConsole(Console):
    """A console on which no sign of what is shown acts: only rich itself speaks to the terminal."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render, with each sign that a terminal would obey made visible."""
        if isinstance(renderable, Text):
            shown = visible(renderable.plain)  # before it is laid out, as it takes more room
            renderable = renderable if shown == renderable.plain else renderable.blank_copy(shown)
        for segment in super().render(renderable, options):
            text, style, control = segment
            yield segment if control else Segment(visible(text), style)


# Titles, quotes and file names are other people's words: they are always given as Text, in which
# nothing is markup.
out = _VisibleConsole(
    file=cast(IO[str], _Stream("stdout")), highlight=False, markup=False, emoji=False
)
err = _VisibleConsole(
    file=cast(IO[str], _Stream("stderr")), highlight=False, markup=False, emoji=False
)


def print_json(value: Any) -> None:
    """Print a result for programs."""
    sys.stdout.write(visible_json(json.dumps(value, ensure_ascii=False, indent=1)) + "\n")


def print_text(text: str) -> None:
    """Print a text of several lines as it is, but that no sign of it acts."""
    sys.stdout.write(visible(text.replace("\r\n", "\n")))


def error(trouble: UserError) -> None:
    """Print what is wrong, and the next step."""
    _tell(trouble.message, "red")
    _tell(trouble.hint)


def note(words: str) -> None:
    """Print something worth knowing that is no result."""
    _tell(words, "dim")


def _tell(words: str, style: str = "") -> None:
    """Print on stderr; in a terminal in lines that end between words, with paths in one piece."""
    if err.is_terminal:
        lines = (
            textwrap.fill(line, err.width, break_long_words=False, break_on_hyphens=False)
            for line in words.splitlines()
        )
        words = "\n".join(lines)
    err.print(Text(words, style), soft_wrap=True)


#: Seconds between two lines of progress where there is no terminal.
_BETWEEN_LINES = 10.0


def _in_lines(label: str) -> Progress:
    """Return what prints a line of progress every ten seconds, and none of what ends before."""
    last = time.monotonic()

    def update(done: int, total: int, words: str = "") -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _BETWEEN_LINES:
            last = now
            note(f"{label} {done:,} of {total:,} {words}".rstrip())

    return update


@contextmanager
def bar(label: str) -> Iterator[Progress]:
    """Draw a progress bar that pulses until it is called with (done, total); in a file, lines."""
    if not err.is_terminal:
        yield _in_lines(label)
        return
    from rich import progress as bars

    columns = (
        bars.TextColumn("{task.description}", markup=False),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TextColumn("{task.fields[rate]}", markup=False),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=err, transient=True) as progress:
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
    """Return text of at most ``width`` columns; an ellipsis marks what was cut."""
    text = Text(words)
    text.truncate(width, overflow="ellipsis")
    return text


def cut_before(words: str, width: int) -> Text:
    """Return the end of a text, of at most ``width`` columns; an ellipsis marks what was cut."""
    start = 0
    while cell_len(words[start:]) > width - bool(start):
        start += 1
    return Text(f"…{words[start:]}" if start else words)


def formula(words: str, width: int) -> Text:
    """Return a name of an alloy in lines of ``width`` columns that end between two elements."""
    lines = [""]
    for word in words.split(" "):
        whole = cell_len(word) <= width
        if lines[-1] and cell_len(f"{lines[-1]} {word}") > width:
            lines.append("")
        lines[-1] += " " if lines[-1] else ""
        for piece in [word] if whole else name_parts(word):
            if lines[-1] and cell_len(lines[-1] + piece) > width:
                lines.append("")
            lines[-1] += piece
    return Text("\n".join(lines))


def print_table(made: Table) -> None:
    """Print a table; one of very many rows in plain lines, neither wrapped nor cut.

    Laying out a row takes rich a third of a millisecond: 50,000 rows would take half a minute.
    """
    if made.row_count <= _LAID_OUT:
        out.print(made)
        return
    columns = [[_in_a_line(cell) for cell in (one.header, *one.cells)] for one in made.columns]
    widths = [min(max(map(cell_len, column)), _WIDEST) for column in columns]
    for cells in zip(*columns, strict=True):
        padded = (
            cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True)
        )
        sys.stdout.write("  ".join(padded).rstrip() + "\n")


def _in_a_line(cell: RenderableType) -> str:
    return " ".join(visible(cell.plain if isinstance(cell, Text) else str(cell)).split())


def table(*columns: str) -> Table:
    """Return a plain table of these columns, that wraps rather than cuts."""
    from rich.table import Table

    made = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


def many(count: int, noun: str) -> str:
    """Return a number with its noun: `1 paper`, `2,000 papers`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def number(value: float | None) -> str:
    """Return three decimals, or a dash for what was not measured."""
    return "–" if value is None else f"{value:.3f}"


def width() -> int:
    """Return the columns for text: longer lines than 100 are hard to read."""
    return min(out.width, 100)


#: Lines of a model's draft that are shown while it writes.
_DRAFT_LINES = 6


@contextmanager
def draft() -> Iterator[Callable[[str], None]]:
    """Show the last lines of what a model writes, until it has been checked; nothing if piped."""
    if not err.is_terminal:
        yield lambda text: None
        return
    from rich.live import Live

    with Live(console=err, transient=True, refresh_per_second=8) as live:

        def watch(text: str) -> None:
            lines = text.strip().splitlines()[-_DRAFT_LINES:]
            live.update(Text("draft, not checked yet: " + "\n".join(lines), "dim italic"))

        yield watch


class ConsoleEvents(Events):
    """Draw on stderr what workflows report."""

    def progress(self, label: str) -> AbstractContextManager[Progress]:
        """Draw a progress bar, in a terminal alone."""
        return bar(label)

    def status(self, label: str) -> AbstractContextManager[object]:
        """Draw a spinner beside ``label``."""
        return err.status(Text(label))

    def note(self, words: str) -> None:
        """Print a dim line."""
        note(words)

    def draft(self) -> AbstractContextManager[Callable[[str], None]]:
        """Draw the last lines of a draft."""
        return draft()


#: What the command line passes to every workflow.
EVENTS = ConsoleEvents()
