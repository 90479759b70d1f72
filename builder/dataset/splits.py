"""Assign papers to the parts of a dataset by family, so that related papers share a part.

A family is the papers on one alloy and one topic. Its name and the seed alone decide the part, so
that a new paper never moves an old one. More than half of a corpus may be on one alloy (CoCrFeNi,
say): families by alloy alone would put nearly everything into one part, so they are an option for
users who want no alloy in two parts. Families are read from abstracts, so that an abstract printed
twice stays in one part.
"""

import hashlib

from builder.library.catalog import CatalogEntry
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.vocabulary import find_terms

PARTS = ("train", "validation", "test")
#: Upper bounds of the hash shares of train and validation: 80 %, 10 % and 10 % of the families.
_TRAIN, _VALIDATION = 0.8, 0.9
#: Kinds of terms that name the topic of a paper, the surest first.
_TOPICS = ("process", "property", "mechanism", "method")


def alloy_family(entry: CatalogEntry) -> str:
    """Return the elements of the main alloy of a paper; without an alloy, the abstract's hash."""
    alloy = _main_alloy(entry)
    return alloy.element_key if alloy else _hash(_abstract(entry))


def family(entry: CatalogEntry) -> str:
    """Return the composition of the main alloy and the topic; without an alloy, a hash."""
    alloy = _main_alloy(entry)
    return f"{alloy.composition_key} {_topic(entry)}" if alloy else _hash(_abstract(entry))


def part_of(family: str, seed: int = 0) -> str:
    """Return the part of a family, from a hash of its name; each seed gives other parts."""
    name = f"{seed} {family}" if seed else family
    share = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") / 2**64
    return PARTS[0] if share < _TRAIN else PARTS[1] if share < _VALIDATION else PARTS[2]


def _main_alloy(entry: CatalogEntry) -> Alloy | None:
    """Return the first alloy of the abstract, else of the title."""
    for text in (_abstract(entry), entry.paper.title or ""):
        if named := named_alloys(text):
            return named[0]
    return None


def _topic(entry: CatalogEntry) -> str:
    """Return the first process of the abstract, else property, mechanism, method, else ""."""
    terms = find_terms(_abstract(entry))
    named = (term.name for kind in _TOPICS for term in terms if term.kind == kind)
    return next(named, "")


def _abstract(entry: CatalogEntry) -> str:
    return entry.paper.abstract.text if entry.paper.abstract else ""


def _hash(text: str) -> str:
    return hashlib.sha256(" ".join(text.lower().split()).encode()).hexdigest()[:12]
