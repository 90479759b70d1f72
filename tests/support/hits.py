"""A hit of a search, made without a library."""

from builder.library.catalog import CatalogEntry
from builder.papers import Abstract, Paper
from retrieval.hybrid import Hit, ScoreBreakdown
from retrieval.passages import Passage


def hit(rank: int, text: str) -> Hit:
    abstract = Abstract(text, 1, (0, 0, 0, 0), "record", 1.0)
    paper = Paper("ok", "", title=f"Title {rank}", abstract=abstract)
    listed = CatalogEntry(f"{rank}.pdf", 0, f"paper{rank}", paper)
    return Hit(
        rank,
        Passage(rank, listed.id, paper.title, 0, len(text), text),
        1.0,
        ScoreBreakdown(0.5, 1.0),
        listed,
    )
