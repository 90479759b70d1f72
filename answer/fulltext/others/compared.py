"""Tell by the cells of both sides whether one is higher than the other."""

import re
from collections.abc import Sequence

from answer.fulltext.asked import AskedStatement, holds
from answer.fulltext.others.opposites import is_of_opposite
from answer.fulltext.others.technical_words import lacks_specific
from answer.fulltext.paper_names import samples_in, tokens_of
from answer.fulltext.ranking import RankedStatement
from answer.fulltext.statement_features import agreement, stems_of_statement
from answer.fulltext.tables.members import assigned_in
from builder.materials.alloys import Alloy
from retrieval.lexical import terms

#: What is asked of the first side, and the place of the second one behind it.
_THAN = re.compile(
    r"\b(?:(?P<more>higher|larger|greater|bigger|longer)|(?P<less>lower|smaller|shorter))\b"
    r"(?P<what>(?:\s(?!than\b|at\b|after\b|in\b|for\b|of\b|by\b)[a-z-]+){0,4})[^.;,]{0,160}?\bthan\b",
    re.IGNORECASE,
)
#: What asks for more than a direction.
_BY_HOW_MUCH = re.compile(r"\b(?:times|twice|half|by|least|most|always|both)\b", re.IGNORECASE)
#: A cell of one number; the error of the last digits may stand behind it.
_NUMBER = re.compile(r"(?P<sign>[−–-])?(?P<value>\d+(?:\.\d+)?)(?:\s?\(\d+\))?")

#: A side of a comparison: an alloy, or the name of a sample.
Side = Alloy | frozenset[str]


def sides_of(asked: AskedStatement) -> list[Side]:
    """Return the two sides that a question compares, the first asked about first; else none.

    Args:
        asked: What the question asks for.
    """
    question = asked.question
    if question.intent != "comparison":
        return []
    sides: list[Side] = [*sorted(question.alloys, key=lambda one: one.start)]
    if len(sides) < 2:
        sides = [frozenset([name]) for name in samples_in(question.text)]
        sides.sort(key=lambda side: _place(side, question.text))
    return sides if len(sides) > 1 else []


def tells_of(one: RankedStatement, side: Side) -> bool:
    """Return whether a statement is called by a side.

    Args:
        one: The statement.
        side: The side.
    """
    own = one.candidate.own
    if isinstance(side, frozenset):
        return side <= tokens_of([own])
    named = [*one.body.names.alloys_in(own)]
    if not named and one.candidate.statement.row and (variables := assigned_in(own)):
        member = one.body.materials[one.candidate.statement.number].named_by([variables])[0]
        named += [member] if member else []
    return agreement([side], named) > 0


def is_higher(
    asked: AskedStatement, chosen: Sequence[RankedStatement], ranked: Sequence[RankedStatement]
) -> str | None:
    """Return `yes` or `no` by the cells of both sides in one column; None where that is unsure.

    Args:
        asked: What the question asks for.
        chosen: The statements of the two sides, in their order.
        ranked: All statements.
    """
    text, sides = asked.question.text, sides_of(asked)
    than = _THAN.search(text)
    if not asked.question.yes_no or than is None or _BY_HOW_MUCH.search(text):
        return None
    places = [_place(side, text) for side in sides]
    if len(sides) != 2 or len(chosen) != 2 or not places[0] < than.end() <= places[1]:
        return None
    columns = {_column(one) for one in chosen}
    if len(columns) != 1 or None in columns:
        return None
    if any(is_of_opposite(text, one.candidate) for one in chosen):
        return None
    if all(lacks_specific(asked, one.body, one.candidate) for one in chosen):
        return None
    if not all(_names_it(than["what"], one) for one in chosen):
        return None
    numbers = []
    for side in sides:
        told = {
            one.candidate.cell.text
            for one in ranked
            if one.candidate.cell and _column(one) in columns and tells_of(one, side)
        }
        found = [_NUMBER.fullmatch(cell) for cell in told]
        if len(found) != 1 or found[0] is None:
            return None
        numbers.append(float(found[0]["value"]) * (-1 if found[0]["sign"] else 1))
    if numbers[0] == numbers[1]:
        return None
    return "yes" if (numbers[0] > numbers[1]) == bool(than["more"]) else "no"


def _names_it(what: str, one: RankedStatement) -> bool:
    """Return whether a cell is of the property that stands behind the comparative, if one does."""
    stems = stems_of_statement(one.candidate, one.body.names)
    return all(holds(word, stems) for word in terms(what)[-1:])


def _place(side: Side, text: str) -> int:
    if not isinstance(side, frozenset):
        return side.start
    found = re.search(rf"(?<![\w.-]){re.escape(next(iter(side)))}(?!\w)", text)
    return found.start() if found else -1


def _column(one: RankedStatement) -> tuple[str, int, str] | None:
    said, cell = one.candidate.statement, one.candidate.cell
    return (said.source, said.number, cell.heading) if cell else None
