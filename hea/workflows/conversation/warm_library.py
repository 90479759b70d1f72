"""Keep a workspace open for question after question, and notice when it was built anew."""

from __future__ import annotations

import importlib
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from builder.errors import UserError
from hea.events import SILENT, Events
from hea.workflows.answers.ask import EXTRACTIVE, Asker, ModelOptions, composer_loader
from hea.workflows.answers.search import open_searcher
from retrieval.filters import Filters

if TYPE_CHECKING:
    from answer.answers import Answer
    from hea.workflows.answers.model_answering import Composer
    from hea.workspace import Settings, Workspace
    from retrieval.hybrid import Hit, Searcher

#: Ways of asking (settings, filters) that are kept ready. Each holds the values it has read.
_KEPT = 8

#: Time of change, size and number of a file; None where there is none.
_Stamp = tuple[int, int, int] | None


class WarmLibrary:
    """An opened index with what asks it; for use in one thread.

    While a build is at work the old index goes on being asked over the papers that the database
    holds by then; once the new index is finished, the next question is put to it.
    """

    def __init__(
        self,
        place: Workspace,
        events: Events = SILENT,
        show_sources: Callable[[Sequence[Hit]], None] | None = None,
    ) -> None:
        """Open nothing yet: the first question does.

        Args:
            place: The workspace.
            events: Receives notes, progress and the drafts of models.
            show_sources: Called with the hits of a question before a model is asked.
        """
        self._place, self._events, self._show_sources = place, events, show_sources
        self._open = ExitStack()
        self._searcher: Searcher | None = None
        self._index: _Stamp = None
        self._seal: _Stamp = None
        self._askers: OrderedDict[tuple[Settings, Filters], Asker] = OrderedDict()
        self._composer: tuple[Settings, Composer] | None = None

    def close(self) -> None:
        """Close the index and forget the model that was loaded."""
        self._close_index()
        self._composer = None

    def prepare(self) -> None:
        """Open the index and load what answers a question, where there is something to ask."""
        with suppress(UserError, OSError, sqlite3.DatabaseError):  # the first question tells it
            self.searcher()
            importlib.import_module("answer.answer_question")

    def searcher(self) -> Searcher:
        """Return the open index, that of the last finished build.

        Raises:
            UserError: Nothing was built yet, or the index does not fit.
        """
        index, seal = _stamp(self._place.index / "made.json"), _stamp(self._place.seal)
        if not self._place.database.exists():
            self._close_index()
        if self._searcher is None or (index and index != self._index):
            self._reopen(index)
        if seal != self._seal:  # a build has begun or ended: values that were read may be others
            self._askers.clear()
            self._seal = seal
        assert self._searcher is not None
        return self._searcher

    def answer(self, question: str, settings: Settings, filters: Filters = Filters()) -> Answer:
        """Return a cited answer, or a refusal; a model stays loaded from its first question on.

        Raises:
            UserError: As `searcher`, or the model cannot be had.
        """
        searcher = self.searcher()
        key = (settings, filters)
        if key not in self._askers:
            load = composer_loader(self._place, settings, ModelOptions(), self._events)
            kept = (lambda: self._kept(settings, load)) if load else None
            self._askers[key] = Asker(
                searcher, settings.passages, filters, kept, self._show_sources
            )
        self._askers.move_to_end(key)
        while len(self._askers) > _KEPT:
            self._askers.popitem(last=False)
        if settings.model != EXTRACTIVE:
            return self._askers[key].answer(question)
        # All is read from one state of the database, whatever a build writes meanwhile. A model
        # takes too long for that: a build could not finish.
        searcher.db.execute("BEGIN")
        try:
            return self._askers[key].answer(question)
        finally:
            searcher.db.execute("COMMIT")

    def _kept(self, settings: Settings, load: Callable[[], Composer]) -> Composer:
        """Return what asks the model of these settings; one model is kept at a time."""
        if self._composer is None or self._composer[0] != settings:
            self._composer = None
            for key in [key for key in self._askers if key[0] != settings]:
                del self._askers[key]
            self._composer = (settings, load())
        return self._composer[1]

    def _reopen(self, index: _Stamp) -> None:
        """Open the index anew; keep the old one where the new one is not finished."""
        opened = ExitStack()
        try:
            searcher = opened.enter_context(open_searcher(self._place, self._events))
        except UserError:
            opened.close()
            if self._searcher is None:
                raise
            return
        self._close_index()
        self._open, self._searcher, self._index = opened, searcher, index

    def _close_index(self) -> None:
        self._open.close()
        self._searcher = self._index = None
        self._askers.clear()


def _stamp(path: Path) -> _Stamp:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
