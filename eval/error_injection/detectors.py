"""Measures of groundedness, themselves measured: which known errors each one finds.

A detector gives an answer a degree of being grounded; below a threshold the answer is flagged. Ours
flags whatever is not supported whole, as `hea ask` does. For the others the threshold is chosen by
cross-validation: on the answers of other sources, never on those it judges.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import fmean

from answer.grounding.check import Source
from builder.nlp.sentences import sentences
from eval.error_injection.cases import TrueAnswer
from eval.error_injection.inject import Injected
from eval.gold.labelled_claims import LabelledClaim
from eval.metrics.groundedness import groundedness
from eval.metrics.text_match import tokens
from eval.metrics.text_similarity import bleu_among, greatest_similarity, rouge_precision
from eval.stats.intervals import Score, bootstrap, proportion
from retrieval.embedder import Embedder, Progress

#: Parts that the sources are cut into to choose thresholds.
_FOLDS = 5
OURS = "groundedness"
#: The one threshold that is not chosen on data.
_WHOLE = 1.0


@dataclass(frozen=True, slots=True)
class AnswerWithSource:
    """What a detector sees: an answer beside its source."""

    question: str | None
    answer: str
    ground: Source


#: From 0, or below, to 1: how grounded each answer is.
Detector = Callable[[Sequence[AnswerWithSource], Progress], list[float]]


def detectors(embedder: Embedder | None) -> dict[str, Detector]:
    """Ours and those it is compared with; likeness in meaning needs an embedder."""
    found: dict[str, Detector] = {
        OURS: partial(_each, _grounded),
        # Share of the answer's words that the source holds: K-precision of Adlakha et al. 2023
        # (arXiv:2307.16877).
        "token overlap": partial(_each, _overlap),
        "ROUGE-L": partial(_each, lambda laid: rouge_precision(laid.answer, laid.ground.text)),
        "BLEU": partial(_each, lambda laid: bleu_among(laid.answer, _sentences(laid.ground.text))),
    }
    if embedder:
        found["semantic similarity"] = partial(_meant, embedder)
    return found


def _each(
    one: Callable[[AnswerWithSource], float],
    answers: Sequence[AnswerWithSource],
    progress: Progress,
) -> list[float]:
    scores = []
    for done, laid in enumerate(answers, start=1):
        scores.append(one(laid))
        progress(done, len(answers))
    return scores


def _grounded(laid: AnswerWithSource) -> float:
    score = groundedness(laid.answer, [laid.ground], laid.question).score
    return 1.0 if score is None else score


def _overlap(laid: AnswerWithSource) -> float:
    said, there = tokens(laid.answer), set(tokens(f"{laid.ground.title} {laid.ground.text}"))
    return sum(token in there for token in said) / len(said) if said else 1.0


def _meant(
    embedder: Embedder, answers: Sequence[AnswerWithSource], progress: Progress
) -> list[float]:
    """The cosine of an answer and the likest sentence of its source."""
    return greatest_similarity(
        embedder,
        [laid.answer for laid in answers],
        [_sentences(laid.ground.text) for laid in answers],
        progress,
    )


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@dataclass(frozen=True, slots=True)
class FlaggedAnswer:
    """One answer, whether it is wrong and whether a detector flags it."""

    source: str
    error: str
    """The kind of error; "" for a true answer."""
    kind: str
    """Of what sort the true answer is."""
    flagged: bool


@dataclass(frozen=True, slots=True)
class Detection:
    """What one detector finds of the errors, and how often it is alarmed for nothing.

    Precision and F1 are what they would be of as many true answers as wrong ones: with nine wrong
    answers for each true one, flagging everything would look well.
    """

    recall: Score
    precision: Score
    f1: Score


@dataclass(frozen=True, slots=True)
class DetectorScores:
    """One detector over all answers."""

    all_errors: Detection
    by_error: dict[str, Detection]
    false_alarms: Score
    alarms_by_kind: dict[str, Score]
    flags: tuple[FlaggedAnswer, ...]


def measure_detector(
    name: str,
    detector: Detector,
    cases: Sequence[TrueAnswer],
    injected: Sequence[Injected],
    progress: Progress,
) -> DetectorScores:
    """Let a detector judge every true answer and every wrong one."""
    laid = [AnswerWithSource(case.question, case.answer, case.ground) for case in cases]
    laid += [AnswerWithSource(one.case.question, one.answer, one.case.ground) for one in injected]
    about = [(case, "") for case in cases] + [(one.case, one.error) for one in injected]
    sources = [case.source for case, _ in about]
    flagged = flag_answers(
        name, detector(laid, progress), [not error for _, error in about], sources
    )
    flags = tuple(
        FlaggedAnswer(case.source, error, case.kind, is_flagged)
        for (case, error), is_flagged in zip(about, flagged, strict=True)
    )
    true = [one for one in flags if not one.error]
    wrong = [one for one in flags if one.error]
    return DetectorScores(
        _detection(true, wrong),
        {
            error: _detection(true, [one for one in wrong if one.error == error])
            for error in dict.fromkeys(one.error for one in wrong)
        },
        _share(true),
        {
            kind: _share([one for one in true if one.kind == kind])
            for kind in dict.fromkeys(one.kind for one in true)
        },
        flags,
    )


def balanced_accuracy(
    name: str, detector: Detector, rows: Sequence[LabelledClaim], progress: Progress
) -> Score:
    """The mean of the shares of supported claims let pass and of unsupported ones flagged."""
    laid = [AnswerWithSource(None, row.claim, Source("", row.source)) for row in rows]
    right = [row.supported for row in rows]
    flagged = flag_answers(name, detector(laid, progress), right, [row.source for row in rows])
    return bootstrap(list(zip(right, flagged, strict=True)), _balanced)


def _balanced(rows: Sequence[tuple[bool, bool]]) -> float | None:
    passed = [not flagged for right, flagged in rows if right]
    found = [flagged for right, flagged in rows if not right]
    return (fmean(passed) + fmean(found)) / 2 if passed and found else None


def flag_answers(
    name: str, degrees: Sequence[float], right: Sequence[bool], sources: Sequence[str]
) -> list[bool]:
    """Which answers a detector flags, each by a threshold chosen on other sources."""
    if name == OURS:
        return [degree < _WHOLE for degree in degrees]
    part = {source: n % _FOLDS for n, source in enumerate(dict.fromkeys(sources))}
    rated = list(zip(degrees, right, sources, strict=True))
    cuts = [
        choose_threshold([(degree, is_right) for degree, is_right, s in rated if part[s] != fold])
        for fold in range(_FOLDS)
    ]
    return [degree < cuts[part[source]] for degree, _, source in rated]


def choose_threshold(rated: Sequence[tuple[float, bool]]) -> float:
    """The threshold of the best balanced accuracy, halfway between the degrees on its sides."""
    right = sum(is_right for _, is_right in rated)
    wrong = len(rated) - right
    best, cut = 0.0, float("-inf")
    kept, flagged = right, 0
    ordered = sorted(rated)
    for place, (degree, is_right) in enumerate(ordered[:-1]):
        kept -= is_right
        flagged += not is_right
        above = ordered[place + 1][0]
        gain = kept / max(right, 1) + flagged / max(wrong, 1) - 1
        if degree < above and gain > best:
            best, cut = gain, (degree + above) / 2
    return cut


def _share(rows: Sequence[FlaggedAnswer]) -> Score:
    return proportion(sum(row.flagged for row in rows), len(rows))


def _detection(true: Sequence[FlaggedAnswer], wrong: Sequence[FlaggedAnswer]) -> Detection:
    """Recall, precision and F1; their intervals from resampled sources."""
    sources: dict[str, list[FlaggedAnswer]] = {}
    for one in (*true, *wrong):
        sources.setdefault(one.source, []).append(one)
    counts = [_counts(rows) for rows in sources.values()]
    precision = bootstrap(counts, lambda rows: _rates(rows)[0])
    f1 = bootstrap(counts, lambda rows: _rates(rows)[1])
    return Detection(_share(wrong), precision, f1)


def _counts(rows: Sequence[FlaggedAnswer]) -> tuple[int, int, int, int]:
    """True answers, those flagged, wrong answers, those flagged."""
    true = [row.flagged for row in rows if not row.error]
    wrong = [row.flagged for row in rows if row.error]
    return len(true), sum(true), len(wrong), sum(wrong)


def _rates(counts: Sequence[tuple[int, int, int, int]]) -> tuple[float | None, float | None]:
    """Precision and F1 at as many true answers as wrong ones; None without either."""
    true, alarms, wrong, found = (sum(column) for column in zip(*counts, strict=True))
    if not true or not wrong or not (alarms or found):
        return None, None if not true or not wrong else 0.0
    recall, alarm = found / wrong, alarms / true
    precision = recall / (recall + alarm)
    return precision, 2 * precision * recall / (precision + recall) if found else 0.0
