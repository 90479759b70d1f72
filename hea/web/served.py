"""What the pages of one server share: the workspace, its settings, and the thread that answers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import ParamSpec, TypeVar, cast

import anyio
import anyio.to_thread
from starlette.requests import Request

from hea.workflows.answers.warm import WarmLibrary
from hea.workspace import Settings, Workspace

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(slots=True)
class AnsweringThread:
    """A library that stays open, and the one thread that may use it.

    SQLite's connections belong to the thread that opened them, and a searcher is not made for two
    questions at a time.
    """

    library: WarmLibrary
    _executor: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="answers")
    )

    async def run(self, work: Callable[[WarmLibrary], _T]) -> _T:
        """Return what ``work`` returns of the library; the event loop goes on meanwhile."""
        import asyncio

        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, work, self.library)

    def close(self) -> None:
        """Close the library once the question at work is answered; drop those that wait."""
        self._executor.submit(self.library.close)
        self._executor.shutdown(wait=False, cancel_futures=False)


@dataclass(frozen=True, slots=True)
class Served:
    """What the routes of one server share."""

    workspace: Workspace
    settings: Settings
    quotes: AnsweringThread
    """Answers by quotes, in milliseconds."""
    models: AnsweringThread
    """Answers by models, which may take minutes and must not keep quotes waiting."""
    read_only: bool
    navigation: tuple[tuple[str, str], ...]
    """Path and name of each page that the header leads to."""

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
