"""Scores of written answers by values that can be checked by hand."""

import pytest
from fakes import WordEmbedder

from finetune.answer_scores import MEASURES, cosines, rouge_l, score_answers
from finetune.perplexity import HeldOut


@pytest.mark.parametrize(
    ("text", "reference", "value"),
    [
        ("police kill the gunman", "police killed the gunman", 3 / 4),  # Lin 2004, section 3
        ("the gunman kill police", "police killed the gunman", 2 / 4),
        ("It is 405.5 MPa.", "it is 405.5 mpa", 1.0),
        ("BCC", "The phase is BCC.", 2 * 1 / (1 + 4)),
        ("", "BCC", 0.0),
        ("FCC", "BCC", 0.0),
    ],
)
def test_rouge_l_is_the_f1_of_the_longest_common_subsequence(
    text: str, reference: str, value: float
) -> None:
    assert rouge_l(text, reference) == pytest.approx(value)


def test_an_answer_is_held_against_the_passages_of_its_own_prompt() -> None:
    grounds = (("CrMnFeCoNi", "The yield strength of CrMnFeCoNi is 405 MPa at 77 K."),)
    row = HeldOut(
        "a", "property-value", "How strong is CrMnFeCoNi at 77 K?", "", "405 MPa", grounds
    )
    good, bad = (
        score_answers([row], [answer], WordEmbedder())
        for answer in ("It is 405 MPa.", "It is 999 MPa.")
    )
    assert list(good) == list(MEASURES)
    assert (good["grounded"], good["right"], good["words"]) == ([1.0], [1.0], [4])
    assert (bad["grounded"], bad["right"]) == ([0.0], [0.0])


def test_an_empty_text_has_no_meaning_to_compare() -> None:
    found = cosines(WordEmbedder(), ["BCC", "", "FCC"], ["BCC", "BCC", ""])
    assert found == [pytest.approx(1.0), None, None]
    assert cosines(WordEmbedder(), [], []) == []
