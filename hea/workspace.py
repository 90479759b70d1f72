"""The workspace folder, the paths in it, and the settings of its `hea.toml`."""

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from builder.errors import UserError
from builder.storage.files import read_regular
from builder.storage.integrity import database_digest

_PREFIX = "HEA_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings, each of: default < `hea.toml` < environment (`HEA_…`) < flag; the later wins."""

    embedder: str = "all-MiniLM-L6-v2"
    """The sentence embedder: the built-in one, a folder, or a name on a model hub."""
    device: str = "auto"
    """Where a corpus is embedded: `cpu`, `cuda`, `mps`; `auto` is a GPU where torch can use one."""
    seconds_per_file: float = 60.0
    """Wall-clock seconds one PDF may take before its reader is killed."""
    memory_per_reader: int = 2048
    """MiB of address space of each process that reads PDFs (not enforced on macOS and Windows)."""
    readers: int = os.cpu_count() or 1
    """Processes that read PDFs side by side."""
    fulltext: bool = True
    """Whether `build` reads what stands behind the abstract of a paper, too."""
    passages: int = 5
    """Papers that `ask` reads for one answer."""
    model: str = "extractive"
    """Who answers: `extractive`, `phi2`, `adapter:NAME`, `path:DIR` or `endpoint:URL#MODEL`."""
    base: str = "microsoft/phi-2"
    """Where `phi2` is found: a folder, or its name on a model hub."""
    precision: str = "auto"
    """Of a model's weights: `nf4`, `bf16`, `fp32`; `auto` is nf4 on a GPU, bf16 on a CPU."""
    answer_tokens: int = 200
    """Most tokens that a model may write."""
    context_tokens: int = 0
    """Tokens of a prompt that passages may take; 0: 350 on a CPU, else 1,500."""
    draft_with: str = "rules"
    """Who drafts triples beside the rules: `rules` for nobody, else a model as in `model`."""
    draft_from: str = "abstracts"
    """What the rules draft triples from: `abstracts`, or `body` for the papers' bodies, too."""
    draft_tokens: int = 700
    """Most tokens that a model may write of one abstract."""
    draft_seconds: float = 300.0
    """Seconds a model may take for one abstract before what it wrote is taken as it stands."""
    concurrency: int = 1
    """Abstracts that a server is asked about side by side while it drafts."""
    history: bool = True
    """Whether questions that are asked are kept, in `data/history.sqlite`: see `hea log`."""


@dataclass(frozen=True, slots=True)
class SettingInForce:
    """One setting as it is in force."""

    name: str
    value: str | int | float | bool
    source: str
    """`default`, `hea.toml` or `the environment`."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with a corpus and what was made of it."""

    root: Path

    @property
    def corpus(self) -> Path:
        """What the user owns: PDFs, exports, `manifest.csv` and `ledger.jsonl`."""
        return self.root / "corpus"

    @property
    def data(self) -> Path:
        """What was made of the corpus; deleting it costs time and nothing else."""
        return self.root / "data"

    @property
    def database(self) -> Path:
        """The SQLite database of papers, passages and triples."""
        return self.data / "hea.sqlite"

    @property
    def seal(self) -> Path:
        """The hash of the database, which a build writes when it ends."""
        return database_digest(self.database)

    @property
    def index(self) -> Path:
        """The folder of the FAISS index."""
        return self.data / "index"

    @property
    def body_index(self) -> Path:
        """The folder of the FAISS index of papers' bodies."""
        return self.index / "body"

    @property
    def dataset(self) -> Path:
        """Where `hea dataset` writes by default."""
        return self.data / "dataset"

    @property
    def adapters(self) -> Path:
        """The folder of trained adapters, by name."""
        return self.data / "adapters"

    @property
    def evaluations(self) -> Path:
        """The folder of evaluations, by name."""
        return self.data / "eval"

    @property
    def history(self) -> Path:
        """The SQLite file of the questions that were asked."""
        return self.data / "history.sqlite"

    @property
    def last_answer(self) -> Path:
        """The quotes that the last answer cited."""
        return self.data / "last_answer.json"

    @property
    def outputs(self) -> Path:
        """The hashes of the tables that were written to files a person named."""
        return self.data / "outputs.sha256"

    @property
    def lock(self) -> Path:
        """The file that a build holds a lock on."""
        return self.data / "build.lock"


