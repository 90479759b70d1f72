"""Whether the words of a question tell that it is refused."""

import pytest

from builder.dataset.quality.form_leak import FormLeak, form_leak, masked


def test_titles_alloys_and_numbers_are_masked() -> None:
    asked = "According to “Creep of X at 5 K”, how hard is Al0.3CoCrFeNi at 900.5 °C?"
    assert masked(asked).split() == "According to TITLE , how hard is ALLOY at NUMBER °C?".split()


def test_a_telltale_form_is_found_and_an_exchange_of_alloys_is_not() -> None:
    forms = ["Why does {} fail?", "What is the hardness of {}?", "How was {} made?"]
    answered = [(f"p{n}", forms[n % 3].format("CoCrFeNi") + " " * n, False) for n in range(60)]
    alike = [(f"p{n}", forms[n % 3].format("CoCrFeMnNi") + " " * n, True) for n in range(60)]
    bare = [(f"p{n}", f"What is the density of NbMoTaW at {n} K?", True) for n in range(60)]
    told, untold = form_leak(answered + bare), form_leak(answered + alike)
    assert told is not None
    assert untold is not None
    assert told.auroc > 0.95
    assert abs(untold.auroc - 0.5) < 0.1
    mixed = form_leak(answered + alike[:30] + bare[:30])
    assert mixed is not None
    assert mixed.low is not None
    assert mixed.high is not None
    assert 0.5 < mixed.low < mixed.auroc < mixed.high < 1


@pytest.mark.parametrize(
    ("low", "is_told"), [(None, False), (0.45, False), (0.6, False), (0.61, True)]
)
def test_refusals_that_are_surely_told_by_their_words_have_a_warning(
    low: float | None, is_told: bool
) -> None:
    assert ("--refusals 0.1" in FormLeak(0.86, low, 0.95).warning) is is_told


def test_few_papers_give_no_interval() -> None:
    some = [(f"p{n % 6}", f"Why does sample {'xyz'[n % 3]} fail?", n % 2 == 0) for n in range(80)]
    found = form_leak(some)
    assert isinstance(found, FormLeak)
    assert (found.low, found.high) == (None, None)


def test_a_few_questions_are_not_measured() -> None:
    assert form_leak([("p", "Why?", True), ("q", "How?", False)]) is None
    assert form_leak([("p", f"Why {n}?", n % 2 == 0) for n in range(80)]) is None
