"""Score answers to questions whose answers are known: right, complete, cited, refused when due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from answer.answer_question import FoundPapers, answer_from, answer_or_find
from answer.answers import Answer, Citation
from answer.grounding.check import Source
from answer.papers import Papers
from builder.parallel import Progress, batched, parallel_map
from builder.triples import KINDS
from eval.gold.questions import Question, names_of
from eval.metrics.citations import citation_quality
from eval.metrics.groundedness import groundedness
from eval.metrics.text_match import YES_NO, choice, exact_match, same_value, token_f1
from eval.metrics.text_similarity import ROUGES, bleu, chrf, rouge, semantic_similarity
from eval.stats.intervals import PaperValue, Score, clustered_mean
from eval.stats.risk_coverage import AnsweredQuestion, aurc
from retrieval.embedder import Embedder

#: A verdict, a degree, or None where the row has nothing to score.
Value: TypeAlias = bool | float | None
#: Kinds of questions whose answer is a value, a phase, a composition, a method or a route.
#: A dataset calls those of a value `property-value`; question files use the other words, too.
VALUE_KINDS = ("property-value", "value", "numeric")
SHORT_KINDS = (*VALUE_KINDS, "phase", "composition", "method", "processing")
#: The kind of questions whose answer is yes or no.
YES_NO_KIND = "yesno"
#: The measure of bare answers: as known, of those given.
BARE = "bare_as_known"
#: Words within which an answer is short.
MOST_WORDS = 100
#: From so many questions on, several processes answer.
MANY = 200
#: Questions that a process takes at a time.
_BATCH = 25
_LENGTH = ("words", "sentences", "concise")


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """One question, the answer to it, and the value of each measure of that."""

    question: Question
    answer: Answer
    values: dict[str, Value]
    """Metric that applies → value; None where there is nothing to score, as in a refusal."""


def judge_answer(question: Question, answer: Answer) -> JudgedAnswer:
    """Compare an answer with the known one, by every metric that applies."""
    values: dict[str, Value] = {}
    if question.answerable:
        values = {
            **_cites_evidence(question, answer),
            **_cites_source(question, answer),
            **_short_answer(question, answer),
            **_choice(question, answer),
            **likeness(question, answer_text(answer) if answer.answered else ""),
            "coverage": answer.answered,
        }
    else:
        values["refusal_recall"] = not answer.answered
    if answer.answered or question.answerable:
        values |= _without_reference(answer)
    if not answer.answered:
        values["refusal_precision"] = not question.answerable
    return JudgedAnswer(question, answer, values | _bare_answer(question, answer))


def _cites_evidence(question: Question, answer: Answer) -> dict[str, Value]:
    """Score 1 where the known evidence is among the cited quotes."""
    if not question.evidence:
        return {}
    return {
        "evidence_cited": any(_same_passage(c.quote, question.evidence) for c in answer.citations)
    }


def _cites_source(question: Question, answer: Answer) -> dict[str, Value]:
    """Score 1 where a paper that is known to answer is among those cited."""
    if not question.sources:
        return {}
    cited = {name for citation in answer.citations for name in names_of(citation.listed)}
    return {"source_cited": bool(cited & question.sources)}


def _same_passage(quote: str, evidence: str) -> bool:
    """Return True where one text contains the other, or most of it."""
    one, other = (" ".join(text.split()) for text in (quote, evidence))
    return other in one or (one in other and len(one) > 0.4 * len(other))


def _short_answer(question: Question, answer: Answer) -> dict[str, Value]:
    """Compare the short answer with every known wording; a missing short answer is wrong."""
    if question.kind not in SHORT_KINDS or not question.answers:
        return {}
    said = answer.short or ""
    values: dict[str, Value] = {
        "exact_match": any(exact_match(said, true) for true in question.answers),
        "short_token_f1": max(token_f1(said, true) for true in question.answers),
    }
    if _asks_value(question):
        values["value_exact_match"] = any(same_value(said, true) for true in question.answers)
    return values


def unknown_kinds(questions: Iterable[Question]) -> list[str]:
    """Return the kinds of questions with a known answer that are neither measured nor drafted."""
    known = {"", *KINDS, *SHORT_KINDS, YES_NO_KIND}
    return sorted({one.kind for one in questions if one.answers} - known)


def _asks_value(question: Question) -> bool:
    return question.kind in VALUE_KINDS and same_value("", question.answers[0]) is not None


def _choice(question: Question, answer: Answer) -> dict[str, Value]:
    """Score 1 where the right option was chosen; None where the answer names no option."""
    options = question.options or (YES_NO if question.kind == YES_NO_KIND else ())
    right = choice(question.answers[0], options) if options and question.answers else None
    if right is None:
        return {}
    said = choice(answer.short or answer_text(answer), options)
    return {"choice_accuracy": None if said is None else said == right}


def _bare_answer(question: Question, answer: Answer) -> dict[str, Value]:
    """Score 1 where a bare answer is as known: a value in any unit, anything else word by word.

    It does not apply where none was given. None where the known answer is a text, which no bare
    answer can be compared with.
    """
    said, known = answer.short, question.answers
    if not said:
        return {}
    if not question.answerable:
        return {BARE: False}
    if picked := _choice(question, answer):
        return {BARE: picked["choice_accuracy"]}
    if question.kind not in SHORT_KINDS or not known:
        return {BARE: None}
    if _asks_value(question):
        return {BARE: any(same_value(said, true) for true in known)}
    return {BARE: any(token_f1(said, true) == 1 for true in known)}


def answer_text(answer: Answer) -> str:
    """Return the sentences of an answer, without citation marks; "" for a refusal."""
    return " ".join(sentence.text for sentence in answer.sentences)


def likeness(question: Question, said: str) -> dict[str, Value]:
    """Measure the likeness of a text to the known answer; an empty one has none."""
    if not question.answers:
        return {}
    if not said:
        return dict.fromkeys(("bleu", "chrf", *ROUGES), None)
    true = question.answers[0]
    return {"bleu": bleu(said, true), "chrf": chrf(said, true), **rouge(said, true)}


def _without_reference(answer: Answer) -> dict[str, Value]:
    """Measure what needs no known answer: groundedness, citations, length."""
    if not answer.answered:
        return dict.fromkeys(("groundedness", "citation_recall", "citation_precision", *_LENGTH))
    cites = citation_quality(answer)
    papers = {c.listed.id: c.listed.paper for c in answer.citations}
    grounds = [Source(p.title or "", p.abstract.text) for p in papers.values() if p.abstract]
    words = len(answer_text(answer).split())
    return {
        "groundedness": groundedness(answer_text(answer), grounds, answer.question).score,
        "citation_recall": cites.recall,
        "citation_precision": cites.precision,
        "words": float(words),
        "sentences": float(len(answer.sentences)),
        "concise": words <= MOST_WORDS,
    }


def add_semantic_similarity(
    judged: Sequence[JudgedAnswer], embedder: Embedder, progress: Progress
) -> list[JudgedAnswer]:
    """Add the likeness in meaning of each answer to the known one; a refusal has none."""
    compared = [one for one in judged if "bleu" in one.values]
    said = [answer_text(one.answer) for one in compared if one.answer.answered]
    true = [one.question.answers[0] for one in compared if one.answer.answered]
    alike = iter(semantic_similarity(embedder, said, true, progress))
    return [
        replace(
            one,
            values={
                **one.values,
                "semantic_similarity": next(alike) if one.answer.answered else None,
            },
        )
        if "bleu" in one.values
        else one
        for one in judged
    ]


def summarise(judged: Sequence[JudgedAnswer]) -> dict[str, Score]:
    """Return the mean of each metric over the rows it applies to, with its interval."""
    by_metric: dict[str, list[PaperValue]] = {}
    for one in judged:
        for metric, value in one.values.items():
            by_metric.setdefault(metric, []).append(PaperValue(value, one.question.cluster))
    scores = {metric: clustered_mean(values) for metric, values in by_metric.items()}
    clusters = [one.question.cluster for one in judged]
    return {**scores, "aurc": aurc(answered_questions(judged), clusters)}


def answered_questions(judged: Sequence[JudgedAnswer]) -> list[AnsweredQuestion]:
    """Return the confidence of each answer, and whether it cites the evidence."""
    return [
        AnsweredQuestion(
            one.answer.confidence,
            one.question.answerable,
            one.values.get("evidence_cited", True) is not False,
        )
        for one in judged
    ]


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """The scorecard of one run over a question file."""

    judged: tuple[JudgedAnswer, ...]
    scores: dict[str, Score]
    """By metric; unscored are rows that it applies to and that have nothing to score."""
    cited_elsewhere: int
    """Citations of papers that were not retrieved."""
    not_verbatim: int
    """Quotes that do not stand in their abstract at the place they name."""
    left_out: int = 0
    """Questions that were not asked, as their papers are not in the corpus."""


def answer_all(
    questions: Sequence[Question], papers: Papers, k: int, progress: Progress, processes: int = 1
) -> list[JudgedAnswer]:
    """Answer every question by quotes, and judge the answers.

    From some hundreds of questions on, so many ``processes`` answer and judge, while this one
    searches; ``k`` papers are read for an answer that one of them may hold.
    """
    judged: list[JudgedAnswer] = []
    parts = batched(questions, _BATCH)
    found = ((part, [answer_or_find(q.text, papers, k) for q in part]) for part in parts)
    for _, part in parallel_map(_judged, found, processes if len(questions) >= MANY else 1):
        judged += part
        progress(len(judged), len(questions))
    return judged


def _judged(
    found: tuple[Sequence[Question], Sequence[Answer | FoundPapers]],
) -> list[JudgedAnswer]:
    return [
        judge_answer(question, one if isinstance(one, Answer) else answer_from(one))
        for question, one in zip(*found, strict=True)
    ]


def score_answers(judged: Sequence[JudgedAnswer]) -> AnswerScores:
    """Return the scorecard of all answers."""
    citations = [(one.answer, c) for one in judged for c in one.answer.citations]
    return AnswerScores(
        tuple(judged),
        summarise(judged),
        sum(citation.listed.id not in answer.retrieved for answer, citation in citations),
        sum(not _is_verbatim(citation) for _, citation in citations),
    )


def _is_verbatim(citation: Citation) -> bool:
    abstract = citation.listed.paper.abstract
    return abstract is not None and abstract.text[citation.start : citation.end] == citation.quote
