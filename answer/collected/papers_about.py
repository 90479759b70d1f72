"""Gather the papers that may be about a subject: those found for a question, those that name it."""

import re
from collections.abc import Collection, Sequence

from answer.answers import Citation
from answer.collected.concepts import Concept
from answer.collected.paper_text import PaperSentences, read_paper, stems_of
from answer.collected.subject import Subject, find_subject, is_about
from answer.papers import Papers
from answer.question.constituents import held_constituents
from answer.question.intent import ALL_YEARS, Years
from answer.question.parse import ParsedQuestion
from builder.library.catalog import CatalogEntry
from builder.materials.alloys import find_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.elements import NONMETALS
from builder.materials.vocabulary import expand

#: Papers of the search that are looked at; of them the first ones, even if they do not name the
#: subject in any of its ways; and with all that name it.
_DEPTH, _FIRST, _MOST = 30, 10, 45
#: Papers with the words of a thing that are read to see whether they name it.
_MOST_CHECKED = 200
#: Characters between an element and the word that says it was added.
_NEAR = 40
#: Before a thing that all papers of a list must name.
_BEFORE_THING = re.compile(
    r"\b(?:with|of|on|by|in|as|for|under|about|using|through|via|into|from|mention|discuss|use)\s"
    r"(?:an?\s|the\s)?$",
    re.IGNORECASE,
)
_ADDITION = re.compile(
    r"\b(?:addi(?:tions?|ng)|added|adds|dop(?:ing|ed|ant)|alloying|alloyed|introduc\w+"
    r"|incorporat\w+|contents?|concentrations?|amounts?|containing|bearing|levels?|rich"
    r"|[MX](?=\s?=))\b",
    re.IGNORECASE,
)


def papers_about(
    subject: Subject, question: ParsedQuestion, papers: Papers, years: Years
) -> list[CatalogEntry]:
    """Return the papers that may be about a subject, the likeliest first.

    A search returns the nearest papers, and not each that names the subject, so that those which
    name it stand behind: first those that name what is asked beside it, too, then by their titles.
    """
    found = [hit.listed for hit in papers.search(question.text, _DEPTH, years)]
    naming = papers_naming(subject, papers, years)
    if all(one.is_element for one in subject.core):
        return found
    named, known = {one.id for one in naming}, {one.id for one in found}
    found = [one for place, one in enumerate(found) if place < _FIRST or one.id in named]
    others = [one for one in naming if one.id not in known]
    beside = [_naming_one(one, papers, years) for one in subject.beside if not one.element]
    others.sort(
        key=lambda one: (-sum(one.id in own for own in beside), -_named_in_title(subject, one))
    )
    return [*found, *others][:_MOST]


def years_of(subject: Subject, papers: Papers) -> tuple[int, int] | None:
    """Return the first and last year of the papers about a subject; None if there are none."""
    naming = papers_naming(subject, papers, ALL_YEARS)
    found = [
        one.paper.year for one in naming if one.paper.year and is_about(subject, read_paper(one))
    ]
    return (min(found), max(found)) if found else None


def papers_naming(subject: Subject, papers: Papers, years: Years) -> Sequence[CatalogEntry]:
    """Return the papers that name every concept of a subject's core, in one of its ways."""
    sides = [_naming_one(one, papers, years) for one in subject.core if not one.is_element]
    if not sides:
        return []
    ids = set.intersection(*map(set, sides))
    return [one for one in sides[0].values() if one.id in ids]


def unknown_concept(question: ParsedQuestion, subject: Subject, papers: Papers) -> Concept | None:
    """Return what a question asks of and no paper names in any of its ways; None without such.

    A topic must be on it alone; no paper is on a list without all that is asked of.
    """
    if question.intent == "broad":
        is_alone = len(subject.concepts) == 1 and not subject.alloys and not subject.conditions
        asked = subject.core if is_alone else ()
    elif question.intent == "set":
        asked = tuple(one for one in subject.concepts if _is_thing(one, question.text))
    else:
        return None
    return next((one for one in asked if not one.element and not _is_named(one, papers)), None)


