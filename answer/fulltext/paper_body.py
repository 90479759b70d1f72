"""The body of a paper, opened to be asked: its statements and what the paper means by its names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from answer.fulltext.counts import counts_in
from answer.fulltext.paper_names import PaperNames, read_names, tokens_of
from answer.fulltext.statement_features import (
    BodyCandidate,
    candidates_of,
    stems_of_statement,
)
from answer.fulltext.statements import BodyStatement, is_own, statements_of
from answer.fulltext.tables.headings import meaning_of, stems_of_signs
from answer.fulltext.tables.members import labels_of_rows
from answer.fulltext.tables.table_rows import columns_of_others, rows_of_others, table_rows
from answer.papers import FoundBody
from builder.library.catalog import CatalogEntry
from builder.library.stored_bodies import StoredParagraph
from builder.materials.alloys import Alloy, find_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.measurements.measurement import PlacedFacts
from builder.materials.measurements.paper_facts import read_paper
from builder.materials.measurements.tables.materials import (
    TableMaterials,
    gather_materials,
    with_caption,
    with_definitions,
)
from builder.papers import Paragraph, Table
from retrieval.lexical import word_set

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PART = re.compile(r"[^\W_]+")
#: Sections that tell how all was done; `other` is that of papers without any.
_OF_METHODS = frozenset({"experimental", "supplementary", "other"})
_THOUSANDS = re.compile(r"(?<=\d)[,\s\u2009\u202f](?=\d{3}(?!\d))")


@dataclass(frozen=True)
class PaperBody:
    """A paper with its body."""

    found: FoundBody

    @property
    def listed(self) -> CatalogEntry:
        """The paper as the catalog lists it."""
        return self.found.listed

    @property
    def title(self) -> str:
        """The title of the paper."""
        return self.listed.paper.title or ""

    @cached_property
    def candidates(self) -> Sequence[BodyCandidate]:
        """Every sentence, and every cell of a table, that may answer; those of the abstract last.

        The abstract is measured beside its body, so that the two can be compared.
        """
        texts = candidates_of(statements_of(self.found.paragraphs, ()))
        return [*texts, *self._cells, *candidates_of(self._of_abstract)]

    @cached_property
    def _of_abstract(self) -> Sequence[BodyStatement]:
        abstract = self.listed.paper.abstract
        if abstract is None:
            return ()
        stored = StoredParagraph(self.listed.id, 0, Paragraph(abstract.text, abstract.page))
        return [replace(one, part="abstract") for one in statements_of([stored], ())]

    @cached_property
    def _cells(self) -> Sequence[BodyCandidate]:
        return candidates_of(statements_of((), self.found.tables))

    @cached_property
    def tables(self) -> Mapping[int, Table]:
        """Its tables by their numbers."""
        return {one.number: one.table for one in self.found.tables}

    @cached_property
    def rows_of_others(self) -> Mapping[int, frozenset[int]]:
        """The numbers of the rows of each table that report others, by its number."""
        return {one.number: rows_of_others(table_rows(one.table)) for one in self.found.tables}

    @cached_property
    def columns_of_others(self) -> Mapping[int, frozenset[int]]:
        """The columns of each table that report others, by its number."""
        return {one.number: columns_of_others(table_rows(one.table)) for one in self.found.tables}

    @property
    def _abstract(self) -> str:
        abstract = self.listed.paper.abstract
        return abstract.text if abstract else ""

    @property
    def front(self) -> str:
        """Its title and abstract."""
        return f"{self.title}\n{self._abstract}"

    @property
    def _paragraphs(self) -> list[str]:
        return [one.paragraph.text for one in self.found.paragraphs]

    @property
    def _captions(self) -> list[str]:
        return [one.table.caption for one in self.found.tables]

    @cached_property
    def names(self) -> PaperNames:
        """What the paper means by its own names."""
        return read_names([self.front, *self._paragraphs, *self._captions])

    @cached_property
    def mentions(self) -> Sequence[Alloy]:
        """The alloys that it names, as often as it does, those by its own labels included."""
        return self.names.alloys_in(self.text)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The words of all that it says as samples are named by them."""
        return tokens_of([self.text])

    @cached_property
    def samples(self) -> Mapping[str, Sequence[str]]:
        """What the abbreviations by which it calls rows of its tables are short for, in stems."""
        rows = {one.statement.row for one in self._cells if one.statement.row}
        named = {part for row in rows for name in row.names for part in _PART.findall(name.text)}
        return {name: of for name, of in self.names.abbreviations.items() if name in named}

    @cached_property
    def own_materials(self) -> TableMaterials:
        """What the paper says of its materials outside of its tables."""
        return gather_materials(self.title, self._abstract, self._paragraphs, self.names.labels)

    @cached_property
    def materials(self) -> Mapping[int, TableMaterials]:
        """What the paper and the caption of each table say of its materials, by its number."""
        outside = with_definitions(self.own_materials, self._captions)
        rows = (row for one in self.found.tables for row in table_rows(one.table))
        labels = {**labels_of_rows(rows), **outside.labels}
        outside = replace(outside, labels=labels)
        return {one.number: with_caption(outside, one.table.caption) for one in self.found.tables}

    @cached_property
    def _read(self) -> dict[str, tuple[str, Mapping[int, PlacedFacts]]]:
        return {}

    def stated_by(self, said: BodyStatement) -> tuple[str, PlacedFacts | None]:
        """Return what a sentence states, read in its paragraph under the title of the paper.

        Args:
            said: A sentence of the body.

        Returns:
            The title, behind which the labels of the paragraph stand with the alloys that they are
            short for, and what the sentence states; None where it is not read.
        """
        if said.piece not in self._read:
            labels = [one for one in self.names.labels if one.text in said.piece]
            meant = "".join(f", {one.alloy.text} ({one.text})" for one in labels)
            title = f"{self.title}{meant}"
            placed = {one.start: one for one in read_paper(title, said.piece)}
            self._read[said.piece] = title, placed
        title, of_piece = self._read[said.piece]
        return title, of_piece.get(said.start)

    @cached_property
    def text(self) -> str:
        """All that the paper says, title and abstract first, each cell with its unit."""
        return self._with_tables(self._paragraphs)

    @cached_property
    def own_text(self) -> str:
        """All that the paper says without the sentences that report what others found."""
        said = statements_of(self.found.paragraphs, ())
        return self._with_tables(one.text for one in said if is_own(one))

    @cached_property
    def methods(self) -> str:
        """What it says of how all was done: its front, captions and what is no section of results.

        A paper without sections may say it anywhere.
        """
        pieces = [one.paragraph for one in self.found.paragraphs]
        told = [one.text for one in pieces if one.kind == "caption" or one.section in _OF_METHODS]
        return "\n".join([self.front, *told, *self._captions])

    def _with_tables(self, texts: Iterable[str]) -> str:
        parts = [self.front, *texts, *self._captions, *map(_told, self._cells)]
        return "\n".join(dict.fromkeys(parts))

    @cached_property
    def numbers(self) -> frozenset[float]:
        """All numbers that the paper gives, those of its formulas included."""
        plain = _THOUSANDS.sub("", self.text)
        return frozenset(float(number) for number in _NUMBER.findall(plain))

    @cached_property
    def elements(self) -> frozenset[str]:
        """The symbols of the elements that it names, in formulas, too."""
        alone = {element.symbol for element in find_elements(self.text)}
        return frozenset(alone.union(*(alloy.elements for alloy in find_alloys(self.text))))

    @cached_property
    def counts(self) -> frozenset[tuple[str, float]]:
        """The nouns that it counts, such as passes, each with one of its numbers."""
        return counts_in(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all that the paper says, what its symbols are short for included."""
        cells = (stems_of_statement(one, self.names) for one in self._cells)
        said = (word_set(self.text), self.names.stems_in(self.text), stems_of_signs(self.text))
        return frozenset().union(*said, *cells)

    @cached_property
    def statement_stems(self) -> Sequence[frozenset[str]]:
        """The stems of each statement in the order of `candidates`."""
        return [stems_of_statement(one, self.names) for one in self.candidates]


@lru_cache(maxsize=32)
def open_body(found: FoundBody) -> PaperBody:
    """Open a body; what was read of those asked last is kept."""
    return PaperBody(found)


def _told(one: BodyCandidate) -> str:
    """Return a cell with its names, its unit and what its headings are short for."""
    assert one.cell is not None and one.statement.row is not None
    headings = [name.heading for name in one.statement.row.names]
    meant = [meaning_of(heading) for heading in (one.cell.heading, *headings)]
    unit = f" {meant[0].unit.name}" if meant[0].unit else ""
    of_names = next((one.unit.name for one in meant[1:] if one.unit), "")
    heading = f"{one.cell.heading} {of_names}" if one.cell.heading[-1:].isdigit() else ""
    words = ", ".join(dict.fromkeys(one.text for one in meant if one.text))
    return f"{one.own} ({words}) {heading}: {one.cell.text}{unit}"
