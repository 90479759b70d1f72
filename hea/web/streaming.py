"""Tell a browser what an answer is at, by server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

from starlette.responses import StreamingResponse

from hea.events import Events

if TYPE_CHECKING:
    from retrieval.hybrid import Hit

#: Seconds between two signs of life, so that nothing on the way closes the line.
_PULSE = 15.0
#: Seconds between two parts of a draft: more often nobody reads.
_PACE = 0.1

#: Name and data of an event.
Told = tuple[str, object]


class StreamEvents(Events):
    """Put what a workflow reports into a queue; called in another thread than the queue's."""

    def __init__(self) -> None:
        """Belong to the event loop that is running."""
        self._loop = asyncio.get_running_loop()
        self.queue: asyncio.Queue[Told] = asyncio.Queue()
        self.left = False
        """Whether the browser went away: then what a model writes is ended."""
        self._told_at = 0.0

    def tell(self, name: str, data: object) -> None:
        """Put one event into the queue."""
        self._loop.call_soon_threadsafe(self.queue.put_nowait, (name, data))

    def status(self, label: str) -> AbstractContextManager[object]:
        """Tell of a step of unknown length."""
        self.tell("status", label)
        return nullcontext()

    def note(self, words: str) -> None:
        """Tell something worth knowing."""
        self.tell("status", words)

    def show_sources(self, hits: Sequence[Hit]) -> None:
        """Tell which papers are read."""
        titles = [hit.listed.paper.title or hit.listed.place for hit in hits]
        self.tell("sources", titles)

    @contextmanager
    def draft(self) -> Iterator[Callable[[str], None]]:
        """Tell all that a model has written so far."""

        def watch(text: str) -> None:
            if self.left:
                raise KeyboardInterrupt
            now = self._loop.time()
            if now - self._told_at >= _PACE:
                self._told_at = now
                self.tell("draft", text)

        yield watch


def event_stream(events: StreamEvents, work: Callable[[], Awaitable[Told]]) -> StreamingResponse:
    """Return a response that tells what is reported while ``work`` is done, and at last its result.

    Args:
        events: What ``work`` reports to.
        work: Returns the last event.
    """
    return StreamingResponse(_told(events, work), media_type="text/event-stream")


async def _told(events: StreamEvents, work: Callable[[], Awaitable[Told]]) -> AsyncIterator[bytes]:
    async def finish() -> None:
        events.queue.put_nowait(await work())
        events.queue.put_nowait(("end", None))

    task = asyncio.create_task(finish())
    try:
        while True:
            try:
                name, data = await asyncio.wait_for(events.queue.get(), _PULSE)
            except TimeoutError:
                yield b": waiting\n\n"
                continue
            if name == "end":
                return
            yield f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
    finally:
        events.left = True
        if task.done() and not task.cancelled():
            task.exception()
