"""List the values of both alloys of a comparison that no paper settles."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.answers import Answer
from answer.collected.one_alloy.differing_values import counted_of, ends_text, rows_of_alloy
from answer.collected.values.listing import SHOWN, list_answer
from answer.collected.values.superlatives import without_guess
from answer.papers import Papers
from answer.question.grammar.property_families import told_as
from answer.question.parse import ParsedQuestion
from builder.library.property_table import PropertyRow
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.vocabulary import find_terms

#: Between a state and its alloy.
_AT = re.compile(r"\s(?:equiatomic\s|equimolar\s)?")
_COMPARING = re.compile(r"\b(?:than|compar\w+|superior|inferior|exceed\w*)\b", re.IGNORECASE)


def with_values_of_both(given: Answer, question: ParsedQuestion, papers: Papers) -> Answer:
    """Return an answer to a comparison, in place of quotes alone with the values of both alloys.

    The first quote that compares is kept behind them, of a paper that names both.

    Args:
        given: What the papers found answer.
        question: The question.
        papers: The corpus.

    Returns:
        The answer as it is, where a side has no value, or the same values as the other.
    """
    alloys = list({one.composition_key: one for one in question.alloys}.values())
    names = question.measures or question.properties
    if question.intent != "comparison" or given.short or given.values or len(alloys) != 2:
        return given
    asked = [_side(question, one) for one in alloys]
    of_both = ([_sure_first(one, name, papers) for one in asked] for name in names)
    sides = next((both for both in of_both if all(both)), None)
    if sides is None or not {*sides[0]}.isdisjoint(sides[1]):
        return given
    told = (
        f"{counted_of(rows, one)}: {' to '.join(dict.fromkeys(ends_text(rows, question.unit)))}"
        for one, rows in zip(asked, sides, strict=True)
    )
    rows = [row for side in sides for row in side]
    shown = [row for side in sides for row in side[: SHOWN // 2]]
    head = f"{'; '.join(told)}."
    if unsaid := [
        f"{one.alloys[0].text}: {', '.join(sorted(one.states))}"
        for one, values in zip(asked, sides, strict=True)
        if one.states and not any(one.states <= {*row.value.states} for row in values)
    ]:
        head += f" No value is said to be of the state asked for ({'; '.join(unsaid)})."
    listed = list_answer(question, head, rows, shown, ())
    return _with_comparing_quote(listed, given, alloys)


def _side(question: ParsedQuestion, alloy: Alloy) -> ParsedQuestion:
    """Return the question for the values of one side, without the states of the other one.

    A state is one of a side where it stands at its alloy: `as-cast A or cold-rolled B`.
    """
    others = [one for one in question.alloys if one.composition_key != alloy.composition_key]
    of_others = {
        one.name
        for one in find_terms(question.text)
        if one.name in question.states
        and any(_AT.fullmatch(question.text, one.end, other.start) for other in others)
    }
    states = question.states - of_others
    return replace(question, alloys=(alloy,), intent="value", words=frozenset(), states=states)


def _sure_first(asked: ParsedQuestion, name: str, papers: Papers) -> list[PropertyRow]:
    """Return the values of one side, in what papers call the property, those that are sure first.

    Where none is said to be of the state asked for, those of any state.
    """
    of_any = [replace(asked, properties=(one,)) for one in told_as(name)]
    rows = [row for one in of_any for row in rows_of_alloy(one, papers)]
    if not rows and asked.states:
        of_any = [replace(one, states=frozenset()) for one in of_any]
        rows = [row for one in of_any for row in rows_of_alloy(one, papers)]
    rows = [row if row.is_sure else without_guess(row) for row in rows]
    return sorted(rows, key=lambda row: not row.is_sure)


def _with_comparing_quote(listed: Answer, given: Answer, alloys: Sequence[Alloy]) -> Answer:
    """Return a list of values with the quote that compares, of a paper on both alloys, behind."""
    own = {one.composition_key for one in alloys}
    for cited in given.citations:
        paper = cited.listed.paper
        abstract = paper.abstract.text if paper.abstract else ""
        named = {one.composition_key for one in named_alloys(f"{paper.title}. {abstract}")}
        if own <= named and _COMPARING.search(cited.quote) and named_alloys(cited.quote):
            n = len(listed.citations) + 1
            return replace(listed, citations=(*listed.citations, replace(cited, n=n)))
    return listed
