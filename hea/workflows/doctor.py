"""Check the machine, the models and the state on disk, and say how to correct each fault."""

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from answer.models.adapters import MADE
from answer.models.load import ENDPOINT
from answer.models.model_files import is_on_disk
from answer.models.openai_server import OpenAIServer
from answer.models.server.address import without_login
from builder.errors import UserError
from builder.ingest.changes import corpus_diff
from builder.storage.database import open_database
from builder.storage.integrity import check_integrity
from hea.extras import GROUPS, install
from hea.workspace import Settings, Workspace
from retrieval.embedder import accelerator, find_model, runs_without_torch
from retrieval.vector_index import holds, open_index

_NEEDED = ("faiss-cpu", "langchain-text-splitters", "onnxruntime", "pymupdf")
#: What runs an embedder that is no BERT encoder, and any on a GPU.
_SENTENCES = "sentence-transformers"
#: GB that Phi-2 takes while it answers (`hea bench model`; nf4 and fp32 computed from its weights).
_MEMORY = {"nf4": 3.0, "bf16": 6.5, "fp32": 12.0}
_ROOM = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class HealthFinding:
    """The result of one check."""

    what: str
    well: bool
    found: str
    mend: str = ""
    """What to do about it; empty when all is well."""


def examine(place: Workspace, settings: Settings) -> list[HealthFinding]:
    """Return the findings of all checks, in the order in which one depends on another."""
    checks: tuple[Callable[[], HealthFinding], ...] = (
        _python,
        _packages,
        _extras,
        _full_text,
        lambda: _disk(place.root),
        lambda: _embedder(settings),
        lambda: _database(place),
        lambda: _index(place),
        lambda: _base(settings),
        lambda: _adapters(place),
        *([lambda: _server(settings)] if settings.model.startswith(ENDPOINT) else []),
    )
    return [check() for check in checks]


def examine_machine(folder: Path, no_workspace: UserError) -> list[HealthFinding]:
    """Return the findings about the machine alone, where there is no workspace.

    Args:
        folder: Where one would be.
        no_workspace: Why there is none, and the next step.
    """
    settings = Settings()
    found = [_python(), _packages(), _extras(), _full_text(), _disk(folder), _embedder(settings)]
    missing = HealthFinding("workspace", False, no_workspace.message, no_workspace.hint)
    return [*found, _base(settings), missing]


def _python() -> HealthFinding:
    found = f"{platform.python_version()} at {sys.executable}"
    return HealthFinding(
        "python", sys.version_info >= (3, 11), found, "Install Python 3.11 or newer."
    )


def _packages() -> HealthFinding:
    missing = [name for name in _NEEDED if _version(name) is None]
    found = ", ".join(f"{name} {_version(name)}" for name in _NEEDED if name not in missing)
    mend = "" if not missing else "pip install -c requirements.lock -e ."
    return HealthFinding("packages", not missing, found, mend)


def _extras() -> HealthFinding:
    """List the optional extras that are installed; a missing one is no fault."""
    here = [group for group, names in GROUPS.items() if all(_version(name) for name in names)]
    found = ", ".join(here) or f"none installed ({', '.join(GROUPS)})"
    return HealthFinding("optional groups", True, found)


def _full_text() -> HealthFinding:
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
        except sqlite3.OperationalError:
            return HealthFinding(
                "word search", False, "this SQLite has no FTS5", "Use Python from python.org."
            )
    return HealthFinding("word search", True, f"SQLite {sqlite3.sqlite_version} with FTS5")


def _disk(folder: Path) -> HealthFinding:
    free = shutil.disk_usage(folder).free
    found = f"{free / 1024**3:.1f} GiB free"
    return HealthFinding("disk", free > _ROOM, found, "Free some space: builds need about 2 GiB.")


