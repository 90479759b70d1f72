"""Define a term by the sentences of papers that define it; refuse where none does."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from answer.answers import QUOTES, Answer, Citation, Sentence
from answer.collected.definitions.abbreviations import long_forms
from answer.collected.definitions.asked_term import asked_term, compared_terms, is_abbreviation
from answer.collected.definitions.defining_sentences import definition_rank, term_pattern
from answer.collected.definitions.descriptions import goes_on, is_characterising
from answer.extractive.prompt_injection import mask_injections
from answer.papers import Papers
from answer.question.parse import ParsedQuestion
from builder.library.catalog import CatalogEntry
from builder.nlp.sentences import sentences
from retrieval.lexical import terms, word_set

_MOST = 3
#: The same where none defines the term.
_FEW = 2
#: The rank of two sentences that define a term together.
_BY_TWO = 3
#: The rank of a sentence that defines nothing.
_CHARACTERISED = 9
#: Papers that an answer says it read.
_MOST_READ = 30
#: Two sentences that share so much of their words say the same.
_SAME = 0.6
#: A long form is the meaning of an abbreviation if so much of the papers that spell it out agree.
_AGREED = 0.8
_MEANING = re.compile(r"\b(?:stands? for|abbreviat\w+|acronym|short for|mean)\b", re.IGNORECASE)


_ROUGH_CUT = re.compile(r"(?<=[.!?])\s+(?=[A-Z(])")


@dataclass(frozen=True, slots=True)
class Definition:
    """A sentence that defines a term: ``abstract[start:end] == text``."""

    listed: CatalogEntry
    start: int
    end: int
    text: str
    rank: int
    """0 for the surest."""
    long_form: str = ""
    """What it spells an abbreviation out as."""


def define(question: ParsedQuestion, papers: Papers) -> Answer | None:
    """Return the sentences that define the term of a question, or a refusal.

    Args:
        question: One that asks what a term is or means.
        papers: The corpus.

    Returns:
        None if it asks for no term, but for a property of an alloy, say.
    """
    if compared_terms(question):
        return tell_apart(question, papers)
    term = asked_term(question)
    if term is None or (question.properties and question.alloys):
        return None
    found: list[Definition] = []
    spelled: list[Definition] = []
    if is_abbreviation(term):
        singular = term[:-1] if term.endswith("s") and term[:-1].isupper() else term
        naming = papers.naming({word for word in terms(singular) if word.isalnum()}, question.years)
        spelled = list(_spelled_out(singular, naming))
        if full := _agreed(spelled):
            found = list(_defining(full, papers.naming(_stems(full), question.years)))
    else:
        naming = papers.naming(_stems(term), question.years)
        found = list(_defining(term, naming))
    if is_abbreviation(term) and (not found or _MEANING.search(question.text)):
        found = spelled
    chosen = _without_copies(sorted(found, key=lambda one: one.rank))[:_MOST]
    if chosen:
        return _answered(question, chosen, _agreed(spelled), naming)
    full = _agreed(spelled) or term
    told = _without_copies(list(_characterised(full, papers.naming(_stems(full), question.years))))
    if told:
        given = _answered(question, told[:_FEW], None, naming)
        note = f"No abstract defines “{term}”; this is how papers characterise it."
        return replace(given, note=note)
    return _refused(question, term, naming)


def tell_apart(question: ParsedQuestion, papers: Papers) -> Answer | None:
    """Return the sentences that define one of two terms, those that name both first.

    Returns:
        None if the question does not ask for the difference of two terms, but of alloys or values;
        and if no abstract defines either, unless it asks for their definition.
    """
    compared = compared_terms(question)
    if compared is None or question.alloys or question.properties:
        return None
    each = [{one.id: one for one in papers.naming(_stems(t), question.years)} for t in compared]
    both = [paper for key, paper in each[0].items() if key in each[1]]
    found = [one for term in compared for one in _defining(term, both)]
    if not found:
        sides = zip(compared, each, strict=True)
        found = [one for term, naming in sides for one in _defining(term, [*naming.values()])]
    names = [re.compile(term_pattern(term), re.IGNORECASE) for term in compared]
    found.sort(key=lambda given: (-sum(bool(n.search(given.text)) for n in names), given.rank))
    if chosen := _without_copies(found)[:_MOST]:
        return _answered(question, chosen, None, both)
    return (
        _refused(question, " and ".join(compared), both)
        if question.intent == "definition"
        else None
    )


def _characterised(term: str, papers: Sequence[CatalogEntry]) -> Iterator[Definition]:
    """Yield the sentences of papers that say what a term does in general."""
    for listed in papers:
        assert listed.paper.abstract is not None
        abstract = mask_injections(listed.paper.abstract.text)
        if not any(is_characterising(part, term) for part in _ROUGH_CUT.split(abstract)):
            continue
        for start, end in sentences(abstract):
            if is_characterising(abstract[start:end], term):
                yield Definition(listed, start, end, abstract[start:end], _CHARACTERISED)


def _stems(term: str) -> set[str]:
    return {word for word in terms(term) if not word.startswith("elements")}


def _defining(term: str, papers: Sequence[CatalogEntry]) -> Iterator[Definition]:
    """Yield the sentences of papers that define a term."""
    named = re.compile(term_pattern(term), re.IGNORECASE)
    for listed in papers:
        assert listed.paper.abstract is not None
        abstract = mask_injections(listed.paper.abstract.text)
        # The segmenter is slow: a sentence that a rough cut shows to define nothing is not cut out.
        rough = _ROUGH_CUT.split(abstract)
        rough_pairs = pairwise([*rough, ""])
        if not any(_is_defining(one, two, term) for one, two in rough_pairs if named.search(one)):
            continue
        spans = sentences(abstract)
        for (start, end), (then, last) in pairwise([*spans, (len(abstract), len(abstract))]):
            rank = definition_rank(abstract[start:end], term)
            if rank is not None:
                yield Definition(listed, start, end, abstract[start:end], rank)
            elif goes_on(abstract[start:end], abstract[then:last], term):
                yield Definition(listed, start, last, abstract[start:last], _BY_TWO)


def _is_defining(sentence: str, following: str, term: str) -> bool:
    return definition_rank(sentence, term) is not None or goes_on(sentence, following, term)


def _spelled_out(short: str, papers: Sequence[CatalogEntry]) -> Iterator[Definition]:
    """Yield the first sentence of each paper that spells an abbreviation out."""
    for listed in papers:
        assert listed.paper.abstract is not None
        abstract = mask_injections(listed.paper.abstract.text)
        for form, first, last in long_forms(abstract, short):
            for start, end in sentences(abstract):
                if start <= first and last <= end + 1:
                    yield Definition(listed, start, end, abstract[start:end], 1, form)
                    break
            break


def _agreed(spelled: Sequence[Definition]) -> str | None:
    """Return the long form on which papers agree; None if they do not, or there is none."""
    written = {frozenset(terms(one.long_form)): one.long_form for one in reversed(spelled)}
    counts = Counter(frozenset(terms(one.long_form)) for one in spelled)
    if not counts:
        return None
    most, count = counts.most_common(1)[0]
    return written[most] if count >= _AGREED * len(spelled) else None


def _without_copies(found: Sequence[Definition]) -> list[Definition]:
    """Return the first of definitions that say the same."""
    kept: list[Definition] = []
    for one in found:
        words = word_set(one.text)
        others = [word_set(other.text) for other in kept]
        if not any(len(words & other) > _SAME * len(words | other) for other in others):
            kept.append(one)
    return kept


def _answered(
    question: ParsedQuestion,
    chosen: Sequence[Definition],
    short: str | None,
    naming: Sequence[CatalogEntry],
) -> Answer:
    citations = tuple(
        Citation(n, one.listed, one.text, one.start, one.end)
        for n, one in enumerate(chosen, start=1)
    )
    return Answer(
        question.text,
        True,
        tuple(Sentence(one.quote, (one.n,), True) for one in citations),
        citations,
        short,
        QUOTES,
        _read([*(one.listed for one in chosen), *naming]),
        1.0,
        intent="definition",
        read_as=question.read_as,
    )


def _read(papers: Sequence[CatalogEntry]) -> tuple[str, ...]:
    """Return the ids of papers, each once, as many as other answers read."""
    return tuple(dict.fromkeys(listed.id for listed in papers))[:_MOST_READ]


def _refused(question: ParsedQuestion, term: str, naming: Sequence[CatalogEntry]) -> Answer:
    nearest = f"No abstract defines “{term}”."
    if naming:
        wanted = _stems(term)
        paper = max(naming, key=lambda one: len(wanted & word_set(one.paper.title or "")))
        nearest = f"Nearest: “{paper.paper.title or paper.place}”. It does not define “{term}”."
    return Answer(
        question.text,
        False,
        (),
        (),
        None,
        QUOTES,
        _read(naming),
        0.0,
        nearest=nearest,
        intent="definition",
        read_as=question.read_as,
    )
