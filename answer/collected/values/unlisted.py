"""Find what papers state of values that no list holds: untold materials, properties not read."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.answers import QUOTES, Answer, Citation, Sentence
from answer.collected.findings import Finding, best_finding
from answer.collected.paper_text import read_paper
from answer.collected.papers_about import papers_naming
from answer.collected.subject import Subject, find_subject
from answer.collected.values.asked_material import asked_material
from answer.collected.values.order import scale_of
from answer.papers import Papers
from answer.question.grammar.property_families import told_as
from answer.question.parse import ParsedQuestion
from builder.library.catalog import CatalogEntry
from builder.library.property_table import PropertyRow
from builder.materials.measurements import paper_facts
from builder.materials.measurements.owner_binding import UNTOLD
from retrieval.lexical import terms

#: The words that ask for the most, and tell nothing of what.
_EXTREME = re.compile(
    r"\b(?:(?:high|low|larg|small|great|strong|weak|long|short|fast|slow)est|best|worst|most|least"
    r"|max(?:imum|imal)?|min(?:imum|imal)?|top|peak|record)\b",
    re.IGNORECASE,
)
#: If no more papers name it, their sentences are the answer; of more the best one is searched.
_FEW = 3
_NOTE = "Values of it are not compared; this is what papers say of it."


def untold_values(
    question: ParsedQuestion, names: Sequence[str], papers: Papers
) -> list[PropertyRow]:
    """Return values of a property whose sentence names several materials, and not which has which.

    They are no rows of any table: of `coatings of A, of B and of annealed B were 1, 2 and 3` one
    number may be meant.

    Args:
        question: The question; its bounds are not looked at.
        names: The properties, by their names in the vocabulary.
        papers: The corpus.

    Returns:
        The values without a material; none where an alloy, an element, a kind, a state or a
        condition is asked for.
    """
    asked = (
        question.alloys, question.elements, question.kinds, question.states, question.conditions
    )  # fmt: skip
    if any(asked):
        return []
    forms = [found for name in names for found in (name, *told_as(name))]
    naming = {
        entry.id: entry
        for form in dict.fromkeys(forms)
        for entry in papers.naming(frozenset(terms(form)), question.years)
    }
    owners = asked_material(question).owners
    found = [row for entry in naming.values() for row in _untold_of(entry, names)]
    found = [row for row in found if row.value.owner in owners]
    compared = [*(one.quantity for one in question.bounds), *(row.value.quantity for row in found)]
    scale = scale_of(compared[0], names[0]) if compared else ""
    return [row for row in found if scale_of(row.value.quantity, row.of) == scale]


def _untold_of(listed: CatalogEntry, names: Sequence[str]) -> list[PropertyRow]:
    abstract = listed.paper.abstract
    if abstract is None:
        return []
    untold = [
        (one, replace(value, conditions=(), treatment=(), states=()))
        for one in paper_facts.read_paper(listed.paper.title, abstract.text)
        for value in one.facts.values
        if value.property in names and value.sample == UNTOLD.sample and not value.relative
    ]
    return [
        PropertyRow(
            listed, one.start, one.end, value.property or "", value, None, False, (), chance=0.0
        )
        for one, value in untold
    ]


def tell_unlisted(question: ParsedQuestion, papers: Papers) -> Answer | None:
    """Quote the few papers that name what a superlative is asked of; refuse if none does.

    Returns:
        None if many papers name it, if none tells a finding on it, and for a single alloy.
    """
    if question.alloys or question.properties:
        return None
    subject = find_subject(replace(question, text=_EXTREME.sub(" ", question.text)))
    if not subject.core or any(one.element for one in subject.core):
        return None
    named = [
        listed
        for listed in papers_naming(subject, papers, question.years)
        if all(one.is_in(read_paper(listed)) for one in subject.core)
    ]
    if not named:
        return _refused(question, subject)
    if len(named) > _FEW:
        return None
    kinds = frozenset(one.kind for one in subject.core)
    told = [best_finding(subject, listed, n, once=kinds) for n, listed in enumerate(named)]
    found = [one for one in told if one]
    return _answered(question, found) if found else None


def _answered(question: ParsedQuestion, found: Sequence[Finding]) -> Answer:
    citations = tuple(
        Citation(n, one.listed, one.text, one.start, one.end) for n, one in enumerate(found, 1)
    )
    return Answer(
        question.text,
        True,
        tuple(Sentence(one.quote, (one.n,), True) for one in citations),
        citations,
        None,
        QUOTES,
        tuple(one.listed.id for one in found),
        1.0,
        note=_NOTE,
    )


def _refused(question: ParsedQuestion, subject: Subject) -> Answer:
    asked = " and ".join(one.name for one in subject.core)
    nearest = f"No abstract tells of “{asked}”."
    return Answer(question.text, False, (), (), None, QUOTES, (), 0.0, nearest=nearest)
