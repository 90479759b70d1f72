"""Find model folders, and check before loading that they hold safetensors weights and no code."""

import hashlib
import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from answer.models.folders.adapter_settings import check_adapter
from answer.models.folders.sizes import check_sizes
from builder.errors import UserError
from retrieval.model_hub import troubles

#: The files fetched from a hub: weights, settings and vocabulary; never code, never a pickle.
FILES = ("*.safetensors", "*.safetensors.index.json", "*.json", "*.txt", "*.model", "*.jinja")
#: Bytes of each weights file that its fingerprint covers.
_HEAD = 1 << 20
_ADAPTER = "adapter_config.json"
#: Bytes of a settings file; the largest, an index of weights, has some 10 MB.
_MOST_SETTINGS = 1 << 26


def find_base(wanted: str, fetch: bool = True) -> Path:
    """Return the folder of a model, which is downloaded if it is a hub's name and not cached.

    Args:
        wanted: A folder, or `OWNER/NAME` on a hub.
        fetch: False where a file and no person names the model: then no hub is asked.

    Raises:
        UserError: If there is no such folder and no hub has the model.
        ModuleNotFoundError: If it would be downloaded and nothing here could run it.
    """
    if Path(wanted).is_dir():
        return Path(wanted).resolve()
    if wanted.startswith((".", "/", "~")) or "/" not in wanted:
        raise UserError(
            f"There is no folder {wanted}.",
            "Give a folder with a model, or one of a hub: OWNER/NAME.",
        )
    if fetch and not is_on_disk(wanted):
        _require_what_runs_it()
    from huggingface_hub import snapshot_download

    try:
        found = snapshot_download(wanted, allow_patterns=list(FILES), local_files_only=not fetch)
        return Path(found)
    except troubles() as error:
        raise UserError(
            f"The model “{wanted}” is not on this computer, and it "
            + ("could not be downloaded." if fetch else "is not downloaded: only a file names it."),
            "Give a folder that contains it (path:DIR, or `base` in hea.toml).",
        ) from error


def _require_what_runs_it() -> None:
    """Raise what an import would, before gigabytes are fetched that nothing here can run."""
    for package in ("torch", "transformers"):
        if find_spec(package) is None:
            raise ModuleNotFoundError(f"No module named '{package}'", name=package)


def is_on_disk(wanted: str) -> bool:
    """Return True if a model is a folder or in the hub's cache; no hub is asked."""
    if Path(wanted).is_dir():
        return True
    from huggingface_hub import try_to_load_from_cache

    try:
        return isinstance(try_to_load_from_cache(wanted, "config.json"), str)
    except ValueError:
        return False


def read_config(folder: Path, name: str = "config.json") -> dict[str, Any]:
    """Read a JSON settings file of a model folder.

    Raises:
        UserError: If the file is not readable JSON, or asks for code of its own (`auto_map`).
    """
    try:
        if (folder / name).stat().st_size > _MOST_SETTINGS:
            raise ValueError("too large")
        config = json.loads((folder / name).read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UserError(
            f"{folder} contains no readable {name}.", "Give the folder of a transformers model."
        ) from error
    if not isinstance(config, dict):
        raise UserError(f"{name} in {folder} is not a table.", "Fetch the model again.")
    if "auto_map" in config:
        raise UserError(
            f"The model in {folder} brings code of its own, which is never run.",
            "Use a model that transformers knows by itself.",
        )
    return config


def check_folder(folder: Path, weights: str = "model") -> None:
    """Refuse a folder whose weights are pickled, lie elsewhere, or come with code.

    Args:
        folder: The folder of a model, or of an adapter.
        weights: The name that weights files begin with: `model` or `adapter_model`.

    Raises:
        UserError: With the reason, if the folder is refused.
    """
    is_adapter = weights == "adapter_model"
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.exists() and not file.is_file() and not file.is_dir():  # a pipe is waited for
            raise UserError(
                f"{file.name} in {folder} is neither a file nor a folder.",
                "Copy the model's own files into one folder.",
            )
    config = read_config(folder, _ADAPTER if is_adapter else "config.json")
    for extra in ("tokenizer_config.json", "processor_config.json"):
        if (folder / extra).exists():
            read_config(folder, extra)
    home = _home(folder)
    for file in folder.iterdir():
        if not file.resolve().is_relative_to(home):
            raise UserError(
                f"{file.name} in {folder} is a link that leads out of the folder.",
                "Copy the model's own files into one folder.",
            )
    if not any(folder.glob(f"{weights}*.safetensors")):
        pickled = any(any(folder.glob(kind)) for kind in ("*.bin", "*.pt", "*.pth", "*.pkl"))
        why = "; pickled weights can run code and are never loaded" if pickled else ""
        raise UserError(
            f"{folder} has no weights in safetensors{why}.",
            "Save the model with safe_serialization=True, or fetch its safetensors.",
        )
    for index in folder.glob("*.safetensors.index.json"):
        named = _mapping(read_config(folder, index.name).get("weight_map")).values()
        for shard in named:
            if Path(str(shard)).name != shard:
                raise UserError(
                    f"{index.name} in {folder} names weights outside of the folder: {shard!r}.",
                    "Fetch the model again from where you trust it.",
                )
    (check_adapter if is_adapter else check_sizes)(folder, config)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _home(folder: Path) -> Path:
    """Return the folder that all files must lie in; a hub's cache keeps them beside snapshots."""
    folder = folder.resolve()
    for above in folder.parents:
        if above.name.startswith("models--") and folder.parent.name == "snapshots":
            return above
    return folder


def fingerprint(folder: Path) -> str:
    """Hash the head and size of each weights file to 12 hex digits."""
    digest = hashlib.sha256()
    for file in sorted(f for f in folder.glob("*.safetensors") if f.is_file()):
        digest.update(f"{file.name}\x1f{file.stat().st_size}\x1f".encode())
        with file.open("rb") as data:
            digest.update(data.read(_HEAD))
    return digest.hexdigest()[:12]
