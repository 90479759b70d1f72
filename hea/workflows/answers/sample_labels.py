"""Find the alloys that papers call by a name of their own, such as `HNCN` or `M5`."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from builder.library.catalog import CatalogEntry, by_id
from builder.library.stored_bodies import paragraphs_of
from builder.materials.alloy_labels import find_labels
from builder.materials.alloys import Alloy
from retrieval.body.pool import papers_of
from retrieval.body.schema import has_body_index
from retrieval.lexical import papers_with, search_words, terms

#: Papers in which a name is looked for, at most, and passages of bodies that lead to them.
_PAPERS, _PASSAGES = 20, 200


@dataclass(frozen=True, slots=True)
class LabelledAlloy:
    """An alloy, and the paper that calls it by a name."""

    alloy: Alloy
    listed: CatalogEntry


def find_labelled(db: sqlite3.Connection, label: str) -> list[LabelledAlloy]:
    """Return the alloys that papers call by a name, each composition once.

    Args:
        db: The database of a built library.
        label: The name as the papers write it.
    """
    found: dict[str, LabelledAlloy] = {}
    for listed in _papers_with(db, label):
        for one in find_labels(_text_of(db, listed)):
            if one.text == label:
                found.setdefault(one.alloy.composition_key, LabelledAlloy(one.alloy, listed))
    return [*found.values()]


def _papers_with(db: sqlite3.Connection, label: str) -> Sequence[CatalogEntry]:
    """Return the papers that hold a name in title, abstract or body."""
    papers = list(papers_with(db, frozenset(terms(label))))
    if has_body_index(db):
        passages = [passage for passage, _ in search_words(db, label, _PASSAGES, "body_words")]
        papers += papers_of(db, passages).values()
    return [*by_id(db, list(dict.fromkeys(papers))[:_PAPERS]).values()]


def _text_of(db: sqlite3.Connection, listed: CatalogEntry) -> str:
    paper = listed.paper
    texts = [paper.title or "", paper.abstract.text if paper.abstract else ""]
    texts += [one.paragraph.text for one in paragraphs_of(db, listed.id, with_places=False)]
    return " ".join(texts)
