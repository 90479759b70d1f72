import pytest

from eval.stats.risk_coverage import AnsweredQuestion, aurc, best_threshold, risk_coverage

SURE, UNSURE = 0.9, 0.1


def test_a_threshold_trades_coverage_for_risk() -> None:
    curve = risk_coverage(
        [AnsweredQuestion(SURE, True, True), AnsweredQuestion(UNSURE, False, True)]
    )
    assert (curve[0].coverage, curve[0].refused, curve[0].risk) == (1, 0, 0.5)
    assert (curve[10].coverage, curve[10].refused, curve[10].risk) == (1, 1, 0)
    assert 0.1 <= best_threshold(curve) < 0.9


@pytest.mark.parametrize(
    ("tries", "area"),
    [
        # Risks of the surest 1, 2 and 3: 0, 0, 1/3.
        (
            [
                AnsweredQuestion(0.9, True, True),
                AnsweredQuestion(0.8, True, True),
                AnsweredQuestion(0.1, True, False),
            ],
            1 / 9,
        ),
        # The wrong one surest: 1, 1/2, 1/3.
        (
            [
                AnsweredQuestion(0.1, True, True),
                AnsweredQuestion(0.2, True, True),
                AnsweredQuestion(0.9, True, False),
            ],
            11 / 18,
        ),
        # Equally sure, in whatever order: one third throughout.
        (
            [
                AnsweredQuestion(0.5, True, False),
                AnsweredQuestion(0.5, True, True),
                AnsweredQuestion(0.5, True, True),
            ],
            1 / 3,
        ),
    ],
)
def test_the_area_below_the_curve(tries: list[AnsweredQuestion], area: float) -> None:
    score = aurc(tries, ["p"] * len(tries))
    assert (score.value, score.low, score.papers) == (pytest.approx(area), None, 1)


def test_an_answer_to_what_cannot_be_answered_is_wrong() -> None:
    assert AnsweredQuestion(SURE, False, True).wrong
    assert not AnsweredQuestion(SURE, True, True).wrong
