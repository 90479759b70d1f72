"""A copy of a sentence that changes one thing in it is found out; a copy is not."""

import pytest

from answer.grounding.check import CONTRADICTED, SUPPORTED, Source, check_answer

TEXT = (
    "Grains grew from 7.4 ± 1, 13.8 ± 3 and 11 ± 1 nm to 36 ± 8, 25 ± 5 and 26 ± 3 nm. The"
    " precipitates in this alloy do form a perfect solid solution with the hard FCC matrix and the"
    " soft BCC shell. The undercooling of Ti0.4Zr0.4Nb0.2 was found to be five times larger than"
    " that of Ti0.5V0.4Cr0.1 after rapid solidification by a laser. Annealing at 850 °C raises"
    " strength from 635 MPa and hardness from 300 HV in the as-cast state to 742 MPa and 410 HV."
)


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        (("do form",), ("do not form",), "It denies what the passage says."),
        (("FCC", "BCC"), ("BCC", "FCC"), "elsewhere than the passage"),
        (("hard FCC",), ("hard HCP",), "It says HCP"),
        (("13.8 ± 3", "25 ± 5"), ("25 ± 5", "13.8 ± 3"), "in the same words"),
        (
            ("Ti0.4Zr0.4Nb0.2", "Ti0.5V0.4Cr0.1"),
            ("Ti0.5V0.4Cr0.1", "Ti0.4Zr0.4Nb0.2"),
            "elsewhere than the passage",
        ),
        (("850 °C", "635 MPa"), ("850 °C", "742 MPa"), "in the same words"),
    ],
)
def test_a_copy_with_one_thing_changed_is_contradicted(
    was: tuple[str, ...], becomes: tuple[str, ...], why: str
) -> None:
    sentence = next(s for s in TEXT.split(". ") if all(word in s for word in was))
    claim = sentence
    for place, word in enumerate(was):
        claim = claim.replace(word, f"<{place}>", 1)
    for place, word in enumerate(becomes):
        claim = claim.replace(f"<{place}>", word, 1)
    found = check_answer(f"{claim.removesuffix('.')}.", [Source("", TEXT)])
    assert found.verdict == CONTRADICTED
    assert any(why in reason for reason in found.reasons), found.reasons


@pytest.mark.parametrize(
    "claim",
    [
        "Upon annealing at 850 °C strength rises from 635 MPa and hardness from 300 HV in the"
        " as-cast state to 742 MPa and 410 HV.",
        "Annealing at 1123 K raises strength from 0.635 GPa and hardness from 300 HV in the as-cast"
        " state to 0.742 GPa and 410 HV.",
        "In short, the precipitates in this alloy do form a perfect solid solution with the hard"
        " face-centered cubic matrix and the soft BCC shell.",
    ],
)
def test_a_copy_in_other_units_or_names_is_none_the_worse(claim: str) -> None:
    found = check_answer(claim, [Source("", TEXT)])
    assert found.verdict == SUPPORTED, found.reasons


def test_what_stands_there_word_by_word_is_said_whatever_was_asked() -> None:
    from answer.question.parse import parse_question

    text = "The strength of CoCrFeNi–B4C (1250 MPa) is double that of CoCrFeNi (625 MPa)."
    asked = parse_question("What is the strength of CoCrFeNi?")
    assert check_answer(text, [Source("", f"It was cast. {text}")], asked).verdict == SUPPORTED
