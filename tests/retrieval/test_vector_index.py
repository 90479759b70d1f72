import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fakes import WordEmbedder, loads
from small_library import ALUMINIUM, CANTOR, MODEL, SENKOV, built, quiet, write_records

from builder.errors import UserError
from builder.storage.database import create_database
from eval.bench.synthetic_corpus import abstracts
from retrieval.index_manifest import write_manifest
from retrieval.vector_index import holds, open_index, search_vectors, update_index


@pytest.fixture
def three(corpus: Path) -> Path:
    write_records(corpus / "r.jsonl", CANTOR, SENKOV, ALUMINIUM)
    return corpus


def state(db: sqlite3.Connection, index: Path) -> dict[str, object]:
    """Everything a build leaves, in an order of its own."""
    tables = ("files", "entries", "papers", "passages", "vectors", "words")
    rows = {t: sorted(map(tuple, db.execute(f"SELECT * FROM {t}"))) for t in tables}
    return {**rows, **{f.name: f.read_bytes() for f in index.iterdir()}}


def test_an_index_holds_every_passage_and_finds_it(tmp_path: Path, three: Path) -> None:
    embedder = WordEmbedder()
    db, manifest = built(tmp_path, three, embedder)
    index = open_index(tmp_path / "index")
    assert manifest.passages == 3
    assert holds(db, manifest)
    for row in db.execute("SELECT * FROM vectors"):
        vector = np.frombuffer(row["vector"], np.float32)
        [(passage, score)] = search_vectors(db, index, vector, 1)
        assert (passage, round(score, 5)) == (row["passage"], 1.0)


def test_a_second_build_loads_no_embedder(tmp_path: Path, three: Path) -> None:
    db, manifest = built(tmp_path, three, WordEmbedder())

    def load(_: object) -> WordEmbedder:
        raise AssertionError("the embedder was loaded")

    assert update_index(db, tmp_path / "index", MODEL, quiet, load) == manifest


def test_a_model_that_was_moved_is_read_once(tmp_path: Path, three: Path) -> None:
    """What is installed anew has other places; each question would read its weights again."""
    db, manifest = built(tmp_path, three, WordEmbedder())
    write_manifest(tmp_path / "index", replace(manifest, weights="of another place"))
    assert update_index(db, tmp_path / "index", MODEL, quiet, WordEmbedder) == manifest
    assert open_index(tmp_path / "index").manifest == manifest


def test_a_question_to_a_small_library_loads_no_faiss(
    tmp_path: Path, three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db, _ = built(tmp_path, three, WordEmbedder())
    monkeypatch.setitem(sys.modules, "faiss", None)
    index = open_index(tmp_path / "index")
    assert len(search_vectors(db, index, WordEmbedder().embed(["alloy"])[0], 5)) == 3


def test_an_empty_corpus_loads_no_embedder(tmp_path: Path, three: Path) -> None:
    def load(_: object) -> WordEmbedder:
        raise AssertionError("the embedder was loaded")

    db = create_database(tmp_path / "empty.sqlite")
    manifest = update_index(db, tmp_path / "none", MODEL, quiet, load)
    assert (manifest.passages, manifest.light) == (0, False)
    built(tmp_path, three, WordEmbedder())
    (three / "r.jsonl").unlink()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(WordEmbedder, "embed", load)
        db, manifest = built(tmp_path, three, WordEmbedder())
    assert (manifest.passages, db.execute("SELECT count(*) FROM vectors").fetchone()[0]) == (0, 0)


def test_only_new_papers_are_embedded(tmp_path: Path, three: Path) -> None:
    write_records(three / "r.jsonl", CANTOR, SENKOV)
    embedder = WordEmbedder()
    built(tmp_path, three, embedder)
    embedder.embedded.clear()
    write_records(three / "r.jsonl", SENKOV, ALUMINIUM)
    db, manifest = built(tmp_path, three, embedder)
    assert len(embedder.embedded) == 1
    assert manifest.passages == 2
    assert db.execute("SELECT count(*) FROM words").fetchone()[0] == 2


def test_another_embedder_makes_every_vector_anew(tmp_path: Path, three: Path) -> None:
    db, first = built(tmp_path, three, WordEmbedder())
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text("{}")
    embedder = WordEmbedder()
    second = update_index(db, tmp_path / "index", str(tmp_path / "model"), quiet, loads(embedder))
    assert second.embedder != first.embedder
    assert len(embedder.embedded) == 3
    assert {row[0] for row in db.execute("SELECT embedder FROM vectors")} == {second.embedder}


@pytest.mark.parametrize("name", ["vectors.faiss", "made.json"])
def test_a_damaged_index_is_never_asked_and_is_made_again(
    tmp_path: Path, three: Path, name: str
) -> None:
    db, _ = built(tmp_path, three, WordEmbedder())
    before = state(db, tmp_path / "index")
    path = tmp_path / "index" / name
    data = bytearray(path.read_bytes())
    data[0] ^= 4
    path.write_bytes(data)
    with pytest.raises(UserError):
        open_index(tmp_path / "index")
    db, _ = built(tmp_path, three, WordEmbedder())
    assert state(db, tmp_path / "index") == before


def test_every_flipped_byte_of_the_vectors_is_noticed(tmp_path: Path, three: Path) -> None:
    built(tmp_path, three, WordEmbedder())
    path = tmp_path / "index" / "vectors.faiss"
    whole = path.read_bytes()
    for position in range(0, len(whole), 7):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :])
        with pytest.raises(UserError, match="damaged"):
            open_index(path.parent)


