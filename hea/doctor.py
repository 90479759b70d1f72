"""Checks of the machine, the models and the state on disk, each with the way to mend it."""

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from answer.adapters import MADE
from answer.endpoint import EndpointChat
from answer.loading import ENDPOINT
from answer.weights import is_on_disk
from builder.changes import difference
from builder.errors import UserError
from builder.seal import check_seal
from builder.store import open_store
from hea.workspace import Settings, Workspace
from retrieval.embedder import find_model
from retrieval.index import holds, open_index

_NEEDED = ("faiss-cpu", "langchain-text-splitters", "pymupdf", "sentence-transformers", "torch")
_OPTIONAL = {
    "train": ("bitsandbytes", "datasets", "peft", "trl"),
    "eval": ("ragas",),
}
#: GB that Phi-2 takes while it answers (`hea bench model`; nf4 and fp32 computed from its weights).
_MEMORY = {"nf4": 3.0, "bf16": 6.5, "fp32": 12.0}
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
        lambda: _base(settings),
        lambda: _adapters(place),
        *([lambda: _server(settings)] if settings.model.startswith(ENDPOINT) else []),
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
        sealed = check_seal(place.database)
        with closing(open_store(place.database)) as db:
            verdict = db.execute("PRAGMA integrity_check").fetchone()[0]
            stale = difference(db, place.corpus)
    except UserError as error:
        return Finding("database", False, error.message, error.hint)
    except sqlite3.DatabaseError as error:
        verdict, stale = str(error), None
    if stale is None or verdict != "ok":
        mend = f"Delete {place.database}* and run `hea build`: it is made anew from the corpus."
        return Finding("database", False, f"damaged: {verdict}", mend)
    if not sealed:
        return Finding(
            "database", False, "a build is at work, or did not finish", "Run `hea build`."
        )
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


def _base(settings: Settings) -> Finding:
    """Whether Phi-2 can answer here. Not having it is no fault: answers are quoted without it."""
    precision = settings.precision
    if precision == "auto":
        precision = "nf4" if has_gpu() else "bf16"
    needs = f"needs {_MEMORY[precision]:.1f} GB of memory in {precision}"
    if not is_on_disk(settings.base):
        get = f"hf download {settings.base}, or `base` in hea.toml names a folder"
        return Finding("phi2", True, f"{settings.base} is not on this disk ({get}); {needs}")
    total = _memory()
    if total and total < _MEMORY[precision] * 1e9 and not has_gpu():
        mend = "Ask a server instead: --model endpoint:URL#MODEL."
        return Finding("phi2", False, f"{needs}; this machine has {total / 1e9:.1f} GB", mend)
    return Finding("phi2", True, f"{settings.base} is here; {needs}; ask with --model phi2")


def _adapters(place: Workspace) -> Finding:
    whole = sorted(made.parent.name for made in place.adapters.glob(f"*/{MADE}"))
    names = ", ".join(f"--model adapter:{name}" for name in whole)
    return Finding("adapters", True, names or "none trained yet")


def _server(settings: Settings) -> Finding:
    """Whether the server that is set to answer is there and has the model."""
    url, _, model = settings.model.removeprefix(ENDPOINT).partition("#")
    try:
        models = EndpointChat(url, model).models()
    except UserError as error:
        return Finding("server", False, error.message, error.hint)
    if model in models:
        return Finding("server", True, f"{url} answers and has {model}")
    return Finding("server", False, f"{url} has no {model}", f"It has: {', '.join(models)}.")


def has_gpu() -> bool:
    """Whether NVIDIA's driver is here; asking torch would take seconds."""
    return shutil.which("nvidia-smi") is not None


def _memory() -> int:
    """Bytes of memory of this machine; 0 where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return 0


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
