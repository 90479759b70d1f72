import pytest

from eval.abstaining import Try, aurc, best_threshold, risk_coverage

SURE, UNSURE = 0.9, 0.1


def test_a_threshold_trades_coverage_for_risk() -> None:
    curve = risk_coverage([Try(SURE, True, True), Try(UNSURE, False, True)])
    assert (curve[0].coverage, curve[0].refused, curve[0].risk) == (1, 0, 0.5)
    assert (curve[10].coverage, curve[10].refused, curve[10].risk) == (1, 1, 0)
    assert 0.1 <= best_threshold(curve) < 0.9


@pytest.mark.parametrize(
    ("tries", "area"),
    [
        # Risks of the surest 1, 2 and 3: 0, 0, 1/3.
        ([Try(0.9, True, True), Try(0.8, True, True), Try(0.1, True, False)], 1 / 9),
        # The wrong one surest: 1, 1/2, 1/3.
        ([Try(0.1, True, True), Try(0.2, True, True), Try(0.9, True, False)], 11 / 18),
        # Equally sure, in whatever order: one third throughout.
        ([Try(0.5, True, False), Try(0.5, True, True), Try(0.5, True, True)], 1 / 3),
    ],
)
def test_the_area_below_the_curve(tries: list[Try], area: float) -> None:
    assert aurc(tries).value == pytest.approx(area)


def test_an_answer_to_what_cannot_be_answered_is_wrong() -> None:
    assert Try(SURE, False, True).wrong
    assert not Try(SURE, True, True).wrong
