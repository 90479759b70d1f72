"""Answer a question: route it by what it asks for to the way of answering that fits."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from answer import collected, extractive, fulltext
from answer.answers import QUOTES, Answer, Sentence
from answer.papers import Papers
from answer.question.grammar.spans import without
from answer.question.material_slots import missing_alloy
from answer.question.parse import ParsedQuestion, parse_question
from answer.question.wording.variants import with_other_names
from builder.materials.alloys import find_alloys
from retrieval.hybrid import Hit

#: Answers a question from the papers found for it, or from what quotes of their bodies answer.
AnswerFromHits = Callable[[str, Sequence[Hit], Answer | None], Answer]
#: What is asked of many papers is answered by their abstracts.
_OF_ABSTRACTS = frozenset({"set", "count", "definition"})
#: A superlative of all alloys or papers, which a sentence of one paper does not answer.
_WHICH_OF_ALL = re.compile(
    r"\W*(?:which|what) (?:[\w-]+ ){0,2}?"
    r"(?:alloys?|[RM]?HEAs?|MEAs?|materials?|compositions?|compounds?|papers?|stud(?:y|ies))\b",
    re.IGNORECASE,
)
#: What is said where a model was named, and the answer is not one of it.
NO_MODEL_ASKED = "Answered from the values and words of all papers; no model was asked."

#: What is said of a question such as “Hello”.
NAMES_NOTHING = (
    "The question names nothing that a paper could speak of. Name an alloy, property, phase,"
    " process or condition: “What is the yield strength of NbMoTaW at 1600 °C?”"
)


@dataclass(frozen=True, slots=True)
class FoundPapers:
    """A question that one paper may answer, and the papers found for it, best first."""

    asked: str
    """The question as it was written; `question.text` is what it was read as."""
    question: ParsedQuestion
    hits: Sequence[Hit]
    of_bodies: Answer | None = None
    """What bodies of papers answer by quotes, where the abstracts do not; looked for by
    `behind_abstracts`."""


def answer_question(
    text: str, papers: Papers, k: int, from_hits: AnswerFromHits | None = None
) -> Answer:
    """Return a cited answer, or a refusal.

    Args:
        text: The question, complete in itself.
        papers: The corpus.
        k: How many papers are read for an answer that one paper may hold.
        from_hits: Answers from the papers found, by a model; None for quotes.
    """
    found = answer_or_find(text, papers, k, by_model=from_hits is not None)
    if isinstance(found, Answer):
        return found
    if from_hits:
        return answer_from(behind_abstracts(found, papers), from_hits)
    return with_bodies(answer_from(found), found, papers)


def answer_or_find(
    text: str, papers: Papers, k: int, by_model: bool = False
) -> Answer | FoundPapers:
    """Answer what is counted, sorted or filtered over all papers, or told by several of them.

    Returns:
        The answer, or for any other question the ``k`` papers one of which may answer.
    """
    question = parse_question(text, papers.knows)
    given = _answer_from_all(question, papers, by_model)
    if given is None and question.names_nothing:
        return _asked_of_nothing(question)
    if given is None:
        # Papers write a formula as it was asked: AlTi, which was read as Al and Ti.
        asked = [one.text for one in find_alloys(text) if one.text not in question.text]
        words = " ".join([with_other_names(question.text), *asked])
        hits = papers.search(words, k, question.years)
        return FoundPapers(text, question, _with_each_side(question, hits, papers, k))
    return told(replace(given, note=NO_MODEL_ASKED) if by_model else given, text, question)


def _with_each_side(
    question: ParsedQuestion, hits: Sequence[Hit], papers: Papers, k: int
) -> Sequence[Hit]:
    """Return the papers found, with those on a side of a comparison that none of them is on."""
    if question.intent != "comparison" or len(question.alloys) < 2:
        return hits
    found = [*hits]
    for side in question.alloys:
        of_it = replace(question, alloys=(side,))
        if any(not missing_alloy(of_it, hit.listed.paper.front) for hit in hits):
            continue
        others = [(one.start, one.end) for one in question.alloys if one is not side]
        known = {hit.listed.id for hit in found}
        of_side = papers.search(without(question.text, others), k, question.years)
        found += [hit for hit in of_side if hit.listed.id not in known]
    return [replace(hit, rank=n) for n, hit in enumerate(found, start=1)]


def _asked_of_nothing(question: ParsedQuestion) -> Answer:
    """Refuse a question that names nothing that a paper could speak of, and say what to ask."""
    return Answer(question.text, False, (), (), None, QUOTES, (), nearest=NAMES_NOTHING)


def answer_from(found: FoundPapers, from_hits: AnswerFromHits | None = None) -> Answer:
    """Answer from the papers found, by a model or by quotes."""
    question = found.question
    if from_hits:
        given = from_hits(question.text, found.hits, found.of_bodies)
        return told(given, found.asked, question)
    quoted = extractive.answer_extractively(question.text, found.hits)
    quoted = collected.subject.without_other_matters(quoted, question)
    return told(_without_other_additions(quoted, question), found.asked, question)


def behind_abstracts(found: FoundPapers, papers: Papers) -> FoundPapers:
    """Return what was found with what bodies answer, where the abstracts do not, for a model."""
    quoted = with_bodies(answer_from(found), found, papers)
    is_of_bodies = quoted.answered and any(one.place for one in quoted.citations)
    return replace(found, of_bodies=quoted) if is_of_bodies else found


def with_bodies(given: Answer, found: FoundPapers, papers: Papers) -> Answer:
    """Return an answer, that of the papers' bodies where the abstracts lack what is asked for."""
    question = found.question
    given = collected.one_alloy.with_values_of_both(given, question, papers)
    given = collected.one_alloy.with_values_not_quoted(given, question, papers)
    given = collected.one_alloy.with_both_named(given, question, [hit.listed for hit in found.hits])
    over_all = question.intent == "superlative" and _WHICH_OF_ALL.match(question.text)
    if over_all or question.intent in _OF_ABSTRACTS:
        return given
    answer = fulltext.answer_from_bodies(found.question, papers, found.hits, given)
    return told(answer, found.asked, found.question)


