"""Which of two has more: a word only where a value of each side is stated."""

import pytest
from hits import hit

from answer.extractive.answer import answer_extractively

TWO = (
    "The yield strength of CoCrFeNi is 200 MPa at 293 K. The yield strength of CrMnFeCoNi is"
    " 0.35 GPa at 293 K. Grains are fine."
)
ANOTHER_STATE = (
    "Before immersion, the hardness of CoCrFeNi is 200 HV. After immersion, the hardness of"
    " CrMnFeCoNi is 350 HV. Grains are fine."
)
ANOTHER_HEAT = TWO.replace("GPa at 293 K", "GPa at 77 K")
MEETING = TWO.replace("0.35 GPa", "150-250 MPa")


def short(abstract: str, question: str) -> str | None:
    return answer_extractively(question, [hit(1, abstract)]).short


@pytest.mark.parametrize(
    ("question", "abstract", "expected"),
    [
        ("Which has the higher yield strength, CoCrFeNi or CrMnFeCoNi?", TWO, "CrMnFeCoNi"),
        ("Which has the lower yield strength, CoCrFeNi or CrMnFeCoNi?", TWO, "CoCrFeNi"),
        ("Is the yield strength of CoCrFeNi higher than that of CrMnFeCoNi?", TWO, "no"),
        ("Is the yield strength of CrMnFeCoNi higher than that of CoCrFeNi?", TWO, "yes"),
        ("Does CoCrFeNi or CrMnFeCoNi have the higher yield strength at 293 K?", TWO, "CrMnFeCoNi"),
        ("Which has the higher yield strength, CoCrFeNi or CrMnFeCoNi?", ANOTHER_HEAT, None),
        ("Which has the higher yield strength, CoCrFeNi or CrMnFeCoNi?", MEETING, None),
        ("Which is harder, CoCrFeNi or CrMnFeCoNi?", ANOTHER_STATE, None),
        ("Which is stronger at 293 K, CoCrFeNi or CrMnFeCoNi?", TWO, "CrMnFeCoNi"),
    ],
)
def test_the_winner_is_named_where_both_values_are_stated_alike(
    question: str, abstract: str, expected: str | None
) -> None:
    given = answer_extractively(question, [hit(1, abstract)])
    assert given.short == expected
    if expected:
        quotes = " ".join(citation.quote for citation in given.citations)
        assert "200 MPa" in quotes
        assert "0.35 GPa" in quotes


ONE = "Sheets of CoCrFeNi were tested in tension. Its yield strength is 200 MPa at 293 K."
OTHER = "CrMnFeCoNi was rolled. The yield strength of CrMnFeCoNi is 0.35 GPa at 293 K."
THIRD = "NbMoTaW was cast. The yield strength of NbMoTaW is 1058 MPa at 293 K."
COLD = (
    "CoCrFeNi was tested in tension. The yield strength of CoCrFeNi is 200 MPa at 293 K."
    " The yield strength of CoCrFeNi is 300 MPa at 77 K."
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which has the higher yield strength, CoCrFeNi or CrMnFeCoNi?", "CrMnFeCoNi"),
        ("Which is weaker at 293 K, CrMnFeCoNi or CoCrFeNi?", "CoCrFeNi"),
        ("Is the yield strength of CoCrFeNi higher than that of CrMnFeCoNi?", "no"),
        ("Compare the yield strength of CoCrFeNi and CrMnFeCoNi.", None),
    ],
)
def test_two_alloys_of_two_papers_are_compared_by_a_quote_of_either(
    question: str, expected: str | None
) -> None:
    given = answer_extractively(question, [hit(1, THIRD), hit(2, ONE), hit(3, OTHER)])
    assert given.answered
    assert given.short == expected
    assert sorted(citation.listed.id for citation in given.citations) == [
        hit(2, ONE).listed.id,
        hit(3, OTHER).listed.id,
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Which has the higher yield strength at 77 K, CoCrFeNi or CrMnFeCoNi?",
        "Which has the higher yield strength, CoCrFeNi or MoNbTaVW?",
        "Which has the higher hardness, CoCrFeNi or CrMnFeCoNi?",
    ],
)
def test_a_comparison_of_which_one_half_is_not_known_is_refused(question: str) -> None:
    given = answer_extractively(question, [hit(1, THIRD), hit(2, ONE), hit(3, OTHER)])
    assert not given.answered
    assert given.nearest


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Is the yield strength of CoCrFeNi higher at 77 K than at 293 K?", "yes"),
        ("Is the yield strength of CoCrFeNi lower at 77 K than at 293 K?", "no"),
        ("Is the yield strength of CoCrFeNi higher at 293 K or at 77 K?", "77 K"),
        ("Is CoCrFeNi stronger at 77 K than at 900 K?", None),
    ],
)
def test_one_alloy_is_compared_under_two_conditions(question: str, expected: str | None) -> None:
    assert short(COLD, question) == expected


ROUTES = (
    "CoCrFeNi was made in two ways. The grain size of spark plasma sintered CoCrFeNi is 0.4 µm. The"
    " grain size of arc melted CoCrFeNi is 120 µm."
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Does SPS or arc melting give CoCrFeNi the finer grains?", "SPS"),
        ("Is CoCrFeNi coarser after arc melting or after SPS?", "arc melting"),
        ("Is CoCrFeNi harder after arc melting or after SPS?", None),
    ],
)
def test_two_routes_are_compared_by_what_is_stated_of_each(
    question: str, expected: str | None
) -> None:
    assert short(ROUTES, question) == expected


WORN = (
    "The wear rate of CoCrFeNi is 3 × 10^-4 mm3/Nm. The wear rate of CrMnFeCoNi is"
    " 6 × 10^-4 mm3/Nm."
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which wears less, CoCrFeNi or CrMnFeCoNi?", "CoCrFeNi"),
        ("Which wears more, CoCrFeNi or CrMnFeCoNi?", "CrMnFeCoNi"),
    ],
)
def test_a_verb_is_compared_by_its_rate(question: str, expected: str) -> None:
    assert short(WORN, question) == expected


@pytest.mark.parametrize("abstract", [ANOTHER_HEAT, MEETING])
def test_both_values_are_quoted_where_they_settle_nothing(abstract: str) -> None:
    question = "Which has the higher yield strength, CoCrFeNi or CrMnFeCoNi?"
    quotes = {one.quote for one in answer_extractively(question, [hit(1, abstract)]).citations}
    assert all(any(alloy in one for one in quotes) for alloy in ("CoCrFeNi is", "CrMnFeCoNi is"))
