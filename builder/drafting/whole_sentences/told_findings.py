"""Ask what a paper found on what a sentence tells of, with the sentence for an answer."""

import re
from collections.abc import Iterator, Mapping, Sequence

from builder.drafting.paper_draft import PaperDraft
from builder.drafting.rules.sentence_context import SentenceContext
from builder.drafting.whole_sentences.alone import (
    ALSO,
    AloneSentence,
    condition_before,
    with_next,
)
from builder.drafting.whole_sentences.summaries import (
    MOST_THINGS,
    led_by_title,
    told_in_words,
    told_of,
)
from builder.drafting.whole_sentences.told_things import listed, told_things
from builder.nlp.clause_parser import read_clauses

#: Fewest words of an answer.
_FEWEST_WORDS = 12
#: Verbs by which a sentence states what its subject, a material, has.
_HAVING = frozenset("have show exhibit possess display demonstrate present reach achieve".split())
#: What is the best or the lowest, of others that are not named.
_OF_UNNAMED = re.compile(r"\b(?:is|are|was|were) the \w+est\.$")
_MATERIAL = re.compile(
    r"(?:\b(?:alloys?|HEAs?|MEAs?|coatings?|films?|composites?|joints?|samples?|specimens?)"
    r"|(?:[A-Z][a-z]?[\d.x]*){3,12})$"
)


def ask_findings(
    title: str | None,
    abstract: str,
    read: Sequence[SentenceContext],
    alone: Sequence[AloneSentence],
    covered: Mapping[int, int],
) -> Iterator[PaperDraft]:
    """Ask what a paper found on all that a sentence tells of, where no other question asks it.

    Args:
        title: The title of the paper.
        abstract: The abstract.
        read: Its sentences.
        alone: Those of its findings that can be read alone.
        covered: Where the sentences begin that other questions ask for, with the number of
            words that answer them.
    """
    for told in (with_next(title, abstract, read, one) for one in alone):
        one, things = told.sentence, told_things(told.answer)
        fits = len(told.answer.split()) >= _FEWEST_WORDS and 0 < len(things) <= MOST_THINGS
        if not fits or not told.ends or not told.is_left(covered) or not _is_subject(told):
            continue
        if ALSO.search(told.answer[:80]):
            continue  # It is not the whole of what was found.
        where = condition_before(one)
        others = [other for other in read if not one.start <= other.start < told.place[1]]
        if not where and told_of(things, others):
            continue  # Another finding tells of the same: the answer would not be whole.
        if not told_in_words(things, told.answer) or _OF_UNNAMED.search(told.answer):
            continue
        if question := led_by_title(title, f"{listed(things)}{where}"):
            yield PaperDraft("summary", "finding told", question, told.answer, *told.place)


def _is_subject(told: AloneSentence) -> bool:
    """Return True if a sentence is about the first thing that it tells of.

    Its subject names that thing, or is a material that has it.
    """
    clause = next(iter(read_clauses(told.answer)), None)
    if clause is None:
        return False
    first = {*told_things(told.answer)[:1]}
    if first & {*told_things(clause.subject)}:
        return True
    owned = clause.base in _HAVING and _MATERIAL.search(clause.subject)
    return bool(owned) and bool(first & {*told_things(clause.rest)})
