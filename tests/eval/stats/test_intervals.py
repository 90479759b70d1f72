import pytest

from eval.stats.intervals import bootstrap, mean, proportion


def test_a_share_has_wilsons_interval() -> None:
    # Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E, table I
    score = proportion(81, 263)
    assert (score.low, score.high) == (
        pytest.approx(0.2553, abs=5e-5),
        pytest.approx(0.3662, abs=5e-5),
    )


def test_what_was_not_scored_is_counted_and_never_zero() -> None:
    score = mean([0.5, None, 0.7, None])
    assert (score.value, score.n, score.unscored) == (pytest.approx(0.6), 2, 2)
    assert mean([None]) == bootstrap([], len, 1)
    assert mean([None]).value is None


def test_verdicts_have_the_interval_of_a_share() -> None:
    assert mean([True, 1.0, 1, None]) == proportion(3, 3, 1)
    assert mean([True, True, True]).low != 1.0


def test_a_bootstrap_is_the_same_every_time_and_holds_the_mean() -> None:
    values = [n / 100 for n in range(100)]
    score = mean(values)
    assert score == mean(values)
    assert score.low is not None
    assert score.high is not None
    # The standard error of this mean is 0.0289.
    assert score.low == pytest.approx(0.495 - 1.96 * 0.0289, abs=0.01)
    assert score.high == pytest.approx(0.495 + 1.96 * 0.0289, abs=0.01)


def test_resamples_without_a_value_are_left_out() -> None:
    score = bootstrap([0, 1], lambda rows: 1.0 if 1 in rows else None)
    assert (score.value, score.low, score.high) == (1.0, 1.0, 1.0)
