"""Read the parameters of a request; a bad one is a `UserError`, shown as a page with status 400."""

from __future__ import annotations

import re

from starlette.datastructures import FormData, QueryParams
from starlette.requests import Request

from builder.errors import UserError

_ID = re.compile(r"[0-9a-f]{64}", re.ASCII)
#: The longest text of one parameter, in characters, unless a route allows more.
_LONGEST = 2000
_MOST = 10**9


def text_of(given: QueryParams | FormData, name: str, longest: int = _LONGEST) -> str:
    """Return a parameter as text without blanks around it; "" where it is not given.

    Raises:
        UserError: It is a file, or longer than ``longest`` characters.
    """
    value = given.get(name, "")
    if not isinstance(value, str):
        raise UserError(f"“{name}” is a file.", "Give text.")
    if len(value) > longest:
        raise UserError(
            f"“{name}” has {len(value):,} characters, {longest:,} at most.", "Shorten it."
        )
    return value.strip()


def texts_of(given: QueryParams | FormData, name: str, longest: int = _LONGEST) -> list[str]:
    """Return a parameter that may be repeated, or hold several values with commas between them.

    Raises:
        UserError: It is a file, or too long.
    """
    words: list[str] = []
    for value in given.getlist(name):
        if not isinstance(value, str) or len(value) > longest:
            raise UserError(f"“{name}” is not a short text.", "Shorten it.")
        words += [part.strip() for part in value.split(",") if part.strip()]
    return words


def number_of(
    given: QueryParams | FormData, name: str, default: int, least: int = 0, most: int = _MOST
) -> int:
    """Return a parameter as a whole number from ``least`` to ``most``; else ``default``.

    Raises:
        UserError: It is given, and none of these.
    """
    words = text_of(given, name)
    if not words:
        return default
    if not re.fullmatch(r"\d{1,10}", words, re.ASCII) or not least <= int(words) <= most:
        raise UserError(
            f"“{name}” is “{words[:40]}”.", f"Give a whole number from {least} to {most}."
        )
    return int(words)


def choice_of(
    given: QueryParams | FormData, name: str, choices: tuple[str, ...], default: str
) -> str:
    """Return a parameter that is one of ``choices``; ``default`` where it is not given.

    Raises:
        UserError: It is none of them.
    """
    words = text_of(given, name)
    if words and words not in choices:
        raise UserError(f"“{name}” is “{words[:40]}”.", f"One of: {', '.join(choices)}.")
    return words or default


def paper_of(request: Request) -> str:
    """Return the id of the paper in the path, 64 hexadecimal digits.

    Raises:
        UserError: It is no such id.
    """
    words = str(request.path_params["paper"])
    if not _ID.fullmatch(words):
        raise UserError("That is not an id of a paper.", "Use the link in an answer or a list.")
    return words
