"""A cross-encoder from a folder looks again at what was found."""

import shutil
from pathlib import Path

import pytest

from builder.errors import UserError
from retrieval.embedder import BUILT_IN
from retrieval.hybrid import Searcher
from retrieval.rerank import load_reranker, rerank


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tiny cross-encoder with random weights, made on the spot."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(0)
    place = tmp_path / "cross"
    config = BertConfig(
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(place)
    for name in ("tokenizer.json", "tokenizer_config.json", "vocab.txt"):
        source = BUILT_IN / name
        if source.exists():
            shutil.copy(source, place)
    return place


def test_hits_are_put_in_the_order_of_the_scores(searcher: Searcher) -> None:
    hits = searcher.search("strength of alloys", 3)
    again = rerank(
        "strength of alloys", hits, 2, lambda _, texts: [float(n) for n, _ in enumerate(texts)]
    )
    assert [hit.listed.id for hit in again] == [hits[2].listed.id, hits[1].listed.id]
    assert [hit.rank for hit in again] == [1, 2]
    assert [hit.why for hit in again] == [hits[2].why, hits[1].why]
    assert rerank("x", [], 5, lambda _, texts: []) == []


@pytest.mark.slow
def test_a_model_from_a_folder_scores_each_passage(searcher: Searcher, folder: Path) -> None:
    score = load_reranker(folder)
    hits = searcher.search("strength of alloys", 3)
    again = rerank("strength of alloys", hits, 3, score)
    assert sorted(hit.listed.id for hit in again) == sorted(hit.listed.id for hit in hits)
    assert [hit.score for hit in again] == sorted((hit.score for hit in again), reverse=True)


def test_a_folder_without_a_model_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no model"):
        load_reranker(tmp_path)


@pytest.mark.slow
def test_pickled_weights_are_not_read(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(UserError, match="cannot be loaded"):
        load_reranker(folder)
