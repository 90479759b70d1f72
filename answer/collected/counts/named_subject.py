"""Find the papers that name what a count asks about: its terms, words and alloys, with `or`."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from answer.collected.concepts import is_of_its_own, names_apart
from answer.collected.paper_text import names_element, words_of_ions
from answer.collected.subject import is_any_material
from answer.collected.values.asked_material import OF_METAL, asked_material
from answer.collected.values.material import AskedMaterial
from answer.collected.values.sieve import subject_words
from answer.papers import Papers
from answer.question.conditions import fit_of
from answer.question.parse import ParsedQuestion
from answer.question.wording.variants import variants
from builder.library.catalog import CatalogEntry
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.composition_cover import covers_composition
from builder.materials.element_mentions import find_elements
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, convert
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
#: A noun behind a term that tells what the term is: a paper may leave it out.
_CLASS_NOUN = re.compile(
    r"\s(?:simulations?|calculations?|computations?|modell?ing|models?|methods?|techniques?"
    r"|technolog(?:y|ies)|processing|process(?:es)?|treatments?|tests?|testing|experiments?"
    r"|measurements?|analys[ie]s|stud(?:y|ies)|relations?|relationships?|equations?|laws?"
    r"|mechanisms?|behaviou?rs?|phenomen(?:a|on)|effects?|solutions?)\b",
    re.IGNORECASE,
)
#: Words that are nouns by themselves: `doping or heat treatment`.
_NOUN = re.compile(r"(?:ing|ion|ment|ness|ance|ity|s)$", re.IGNORECASE)
#: In the names of alloys that are called after people.
_BY_NAME = ("Cantor", "Senkov")
#: Around an element that an alloy holds.
_ADDING = re.compile(
    r"\b(?:add(?:ed|ing|ition)|dop|alloying|alloyed|contain|content|concentration|substitut"
    r"|incorporat|introduc)",
    re.IGNORECASE,
)
#: Papers by their ids.
_Found = dict[str, CatalogEntry]


@dataclass(frozen=True, slots=True)
class _SubjectNamed:
    """One thing that the papers counted must name, and where the question names it."""

    start: int
    end: int
    term: str = ""
    """The vocabulary's name of it."""
    alloy: Alloy | None = None
    """An alloy, or a compound by its formula."""
    condition: Quantity | None = None
    stems: frozenset[str] = frozenset()
    """Those of plain words."""
    head: str = ""
    """The noun that it shares with the next one."""


def naming_papers(question: ParsedQuestion, papers: Papers) -> list[CatalogEntry]:
    """Return the papers that name all that a question is about, the newest first.

    Of what it joins by `or` they name one at least.
    """
    sides = [
        {paper: one for found in group for paper, one in found.items()}
        for group in _groups(question, papers)
    ]
    if not sides and (question.years or question.alloys or question.elements):
        sides.append(_naming_any([()], question, papers))
    if not sides:
        return []
    material = asked_material(question)
    either = _either_element(question.text)
    named = _in_all(sides).values()
    found = [entry for entry in named if _is_of_material(entry, material, either)]
    return sorted(found, key=lambda entry: (-(entry.paper.year or 0), entry.place))


def _in_all(sides: Sequence[_Found]) -> _Found:
    return {paper: one for paper, one in sides[0].items() if all(paper in own for own in sides)}


def _groups(question: ParsedQuestion, papers: Papers) -> list[list[_Found]]:
    """Return what a paper must name, of each group one at least."""
    groups: list[list[_Found]] = []
    for one, with_last in _in_groups(question):
        found = _naming(one, question, papers)
        if with_last:
            groups[-1].append(found)
        else:
            groups.append([found])
    return groups


def _in_groups(question: ParsedQuestion) -> Iterator[tuple[_SubjectNamed, bool]]:
    """Yield what a paper must name, and whether it or the one before will do."""
    named = _with_shared_heads(question.text, _named(question))
    named = _with_shared_fronts(question.text, named)
    before: _SubjectNamed | None = None
    for one in named:
        yield one, before is not None and _are_either(question.text, before, one)
        before = one


def _are_either(text: str, one: _SubjectNamed, other: _SubjectNamed) -> bool:
    """Return whether two things are of one list that ends in `or`, and not in `and`."""
    joint = _JOINT.search(text, one.end)
    is_or = joint is not None and joint[0].lower() != "and"
    return is_or and _EITHER.fullmatch(text, one.end, other.start) is not None


