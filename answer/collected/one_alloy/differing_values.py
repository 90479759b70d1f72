"""List the values of one alloy that papers state, where they differ, in place of one of them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from answer.answers import Answer
from answer.collected.values.listing import SHOWN, list_answer
from answer.collected.values.order import papers_of, sort_rows
from answer.collected.values.sieve import sieve_values, subject_words
from answer.collected.values.superlatives import without_guess
from answer.collected.values.wording import asked_about, extreme_text, number_of
from answer.papers import Papers
from answer.question.amounts.temperatures_in_words import temperature_called
from answer.question.parse import ParsedQuestion
from builder.library.property_table import DISAGREEMENT, PropertyRow

_TEMPERATURE = "temperature"


def list_differing_values(question: ParsedQuestion, papers: Papers) -> Answer | None:
    """List the values of a property of one alloy, where samples or papers differ on it.

    Args:
        question: A question for a value.
        papers: The corpus.

    Returns:
        None if the question names more than an alloy, a property and a temperature, by which one
        value may be meant, or if all values found are much the same.
    """
    if not _names_alloy_alone(question):
        return None
    rows = rows_of_alloy(question, papers)
    if not any(_are_apart(*pair) for pair in combinations(rows, 2)):
        return None
    sure = [row for row in rows if row.is_sure]
    doubtful = [without_guess(row) for row in rows if not row.is_sure]
    head = f"{counted_of(rows, question)} reach from {' to '.join(ends_text(rows, question.unit))}."
    if doubtful:
        verb = "is" if len(doubtful) == 1 else "are"
        head += f" {number_of(len(doubtful), 'value')} {verb} less certain, and listed last."
    shown = [*sure, *doubtful]
    half = SHOWN // 2
    shown = shown if len(shown) <= SHOWN else [*shown[:half], *shown[half - SHOWN :]]
    return list_answer(question, head, [*sure, *doubtful], shown, ())


def with_values_not_quoted(given: Answer, question: ParsedQuestion, papers: Papers) -> Answer:
    """Return an answer, in place of quotes that hold no sure value asked for those values.

    The quotes are then on other alloys of the same elements, or on samples with something added.

    Args:
        given: An answer by quotes.
        question: Its question.
        papers: The corpus.
    """
    if not given.answered or question.intent != "value" or not _names_alloy_alone(question):
        return given
    rows = [row for row in rows_of_alloy(question, papers) if row.is_sure]
    quoted = {(one.listed.id, one.start) for one in given.citations}
    if not rows or any((row.listed.id, row.start) in quoted for row in rows):
        return given
    return list_answer(question, f"{counted_of(rows, question)}.", rows, rows[:SHOWN], ())


def rows_of_alloy(question: ParsedQuestion, papers: Papers) -> list[PropertyRow]:
    """Return the values that a question asks for, the lowest first.

    A value at a temperature in words, as `at cryogenic temperature`, may be one at the temperature
    asked for.
    """
    stated = papers.values(question.properties[0], question.years)
    rows = list(sieve_values(question, stated, papers).rows)
    if question.conditions:
        anywhere = sieve_values(replace(question, conditions=()), stated, papers).rows
        rows += [row for row in anywhere if row not in rows and _may_be_at(row, question)]
    return sort_rows(rows, "lowest")


def counted_of(rows: Sequence[PropertyRow], question: ParsedQuestion) -> str:
    """Return how many values of what there are: `2 values of hardness of VNbMoTaW from 1 paper`."""
    papers = number_of(papers_of(rows), "paper")
    of = " or ".join(dict.fromkeys(row.of for row in rows))
    return f"{number_of(len(rows), 'value')} of {of}{asked_about(question)} from {papers}"


def ends_text(rows: Sequence[PropertyRow], unit: str | None) -> tuple[str, str]:
    """Return the lowest and the highest of some values."""
    lowest, highest = sort_rows(rows, "lowest")[0], sort_rows(rows, "highest")[0]
    return extreme_text(lowest, "lowest", unit), extreme_text(highest, "highest", unit)


def _names_alloy_alone(question: ParsedQuestion) -> bool:
    """Return whether a question names one alloy, one property and at most a temperature."""
    others = (
        question.compounds, question.elements, question.bounds, question.limits, question.extreme,
        question.states, question.excluded, question.yes_no, question.by_how_much,
    )  # fmt: skip
    alloys = {one.composition_key for one in question.alloys}
    return (
        question.wants == "number"
        and len(alloys) == len(question.properties) == 1
        and not any(others)
        and all(one.dimension == _TEMPERATURE for one in question.conditions)
        and not subject_words(question)
    )


def _may_be_at(row: PropertyRow, question: ParsedQuestion) -> bool:
    """Return whether a value holds at a temperature in words that takes in those asked for."""
    called = [found for state in row.value.states if (found := temperature_called(state))]
    return row.temperature is None and any(
        all(one.takes_in(asked) for asked in question.conditions) for one in called
    )


def _are_apart(one: PropertyRow, other: PropertyRow) -> bool:
    """Return whether two values differ by more than samples of one kind do."""
    (low, high), (least, most) = one.value.quantity.si, other.value.quantity.si
    same = one.value.quantity.dimension == other.value.quantity.dimension
    gap = max(low - most, least - high)
    return same and gap > DISAGREEMENT * max(abs(high), abs(most))
