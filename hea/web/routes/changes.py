"""Tell a browser what changes while it waits, by server-sent events. No page of its own."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import anyio
from starlette.requests import Request
from starlette.responses import StreamingResponse

from hea.web.served import in_thread

#: Seconds between two looks, between two signs of life, and that one response lasts: the browser
#: asks again, from where it was.
_PACE, _PULSE, _LAST = 0.4, 15.0, 3600.0


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new since a place in a sequence of changes."""

    place: int
    """Where the next look begins."""
    events: tuple[tuple[str, object], ...]
    """Name and data of each."""
    ended: bool = False
    """Whether nothing more will come."""


def change_stream(request: Request, look: Callable[[int], Changes]) -> StreamingResponse:
    """Return a response that tells of changes until there are no more, or the server ends.

    Args:
        request: Its header `Last-Event-ID` says where a browser that lost the line goes on, and
            its parameter `after` where it begins.
        look: Returns what is new since a place, from 0; called in a thread.
    """
    last = request.headers.get("last-event-id") or request.query_params.get("after", "")
    start = int(last) if re.fullmatch(r"\d{1,15}", last, re.ASCII) else 0
    state = request.app.state

    def is_ending() -> bool:
        return getattr(state, "ending", False)

    return StreamingResponse(_told(look, start, is_ending), media_type="text/event-stream")


async def _told(
    look: Callable[[int], Changes], place: int, is_ending: Callable[[], bool]
) -> AsyncIterator[bytes]:
    began = told = anyio.current_time()
    while anyio.current_time() - began < _LAST and not is_ending():
        found = await in_thread(look, place)
        place = found.place
        for name, data in found.events:
            words = json.dumps(data, ensure_ascii=False)
            yield f"id: {place}\nevent: {name}\ndata: {words}\n\n".encode("utf-8", "replace")
            told = anyio.current_time()
        if found.ended:
            yield b"event: end\ndata: null\n\n"
            return
        if anyio.current_time() - told > _PULSE:
            told = anyio.current_time()
            yield b": waiting\n\n"
        await anyio.sleep(_PACE)
