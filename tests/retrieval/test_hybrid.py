from pathlib import Path

import pytest
from fakes import WordEmbedder
from small_library import CANTOR, built, write_records

from retrieval.hybrid import FusionWeights, Searcher, fuse
from retrieval.vector_index import open_index


def keys(
    searcher: Searcher, question: str, weights: FusionWeights = FusionWeights()
) -> list[str | None]:
    return [hit.listed.paper.key for hit in searcher.search(question, 3, weights)]


@pytest.mark.parametrize("name", ["FeCoNiCrMn", "the Cantor alloy", "Co20Cr20Fe20Mn20Ni20"])
def test_an_alloy_is_found_under_any_of_its_names(searcher: Searcher, name: str) -> None:
    assert keys(searcher, f"Why is {name} tough?", FusionWeights(dense=0))[0] == "cantor"


def test_words_meet_in_their_stems(searcher: Searcher) -> None:
    assert (
        keys(searcher, "toughening by nanotwinning on cooling", FusionWeights(dense=0))[0]
        == "cantor"
    )


def test_every_hit_says_why_it_was_found(searcher: Searcher) -> None:
    [first, *_] = searcher.search("fracture toughness of CrMnFeCoNi at 77 K", 3)
    assert first.why.dense is not None
    assert first.why.words is not None
    [only] = searcher.search("nanotwins", 1, FusionWeights(dense=0))
    assert only.why.dense is None


def test_a_paper_of_several_passages_is_one_hit(tmp_path: Path, corpus: Path) -> None:
    long = {**CANTOR, "abstract": f"{CANTOR['abstract']} " * 6}
    write_records(corpus / "r.jsonl", long)
    embedder = WordEmbedder()
    db, manifest = built(tmp_path, corpus, embedder)
    assert manifest.passages > 1
    searcher = Searcher(db, open_index(tmp_path / "index"), embedder)
    [hit] = searcher.search("toughness of CrMnFeCoNi", 5)
    abstract = hit.listed.paper.abstract
    assert abstract is not None
    assert abstract.text[hit.passage.start : hit.passage.end] == hit.passage.text


def test_fusion_adds_reciprocal_ranks() -> None:
    assert fuse([({1: 0.9, 2: 0.8}, 1.0), ({2: 7.0, 3: 4.0}, 2.0)]) == [
        (2, 1 / 7 + 2 / 6),
        (3, 2 / 7),
        (1, 1 / 6),
    ]


def test_equal_scores_share_the_last_of_their_ranks() -> None:
    assert fuse([({1: 1.0, 2: 1.0, 3: 0.7}, 1.0)]) == [(1, 1 / 7), (2, 1 / 7), (3, 1 / 8)]
