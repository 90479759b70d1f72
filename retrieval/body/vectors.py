"""Embed the passages of bodies after all else, and bring their index up to date."""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from builder.parallel import Processes, Progress, batched, parallel_map
from builder.storage.database import transaction
from retrieval.body.codes import codes_of
from retrieval.body.index_file import is_intact, write_body_index
from retrieval.body.passages import cut_bodies, passages_of
from retrieval.body.schema import create_body_index
from retrieval.embedder import EmbedderFolder, Vectors, find_model, load_embedder
from retrieval.embedding_workers import LoadEmbedder, embed_elsewhere
from retrieval.index_manifest import IndexManifest, read_manifest, remove_manifest
from retrieval.passages import embedded_text

#: Passages embedded between two writes to the database.
EMBEDDED = 256
#: `_content` of no passages.
_NOTHING = "0:0:0"


def update_body_index(
    db: sqlite3.Connection,
    folder: Path,
    wanted: str,
    progress: Progress,
    load: LoadEmbedder = load_embedder,
    processes: Processes = 1,
) -> IndexManifest | None:
    """Bring the passages of bodies, their vectors and the FAISS file up to date.

    Words can be searched as soon as bodies are cut; a build that is killed after that goes on with
    the vectors it had.

    Args:
        db: The database.
        folder: The folder of this index, beside that of the abstracts.
        wanted: Name or folder of the embedder.
        progress: Called as embedding goes on.
        load: Makes the embedder; called only if there is something to embed.
        processes: Those that embed, where some are handed in; else this one does.

    Returns:
        What the file was made of; None where no paper has a body.
    """
    create_body_index(db)
    cut_bodies(db)
    content = _content(db)
    if content == _NOTHING:
        remove_manifest(folder)
        return None
    current = read_manifest(folder)
    model = find_model(wanted, {current.weights: current.embedder} if current else {})
    if (
        current is not None
        and (current.embedder, current.content) == (model.name, content)
        and is_intact(folder, current)
    ):
        return current
    _embed(db, model, wanted, load, progress, processes)
    return write_body_index(db, folder, model, content)


def _embed(
    db: sqlite3.Connection,
    model: EmbedderFolder,
    wanted: str,
    load: LoadEmbedder,
    progress: Progress,
    processes: Processes,
) -> None:
    """Embed the passages without a vector of this model, paper by paper; drop other vectors."""
    without = (
        " FROM body_passages WHERE NOT EXISTS (SELECT 1 FROM body_vectors WHERE"
        " body_vectors.passage = body_passages.passage AND embedder = ?)"
    )
    (waiting,) = db.execute(f"SELECT count(*) {without}", (model.name,)).fetchone()
    if waiting:
        sources = db.execute(f"SELECT DISTINCT paper {without}", (model.name,)).fetchall()
        texts = _texts(db, model.name, [row["paper"] for row in sources])
        embed: Callable[[Sequence[str]], Vectors]
        if isinstance(processes, int):
            embed, processes = load(model).embed, 1  # the embedder has threads of its own
        else:
            embed = partial(embed_elsewhere, load, wanted, model.name)
        progress(0, waiting)
        done = 0
        ids: deque[tuple[int, ...]] = deque()
        for _, vectors in parallel_map(embed, _noted(texts, ids), processes):
            batch = ids.popleft()
            with transaction(db):
                db.executemany(
                    "INSERT OR REPLACE INTO body_vectors VALUES (?, ?, ?)",
                    (
                        (passage, model.name, code.tobytes())
                        for passage, code in zip(batch, codes_of(vectors), strict=True)
                    ),
                )
            done += len(batch)
            progress(done, waiting)
    with transaction(db):
        db.execute(
            "DELETE FROM body_vectors WHERE embedder <> ? OR NOT EXISTS (SELECT 1 FROM"
            " body_passages WHERE body_passages.passage = body_vectors.passage)",
            (model.name,),
        )


def _texts(
    db: sqlite3.Connection, embedder: str, sources: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """Yield the passages of bodies that have no vector, each with what the embedder is given."""
    for source in sources:
        known = {
            row["passage"]
            for row in db.execute(
                "SELECT passage FROM body_passages JOIN body_vectors USING (passage)"
                " WHERE paper = ? AND embedder = ?",
                (source, embedder),
            )
        }
        for one in passages_of(db, source):
            if one.id not in known:
                yield one.id, embedded_text(one.heading, one.text)


def _noted(texts: Iterable[tuple[int, str]], ids: deque[tuple[int, ...]]) -> Iterator[list[str]]:
    """Yield texts in batches, and note the passages of each."""
    for batch in batched(texts, EMBEDDED):
        ids.append(tuple(passage for passage, _ in batch))
        yield [text for _, text in batch]


def _content(db: sqlite3.Connection) -> str:
    """Return the number of passages in the database and the sums of both halves of their ids.

    The ids are hashes, so that in practice no other set of passages has the same sums.
    """
    query = "SELECT count(*), sum(passage & 0xFFFFFFFF), sum(passage >> 32) FROM body_passages"
    return ":".join(str(value or 0) for value in db.execute(query).fetchone())
