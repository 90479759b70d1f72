"""Compare values of several papers: the same property, kind, condition, form and route.

Only values that passed their checks are compared, each from the question that asks for it. The
context of such a question holds the sentences of all its papers, each behind the title.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

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


def compare_papers(values: Iterable[ComparedValue], titles: Mapping[str, str]) -> list[Triple]:
    """Make comparisons and small tables of values from several papers.

    Args:
        values: Values of the whole corpus (`stated_values`).
        titles: Title of each paper.

    Returns:
        Questions of the kind `across-papers`; a paper stands in one comparison and one table at
        most.
    """
    alike: dict[tuple[str, ...], list[ComparedValue]] = defaultdict(list)
    routes: dict[tuple[str, ...], list[ComparedValue]] = defaultdict(list)
    for value in values:
        alike[value.property, value.where, value.dimension, value.shape].append(value)
        form = " ".join(sorted(_FORM.findall(value.shape)))
        routes[value.property, value.where, value.dimension, value.formula, form].append(value)
    made: list[Triple] = []
    used: set[str] = set()
    for groups in (routes, alike):
        for _, group in sorted(groups.items()):
            for one, other in pairwise(_in_turn(group)):
                if used & {one.paper, other.paper} or not _are_comparable(one, other):
                    continue
                used |= {one.paper, other.paper}
                made.append(_comparison(one, other, titles))
    tabled: set[str] = set()
    for _, group in sorted(alike.items()):
        rows = _one_a_paper(one for one in _in_turn(group) if one.paper not in tabled)
        if len(rows) >= _TABLE:
            made.append(_table(rows[:_TABLE], titles))
            tabled |= {one.paper for one in rows[:_TABLE]}
    return made


def _in_turn(group: Sequence[ComparedValue]) -> list[ComparedValue]:
    """Return values in an order that depends on nothing but themselves."""
    return sorted(
        group, key=lambda one: hashlib.sha256(f"{one.paper} {one.answer}".encode()).digest()
    )


def _are_comparable(one: ComparedValue, other: ComparedValue) -> bool:
    """Return True for two values of two papers on two materials that differ clearly."""
    size = max(abs(one.low), abs(other.low))
    return (
        one.paper != other.paper
        and one.material != other.material
        and abs(one.low - other.low) > _DIFFERENT * size
    )


def _one_a_paper(group: Iterable[ComparedValue]) -> list[ComparedValue]:
    """Return the first value of each paper and of each formula."""
    found: list[ComparedValue] = []
    for one in group:
        if not any(one.paper == known.paper or one.formula == known.formula for known in found):
            found.append(one)
    return found


def _comparison(one: ComparedValue, other: ComparedValue, titles: Mapping[str, str]) -> Triple:
    question = (
        f"Which has the higher {one.property}{one.where}: {one.material} or {other.material}?"
    )
    high, low = (one, other) if one.low > other.low else (other, one)
    answer = f"{high.material}: {high.answer} against {low.answer}"
    return _triple((one, other), "compared papers", question, answer, titles)


def _table(rows: Sequence[ComparedValue], titles: Mapping[str, str]) -> Triple:
    first = rows[0]
    materials = [one.material for one in rows]
    listed = f"{', '.join(materials[:-1])} and {materials[-1]}"
    question = f"What {first.property} do papers report for {listed}{first.where}?"
    answer = "; ".join(f"{one.material}: {one.answer}" for one in rows)
    return _triple(rows, "table of papers", question, answer, titles)


def _triple(
    rows: Sequence[ComparedValue], rule: str, question: str, answer: str, titles: Mapping[str, str]
) -> Triple:
    """Return the triple of some papers, whose context is their sentences behind their titles."""
    context, spans = "", []
    for one in rows:
        title = titles.get(one.paper, "").strip().rstrip(".")
        context += "\n\n" if context else ""
        context += f"{title}. " if title else ""
        spans.append((len(context), len(context) + len(one.evidence)))
        context += one.evidence
    return Triple(
        triple_id(context, question, answer, MADE_BY), rows[0].paper, "across-papers", question,
        answer, context, *spans[0], MADE_BY, rule, spans=tuple(spans[1:]),
        papers=tuple(one.paper for one in rows[1:]),
    )  # fmt: skip