def test_without_an_index_the_user_is_told_to_build(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no index") as error:
        open_index(tmp_path / "index")
    assert error.value.hint == "Run `hea build`."


DRIVER = """
import sys
from pathlib import Path
from fakes import WordEmbedder, loads
from small_library import built
place, corpus = map(Path, sys.argv[1:])
built(place, corpus, WordEmbedder())
"""


@pytest.mark.slow
def test_a_build_killed_anywhere_and_run_again_ends_in_the_same_state(
    tmp_path: Path, corpus: Path
) -> None:
    from pdf_factory import good_pdf

    for n in range(6):
        good_pdf(corpus / f"{n}.pdf", f"Toughness of alloy number {n}")
    write_records(corpus / "r.jsonl", CANTOR, SENKOV, ALUMINIUM)
    whole, killed = tmp_path / "whole" / "data", tmp_path / "killed" / "data"
    whole.mkdir(parents=True)
    db, _ = built(whole, corpus, WordEmbedder())
    expected = state(db, whole / "index")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "support")}
    kills = 0
    for milliseconds in range(150, 2400, 150):
        process = subprocess.Popen(
            [sys.executable, "-c", DRIVER, str(killed), str(corpus)], env=environment
        )
        try:
            process.wait(milliseconds / 1000)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
    assert kills >= 3
    db, _ = built(killed, corpus, WordEmbedder())
    assert state(db, killed / "index") == expected


def test_codes_find_what_looking_at_every_vector_finds(
    tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above some thousands of passages the index holds codes; the cosines stay the true ones."""
    records = [
        {"title": f"Alloy {n}", "abstract": f"Its hardness is {n} HV. {text}"}
        for n, (_, text) in enumerate(abstracts(60))
    ]
    write_records(corpus / "r.jsonl", *records)
    asked = WordEmbedder().embed(["hardness of alloy 17", "BCC phase after annealing at 900 K"])
    found, sizes = {}, {}
    for kind, most in (("exact", 10_000), ("codes", 100)):
        monkeypatch.setattr("retrieval.vector_index._FLAT", most)
        place = tmp_path / kind
        place.mkdir()
        db, manifest = built(place, corpus, WordEmbedder())
        assert manifest.kind == kind
        index = open_index(place / "index")
        found[kind] = [search_vectors(db, index, vector, 10) for vector in asked]
        sizes[kind] = (place / "index" / "vectors.faiss").stat().st_size
    assert sizes["codes"] < sizes["exact"] / 4
    for exact, codes in zip(found["exact"], found["codes"], strict=True):
        assert [score for _, score in codes] == pytest.approx([score for _, score in exact])


def test_another_set_of_passages_is_noticed_without_counting_them(
    tmp_path: Path, three: Path
) -> None:
    db, manifest = built(tmp_path, three, WordEmbedder())
    assert holds(db, manifest)
    db.execute("DELETE FROM papers WHERE paper = (SELECT min(paper) FROM passages)")
    assert not holds(db, manifest)
