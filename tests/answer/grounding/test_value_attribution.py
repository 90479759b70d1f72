"""A value that the source gives, but of another property, alloy, condition or end of a change."""

import pytest

from answer.grounding.value_attribution import misattributed_values
from answer.question.parse import parse_question
from builder.materials.measurements.sentence_facts import read_facts
from builder.materials.quantity import Quantity
from builder.nlp.sentences import sentences

TEXT = (
    "The yield strength of CrMnFeCoNi is 759 MPa at 77 K. The ultimate tensile strength of"
    " CrMnFeCoNi is 1280 MPa at 77 K. The hardness of NbMoTaW is 4.46 GPa."
)


def check(
    claim: str, text: str = TEXT, title: str = "", question: str | None = None
) -> tuple[list[str], set[Quantity]]:
    parts = [read_facts(text[start:end]) for start, end in sentences(text)]
    asked = parse_question(question) if question else None
    settled: set[Quantity] = set()
    return list(misattributed_values(read_facts(claim), title, parts, asked, settled)), settled


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("The hardness of CrMnFeCoNi is 759 MPa.", "for yield strength, not hardness."),
        ("The yield strength of NbMoTaW is 759 MPa.", "for CrMnFeCoNi, not NbMoTaW."),
        ("The yield strength of CrMnFeCoNi is 759 MPa at 293 K.", "at 77 K, not 293 K."),
    ],
)
def test_the_slot_that_differs_is_told(claim: str, reason: str) -> None:
    assert check(claim) == ([f"The passage gives 759 MPa {reason}"], set())


def test_a_value_of_the_same_things_is_settled_with_its_conditions() -> None:
    reasons, settled = check("The yield strength of CrMnFeCoNi is 0.759 GPa at 77 K.")
    assert reasons == []
    assert {quantity.text for quantity in settled} == {"0.759 GPa", "77 K"}


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (
            "What is the yield strength of CrMnFeCoNi?",
            "The passage gives 1280 MPa for ultimate tensile strength, not yield strength.",
        ),
        (
            "What is the ultimate tensile strength of CrMnFeCoNi at 293 K?",
            "The passage gives 1280 MPa at 77 K, not 293 K.",
        ),
        (
            "What is the ultimate tensile strength of NbMoTaW?",
            "The passage gives 1280 MPa for CrMnFeCoNi, not NbMoTaW.",
        ),
        ("What is the ultimate tensile strength of CrMnFeCoNi at 77 K?", None),
    ],
)
def test_a_bare_value_belongs_to_the_slots_of_its_question(
    question: str, reason: str | None
) -> None:
    reasons, _ = check("It is 1280 MPa.", question=question)
    assert reasons == ([reason] if reason else [])


def test_a_value_belongs_to_the_alloy_of_the_title_or_of_the_sentence_before() -> None:
    bare = "The yield strength is 759 MPa."
    wrong = "The yield strength of NbMoTaW is 759 MPa."
    expected = ["The passage gives 759 MPa for CrMnFeCoNi, not NbMoTaW."]
    assert check(wrong, bare, title="Strength of CrMnFeCoNi")[0] == expected
    assert check(wrong, f"CrMnFeCoNi was cast. {bare}", title="NbMoTaW")[0] == expected
    assert check(wrong, bare)[0] == []


def test_the_composite_of_a_title_lends_its_values_to_no_alloy() -> None:
    text = "The hardness is 300 HV after casting."
    claim = "The hardness of CoCrFeNi is 300 HV."
    _, of_alloy = check(claim, text, "Casting of CoCrFeNi")
    _, of_composite = check(claim, text, "Casting of CoCrFeNi–8 at.% NbB2")
    assert of_alloy
    assert not of_composite