def _embedder(settings: Settings) -> HealthFinding:
    try:
        model = find_model(settings.embedder)
    except (UserError, ImportError) as error:
        return HealthFinding(
            "embedder", False, str(error), "Set `embedder` in hea.toml to one you have."
        )
    found = f"{model.name}, on this disk"
    if not runs_without_torch(model.folder) and _version(_SENTENCES) is None:
        return HealthFinding("embedder", False, f"{found}, needs {_SENTENCES}", install("models"))
    try:
        device = accelerator(settings.device)
    except UserError as error:
        return HealthFinding("embedder", False, error.message, error.hint)
    return HealthFinding("embedder", True, f"{found}; a corpus is embedded on {device}")


def _database(place: Workspace) -> HealthFinding:
    try:
        sealed = check_integrity(place.database)
        with closing(open_database(place.database)) as db:
            verdict = db.execute("PRAGMA integrity_check").fetchone()[0]
            stale = corpus_diff(db, place.corpus)
    except UserError as error:
        return HealthFinding("database", False, error.message, error.hint)
    except sqlite3.DatabaseError as error:
        verdict, stale = str(error), None
    if stale is None or verdict != "ok":
        mend = f"Delete {place.database}* and run `hea build`: it is made anew from the corpus."
        return HealthFinding("database", False, f"damaged: {verdict}", mend)
    if not sealed:
        return HealthFinding(
            "database", False, "a build is running or was interrupted", "Run `hea build`."
        )
    if stale.in_words:
        found = f"files: {stale.in_words}"
        return HealthFinding("database", False, found, "Run `hea build`.")
    return HealthFinding("database", True, "whole and up to date with corpus/")


def _index(place: Workspace) -> HealthFinding:
    try:
        manifest = open_index(place.index).manifest
        with closing(open_database(place.database)) as db:
            fits = holds(db, manifest)
    except UserError as error:
        return HealthFinding("index", False, error.message, error.hint)
    except sqlite3.DatabaseError as error:
        return HealthFinding("index", False, f"the database cannot be read: {error}", "See above.")
    found = f"{manifest.passages} passages by {manifest.embedder}"
    return HealthFinding("index", fits, found, "" if fits else "Run `hea build`.")


def _base(settings: Settings) -> HealthFinding:
    """Check if Phi-2 can run here; without it, which is no fault, answers are quotes."""
    precision = settings.precision
    if precision == "auto":
        precision = "nf4" if has_gpu() else "bf16"
    needs = f"needs {_MEMORY[precision]:.1f} GB of memory in {precision}"
    if not is_on_disk(settings.base):
        get = f"hf download {settings.base}, or `base` in hea.toml names a folder"
        return HealthFinding("phi2", True, f"{settings.base} is not on this disk ({get}); {needs}")
    total = _memory()
    if total and total < _MEMORY[precision] * 1e9 and not has_gpu():
        mend = "Ask a server instead: --model endpoint:URL#MODEL."
        return HealthFinding("phi2", False, f"{needs}; this machine has {total / 1e9:.1f} GB", mend)
    return HealthFinding("phi2", True, f"{settings.base} is here; {needs}; ask with --model phi2")


def _adapters(place: Workspace) -> HealthFinding:
    whole = sorted(made.parent.name for made in place.adapters.glob(f"*/{MADE}"))
    names = ", ".join(f"--model adapter:{name}" for name in whole)
    return HealthFinding("adapters", True, names or "none trained yet")


def _server(settings: Settings) -> HealthFinding:
    """Check if the server of the settings answers and has the model."""
    url, _, model = settings.model.removeprefix(ENDPOINT).partition("#")
    shown = without_login(url)
    try:
        models = OpenAIServer(url, model).models()
    except UserError as error:
        return HealthFinding("server", False, error.message, error.hint)
    if model in models:
        return HealthFinding("server", True, f"{shown} answers and has {model}")
    known = ", ".join(models)
    return HealthFinding("server", False, f"{shown} has no {model}", f"It has: {known}.")


def has_gpu() -> bool:
    """Return whether NVIDIA's driver is installed; importing torch would take seconds."""
    return shutil.which("nvidia-smi") is not None


def _memory() -> int:
    """Return the bytes of memory of this machine; 0 where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return 0


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
