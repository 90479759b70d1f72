"""Each class of words finds its members in sentences as abstracts have them, and no others."""

import re
from pathlib import Path

import pytest

from builder.nlp import word_classes as classes


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The alloy does not contain sigma phase.", ["not"]),
        ("Neither Laves nor B2 was found.", ["Neither", "nor"]),
        ("It doesn't fracture.", ["n't"]),
        ("The notch and the nonequilibrium phase remain.", []),
        ("The alloy lacks ductility.", []),
    ],
)
def test_negation(sentence: str, found: list[str]) -> None:
    assert classes.NEGATION.findall(sentence) == found


@pytest.mark.parametrize(
    ("sentence", "denies"),
    [
        ("The alloy lacks ductility.", True),
        ("The coating is free of pores.", True),
        ("The hardness was unchanged after annealing.", True),
        ("Twinning rather than slip carries the strain.", True),
        ("CoCrFeNi is FCC.", False),
        ("The phase changed upon annealing.", False),
    ],
)
def test_denial_is_more_than_a_not(sentence: str, denies: bool) -> None:
    assert (classes.DENIAL.search(sentence) is not None) is denies


@pytest.mark.parametrize(
    ("sentence", "increase", "decrease"),
    [
        ("The yield strength increased from 300 to 500 MPa.", True, False),
        ("The elongation drops to 3 %.", False, True),
        ("Grain refinement strengthens the alloy.", True, True),
        ("Finer grains formed.", False, True),
        ("The hardness is 500 HV.", False, False),
        ("A rising temperature lowers the strength.", True, True),
        ("The low-angle boundaries were counted.", False, False),
    ],
)
def test_directions_of_change(sentence: str, increase: bool, decrease: bool) -> None:
    assert (classes.INCREASE.search(sentence) is not None) is increase
    assert (classes.DECREASE.search(sentence) is not None) is decrease


def test_comparatives_of_a_question() -> None:
    assert classes.MORE.findall("Which alloy is harder, and which is the most ductile?") == [
        "harder",
        "most",
    ]
    assert classes.LESS.findall("Which of both is softer or less dense?") == ["softer", "less"]


@pytest.mark.parametrize(
    ("verb", "stems"),
    [
        ("increases", classes.INCREASE_STEMS),
        ("rose", classes.INCREASE_STEMS),
        ("grew", classes.INCREASE_STEMS),
        ("reduced", classes.DECREASE_STEMS),
        ("fell", classes.DECREASE_STEMS),
        ("dropping", classes.DECREASE_STEMS),
        ("addition", classes.VARIATION_STEMS),
        ("annealing", classes.TREATMENT_STEMS),
        ("heat-treated", classes.TREATMENT_STEMS),
        ("homogenisation", classes.TREATMENT_STEMS),
    ],
)
def test_stems_begin_the_forms_of_a_verb(verb: str, stems: str) -> None:
    assert re.match(rf"(?:{stems})", verb)


@pytest.mark.parametrize(
    ("sentence", "hedged"),
    [
        ("Twinning may contribute to the ductility.", True),
        ("The results suggest that Al stabilizes BCC.", True),
        ("Slight segregation was seen.", True),
        ("Al stabilizes the BCC phase.", False),
        ("Maybelline is no alloy.", False),
    ],
)
def test_hedges(sentence: str, hedged: bool) -> None:
    assert (classes.HEDGE.search(sentence) is not None) is hedged


@pytest.mark.parametrize(
    ("before", "bound"),
    [
        ("a hardness of about ", classes.APPROXIMATE),
        ("a hardness of ca. ", classes.APPROXIMATE),
        ("a hardness of ~", classes.APPROXIMATE),
        ("a strain exceeding ", classes.ABOVE),
        ("a grain size of less than ", classes.BELOW),
        ("a strength of at least ", classes.AT_LEAST),
        ("an elongation of up to ", classes.AT_MOST),
        ("an elongation ≤ ", classes.AT_MOST),
    ],
)
def test_a_bound_ends_where_the_number_begins(before: str, bound: re.Pattern[str]) -> None:
    assert bound.search(before)
    assert not bound.search(f"{before}500 HV")


def test_an_alloy_is_not_above_for_an_approximator() -> None:
    assert not classes.APPROXIMATE.search("the compound ")
    assert not classes.ABOVE.search("the temperature was more ")


@pytest.mark.parametrize(
    ("word", "annealed", "treated"),
    [
        ("annealed", True, True),
        ("homogenised", True, True),
        ("homogenized", True, True),
        ("heat-treated", False, True),
        ("quenched", False, True),
        ("alloyed", False, False),
    ],
)
def test_treatments(word: str, annealed: bool, treated: bool) -> None:
    assert (re.fullmatch(classes.ANNEALED, word) is not None) is annealed
    assert (re.fullmatch(classes.TREATED, word) is not None) is treated


def test_aims_are_told_in_the_passive() -> None:
    aim = re.compile(rf"\b(?:{classes.PASSIVE}) (?:{classes.STUDIED})\b")
    assert aim.search("The oxidation of CoCrFeNi was investigated.")
    assert aim.search("Its creep has been analysed.")
    assert not aim.search("The alloy was found to be FCC.")


def test_error_injection_has_word_lists_of_its_own() -> None:
    """An error made from the detector's word list would be found by construction."""
    folder = Path(__file__).parents[3] / "eval" / "error_injection"
    modules = [path.read_text(encoding="utf-8") for path in folder.glob("*.py")]
    assert modules
    imports = re.compile(r"^\s*(?:from|import) .*\bword_classes\b", re.MULTILINE)
    assert not any(imports.search(text) for text in modules)
