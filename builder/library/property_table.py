"""Evidence tables: every value of a property that the abstracts state, and who disagrees."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from builder.errors import UserError
from builder.library.catalog import CatalogEntry
from builder.materials.alloys import Alloy, compatible, find_alloys
from builder.materials.measurements import Measurement, read_facts
from builder.materials.quantities import Quantity, equal
from builder.materials.vocabulary import TERMS, dimensions_of, find_terms
from builder.nlp.sentences import sentences
from builder.papers import READABLE

#: Two values of one alloy at one temperature that differ by more than this are shown as a
#: disagreement: room for a test bar's scatter, not for another state of the material.
DISAGREEMENT = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class PropertyRow:
    """One value of a property as one sentence states it: ``abstract[start:end]``."""

    listed: CatalogEntry
    start: int
    end: int
    of: str
    """The property, as the vocabulary names it."""
    value: Measurement
    alloy: Alloy | None
    """The alloy it is of, or one reading of its name; None where the paper names none."""
    inherited: bool
    """Whether the alloy is named in an earlier sentence or the title, not in this one."""
    phases: tuple[str, ...]
    """Phases that the sentence names."""

    @property
    def sentence(self) -> str:
        assert self.listed.paper.abstract is not None
        return self.listed.paper.abstract.text[self.start : self.end]

    @property
    def temperature(self) -> Quantity | None:
        """The temperature stated with the value; None where there is none, as at room."""
        found = (c for c in self.value.conditions if c.dimension == "temperature")
        return next(found, None)


def named_property(words: str) -> str:
    """The vocabulary's name of a property, from any of its forms: YS, proof stress."""
    found = [mention for mention in find_terms(words) if mention.kind == "property"]
    if len(found) == 1 and found[0].text == words.strip():
        return found[0].name
    names = [term.name for term in TERMS if term.kind == "property" and dimensions_of(term.name)]
    forms = {form: term.name for term in TERMS if term.kind == "property" for form in term.forms}
    near = difflib.get_close_matches(words, forms, n=1, cutoff=0.6)
    hint = f"Did you mean “{forms[near[0]]}”?" if near else f"One of: {', '.join(sorted(names))}."
    raise UserError(f"“{words[:60]}” is no property the tables know.", hint)


def property_table(
    rows: Iterable[CatalogEntry], name: str, alloy: Alloy | None = None
) -> list[PropertyRow]:
    """Every stated value of a property, of one alloy where one is given, paper by paper."""
    found = [evidence for row in rows for evidence in _of_paper(row, name)]
    if alloy is None:
        return found
    return [one for one in found if one.alloy is not None and compatible(one.alloy, alloy)]


def disagreements(evidence: Sequence[PropertyRow]) -> list[tuple[PropertyRow, PropertyRow]]:
    """Pairs of values from two papers on one composition, at one temperature, far apart."""
    return [
        (one, other)
        for one, other in combinations(evidence, 2)
        if one.listed.id != other.listed.id
        and one.alloy is not None
        and other.alloy is not None
        and None not in one.alloy.amounts
        and one.alloy.composition_key == other.alloy.composition_key
        and _same_temperature(one.temperature, other.temperature)
        and one.value.quantity.dimension == other.value.quantity.dimension
        and _apart(one.value.quantity, other.value.quantity)
    ]


def _of_paper(row: CatalogEntry, name: str) -> Iterable[PropertyRow]:
    abstract = row.paper.abstract
    if abstract is None or row.paper.state not in READABLE:
        return
    spoken_of = _only(find_alloys(row.paper.title or ""))
    for start, end in sentences(abstract.text):
        statement = read_facts(abstract.text[start:end])
        phases = tuple(dict.fromkeys(t.name for t in statement.terms if t.kind == "phase"))
        for value in statement.values:
            if value.property == name and not value.relative:
                alloy = value.alloys[0] if value.alloys else spoken_of
                alloy = None if value.composite else alloy
                inherited = not value.alloys and alloy is not None
                yield PropertyRow(row, start, end, name, value, alloy, inherited, phases)
        spoken_of = _only(statement.alloys) or spoken_of


def _only(alloys: Iterable[Alloy]) -> Alloy | None:
    """The one alloy that a text names; None where it names none or several."""
    named = {alloy.composition_key: alloy for alloy in alloys if alloy.kind == "alloy"}
    return next(iter(named.values())) if len(named) == 1 else None


def _same_temperature(one: Quantity | None, other: Quantity | None) -> bool:
    return one is other if one is None or other is None else equal(one, other)


def _apart(one: Quantity, other: Quantity) -> bool:
    (low, high), (least, most) = one.si, other.si
    gap = max(low - most, least - high)
    return gap > DISAGREEMENT * max(abs(high), abs(most))
