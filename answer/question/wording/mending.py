"""Mend the wording of a question, and say so."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from answer.question.wording.everyday import read_everyday
from answer.question.wording.notation import Mend, read_notation
from answer.question.wording.spelling import misspelled


@dataclass(frozen=True, slots=True)
class Mended:
    """A question as it was meant, and what was read otherwise than it was written."""

    text: str
    read_as: tuple[str, ...]
    """For the reader: `yeild strenght → yield strength`."""


def mend(text: str, knows: Callable[[str], bool] | None = None) -> Mended:
    """Mend a question's notation and everyday words and, where the corpus is at hand, its spelling.

    Args:
        text: The question.
        knows: Tells whether a word, in small letters, stands in the corpus; None leaves spelling
            alone, as any word may then be one.
    """
    found = [*read_notation(text)]
    for read in (read_everyday(text), misspelled(text, knows) if knows is not None else ()):
        found += [
            one
            for one in tuple(read)
            if not any(one.start < other.end and other.start < one.end for other in found)
        ]
    found.sort(key=lambda one: one.start)
    mended, at = "", 0
    for one in found:
        mended += text[at : one.start] + one.read
        at = one.end
    return Mended(mended + text[at:], tuple(_told(text, found)))


def _told(text: str, mends: Iterable[Mend]) -> Iterable[str]:
    """Yield what was mended; words mended one behind the other are told together."""
    joined: list[Mend] = []
    for one in mends:
        if joined and re.fullmatch(r"[\s-]", text[joined[-1].end : one.start]):
            last = joined.pop()
            between = text[last.end : one.start]
            written, read = last.written + between + one.written, last.read + between + one.read
            joined.append(Mend(last.start, one.end, written, read))
        else:
            joined.append(one)
    for one in filter(lambda one: one.read, joined):
        yield f"{one.written} → {one.read}"
