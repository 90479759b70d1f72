"""Compare values of several papers: the same property, kind, condition, form and route.

Only values that passed their checks are compared, each from the question that asks for it. The
context of such a question holds the sentences of all its papers, each behind the title. The values
lie in a scratch database, so that memory does not grow with them.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import astuple, dataclass
from itertools import groupby, pairwise

from builder.digests import digest
from builder.drafting.dialogues import read_value_question
from builder.materials.alloys import named_alloys
from builder.materials.quantities import find_quantities
from builder.triples import Triple, triple_id

MADE_BY = "rules"
#: Two values differ if they do so by more than this share of the larger.
_DIFFERENT = 0.1
#: Papers of one table.
_TABLE = 3
#: What tells the form of a material, or that something is added to it.
_FORM = re.compile(r"composite|coating|film|with|doped|strengthened")
#: Properties that say little when two papers are compared.
_ODD = ("relative density", "grain size", "mixing entropy", "mixing enthalpy", "lattice parameter")
_COLUMNS = (
    "paper", "property", "material", "shape", "formula", "place", "answer", "evidence", "low",
    "dimension", "form", "turn",
)  # fmt: skip
_TABLE_OF_VALUES = f"CREATE TABLE stated ({', '.join(_COLUMNS)})"
#: Columns in which values agree: of one formula, made in any way; or of any, made in one way.
_ROUTE, _SHAPE = (
    "property, place, dimension, formula, form",
    "property, place, dimension, shape",
)

#: Papers → the titles of those that have one.
TitlesOf = Callable[[Sequence[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ComparedValue:
    """A value as a paper's sentence states it, with the words of the question for it."""

    paper: str
    property: str
    material: str
    shape: str
    """The material with `{}` for its formula: what is made in one way has one shape."""
    formula: str
    where: str
    answer: str
    evidence: str
    low: float
    dimension: str


def stated_values(triples: Iterable[Triple]) -> Iterator[ComparedValue]:
    """Yield the values of plain questions that can be compared across papers."""
    for triple in triples:
        asked = read_value_question(triple.question) if triple.rule == "value" else None
        if asked is None or not triple.answer[:1].isdigit():
            continue
        alloys = named_alloys(asked.material)
        quantities = find_quantities(triple.answer)
        if len(alloys) != 1 or len(quantities) != 1 or any(o in asked.property for o in _ODD):
            continue
        formula = alloys[0].text.strip()
        shape = asked.material.replace(formula, "{}", 1)
        yield ComparedValue(
            triple.paper, asked.property, asked.material, shape, formula, asked.where,
            triple.answer, triple.evidence, quantities[0].si[0], quantities[0].dimension,
        )  # fmt: skip


def compare_papers(values: Iterable[ComparedValue], titles: TitlesOf) -> Iterator[Triple]:
    """Make comparisons and small tables of values from several papers.

    Args:
        values: Values of the whole corpus (`stated_values`).
        titles: Gives the titles of some papers.

    Yields:
        Questions of the kind `across-papers`; a paper stands in one comparison and one table at
        most.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as db:
        db.execute(_TABLE_OF_VALUES)
        marks = ", ".join("?" * 12)
        db.executemany(f"INSERT INTO stated VALUES ({marks})", map(_columns, values))
        used: set[str] = set()
        for key in (_ROUTE, _SHAPE):
            for group in _groups(db, key):
                for one, other in pairwise(group):
                    if used & {one.paper, other.paper} or not _are_comparable(one, other):
                        continue
                    used |= {one.paper, other.paper}
                    yield _comparison(one, other, titles)
        tabled: set[str] = set()
        for group in _groups(db, _SHAPE):
            rows = _one_a_paper(one for one in group if one.paper not in tabled)
            if len(rows) == _TABLE:
                yield _table(rows, titles)
                tabled |= {one.paper for one in rows}


def _columns(value: ComparedValue) -> tuple[object, ...]:
    """Return the fields of a value, its form, and its turn, which depends on nothing but itself."""
    form = " ".join(sorted(_FORM.findall(value.shape)))
    return (*astuple(value), form, digest(f"{value.paper} {value.answer}"))


def _groups(db: sqlite3.Connection, key: str) -> Iterator[Iterator[ComparedValue]]:
    """Yield the values that agree in the columns of a key, group by group in their turn."""
    places = [_COLUMNS.index(name) for name in key.split(", ")]
    rows = db.execute(f"SELECT * FROM stated ORDER BY {key}, turn, rowid")
    for _, group in groupby(rows, key=lambda row: [row[place] for place in places]):
        yield (ComparedValue(*row[:-2]) for row in group)


def _are_comparable(one: ComparedValue, other: ComparedValue) -> bool:
    """Return True for two values of two papers on two materials that differ clearly."""
    size = max(abs(one.low), abs(other.low))
    return (
        one.paper != other.paper
        and one.material != other.material
        and abs(one.low - other.low) > _DIFFERENT * size
    )


def _one_a_paper(group: Iterable[ComparedValue]) -> list[ComparedValue]:
    """Return the first value of each paper and of each formula, as many as a table has."""
    found: list[ComparedValue] = []
    for one in group:
        if len(found) == _TABLE:
            break
        if not any(one.paper == known.paper or one.formula == known.formula for known in found):
            found.append(one)
    return found


def _comparison(one: ComparedValue, other: ComparedValue, titles: TitlesOf) -> Triple:
    question = (
        f"Which has the higher {one.property}{one.where}: {one.material} or {other.material}?"
    )
    high, low = (one, other) if one.low > other.low else (other, one)
    answer = f"{high.material}: {high.answer} against {low.answer}"
    return _triple((one, other), "compared papers", question, answer, titles)


def _table(rows: Sequence[ComparedValue], titles: TitlesOf) -> Triple:
    first = rows[0]
    materials = [one.material for one in rows]
    listed = f"{', '.join(materials[:-1])} and {materials[-1]}"
    question = f"What {first.property} do papers report for {listed}{first.where}?"
    answer = "; ".join(f"{one.material}: {one.answer}" for one in rows)
    return _triple(rows, "table of papers", question, answer, titles)


def _triple(
    rows: Sequence[ComparedValue], rule: str, question: str, answer: str, titles: TitlesOf
) -> Triple:
    """Return the triple of some papers, whose context is their sentences behind their titles."""
    context, spans = "", []
    named = titles([one.paper for one in rows])
    for one in rows:
        title = named.get(one.paper, "").strip().rstrip(".")
        context += "\n\n" if context else ""
        context += f"{title}. " if title else ""
        spans.append((len(context), len(context) + len(one.evidence)))
        context += one.evidence
    return Triple(
        triple_id(context, question, answer, MADE_BY), rows[0].paper, "across-papers", question,
        answer, context, *spans[0], MADE_BY, rule, spans=tuple(spans[1:]),
        papers=tuple(one.paper for one in rows[1:]),
    )  # fmt: skip
