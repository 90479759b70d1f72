"""Scores as programs read them."""

from dataclasses import asdict

from eval.gold.labelled_claims import LabelledClaim, LabelledSet
from eval.metrics.answers import AnswerScores
from eval.stats.intervals import Score, proportion
from hea.workflows.evaluate.measures import DetectionReport
from hea.workflows.evaluate.scorecards import answers_card, detection_card


def test_answers_tell_of_citations_that_must_not_be() -> None:
    right = proportion(3, 4)
    card = answers_card(AnswerScores((), {"value_exact_match": right}, 2, 1))
    assert (card["name"], card["rows"]) == ("answers", 0)
    assert card["scores"]["value_exact_match"] == asdict(right)
    assert card["scores"]["citations_not_retrieved"]["value"] == 2.0
    assert card["scores"]["quotes_not_verbatim"]["value"] == 1.0


def test_labelled_sets_alone_make_a_card_without_rows() -> None:
    claim = LabelledClaim("Cats sleep.", "Cats sleep.", True)
    claims = LabelledSet("wice", (claim,), 3, {"AlignScore": 0.66})
    score = Score(0.5, 0.4, 0.6, 1)
    card = detection_card(DetectionReport({}, (claims,), {"wice": {"token overlap": score}}))
    assert (card["rows"], card["scores"]) == (0, {})
    assert card["labelled"]["wice"] == {
        "scores": {"token_overlap": asdict(score)},
        "unscored": 3,
        "published": {"AlignScore": 0.66},
    }
