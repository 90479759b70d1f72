"""Answer sets, superlatives, ranges and trends from the values that all papers state."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from answer.answers import QUOTES, Answer, LeftOut, ValueList
from answer.collected.values.asked_material import asked_material
from answer.collected.values.listing import SHOWN, counted, list_answer
from answer.collected.values.naming import material_text
from answer.collected.values.order import distance, sort_rows
from answer.collected.values.sieve import (
    OPEN_ALLOY,
    SievedValues,
    bounds_on,
    is_met,
    of_papers_on_all,
    sieve_values,
)
from answer.collected.values.superlatives import (
    answer_superlative,
    measured_first,
    without_guess,
)
from answer.collected.values.trend import read_variable
from answer.collected.values.unlisted import tell_unlisted, untold_values
from answer.collected.values.wording import (
    asked_about,
    bound_text,
    enumerate_names,
    left_out_text,
    number_of,
    row_text,
    value_text,
)
from answer.papers import Papers
from answer.question.amounts.temperatures_in_words import temperatures_in_words
from answer.question.grammar.property_families import STRENGTH, told_as
from answer.question.intent import ALL_YEARS, Years
from answer.question.parse import ParsedQuestion
from builder.library.property_table import PropertyRow
from builder.materials.measurements.certainty.doubts import names_own_alloy
from builder.materials.vocabulary import find_terms

#: What is said where no abstract answers.
OF_BODIES = "No abstract gives such a value; these stand in the text and tables of papers."
#: Rows that a list of what meets a bound shows: as far as possible all.
_SHOWN_OF_SET = 20
#: Rows whose alloy is told that a list shows before those whose alloy is not.
_TOLD_FIRST = 7
#: Two properties either of which is meant, of which the first lacks the word they share.
_JOINED = re.compile(
    r"\b(?P<one>[\w-]+) or (?P<other>[\w-]+)"
    r" (?P<last>strength|hardness|toughness|modulus|resistance)\b",
    re.IGNORECASE,
)
_OR = re.compile(r"\s*,?\s*or\s+(?:the\s+|an?\s+)?", re.IGNORECASE)
#: The property that a superlative adjective asks for.
_OF_ADJECTIVE = {
    "strongest": STRENGTH,
    "weakest": STRENGTH,
    "hardest": "hardness",
    "softest": "hardness",
    "toughest": "fracture toughness",
    "stiffest": "elastic modulus",
    "densest": "density",
    "lightest": "density",
    "heaviest": "density",
    "most ductile": "ductility",
    "finest": "grain size",
}


class BodyValues:
    """A corpus whose values are those that bodies and tables state, see `answer.papers.Papers`."""

    def __init__(self, papers: Papers) -> None:
        """Take the values of a corpus from behind its abstracts."""
        self._papers = papers
        self.search, self.naming = papers.search, papers.naming
        self.bodies, self.knows = papers.bodies, papers.knows

    def values(self, name: str, years: Years = ALL_YEARS) -> Sequence[PropertyRow]:
        """Return every value of a property that bodies and tables state."""
        return self._papers.body_values(name, years)

    body_values = values


def answer_from_values(question: ParsedQuestion, papers: Papers) -> Answer | None:
    """Answer a set, superlative, range or trend from the values of its property.

    The values of bodies and tables are read where those of abstracts do not answer.

    Returns:
        The answer; a refusal if there are values, but none that meets the bounds, or if no paper
        names what the most of is asked for; None if the question names no property that papers give
        values of.
    """
    given = _answer_from(question, papers)
    if (given is not None and given.answered) or not asked_properties(question):
        return given
    behind = _answer_from(question, BodyValues(papers))
    return replace(behind, note=OF_BODIES) if behind is not None and behind.answered else given


def _answer_from(question: ParsedQuestion, papers: Papers) -> Answer | None:
    names = asked_properties(question)
    question = _of_either(question, names)
    if not names:
        is_most = question.intent == "superlative"
        return tell_unlisted(question, papers) if is_most else None
    rows = [row for name in names for row in papers.values(name, question.years)]
    for name in question.properties[1:]:  # `band gaps or resistivities`
        rows = rows or list(papers.values(name, question.years))
    found = sieve_values(question, rows, papers)
    if question.intent != "trend" and _lacks_values(question, found):
        untold = (*found.in_doubt, *untold_values(question, names, papers))
        found = replace(found, in_doubt=untold)
    of_title = question.intent == "superlative" and (found.of_title or found.in_doubt)
    of_title = of_title or (question.intent == "range" and found.in_doubt)
    at_some = any(temperatures_in_words(question.text)) or (
        bool(question.conditions) and asked_material(question).is_any
    )
    may_refuse = question.intent == "superlative" and at_some
    may_refuse |= question.intent == "set" and bool(question.bounds)
    if not (rows or found.in_doubt) or not (found.rows or of_title or may_refuse):
        return None
    match question.intent:
        case "set":
            return _answer_set(question, _with_others(question, names, found, papers))
        case "superlative":
            given = answer_superlative(question, found)
            return given or (_refusal(question, found) if may_refuse else None)
        case "range":
            return _answer_range(question, found)
        case "trend":
            return _answer_trend(question, found)
    return None


def _lacks_values(question: ParsedQuestion, found: SievedValues) -> bool:
    """Return whether no value meets what is asked, or one alone would be the most of all."""
    if question.intent != "set":
        return len(found.rows) < 2
    return not any(is_met(row, question) for row in (*found.rows, *found.in_doubt))


def asked_properties(question: ParsedQuestion) -> tuple[str, ...]:
    """Return the properties whose values are asked for: what the first one named may mean."""
    if joined := _joined_properties(question.text):
        return joined
    bounded = [bound.property for bound in question.bounds if bound.property]
    text = question.text.lower()
    by_adjective = [of for adjective, of in _OF_ADJECTIVE.items() if adjective in text]
    named = [*bounded, *question.properties, *by_adjective]
    return told_as(named[0]) if named else question.measures


def _joined_properties(text: str) -> tuple[str, ...]:
    """Return the properties that share their last word: `compressive or fracture strength`."""
    joined = _JOINED.search(text)
    if joined is None:
        return _either_property(text)
    named = [find_terms(f"{joined[side]} {joined['last']}") for side in ("one", "other")]
    if not all(len(terms) == 1 and terms[0].kind == "property" for terms in named):
        return _either_property(text)
    return tuple(dict.fromkeys(terms[0].name for terms in named))


def _either_property(text: str) -> tuple[str, ...]:
    """Return two properties that stand side by side: `nanohardness or hardness`."""
    named = [one for one in find_terms(text) if one.kind == "property"]
    for one, other in pairwise(named):
        if one.name != other.name and _OR.fullmatch(text, one.end, other.start):
            return (*told_as(one.name), *told_as(other.name))
    return ()


def _of_either(question: ParsedQuestion, names: Sequence[str]) -> ParsedQuestion:
    """Return a question whose bound holds for each of two properties that it joins by `or`.

    The kind of a test that the name of one tells is none of the other.
    """
    if not _either_property(question.text):
        return question
    bounds = [
        replace(bound, property=name)
        for bound in question.bounds
        for name in (names if bound.property in names else (bound.property,))
    ]
    return replace(question, bounds=tuple(bounds), kinds=frozenset())


def _with_others(
    question: ParsedQuestion, names: Sequence[str], found: SievedValues, papers: Papers
) -> SievedValues:
    """Keep values of materials that meet the bounds on the other properties, too.

    The other value must be one of the same alloy in the same paper. Of a property that is asked for
    without a bound, as of good corrosion resistance, the paper must speak.
    """
    found = of_papers_on_all(question, names, found, papers)
    rows, left_out, in_doubt = found.rows, found.left_out, found.in_doubt
    for bound in question.bounds:
        others = told_as(bound.property)
        if set(others) & set(names):
            continue
        stated = [row for name in others for row in papers.values(name, question.years)]
        fitting = {
            _sample(row)
            for row in sieve_values(question, stated, papers).rows
            if is_met(row, question)
        }
        without = sum(_sample(row) not in fitting for row in rows)
        rows = tuple(row for row in rows if _sample(row) in fitting)
        in_doubt = ()  # two values in doubt need not be of the same alloy
        if without:
            reason = f"of a material without {bound.property} {bound_text([bound])}"
            left_out = (*left_out, LeftOut(reason, without))
    return replace(found, rows=rows, left_out=left_out, in_doubt=in_doubt)


def _sample(row: PropertyRow) -> tuple[str, str]:
    """Return what tells the material of a value within the corpus: its paper and alloy."""
    return row.listed.id, row.alloy.composition_key if row.alloy else ""


def _answer_set(question: ParsedQuestion, found: SievedValues) -> Answer | None:
    if not question.bounds:
        return None
    meeting = [row for row in found.rows if is_met(row, question)]
    met = [row for row in meeting if row.is_sure]
    open_ones = [without_guess(row) for row in meeting if not row.is_sure]
    of_others = dict.fromkeys((*found.in_doubt, *found.of_title))
    open_ones += [
        replace(row, alloy=None, chance=0.0)
        for row in of_others
        if is_met(row, question) and row not in meeting
    ]
    if not met and not open_ones:
        return _refusal(question, found)
    below = question.bounds[0].comparator in ("below", "at most")
    extreme: Literal["highest", "lowest"] = "lowest" if below else "highest"
    rows = sort_rows(met, extreme)
    doubtful = sort_rows(open_ones, extreme)
    bounds = bound_text(bounds_on(question, (rows or doubtful)[0].of))
    if rows:
        names = enumerate_names(material_text(row) for row in rows)
        head = f"{counted(rows)} {bounds}: {names}."
    else:
        head = f"No value {bounds} is sure."
    if doubtful:
        of = enumerate_names(material_text(row) for row in doubtful)
        last = ", and listed last" if rows else ""
        head += f" Less certain{last}: {counted(doubtful)}, of {of}."
    told = max(_SHOWN_OF_SET - len(doubtful), _TOLD_FIRST)
    shown = [*rows[:told], *doubtful[: _SHOWN_OF_SET - min(len(rows), told)]]
    left_out = tuple(one for one in found.left_out if one.reason not in OPEN_ALLOY)
    return list_answer(question, head, [*rows, *doubtful], shown, left_out)


def _answer_range(question: ParsedQuestion, found: SievedValues) -> Answer | None:
    own, calculated = measured_first([row for row in found.rows if is_met(row, question)], question)
    if not asked_material(question).is_any:
        own = [row for row in own if names_own_alloy(row.value, row.sentence)]
    of_title = [
        without_guess(row) for row in found.of_title if is_met(row, question) and row not in own
    ]
    rows = sort_rows([*own, *of_title], "lowest")
    is_of_all = asked_material(question).is_any
    if len(rows) < 2 and is_of_all:
        rows = sort_rows([*rows, *map(without_guess, found.in_doubt)], "lowest")
    if not rows or (len(rows) < 2 and not is_of_all):
        return None
    left_out = (*found.left_out, *calculated)
    if len(rows) == 1:
        told = row_text(rows[0], (rows[0].of,), question.unit)
        head = f"{counted(rows)}{asked_about(question)}: {told}."
        return list_answer(question, head, rows, rows, left_out)
    last = sort_rows(rows, "highest")[0]
    head = (
        f"{counted(rows)}{asked_about(question)} reach from {value_text(rows[0], question.unit)}"
        f" ({material_text(rows[0])}) to {value_text(last, question.unit)}"
        f" ({material_text(last)})."
    )
    sure = [row for row in rows if row.is_sure]
    if open_ones := len(rows) - len(sure):
        which = "All" if not sure else str(open_ones)
        head += f" {which} of them {'is' if which == '1' else 'are'} less certain"
        head += f"; the others reach from {_ends(sure, question.unit)}." if sure[1:] else "."
    half = SHOWN // 2
    shown = rows if len(rows) <= SHOWN else [*rows[:half], *rows[-half:]]
    return list_answer(question, head, rows, shown, left_out)


def _ends(rows: Sequence[PropertyRow], unit: str | None) -> str:
    """Return the least and the greatest of some values in order: `35% to 52.5%`."""
    ends = (rows[0], sort_rows(rows, "highest")[0])
    return " to ".join(dict.fromkeys(value_text(row, unit) for row in ends))


def _answer_trend(question: ParsedQuestion, found: SievedValues) -> Answer | None:
    variable = read_variable(question)
    if variable is None:
        return None
    points = variable.points(found.rows)
    if points is None:
        return None
    rows = [row for _, row in points]
    without = len(found.rows) - len(rows)
    left_out = found.left_out
    if without:
        left_out = (*left_out, LeftOut(f"without a stated {variable.name}", without))
    head = f"{counted(rows)}{asked_about(question)}, by {variable.name}: {variable.tell(points)}"
    head += variable.tell_within(points)
    step = max(1, -(-len(rows) // SHOWN))
    return list_answer(question, head, rows, rows[::step], left_out)


def _refusal(question: ParsedQuestion, found: SievedValues) -> Answer:
    """Refuse with how many values were looked at, and the one nearest to the bound."""
    rows = found.rows
    retrieved = tuple(dict.fromkeys(row.listed.id for row in rows))
    looked_at = number_of(found.looked_at, "value")
    nearest = f"Of {looked_at} none holds for all that was asked. {left_out_text(found.left_out)}"
    if rows and (bounds := bounds_on(question, rows[0].of)):
        near = min(rows, key=lambda row: distance(row, bounds[0]))
        where = near.listed.paper.doi or near.listed.paper.title or near.listed.place
        nearest = (
            f"{counted(rows)}{asked_about(question)} were looked at, none is"
            f" {bound_text(bounds)}. Nearest: {row_text(near, (near.of,), None)}, in {where}."
        )
    values = ValueList((), 0, found.left_out)
    return Answer(
        question.text, False, (), (), None, QUOTES, retrieved, 0.0, nearest=nearest, values=values
    )
