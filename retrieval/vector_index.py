"""Index unit vectors by FAISS, exact or by short codes, and search by inner product.

The vectors themselves are in the database. Up to `_FLAT` passages the index holds them too, and
compares each. Above, it holds codes of two bits a dimension (RaBitQ, Gao and Long 2024,
doi:10.1145/3654970; several bits: Gao et al. 2024, arXiv:2409.09913), a 13th of the size: they
choose candidates, whose cosines are then calculated from the vectors in the database. Codes of one
bit missed 8 of 100 true neighbours of questions among 500 candidates, these none.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from builder.errors import UserError
from builder.parallel import Processes, Progress, batched, parallel_map
from builder.storage.database import transaction
from builder.storage.files import sha256_of
from builder.storage.temporary import sync_file, take_place
from retrieval.embedder import (
    Embedder,
    EmbedderFolder,
    Vectors,
    find_model,
    load_embedder,
)
from retrieval.embedding.flat_index import FlatIndex, read_flat_index
from retrieval.embedding.numpy_encoder import agrees_with
from retrieval.embedding_workers import embed_elsewhere
from retrieval.index_manifest import IndexManifest, read_manifest, remove_manifest, write_manifest
from retrieval.passages import (
    cut_passages,
    embedded_text,
    has_passages,
    passages,
    uncut_papers,
)
from retrieval.schema import create_index_tables, has_index_tables

if TYPE_CHECKING:
    import faiss

#: Passages embedded between two writes to the database: so many of similar length that nearly all
#: batches of the embedder are full.
EMBEDDED = 128
#: Vectors read from the database at a time.
_ADDED = 8192
_FILE = "vectors.faiss"

#: Kinds of index: the FAISS file holds the vectors themselves, or their codes.
EXACT, CODES = "exact", "codes"
#: Above this number of passages codes are faster, cold and warm (`hea bench retrieval`).
_FLAT = 10_000
#: Vectors that the codes are trained on.
_FITTED = 16_384
#: Candidates by codes for each passage wanted, and their least number.
_CANDIDATES, _LEAST_CANDIDATES = 4, 500


def update_index(
    db: sqlite3.Connection,
    folder: Path,
    wanted: str,
    progress: Progress,
    load: Callable[[EmbedderFolder], Embedder] = load_embedder,
    processes: Processes = 1,
) -> IndexManifest:
    """Bring passages, vectors and the FAISS file up to date with the papers in the database.

    Args:
        db: The database.
        folder: The index's folder.
        wanted: Name or folder of the embedder.
        progress: Called as embedding goes on.
        load: Makes the embedder; called only if there is something to cut or to embed.
        processes: Those that embed, where some are handed in; else this one does.
    """
    create_index_tables(db)
    model = find_model(wanted)
    current = read_manifest(folder)
    if (
        current is not None
        and current.embedder == model.name
        and not uncut_papers(db, model.name)
        and current.content == _content(db)
        and _intact(folder, current)
    ):
        _note_indexed(db, current)
        if current.weights != model.files:  # the same, elsewhere: nobody need read them again
            current = replace(current, weights=model.files)
            write_manifest(folder, current)
        return current
    if not (uncut_papers(db, model.name) or has_passages(db)):
        _forget_vectors(db, model.name)
        return _write_index(db, folder, model, light=False)
    embedder = load(model)
    cut_passages(db, embedder)
    embed: Callable[[Sequence[str]], Vectors] = embedder.embed
    if isinstance(processes, int):
        processes = 1  # the embedder has threads of its own
    else:
        embed = partial(embed_elsewhere, load, wanted, model.name)
    _embed_passages(db, embedder.name, embed, progress, processes)
    return _write_index(db, folder, model, agrees_with(model, embedder))


def _embed_passages(
    db: sqlite3.Connection,
    name: str,
    embed: Callable[[Sequence[str]], Vectors],
    progress: Progress,
    processes: Processes,
) -> None:
    """Embed every passage without a vector of this embedder; store each batch when it is done."""
    waiting = [
        row["passage"]
        for row in db.execute(
            "SELECT passage FROM passages WHERE NOT EXISTS (SELECT 1 FROM vectors WHERE"
            " vectors.passage = passages.passage AND embedder = ?)"
            ' ORDER BY "end" - start, passage',  # of similar length, batches hold little padding
            (name,),
        )
    ]
    progress(0, len(waiting))
    texts = (
        [embedded_text(one.title, one.text) for one in passages(db, some).values()]
        for some in batched(waiting, EMBEDDED)
    )
    done = 0
    for batch, (_, vectors) in zip(
        batched(waiting, EMBEDDED), parallel_map(embed, texts, processes), strict=True
    ):
        with transaction(db):
            db.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                (
                    (passage, name, vector.astype("<f4").tobytes())
                    for passage, vector in zip(batch, vectors, strict=True)
                ),
            )
        done += len(batch)
        progress(done, len(waiting))
    _forget_vectors(db, name)


def _forget_vectors(db: sqlite3.Connection, embedder: str) -> None:
    """Delete the vectors of other embedders, and of passages that are gone."""
    with transaction(db):
        db.execute(
            "DELETE FROM vectors WHERE embedder <> ? OR NOT EXISTS"
            " (SELECT 1 FROM passages WHERE passages.passage = vectors.passage)",
            (embedder,),
        )


def _write_index(
    db: sqlite3.Connection, folder: Path, model: EmbedderFolder, light: bool
) -> IndexManifest:
    """Write the FAISS file from the vectors in the database, and its manifest."""
    import faiss

    index, kind = index_vectors(db)
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{_FILE}.part"
    faiss.write_index(index, str(part))
    # The old manifest goes first and the new one comes last: without one there is no index.
    remove_manifest(folder)
    _settle(part, folder / _FILE)
    manifest = IndexManifest(
        model.name,
        model.wanted,
        model.files,
        kind,
        index.ntotal,
        index.d,
        _content(db),
        _digest(folder),
        light,
    )
    write_manifest(folder, manifest)
    _note_indexed(db, manifest)
    return manifest


def _note_indexed(db: sqlite3.Connection, manifest: IndexManifest) -> None:
    """Note in the database what is indexed; the first change of a passage removes the note."""
    if not holds(db, manifest):
        with transaction(db):
            db.execute("DELETE FROM indexed")
            db.execute("INSERT INTO indexed VALUES (?)", (manifest.content,))


def index_vectors(db: sqlite3.Connection) -> tuple["faiss.Index", str]:
    """Put all vectors of the database into an index of the kind that suits their number."""
    import faiss
    import numpy as np

    (count,) = db.execute("SELECT count(*) FROM vectors").fetchone()
    kind = EXACT if count <= _FLAT else CODES
    index = None
    rows = db.execute("SELECT passage, vector FROM vectors ORDER BY passage")
    while batch := rows.fetchmany(_ADDED if kind == EXACT or index else _FITTED):
        vectors = np.stack([np.frombuffer(row["vector"], "<f4") for row in batch])
        if index is None:
            index = faiss.IndexIDMap2(_empty(kind, vectors.shape[1]))
            index.train(vectors)
        index.add_with_ids(vectors, np.array([row["passage"] for row in batch], np.int64))
    return index or faiss.IndexIDMap2(_empty(kind, 1)), kind


def _empty(kind: str, dimension: int) -> "faiss.Index":
    import faiss

    if kind == EXACT:
        return faiss.IndexFlatIP(dimension)
    return faiss.index_factory(dimension, "RaBitQfs2", faiss.METRIC_INNER_PRODUCT)


def holds(db: sqlite3.Connection, manifest: IndexManifest) -> bool:
    """Return whether the index holds exactly the passages of the database."""
    if not has_index_tables(db):
        return False
    row = db.execute("SELECT content FROM indexed").fetchone()
    return row is not None and row["content"] == manifest.content


class VectorIndex:
    """An index opened for searching."""

    def __init__(self, index: "faiss.Index | FlatIndex", manifest: IndexManifest) -> None:
        """Search a FAISS index that its manifest fits."""
        self._index = index
        self.manifest = manifest

    def near(self, vector: Vectors, count: int) -> list[tuple[int, float]]:
        """Return (passage, cosine) near a unit vector of shape (dimension,); by codes estimated."""
        if isinstance(self._index, FlatIndex):
            return self._index.near(vector, count)
        scores, ids = self._index.search(vector[None, :], count)
        found = zip(ids[0].tolist(), scores[0].tolist(), strict=True)
        return [(passage, score) for passage, score in found if passage >= 0]


def search_vectors(
    db: sqlite3.Connection, index: VectorIndex, vector: Vectors, depth: int
) -> list[tuple[int, float]]:
    """Return the ``depth`` nearest (passage, cosine) of a unit vector of shape (dimension,)."""
    if index.manifest.kind == EXACT:
        return index.near(vector, depth)
    count = max(_CANDIDATES * depth, _LEAST_CANDIDATES)
    candidates = [passage for passage, _ in index.near(vector, count)]
    cosines = _cosines(db, index.manifest.embedder, candidates, vector)
    return sorted(cosines, key=lambda found: (-found[1], found[0]))[:depth]


def _cosines(
    db: sqlite3.Connection, embedder: str, candidates: Sequence[int], vector: Vectors
) -> list[tuple[int, float]]:
    """Return (passage, cosine) of these passages, from the vectors in the database."""
    import numpy as np

    marks = ", ".join("?" * len(candidates))
    rows = db.execute(
        f"SELECT passage, vector FROM vectors WHERE passage IN ({marks}) AND embedder = ?",
        (*candidates, embedder),
    ).fetchall()
    if not rows:
        return []
    vectors = np.stack([np.frombuffer(row["vector"], "<f4") for row in rows])
    return list(zip((row["passage"] for row in rows), (vectors @ vector).tolist(), strict=True))


def open_index(folder: Path) -> VectorIndex:
    """Open the finished index in ``folder``.

    Raises:
        UserError: It is missing or damaged; the user must build again.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise UserError("There is no index yet, or it is damaged.", "Run `hea build`.")
    if _digest(folder) != manifest.sha256:
        raise UserError("The index is damaged.", "Run `hea build`: it is made again in seconds.")
    if flat := read_flat_index(folder / _FILE):
        return VectorIndex(flat, manifest)
    import faiss

    # The file is mapped: parts that no search touches are not loaded, and processes share memory.
    index = faiss.read_index(str(folder / _FILE), faiss.IO_FLAG_MMAP_IFC)
    faiss.omp_set_num_threads(1)  # more threads only slow a single question down
    return VectorIndex(index, manifest)


def _settle(part: Path, path: Path) -> None:
    """Sync a file that FAISS wrote to the disk, then give it its final name."""
    sync_file(part)
    take_place(part, path)


def _digest(folder: Path) -> str:
    """Return the sha256 of the FAISS file; "" where there is none."""
    try:
        return sha256_of(folder / _FILE)
    except OSError:
        return ""


def _intact(folder: Path, manifest: IndexManifest) -> bool:
    return _digest(folder) == manifest.sha256


def _content(db: sqlite3.Connection) -> str:
    """Return the number of passages in the database and the sums of both halves of their ids.

    The ids are hashes, so that in practice no other set of passages has the same sums.
    """
    query = "SELECT count(*), sum(passage & 0xFFFFFFFF), sum(passage >> 32) FROM passages"
    return ":".join(str(value or 0) for value in db.execute(query).fetchone())
