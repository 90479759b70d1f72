from pathlib import Path

import numpy as np
import pytest
from fakes import WordEmbedder, loads
from small_library import ALUMINIUM, CANTOR, MODEL, SENKOV, built, quiet, write_records
from threads import threads

from builder.errors import UserError
from builder.ingest.ingest import ingest
from builder.storage.database import create_database
from retrieval.embedder import find_model
from retrieval.embedding_workers import embed_elsewhere
from retrieval.vector_index import update_index


def test_a_worker_embeds_with_the_embedder_of_that_name() -> None:
    name = find_model(MODEL).name
    vectors = embed_elsewhere(loads(WordEmbedder()), MODEL, name, ["one", "two words"])
    assert np.array_equal(vectors, WordEmbedder().embed(["one", "two words"]))


def test_another_embedder_of_the_same_name_is_refused() -> None:
    with pytest.raises(UserError, match="another one on a worker"):
        embed_elsewhere(loads(WordEmbedder()), MODEL, "words@2", ["one"])


def test_an_index_made_by_workers_is_the_same_file(tmp_path: Path, corpus: Path) -> None:
    write_records(corpus / "r.jsonl", CANTOR, SENKOV, ALUMINIUM)
    _, alone = built(tmp_path, corpus, WordEmbedder())
    by_workers = WordEmbedder()
    db = create_database(tmp_path / "b.sqlite")
    ingest(db, corpus, quiet)
    with threads() as workers:
        made = update_index(db, tmp_path / "b", MODEL, quiet, loads(by_workers), workers)
        assert workers.pieces
    assert made == alone
