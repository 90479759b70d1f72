"""Likeness runs from 0 to 1, and is that of the sources named in the module."""

import pytest
from fakes import WordEmbedder
from small_library import quiet

from eval.metrics.text_similarity import (
    bleu,
    bleu_among,
    chrf,
    greatest_similarity,
    rouge,
    rouge_precision,
    semantic_similarity,
)

TRUE = "The yield strength of NbMoTaW is 405 MPa at 1600 °C."


@pytest.mark.parametrize("measure", [bleu, chrf, lambda a, b: rouge(a, b)["rougeL"]])
def test_a_text_is_like_itself_and_unlike_another(measure) -> None:
    assert measure(TRUE, TRUE) == pytest.approx(1)
    assert measure("Corrosion resists words entirely.", TRUE) < 0.3
    assert 0.3 < measure("The yield strength of NbMoTaW is 450 MPa.", TRUE) < 0.99


def test_likeness_is_not_truth() -> None:
    # One wrong digit hardly changes the likeness: other measures must look at values.
    assert bleu(TRUE.replace("405", "504"), TRUE) > 0.6


def test_rouge_counts_words_by_their_stems() -> None:
    # Two of three words of each: alloy(s) and harden(s).
    assert rouge("alloys harden quickly", "alloy hardens slowly") == {
        "rouge1": pytest.approx(2 / 3), "rouge2": pytest.approx(1 / 2),
        "rougeL": pytest.approx(2 / 3),
    }  # fmt: skip


def test_what_a_source_holds_of_a_text_is_counted_by_the_text() -> None:
    assert rouge_precision("is 405 MPa", TRUE) == 1.0
    assert rouge_precision("is 405 GPa", TRUE) == pytest.approx(2 / 3)
    assert rouge_precision("", TRUE) == 0.0


def test_each_sentence_of_a_source_is_a_reference() -> None:
    sentences = ["It was cast and rolled in air.", TRUE]
    assert bleu_among(TRUE, sentences) == pytest.approx(1)
    assert bleu_among(TRUE, sentences[:1]) < 0.1


def test_meaning_is_compared_pair_by_pair_and_each_text_is_embedded_once() -> None:
    embedder = WordEmbedder()
    same, other = semantic_similarity(embedder, ["cast alloy", "cast alloy"], ["cast alloy", "x y"])
    assert same == pytest.approx(1)
    assert other < 0.9
    assert sorted(embedder.embedded) == ["cast alloy", "x y"]


def test_the_likest_source_counts_and_none_is_zero() -> None:
    found = greatest_similarity(
        WordEmbedder(), ["cast alloy", "x"], [["rolled", "alloy cast"], []], quiet
    )
    assert found == [pytest.approx(1), 0.0]
