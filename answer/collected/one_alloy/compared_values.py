"""List the values of both alloys of a comparison that no paper settles."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.answers import Answer
from answer.collected.one_alloy.differing_values import counted_of, ends_text, rows_of_alloy
from answer.collected.values.listing import SHOWN, list_answer
from answer.collected.values.superlatives import without_guess
from answer.papers import Papers
from answer.question.parse import ParsedQuestion
from builder.library.property_table import PropertyRow
from builder.materials.alloys import Alloy, named_alloys

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
    asked = [replace(question, alloys=(one,), intent="value", words=frozenset()) for one in alloys]
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
    listed = list_answer(question, f"{'; '.join(told)}.", rows, shown, ())
    return _with_comparing_quote(listed, given, alloys)


def _sure_first(asked: ParsedQuestion, name: str, papers: Papers) -> list[PropertyRow]:
    """Return the values of one side, those that are sure first."""
    rows = rows_of_alloy(replace(asked, properties=(name,)), papers)
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
