"""Packages that only some verbs need, by the extra of pyproject.toml that installs them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.errors import UserError
from hea.hidden_rooms import ROOMS

GROUPS = {
    "models": ("safetensors", "sentence_transformers", "torch", "transformers"),
    "plot": ("matplotlib",),
    "train": ("accelerate", "bitsandbytes", "codecarbon", "datasets", "peft", "pyarrow", "trl"),
    "cluster": ("cryptography", "dask", "dask_jobqueue", "distributed"),
    "draft": ("outlines", "outlines_core"),
    "eval": ("instructor", "ir_measures", "ragas", "rouge_score", "sacrebleu", "scipy"),
    "bench": ("bm25s", "langchain_community", "pdfplumber", "pypdf"),
}


#: What the groups named like a verb hold beside their own packages: one installation is enough.
_INCLUDED = {"train": ("models", "plot"), "eval": ("models", "plot"), "bench": ("models",)}


def lacking(error: ModuleNotFoundError, verb: str = "") -> UserError | None:
    """Return what to tell of a missing package; None if a part of this program is missing: a bug.

    Args:
        error: What Python raised.
        verb: What is typed behind `hea`. If a group of this name holds the package, that group is
            advised, since the verb will need the rest of it, too.
    """
    name = (error.name or "").split(".")[0]
    for group, packages in GROUPS.items():
        if name in packages:
            wanted = verb if group in _INCLUDED.get(verb, ()) else group
            return UserError(f"This needs {name}, which is not installed.", install(wanted))
    if name in {"", "hea", *ROOMS}:
        return None
    return UserError(
        f"This needs {name}, which is not installed: hea-qa was updated, or a package removed.",
        install(),
    )


@contextmanager
def telling_groups() -> Iterator[None]:
    """Raise what `lacking` tells in the place of a missing package.

    Raises:
        UserError: A package of an extra is missing.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        told = lacking(error)
        if told is None:
            raise
        raise told from error


def install(group: str = "") -> str:
    """Return the advice that installs an extra, in the way in which this program was installed.

    Args:
        group: The extra; what every verb needs if none is given.
    """
    extra = f"[{group}]" if group else ""
    here_with = f"'.{extra}'" if group else "."
    clone = Path(__file__).resolve().parents[1]
    if (clone / "requirements.lock").is_file():
        here = "" if clone == Path.cwd() else f" in {clone}"
        return f"Run{here}: pip install -c requirements.lock -e {here_with}"
    own = Path(sys.prefix).parts
    if "uv" in own and "tools" in own:
        return f"Run: uv tool install 'hea-qa{extra}'"
    if "pipx" in own:
        return f"Run: pipx install --force 'hea-qa{extra}'"
    return f"Run: pip install 'hea-qa{extra}'"
