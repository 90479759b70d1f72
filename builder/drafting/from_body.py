"""Draft triples from the paragraphs of a paper's body, whose context is the paragraph."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from builder.clock import MOST_SECONDS, OutOfTimeError, cpu_limit
from builder.drafting.draft import draft
from builder.library.catalog import CatalogEntry
from builder.library.stored_bodies import paragraphs_of
from builder.nlp.cited import compared_from, is_cited
from builder.papers import Paragraph, Section
from builder.triples import BODY, Triple

#: Sections that report the paper's own work.
_OWN: tuple[Section, ...] = ("experimental", "results", "discussion", "conclusions")
#: Kinds that tell of a paper as a whole, which no paragraph does.
_OF_WHOLES = ("summary", "conclusion")
#: What a question or answer must not send its reader to, who has the paragraph alone.
_ELSEWHERE = re.compile(r"\b(?:Figs?|Figures?|Tables?|Schemes?|Eqs?|Equations?|Refs?)\b|\[\d")
#: Longest paragraph that is drafted from, in characters: what is longer was not parted right.
_LONGEST = 6_000


def draft_from_body(db: sqlite3.Connection, row: CatalogEntry) -> list[Triple]:
    """Draft the triples of a paper's body; those of its first paragraphs where time runs out.

    Introductions, captions and tables are left out, and whatever reports what others found.
    """
    drafted: dict[str, Triple] = {}
    try:
        with cpu_limit(MOST_SECONDS):
            for stored in paragraphs_of(db, row.id, with_places=False):
                for one in _draft_paragraph(row, stored.paragraph):
                    drafted.setdefault(one.question.lower(), one)
    except OutOfTimeError:
        pass
    return list(drafted.values())


def page_of_context(db: sqlite3.Connection, paper: str, context: str) -> int | None:
    """Return the page of the paragraph that is the context of a triple; None without pages."""
    pages = (
        one.paragraph.page
        for one in paragraphs_of(db, paper, with_places=False)
        if one.paragraph.text == context
    )
    return next(pages, 0) or None


def _draft_paragraph(row: CatalogEntry, one: Paragraph) -> Iterator[Triple]:
    if one.kind != "paragraph" or one.section not in _OWN or len(one.text) > _LONGEST:
        return
    for triple in draft(row.id, row.paper.title, one.text):
        places = ((triple.start, triple.end), *triple.spans)
        if triple.kind in _OF_WHOLES or _ELSEWHERE.search(f"{triple.question} {triple.answer}"):
            continue
        if all(_is_own(one.text[a:b], triple.answer, one.section) for a, b in places):
            yield replace(triple, made_by=BODY)


def _is_own(sentence: str, answer: str, section: Section) -> bool:
    """Return whether a sentence, and what it answers with, is what the paper found itself."""
    theirs = sentence[compared_from(sentence) :]
    return not is_cited(sentence, section) and not (theirs and answer in theirs)
