"""Checks of the machine, the models and the state on disk, each with the way to mend it."""

import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from builder.errors import UserError
from builder.intake import difference
from builder.store import open_store
from hea.workspace import Settings, Workspace
from retrieval.embedder import find_model
from retrieval.index import holds, open_index

_NEEDED = ("faiss-cpu", "langchain-text-splitters", "pymupdf", "sentence-transformers", "torch")
_OPTIONAL = {
    "train": ("bitsandbytes", "datasets", "peft", "trl"),
    "eval": ("ragas",),
}
_ROOM = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    well: bool
    found: str
    mend: str = ""
    """What to do about it; empty when all is well."""


def examine(place: Workspace, settings: Settings) -> list[Finding]:
    """Every check, in the order in which one rests on another."""
    checks: tuple[Callable[[], Finding], ...] = (
        _python,
        _packages,
        _extras,
        _full_text,
        lambda: _disk(place),
        lambda: _embedder(settings),
        lambda: _database(place),
        lambda: _index(place),
    )
    return [check() for check in checks]


def _python() -> Finding:
    found = f"{platform.python_version()} at {sys.executable}"
    return Finding("python", sys.version_info >= (3, 11), found, "Install Python 3.11 or newer.")


def _packages() -> Finding:
    missing = [name for name in _NEEDED if _version(name) is None]
    found = ", ".join(f"{name} {_version(name)}" for name in _NEEDED if name not in missing)
    mend = "" if not missing else "pip install -c requirements.lock -e ."
    return Finding("packages", not missing, found, mend)


def _extras() -> Finding:
    """The optional groups: never a fault, but worth knowing."""
    here = [group for group, names in _OPTIONAL.items() if all(_version(name) for name in names)]
    return Finding("optional groups", True, ", ".join(here) or "none installed (train, eval)")


def _full_text() -> Finding:
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
        except sqlite3.OperationalError:
            return Finding(
                "word search", False, "this SQLite has no FTS5", "Use Python from python.org."
            )
    return Finding("word search", True, f"SQLite {sqlite3.sqlite_version} with FTS5")


def _disk(place: Workspace) -> Finding:
    free = shutil.disk_usage(place.root).free
    found = f"{free / 1024**3:.1f} GiB free"
    return Finding("disk", free > _ROOM, found, "Free some space: builds need about 2 GiB.")


def _embedder(settings: Settings) -> Finding:
    try:
        model = find_model(settings.embedder)
    except (UserError, ImportError) as error:
        return Finding("embedder", False, str(error), "Set `embedder` in hea.toml to one you have.")
    return Finding("embedder", True, f"{model.name}, on this disk")


def _database(place: Workspace) -> Finding:
    try:
        with closing(open_store(place.database)) as db:
            verdict = db.execute("PRAGMA integrity_check").fetchone()[0]
            stale = difference(db, place.corpus)
    except UserError as error:
        return Finding("database", False, error.message, error.hint)
    except sqlite3.DatabaseError as error:
        verdict, stale = str(error), None
    if stale is None or verdict != "ok":
        mend = f"Delete {place.data} and run `hea build`: no human work is kept there."
        return Finding("database", False, f"damaged: {verdict}", mend)
    if stale.new or stale.gone:
        found = f"{len(stale.new)} files new or changed, {len(stale.gone)} gone"
        return Finding("database", False, found, "Run `hea build`.")
    return Finding("database", True, "whole and up to date with corpus/")


def _index(place: Workspace) -> Finding:
    try:
        manifest = open_index(place.index).manifest
        with closing(open_store(place.database)) as db:
            fits = holds(db, manifest)
    except UserError as error:
        return Finding("index", False, error.message, error.hint)
    except sqlite3.DatabaseError as error:
        return Finding("index", False, f"the database cannot be read: {error}", "See above.")
    found = f"{manifest.passages} passages by {manifest.embedder}"
    return Finding("index", fits, found, "" if fits else "Run `hea build`.")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
