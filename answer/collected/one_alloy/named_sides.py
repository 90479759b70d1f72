"""Quote sentences that name the sides of a comparison before those that name neither."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from answer.answers import Answer, Citation, Sentence
from answer.question.parse import ParsedQuestion
from builder.library.catalog import CatalogEntry
from builder.materials.alloys import Alloy, named_alloys
from builder.nlp.sentences import sentences
from retrieval.lexical import terms

_COMPARING = re.compile(r"\b(?:than|compar(?:ed|ing)|superior|inferior|exceed\w*)\b", re.IGNORECASE)


def with_both_named(
    given: Answer, question: ParsedQuestion, read: Sequence[CatalogEntry]
) -> Answer:
    """Return an answer to a comparison of two alloys whose quotes name them.

    First goes a sentence that compares the two, of any paper found. Else `the MEA resists corrosion
    better than the HEA` follows the sentence of its abstract that tells which alloys are meant.
    Else a sentence on each of them goes first.

    Args:
        given: What the papers found answer.
        question: The question.
        read: The papers found.
    """
    asked = _compositions(question.alloys)
    is_quoted = given.answered and given.citations and not (given.values or given.groups)
    if question.intent != "comparison" or len(asked) != 2 or not is_quoted:
        return given
    named = [_compositions(named_alloys(one.quote)) for one in given.citations]
    if any(asked & one for one in named):
        leading = named_alloys(given.citations[0].quote)
        return _led_by_both(given, asked) if _are_others(leading, question.alloys) else given
    about = set(terms(question.text)) - {t for one in question.alloys for t in terms(one.text)}
    comparing = (one for one in _on(asked, about, read) if _COMPARING.search(one.quote))
    before = (
        one
        for cited in given.citations
        for one in _naming(cited.listed, asked)
        if one.end <= cited.start and not cited.place
    )
    both = next(comparing, None) or next(before, None)
    of_each = [next(_on({alloy}, about, read), None) for alloy in sorted(asked)]
    first = [both] if both else [one for one in of_each if one]
    if not both and len(first) < len(asked):
        return given
    citations = tuple(replace(one, n=n) for n, one in enumerate((*first, *given.citations), 1))
    moved = (
        replace(one, citations=tuple(n + len(first) for n in one.citations))
        for one in given.sentences
    )
    told = (Sentence(one.quote, (one.n,), True) for one in citations[: len(first)])
    return replace(given, citations=citations, sentences=(*told, *moved))


def _are_others(named: Sequence[Alloy], asked: Sequence[Alloy]) -> bool:
    """Return whether all alloys named lack an element of both sides: `CoCrFeNiX` may mean them."""
    common = set.intersection(*({*one.elements} for one in asked))
    return bool(named) and not any(common <= {*one.elements} for one in named)


def _led_by_both(given: Answer, asked: set[str]) -> Answer:
    """Return quotes on two alloys before others, of them first those that compare the two."""

    def place(one: Citation) -> tuple[bool, bool]:
        both = asked <= _compositions(named_alloys(one.quote))
        return not both, not (both and _COMPARING.search(one.quote))

    ordered = sorted(given.citations, key=place)
    moved = {one.n: n for n, one in enumerate(ordered, 1)}
    told = [
        replace(one, citations=tuple(sorted(moved[n] for n in one.citations)))
        for one in given.sentences
    ]
    return replace(
        given,
        citations=tuple(replace(one, n=n) for n, one in enumerate(ordered, 1)),
        sentences=tuple(sorted(told, key=lambda one: one.citations)),
    )


def _on(alloys: set[str], about: set[str], read: Sequence[CatalogEntry]) -> Iterator[Citation]:
    """Yield the sentences of papers that name alloys and something that is asked about."""
    for listed in read:
        for one in _naming(listed, alloys):
            if about & set(terms(one.quote)):
                yield one


def _naming(listed: CatalogEntry, asked: set[str]) -> Iterator[Citation]:
    """Yield the sentences of an abstract that name all of some alloys."""
    text = listed.paper.abstract.text if listed.paper.abstract else ""
    for start, end in sentences(text):
        if asked <= _compositions(named_alloys(text[start:end])):
            yield Citation(1, listed, text[start:end], start, end)


def _compositions(alloys: Iterable[Alloy]) -> set[str]:
    """Return what alloys consist of, whatever they are joined to."""
    return {str(one.composition_key).partition("+")[0] for one in alloys}
