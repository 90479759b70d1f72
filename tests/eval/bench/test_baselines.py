"""Latencies are of warm searches, and baselines read what ours reads."""

import json
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from eval.bench.baselines import measure_bm25, measure_latency, read_texts
from eval.bench.stage_costs import write_corpus


def test_the_first_search_warms_up_and_does_not_count() -> None:
    asked: list[int] = []

    def search(number: int) -> None:
        asked.append(number)
        time.sleep(0.2 if len(asked) == 1 else 0.01)

    median, high = measure_latency(search, list(range(20)))
    assert asked == [0, *range(20)]
    assert 0.01 <= median <= high < 0.1


def test_the_95th_percentile_is_nearly_the_slowest() -> None:
    median, high = measure_latency(lambda seconds: time.sleep(seconds), [0.0] * 18 + [0.05, 0.05])
    assert median < 0.02 < high


def test_a_baseline_reads_title_and_abstract_of_each_record(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    rows = [
        {"title": "On σ", "abstract": "It is FCC."},
        {"title": "b", "abstract": "c", "doi": "d"},
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert list(read_texts(file)) == ["On σ\nIt is FCC.", "b\nc"]


@pytest.mark.skipif(find_spec("bm25s") is None, reason="bm25s is not installed")
def test_bm25s_is_measured(tmp_path: Path) -> None:
    write_corpus(tmp_path / "r.jsonl", 30)
    cost = measure_bm25(tmp_path / "r.jsonl", ["What is the hardness of CoCrFeNi?"] * 3)
    assert cost.build > 0 and 0 < cost.latency[0] <= cost.latency[1]


@pytest.mark.skipif(find_spec("langchain_community") is None, reason="langchain is not installed")
@pytest.mark.filterwarnings("ignore")
def test_langchains_store_is_measured_with_our_vectors(tmp_path: Path) -> None:
    from fakes import WordEmbedder

    from eval.bench.langchain_baseline import measure_langchain_faiss

    write_corpus(tmp_path / "r.jsonl", 30)
    embedder = WordEmbedder()
    vectors = embedder.embed(list(read_texts(tmp_path / "r.jsonl")))
    questions = ["What is the hardness of CoCrFeNi?", "What is cast?"]
    before = len(embedder.embedded)
    cost = measure_langchain_faiss(tmp_path / "r.jsonl", vectors, embedder, questions)
    assert cost.build > 0 and 0 < cost.latency[0] <= cost.latency[1]
    assert embedder.embedded[before:] == [
        questions[0],
        *questions,
    ]  # abstracts are embedded already
