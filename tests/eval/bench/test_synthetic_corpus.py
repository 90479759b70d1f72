"""Made-up abstracts look like real ones to the code that reads them."""

import random

from builder.materials.alloys import find_alloys
from builder.materials.quantities import find_quantities
from eval.bench.synthetic_corpus import abstracts, formula


def test_made_up_abstracts_are_of_real_length_and_the_same_each_time() -> None:
    made = list(abstracts(50))
    assert made == list(abstracts(50))
    assert made != list(abstracts(50, seed=1))
    words = [len(text.split()) for _, text in made]
    assert min(words) > 100
    assert max(words) < 300


def test_every_formula_is_an_alloy_of_four_to_six_metals() -> None:
    rng = random.Random(0)
    formulas = [formula(rng) for _ in range(200)]
    for text in formulas:
        [alloy] = find_alloys(text)
        assert (alloy.text, 4 <= len(alloy.elements) <= 6) == (text, True)
    assert 60 < sum(any(letter.isdigit() for letter in text) for text in formulas) < 140


def test_abstracts_hold_alloys_and_quantities_to_draft_from() -> None:
    for title, text in abstracts(20):
        assert find_alloys(title)
        assert find_quantities(text), text
        assert "{" not in title + text