def _with_shared_heads(text: str, named: Sequence[_SubjectNamed]) -> list[_SubjectNamed]:
    """Complete a word by the noun that it shares with the next one: `cold or hot rolling`."""
    found = list(named)
    for place in range(len(found) - 2, -1, -1):
        one, other = found[place : place + 2]
        words, last = text[one.start : one.end], text[other.start : other.end].split()
        if not one.stems or " " in words or len(last) < 2 or _NOUN.search(words):
            continue
        if _are_either(text, one, other):
            whole = f"{words} {last[-1]}"
            known = next((m.name for m in find_terms(whole) if m.text == whole), "")
            stems = frozenset() if known else frozenset(terms(whole))
            found[place] = replace(one, term=known, stems=stems, head=last[-1])
    return found


def _with_shared_fronts(text: str, named: Sequence[_SubjectNamed]) -> list[_SubjectNamed]:
    """Complete a word by those it shares with the term before: `laser cladding or welding`."""
    found = list(named)
    for place, (one, other) in enumerate(pairwise(named), start=1):
        words, word = text[one.start : one.end].split(), text[other.start : other.end]
        if not one.term or not other.stems or not words[1:] or " " in word:
            continue
        whole = " ".join([*words[:-1], word])
        known = next((m.name for m in find_terms(whole) if m.text == whole), "")
        if known and _are_either(text, one, other):
            found[place] = replace(other, term=known, stems=frozenset())
    return found


