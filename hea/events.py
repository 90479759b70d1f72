"""Receive progress, waiting and notes of workflows; the default drops them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol


class Progress(Protocol):
    """Move a progress bar."""

    def __call__(self, done: int, total: int, words: str = "", /) -> None:
        """Report that ``done`` of ``total`` are finished; ``words`` stand beside the bar."""


class Events:
    """Receive what workflows report. This class drops everything; subclasses show it.

    Every workflow takes one as its argument ``events``; the command line passes one that draws on
    stderr (`hea.render.console.ConsoleEvents`), a notebook or a server may pass its own.
    """

    def progress(self, label: str) -> AbstractContextManager[Progress]:
        """Return a context in which a bar named ``label`` is moved by calls of its value."""
        return _no_progress()

    def status(self, label: str) -> AbstractContextManager[object]:
        """Return a context for a step of unknown length, such as loading a model."""
        return nullcontext()

    def note(self, words: str) -> None:
        """Report something worth knowing that is no result."""

    def draft(self) -> AbstractContextManager[Callable[[str], None]]:
        """Return a context whose value is called with all that a model has written so far."""
        return nullcontext(lambda text: None)


@contextmanager
def _no_progress() -> Iterator[Progress]:
    yield lambda done, total, words="", /: None


#: Reports nothing.
SILENT = Events()
