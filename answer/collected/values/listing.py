"""Return values as an answer: how many there are, a line and a quote for each that is shown."""

from collections.abc import Sequence

from answer.answers import (
    QUOTES,
    Answer,
    BodyPlace,
    Citation,
    LeftOut,
    Sentence,
    ValueList,
)
from answer.collected.values.order import papers_of
from answer.collected.values.wording import number_of, row_text
from answer.question.parse import ParsedQuestion
from builder.library.property_table import PropertyRow, ValuePlace

#: Rows that an answer cites and shows; `Answer.values` holds all.
SHOWN = 10


def counted(rows: Sequence[PropertyRow]) -> str:
    """Return how many values of which properties there are, from how many papers."""
    of = " or ".join(dict.fromkeys(row.of for row in rows))
    values, papers = number_of(len(rows), "value"), number_of(papers_of(rows), "paper")
    return f"{values} of {of} from {papers}"


def list_answer(
    question: ParsedQuestion,
    head: str,
    rows: Sequence[PropertyRow],
    shown: Sequence[PropertyRow],
    left_out: Sequence[LeftOut],
) -> Answer:
    """Return an answer whose first sentence is `head`, followed by a line for each row shown."""
    citations, marks = cite_rows(shown)
    of = tuple(dict.fromkeys(row.of for row in rows))
    lines = [
        Sentence(f"{row_text(row, of, question.unit)}.", (mark,), True)
        for row, mark in zip(shown, marks, strict=True)
    ]
    everything = tuple(dict.fromkeys(marks))
    return Answer(
        question.text,
        True,
        (Sentence(head, everything, True), *lines),
        citations,
        None,
        QUOTES,
        tuple(dict.fromkeys(row.listed.id for row in rows)),
        1.0,
        values=ValueList(tuple(rows), papers_of(rows), tuple(left_out), tuple(shown)),
    )


def cite_rows(rows: Sequence[PropertyRow]) -> tuple[tuple[Citation, ...], list[int]]:
    """Return a citation for each sentence that states one of the rows, and the mark of each row."""
    numbers: dict[tuple[str, int, ValuePlace | None], int] = {}
    citations: list[Citation] = []
    marks = []
    for row in rows:
        place = row.listed.id, row.start, row.place
        if place not in numbers:
            numbers[place] = len(citations) + 1
            at = _body_place(row)
            citations.append(
                Citation(numbers[place], row.listed, row.sentence, row.start, row.end, at)
            )
        marks.append(numbers[place])
    return tuple(citations), marks


def _body_place(row: PropertyRow) -> BodyPlace | None:
    """Return where behind the abstract a value stands; None for one of the abstract."""
    at = row.place
    if at is None:
        return None
    return BodyPlace(
        at.part, row.listed.id, at.number, at.page, "other", label=at.label, row=at.row
    )
