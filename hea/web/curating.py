"""What the pages of curation share: the open triples, who reviews them, and which are chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import quote, unquote, urlencode

from starlette.datastructures import FormData, QueryParams
from starlette.requests import Request

from hea.web.parameters import choice_of, number_of, text_of, texts_of
from hea.web.safety import LOOPBACK
from hea.web.served import in_thread, served

if TYPE_CHECKING:
    from hea.workflows.triples.filters import TripleFilter
    from hea.workflows.triples.shared_curation import SharedCuration

_T = TypeVar("_T")
_COOKIE = "hea_who"
_OPENING = Lock()
#: Characters of the longest question, answer or note.
_LONGEST_WORDS = 20_000
#: Clients of this machine itself, and of tests.
_HERE = (*LOOPBACK, "testclient")


@dataclass(frozen=True, slots=True)
class ReviewChoice:
    """Which triples are reviewed, and how, as it stands in an address."""

    kinds: tuple[str, ...] = ()
    check: str = ""
    paper: str = ""
    status: str = ""
    marks: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    words: str = ""
    sample: int = 0
    blind: bool = False
    at: str = ""
    """Id of the triple that is shown."""

    @property
    def settle(self) -> bool:
        """Whether verdicts settle what people disagree on."""
        return "disputed" in self.marks

    def read(self) -> TripleFilter:
        """Return the filter.

        Raises:
            UserError: A kind, check, status or mark is not known.
        """
        from hea.workflows.triples.filters import read_filter

        return read_filter(
            self.kinds, self.check, self.paper, self.status, self.sample, self.marks, self.rules,
            self.words,
        )  # fmt: skip

    def address(self, **changed: Any) -> str:
        """Return the address of the review with some of the parameters changed."""
        parameters: dict[str, Any] = {
            "kind": self.kinds, "check": self.check, "paper": self.paper, "status": self.status,
            "is": self.marks, "rule": self.rules, "words": self.words,
            "sample": self.sample or "", "blind": "1" if self.blind else "", "at": self.at,
        }  # fmt: skip
        kept = {name: words for name, words in (parameters | changed).items() if words}
        return f"/curate?{urlencode(kept, doseq=True)}" if kept else "/curate"


def words_of(given: FormData, name: str) -> str:
    """Return a text of several lines as a person wrote it into a form.

    Raises:
        UserError: It is a file, or too long.
    """
    return text_of(given, name, _LONGEST_WORDS).replace("\r\n", "\n")


def edit_of(given: FormData, verdict: str) -> tuple[str, str] | None:
    """Return the question and the answer that an edit gives; None for another verdict."""
    return (words_of(given, "question"), words_of(given, "answer")) if verdict == "edit" else None


def read_choice(given: QueryParams | FormData) -> ReviewChoice:
    """Return the choice of an address or a form.

    Raises:
        UserError: A parameter is too long, or of the wrong kind.
    """
    return ReviewChoice(
        tuple(texts_of(given, "kind")),
        text_of(given, "check", 60),
        text_of(given, "paper", 300),
        text_of(given, "status", 60),
        tuple(texts_of(given, "is")),
        tuple(texts_of(given, "rule")),
        text_of(given, "words", 300),
        number_of(given, "sample", 0, 0, 10**6),
        choice_of(given, "blind", ("", "1"), "") == "1",
        text_of(given, "at", 64),
    )


def name_of(request: Request) -> str:
    """Return the name under which a browser gives verdicts; "" where it must be asked for.

    At this machine it is the login where no other was chosen.
    """
    from builder.errors import UserError
    from hea.workflows.triples.curation import login
    from hea.workflows.triples.shared_curation import readable_name

    try:
        return readable_name(unquote(request.cookies.get(_COOKIE, "")))
    except UserError:
        here = request.client is not None and request.client.host in _HERE
        return login() if here else ""


def name_cookie(name: str) -> dict[str, Any]:
    """Return what `set_cookie` needs to keep a name in the browser."""
    return {
        "key": _COOKIE, "value": quote(name), "max_age": 10**8, "path": "/", "httponly": True,
        "samesite": "strict",
    }  # fmt: skip


async def with_curation(request: Request, work: Callable[[SharedCuration], _T]) -> _T:
    """Return what ``work`` returns of the open triples, done in a thread."""
    return await in_thread(lambda: work(_opened(request)))


def _opened(request: Request) -> SharedCuration:
    """Return the open triples of a server; opened at the first request for them."""
    from hea.workflows.triples.shared_curation import SharedCuration

    state = request.app.state
    with _OPENING:
        if not hasattr(state, "curation"):
            state.curation = SharedCuration(served(request).workspace)
        return cast("SharedCuration", state.curation)
