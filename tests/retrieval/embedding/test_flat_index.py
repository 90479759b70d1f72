from pathlib import Path

import faiss
import numpy as np
import pytest

from retrieval.embedding.flat_index import read_flat_index

RANDOM = np.random.default_rng(7)
VECTORS = RANDOM.normal(size=(200, 24)).astype(np.float32)
IDS = RANDOM.permutation(10_000)[:200].astype(np.int64) + 2**40


def written(path: Path, index: faiss.Index) -> Path:
    faiss.write_index(index, str(path))
    return path


@pytest.fixture
def exact(tmp_path: Path) -> Path:
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(24))
    index.add_with_ids(VECTORS, IDS)
    return written(tmp_path / "exact.faiss", index)


def test_it_finds_what_faiss_finds(exact: Path) -> None:
    flat = read_flat_index(exact)
    assert flat is not None
    scores, ids = faiss.read_index(str(exact)).search(VECTORS[:30] + 0.1, 12)
    for row, vector in enumerate(VECTORS[:30] + np.float32(0.1)):
        found = flat.near(vector, 12)
        assert [name for name, _ in found] == ids[row].tolist()
        assert np.allclose([score for _, score in found], scores[row], atol=1e-5)


def test_more_than_there_are_gives_all(exact: Path) -> None:
    flat = read_flat_index(exact)
    assert flat is not None
    assert len(flat.near(VECTORS[0], 999)) == 200


@pytest.mark.parametrize("measure", [faiss.METRIC_L2, faiss.METRIC_INNER_PRODUCT])
@pytest.mark.parametrize("kind", ["IDMap2,SQ8", "Flat", "IDMap2,HNSW8"])
def test_faiss_reads_what_holds_no_plain_vectors(tmp_path: Path, kind: str, measure: int) -> None:
    index = faiss.index_factory(24, kind, measure)
    index.train(VECTORS)
    index.add(VECTORS) if kind == "Flat" else index.add_with_ids(VECTORS, IDS)
    assert read_flat_index(written(tmp_path / "other.faiss", index)) is None


def test_a_file_that_was_cut_short_is_not_read(exact: Path) -> None:
    for length in (0, 40, 90, exact.stat().st_size - 8):
        exact.write_bytes(exact.read_bytes()[:length])
        assert read_flat_index(exact) is None
