"""What stands before the main clause: connectives, reports, conditions."""

import pytest

from builder.nlp.sentence_opening import split_lead, split_report, strip_connectives


@pytest.mark.parametrize(
    ("sentence", "rest"),
    [
        ("Moreover, the alloy is FCC", "the alloy is FCC"),
        ("However, in addition, it is hard", "in addition, it is hard"),
        ("In this work, NbMoTaW was cast", "NbMoTaW was cast"),
        ("As expected, the hardness rose", "the hardness rose"),
        ("Further annealing softened it", "Further annealing softened it"),
        ("Thusly named", "Thusly named"),
        ("The alloy is FCC", "The alloy is FCC"),
    ],
)
def test_connectives_are_stripped(sentence: str, rest: str) -> None:
    assert strip_connectives(sentence) == rest


@pytest.mark.parametrize(
    ("sentence", "report", "rest"),
    [
        ("The results show that Al is segregated", "The results show that ", "Al is segregated"),
        ("It was found that the alloy is BCC", "It was found that ", "the alloy is BCC"),
        ("We also demonstrate that Nb helps", "We also demonstrate that ", "Nb helps"),
        ("XRD revealed that, both FCC and BCC form", "XRD revealed that, ", "FCC and BCC form"),
        ("Both strength and ductility rise", "", "strength and ductility rise"),
        ("The alloy shows twinning", "", "The alloy shows twinning"),
        ("While we show that A is B, C is D", "", "While we show that A is B, C is D"),
    ],
)
def test_a_report_is_split_from_what_it_reports(sentence: str, report: str, rest: str) -> None:
    assert split_report(sentence) == (report, rest)


@pytest.mark.parametrize(
    ("text", "lead", "main"),
    [
        ("At 77 K, the strength rises", "At 77 K", "the strength rises"),
        ("After annealing for 1 h, B2 forms", "After annealing for 1 h", "B2 forms"),
        ("As the Al content increases, B2 forms", "As the Al content increases", "B2 forms"),
        ("With Nb, Ta was added", "", "With Nb, Ta was added"),  # too short for a lead
        ("Although it is hard to cast, B2 forms", "", "B2 forms"),  # tells nothing of when
        ("Despite the high hardness, it is ductile", "", "it is ductile"),
        ("The alloy is FCC", "", "The alloy is FCC"),
    ],
)
def test_a_lead_says_when_the_main_clause_holds(text: str, lead: str, main: str) -> None:
    assert split_lead(text) == (lead, main)
