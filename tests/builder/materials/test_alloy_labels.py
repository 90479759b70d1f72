"""A paper's own labels stand for the composition that the paper gives them."""

import time

import pytest

from builder.materials.alloy_labels import find_labels, label_mentions
from builder.materials.alloys import find_alloys


def bound(text: str) -> dict[str, str]:
    return {label.text: label.alloy.composition_key for label in find_labels(text)}


def key(formula: str) -> str:
    [alloy] = find_alloys(formula)
    return alloy.composition_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CoCrFeNiSi0.2 (denoted as HSi6) was cast", {"HSi6": "CoCrFeNiSi0.2"}),
        (
            "CoCrFeNiTi0.2 (hereafter Ti0.2) and CoCrFeNiTi0.4 (Ti0.4) were cast",
            {"Ti0.2": "CoCrFeNiTi0.2", "Ti0.4": "CoCrFeNiTi0.4"},
        ),
        ("alloys A1 (CoCrNi) and A2 (CoCrFeNi)", {"A1": "CoCrNi", "A2": "CoCrFeNi"}),
        ("AlCoCrFeNi, labelled H1, was cast", {"H1": "AlCoCrFeNi"}),
        ("Al0.3CoCrFeNi (HEA-1) is ductile", {"HEA-1": "Al0.3CoCrFeNi"}),
        ("CoCrCuFeNi (CuHEA) films", {"CuHEA": "CoCrCuFeNi"}),
        ("the CoCrFeNi alloy, referred to as alloy 1, is", {"alloy 1": "CoCrFeNi"}),
        (
            "Al0.2CoCrFeNi and Al0.4CoCrFeNi (labeled Al02 and Al04, respectively)",
            {"Al02": "Al0.2CoCrFeNi", "Al04": "Al0.4CoCrFeNi"},
        ),
        (
            "Co30Cr30(FeNi)40-xSix HEAs (x = 2 and 4 at.%, hereinafter, simplified as HSi2 and"
            " HSi4, respectively)",
            {"HSi2": "Co30Cr30(FeNi)38Si2", "HSi4": "Co30Cr30(FeNi)36Si4"},
        ),
    ],
)
def test_labels_are_bound(text: str, expected: dict[str, str]) -> None:
    assert bound(text) == {label: key(formula) for label, formula in expected.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AlxVNbTa was cast. The Al0.8 alloy is hard.", {"Al0.8": "Al0.8VNbTa"}),
        ("AlxVNbTa was cast. When x = 0.3, it is soft.", {"x = 0.3": "Al0.3VNbTa"}),
        ("VNbTaMox (x = 0, 0.5) was cast: 3 HV (Mo0), 5 HV (Mo0.5), and Mo0.7.",
         {"Mo0": "VNbTa", "Mo0.5": "VNbTaMo0.5"}),
        ("(VNbTa)100-xGdx was cast, also Gd3.", {"Gd3": "(VNbTa)97Gd3"}),
        ("VNbAlₓTiₓ (x = 0.1, 0.4) was cast. The Al₀.₄Ti₀.₄ coating is hard.",
         {"Al₀.₄Ti₀.₄": "VNbAl0.4Ti0.4"}),
        ("VNbTa was cast. The Nb5 alloy is hard.", {}),
        ("AlxVNbTa and TixVNb were cast, also Al0.8.", {}),
    ],
)  # fmt: skip
def test_a_member_of_the_one_family_goes_by_its_share(text: str, expected: dict[str, str]) -> None:
    assert bound(text) == {label: key(formula) for label, formula in expected.items()}


def test_a_list_of_the_variable_is_no_mention_of_its_first_member() -> None:
    labels = find_labels("AlxVNbTa was cast. When x = 0.3, it is soft.")
    assert [one.text for one in label_mentions("with x = 0.3, 0.5 and x = 0.3", labels)] == [
        "x = 0.3"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "NiAl (B2) and CoCrFeNi (FCC), L12 (Ni3Al)",
        "CoCrFeNiMn (HEA) and CoCrFeNi (MEA)",
        "CoCrFeNi (110) and CoCrFeNi (I)",
        "CoCrFeNi (Fig. 2)",
        "CoCrFeNi (Si0.5)",  # another alloy's share
        "CoCrNi (S1) and CoCrFeNi (S1)",  # bound twice: not known which
        "CoCrFeNi alloy was cast",
    ],
)
def test_what_is_no_label_is_bound_to_nothing(text: str) -> None:
    assert bound(text) == {}


def test_a_sentence_names_its_alloys_by_their_labels() -> None:
    labels = find_labels("CoCrFeNiTi0.2 (Ti0.2) and CoCrFeNiTi0.4 (hereafter Ti0.4) were cast.")
    sentence = "Ti0.4 is harder than Ti0.2, but Ti0.25 and CoCrFeNiTi0.2 are not."
    mentions = sorted(label_mentions(sentence, labels), key=lambda alloy: alloy.start)
    assert [alloy.text for alloy in mentions] == ["Ti0.4", "Ti0.2"]
    assert [alloy.composition_key for alloy in mentions] == [
        key("CoCrFeNiTi0.4"),
        key("CoCrFeNiTi0.2"),
    ]
    assert all(sentence[alloy.start : alloy.end] == alloy.text for alloy in mentions)


@pytest.mark.parametrize("piece", ["CoCrNi (A1), ", "CoCrNi (denoted as A, ", "A1 (", "a, "])
def test_a_long_hostile_text_is_read_in_seconds(piece: str) -> None:
    started = time.process_time()
    find_labels(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 20