def _is_thing(concept: Concept, text: str) -> bool:
    """Return whether a concept is a thing by its term, or by the preposition before it.

    `stay single-phase` tells what is sought, and papers tell it in other words.
    """
    at = text.lower().find(concept.name)
    by_words = " " in concept.name and at > 0 and _BEFORE_THING.search(text[:at])
    return bool(concept.terms or concept.substances or by_words)


def _is_named(concept: Concept, papers: Papers) -> bool:
    """Return whether a paper names a thing in any of its ways."""
    naming = papers_naming(Subject((concept,), (), ()), papers, ALL_YEARS)
    return any(concept.is_in(read_paper(one)) for one in naming[:_MOST_CHECKED])


def _naming_one(concept: Concept, papers: Papers, years: Years) -> dict[str, CatalogEntry]:
    forms = (form for name in concept.terms for form in expand(name))
    ways = dict.fromkeys((*concept.stems, *map(stems_of, forms)))
    ways |= dict.fromkeys(frozenset({one.lower()}) for one in concept.substances)
    return {one.id: one for way in ways if way for one in papers.naming(way, years)}


def _named_in_title(subject: Subject, listed: CatalogEntry) -> int:
    stems = stems_of(listed.paper.title or "")
    return sum(any(way <= stems for way in one.stems) for one in subject.core)


def is_of_addition(subject: Subject, question: ParsedQuestion, paper: PaperSentences) -> bool:
    """Return whether an element asked about is one of the alloys of a paper, or added to them.

    True where no element is asked about. An element that a paper names as another material, as the
    matrix that alloy particles reinforce, changes nothing of the alloy.
    """
    # Gases and other nonmetals act from without, too, where they are not said to be added.
    without = NONMETALS - held_constituents(question.text)
    elements = [one for one in subject.concepts if one.element and one.element not in without]
    asked = [{*alloy.elements} for alloy in subject.alloys] or [set[str]()]
    parts = (paper.title, *paper.sentences)
    for one in elements:
        ways = [way for way in (one, *one.others) if way.element]
        alloyed = any(
            wanted | {way.element} <= part.elements
            for part in parts
            for wanted in asked
            for way in ways
        )
        if not alloyed and not any(_says_added(way, part.text) for part in parts for way in ways):
            return False
    return True


def is_of_other_addition(symbols: Collection[str], text: str) -> bool:
    """Return whether a sentence tells what another element does, and not the one asked about.

    Args:
        symbols: The elements whose effect is asked for.
        text: The sentence.
    """
    named = find_elements(text)
    if any(one.symbol in symbols for one in named):
        return False
    without = NONMETALS - held_constituents(text)
    return any(
        one.symbol not in without
        and _ADDITION.search(text, max(0, one.start - _NEAR), one.end + _NEAR)
        for one in named
    )


def is_of_others(question: ParsedQuestion, cited: Citation) -> bool:
    """Return whether a quote tells what another element does than those that a question asks about.

    One that names no element tells what its paper is about.
    """
    symbols = question.elements - question.excluded
    if is_of_other_addition(symbols, cited.quote):
        return True
    held = {symbol for alloy in find_alloys(cited.quote) for symbol in alloy.elements}
    held |= {one.symbol for one in find_elements(cited.quote)}
    paper = read_paper(cited.listed)
    return symbols.isdisjoint(held) and not is_of_addition(find_subject(question), question, paper)


def _says_added(element: Concept, text: str) -> bool:
    if element.element in NONMETALS:
        return element.element in held_constituents(text)
    return any(
        element.names_element(text[max(0, word.start() - _NEAR) : word.end() + _NEAR])
        for word in _ADDITION.finditer(text)
    )
