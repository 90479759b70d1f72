"""Tell cells of another row or column than the one asked about: its own cell may be empty.

A table names its rows and columns by samples and conditions. Where it has the sample or condition
that is asked about, a cell of another one is no answer, however much else of the question it holds.
"""

import re
from collections import Counter
from functools import lru_cache

from answer.fulltext.asked import AskedStatement, numbers_of
from answer.fulltext.paper_names import PaperNames, names_of, samples_in, tokens_of
from answer.fulltext.statement_features import BodyCandidate, agreement
from answer.fulltext.tables.headings import meaning_of
from builder.materials.alloys import find_alloys
from builder.materials.composition_cover import covers_composition
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.elements import NAMES
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, equal
from builder.papers import Table
from retrieval.lexical import word_set

#: How a column of test conditions is headed.
_CONDITION = re.compile(
    r"(?:test(?:ing)? )?(?:T|temp(?:erature)?|(?:strain )?rate|time|t)\b\.?", re.I
)
#: Kelvin within which a table tells the very temperature asked about.
_SAME = 1.0
#: How a column of materials is headed; one of phases may name compounds in the alloy.
_MATERIAL = re.compile(r"(?:alloy|compound|composition|material|hydride|system)s?\b", re.I)
_SYSTEM = re.compile(r"(?<![\w–-])[A-Z][a-z]?(?:[-–][A-Z][a-z]?)+(?![\w–-])")
_IN_BRACKETS = re.compile(r"\s?\([^()]*\)")
_SYMBOL = re.compile(r"[A-Z][a-z]?")
_ELEMENTS = frozenset(NAMES.values())
#: Before an element whose share is asked for.
_HOW_MUCH = re.compile(r"\bhow (?:much|many)\s(?:[a-z]+\.?\s?%\sof\s)?$", re.IGNORECASE)
#: The letter of an axis: a/Å, c (nm), a = 4.97.
_AXIS = re.compile(r"(?<![A-Za-z])([abc])(?=\s?(?:[/(\[]\s?(?:Å|˚A|nm|pm)|=))")
#: Between the parts of a caption that each tell of one sample.
_PART = re.compile(r"[,;]\s|\sand\s")
#: A member of a series by the value of its variable: x = 0.1.
_MEMBER = re.compile(r"(?<![A-Za-z])([xyz])\s?=\s?(\d+(?:\.\d+)?)")


def is_of_another(
    asked: AskedStatement, one: BodyCandidate, table: Table, names: PaperNames
) -> bool:
    """Return whether a cell is of another sample or condition than one asked about that is there.

    Args:
        asked: What the question asks for.
        one: The cell.
        table: Its table.
        names: What the paper means by its own names.
    """
    assert one.statement.row is not None
    agreed = agreement(asked.question.alloys, names.alloys_in(one.own), asked.added)
    if (asked.question.alloys and agreed < 0) or _is_of_compound(asked, one):
        return True
    if _is_of_other_system(asked, one) or _is_of_uncalled_row(asked, one, table):
        return True
    if _is_of_other_axis(asked, one) or _is_of_other_element(asked, one):
        return True
    columns = tuple(name.column for name in one.statement.row.names)
    tokens, numbers = _telling(table, columns)
    if numbers & asked.numbers - numbers_of(one.own) or _is_at_another(asked, one, table):
        return True
    members = _members_in(" ".join(name.text for name in one.statement.row.names))
    if members and (wanted := _members_in(asked.question.text)) and not members & wanted:
        return True
    if asked.added and agreed > 0:
        return False  # the name of the alloy without what is added is no sample's
    samples, own = samples_in(asked.question.text) & tokens, tokens_of([one.own])
    if asked.question.intent == "comparison" and samples & own:
        return False  # it is of one of the two
    return bool(samples - own)


def _is_of_other_axis(asked: AskedStatement, one: BodyCandidate) -> bool:
    """Return whether a cell is of another axis of a crystal than the one asked about."""
    assert one.cell is not None
    axes = {*_AXIS.findall(one.cell.heading), *_AXIS.findall(one.cell.text)}
    return bool(asked.axis) and bool(axes) and asked.axis not in axes


def _is_of_other_element(asked: AskedStatement, one: BodyCandidate) -> bool:
    """Return whether the row or the column of a cell is that of an element not asked about.

    Where it is asked how much of an element there is, one of them must be that of the element.
    """
    assert one.cell is not None and one.statement.row is not None
    headings = (one.cell.heading, *(name.text for name in one.statement.row.names))
    parts = {part for heading in headings for part in heading.split(" / ")}
    named = parts & _ELEMENTS | {NAMES[part.lower()] for part in parts if part.lower() in NAMES}
    text = asked.question.text
    elements = {element.symbol for element in find_elements(text)}
    shares = {
        element.symbol
        for element in find_elements(text)
        if _HOW_MUCH.search(text, 0, element.start)
    }
    if shares and shares.isdisjoint(element.symbol for element in find_elements(one.own)):
        return True
    return bool(named) and bool(elements) and named.isdisjoint(elements)


def _members_in(text: str) -> set[tuple[str, float]]:
    """Return the variables of series that a text gives values to, with these values."""
    return {(variable, float(value)) for variable, value in _MEMBER.findall(text)}


