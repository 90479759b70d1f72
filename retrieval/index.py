"""The vector index: FAISS inner product over unit vectors, and a manifest of what it holds."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from builder.errors import UserError
from builder.store import transaction
from retrieval.embedder import Embedder, Model, Progress, Vectors, find_model, load_embedder
from retrieval.light import is_twin
from retrieval.passages import cut_passages, embedded_text, passages, uncut_papers

if TYPE_CHECKING:
    import faiss

#: Passages embedded between two writes to the database.
_BATCH = 32
#: Vectors added to the index between two looks at the database.
_ADDED = 8192
_FILE, _MANIFEST = "vectors.faiss", "made.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made of, and the checksum by which a damaged one is known."""

    embedder: str
    """Name and hash of the model that made the vectors."""
    model: str
    """What that model was asked for by: a name or a folder."""
    passages: int
    dimension: int
    content: str
    """The passages held, as `_content` counts them."""
    sha256: str
    """sha256 of the bytes of the FAISS file."""
    light: bool
    """Whether a light twin of the embedder was found to give its vectors."""


def update_index(
    db: sqlite3.Connection,
    folder: Path,
    wanted: str,
    progress: Progress,
    load: Callable[[Model], Embedder] = load_embedder,
) -> Manifest:
    """Bring passages, vectors and the FAISS file up to date with the papers in the database.

    ``wanted`` names the embedder; it is loaded only if there is something to cut or to embed.
    """
    model = find_model(wanted)
    current = read_manifest(folder)
    if (
        current is not None
        and current.embedder == model.name
        and not uncut_papers(db, model.name)
        and holds(db, current)
        and _intact(folder, current)
    ):
        return current
    embedder = load(model)
    cut_passages(db, embedder)
    _embed_passages(db, embedder, progress)
    return _write_index(db, folder, embedder, wanted, is_twin(model, embedder))


def _embed_passages(db: sqlite3.Connection, embedder: Embedder, progress: Progress) -> None:
    """Embed every passage without a vector of this embedder; each batch is kept when it is done."""
    waiting = [
        row["passage"]
        for row in db.execute(
            "SELECT passage FROM passages WHERE NOT EXISTS (SELECT 1 FROM vectors WHERE"
            " vectors.passage = passages.passage AND embedder = ?)"
            ' ORDER BY "end" - start, passage',  # alike in length, batches hold little padding
            (embedder.name,),
        )
    ]
    progress(0, len(waiting))
    for start in range(0, len(waiting), _BATCH):
        batch = list(passages(db, waiting[start : start + _BATCH]).values())
        vectors = embedder.embed([embedded_text(p.title, p.text) for p in batch])
        with transaction(db):
            db.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                (
                    (passage.id, embedder.name, vector.astype("<f4").tobytes())
                    for passage, vector in zip(batch, vectors, strict=True)
                ),
            )
        progress(start + len(batch), len(waiting))
    with transaction(db):
        db.execute(
            "DELETE FROM vectors WHERE embedder <> ? OR NOT EXISTS"
            " (SELECT 1 FROM passages WHERE passages.passage = vectors.passage)",
            (embedder.name,),
        )


def _write_index(
    db: sqlite3.Connection, folder: Path, embedder: Embedder, wanted: str, light: bool
) -> Manifest:
    """Make the FAISS file anew from the vectors in the database, some thousands at a time."""
    import faiss
    import numpy as np

    index = None
    rows = db.execute("SELECT passage, vector FROM vectors ORDER BY passage")
    while batch := rows.fetchmany(_ADDED):
        vectors = np.stack([np.frombuffer(row["vector"], "<f4") for row in batch])
        if index is None:
            index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        index.add_with_ids(vectors, np.array([row["passage"] for row in batch], np.int64))
    if index is None:
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(1))
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{_FILE}.part"
    faiss.write_index(index, str(part))
    # The old manifest goes first and the new one comes last: without one there is no index.
    (folder / _MANIFEST).unlink(missing_ok=True)
    _settle(part, folder / _FILE)
    manifest = Manifest(
        embedder.name,
        wanted,
        index.ntotal,
        index.d,
        _content(db),
        _digest(folder),
        light,
    )
    write_whole(folder / _MANIFEST, (json.dumps(asdict(manifest), indent=1) + "\n").encode())
    return manifest


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a finished index, or None if there is none that can be read."""
    try:
        return Manifest(**json.loads((folder / _MANIFEST).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def holds(db: sqlite3.Connection, manifest: Manifest) -> bool:
    """Whether the index holds exactly the passages of the database."""
    return manifest.content == _content(db)


class VectorIndex:
    """An index opened for searching."""

    def __init__(self, index: "faiss.Index", manifest: Manifest) -> None:
        self._index = index
        self.manifest = manifest

    def search(self, vector: Vectors, depth: int) -> list[tuple[int, float]]:
        """The ``depth`` nearest (passage, cosine) of one unit vector of shape (dimension,)."""
        scores, ids = self._index.search(vector[None, :], depth)
        found = zip(ids[0].tolist(), scores[0].tolist(), strict=True)
        return [(passage, score) for passage, score in found if passage >= 0]


def open_index(folder: Path) -> VectorIndex:
    """The finished index in ``folder``; a missing or damaged one is the user's to rebuild."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise UserError("There is no index yet.", "Run `hea build`.")
    import faiss

    if _digest(folder) != manifest.sha256:
        raise UserError("The index is damaged.", "Run `hea build`: it is made again in seconds.")
    # Mapped, not read: what a search does not touch is never loaded, and copies share one memory.
    index = faiss.read_index(str(folder / _FILE), faiss.IO_FLAG_MMAP_IFC)
    faiss.omp_set_num_threads(1)  # more threads only slow a single question down
    return VectorIndex(index, manifest)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is there complete or not at all."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _settle(part: Path, path: Path) -> None:
    """Give a file written by someone else its final name once it is safely on the disk."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(path)


def _digest(folder: Path) -> str:
    """sha256 of the FAISS file, read piece by piece; "" where there is none."""
    try:
        with (folder / _FILE).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _intact(folder: Path, manifest: Manifest) -> bool:
    return _digest(folder) == manifest.sha256


def _content(db: sqlite3.Connection) -> str:
    """What the database holds: how many passages, and the sums of both halves of their ids.

    The ids are hashes, so that no other set of passages has these sums but by a miracle.
    """
    query = "SELECT count(*), sum(passage & 0xFFFFFFFF), sum(passage >> 32) FROM passages"
    return ":".join(str(value or 0) for value in db.execute(query).fetchone())
