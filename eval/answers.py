"""How true, complete and careful answers are, measured on questions whose answers are known."""

import re
import string
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answer.answers import Answer, Citation
from builder.quantities import equal, find_quantities
from eval.intervals import Score, proportion
from eval.questions import Question

Ask = Callable[[str], Answer]
#: Kinds of questions whose answer is a value, a phase, a composition, a method or a route.
SHORT_KINDS = ("numeric", "phase", "composition", "method", "processing")
#: A rounded value is right within this of the true one, as `0.61 GPa` is for 613.5 MPa.
TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class Judged:
    """One question, what was answered, and how it compares with what is known."""

    question: Question
    answer: Answer
    evidence: bool | None
    """Whether the known evidence is among the cited quotes; None where none is known."""
    short_f1: float | None
    """Token F1 of the bare answer, best of the known ways to say it; None for other kinds."""
    number: bool | None
    """Whether the bare answer holds the known value, in any unit; None where that is no value."""


def judge(question: Question, answer: Answer) -> Judged:
    """Compare one answer with what is known."""
    evidence = short = number = None
    if question.answerable:
        if question.evidence:
            evidence = any(_holds(c.quote, question.evidence) for c in answer.citations)
        if question.kind in SHORT_KINDS and question.answers:
            said = answer.short or ""
            short = max(token_f1(said, true) for true in question.answers)
            if question.kind == "numeric" and _NUMBER.search(question.answers[0]):
                number = any(_same_value(said, true) for true in question.answers)
    return Judged(question, answer, evidence, short, number)


_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def _same_value(said: str, true: str) -> bool:
    """Whether the first value of the truth stands in what was said, in whatever unit."""
    values, first = find_quantities(true), _NUMBER.search(true)
    if first is None:
        return False
    if not values or values[0].start > first.end():  # a plain number
        given = _NUMBER.search(said)
        return given is not None and abs(float(given[0]) - float(first[0])) < TOLERANCE
    tolerance = None if values[0].dimension == "temperature" else TOLERANCE
    return any(equal(given, values[0], tolerance) for given in find_quantities(said))


def _holds(quote: str, evidence: str) -> bool:
    """Whether a quote and the evidence are one, or one is a good part of the other."""
    one, other = (" ".join(text.split()) for text in (quote, evidence))
    return other in one or (one in other and len(one) > 0.4 * len(other))


def token_f1(said: str, true: str) -> float:
    """F1 over tokens, after SQuAD (Rajpurkar et al. 2016, doi:10.18653/v1/D16-1264)."""
    one, other = Counter(_tokens(said)), Counter(_tokens(true))
    common = sum((one & other).values())
    return 2 * common / (sum(one.values()) + sum(other.values())) if common else 0.0


_PUNCTUATION = re.compile(f"[{re.escape(string.punctuation)}–−·≈∼×µ]")


def _tokens(text: str) -> list[str]:
    plain = text.casefold().translate(str.maketrans("₀₁₂₃₄₅₆₇₈₉−–", "0123456789--"))
    return re.sub(r"\b(?:a|an|the)\b", " ", _PUNCTUATION.sub("", plain)).split()


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """The scorecard of one run over a question file."""

    judged: tuple[Judged, ...]
    evidence: Score
    """Share of the answerable questions whose known evidence is cited."""
    short_f1: Score
    """Mean token F1 of the bare answers, 0 where none was given; no interval."""
    number: Score
    """Share of the values that are right, unit and all."""
    coverage: Score
    """Share of the answerable questions that were answered."""
    refused: Score
    """Share of the unanswerable questions that were refused."""
    refused_rightly: Score
    """Share of the refusals that were right."""
    cited_elsewhere: int
    """Citations of papers that were not retrieved."""
    not_verbatim: int
    """Quotes that do not stand in their abstract at the place they name."""
    sentences: float
    """Mean number of sentences of an answer."""


@dataclass(frozen=True, slots=True)
class Point:
    """What one confidence threshold gives."""

    threshold: float
    coverage: float
    """Share of the answerable questions that are answered."""
    refused: float
    """Share of the unanswerable questions that are refused."""
    risk: float
    """Share of the answers that are wrong: the evidence not cited, or none to be had."""


def risk_coverage(judged: Sequence[Judged]) -> list[Point]:
    """What every threshold on confidence would give, after El-Yaniv & Wiener (2010)."""
    points = []
    answerable = [one for one in judged if one.question.answerable]
    others = [one for one in judged if not one.question.answerable]
    for step in range(0, 100, 2):
        at = step / 100
        given = [one for one in judged if one.answer.confidence > at]
        wrong = sum(not (one.question.answerable and one.evidence is not False) for one in given)
        points.append(
            Point(
                at,
                _part([one.answer.confidence > at for one in answerable]),
                _part([one.answer.confidence <= at for one in others]),
                wrong / len(given) if given else 0.0,
            )
        )
    return points


def best_threshold(curve: Sequence[Point]) -> float:
    """The middle of the thresholds at which coverage and refusals are best together."""
    best = max(point.coverage + point.refused for point in curve)
    plateau = [p.threshold for p in curve if p.coverage + p.refused > best - 1e-9]
    return plateau[len(plateau) // 2]


def _part(outcomes: Sequence[bool]) -> float:
    return sum(outcomes) / len(outcomes) if outcomes else 0.0


def score_answers(
    questions: Sequence[Question], ask: Ask, progress: Callable[[int, int], None]
) -> AnswerScores:
    """Ask every question and judge every answer."""
    judged = []
    progress(0, len(questions))
    for number, question in enumerate(questions, start=1):
        judged.append(judge(question, ask(question.text)))
        progress(number, len(questions))
    answerable = [one for one in judged if one.question.answerable]
    others = [one for one in judged if not one.question.answerable]
    refusals = [one for one in judged if not one.answer.answered]
    shorts = [one.short_f1 for one in judged if one.short_f1 is not None]
    given = [one.answer for one in judged if one.answer.answered]
    citations = [(one.answer, c) for one in judged for c in one.answer.citations]
    return AnswerScores(
        tuple(judged),
        _share([one.evidence for one in answerable]),
        Score(sum(shorts) / len(shorts) if shorts else None, None, None, len(shorts)),
        _share([one.number for one in answerable]),
        _share([one.answer.answered for one in answerable]),
        _share([not one.answer.answered for one in others]),
        _share([not one.question.answerable for one in refusals]),
        sum(citation.listed.id not in answer.retrieved for answer, citation in citations),
        sum(not _is_verbatim(citation) for _, citation in citations),
        sum(len(answer.sentences) for answer in given) / len(given) if given else 0.0,
    )


def _is_verbatim(citation: Citation) -> bool:
    abstract = citation.listed.paper.abstract
    return abstract is not None and abstract.text[citation.start : citation.end] == citation.quote


def _share(outcomes: Sequence[bool | None]) -> Score:
    known = [outcome for outcome in outcomes if outcome is not None]
    return proportion(sum(known), len(known), len(outcomes) - len(known))
