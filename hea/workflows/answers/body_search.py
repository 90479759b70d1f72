"""Search the bodies of papers: paragraphs and captions, or rows of tables."""

from typing import Any

from answer.answers import BodyPlace, Part
from builder.errors import UserError
from builder.library.stored_bodies import StoredTable
from builder.papers import PieceKind
from hea.events import SILENT, Events
from hea.workflows.answers.questions import Within
from hea.workflows.answers.search import open_searcher
from hea.workspace import Workspace
from retrieval.body.search import BodyHit, BodySearcher
from retrieval.filters import Filters

_KINDS: dict[Within, tuple[PieceKind, ...]] = {
    "abstract": (),
    "body": ("paragraph", "caption"),
    "tables": ("table",),
}
_PARTS: dict[PieceKind, Part] = {"paragraph": "body", "caption": "caption", "table": "table"}


def search_bodies(
    place: Workspace,
    question: str,
    k: int,
    *,
    within: Within,
    filters: Filters,
    events: Events = SILENT,
) -> list[BodyHit]:
    """Return the ``k`` passages that most likely answer a question, best first.

    Args:
        place: A workspace that has been built.
        question: A question in plain English.
        k: How many passages.
        within: ``body`` for paragraphs and captions, ``tables`` for rows of tables.
        filters: What a paper must hold.
        events: Receives notes.

    Raises:
        UserError: Nothing was built yet, the index does not fit, or no body was read.
    """
    with open_searcher(place, events) as searcher:
        bodies = BodySearcher(searcher.db, place.body_index, searcher.embedder)
        if not bodies.papers:
            raise UserError(
                "No paper was read beyond its abstract.",
                "Run `hea build`; where hea.toml says fulltext = false, remove that first.",
            )
        if bodies.is_unfinished:
            events.note("Not all bodies are indexed by meaning yet: run `hea build` to continue.")
        return bodies.search(question, k, kinds=_KINDS[within], filters=filters)


def place_of(hit: BodyHit) -> BodyPlace:
    """Return where a passage that was found stands in its paper."""
    if isinstance(hit.piece, StoredTable):
        table = hit.piece.table
        row = (hit.row or 0) - table.header_rows + 1
        return BodyPlace(
            "table", hit.piece.paper, hit.piece.number, table.page, table.section,
            label=table.label, row=row,
        )  # fmt: skip
    one = hit.piece.paragraph
    return BodyPlace(
        _PARTS[one.kind], hit.piece.paper, hit.piece.number, one.page_at(hit.start), one.section,
        one.heading, one.label,
    )  # fmt: skip


def body_hits(question: str, hits: list[BodyHit]) -> dict[str, Any]:
    """Return what `hea search --in body --json` prints."""
    return {"question": question, "hits": [_row(hit, place_of(hit)) for hit in hits]}


def _row(hit: BodyHit, at: BodyPlace) -> dict[str, Any]:
    return {
        "rank": hit.rank,
        "paper": hit.listed.id,
        "file": hit.listed.place,
        "title": hit.listed.paper.title,
        "doi": hit.listed.paper.doi,
        "year": hit.listed.paper.year,
        "page": at.page or None,
        "part": at.part,
        "section": at.section,
        "heading": at.heading or None,
        "label": at.label or None,
        "row": at.row,
        "text": hit.text,
        "start": hit.start,
        "end": hit.end,
        "score": hit.score,
        "why": {
            "dense": hit.why.dense,
            "words": hit.why.words,
            "composition": hit.why.composition,
            "cites_others": hit.cites_others,
        },
    }
