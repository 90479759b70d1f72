"""Write the vectors of bodies into a FAISS file, a byte a dimension, and search them."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from builder.storage.files import sha256_of
from builder.storage.temporary import sync_file, take_place
from retrieval.body.codes import code_scale
from retrieval.embedder import EmbedderFolder, Vectors
from retrieval.index_manifest import IndexManifest, read_manifest, remove_manifest, write_manifest

if TYPE_CHECKING:
    import faiss

#: Vectors read from the database at a time.
_ADDED = 8192
_FILE = "vectors.faiss"
_KIND = "bytes"


class BodyIndex:
    """The vectors of all passages of bodies, opened for searching."""

    def __init__(self, index: "faiss.Index", manifest: IndexManifest) -> None:
        """Search a FAISS index that its manifest fits."""
        self._index = index
        self.manifest = manifest

    def near(self, vector: Vectors, count: int) -> list[tuple[int, float]]:
        """Return (passage, cosine) near a unit vector of shape (dimension,)."""
        scores, ids = self._index.search(vector[None, :], count)
        scale = code_scale(len(vector))
        found = zip(ids[0].tolist(), scores[0].tolist(), strict=True)
        return [(passage, score / scale) for passage, score in found if passage >= 0]


def write_body_index(
    db: sqlite3.Connection, folder: Path, model: EmbedderFolder, content: str
) -> IndexManifest:
    """Write the FAISS file from the vectors in the database, and its manifest."""
    import faiss
    import numpy as np

    index = None
    rows = db.execute("SELECT passage, vector FROM body_vectors ORDER BY passage")
    while batch := rows.fetchmany(_ADDED):
        codes = np.stack([np.frombuffer(row["vector"], np.int8) for row in batch])
        if index is None:
            index = faiss.IndexIDMap2(
                faiss.IndexScalarQuantizer(
                    codes.shape[1],
                    faiss.ScalarQuantizer.QT_8bit_direct_signed,
                    faiss.METRIC_INNER_PRODUCT,
                )
            )
        ids = np.array([row["passage"] for row in batch], np.int64)
        index.add_with_ids(codes.astype(np.float32), ids)
    assert index is not None  # there are passages, and each has its vector now
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{_FILE}.part"
    faiss.write_index(index, str(part))
    # The old manifest goes first and the new one comes last: without one there is no index.
    remove_manifest(folder)
    sync_file(part)
    take_place(part, folder / _FILE)
    manifest = IndexManifest(
        model.name, model.wanted, model.files, _KIND, index.ntotal, index.d, content,
        _digest(folder), light=False,
    )  # fmt: skip
    write_manifest(folder, manifest)
    return manifest


def open_body_index(folder: Path, embedder: str) -> BodyIndex | None:
    """Open the finished index in ``folder``; None if there is none, or of another embedder."""
    manifest = read_manifest(folder)
    if manifest is None or manifest.embedder != embedder or not is_intact(folder, manifest):
        return None
    import faiss

    # The file is mapped: parts that no search touches are not loaded, and processes share memory.
    index = faiss.read_index(str(folder / _FILE), faiss.IO_FLAG_MMAP_IFC)
    return BodyIndex(index, manifest)


def is_intact(folder: Path, manifest: IndexManifest) -> bool:
    """Return whether the FAISS file is the one that its manifest was written for."""
    return _digest(folder) == manifest.sha256


def _digest(folder: Path) -> str:
    """Return the sha256 of the FAISS file; "" where there is none."""
    try:
        return sha256_of(folder / _FILE)
    except OSError:
        return ""
