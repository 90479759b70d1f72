"""Read the values of properties that a paper states in its running text and its tables."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace

from builder.library.catalog import CatalogEntry
from builder.library.property_table import PropertyRow, ValuePlace, written_out
from builder.library.stored_bodies import StoredParagraph, StoredTable
from builder.materials.alloy_labels import AlloyLabel, find_labels
from builder.materials.element_mentions import find_elements
from builder.materials.measurements.certainty.binding_features import paper_bindings, told_by
from builder.materials.measurements.certainty.row_model import is_named, row_chance
from builder.materials.measurements.measurement import Measurement
from builder.materials.measurements.owner_binding import UNTOLD
from builder.materials.measurements.paper_facts import read_paper
from builder.materials.measurements.tables import TableValue, read_tables
from builder.materials.measurements.tables.headings import shown_heading
from builder.materials.measurements.tables.materials import gather_materials
from builder.materials.measurements.tables.table_layout import headings_of
from builder.materials.measurements.tables.values import is_trade_name
from builder.materials.vocabulary import TERMS, find_terms
from builder.nlp.cited import is_cited
from builder.papers import Section, Table

#: Sections whose sentences tell what the paper itself found.
_OWN: frozenset[Section] = frozenset({"results", "discussion", "conclusions", "other"})
_PROPERTIES = frozenset(term.name for term in TERMS if term.kind == "property")
_DIGIT = re.compile(r"\d")
#: What tables call a property that the vocabulary names otherwise.
_LATTICE = re.compile(r"lattice parameter (?P<axis>[abc])")


def body_values_of(
    row: CatalogEntry, paragraphs: Sequence[StoredParagraph], tables: Sequence[StoredTable]
) -> Iterator[PropertyRow]:
    """Yield the values of a body, those of tables first, whose alloy is known.

    Left out are values that are reported of others, and those that the paper's introduction gives.

    Args:
        row: The paper.
        paragraphs: Its running text and captions.
        tables: Its tables.
    """
    abstract = row.paper.abstract.text if row.paper.abstract else ""
    title = row.paper.title or ""
    own = [one.paragraph.text for one in paragraphs if one.paragraph.section in _OWN]
    made = [one.paragraph.text for one in paragraphs if one.paragraph.section == "experimental"]
    labels = find_labels(" ".join((title, abstract, *made, *own)))
    materials = gather_materials(title, abstract, made, labels)
    read = read_tables([one.table for one in tables], materials)
    yield from _with_doubts(
        found for value in read if (found := _of_table(row, tables[value.table], value))
    )
    for paragraph in paragraphs:
        yield from _of_paragraph(row, title, paragraph, labels)


def _with_doubts(rows: Iterable[PropertyRow]) -> Iterator[PropertyRow]:
    """Yield the values of tables, none sure whose alloy is open or that another one is like.

    Such two differ in nothing that was read.
    """
    rows = [*rows]
    amounts: dict[Hashable, set[tuple[float, float]]] = defaultdict(set)
    for row in rows:
        amounts[row.of, told_by(row.value)].add(row.value.quantity.si)
    for row in rows:
        is_told = is_named(row.value) and len(amounts[row.of, told_by(row.value)]) == 1
        yield row if is_told else replace(row, chance=0.0)


def _of_table(row: CatalogEntry, stored: StoredTable, value: TableValue) -> PropertyRow | None:
    axis = _LATTICE.fullmatch(value.property)
    name = "lattice parameter" if axis else value.property
    is_other = not value.alloys and is_trade_name(value.label)
    if name not in _PROPERTIES or value.is_cited or not (value.alloys or is_other):
        return None
    alloy = written_out(value.alloys[0]) if value.alloys else None
    label = "" if alloy and value.label == value.alloys[0].text else value.label
    terms = [term for words in value.words for term in find_terms(words)]
    measured = Measurement(
        value.quantity,
        name,
        value.alloys,
        value.conditions,
        owner="phase" if value.phase else "other" if is_other else "alloy",
        kind=axis["axis"] if axis else "",
        states=tuple(dict.fromkeys(one.name for one in terms if one.kind == "process")),
        sample=", ".join(name for name in (label, value.phase) if name),
        treatment=value.treatment,
    )
    text = _row_text(stored.table, value.row)
    if value.label and value.label not in text:
        text = f"{value.label}: {text}"  # it stands in a row above
    place = ValuePlace(
        "table",
        stored.number,
        stored.table.page,
        text,
        stored.table.label,
        value.row - stored.table.header_rows + 1,
    )
    phases = tuple(
        term.name for term in find_terms(f"{value.phase} {text}") if term.kind == "phase"
    )
    phases = tuple(dict.fromkeys(phases))
    return PropertyRow(row, 0, len(text), name, measured, alloy, False, phases, place)


def _row_text(table: Table, number: int) -> str:
    """Return a row with its headings; cells over several rows are not repeated."""
    told = []
    for column, cell in enumerate(table.rows[number]):
        levels = headings_of(table, column).split("\n")
        heading = " / ".join(shown_heading(level, table.notes) for level in levels)
        if cell:
            told.append(f"{heading}: {cell}" if heading else cell)
    return "; ".join(told)


def _of_paragraph(
    row: CatalogEntry, title: str, stored: StoredParagraph, labels: Sequence[AlloyLabel]
) -> Iterator[PropertyRow]:
    piece = stored.paragraph
    if piece.section not in _OWN or piece.kind == "table" or not _may_state(piece.text):
        return
    meant = "".join(f", {one.alloy.text} ({one.text})" for one in labels if one.text in piece.text)
    read = read_paper(f"{title}{meant}", piece.text)
    paper = paper_bindings(title, read)
    for said in read:
        if not said.facts.values or is_cited(said.facts.text, piece.section):
            continue
        phases = tuple(dict.fromkeys(t.name for t in said.facts.terms if t.kind == "phase"))
        page = piece.page_at(said.start)
        place = ValuePlace("body", stored.number, page, said.facts.text, piece.label)
        for value in said.facts.values:
            inherited = "alloys" in value.inherited
            if inherited and find_elements(said.facts.text):
                continue  # it may be a value of that element
            if value.property and value.alloys and value.sample != UNTOLD.sample:
                alloy = written_out(value.alloys[0])
                yield PropertyRow(
                    row,
                    said.start,
                    said.end,
                    value.property,
                    value,
                    alloy,
                    inherited,
                    phases,
                    place,
                    row_chance(value, said.facts, paper),
                )


def _may_state(text: str) -> bool:
    return _DIGIT.search(text) is not None and any(
        term.kind == "property" for term in find_terms(text)
    )