def _without_other_additions(answer: Answer, question: ParsedQuestion) -> Answer:
    """Leave out the quotes that tell what another element than the asked does, or refuse."""
    symbols = question.elements - question.excluded
    if question.intent not in ("effect", "trend") or not symbols or not answer.answered:
        return answer
    of_others = [
        one for one in answer.citations if collected.papers_about.is_of_others(question, one)
    ]
    if not of_others:
        return answer
    kept = [one for one in answer.citations if one not in of_others]
    if not kept:
        named = ", ".join(sorted(symbols))
        title = of_others[0].listed.paper.title or of_others[0].listed.place
        nearest = f"Nearest: “{title}”. You asked about {named}; it tells of another element."
        return replace(
            answer, answered=False, sentences=(), citations=(), short=None, nearest=nearest
        )
    citations = tuple(replace(one, n=n) for n, one in enumerate(kept, start=1))
    sentences = tuple(Sentence(one.quote, (one.n,), True) for one in citations)
    short = answer.short if answer.citations[0] in kept else None
    return replace(answer, citations=citations, sentences=sentences, short=short)


def told(answer: Answer, asked: str, question: ParsedQuestion) -> Answer:
    """Return an answer that tells what the question was taken to ask for, and how it was read."""
    return replace(answer, question=asked, intent=question.intent, read_as=question.read_as)


def _answer_from_all(question: ParsedQuestion, papers: Papers, by_model: bool) -> Answer | None:
    """Answer from all papers; None for a question that one paper may answer.

    What several papers say is left to a model where one is asked.
    """
    given: Answer | None = None
    if question.intent in ("set", "count", "broad"):
        if question.measures == (collected.papers_by_year.YEAR,):
            given = collected.papers_by_year.list_by_year(question, papers)
        else:
            given = collected.reviews.list_reviews(question, papers)
    match question.intent:
        case "set" | "superlative" | "range" | "trend":
            given = given or collected.values.answer_from_values(question, papers)
        case "count":
            given = given or collected.counts.count_papers(question, papers)
        case "value" if not by_model:
            given = collected.one_alloy.list_differing_values(question, papers)
    if given or by_model:
        return given
    match question.intent:
        case "definition":
            given = collected.definitions.define.define(question, papers)
        case "comparison":
            given = collected.definitions.define.tell_apart(question, papers)
            given = given or collected.compared_sides.compare_by_sides(question, papers)
        case "broad" | "effect" | "trend" | "set" | "method":
            given = collected.several_papers.answer_broadly(question, papers)
    return given
