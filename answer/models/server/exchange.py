"""Send one request and read its response, within a time that no server can lengthen."""

import queue
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import httpx

from answer.models.server.own_words import ServerError, wait_wanted

#: Most chunks read ahead, and seconds after which a reader that nobody hears looks up.
_AHEAD, _LOOK_UP = 64, 0.2
_MOST_OF_A_PAGE = 1 << 18


@dataclass(frozen=True, slots=True)
class ServerResponse:
    """The response of a server: its body comes as it is read."""

    status: int
    wait: float | None
    """Seconds it asks to wait before the next request; None if it does not say."""
    chunks: Iterator[bytes]


@contextmanager
def exchanged(
    client: httpx.Client, method: str, url: str, seconds: float, request: Any = None
) -> Iterator[ServerResponse]:
    """Send a request; the client is closed at the end.

    The response is read by a thread of its own: httpx bounds the time between two bytes, and a
    server that drips has no end.

    Args:
        client: What sends it.
        method: GET or POST.
        url: The address.
        seconds: The most that the whole exchange may take.
        request: What is sent as JSON.

    Raises:
        httpx.HTTPError: The connection failed, or took too long.
        ServerError: The response is compressed, so that its size could not be bounded.
    """
    items: queue.Queue[Any] = queue.Queue(_AHEAD)
    unheard = threading.Event()
    ends = time.monotonic() + seconds

    def put(item: Any) -> None:
        while not unheard.is_set():
            with suppress(queue.Full):
                items.put(item, timeout=_LOOK_UP)
                return

    def read() -> None:
        try:
            with client, client.stream(method, url, json=request) as response:
                if response.headers.get("content-encoding", "identity") != "identity":
                    raise ServerError("it sent a compressed answer, which was not asked for")
                put(response)
                for chunk in response.iter_raw():
                    put(chunk)
                    if unheard.is_set():
                        return
            put(None)
        except Exception as error:  # whatever it is, it is raised where the answer is awaited
            put(error)

    def get() -> Any:
        try:
            item = items.get(timeout=max(ends - time.monotonic(), 0.001))
        except queue.Empty:
            raise httpx.ReadTimeout(f"no end in {seconds:.0f} s") from None
        if isinstance(item, Exception):
            raise item
        return item

    threading.Thread(target=read, daemon=True).start()
    try:
        response = get()
        wait = wait_wanted(response.headers)
        yield ServerResponse(response.status_code, wait, iter(get, None))
    finally:
        unheard.set()
        with suppress(Exception):  # a server that sends headers without an end is read no longer
            client.close()


def body_of(chunks: Iterable[bytes]) -> str:
    """Return the beginning of a body as text, which is enough of an error or a list."""
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > _MOST_OF_A_PAGE:
            break
    return body[:_MOST_OF_A_PAGE].decode("utf-8", "replace")
