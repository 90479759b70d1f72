"""Bound what one paper may hold, so that no text of it costs its readers more than any other."""

from dataclasses import replace

from builder.papers import Body, LinePlace, Paper, Paragraph, Table

#: Most characters of an abstract; the longest of 700 papers has 5,200.
MOST_ABSTRACT = 20_000
#: Most characters of a title, a journal, a name or a key, and most authors: collaborations have
#: some thousands.
_MOST_FIELD, _MOST_AUTHORS = 2_000, 10_000
#: Most characters of all paragraphs of a body, of one of them, and most of them: a review of 60
#: pages has some 300,000 in 500; of all its tables the most cells, and characters of one.
_MOST_BODY, _MOST_PARAGRAPH, _MOST_PARAGRAPHS = 2_000_000, 20_000, 5_000
_MOST_TABLES, _MOST_CELLS, _MOST_CELL = 500, 100_000, 2_000
_MOST_NOTES = 100
_BEYOND = (
    "Parts of its text or tables are longer than hea-qa reads, and were left out: see the file."
)


def bounded(paper: Paper) -> Paper:
    """Return a paper without what is beyond the bounds; notes tell of what was cut.

    An abstract or paragraph ends with the last sentence within the bound, or else with the last
    word. A table is kept whole or not at all.
    """
    abstract, notes, body = paper.abstract, paper.notes, paper.body
    if abstract is not None and len(abstract.text) > MOST_ABSTRACT:
        kept = _cut(abstract.text, MOST_ABSTRACT)
        places = _within(abstract.places, kept)
        abstract = replace(abstract, text=kept, display=None, places=places)
        notes = (*notes, f"Its abstract was cut off after {len(kept):,} of its characters.")
    if body is not None:
        body = _bounded_body(body)
        if body != paper.body:
            notes = (*notes, _BEYOND)
    return replace(
        paper,
        title=paper.title and paper.title[:_MOST_FIELD],
        journal=paper.journal and paper.journal[:_MOST_FIELD],
        key=paper.key and paper.key[:_MOST_FIELD],
        authors=tuple(name[:_MOST_FIELD] for name in paper.authors[:_MOST_AUTHORS]),
        abstract=abstract,
        notes=notes,
        body=body,
    )


def _bounded_body(body: Body) -> Body:
    paragraphs: list[Paragraph] = []
    room = _MOST_BODY
    for paragraph in map(_bounded_paragraph, body.paragraphs[:_MOST_PARAGRAPHS]):
        room -= len(paragraph.text)
        if room < 0:
            break
        paragraphs.append(paragraph)
    tables: list[Table] = []
    cells = _MOST_CELLS
    for table in body.tables[:_MOST_TABLES]:
        size = sum(map(len, table.rows))
        if size <= cells and all(len(cell) <= _MOST_CELL for row in table.rows for cell in row):
            cells -= size
            tables.append(_bounded_table(table))
    return replace(body, paragraphs=tuple(paragraphs), tables=tuple(tables))


def _bounded_paragraph(one: Paragraph) -> Paragraph:
    text = _cut(one.text, _MOST_PARAGRAPH)
    return replace(
        one,
        text=text,
        heading=one.heading[:_MOST_FIELD],
        label=one.label[:_MOST_FIELD],
        places=_within(one.places, text),
        later_pages=tuple((at, page) for at, page in one.later_pages if at < len(text)),
    )


def _bounded_table(table: Table) -> Table:
    return replace(
        table,
        label=table.label[:_MOST_FIELD],
        caption=_cut(table.caption, _MOST_PARAGRAPH),
        notes=tuple(_cut(note, _MOST_PARAGRAPH) for note in table.notes[:_MOST_NOTES]),
    )


def _cut(text: str, most: int) -> str:
    """Return a text of ``most`` characters at most, ended at a sentence or else a word."""
    if len(text) <= most:
        return text
    kept = text[:most]
    return kept[: kept.rfind(". ") + 1 or max(kept.rfind(" "), 0) or most]


def _within(places: tuple[LinePlace, ...], text: str) -> tuple[LinePlace, ...]:
    """Return the places of a text that was cut, or all where it was not."""
    if not places or places[-1].end <= len(text):
        return places
    return tuple(place for place in places if place.end <= len(text))
