"""Make documents of an answer, of papers found, of values, and of papers listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from builder.library.catalog import by_id
from builder.storage.database import open_database
from hea.workflows.exports.document import Block, Document, GridBlock, ReferenceBlock, TextBlock

if TYPE_CHECKING:
    from answer.answers import Answer
    from builder.library.catalog import CatalogEntry
    from builder.library.property_table import PropertyRow
    from hea.workspace import Workspace
    from retrieval.body.search import BodyHit
    from retrieval.hybrid import Hit


def papers_of(place: Workspace, ids: Iterable[str]) -> list[CatalogEntry]:
    """Return the papers of these ids that are there, in their order."""
    with closing(open_database(place.database)) as db:
        return list(by_id(db, ids).values())


def of_answer(answer: Answer) -> Document:
    """Return an answer with its quotes and papers, or a refusal with what came nearest."""
    return Document(answer.question, tuple(_answer(answer)))


def of_answers(title: str, answers: Iterable[Answer]) -> Document:
    """Return answers one below the other, each under its question."""
    blocks: list[Block] = []
    for answer in answers:
        blocks += TextBlock("heading", answer.question), *_answer(answer)
    return Document(title, tuple(blocks))


def _answer(answer: Answer) -> Iterator[Block]:
    if answer.note:
        yield TextBlock("note", answer.note)
    if not answer.answered:
        yield TextBlock("paragraph", answer.text)
        if answer.nearest:
            yield TextBlock("note", answer.nearest)
        return
    if answer.short:
        yield TextBlock("strong", answer.short)
    yield from _said(answer)
    marks: dict[str, list[int]] = {}
    listed: dict[str, CatalogEntry] = {}
    for citation in answer.citations:
        marks.setdefault(citation.listed.id, []).append(citation.n)
        listed[citation.listed.id] = citation.listed
    for paper, numbers in marks.items():
        yield ReferenceBlock("".join(f"[{n}]" for n in numbers), listed[paper])
        for citation in answer.citations:
            if citation.listed.id == paper:
                yield TextBlock("quote", f"[{citation.n}] “{citation.quote}” ({citation.told})")


def _said(answer: Answer) -> Iterator[Block]:
    """Yield what an answer says: its values, its groups, or its sentences."""
    if answer.values:
        from answer.collected.values.naming import material_text
        from answer.collected.values.wording import circumstances, left_out_text, value_text
        from hea.workflows.values.row_words import MARKS_OF_A_LIST, marked

        yield TextBlock("paragraph", answer.sentences[0].text)
        rows = tuple(
            (
                f"[{n}]",
                f"({material_text(row)})" if row.inherited else material_text(row),
                row.of,
                marked(value_text(row), row),
                ", ".join(circumstances(row)),
                str(row.listed.paper.year or ""),
            )
            for n, row in answer.marked_rows
        )
        yield GridBlock(("", "alloy", "property", "value", "at, state", "year"), rows)
        if any(row.inherited or row.value.step or not row.is_sure for _, row in answer.marked_rows):
            yield TextBlock("note", MARKS_OF_A_LIST)
        if answer.values.left_out:
            yield TextBlock("note", left_out_text(answer.values.left_out))
    elif answer.groups:
        said = {one.citations[0]: one.text for one in answer.sentences if one.citations}
        for group in answer.groups:
            yield TextBlock("heading", group.heading)
            for n in group.citations:
                yield TextBlock("item", f"{said[n]} [{n}]")
    else:
        from hea.workflows.answers.sentence_text import tidied

        sentences = [
            f"{tidied(one.text)}{'' if one.supported else ' (no paper says this)'}"
            f" {''.join(f'[{n}]' for n in one.citations)}".strip()
            for one in answer.sentences
        ]
        yield TextBlock("paragraph", " ".join(sentences))


def of_hits(question: str, hits: Sequence[Hit]) -> Document:
    """Return the papers found for a question, best first, each with its best passage."""
    blocks: list[Block] = []
    for hit in hits:
        blocks += ReferenceBlock(f"{hit.rank}.", hit.listed), TextBlock("quote", hit.passage.text)
    return Document(question, tuple(blocks) or (TextBlock("paragraph", "Nothing found."),))


def of_body_hits(question: str, hits: Sequence[BodyHit]) -> Document:
    """Return the passages found in bodies for a question, best first."""
    blocks: list[Block] = []
    for hit in hits:
        blocks += ReferenceBlock(f"{hit.rank}.", hit.listed), TextBlock("quote", hit.text)
    return Document(question, tuple(blocks) or (TextBlock("paragraph", "Nothing found."),))


def of_values(title: str, found: Sequence[PropertyRow]) -> Document:
    """Return values as the table that `hea table` shows, with its marks, sentences and papers."""
    from hea.workflows.values.row_words import (
        circumstance_words,
        in_shown_order,
        legend,
        material_words,
        value_words,
    )

    numbers: dict[str, int] = {}
    cells: list[tuple[str, ...]] = []
    for row in in_shown_order(found):
        n = numbers.setdefault(row.listed.id, len(numbers) + 1)
        words = (material_words(row), value_words(row), circumstance_words(row), row.sentence)
        cells.append((*words, f"[{n}]"))
    listed = {row.listed.id: row.listed for row in found}
    return Document(
        title,
        (
            GridBlock(("alloy", "value", "at", "sentence", "paper"), tuple(cells)),
            *(TextBlock("note", words) for words in legend(found)),
            *(ReferenceBlock(f"[{n}]", listed[paper]) for paper, n in numbers.items()),
        ),
    )


def of_papers(title: str, papers: Iterable[CatalogEntry]) -> Document:
    """Return papers, each once, as a list of references."""
    references = {listed.id: ReferenceBlock("", listed) for listed in papers}
    return Document(title, tuple(references.values()))
