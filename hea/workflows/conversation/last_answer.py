"""Keep which quotes the last answer cited, so that `hea open` finds them."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from builder.errors import UserError
from builder.storage.temporary import unused_name

if TYPE_CHECKING:
    from answer.answers import Answer
    from hea.workspace import Workspace


class RememberedQuote(NamedTuple):
    """A quote that an answer cited, and its place in the abstract of a paper."""

    n: int
    """The mark in the answer's text: [1], [2] …"""
    paper: str
    quote: str
    start: int
    end: int
    number: int = 0
    """Number of the paragraph or table in the body; 0 for the abstract."""
    row: int | None = None
    """Of a table the row."""


def remember_quotes(place: Workspace, answer: Answer) -> None:
    """Keep the quotes of an answer until the next one; nothing of the question is kept.

    Where `data/` takes nothing, nothing is kept.
    """
    cited = []
    for one in answer.citations:
        behind = (one.place.number, one.place.row) if one.place else ()
        cited.append([one.n, one.listed.id, one.quote, one.start, one.end, *behind])
    beside = unused_name(place.last_answer)
    # No wait for the disk, as for what is derived: an answer must not come later for this.
    with suppress(OSError):
        try:
            beside.write_text(json.dumps(cited), "utf-8")
            beside.replace(place.last_answer)
        finally:
            beside.unlink(missing_ok=True)


def last_quotes(place: Workspace) -> dict[int, RememberedQuote]:
    """Return the quotes of the last answer by their marks; at least one.

    Raises:
        UserError: No answer is kept, or it cites nothing.
    """
    try:
        kept = json.loads(place.last_answer.read_text("utf-8"))
        quotes = {one.n: one for one in (RememberedQuote(*row) for row in kept)}
    except FileNotFoundError as error:
        raise UserError("Nothing was asked here yet.", 'Ask first: hea ask "…".') from error
    except (OSError, ValueError, TypeError) as error:
        raise UserError("The last answer cannot be found.", "Ask again.") from error
    if not quotes:
        raise UserError("The last answer cites no paper.", "Ask another question.")
    return quotes


def last_quote(place: Workspace, n: int) -> RememberedQuote:
    """Return the quote with the mark ``n`` of the last answer.

    Raises:
        UserError: No answer is kept, or it has no such mark.
    """
    quotes = last_quotes(place)
    if n not in quotes:
        marks = ", ".join(f"[{one}]" for one in sorted(quotes))
        raise UserError(f"The last answer has no source [{n}].", f"Choose one of {marks}.")
    return quotes[n]
