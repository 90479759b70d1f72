"""Measure detectors of ungrounded answers: which known errors each one finds.

A detector gives an answer a degree of being grounded; below a threshold the answer is flagged. Ours
flags whatever is not supported whole, as `hea ask` does. For the others the threshold is chosen by
cross-validation: on the answers of other sources, never on those it judges.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from statistics import fmean

from answer.grounding.check import Source
from builder.nlp.sentences import sentences
from builder.parallel import Progress
from eval.error_injection.cases import TrueAnswer
from eval.error_injection.inject import Injected
from eval.gold.labelled_claims import LabelledClaim
from eval.metrics.groundedness import groundedness
from eval.metrics.text_match import tokens
from eval.metrics.text_similarity import bleu_among, greatest_similarity, rouge_precision
from eval.stats.intervals import PaperValue, Score, clustered_bootstrap, clustered_mean
from retrieval.embedder import Embedder

#: Parts that the sources are cut into to choose thresholds.
_FOLDS = 5
OURS = "groundedness"
#: The one threshold that is not chosen on data.
_WHOLE = 1.0


@dataclass(frozen=True, slots=True)
class AnswerWithSource:
    """An answer and its source, as a detector is given them."""

    question: str | None
    answer: str
    ground: Source


#: Gives each answer a degree of being grounded, from 0, or below, to 1.
Detector = Callable[[Sequence[AnswerWithSource], Progress], list[float]]


def detectors(embedder: Embedder | None) -> dict[str, Detector]:
    """Return ours and those it is compared with; semantic similarity needs an embedder."""
    found: dict[str, Detector] = {
        OURS: partial(_one_by_one, _grounded),
        # Share of the answer's words that the source holds: K-precision of Adlakha et al. 2023
        # (arXiv:2307.16877).
        "token overlap": partial(_one_by_one, _overlap),
        "ROUGE-L": partial(
            _one_by_one, lambda pair: rouge_precision(pair.answer, pair.ground.text)
        ),
        "BLEU": partial(
            _one_by_one, lambda pair: bleu_among(pair.answer, _sentences(pair.ground.text))
        ),
    }
    if embedder:
        found["semantic similarity"] = partial(_similar, embedder)
    return found


def _one_by_one(
    rate: Callable[[AnswerWithSource], float],
    answers: Sequence[AnswerWithSource],
    progress: Progress,
) -> list[float]:
    scores = []
    for done, pair in enumerate(answers, start=1):
        scores.append(rate(pair))
        progress(done, len(answers))
    return scores


def _grounded(pair: AnswerWithSource) -> float:
    score = groundedness(pair.answer, [pair.ground], pair.question).score
    return 1.0 if score is None else score


def _overlap(pair: AnswerWithSource) -> float:
    answer = tokens(pair.answer)
    source = set(tokens(f"{pair.ground.title} {pair.ground.text}"))
    return sum(token in source for token in answer) / len(answer) if answer else 1.0


def _similar(
    embedder: Embedder, answers: Sequence[AnswerWithSource], progress: Progress
) -> list[float]:
    """Return the greatest cosine of each answer and a sentence of its source."""
    return greatest_similarity(
        embedder,
        [pair.answer for pair in answers],
        [_sentences(pair.ground.text) for pair in answers],
        progress,
    )


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@dataclass(frozen=True, slots=True)
class FlaggedAnswer:
    """One answer, its error if it has one, and the flag of a detector."""

    source: str
    error: str
    """The kind of error; "" for a true answer."""
    kind: str
    """The sort of the true answer."""
    flagged: bool


@dataclass(frozen=True, slots=True)
class Detection:
    """How many of the errors one detector finds, and how often its flags are right.

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
    pairs = [AnswerWithSource(case.question, case.answer, case.ground) for case in cases]
    pairs += [AnswerWithSource(one.case.question, one.answer, one.case.ground) for one in injected]
    about = [(case, "") for case in cases] + [(one.case, one.error) for one in injected]
    sources = [case.source for case, _ in about]
    flagged = flag_answers(
        name, detector(pairs, progress), [not error for _, error in about], sources
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
    """Return the mean of the shares of supported claims passed and unsupported ones flagged."""
    pairs = [AnswerWithSource(None, row.claim, Source("", row.source)) for row in rows]
    right = [row.supported for row in rows]
    flagged = flag_answers(name, detector(pairs, progress), right, [row.source for row in rows])
    by_claim = list(zip(right, flagged, strict=True))
    return clustered_bootstrap(by_claim, [row.source for row in rows], _balanced)


def _balanced(rows: Sequence[tuple[bool, bool]]) -> float | None:
    passed = [not flagged for right, flagged in rows if right]
    found = [flagged for right, flagged in rows if not right]
    return (fmean(passed) + fmean(found)) / 2 if passed and found else None


def flag_answers(
    name: str, degrees: Sequence[float], right: Sequence[bool], sources: Sequence[str]
) -> list[bool]:
    """Return which answers a detector flags, each by a threshold chosen on other sources.

    Args:
        name: The detector; the threshold of ours is fixed.
        degrees: How grounded it takes each answer to be.
        right: Which answers are true.
        sources: The source of each answer.
    """
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
    """Return the threshold of the best balanced accuracy, halfway between two degrees.

    Args:
        rated: Degree of each answer, and True where the answer is right.
    """
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
    """Return the share that is flagged; answers from one source are no independent draws."""
    return clustered_mean([PaperValue(float(row.flagged), row.source) for row in rows])


def _detection(true: Sequence[FlaggedAnswer], wrong: Sequence[FlaggedAnswer]) -> Detection:
    """Return recall, precision and F1 with intervals by sources; ``n`` is the number of errors."""
    sources: dict[str, list[FlaggedAnswer]] = {}
    for one in (*true, *wrong):
        sources.setdefault(one.source, []).append(one)
    counts = [_counts(rows) for rows in sources.values()]
    precision, f1 = (
        replace(clustered_bootstrap(counts, [*sources], rate), n=len(wrong))
        for rate in (lambda rows: _rates(rows)[0], lambda rows: _rates(rows)[1])
    )
    return Detection(_share(wrong), precision, f1)


def _counts(rows: Sequence[FlaggedAnswer]) -> tuple[int, int, int, int]:
    """Count true answers, those flagged, wrong answers, those flagged."""
    true = [row.flagged for row in rows if not row.error]
    wrong = [row.flagged for row in rows if row.error]
    return len(true), sum(true), len(wrong), sum(wrong)


def _rates(counts: Sequence[tuple[int, int, int, int]]) -> tuple[float | None, float | None]:
    """Return precision and F1 for as many true answers as wrong ones; None without either."""
    true, alarms, wrong, found = (sum(column) for column in zip(*counts, strict=True))
    if not true or not wrong or not (alarms or found):
        return None, None if not true or not wrong else 0.0
    recall, alarm = found / wrong, alarms / true
    precision = recall / (recall + alarm)
    return precision, 2 * precision * recall / (precision + recall) if found else 0.0
