"""Define a term by the sentences of papers that define it; refuse where none does."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.answers import Answer, Citation, Sentence
from answer.collected.definitions.abbreviations import long_forms
from answer.collected.definitions.asked_term import asked_term, is_abbreviation
from answer.collected.definitions.defining_sentences import definition_rank, term_pattern
from answer.extractive.prompt_injection import mask_injections
from answer.papers import Papers
from answer.question.parse import ParsedQuestion
from builder.library.catalog import CatalogEntry
from builder.nlp.sentences import sentences
from retrieval.lexical import terms, word_set

MODEL = "extractive"
_MOST = 3
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
    if not chosen:
        return _refused(question, term, naming)
    return _answered(question, chosen, _agreed(spelled), naming)


def _stems(term: str) -> set[str]:
    return {word for word in terms(term) if not word.startswith("elements")}


def _defining(term: str, papers: Sequence[CatalogEntry]) -> Iterator[Definition]:
    """Yield the sentences of papers that define a term."""
    named = re.compile(term_pattern(term), re.IGNORECASE)
    for listed in papers:
        assert listed.paper.abstract is not None
        abstract = mask_injections(listed.paper.abstract.text)
        # The segmenter is slow: a sentence that a rough cut shows to define nothing is not cut out.
        rough = [part for part in _ROUGH_CUT.split(abstract) if named.search(part)]
        if not any(definition_rank(part, term) is not None for part in rough):
            continue
        for start, end in sentences(abstract):
            rank = definition_rank(abstract[start:end], term)
            if rank is not None:
                yield Definition(listed, start, end, abstract[start:end], rank)


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
        MODEL,
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
        MODEL,
        _read(naming),
        0.0,
        nearest=nearest,
        intent="definition",
        read_as=question.read_as,
    )
