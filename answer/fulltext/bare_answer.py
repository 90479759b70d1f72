"""Give the value or name that a statement of a body answers with; nothing where that is unsure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from answer.extractive.nouns_of_values import is_of_other_noun, noun_words
from answer.extractive.sentence_ranking import RankedSentence
from answer.extractive.short_answer import short_answer
from answer.extractive.values.value_text import write_value
from answer.fulltext.asked import AskedStatement, holds, is_grade
from answer.fulltext.others.samples import leaves_sample_open
from answer.fulltext.others.told_otherwise import is_told_otherwise
from answer.fulltext.paper_body import PaperBody
from answer.fulltext.ranking import RankedStatement
from answer.fulltext.statement_features import agreement
from answer.fulltext.statements import BodyStatement
from answer.fulltext.tables.headings import unit_of
from answer.fulltext.tables.members import (
    assigned_in,
    is_other_member,
    leaves_alloy_open,
)
from answer.fulltext.tables.table_rows import TableCell, TableRow, table_rows
from answer.question.wording.stages import tells_both_stages
from builder.materials.alloys import find_alloys
from builder.materials.measurements.measurement import Measurement
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, equal
from builder.papers import Abstract
from retrieval.hybrid import Hit, ScoreBreakdown
from retrieval.lexical import word_set
from retrieval.passages import Passage

#: The error of the last digits, a mark of a reference or of a footnote behind a number.
_BEHIND_NUMBER = re.compile(r"(?<=\d)\s?(?:\(\d[\d.]*\s?%?\)|\[\d[\d,–\s-]*\]|[*†‡§]+|\^?[a-e]$)")
#: Values of several axes in one cell: a = 4.37 (1) b = 3.08 (1).
_OF_AXIS = re.compile(r"(?<![A-Za-z])(?P<axis>[abc])\s?=\s?(?P<value>[\d.]+(?:\s?±\s?[\d.]+)?)")
#: A heading of the parameter of one axis: a/Å, c (nm).
_AXIS = re.compile(r"(?<![A-Za-z])[abc](?=\s?[/(\[]\s?(?:Å|nm|pm))")
#: Between two clauses that each tell of something else.
_CLAUSE = re.compile(r";\s|,?\s(?:whereas|while|but)\s|,\sand\s")
#: Between an amount and the condition that it was measured at.
_AT = re.compile(r"\s(?:at|after|for|in|under)\s(?:the\s)?")
#: A sentence on the values of several materials.
_OVER_ALL = re.compile(r"\b(?:all|rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|each)\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_AMOUNT = re.compile(r"\d+(?:[.,]\d+)*")


def bare_answer(asked: AskedStatement, ranked: Sequence[RankedStatement]) -> str | None:
    """Return the bare answer of the first of some ranked statements; None where there is none.

    Args:
        asked: What the question asks for.
        ranked: The quoted statements, the likeliest first.
    """
    if "and" in noun_words(asked.question.text):
        return None  # one of two values is half of the answer
    found = _of_first(asked, ranked)
    if found and asked.number and is_told_otherwise(asked, ranked, found):
        return None
    return found


def _of_first(asked: AskedStatement, ranked: Sequence[RankedStatement]) -> str | None:
    first = ranked[0]
    said, cell = first.candidate.statement, first.candidate.cell
    if leaves_sample_open(asked, first.body, said):
        return None
    if cell is not None and said.row is not None:
        rows = table_rows(first.body.tables[said.number])
        materials = first.body.materials[said.number]
        if leaves_alloy_open(asked.question, said.row, rows, materials):
            return None
        alike = any(_is_alike(first, other) for other in ranked[1:])
        return None if alike else _of_cell(asked, cell, said.row)
    numbers = first.features.get("numbers", 0.0) + first.features.get("numbers before", 0.0)
    if asked.making or (asked.numbers and numbers < 1):
        return None  # what it asks at is not said beside the value
    if asked.noun and not first.features.get("value by its noun", 1.0):
        return None  # the noun stands far from the value
    if first.features.get("panels", 0.0):
        return None  # of which panel of a figure its values are is not read
    if tells_both_stages(asked.question.text, said.text):
        return None  # which of its values is which is not read
    if told := _told_at(asked, said.text):
        at_it = [value for value, is_asked in told if is_asked]
        return _written(asked, at_it[0], said.text) if len(at_it) == 1 else None
    view = _as_sentence(first.body, said, first.score)
    found = short_answer(asked.question, [view]) if view else None
    if not asked.number:
        return found.text if found else None
    if found and not fits(asked, found.text):
        return None
    value = found.text if found else _only_value(asked, said.text)
    if value and (_is_of_other_clause(asked, first, value) or _is_over_all(asked, first, value)):
        return None
    return value


def _told_at(asked: AskedStatement, text: str) -> list[tuple[Quantity, bool]]:
    """Return the amounts that a sentence gives at conditions that one asked at is among.

    So it is where each stands right before its condition: 1.82 wt% at the 10th cycle and 1.81 wt%
    at the 50th. Each goes with whether its condition is the one asked about; none where the
    sentence gives less than two so.
    """
    for condition in asked.question.conditions:
        told = [
            (value, equal(at, condition))
            for value, at in pairwise(find_quantities(text))
            if value.dimension in asked.dimensions
            and at.dimension == condition.dimension
            and _AT.fullmatch(text, value.end, at.start)
        ]
        if len(told) > 1:
            return told
    return []


def _is_of_other_clause(asked: AskedStatement, one: RankedStatement, value: str) -> bool:
    """Return whether the clause of a value tells it of another material than the one asked about.

    That is another member of a series, or another material where a clause beside it names the one
    asked about. What is told respectively is of all in their order, wherever these stand.
    """
    text, number = one.candidate.statement.text, _AMOUNT.search(value)
    clauses = _CLAUSE.split(text)
    own = [clause for clause in clauses if number and number[0] in _AMOUNT.findall(clause)]
    if len(own) != 1 or "respectively" in text:
        return False
    if assigned_in(own[0]):
        return is_other_member(asked.question, own[0], one.body.own_materials)
    named = [(*one.body.names.alloys_in(clause), *find_alloys(clause)) for clause in clauses]
    agreed = [agreement(asked.question.alloys, of, asked.added) for of in named]
    return max(agreed) > 0 > agreed[clauses.index(own[0])]


def _is_over_all(asked: AskedStatement, one: RankedStatement, value: str) -> bool:
    """Return whether a value is that of a series, and not of the member asked about.

    So it is where it is a range, and the sentence does not name the member.

    All that is told of AunY clusters, from 0.05 to 0.29 eV, is no value of one of them.
    """
    question, text = asked.question, one.candidate.statement.text
    of_unread = [of.text for of in question.alloys if None in of.amounts and _DIGIT.search(of.text)]
    if not all(name in one.body.text for name in of_unread):
        return True  # a cluster that the paper does not have
    is_range = any(of.low != of.high for of in find_quantities(value))
    if not is_range or not question.alloys or not _OVER_ALL.search(text):
        return False
    named = (*one.body.names.alloys_in(text), *find_alloys(text))
    return agreement(question.alloys, named, asked.added) <= 0


def fits(asked: AskedStatement, text: str) -> bool:
    """Return whether a bare answer measures what is asked for, where its dimensions are known.

    Args:
        asked: What the question asks for.
        text: The bare answer.
    """
    told = [one.dimension for one in find_quantities(text)]
    if not asked.dimensions:
        return "ratio" not in asked.head or all("fraction" in one for one in told)
    return any(one in asked.dimensions for one in told)


def _only_value(asked: AskedStatement, text: str) -> str | None:
    """Return the one amount of a sentence that measures what is asked for, by its noun."""
    fitting = [
        one
        for one in find_quantities(text)
        if one.dimension in asked.dimensions
        and not is_grade(one.text)
        and not any(equal(one, condition) for condition in asked.question.conditions)
        and not is_of_other_noun(asked.question, text, one)
    ]
    stems = word_set(text)
    if len(fitting) != 1 or not asked.head or not all(holds(one, stems) for one in asked.head):
        return None
    return _written(asked, fitting[0], text)


def _written(asked: AskedStatement, quantity: Quantity, text: str) -> str:
    return write_value(Measurement(quantity, None, (), ()), text, asked.question.unit).text


def _is_alike(first: RankedStatement, other: RankedStatement) -> bool:
    """Return whether two rows of a table are called the same, hold as much and say otherwise."""
    said = [(one.candidate.statement, one.candidate.cell) for one in (first, other)]
    (one, cell), (two, beside) = said
    if one.row is None or two.row is None or cell is None or beside is None:
        return False
    if (one.source, one.number, cell.heading) != (two.source, two.number, beside.heading):
        return False
    names = [[name.text for name in row.names] for row in (one.row, two.row)]
    held = [of.features.get("numbers of row", 0.0) for of in (first, other)]
    return names[0] == names[1] and held[0] == held[1] and cell.text != beside.text


def _of_cell(asked: AskedStatement, cell: TableCell, row: TableRow) -> str | None:
    """Return what a cell says, a number with the unit of its heading."""
    question = asked.question
    if question.yes_no or asked.why or asked.making or question.intent == "comparison":
        return None
    if not asked.number:
        return cell.text if question.wants in ("phase", "alloy") else None
    if not _DIGIT.search(cell.text):
        return None
    if sum(one.heading == cell.heading for one in row.cells) > 1:
        return None  # which of the columns is asked for is not told
    axes = {found["axis"]: found["value"] for found in _OF_AXIS.finditer(cell.text)}
    if (len(axes) > 1 and asked.axis not in axes) or _is_one_of_axes(asked, cell, row):
        return None
    text = axes.get(asked.axis) or next(iter(axes.values()), "") or cell.text
    number = _BEHIND_NUMBER.sub("", text).strip()
    unit = unit_of(cell, row)
    if unit is None or not unit.name or re.search(r"\d\s?[^\W\d]|%", number):
        return number
    return f"{number}{'' if unit.name == '%' else ' '}{unit.name}"


def _is_one_of_axes(asked: AskedStatement, cell: TableCell, row: TableRow) -> bool:
    """Return whether a cell is of one axis of a crystal, and others stand beside it."""
    if asked.axis or not _AXIS.search(cell.heading):
        return False
    return sum(_AXIS.search(one.heading) is not None for one in row.cells) > 1


def _as_sentence(body: PaperBody, said: BodyStatement, score: float) -> RankedSentence | None:
    """Return a sentence of a body as one of an abstract: its paragraph, under the paper's title."""
    title, placed = body.stated_by(said)
    if placed is None:
        return None
    paper = body.listed.paper
    abstract = Abstract(said.piece, said.page, (0.0, 0.0, 0.0, 0.0), "", 1.0)
    listed = replace(body.listed, paper=replace(paper, title=title, abstract=abstract))
    passage = Passage(1, body.listed.id, title, 0, len(said.piece), said.piece)
    hit = Hit(1, passage, score, ScoreBreakdown(None, None), listed)
    return RankedSentence(hit, placed.start, placed.end, placed.facts, score)
