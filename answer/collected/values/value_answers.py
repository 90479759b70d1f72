"""Answer sets, superlatives, ranges and trends from the values that all papers state."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from answer.answers import Answer, Citation, LeftOut, Sentence, ValueList
from answer.collected.values.material import asked_material
from answer.collected.values.order import (
    distance,
    ends_of,
    is_open,
    papers_of,
    sort_rows,
)
from answer.collected.values.sieve import SievedValues, bounds_on, is_met, sieve_values
from answer.collected.values.trend import read_variable
from answer.collected.values.wording import (
    asked_about,
    bound_text,
    enumerate_names,
    left_out_text,
    material_text,
    number_of,
    row_text,
    value_text,
)
from answer.papers import Papers
from answer.question.grammar.property_families import STRENGTH, meant_by
from answer.question.parse import ParsedQuestion
from builder.library.property_table import PropertyRow
from builder.materials.quantities import find_quantities

#: What `Answer.model` says of an answer that no model wrote.
MODEL = "extractive"
#: Rows that an answer cites and shows; `Answer.values` holds all.
SHOWN = 10
#: A bound this near the first value, as a share of it, may hide a more extreme one.
_NEAR = 0.2
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


def answer_from_values(question: ParsedQuestion, papers: Papers) -> Answer | None:
    """Answer a set, superlative, range or trend from the values of its property.

    Returns:
        The answer; a refusal if there are values, but none that meets the bounds; None if the
        question names no property that papers give values of.
    """
    names = asked_properties(question)
    if not names:
        return None
    rows = [row for name in names for row in papers.values(name, question.years)]
    found = sieve_values(question, rows, papers)
    if not rows or not (found.rows or (question.intent == "set" and question.bounds)):
        return None
    match question.intent:
        case "set":
            return _answer_set(question, _with_others(question, names, found, papers))
        case "superlative":
            return _answer_superlative(question, found)
        case "range":
            return _answer_range(question, found)
        case "trend":
            return _answer_trend(question, found)
    return None


def asked_properties(question: ParsedQuestion) -> tuple[str, ...]:
    """Return the properties whose values are asked for: what the first one named may mean."""
    bounded = [bound.property for bound in question.bounds if bound.property]
    text = question.text.lower()
    by_adjective = [of for adjective, of in _OF_ADJECTIVE.items() if adjective in text]
    named = [*bounded, *question.properties, *by_adjective]
    return meant_by(named[0]) if named else ()


def _with_others(
    question: ParsedQuestion, names: Sequence[str], found: SievedValues, papers: Papers
) -> SievedValues:
    """Keep values of materials that meet the bounds on the other properties, too.

    The other value must be one of the same alloy in the same paper.
    """
    rows, left_out = found.rows, found.left_out
    for bound in question.bounds:
        others = meant_by(bound.property)
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
        if without:
            reason = f"of a material without {bound.property} {bound_text([bound])}"
            left_out = (*left_out, LeftOut(reason, without))
    return SievedValues(rows, left_out, found.looked_at)


def _sample(row: PropertyRow) -> tuple[str, str]:
    """Return what tells the material of a value within the corpus: its paper and alloy."""
    return row.listed.id, row.alloy.composition_key if row.alloy else ""


def _answer_set(question: ParsedQuestion, found: SievedValues) -> Answer | None:
    if not question.bounds:
        return None
    met = [row for row in found.rows if is_met(row, question)]
    if not met:
        return _refusal(question, found)
    below = question.bounds[0].comparator in ("below", "at most")
    rows = sort_rows(met, "lowest" if below else "highest")
    names = enumerate_names(material_text(row) for row in rows)
    bounds = bounds_on(question, rows[0].of)
    head = f"{_counted(rows)} {bound_text(bounds)}: {names}."
    return _list_answer(question, head, rows, rows[:SHOWN], found.left_out)


def _answer_superlative(question: ParsedQuestion, found: SievedValues) -> Answer | None:
    extreme = question.extreme or "highest"
    met = [row for row in found.rows if is_met(row, question)]
    ranked = sort_rows((row for row in met if not is_open(row, extreme)), extreme)
    if not ranked:
        return None
    left_out = found.left_out
    if unranked := len(met) - len(ranked):
        left_out = (*left_out, LeftOut("of which only the other end is known", unranked))
    first = ranked[0]
    head = (
        f"The {extreme} {first.of}{asked_about(question)} among {_counted(ranked)} is"
        f" {value_text(first, question.unit)}, of {material_text(first)}."
    )
    if rival := _rival(ranked, extreme):
        beyond = "lie above" if extreme == "highest" else "lie below"
        head += f" {material_text(rival)}, given as {value_text(rival)}, may {beyond} it."
    short = None if rival else _short(first, question)
    given = _list_answer(question, head, ranked, ranked[:SHOWN], left_out)
    return replace(given, short=short)


def _short(first: PropertyRow, question: ParsedQuestion) -> str | None:
    """Return the bare value if its own sentence leaves no doubt of what it is a value of.

    The most extreme of many values is the likeliest to be misread, so that over all alloys its
    sentence must hold no other value that could be meant.
    """
    if first.alloy is None or first.inherited:
        return None
    value = value_text(first, question.unit)
    if question.alloys and not asked_material(question).is_family:
        return value
    dimension = first.value.quantity.dimension
    rivals = [q for q in find_quantities(first.sentence) if q.dimension == dimension]
    return f"{value} ({material_text(first)})" if len(rivals) == 1 else None


def _rival(
    ranked: Sequence[PropertyRow], extreme: Literal["highest", "lowest"]
) -> PropertyRow | None:
    """Return a value that is near the first, and only known to lie beyond what is stated."""
    beyond = ("above", "at least") if extreme == "highest" else ("below", "at most")
    first = ends_of(ranked[0].value.quantity, ranked[0].of)[extreme == "highest"]
    for row in ranked[1:]:
        bound = ends_of(row.value.quantity, row.of)[extreme == "highest"]
        if row.value.sense in beyond and abs(bound - first) <= _NEAR * abs(first):
            return row
    return None


def _answer_range(question: ParsedQuestion, found: SievedValues) -> Answer | None:
    met = [row for row in found.rows if is_met(row, question)]
    rows = sort_rows(met, "lowest")
    if len(rows) < 2:
        return None
    last = sort_rows(rows, "highest")[0]
    head = (
        f"{_counted(rows)}{asked_about(question)} reach from {value_text(rows[0], question.unit)}"
        f" ({material_text(rows[0])}) to {value_text(last, question.unit)}"
        f" ({material_text(last)})."
    )
    half = SHOWN // 2
    shown = rows if len(rows) <= SHOWN else [*rows[:half], *rows[-half:]]
    return _list_answer(question, head, rows, shown, found.left_out)


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
    head = f"{_counted(rows)}{asked_about(question)}, by {variable.name}: {variable.tell(points)}"
    step = max(1, -(-len(rows) // SHOWN))
    return _list_answer(question, head, rows, rows[::step], left_out)


def _counted(rows: Sequence[PropertyRow]) -> str:
    """Return how many values of which properties there are, from how many papers."""
    of = " or ".join(dict.fromkeys(row.of for row in rows))
    values, papers = number_of(len(rows), "value"), number_of(papers_of(rows), "paper")
    return f"{values} of {of} from {papers}"


def _list_answer(
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
        MODEL,
        tuple(dict.fromkeys(row.listed.id for row in rows)),
        1.0,
        values=ValueList(tuple(rows), papers_of(rows), tuple(left_out), tuple(shown)),
    )


def cite_rows(rows: Sequence[PropertyRow]) -> tuple[tuple[Citation, ...], list[int]]:
    """Return a citation for each sentence that states one of the rows, and the mark of each row."""
    numbers: dict[tuple[str, int], int] = {}
    citations: list[Citation] = []
    marks = []
    for row in rows:
        place = row.listed.id, row.start
        if place not in numbers:
            numbers[place] = len(citations) + 1
            citations.append(Citation(numbers[place], row.listed, row.sentence, row.start, row.end))
        marks.append(numbers[place])
    return tuple(citations), marks


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
            f"{_counted(rows)}{asked_about(question)} were looked at, none is"
            f" {bound_text(bounds)}. Nearest: {row_text(near, (near.of,), None)}, in {where}."
        )
    values = ValueList((), 0, found.left_out)
    return Answer(
        question.text, False, (), (), None, MODEL, retrieved, 0.0, nearest=nearest, values=values
    )
