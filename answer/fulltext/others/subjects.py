"""Tell what alloy a statement of a body speaks of: its own, else that of what stands before it."""

from collections.abc import Iterable, Iterator

from answer.fulltext.asked import AskedStatement
from answer.fulltext.paper_body import PaperBody
from answer.fulltext.statement_features import BodyCandidate, agreement
from builder.materials.alloys import Alloy, find_alloys, named_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.elements import NONMETALS
from builder.materials.measurements.carriers import is_compared
from builder.nlp.sentences import sentences


def speaks_of_another(asked: AskedStatement, body: PaperBody, one: BodyCandidate) -> bool:
    """Return whether a sentence that names no alloy goes on about another one than asked about.

    It is that of the nearest sentence before it in its paragraph that names one, and not only to
    compare with it.

    Args:
        asked: What the question asks for.
        body: The paper of the statement.
        one: The statement.
    """
    if not asked.question.alloys or not asked.dimensions or one.cell is not None:
        return False
    for place, text in enumerate(subjects_of(one)):
        found = body.names.alloys_in(text)
        named = [alloy for alloy in found if not is_compared(text, alloy.start)]
        if named:
            return place > 0 and agreement(asked.question.alloys, named, asked.added) < 0
    return False


def lacks_addition(asked: AskedStatement, body: PaperBody, one: BodyCandidate) -> bool:
    """Return whether an element that is asked for beside the alloy is not in what is spoken of.

    What is spoken of is named by the statement itself, else by what stands before it in its
    paragraph, else by the title, unless that names a series.

    Args:
        asked: What the question asks for.
        body: The paper of the statement.
        one: The statement.
    """
    if not asked.added:
        return False
    for text in subjects_of(one):
        named = [*body.names.alloys_in(text), *find_alloys(text)]
        alone = {element.symbol for element in find_elements(text)} - NONMETALS
        if named or alone:
            return not asked.added <= alone and not _holds_addition(asked, named)
    entitled = [alloy for alloy in named_alloys(body.title) if None not in alloy.amounts]
    return not _holds_addition(asked, entitled)


def _holds_addition(asked: AskedStatement, named: Iterable[Alloy]) -> bool:
    """Return whether an alloy has all elements of one asked about, and those added to it."""
    wanted = [asked.added.union(alloy.elements) for alloy in asked.question.alloys]
    return any(elements <= {*alloy.elements} for alloy in named for elements in wanted)


def subjects_of(one: BodyCandidate) -> Iterator[str]:
    """Yield the texts that may name what a statement speaks of, the nearest first.

    Args:
        one: The statement.
    """
    said = one.statement
    yield one.own
    if said.row is not None:
        yield said.piece
    else:
        for start, end in reversed(sentences(said.piece[: said.start])):
            yield said.piece[start:end]
