"""Count papers and alloys: those that give values of a property, those that name a subject."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from answer.answers import Answer, Citation, ClaimGroup, Sentence, ValueList
from answer.collected.values.listing import MODEL, SHOWN, cite_rows
from answer.collected.values.material import asked_material
from answer.collected.values.order import papers_of, sort_rows
from answer.collected.values.sieve import is_met, sieve_values, subject_words, words_as_asked
from answer.collected.values.value_answers import asked_properties
from answer.collected.values.wording import (
    asked_about,
    bound_text,
    number_of,
    row_text,
    years_text,
)
from answer.papers import Papers
from answer.question.parse import ParsedQuestion
from builder.library.catalog import CatalogEntry
from builder.library.property_table import PropertyRow
from builder.materials.alloys import named_alloys
from builder.materials.vocabulary import Mention, expand, find_terms
from builder.nlp.sentences import sentences
from retrieval.lexical import elements_term, terms, word_set

_ALLOYS = re.compile(r"\bhow many (?:[\w-]+ ){0,4}?(?:alloys|HEAs|compositions)\b", re.IGNORECASE)
#: Verbs with which a paper does more than give a value.
_NAMES = re.compile(
    r"\b(?:stud(?:y|ies|ied)|investigat\w+|mention\w*|discuss\w*|deal|deals|about|on|use[sd]?"
    r"|consider\w*|address\w*|examin\w+|concern\w*|focus\w*|speak|treat)\b",
    re.IGNORECASE,
)
#: Kinds of terms that are the subject of a paper; the others are slots of a value.
_SUBJECTS = frozenset({"property", "process", "mechanism", "method", "phase", "condition"})


def count_papers(question: ParsedQuestion, papers: Papers) -> Answer | None:
    """Answer how many papers, or alloys; None if the question tells nothing to count by."""
    rows = _fitting_rows(question, papers)
    if _ALLOYS.search(question.text):
        return _count_alloys(question, rows)
    named = naming_papers(question, papers)
    if rows and (question.bounds or not _NAMES.search(question.text)):
        return _count_values(question, rows, named)
    if not named:
        return None
    given = _count_naming(question, named, papers_of(rows))
    if rows or not asked_properties(question) or _NAMES.search(question.text):
        return given
    # A value may be there that was not read: that no paper gives one is said, but not bare.
    head = f"No value of {asked_properties(question)[0]} was read in any abstract; "
    first, *rest = given.sentences
    return replace(given, short=None, sentences=(replace(first, text=head + first.text), *rest))


def _fitting_rows(question: ParsedQuestion, papers: Papers) -> list[PropertyRow]:
    """Return the values that hold for what is asked, of any owner where no alloy is asked for."""
    rows = [
        row for name in asked_properties(question) for row in papers.values(name, question.years)
    ]
    return [row for row in sieve_values(question, rows, papers).rows if is_met(row, question)]


def naming_papers(question: ParsedQuestion, papers: Papers) -> list[CatalogEntry]:
    """Return the papers that name all that a question is about, the newest first."""
    text = question.text
    sides = [
        _naming_term(name, question, papers)
        for name in sorted({m.name for m in find_terms(text) if _is_subject(m)})
    ]
    sides += [
        _naming_any([[elements_term(alloy)]], question, papers)
        for alloy in question.alloys
        if not asked_material(question).is_family
    ]
    if words := subject_words(question) - {
        stem for m in find_terms(text) for stem in terms(m.text)
    }:
        sides.append(_naming_any([words], question, papers))
    if not sides and question.years:
        sides.append(_naming_any([()], question, papers))
    if not sides:
        return []
    ids = set.intersection(*({*side} for side in sides))
    found = [entry for paper, entry in sides[0].items() if paper in ids]
    found = [entry for entry in found if _is_of_material(entry, question)]
    return sorted(found, key=lambda entry: (-(entry.paper.year or 0), entry.place))


def _is_subject(mention: Mention) -> bool:
    """Return whether a paper must name a term: not the classes of alloys that all are about."""
    if mention.kind == "class":
        return not mention.name.endswith("alloy")
    return mention.kind in _SUBJECTS


def _naming_term(name: str, question: ParsedQuestion, papers: Papers) -> dict[str, CatalogEntry]:
    """Return the papers that name a term of the vocabulary in any of its forms."""
    ways = [terms(form) for form in expand(name)]
    found = _naming_any(ways, question, papers)
    if all(len(way) == 1 for way in ways):
        return found
    # Words of a term that stand apart from one another are not the term.
    return {paper: entry for paper, entry in found.items() if name in _terms_of(entry)}


def _terms_of(entry: CatalogEntry) -> set[str]:
    abstract = entry.paper.abstract
    text = f"{entry.paper.title or ''}. {abstract.text if abstract else ''}"
    return {mention.name for mention in find_terms(text)}


def _naming_any(
    ways: Iterable[Collection[str]], question: ParsedQuestion, papers: Papers
) -> dict[str, CatalogEntry]:
    """Return the papers that hold all the stems of one of several ways to say something."""
    return {entry.id: entry for way in ways for entry in papers.naming(way, question.years)}


def _is_of_material(entry: CatalogEntry, question: ParsedQuestion) -> bool:
    """Return whether a paper names an alloy of the family that a question asks about."""
    material = asked_material(question)
    if not material.is_family and not material.with_elements:
        return True
    abstract = entry.paper.abstract
    stated = named_alloys(f"{entry.paper.title or ''}. {abstract.text if abstract else ''}")
    wanted = [{*alloy.elements} for alloy in material.alloys] or [set()]
    return any(
        elements | material.with_elements <= {*alloy.elements}
        for elements in wanted
        for alloy in stated
    )


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
        MODEL,
        tuple(dict.fromkeys(row.listed.id for row in ranked)),
        1.0,
        values=ValueList(tuple(ranked), papers_of(ranked), (), tuple(shown)),
    )


def _count_naming(question: ParsedQuestion, named: Sequence[CatalogEntry], giving: int) -> Answer:
    verb = "names" if len(named) == 1 else "name"
    about = _subject_text(question)
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
        MODEL,
        tuple(entry.id for entry in named),
        1.0,
        groups=(ClaimGroup(head, marks),),
    )
    return replace(given, note=_more(named))


def _subject_text(question: ParsedQuestion) -> str:
    """Return what the papers counted must name, for the reader to judge the count by."""
    mentions = find_terms(question.text)
    named = [m.name for m in mentions if _is_subject(m)]
    held = {stem for m in mentions for stem in terms(m.text)}
    words = words_as_asked(subject_words(question) - held, question)
    return " and ".join(dict.fromkeys((*named, *words, *(one.text for one in question.alloys))))


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
