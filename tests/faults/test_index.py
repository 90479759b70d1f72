"""Thousands of damaged indexes: none is asked, and each is made again as it was."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from fakes import WordEmbedder
from mutations import MUTATORS
from small_library import ALUMINIUM, CANTOR, SENKOV, built, write_records

from builder.errors import UserError
from retrieval.vector_index import open_index, search_vectors

COUNT = 1500
FILES = ("vectors.faiss", "made.json")


@pytest.fixture(params=["exact", "codes"])
def index(
    request: pytest.FixtureRequest, tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Path, sqlite3.Connection]]:
    """The folder of an index of either kind, and its database."""
    if request.param == "codes":
        monkeypatch.setattr("retrieval.vector_index._FLAT", 0)
    write_records(corpus / "r.jsonl", CANTOR, SENKOV, ALUMINIUM)
    db, manifest = built(tmp_path, corpus, WordEmbedder())
    assert manifest.kind == request.param
    with closing(db):
        yield tmp_path / "index", db


def damaged(data: bytes, number: int, rng: random.Random) -> bytes:
    """The bytes with some harm done; never the same bytes."""
    mutate = MUTATORS[number % len(MUTATORS)]
    while (out := mutate(data, rng)) == data:
        pass
    return out


@pytest.mark.slow
@pytest.mark.fault("F10", 1500)
def test_no_damaged_index_is_asked_and_each_is_made_again(
    index: tuple[Path, sqlite3.Connection], corpus: Path
) -> None:
    folder, _ = index
    whole = {name: (folder / name).read_bytes() for name in FILES}
    rng = random.Random(10)
    for number in range(COUNT):
        name = FILES[number % 2]
        (folder / name).write_bytes(damaged(whole[name], number // 2, rng))
        with pytest.raises(UserError) as told:
            open_index(folder)
        assert "hea build" in told.value.hint
        if number % 25 < 2:
            db, _ = built(folder.parent, corpus, WordEmbedder())
            db.close()
            assert {path.name: path.read_bytes() for path in folder.iterdir()} == whole
        else:
            (folder / name).write_bytes(whole[name])
    assert open_index(folder).manifest.passages == 3


def test_without_its_checksum_a_damaged_index_would_answer(
    index: tuple[Path, sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard is needed: FAISS loads most flipped bits without a word."""
    folder, db = index
    path = folder / "vectors.faiss"
    whole = path.read_bytes()
    row = db.execute("SELECT vector FROM vectors ORDER BY passage").fetchone()
    asked = np.frombuffer(row["vector"], np.float32)
    before = search_vectors(db, open_index(folder), asked, 3)
    sha256 = open_index(folder).manifest.sha256
    monkeypatch.setattr("retrieval.vector_index._digest", lambda folder: sha256)
    # The ids of the passages end the file: a flipped one names a paper that is not there.
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 0x40]))
    assert search_vectors(db, open_index(folder), asked, 3) != before


def test_a_manifest_under_a_seal_of_its_own_is_believed_to_the_byte(
    index: tuple[Path, sqlite3.Connection],
) -> None:
    path = index[0] / "made.json"
    text = path.read_text()
    for other in (
        text.replace('"passages": 3', '"passages": 4'),
        text.replace('"light": ', '"light":  '),
        text + "\n",
        text.replace('"seal"', '"Seal"'),
        "[" * 100_000,
    ):
        assert other != text
        path.write_text(other)
        with pytest.raises(UserError):
            open_index(path.parent)
    path.write_text(text)
    assert open_index(path.parent).manifest.passages == 3
