"""Tell values that are of the opposite of what is asked about: desorption instead of absorption."""

import re
import tomllib
from functools import cache
from pathlib import Path

from answer.fulltext.statement_features import BodyCandidate
from answer.fulltext.tables.headings import meaning_of

_DATA = Path(__file__).parent.with_name("data") / "opposites.toml"

_Side = re.Pattern[str]


def is_of_opposite(question: str, one: BodyCandidate) -> bool:
    """Return whether a statement is of the other one of two opposites than a question names.

    The nearest text that names one of both decides: of a cell what it is called, then the caption
    and the notes of its table. One that names both is of either.

    Args:
        question: The text of the question.
        one: The statement.
    """
    for asked, other in _pairs():
        if not asked.search(question) or other.search(question):
            continue
        for text in _texts(one):
            if asked.search(text):
                break
            if other.search(text):
                return True
    return False


def _texts(one: BodyCandidate) -> list[str]:
    if one.cell is None or one.statement.row is None:
        return [one.own]
    headings = [one.cell.heading, *(name.heading for name in one.statement.row.names)]
    own = " ".join([one.own, *(meaning_of(heading).text for heading in headings)])
    return [own, one.statement.before, one.statement.behind]


@cache
def _pairs() -> tuple[tuple[_Side, _Side], ...]:
    """Return the opposites, each pair both ways."""
    read = tomllib.loads(_DATA.read_text("utf-8"))["pairs"]
    pairs = [tuple(re.compile(rf"\b(?:{side})", re.I) for side in pair) for pair in read]
    return tuple(both for one, other in pairs for both in ((one, other), (other, one)))
