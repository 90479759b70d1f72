"""What the pages of one server share: the workspace, its settings, and the threads that answer."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

import anyio
import anyio.to_thread
from starlette.requests import Request

from hea.events import SILENT, Events
from hea.workflows.conversation.warm_library import WarmLibrary
from hea.workspace import Settings, Workspace

if TYPE_CHECKING:
    from answer.answers import Answer
    from retrieval.hybrid import Hit

_P = ParamSpec("_P")
_T = TypeVar("_T")
#: Answers that are kept for follow-up questions and for the other citations of a model's answer.
_KEPT_ANSWERS = 200


class LeftError(Exception):
    """The browser went away before its answer was there."""


class RelayedEvents(Events):
    """Hand on what an open library reports to whoever asks at the time."""

    def __init__(self) -> None:
        """Drop everything until someone asks."""
        self.to: Events = SILENT
        self.stopping = False
        self.sources: Callable[[Sequence[Hit]], None] = lambda hits: None

    def status(self, label: str) -> AbstractContextManager[object]:
        """Hand on a step of unknown length."""
        return self.to.status(label)

    def note(self, words: str) -> None:
        """Hand on a note."""
        self.to.note(words)

    @contextmanager
    def draft(self) -> Iterator[Callable[[str], None]]:
        """Hand on what a model writes; end it where the server ends."""
        with self.to.draft() as watch:

            def watched(text: str) -> None:
                if self.stopping:
                    raise KeyboardInterrupt
                watch(text)

            yield watched

    def show_sources(self, hits: Sequence[Hit]) -> None:
        """Hand on the papers that are read."""
        self.sources(hits)


class AnsweringThread:
    """A library that stays open, and the one thread that may use it.

    SQLite's connections belong to the thread that opened them, and a searcher is not made for two
    questions at a time.
    """

    def __init__(self, place: Workspace, name: str) -> None:
        """Open nothing yet."""
        self._events = RelayedEvents()
        self._library = WarmLibrary(place, self._events, self._events.show_sources)
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name)

    def prepare(self) -> None:
        """Open the library, so that the first question finds it open."""
        self._executor.submit(self._library.prepare)

    async def run(
        self,
        work: Callable[[WarmLibrary], _T],
        events: Events = SILENT,
        sources: Callable[[Sequence[Hit]], None] = lambda hits: None,
    ) -> _T:
        """Return what ``work`` returns of the library; the event loop goes on meanwhile.

        Args:
            work: Called in the thread of the library.
            events: Receives, in that thread, what the library reports meanwhile. A
                `KeyboardInterrupt` that it raises ends what a model writes.
            sources: Called with the papers that a model is given to read.

        Raises:
            LeftError: ``events`` raised a `KeyboardInterrupt` where nothing was written yet.
        """

        def at_work() -> _T:
            if self._events.stopping:
                raise LeftError
            self._events.to, self._events.sources = events, sources
            try:
                return work(self._library)
            except KeyboardInterrupt as error:
                raise LeftError from error
            finally:
                self._events.to, self._events.sources = SILENT, lambda hits: None

        return await asyncio.get_running_loop().run_in_executor(self._executor, at_work)

    def close(self) -> None:
        """Drop the questions that wait, end what a model writes, and close the library."""
        self._events.stopping = True
        self._executor.submit(self._library.close)
        self._executor.shutdown(wait=False)


class RecentAnswers:
    """The last answers by how they were asked: follow-up questions and their sources need them."""

    def __init__(self) -> None:
        """Hold none yet."""
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    def get(self, key: str) -> Answer | None:
        """Return an answer that is still held."""
        return self._answers.get(key)

    def put(self, key: str, answer: Answer) -> None:
        """Hold an answer; the oldest ones go."""
        self._answers[key] = answer
        self._answers.move_to_end(key)
        while len(self._answers) > _KEPT_ANSWERS:
            self._answers.popitem(last=False)


def key_of(parameters: Mapping[str, object]) -> str:
    """Return the key of an answer: a hash of how it was asked."""
    asked = json.dumps(parameters, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(asked.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Served:
    """What the routes of one server share."""

    workspace: Workspace
    settings: Settings
    read_only: bool
    navigation: tuple[tuple[str, str], ...]
    """Path and name of each page that the header leads to."""
    quotes: AnsweringThread
    """Answers by quotes, in milliseconds."""
    models: AnsweringThread
    """Answers by models, which may take minutes and must not keep quotes waiting."""
    recent: RecentAnswers = field(default_factory=RecentAnswers)

    def close(self) -> None:
        """Release the index and the models."""
        self.quotes.close()
        self.models.close()


def served(request: Request) -> Served:
    """Return what the server of a request shares."""
    return cast(Served, request.app.state.served)


async def in_thread(work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Return what ``work`` returns, done in a thread: nothing that reads files blocks the loop."""
    return await anyio.to_thread.run_sync(partial(work, *args, **kwargs))
