"""Papers as claims are compared with them: found by a search, or abstracts alone."""

from collections.abc import Sequence

from answer.extractive.sentence_ranking import abstract_of
from answer.grounding.check import Source
from builder.library.catalog import CatalogEntry
from builder.papers import Abstract, Paper
from retrieval.hybrid import Hit, ScoreBreakdown
from retrieval.passages import Passage


def abstracts_of(hits: Sequence[Hit]) -> list[Source]:
    """Return the title and abstract of each paper found."""
    return [Source(hit.listed.paper.title or "", abstract_of(hit)) for hit in hits]


def hits_of(sources: Sequence[Source]) -> list[Hit]:
    """Return abstracts as papers found that are equally likely to answer."""
    return [_hit(rank, source) for rank, source in enumerate(sources, start=1)]


def _hit(rank: int, source: Source) -> Hit:
    name, text = str(rank), source.text
    abstract = Abstract(text, 1, (0.0, 0.0, 0.0, 0.0), "", 1.0)
    paper = Paper("ok", "", title=source.title or None, abstract=abstract)
    passage = Passage(rank, name, paper.title, 0, len(text), text)
    return Hit(rank, passage, 1.0, ScoreBreakdown(1.0, 1.0), CatalogEntry(name, 0, name, paper))
