"""Find a server's own words in whatever it sends as an error, and how long it asks to wait."""

import html
import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import Any

#: Most characters of a server's words that are shown.
_MOST = 300
#: Most levels of an error that are looked into.
_DEEPEST = 6
#: Fields that hold an error or its words, the surest first.
_FIELDS = (
    "error", "message", "msg", "detail", "errors", "error_description", "reason",
    "metadata", "raw",
)  # fmt: skip
_UNSPOKEN = re.compile(r"(?is)<(script|style|head)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)")
_TITLE = re.compile(r"(?is)<title[^>]{0,200}>(.{0,500}?)</title>")
_TAG = re.compile(r"(?s)<[^>]{0,500}>")
#: Escape sequences of terminals, whole: of their letters nothing shall stay.
_ESCAPES = re.compile(
    r"\x1b\[[0-?]{0,40}[ -/]{0,10}[@-~]?"
    r"|\x9b[0-?]{1,40}[ -/]{0,10}[@-~]"
    r"|\x1b[\]PX^_][^\x07\x1b\x9c]{0,2000}(?:\x07|\x1b\\|\x9c|\Z)?"
)
_PARAM = re.compile(r'"param"\s*:\s*"([^"]{1,60})"')
_NOT_TAKEN = re.compile(
    r"(?i)(?:un|not |n't |cannot be )(?:support|know|recogni[sz]|expect|permit|allow|accept|use)"
    r"|(?:does|do|did|is|are)(?: not|n't) support|forbidden|instead|deprecat"
    r"|invalid (?:param|arg|field)"
)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


class ServerError(Exception):
    """What went wrong on a server, in its own words.

    Attributes:
        words: The words, or ours where it has none.
        code: The status code it names; 0 for none.
        wait: Seconds it asks to wait; None if it does not say.
        may_pass: Whether a retry may mend it.
    """

    def __init__(
        self, words: str, code: int = 0, wait: float | None = None, may_pass: bool = False
    ) -> None:
        """Take the words, the status code, the seconds to wait, and whether it may pass."""
        super().__init__(words)
        self.words, self.code, self.wait = words, code, wait
        self.may_pass = may_pass or is_passing(code)


def is_passing(code: int) -> bool:
    """Return whether a status code stands for an error that a retry may mend."""
    return code in (408, 425, 429) or (code >= 500 and code != 501)


def readable(text: str) -> str:
    """Return text that no terminal takes for a command, and that UTF-8 can hold."""
    clean = _CONTROL.sub("", _ESCAPES.sub("", text))
    return clean.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def words_of(body: str) -> str:
    """Return what an error says, on one line of bounded length; "" if it says nothing.

    Args:
        body: JSON of any of the shapes in use, HTML, or plain text.
    """
    try:
        told = words_in(json.loads(body))
    except (ValueError, RecursionError):
        told = _of_page(body) if re.match(r"\s*<", body) else body
    return _line(told)


def words_in(error: Any) -> str:
    """Return the words in an error that was sent as JSON."""
    found = dict.fromkeys(_line(words) for words in _words(error, 0))
    return _line("; ".join(words for words in found if words))


def code_in(error: Any) -> int:
    """Return the status code that an error names; 0 for none."""
    for level in (error, error.get("error") if isinstance(error, dict) else None):
        for field in ("code", "status", "status_code"):
            code = level.get(field) if isinstance(level, dict) else None
            if str(code).isascii() and str(code).isdigit() and 100 <= int(str(code)[:4]) < 600:
                return int(str(code))
    return 0


def refused_names(body: str, names: Sequence[str]) -> list[str]:
    """Return the parameters that an error says are not taken.

    Args:
        body: The error as it was sent.
        names: The parameters that were sent.
    """
    # "max_tokens" is no part of "max_completion_tokens", and a limit that is too high is taken.
    told = f"{words_of(body)} {' '.join(_PARAM.findall(body))}"
    if not _NOT_TAKEN.search(told):
        return []
    first = min((told.find(name) for name in names if name in told), default=-1)
    return [name for name in names if first >= 0 and told.find(name) == first]


def wait_wanted(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a server asks to wait, given as a number or a date; None for none."""
    for name, unit in (("retry-after-ms", 1e-3), ("retry-after", 1.0)):
        given = headers.get(name, "").strip()
        if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", given):
            return float(given) * unit
    try:
        return max(0.0, parsedate_to_datetime(given).timestamp() - time.time())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _words(error: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(error, str):
        yield error
    elif isinstance(error, list):
        for each in error[:3]:
            yield from _words(each, depth + 1)
    elif isinstance(error, dict):
        told = [field for field in _FIELDS if isinstance(error.get(field), str | list | dict)]
        for field in told[: 2 if told[:1] == ["message"] else 1]:
            yield from _words(error[field], depth + 1)
        if isinstance(error.get("loc"), list):
            yield ".".join(map(str, error["loc"][:5]))
        if not told:
            yield from (str(error[name]) for name in ("title", "type", "code") if error.get(name))


def _of_page(page: str) -> str:
    """Return the text of a page, its title first."""
    title = _TITLE.search(page)
    text = " ".join(_TAG.sub(" ", _UNSPOKEN.sub(" ", _TITLE.sub(" ", page))).split())
    told = [title[1].strip()] if title and title[1].strip() not in text else []
    return html.unescape(" – ".join([*told, text] if text else told))


def _line(text: str) -> str:
    line = " ".join(readable(re.sub(r"[\r\n\t]", " ", text)).split())
    return line if len(line) <= _MOST else line[: _MOST - 1].rstrip() + "…"
