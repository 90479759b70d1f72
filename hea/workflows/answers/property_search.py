"""Find the values of a property, and the papers of an alloy, in the whole corpus."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder.errors import UserError
from builder.library.body_values import find_body_rows, without_repeats
from builder.library.catalog import CatalogEntry, by_id
from builder.library.property_table import PropertyRow, disagreements, levels, named_property
from builder.library.stored_values import find_rows, properties_of
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.descriptors import Descriptor, descriptors
from builder.storage.database import open_database
from hea.workflows.answers.sample_labels import LabelledAlloy, find_labelled
from hea.workflows.values.facets import ValueFilter
from retrieval.composition import likenesses
from retrieval.passages import passages

#: Passages looked at for one alloy: more than any corpus has of one set of elements.
_DEPTH = 100_000
#: What of a paper states a value.
SOURCES = ("abstract", "body", "table")
#: What a paper has of an alloy, by its likeness: what stands behind `3 papers with`.
RELATIONS = {
    1.0: "this alloy",
    0.9: "a series that may include it",
    0.7: "its elements in other amounts",
}


@dataclass(frozen=True, slots=True)
class PropertyQuery:
    """Which values a person wants to see."""

    property: str
    """Its usual name."""
    alloy: Alloy | None = None
    """Only values of this composition."""
    disagreements: bool = False
    """Only pairs of papers that differ on one alloy at one temperature."""
    where: ValueFilter = field(default_factory=ValueFilter)
    """Only values that meet these conditions."""
    source: str = ""
    """Only values that the `abstract`, the `body` or a `table` states; "" for all."""


@dataclass(frozen=True, slots=True)
class NamingPaper:
    """A paper that names the alloy, a family that may hold it, or its elements in other ratios."""

    listed: CatalogEntry
    likeness: float


@dataclass(frozen=True, slots=True)
class AlloyDescription:
    """An alloy, what is calculated from its composition, and the papers that name it."""

    alloy: Alloy
    calculated: tuple[Descriptor, ...]
    papers: tuple[NamingPaper, ...]
    label: str = ""
    """The name by which it was asked for, where that is a paper's own name for it."""
    labelled_in: CatalogEntry | None = None
    """The paper that calls it so."""
    properties: tuple[str, ...] = ()
    """Of which the abstracts of these papers give values of it, the one with most values first."""

    @property
    def composition(self) -> str:
        """Its elements, each with its share: `Co 25, Cr 25, Fe 25, Ni 25 at.%`."""
        parts = [
            element if fraction is None else f"{element} {100 * fraction:.3g}"
            for element, fraction in zip(self.alloy.elements, self.alloy.fractions, strict=True)
        ]
        return ", ".join(parts) + ("" if None in self.alloy.amounts else " at.%")


def read_property_query(
    name: str,
    alloy: str | None = None,
    disagree: bool = False,
    where: ValueFilter | None = None,
    source: str = "",
) -> PropertyQuery:
    """Return the query for a property and an alloy as people write them.

    Raises:
        UserError: The property, the alloy or the source is not known.
    """
    wanted = named_property(name)
    named = asked_alloy(alloy) if alloy else None
    if source not in ("", *SOURCES):
        raise UserError(
            f"“{source[:60]}” is not a part of a paper.", f"One of: {', '.join(SOURCES)}."
        )
    return PropertyQuery(wanted, named, disagree, where or ValueFilter(), source)


def find_values(database: Path, query: PropertyQuery) -> list[PropertyRow]:
    """Return every value of a property that the papers of a built library state.

    Paper by paper come those of the abstract, then those that only a table or the text states.
    """
    with closing(open_database(database)) as db:
        stated = [*find_rows(db, query.property), *find_body_rows(db, query.property)]
    stated = sorted(without_repeats(stated), key=lambda row: (row.listed.file, row.listed.line))
    found = levels((row for row in stated if query.source in ("", row.source)), query.alloy)
    found = [row for row in found if query.where.fits(row)]
    if query.disagreements:
        return [one for pair in disagreements(found) for one in pair]
    return found


def why_nothing_found(database: Path, query: PropertyQuery) -> str:
    """Return why a query finds no value, and what to leave out of it."""
    if query.disagreements:
        return f"No two papers disagree on a {query.property} of one alloy at one temperature."
    of = f" of {query.alloy.name}" if query.alloy else ""
    narrow = query.where != ValueFilter()
    words = f"No paper states a {query.property}{of}{' that fits these filters' if narrow else ''}."
    others = len(find_values(database, PropertyQuery(query.property)))
    if not others or not (query.alloy or narrow):
        return words
    count = f"are {others} values" if others > 1 else "is 1 value"
    lighter = "without these filters" if narrow else "of other alloys: leave --alloy out"
    return f"{words} There {count} {lighter}."


def asked_alloy(words: str) -> Alloy:
    """Return the alloy a person names.

    Raises:
        UserError: There is none in ``words``.
    """
    found = named_alloys(words)
    if not found:
        raise UserError(
            f"“{words[:60]}” is not an alloy.", "Write a formula, such as Al0.3CoCrFeNi."
        )
    return found[0]


def describe_alloy(database: Path, formula: str) -> AlloyDescription:
    """Describe an alloy; without papers where nothing was built yet.

    Raises:
        UserError: ``formula`` names no alloy, or several papers call different alloys by it.
    """
    if database.exists() and not named_alloys(formula):
        with closing(open_database(database)) as db:
            if one := _labelled(db, formula.strip()):
                described = _described(db, one.alloy)
                return replace(described, label=formula.strip(), labelled_in=one.listed)
    alloy = asked_alloy(formula)
    if not database.exists():
        return AlloyDescription(alloy, tuple(descriptors(alloy)), ())
    with closing(open_database(database)) as db:
        return _described(db, alloy)


def _described(db: sqlite3.Connection, alloy: Alloy) -> AlloyDescription:
    papers = tuple(papers_with(db, alloy))
    same = [one.listed.id for one in papers if one.likeness == 1.0]
    properties = tuple(properties_of(db, alloy, same))
    return AlloyDescription(alloy, tuple(descriptors(alloy)), papers, properties=properties)


def _labelled(db: sqlite3.Connection, label: str) -> LabelledAlloy | None:
    """Return the one alloy that papers call by a name; None if there is none.

    Raises:
        UserError: There are several.
    """
    found = find_labelled(db, label)
    if len(found) > 1:
        told = "; ".join(f"{one.alloy.text} in {one.listed.place}" for one in found[:4])
        raise UserError(f"Papers call different alloys “{label}”: {told}.", "Write the formula.")
    return found[0] if found else None


def papers_with(db: sqlite3.Connection, alloy: Alloy) -> list[NamingPaper]:
    """Return the papers that name an alloy, the most alike first, then the newest."""
    like = likenesses(db, [alloy], _DEPTH)
    best: dict[str, float] = {}
    for number, passage in passages(db, list(like)).items():
        best[passage.paper] = max(best.get(passage.paper, 0.0), like[number])
    listed = by_id(db, set(best))
    found = [NamingPaper(listed[paper], likeness) for paper, likeness in best.items() if likeness]
    return sorted(found, key=lambda one: (-one.likeness, -(one.listed.paper.year or 0)))
