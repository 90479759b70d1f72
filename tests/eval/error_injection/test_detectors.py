import random

import pytest
from fakes import WordEmbedder
from small_library import quiet

from answer.grounding.check import Source
from eval.error_injection.cases import TrueAnswer
from eval.error_injection.detectors import (
    OURS,
    balanced_accuracy,
    choose_threshold,
    detectors,
    flag_answers,
    measure_detector,
)
from eval.error_injection.inject import Injected
from eval.gold.labelled_claims import LabelledClaim

GROUND = Source("", "NbMoTaW has a yield strength of 405 MPa. Its phase is BCC.")


def case(number: int) -> TrueAnswer:
    return TrueAnswer(
        str(number), str(number), None, "NbMoTaW has a yield strength of 405 MPa.", GROUND
    )


def test_every_detector_rates_a_true_answer_above_a_wrong_one() -> None:
    cases = [case(n) for n in range(10)]
    wrong = [
        Injected(one, "addition", "CrMnFeCoNi corrodes in sea water and cracks when bent.", "")
        for one in cases
    ]
    for name, detector in detectors(WordEmbedder()).items():
        found = measure_detector(name, detector, cases, wrong, quiet)
        assert found.all_errors.recall.value == 1.0, name
        assert found.all_errors.f1.value == 1.0, name
        assert found.false_alarms.value == 0.0, name


def test_precision_and_f1_are_of_as_many_true_answers_as_wrong_ones() -> None:
    # One true answer in four is flagged, and all of 36 wrong ones: 36 to 36 would be 36 to 9.
    cases = [case(n) for n in range(4)]
    wrong = [Injected(c, "number", "x", "") for c in cases for _ in range(9)]
    rated = [0.5, 1, 1, 1] + [0.0] * len(wrong)
    found = measure_detector(OURS, lambda laid, progress: rated, cases, wrong, quiet)
    assert found.false_alarms.value == 0.25
    assert found.all_errors.precision.value == pytest.approx(0.8)
    assert found.all_errors.f1.value == pytest.approx(2 * 0.8 / 1.8)
    every = measure_detector(OURS, lambda laid, progress: [0.0] * len(laid), cases, wrong, quiet)
    assert every.all_errors.f1.value == pytest.approx(2 / 3)


def test_the_best_cut_lies_between_right_and_wrong() -> None:
    assert choose_threshold(
        [(0.2, False), (0.4, False), (0.8, True), (0.9, True)]
    ) == pytest.approx(0.6)
    assert choose_threshold(
        [(0.2, False), (0.4, True), (0.5, True), (0.6, False), (0.9, True)]
    ) == (pytest.approx(0.3))
    assert choose_threshold([(0.5, True), (0.5, False)]) == float("-inf")


def test_a_threshold_is_never_chosen_on_what_it_judges() -> None:
    # Labels drawn by lot: a threshold fitted to them would be better than chance.
    rng = random.Random(1)
    right = [rng.random() < 0.5 for _ in range(400)]
    rated = [rng.random() for _ in right]
    flagged = flag_answers("other", rated, right, [str(n) for n in range(400)])
    found = sum(f for f, r in zip(flagged, right, strict=True) if not r) / right.count(False)
    alarms = sum(f for f, r in zip(flagged, right, strict=True) if r) / right.count(True)
    assert abs(found - alarms) < 0.1


def test_balanced_accuracy_counts_both_sides_alike() -> None:
    rows = [LabelledClaim("a", str(n), True) for n in range(6)]
    rows += [LabelledClaim("b", str(n), False) for n in range(2)]
    rated = [1, 1, 1, 1, 1, 0, 0, 1]
    score = balanced_accuracy(OURS, lambda laid, progress: rated, rows, quiet)
    assert score.value == pytest.approx((5 / 6 + 1 / 2) / 2)
    assert score.n == 8


@pytest.mark.parametrize("papers", [2, 7, 8])
def test_intervals_are_by_papers_and_only_from_eight_papers_on(papers: int) -> None:
    cases = [case(n) for n in range(papers)]
    wrong = [Injected(one, "number", "x", "") for one in cases for _ in range(10)]
    missed = {papers + 3, papers + 14, papers + 15}  # places of errors that are not found
    rated = [1.0] * papers + [
        float(place in missed) for place in range(papers, papers + len(wrong))
    ]
    found = measure_detector(OURS, lambda laid, progress: rated, cases, wrong, quiet)
    claims = [LabelledClaim("a", str(n % papers), bool(n % 3)) for n in range(10 * papers)]
    degrees = [float(bool(n % 7)) for n in range(len(claims))]
    accuracy = balanced_accuracy(OURS, lambda laid, progress: degrees, claims, quiet)
    known = papers >= 8
    every = found.all_errors
    for score, n, how in (
        (every.recall, len(wrong), "Wilson by papers"),
        (every.f1, len(wrong), "bootstrap by papers"),
        (found.false_alarms, papers, "Wilson by papers"),
        (accuracy, len(claims), "bootstrap by papers"),
    ):
        assert (score.n, score.papers) == (n, papers)
        assert score.interval == (how if known else "")
        assert (score.low is not None) == known
    assert (every.precision.n, every.precision.papers) == (len(wrong), papers)
    assert found.false_alarms.low == (0.0 if known else None)