def _named(question: ParsedQuestion) -> list[_SubjectNamed]:
    """Return what a paper must name, in the order of the question."""
    mentions = list(find_terms(question.text))
    named = [
        _SubjectNamed(m.start, m.end, m.text if is_of_its_own(m) else m.name)
        for m in mentions
        if is_subject(m)
        and not (m.kind == "class" and is_any_material(question.text, m.start, m.end))
    ]
    if not asked_material(question).is_family:
        named += [_SubjectNamed(one.start, one.end, alloy=one) for one in question.alloys]
    named += [_SubjectNamed(one.start, one.end, alloy=one) for one in question.compounds]
    named += [_SubjectNamed(one.start, one.end, condition=one) for one in question.conditions]
    acting = question.elements - asked_material(question).with_elements  # `helium irradiation`
    words = subject_words(question) | (question.words & {*terms(" ".join(acting))})
    taken = [(one.start, one.end) for one in mentions]
    taken += [(one.start, one.end) for one in question.alloys]
    taken += [(one.start, one.end) for one in named]
    classes = [_CLASS_NOUN.match(question.text, end) for _, end in taken]
    taken += [noun.span() for noun in classes if noun]
    for match in _WORD.finditer(question.text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if stems := words & {*terms(match[0])}:
            named.append(_SubjectNamed(*match.span(), stems=stems))
            words -= stems
    merged: list[_SubjectNamed] = []
    for one in sorted(named, key=lambda one: one.start):
        last = merged[-1] if merged else None
        if (
            last
            and last.stems
            and one.stems
            and _ADJACENT.fullmatch(question.text, last.end, one.start)
        ):
            merged[-1] = replace(last, end=one.end, stems=last.stems | one.stems)
        else:
            merged.append(one)
    return merged


def _naming(one: _SubjectNamed, question: ParsedQuestion, papers: Papers) -> _Found:
    if one.term:
        return _naming_term(one.term, question, papers)
    if one.condition:
        return _stating(one.condition, question, papers)
    ways: list[Collection[str]] = [[elements_term(one.alloy)] if one.alloy else one.stems]
    if one.alloy and one.alloy.kind == "compound":
        ways += [terms(name) for name in sorted(variants(one.alloy.text))]
    symbols = {element.symbol for element in find_elements(question.text[one.start : one.end])}
    ions = bool(one.stems & {*terms("ions irradiated")})
    for symbol in symbols if ions else ():
        ways += [one.stems - {symbol.lower()} | {ion} for ion in words_of_ions(symbol)]
    found = _naming_any(ways, question, papers)
    if one.alloy and one.alloy.kind == "alloy" and re.search(r"\d", one.alloy.text):
        return {paper: entry for paper, entry in found.items() if _is_on(entry, one.alloy)}
    if one.alloy or not symbols:
        return found
    if OF_METAL.match(question.text, one.end):
        metal = re.compile(rf"\b{question.text[one.start : one.end]}{OF_METAL.pattern}", re.I)
        return {paper: entry for paper, entry in found.items() if metal.search(text_of(entry))}
    # `HE` may be hydrogen embrittlement, too.
    return {
        paper: entry
        for paper, entry in found.items()
        if all(names_element(symbol, text_of(entry), ions=ions) for symbol in symbols)
    }


def _is_on(entry: CatalogEntry, asked: Alloy) -> bool:
    """Return whether a paper names an alloy in the amounts asked for."""
    text = text_of(entry)
    return any(
        one.composition_key == asked.composition_key
        or (None in one.amounts and covers_composition(one, asked, text))
        for one in named_alloys(text)
        if one.kind == "alloy"
    )


def is_subject(mention: Mention) -> bool:
    """Return whether a paper must name a term: not the classes of alloys that all are about."""
    if mention.kind == "class":
        return not mention.name.endswith("alloy")
    return mention.kind in _SUBJECTS


def _naming_term(name: str, question: ParsedQuestion, papers: Papers) -> _Found:
    """Return the papers that name a term of the vocabulary in any of its forms."""
    written = expand(name) if any(one.name == name for one in find_terms(name)) else (name,)
    ways = [terms(form) for form in written]
    found = _naming_any(ways, question, papers)
    if all(len(way) == 1 for way in ways) and name not in names_apart():
        return found
    # Words of a term that stand apart from one another are not the term, nor is an oxide oxidation.
    forms = "|".join(re.escape(form).replace(r"\-", "[-‐–]") for form in written)
    whole = re.compile(rf"(?<![\w-])(?:{forms})(?!\w)", re.IGNORECASE)
    return {paper: entry for paper, entry in found.items() if _names(entry, name, whole)}


def _names(entry: CatalogEntry, name: str, form: re.Pattern[str]) -> bool:
    """Return whether a paper names a term, or a longer one that holds one of its forms."""
    mentions = find_terms(text_of(entry))
    return any(one.name == name or form.search(one.text) for one in mentions)


def _stating(condition: Quantity, question: ParsedQuestion, papers: Papers) -> _Found:
    """Return the papers that state a condition, in whichever unit."""
    written = [condition]
    if condition.dimension == "temperature":
        written = [convert(condition, unit) for unit in ("°C", "K")]
    numbers = dict.fromkeys(f"{one.low:{form}}" for one in written for form in (".6g", ".0f"))
    found = _naming_any([[number] for number in numbers], question, papers)
    return {
        paper: entry
        for paper, entry in found.items()
        if any(_fit(one, condition) for one in find_quantities(text_of(entry)))
    }


def _fit(stated: Quantity, condition: Quantity) -> bool:
    """Return whether a condition is stated; what a share is of may be left out by either side."""
    return "same" in (fit_of(condition, stated), fit_of(stated, condition))


def text_of(entry: CatalogEntry) -> str:
    """Return the title and the abstract of a paper."""
    abstract = entry.paper.abstract
    return f"{entry.paper.title or ''}. {abstract.text if abstract else ''}"


def _naming_any(
    ways: Iterable[Collection[str]], question: ParsedQuestion, papers: Papers
) -> _Found:
    """Return the papers that hold all the stems of one of several ways to say something."""
    return {entry.id: entry for way in ways for entry in papers.naming(way, question.years)}


def _is_of_material(entry: CatalogEntry, material: AskedMaterial, either: bool) -> bool:
    """Return whether a paper names an alloy of the family that a question asks about."""
    if not material.is_family and not material.with_elements:
        return True
    text = text_of(entry)
    # Formulas are read only where they may stand: reading those of all papers takes long.
    if not any(one in text for one in (*material.with_elements, *_BY_NAME)) and not material.alloys:
        return False
    stated = named_alloys(text)
    wanted = [{*alloy.elements} for alloy in material.alloys] or [set[str]()]
    others = [material.with_elements]
    if either:
        others = [frozenset({one}) for one in material.with_elements]
    added = {symbol for symbol in material.with_elements if _adds(symbol, text)}
    return any(
        elements | with_elements <= {*alloy.elements} | added and elements <= {*alloy.elements}
        for elements in wanted
        for with_elements in others
        for alloy in stated
    )


def _adds(symbol: str, text: str) -> bool:
    """Return whether a text tells of an element in an alloy: `to which Pd was added`."""
    return any(
        one.symbol == symbol and _ADDING.search(text[max(one.start - 60, 0) : one.end + 40])
        for one in find_elements(text)
    )


def _either_element(text: str) -> bool:
    """Return whether elements are joined by `or`: one of them is enough."""
    named = find_elements(text)
    return any(_EITHER.fullmatch(text, a.end, b.start) for a, b in pairwise(named[-2:]))


def subject_text(question: ParsedQuestion) -> str:
    """Return what the papers counted must name, for the reader to judge the count by."""
    told: dict[str, str] = {}
    for one, with_last in _in_groups(question):
        alloys = OF_METAL.match(question.text, one.end) if one.stems else None
        words = question.text[one.start : alloys.end() if alloys else one.end]
        name = one.term or f"{words} {one.head}".strip()
        told.setdefault(name, " or " if with_last else " and ")
    material = asked_material(question)
    if material.is_family or material.with_elements:
        held = " or ".join(one.text for one in material.alloys)
        joint = " or " if _either_element(question.text) else " and "
        added = joint.join(sorted(material.with_elements))
        told.setdefault(f"an alloy of {' with '.join(filter(None, (held, added)))}", " and ")
    return "".join(f"{link}{name}" for name, link in told.items()).removeprefix(" and ")