def find_workspace(named: Path | None) -> Workspace:
    """Return the workspace named by flag or ``HEA_WORKSPACE``, else the nearest one upward.

    Raises:
        UserError: There is no folder `corpus/` there.
    """
    if named is None and os.environ.get("HEA_WORKSPACE"):
        named = Path(os.environ["HEA_WORKSPACE"])
    if named is not None:
        if not (named / "corpus").is_dir():
            raise UserError(
                f"There is no folder “corpus” in {named}.",
                f"Make it: mkdir -p '{named / 'corpus'}'",
            )
        return Workspace(named.resolve())
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "corpus").is_dir():
            return Workspace(folder)
    raise UserError(
        "There is no folder “corpus” here or above.",
        "Go to the folder where you installed hea-qa (cd hea-qa), or make a folder of your own"
        " (mkdir corpus) and put PDFs into it, or give a workspace with --workspace.",
    )


def load_settings(workspace: Workspace, flags: Mapping[str, Any]) -> Settings:
    """Return the settings in force; ``flags`` that are None were not given.

    Raises:
        UserError: A setting is not known, or its value is of the wrong kind.
    """
    return Settings(**{name: value for name, (value, _) in _in_force(workspace, flags).items()})


def settings_in_force(workspace: Workspace) -> list[SettingInForce]:
    """Return every setting with its value and where that comes from, in the order of `Settings`.

    Raises:
        UserError: A setting is not known, or its value is of the wrong kind.
    """
    given = _in_force(workspace, {})
    return [
        SettingInForce(field.name, *given.get(field.name, (field.default, "default")))
        for field in fields(Settings)
    ]


def _in_force(workspace: Workspace, flags: Mapping[str, Any]) -> dict[str, tuple[Any, str]]:
    """Return the value of each setting that is given somewhere, and where."""
    known = {field.name: type(field.default) for field in fields(Settings)}
    values: dict[str, tuple[Any, str]] = {}
    for source, given in (
        ("hea.toml", _file(workspace.root / "hea.toml")),
        ("the environment", _environment(known)),
        ("the command line", {k: v for k, v in flags.items() if v is not None}),
    ):
        for key, value in given.items():
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1, cutoff=0)[0]
                raise UserError(f"“{key}” in {source} is not a setting.", f"Did you mean “{near}”?")
            values[key] = _typed(key, value, known[key], source), source
    return values


def _file(path: Path) -> dict[str, Any]:
    try:
        text = read_regular(path, _MOST_BYTES).decode()
        if any(line.count(".") > _MOST_DOTS and line[:1] != "#" for line in text.splitlines()):
            raise ValueError("a key of too many parts")
        return tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path} is not valid TOML: {error}.", "Correct that line.") from error
    except (RecursionError, ValueError) as error:  # such as a number of thousands of digits
        raise UserError(f"{path} contains no settings that can be read.", "Correct it.") from error


def _environment(known: Mapping[str, type]) -> dict[str, str]:
    names = {_PREFIX + key.upper(): key for key in known}
    return {key: os.environ[name] for name, key in names.items() if os.environ.get(name)}


def _typed(key: str, value: Any, kind: type, source: str) -> Any:
    shown = repr(value)[:_MOST_SHOWN]
    if kind is bool:
        if str(value).lower() not in _TRUTH:
            raise UserError(f"“{key}” in {source} is {shown}.", "Give true or false.")
        return _TRUTH[str(value).lower()]
    try:
        # `true` is no number, 2.7 no whole number, and a list no text.
        if isinstance(value, bool | list | dict) or (kind is int and isinstance(value, float)):
            raise TypeError
        typed = kind(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise UserError(f"“{key}” in {source} is {shown}.", f"Give a {_WORDS[kind]}.") from error
    least, most = _BOUNDS.get(key, (0, _MOST))
    if kind is not str and not (least < typed if least == 0 else least <= typed):
        raise UserError(
            f"“{key}” in {source} is {shown}.",
            f"Give a number {'above' if least == 0 else 'of at least'} {least}.",
        )
    if kind is not str and typed > most:
        raise UserError(f"“{key}” in {source} is {shown}.", f"Give a number up to {most}.")
    return typed


#: Bytes of the longest `hea.toml` that is read; characters of a wrong value that are shown.
_MOST_BYTES = 1 << 20
_MOST_SHOWN = 60
#: Dots of a line: what `tomllib` does for a key grows with the square of its parts.
_MOST_DOTS = 100
_MOST = 10**9
#: Least and most of a setting. A reader of less memory cannot load what reads PDFs.
_BOUNDS = {
    "memory_per_reader": (256, _MOST),
    "readers": (0, 1024),
    "passages": (0, 1000),
    "concurrency": (0, 256),
}
_TRUTH = {"true": True, "false": False}
_WORDS = {str: "text", int: "whole number", float: "number"}
