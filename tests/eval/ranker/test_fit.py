"""Weights are fitted so that the right candidate is the likeliest, and scored on other papers."""

from eval.ranker.cases import RankingCase
from eval.ranker.fit import cross_validate, fit_weights, score_weights


def case(name: str, paper: str, right: int, *tells: float) -> RankingCase:
    features = [{"tells": value, "constant": 1.0} for value in tells]
    return RankingCase(
        name, frozenset({paper}), features, [place == right for place in range(len(tells))]
    )


CASES = [case(f"q{n}", f"p{n // 2}", 1, 0.0, 1.0, 0.2) for n in range(40)]


def test_a_feature_that_tells_has_weight_and_a_constant_none() -> None:
    weights = fit_weights(CASES)
    assert weights["tells"] > 2.0
    assert weights["constant"] == 0.0


def test_fits_are_the_same_each_time() -> None:
    assert fit_weights(CASES) == fit_weights(CASES)


def test_any_of_several_right_candidates_will_do() -> None:
    features = [{"a": 1.0}, {"a": 1.0}, {"a": 0.0}]
    either = RankingCase("q", frozenset("p"), features, [True, True, False])
    assert fit_weights([either])["a"] > 0.0


def test_nothing_is_fitted_where_nothing_is_right() -> None:
    assert fit_weights([RankingCase("q", frozenset("p"), [{"a": 1.0}], [False])]) == {}


def test_questions_on_one_paper_are_left_out_together() -> None:
    # The questions on paper p0 alone want the other end: a fit with one of them would know.
    odd = [case("odd1", "p0", 0, 0.0, 9.0), case("odd2", "p0", 0, 0.0, 9.0)]
    cases = [*odd, *CASES[2:]]
    weights = cross_validate(cases)
    assert weights[0] == weights[1]
    assert weights[0]["tells"] > 2.0
    assert score_weights(odd, weights[:2]).first.value == 0.0


def test_scores_are_shares_of_questions() -> None:
    found = score_weights(CASES, [{"tells": -1.0}] * len(CASES))
    shares = (found.first.value, found.first_two.value, found.first_three.value)
    assert shares == (0.0, 0.0, 1.0)
    assert found.first.n == 40


def test_a_case_without_a_right_candidate_is_missed() -> None:
    none = RankingCase("q", frozenset("p"), [{"tells": 1.0}], [False])
    assert score_weights([none], [{"tells": 1.0}]).first_three.value == 0.0
