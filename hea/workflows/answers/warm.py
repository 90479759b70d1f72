"""Keep a workspace open for question after question, and notice when it was built anew."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import ExitStack
from typing import TYPE_CHECKING

from builder.errors import UserError
from hea.events import SILENT, Events
from hea.workflows.answers.ask import Asker, ModelOptions, composer_loader
from hea.workflows.answers.search import open_searcher
from retrieval.filters import Filters

if TYPE_CHECKING:
    from hea.workspace import Settings, Workspace
    from retrieval.hybrid import Searcher

#: Ways of asking (model, papers, filters) that are kept ready. Each holds the values it has read.
_KEPT = 8

_NO_OPTIONS = ModelOptions()

#: Time of change, size and number of the file that a build writes last of an index.
_Version = tuple[int, int, int]


class WarmLibrary:
    """An opened index with what asks it; for use in one thread.

    While a build is at work the old index goes on being asked over the papers that the database
    holds by then; once the new index is finished, the next question is put to it.
    """

    def __init__(self, place: Workspace) -> None:
        """Open nothing yet: the first question does."""
        self._place = place
        self._open = ExitStack()
        self._searcher: Searcher | None = None
        self._version: _Version | None = None
        self._askers: OrderedDict[tuple[Settings, ModelOptions, Filters], Asker] = OrderedDict()

    def close(self) -> None:
        """Close the index and forget the models that were loaded."""
        self._open.close()
        self._searcher = self._version = None
        self._askers.clear()

    def searcher(self, events: Events = SILENT) -> Searcher:
        """Return the open index, that of the last finished build.

        Raises:
            UserError: Nothing was built yet, or the index does not fit.
        """
        version = self._finished()
        if not self._place.database.exists():
            self.close()
        if self._searcher is None or (version and version != self._version):
            opened = ExitStack()
            try:
                searcher = opened.enter_context(open_searcher(self._place, events))
            except UserError:
                opened.close()
                if self._searcher is None:
                    raise
                return self._searcher  # a build is at work: it will be there in a moment
            self.close()
            self._open, self._searcher, self._version = opened, searcher, version
        return self._searcher

    def asker(
        self,
        settings: Settings,
        filters: Filters = Filters(),
        options: ModelOptions = _NO_OPTIONS,
        events: Events = SILENT,
    ) -> Asker:
        """Return what answers by these settings; a model stays loaded from its first question on.

        Raises:
            UserError: As `searcher`.
        """
        searcher = self.searcher(events)
        key = (settings, options, filters)
        if key not in self._askers:
            load = composer_loader(self._place, settings, options, events)
            self._askers[key] = Asker(searcher, settings.passages, filters, load)
        self._askers.move_to_end(key)
        while len(self._askers) > _KEPT:
            self._askers.popitem(last=False)
        return self._askers[key]

    def _finished(self) -> _Version | None:
        try:
            made = (self._place.index / "made.json").stat()
        except FileNotFoundError:
            return None
        return made.st_mtime_ns, made.st_size, made.st_ino
