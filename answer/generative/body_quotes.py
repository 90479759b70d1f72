"""Give a model what bodies of papers answer: their quotes stand in the place of an abstract."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from answer.answers import Answer, Citation
from builder.papers import Abstract
from retrieval.hybrid import Hit, ScoreBreakdown
from retrieval.passages import Passage


def hits_of_quotes(quoted: Answer) -> list[Hit]:
    """Return the papers that an answer quotes, each with its quotes in the place of its abstract.

    Args:
        quoted: An answer by quotes of bodies.
    """
    found = []
    for rank, cited in enumerate(_by_paper(quoted), start=1):
        listed = cited[0].listed
        text = "".join(said for _, said in _pieces(quoted, cited))
        paper = listed.paper
        abstract = Abstract(text, cited[0].place.page if cited[0].place else 1, (0, 0, 0, 0), "", 1)
        behind = replace(listed, paper=replace(paper, abstract=abstract))
        passage = Passage(rank, listed.id, paper.title, 0, len(text), text)
        found.append(Hit(rank, passage, quoted.confidence, ScoreBreakdown(None, None), behind))
    return found


def quote_at(quoted: Answer, paper: str, start: int) -> Citation:
    """Return the quote that stands at a character of the text which `hits_of_quotes` made.

    Args:
        quoted: The answer that the text was made of.
        paper: Id of the paper.
        start: The character, from 0.
    """
    cited = next(of for of in _by_paper(quoted) if of[0].listed.id == paper)
    end = 0
    for one, said in _pieces(quoted, cited):
        end += len(said)
        if start < end:
            return one
    return cited[-1]


def _by_paper(quoted: Answer) -> list[list[Citation]]:
    found: dict[str, list[Citation]] = {}
    for one in quoted.citations:
        found.setdefault(one.listed.id, []).append(one)
    return [*found.values()]


def _pieces(quoted: Answer, cited: Sequence[Citation]) -> Iterator[tuple[Citation, str]]:
    """Yield each quote with its text as a sentence; of a row of a table with the value it gives."""
    for one in cited:
        said = one.quote.strip()
        if one.place and one.place.part == "table" and one.n == 1 and quoted.short:
            said = f"{said}; that is {quoted.short}"
        yield one, f"{said} " if said.endswith((".", "!", "?")) else f"{said}. "
