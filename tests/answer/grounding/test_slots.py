"""Slot by slot: what a text states otherwise than a claim, and what it lacks."""

import time

import pytest

from answer.grounding.slots import SlotText, contradictions, gaps
from answer.question.parse import parse_question
from builder.materials.measurements.sentence_facts import read_facts
from builder.nlp.sentences import sentences

TEXT = (
    "CrMnFeCoNi was annealed at 800 °C for 1 h. The yield strength of CrMnFeCoNi is 759 MPa at"
    " 77 K and the ultimate tensile strength of CrMnFeCoNi is 1280 MPa at 77 K. NbMoTaW is a single"
    " BCC phase."
)


def slot_text(text: str, title: str = "") -> SlotText:
    parts = [read_facts(text[start:end]) for start, end in sentences(text)]
    return SlotText(title, text, parts, parts)


def against(claim: str, text: str = TEXT, question: str | None = None) -> list[str]:
    asked = parse_question(question) if question else None
    return list(contradictions(read_facts(claim), slot_text(text), asked))


def lacking(claim: str, text: str = TEXT) -> list[str]:
    return list(gaps(read_facts(claim), slot_text(text), None))


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("It yields at 795 MPa.", "It says 795 MPa; the passage gives 759 MPa, 1280 MPa."),
        (
            "The yield strength of CrMnFeCoNi is 759 MPa at 293 K.",
            "The passage gives 759 MPa at 77 K, not 293 K.",
        ),
        (
            "The yield strength of NbMoTaW is 759 MPa.",
            "The passage gives 759 MPa for CrMnFeCoNi, not NbMoTaW.",
        ),
        (
            "The hardness of CrMnFeCoNi is 759 MPa.",
            "The passage gives 759 MPa for yield strength, not hardness.",
        ),
        (
            "The yield strength of HfNbTaTiZr is high.",
            "It speaks of HfNbTaTiZr; the passage names CrMnFeCoNi.",
        ),
        ("It yields at 0.759 GPa (795 MPa).", "It says 0.759 GPa and 795 MPa of one thing."),
        ("NbMoTaW is not a single BCC phase.", "It denies what the passage says."),
    ],
)
def test_a_slot_that_is_filled_otherwise_is_told(claim: str, reason: str) -> None:
    assert reason in against(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "The yield strength of CrMnFeCoNi is 759 MPa at 77 K.",
        "At 77 K CrMnFeCoNi has a yield strength of 0.759 GPa.",
        "NbMoTaW is a single BCC phase.",
    ],
)
def test_what_the_text_says_has_nothing_against_it(claim: str) -> None:
    assert against(claim) == []
    assert lacking(claim) == []


def test_a_bare_value_answers_for_the_property_of_the_question() -> None:
    asked = "What is the yield strength of CrMnFeCoNi at 77 K?"
    assert against("It is 759 MPa.", question=asked) == []
    reason = "The passage gives 1280 MPa for ultimate tensile strength, not yield strength."
    assert reason in against("It is 1280 MPa.", question=asked)


def test_the_other_end_of_a_change_is_told() -> None:
    text = "On cooling the yield strength of CrMnFeCoNi increases from 410 MPa to 759 MPa."
    claim = "On cooling the yield strength of CrMnFeCoNi increases from 759 MPa."
    assert "The passage gives 759 MPa for the other end of the change." in against(claim, text)


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("It has a density of 8 g/cm3.", "The passage gives no 8 g/cm3."),
        ("There are 12 samples.", "The passage does not hold the number 12."),
        ("It shows a sigma phase.", "The passage does not speak of sigma phase."),
        ("It holds titanium.", "The passage does not speak of titanium."),
    ],
)
def test_what_the_text_lacks_is_told(claim: str, reason: str) -> None:
    assert reason in lacking(claim)


def test_many_denials_in_one_sentence_take_no_long_time() -> None:
    text = "The hardness of CoCrFeNi is " + "not " * 20_000
    begun = time.process_time()
    against("The hardness of CoCrFeNi is 300 HV.", text)
    assert time.process_time() - begun < 5
