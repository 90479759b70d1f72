"""Find the papers that name what a count asks about: its terms, words and alloys, with `or`."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from answer.collected.values.material import asked_material
from answer.collected.values.sieve import subject_words
from answer.papers import Papers
from answer.question.parse import ParsedQuestion
from builder.library.catalog import CatalogEntry
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.vocabulary import Mention, expand, find_terms
from retrieval.lexical import elements_term, terms

#: Kinds of terms that are the subject of a paper; the others are slots of a value.
_SUBJECTS = frozenset({"property", "process", "mechanism", "method", "phase", "condition"})
#: Between words that tell one thing together, and between things of which either will do.
_ADJACENT = re.compile(r"[\s-]*")
_EITHER = re.compile(
    r"\s*(?:,|/|,?\s*(?:and/)?or)\s*(?:(?:the|an?|on|in|with|by|of|for|using|use)\s+)?", re.I
)
_JOINT = re.compile(r"\b(?:and/or|or|and)\b|/", re.IGNORECASE)
_WORD = re.compile(r"[\w-]+")
#: Papers by their ids.
_Found = dict[str, CatalogEntry]


@dataclass(frozen=True, slots=True)
class _Named:
    """One thing that the papers counted must name, and where the question names it."""

    start: int
    end: int
    term: str = ""
    """The vocabulary's name of it."""
    alloy: Alloy | None = None
    stems: frozenset[str] = frozenset()
    """Those of a plain word."""

    @property
    def is_plain(self) -> bool:
        """Return whether it is a plain word, which others may go with."""
        return bool(self.stems)


def naming_papers(question: ParsedQuestion, papers: Papers) -> list[CatalogEntry]:
    """Return the papers that name all that a question is about, the newest first.

    Of what it joins by `or` they name one at least.
    """
    groups = [[_in_all(chain) for chain in group] for group in _groups(question, papers)]
    sides = [{paper: one for found in group for paper, one in found.items()} for group in groups]
    if not sides and question.years:
        sides.append(_naming_any([()], question, papers))
    if not sides:
        return []
    found = [entry for entry in _in_all(sides).values() if _is_of_material(entry, question)]
    return sorted(found, key=lambda entry: (-(entry.paper.year or 0), entry.place))


def _in_all(sides: Sequence[_Found]) -> _Found:
    return {paper: one for paper, one in sides[0].items() if all(paper in own for own in sides)}


def _groups(question: ParsedQuestion, papers: Papers) -> list[list[list[_Found]]]:
    """Return what a paper must name: of each group one chain at least, of a chain everything."""
    groups: list[list[list[_Found]]] = []
    before: _Named | None = None
    for one in _named(question):
        link = question.text[before.end : one.start] if before else ""
        found = _naming(one, question, papers)
        if before and _ADJACENT.fullmatch(link) and before.is_plain and one.is_plain:
            groups[-1][-1].append(found)
        elif before and _EITHER.fullmatch(link) and _is_joined_by_or(question.text, before.end):
            groups[-1].append([found])
        else:
            groups.append([[found]])
        before = one
    return groups


def _is_joined_by_or(text: str, start: int) -> bool:
    """Return whether a list that goes on here ends in `or`, and not in `and`."""
    joint = _JOINT.search(text, start)
    return joint is not None and joint[0].lower() != "and"


def _named(question: ParsedQuestion) -> list[_Named]:
    """Return what a paper must name, in the order of the question."""
    mentions = list(find_terms(question.text))
    named = [_Named(m.start, m.end, m.name) for m in mentions if is_subject(m)]
    if not asked_material(question).is_family:
        named += [_Named(one.start, one.end, alloy=one) for one in question.alloys]
    words = subject_words(question) - {stem for m in mentions for stem in terms(m.text)}
    taken = [(one.start, one.end) for one in mentions]
    taken += [(one.start, one.end) for one in question.alloys]
    for match in _WORD.finditer(question.text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if stems := words & {*terms(match[0])}:
            named.append(_Named(*match.span(), stems=stems))
            words -= stems
    return sorted(named, key=lambda one: one.start)


def _naming(one: _Named, question: ParsedQuestion, papers: Papers) -> _Found:
    if one.term:
        return _naming_term(one.term, question, papers)
    stems = [elements_term(one.alloy)] if one.alloy else one.stems
    return _naming_any([stems], question, papers)


def is_subject(mention: Mention) -> bool:
    """Return whether a paper must name a term: not the classes of alloys that all are about."""
    if mention.kind == "class":
        return not mention.name.endswith("alloy")
    return mention.kind in _SUBJECTS


def _naming_term(name: str, question: ParsedQuestion, papers: Papers) -> _Found:
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
) -> _Found:
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


def subject_text(question: ParsedQuestion) -> str:
    """Return what the papers counted must name, for the reader to judge the count by."""
    told = ""
    before: _Named | None = None
    for one in _named(question):
        name = one.term or question.text[one.start : one.end]
        if name in told.split(" and "):
            continue
        link = question.text[before.end : one.start] if before else ""
        if before:
            either = _EITHER.fullmatch(link) and _is_joined_by_or(question.text, before.end)
            told += " or " if either else " and "
        told += name
        before = one
    return told