def _is_of_compound(asked: AskedStatement, one: BodyCandidate) -> bool:
    """Return whether the row of a cell is that of another compound or system than the alloy's."""
    assert one.statement.row is not None
    question = asked.question
    if not question.alloys or question.compounds or asked.added:
        return False
    called = [name.text for name in one.statement.row.names if _MATERIAL.match(name.heading)]
    named = [alloy for alloy in find_alloys("; ".join(called)) if None not in alloy.amounts]
    if named:
        alloys = question.alloys
        return not any(covers_composition(other, alloy) for other in named for alloy in alloys)
    systems = [{*_SYMBOL.findall(name)} for name in called if _SYSTEM.fullmatch(name)]
    return bool(systems) and not any(
        {*alloy.elements} <= system for system in systems for alloy in question.alloys
    )


def _is_of_other_system(asked: AskedStatement, one: BodyCandidate) -> bool:
    """Return whether the row of a cell is that of another system than one asked about: Mg-Ni."""
    assert one.statement.row is not None
    wanted = [
        system for found in _SYSTEM.findall(asked.question.text) if (system := _system(found))
    ]
    named = [system for name in one.statement.row.names if (system := _system(name.text))]
    return bool(wanted and named) and not any(system in wanted for system in named)


def systems_in(text: str) -> list[frozenset[str]]:
    """Return the elements of each system that a text calls by them alone: Mg-Ni.

    Args:
        text: The text.
    """
    return [system for name in _SYSTEM.findall(text) if (system := _system(name))]


def _system(name: str) -> frozenset[str]:
    """Return the elements of a system that is called by them alone; none of another name."""
    symbols = frozenset(_SYMBOL.findall(name)) if _SYSTEM.fullmatch(name) else frozenset()
    return symbols if symbols <= _ELEMENTS else frozenset()


def rows_called(asked: AskedStatement, table: Table, column: int = 0) -> dict[str, frozenset[str]]:
    """Return the names of rows that a question calls by their words, with these as stems.

    They are the words of a name that stand in no other: of `Orange peel` beside `Coffee waste`.
    What stands in brackets behind them is left out.

    Args:
        asked: What the question asks for.
        table: The table.
        column: The column of the names; it is the first in which rows are called by words.
    """
    text, names = word_set(asked.question.text), _names_in_words(table, column)
    return {name: words for name, words in names.items() if words and words <= text}


def _is_of_uncalled_row(asked: AskedStatement, one: BodyCandidate, table: Table) -> bool:
    """Return whether another row than that of a cell is called by words of the question."""
    assert one.statement.row is not None
    for name in one.statement.row.names:
        called = rows_called(asked, table, name.column)
        if called and name.text not in called:
            return True
    return False


@lru_cache(maxsize=256)
def _names_in_words(table: Table, column: int) -> dict[str, frozenset[str]]:
    """Return for the names of rows in a column the stems of words that no other name holds."""
    names = {row[column] for row in table.rows[table.header_rows :] if row[column]}
    words = {name: word_set(_IN_BRACKETS.sub("", name)) for name in names}
    counts = Counter(stem for of in words.values() for stem in of)
    return {
        name: frozenset(stem for stem in of if counts[stem] == 1 and stem.isalpha())
        for name, of in words.items()
        if len(of) > 1 and not any(map(str.isdigit, name))
        if not (find_alloys(name) or _system(name))
    }


def _is_at_another(asked: AskedStatement, one: BodyCandidate, table: Table) -> bool:
    """Return whether the row of a cell states another condition than the one asked about."""
    assert one.statement.row is not None
    for beside in one.statement.row.cells:
        unit = meaning_of(beside.heading).unit
        if beside is one.cell or unit is None or not _CONDITION.match(beside.heading):
            continue
        for stated in find_quantities(f"{beside.text} {unit.name}")[:1]:
            wanted = [q for q in asked.question.conditions if q.dimension == stated.dimension]
            if wanted and not any(
                equal(stated, q, _nearness(q, table, beside.column, unit.name)) for q in wanted
            ):
                return True
    return _is_elsewhere_by_caption(asked, one)


def _is_elsewhere_by_caption(asked: AskedStatement, one: BodyCandidate) -> bool:
    """Return whether a caption gives the row of a cell another condition: S1 at 373 K."""
    assert one.statement.row is not None
    called = names_of(" ".join(name.text for name in one.statement.row.names))
    called = frozenset(name for name in called if samples_in(name))
    told = [part for part in _PART.split(one.statement.before) if called & names_of(part)]
    stated = find_quantities("; ".join(told))
    for condition in asked.question.conditions:
        same = [quantity for quantity in stated if quantity.dimension == condition.dimension]
        if same and not any(equal(quantity, condition) for quantity in same):
            return True
    return False


def _nearness(wanted: Quantity, table: Table, column: int, unit: str) -> float | None:
    """Return how near a condition must be: within a kelvin where the column tells the very one."""
    if wanted.dimension != "temperature":
        return None
    told = (find_quantities(f"{row[column]} {unit}") for row in table.rows[table.header_rows :])
    return _SAME if any(equal(one, wanted, _SAME) for cell in told for one in cell[:1]) else None


@lru_cache(maxsize=256)
def _telling(table: Table, columns: tuple[int, ...]) -> tuple[frozenset[str], frozenset[float]]:
    """Return the tokens and the numbers of the headings of a table and of the names of its rows."""
    told = [cell for row in table.rows[: table.header_rows] for cell in row]
    told += [row[at] for row in table.rows[table.header_rows :] for at in {*columns, 0}]
    return tokens_of(told), frozenset().union(*map(numbers_of, told))
