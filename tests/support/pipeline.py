"""The whole build – reading, embedding, drafting, checking, dataset – in a process to be harmed."""

import hashlib
import json
import multiprocessing
import sqlite3
import sys
from contextlib import closing
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from fakes import WordEmbedder, loads
from small_library import MODEL

from builder.dataset.select import DatasetOptions
from builder.storage.database import open_database
from hea.os_errors import trouble_with_disk
from hea.workflows.corpus.build import build
from hea.workflows.triples.dataset import make_and_write_dataset
from hea.workspace import Settings, Workspace
from retrieval.vector_index import open_index

#: Tables in the order of their making.
TABLES = ("files", "entries", "papers", "passages", "vectors", "words", "triples", "drafted")


def build_all(place: Workspace) -> None:
    """Everything that `hea build` and `hea dataset` do, one after the other."""
    settings = Settings(embedder=MODEL, readers=1)
    build(place, settings, load=loads(WordEmbedder()))
    make_and_write_dataset(place, place.dataset, DatasetOptions())


def state(place: Workspace) -> dict[str, object]:
    """What a build leaves, in an order of its own: rows of each table, and the files' hashes."""
    with closing(open_database(place.database)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        tables = {table: _rows(db, table) for table in TABLES}
    open_index(place.index)
    files = {
        str(path.relative_to(place.data)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(place.data.rglob("*"))
        if path.is_file() and not path.name.startswith("hea.sqlite") and path.suffix != ".lock"
    }
    return {**tables, **files}


def _rows(db: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in db.execute(f"SELECT * FROM {table}")), key=repr)


#: Processes that have loaded already what a build needs.
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["pipeline", "faiss", "numpy", "matplotlib.pyplot", "pyarrow"])
#: Where a process leaves the two lines that a user would read.
SAID = "said.json"


def started(root: Path) -> ForkServerProcess:
    """A build of the workspace ``root`` in a process of its own."""
    process = _CONTEXT.Process(target=_build, args=(root,))
    process.start()
    return process


def _build(root: Path) -> None:
    """Exit 1 with what a user would read where the disk refuses."""
    try:
        build_all(Workspace(root))
    except (OSError, sqlite3.OperationalError) as error:
        trouble = trouble_with_disk(error)
        if trouble is None:
            raise
        root.with_name(SAID).write_text(json.dumps([trouble.message, trouble.hint]), "utf-8")
        sys.exit(1)
