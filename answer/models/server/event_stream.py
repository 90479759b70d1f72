"""Cut a response into events: server-sent events (WHATWG), or one JSON sent whole."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.errors import UserError

#: A token takes some 300 bytes of a stream, and thoughts are long.
_MOST_BYTES = 1 << 21
#: Bytes that a chunk counts for at least: what it costs to receive one does not grow with it.
_LEAST_CHUNK = 32
#: Most lines of the data of one event: they are looked through at each further one.
_MOST_LINES = 1000
_LINE_END = re.compile(rb"\r\n|\n|\r(?!\Z)")
#: The data of the event that ends a stream.
DONE = "[DONE]"
_DATA, _KIND, _ERROR = "data event error".split()


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """One event: its kind, "" for most, and its data as text."""

    kind: str
    data: str
    whole: bool = False
    """True for a response that is no stream."""


def events_of(chunks: Iterable[bytes]) -> Iterator[ServerEvent]:
    """Yield the events of a response; which kind it is, its first line tells.

    Args:
        chunks: The bytes of the response's body, as they come.

    Raises:
        UserError: It has no end.
    """
    lines = _lines(_bounded(chunks))
    first = next((line for line in lines if line.strip()), "")
    if first and not re.match(r"\s*(?:data|event|id|retry|error)?\s*:", first):
        yield ServerEvent("", "\n".join([first, *lines]), whole=True)
        return
    kind, data = "", list[str]()
    for line in _with_first(first, lines):
        field, _, value = line.partition(":")
        field, value = field.strip(), value.removeprefix(" ")
        # Some servers leave out the empty line between events.
        if data and (not field or field == _KIND or (field == _DATA and _is_whole(data))):
            yield ServerEvent(kind, "\n".join(data))
            kind, data = "", []
        if field == _DATA:
            data.append(value)
            if len(data) > _MOST_LINES:
                raise _endless(f"Over {_MOST_LINES} lines of one event")
        elif field == _KIND:
            kind = value.strip()
        elif field == _ERROR or line.lstrip().startswith("{"):
            yield ServerEvent(_ERROR, value) if field == _ERROR else ServerEvent("", line)
    if data:
        yield ServerEvent(kind, "\n".join(data))


def _with_first(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _is_whole(data: list[str]) -> bool:
    text = "\n".join(data)
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return text.strip() == DONE
    return True


def _bounded(chunks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += max(len(chunk), _LEAST_CHUNK)
        if size > _MOST_BYTES:
            raise _endless(f"Over {_MOST_BYTES >> 20} MiB, or as much in crumbs")
        yield chunk


def _endless(why: str) -> UserError:
    return UserError("The server wrote without an end.", f"{why}: see what answers at its address.")


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines, which a line feed, a carriage return or both may end."""
    pending: list[bytes] = []
    is_first = True
    for chunk in chunks:
        pending.append(chunk)
        if b"\n" not in chunk and b"\r" not in chunk and not pending[-2:][0].endswith(b"\r"):
            continue
        *whole, rest = _LINE_END.split(b"".join(pending))
        pending = [rest]
        for line in whole:
            yield _decoded(line, is_first)
            is_first = False
    yield _decoded(b"".join(pending).removesuffix(b"\r"), is_first)


def _decoded(line: bytes, is_first: bool) -> str:
    text = line.decode("utf-8", "replace")
    return text.removeprefix("\ufeff") if is_first else text
