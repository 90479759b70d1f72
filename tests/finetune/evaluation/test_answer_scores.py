"""Scores of written answers by values that can be checked by hand."""

import pytest
from fakes import WordEmbedder

from finetune.data.held_out import HeldOut
from finetune.evaluation.answer_scores import MEASURES, cosines, score_answers


def test_an_answer_is_held_against_the_passages_of_its_own_prompt() -> None:
    grounds = (("CrMnFeCoNi", "The yield strength of CrMnFeCoNi is 405 MPa at 77 K."),)
    row = HeldOut(
        "a", "property-value", "How strong is CrMnFeCoNi at 77 K?", "", "405 MPa", grounds
    )
    good, bad = (
        score_answers([row], [answer], WordEmbedder(), lambda said, true: {"BLEU": len(said) / 20})
        for answer in ("It is 405 MPa.", "It is 999 MPa.")
    )
    assert list(good) == list(MEASURES)
    assert (good["grounded"], good["right"], good["words"]) == ([1.0], [1.0], [4])
    assert (bad["grounded"], bad["right"]) == ([0.0], [0.0])
    # What is not measured has no value, and is no zero.
    assert (good["BLEU"], good["ROUGE-L"]) == ([0.7], [None])


def test_an_empty_text_has_no_meaning_to_compare() -> None:
    found = cosines(WordEmbedder(), ["BCC", "", "FCC"], ["BCC", "BCC", ""])
    assert found == [pytest.approx(1.0), None, None]
    assert cosines(WordEmbedder(), [], []) == []
