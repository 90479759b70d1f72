"""Draft the questions that take a whole abstract: its values, topics and causes."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from builder.drafting.derived.choices import ask_choice, ask_true_false
from builder.drafting.derived.conversions import ask_conversion
from builder.drafting.derived.pairs import ask_which_is_higher
from builder.drafting.naming.articles import with_articles
from builder.drafting.naming.short_names import find_short_names, unknown_label
from builder.drafting.naming.study import Study
from builder.drafting.paper_draft import PaperDraft
from builder.drafting.rules.sentence_context import SentenceContext
from builder.drafting.values.ask import ask_values
from builder.drafting.values.levels import asked_values
from builder.drafting.whole_sentences.alone import alone_sentences
from builder.drafting.whole_sentences.influences import ask_influences
from builder.drafting.whole_sentences.leaning import points_outside
from builder.drafting.whole_sentences.reasons import ask_reasons
from builder.drafting.whole_sentences.rivals import ask_rivals
from builder.drafting.whole_sentences.summaries import ask_summaries
from builder.drafting.whole_sentences.told_findings import ask_findings
from builder.drafting.wording_faults import is_well_worded
from builder.materials.alloys import named_alloys
from builder.materials.measurements.paper_facts import read_paper
from builder.nlp.coreference import stands_alone
from builder.triples import DERIVED_KINDS, Triple, triple_id

#: Most questions of one rule in one abstract.
_MOST = {
    "value": 10,
    "series": 4,
    "change of value": 4,
    "trend of value": 3,
    "choice": 4,
    "true or false": 4,
}
_MOST_OF_OTHERS = 3
#: Rules of values, which are read with the routes and states of their own.
_OF_VALUES = frozenset({
    "value", "series", "choice", "true or false", "other unit", "compared values",
    "change of value", "trend of value", "size of change",
})  # fmt: skip
_LONGEST_QUESTION = 60
#: Alloys that an answer speaks of, though it may name none.
_THE_ALLOYS = re.compile(r"\b(?:the|[Aa]ll) alloys?\b")


def draft_from_paper(
    paper: str,
    title: str | None,
    abstract: str,
    read: Sequence[SentenceContext],
    made: Sequence[Triple],
    study: Study,
    made_by: str,
) -> list[Triple]:
    """Draft what takes more than one sentence, or the values of the whole abstract.

    Args:
        paper: The id of the paper.
        title: Its title, if known.
        abstract: Its abstract.
        read: The sentences of the abstract.
        made: What was drafted from its single sentences.
        study: What title and abstract tell of how the material was made and tested.
        made_by: Who drafts.
    """
    # An effect gives way to the whole sentence that tells it.
    known = {triple.question.lower() for triple in made if triple.rule != "effect"}
    covered: Counter[int] = Counter()
    for triple in made:
        covered[triple.start] += len(triple.answer.split())
    counted: Counter[str] = Counter()
    short_names = find_short_names(f"{title or ''}. {abstract}")
    found: list[Triple] = []
    for one in _drafts(title, abstract, read, covered):
        question = with_articles(short_names.expand(one.question))
        if one.rule in _OF_VALUES:
            question = study.lead(question, one.answer)
        else:
            of_one = [here.text for here in read if (here.start, here.end) == (one.start, one.end)]
            of_one = [] if one.spans else of_one
            question = study.place(question, one.answer, *of_one)
        if one.rule != "influence":
            question = study.lead_bare(question, one.rule in _OF_VALUES)
        if question.lower() in known or not _is_sound(one.kind, question, one.answer):
            continue
        if not is_well_worded(one.rule, question, one.answer):
            continue
        if counted[one.rule] >= _MOST.get(one.rule, _MOST_OF_OTHERS):
            continue
        known.add(question.lower())
        counted[one.rule] += 1
        _cover(covered, one, read)
        identity = triple_id(abstract, question, one.answer, made_by)
        found.append(Triple(
            identity, paper, one.kind, question, one.answer, abstract, one.start, one.end, made_by,
            one.rule, spans=one.spans,
        ))  # fmt: skip
    return found


def _cover(covered: Counter[int], one: PaperDraft, read: Sequence[SentenceContext]) -> None:
    """Count the words of an answer for the sentences that it stands in."""
    inside = [here for here in read if one.start <= here.start < one.end]
    whole = len(inside) > 1 or one.kind == "summary"
    for here in inside:
        covered[here.start] += len((here.text if whole else one.answer).split())


def _drafts(
    title: str | None, abstract: str, read: Sequence[SentenceContext], covered: Mapping[int, int]
) -> Iterator[PaperDraft]:
    """Yield the drafts in turn; ``covered`` grows as they are taken."""
    placed = read_paper(title, abstract)
    values = asked_values(placed)
    yield from ask_values(placed, values)
    yield from ask_reasons(title, read)
    alone = alone_sentences(title, abstract, read)
    yield from ask_influences(title, abstract, alone)
    yield from ask_rivals(title, alone)
    yield from ask_summaries(title, abstract, read)
    yield from ask_findings(title, abstract, read, alone, covered)
    yield from ask_choice(values, placed)
    yield from ask_true_false(values, placed)
    yield from ask_conversion(values)
    yield from ask_which_is_higher(values)


def _is_sound(kind: str, question: str, answer: str) -> bool:
    """Return True for a question that stands alone, with an answer that is not in it."""
    plain = re.sub(r"“[^”]*”", "", question)
    return bool(
        len(question.split()) <= _LONGEST_QUESTION
        and stands_alone(plain)
        and ("“" in question or named_alloys(question))
        and not (_THE_ALLOYS.search(answer) and not named_alloys(f"{question} {answer}"))
        and ") (" not in plain
        and (kind in DERIVED_KINDS or answer.lower() not in question.lower())
        and not unknown_label(question.rpartition(", in ")[0] or question)
        and not points_outside(answer)
        and (kind == "multiple-choice" or (_is_closed(question) and _is_closed(answer)))
    )


def _is_closed(text: str) -> bool:
    return text.count("(") == text.count(")")
