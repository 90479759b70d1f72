"""Two sorts of texts are told apart by their words, by weights that never saw the text's group."""

import numpy as np
import pytest

from builder.dataset.quality.word_classifier import area_under_roc, left_out_odds


def test_an_area_counts_the_pairs_in_order_and_half_of_the_ties() -> None:
    marked = [True, False, True, False]
    assert area_under_roc(marked, np.array([3.0, 2.0, 1.0, 0.0])) == pytest.approx(0.75)
    assert area_under_roc(marked, np.zeros(4)) == pytest.approx(0.5)
    assert area_under_roc(marked, np.array([1.0, 1.0, 1.0, 0.0])) == pytest.approx(0.75)


def test_a_word_of_the_marked_texts_tells_them_in_other_groups() -> None:
    texts = ["who rolled it" if n % 3 else "who would have rolled it" for n in range(90)]
    marked = [n % 3 == 0 for n in range(90)]
    odds = left_out_odds(texts, marked, [f"g{n % 7}" for n in range(90)], 3)
    assert area_under_roc(marked, odds) == pytest.approx(1.0)
    assert odds[0] > 0 > odds[1]


def test_what_only_one_group_says_tells_nothing_of_it() -> None:
    texts = [f"alloy group{n % 10} was made" for n in range(100)]
    marked = [n % 10 < 5 for n in range(100)]
    odds = left_out_odds(texts, marked, [f"g{n % 10}" for n in range(100)], 5)
    assert area_under_roc(marked, odds) <= 0.5
