"""Which papers stand together in one part of a dataset, and which part that is.

Papers on one alloy and one topic are a family; of the part a family's name alone decides, so that
no new paper ever moves an old one. More than half of a corpus may be on one alloy (CoCrFeNi, say):
families of alloys alone would then put nearly everything into one part, and are there to be asked
for where no alloy may stand in two. Abstracts decide, so that one printed twice stays in one part.
"""

import hashlib

from builder.library.catalog import CatalogEntry
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.vocabulary import find_terms

PARTS = ("train", "validation", "test")
_TRAIN, _VALIDATION = 0.8, 0.9
#: What a paper is about, the surest first.
_TOPICS = ("process", "property", "mechanism", "method")


def alloy_family(listed: CatalogEntry) -> str:
    """The set of elements of a paper's main alloy; without any, its abstract's hash."""
    alloy = _main_alloy(listed)
    return alloy.element_key if alloy else _hash(_abstract(listed))


def family(listed: CatalogEntry) -> str:
    """The composition of a paper's main alloy, and its topic."""
    alloy = _main_alloy(listed)
    return f"{alloy.composition_key} {_topic(listed)}" if alloy else _hash(_abstract(listed))


def part_of(family: str) -> str:
    """The part of a family, by its name alone."""
    share = int.from_bytes(hashlib.sha256(family.encode()).digest()[:8], "big") / 2**64
    return PARTS[0] if share < _TRAIN else PARTS[1] if share < _VALIDATION else PARTS[2]


def _main_alloy(listed: CatalogEntry) -> Alloy | None:
    """The first alloy of the abstract, else of the title."""
    for text in (_abstract(listed), listed.paper.title or ""):
        if named := named_alloys(text):
            return named[0]
    return None


def _topic(listed: CatalogEntry) -> str:
    """The first process, property, mechanism or method of the abstract."""
    terms = find_terms(_abstract(listed))
    named = (term.name for kind in _TOPICS for term in terms if term.kind == kind)
    return next(named, "")


def _abstract(listed: CatalogEntry) -> str:
    return listed.paper.abstract.text if listed.paper.abstract else ""


def _hash(text: str) -> str:
    return hashlib.sha256(" ".join(text.lower().split()).encode()).hexdigest()[:12]
