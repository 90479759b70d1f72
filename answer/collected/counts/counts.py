"""Count papers and alloys: those that give values of a property, those that name a subject."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.answers import QUOTES, Answer, Citation, ClaimGroup, Sentence, ValueList
from answer.collected.counts.named_subject import naming_papers, subject_text, text_of
from answer.collected.subject import FEWEST_ELEMENTS
from answer.collected.values.asked_material import asked_material
from answer.collected.values.listing import SHOWN, cite_rows
from answer.collected.values.order import papers_of, sort_rows
from answer.collected.values.sieve import is_met, sieve_values
from answer.collected.values.value_answers import asked_properties
from answer.collected.values.wording import (
    asked_about,
    bound_text,
    enumerate_names,
    number_of,
    row_text,
    years_text,
)
from answer.papers import Papers
from answer.question.parse import ParsedQuestion
from builder.library.catalog import CatalogEntry
from builder.library.property_table import PropertyRow
from builder.materials.alloys import named_alloys
from builder.materials.vocabulary import find_terms
from builder.nlp.sentences import sentences
from retrieval.lexical import word_set

_ALLOYS = re.compile(
    r"\bhow many (?:(?!papers|articles|studies|publications|abstracts|works|reports)[\w-]+ ){0,4}?"
    r"(?:alloys|HEAs|compositions)\b",
    re.IGNORECASE,
)
#: Verbs with which a paper does more than give a value.
_NAMES = re.compile(
    r"\b(?:stud(?:y|ies|ied)|investigat\w+|mention\w*|discuss\w*|deal|deals|about|on|use[sd]?"
    r"|consider\w*|address\w*|examin\w+|concern\w*|focus\w*|speak|treat)\b",
    re.IGNORECASE,
)


def count_papers(question: ParsedQuestion, papers: Papers) -> Answer | None:
    """Answer how many papers, or alloys; None if the question tells nothing to count by."""
    rows = _fitting_rows(question, papers)
    if _ALLOYS.search(question.text):
        return _count_alloys(question, rows) or _count_formulas(question, papers)
    named = naming_papers(question, papers)
    if rows and (question.bounds or not _NAMES.search(question.text)):
        return _count_values(question, rows, named)
    if not named:
        return _refused(question)
    given = _count_naming(question, named, papers_of(rows))
    if rows or not asked_properties(question) or _NAMES.search(question.text):
        return given
    # A value may be there that was not read: that no paper gives one is said, but not bare.
    head = f"No value of {asked_properties(question)[0]} was read in any abstract; "
    first, *rest = given.sentences
    return replace(given, short=None, sentences=(replace(first, text=head + first.text), *rest))


def _refused(question: ParsedQuestion) -> Answer | None:
    """Say that no paper names what is counted; None if the question tells nothing to count by."""
    about = subject_text(question)
    if not about:
        return None
    nearest = f"No paper{years_text(question.years)} names {about} in title or abstract."
    return Answer(question.text, False, (), (), None, QUOTES, (), 0.0, nearest=nearest)


def _fitting_rows(question: ParsedQuestion, papers: Papers) -> list[PropertyRow]:
    """Return the values that hold for what is asked, of any owner where no alloy is asked for."""
    rows = [
        row for name in asked_properties(question) for row in papers.values(name, question.years)
    ]
    return [row for row in sieve_values(question, rows, papers).rows if is_met(row, question)]


def _count_alloys(question: ParsedQuestion, rows: Sequence[PropertyRow]) -> Answer | None:
    named = {row.alloy.composition_key: row for row in rows if row.alloy}
    if not named:
        return None
    bounds = f" {bound_text(question.bounds)}" if question.bounds else ""
    head = (
        f"{number_of(len(named), 'alloy')} of {number_of(papers_of(rows), 'paper')}:"
        f" {rows[0].of}{bounds}."
    )
    short = number_of(len(named), "alloy")
    return _value_answer(question, head, short, list(named.values()))


def _count_formulas(question: ParsedQuestion, papers: Papers) -> Answer | None:
    """Count the formulas of alloys with what a question names; None if it names nothing of them.

    A family is one formula.
    """
    material = asked_material(question)
    if material.is_any or question.bounds or asked_properties(question):
        return None
    named = naming_papers(question, papers)
    stated = [alloy for entry in named for alloy in named_alloys(text_of(entry))]
    found = dict.fromkeys(
        alloy.name
        for alloy in stated
        if alloy.kind == "alloy"
        and len(alloy.elements) >= FEWEST_ELEMENTS
        and material.holds(alloy)
    )
    if not found:
        return None
    told = f"{number_of(len(found), 'formula')} of such an alloy: {enumerate_names(found)}"
    counted = _count_naming(question, named, 0)
    first, *lines = counted.sentences
    head = replace(first, text=f"{first.text[:-1]}; they write {told}.")
    return replace(counted, sentences=(head, *lines), short=None)


def _count_values(
    question: ParsedQuestion, rows: Sequence[PropertyRow], named: Sequence[CatalogEntry]
) -> Answer:
    giving = papers_of(rows)
    bounds = f" {bound_text(question.bounds)}" if question.bounds else ""
    verb = "gives" if giving == 1 else "give"
    what = f"{rows[0].of}{asked_about(question)}{bounds}"
    head = f"{number_of(giving, 'paper')}{years_text(question.years)} {verb} a value of {what}"
    head += f"; {len(named)} name it." if len(named) > giving and not bounds else "."
    return _value_answer(question, head, number_of(giving, "paper"), rows)


def _value_answer(
    question: ParsedQuestion, head: str, short: str, rows: Sequence[PropertyRow]
) -> Answer:
    """Return a count of papers by their values, with one value of each."""
    ranked = sort_rows(rows, "highest")
    first = list({row.listed.id: row for row in reversed(ranked)}.values())[::-1]
    shown = first[:SHOWN]
    citations, marks = cite_rows(shown)
    of = tuple(dict.fromkeys(row.of for row in rows))
    lines = [
        Sentence(f"{row_text(row, of, question.unit)}.", (mark,), True)
        for row, mark in zip(shown, marks, strict=True)
    ]
    return Answer(
        question.text,
        True,
        (Sentence(head, tuple(dict.fromkeys(marks)), True), *lines),
        citations,
        short,
        QUOTES,
        tuple(dict.fromkeys(row.listed.id for row in ranked)),
        1.0,
        values=ValueList(tuple(ranked), papers_of(ranked), (), tuple(shown)),
    )


def _count_naming(question: ParsedQuestion, named: Sequence[CatalogEntry], giving: int) -> Answer:
    verb = "names" if len(named) == 1 else "name"
    about = subject_text(question)
    told = f" {verb} {about} in title or abstract" if about else ""
    head = f"{number_of(len(named), 'paper')}{years_text(question.years)}{told}"
    head += f"; {giving} of them give a value." if giving else "."
    citations = tuple(
        cited for n, entry in enumerate(named[:SHOWN], 1) if (cited := _quote(n, entry, question))
    )
    lines = [Sentence(one.quote, (one.n,), True) for one in citations]
    marks = tuple(one.n for one in citations)
    given = Answer(
        question.text,
        True,
        (Sentence(head, marks, True), *lines),
        citations,
        number_of(len(named), "paper"),
        QUOTES,
        tuple(entry.id for entry in named),
        1.0,
        groups=(ClaimGroup(head, marks),),
    )
    return replace(given, note=_more(named))


def _more(named: Sequence[CatalogEntry]) -> str | None:
    more = len(named) - SHOWN
    return f"The newest {SHOWN} are shown; {more} more are counted." if more > 0 else None


def _quote(n: int, entry: CatalogEntry, question: ParsedQuestion) -> Citation | None:
    """Return the sentence of an abstract that holds most of what is asked about."""
    abstract = entry.paper.abstract
    if abstract is None:
        return None
    names = {mention.name for mention in find_terms(question.text)}

    def held(place: tuple[int, int]) -> int:
        text = abstract.text[slice(*place)]
        found = names & {mention.name for mention in find_terms(text)}
        return 2 * len(found) + len(question.words & word_set(text))

    start, end = max(sentences(abstract.text), key=held)
    return Citation(n, entry, abstract.text[start:end], start, end)
