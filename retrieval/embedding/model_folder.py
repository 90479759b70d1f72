"""Find the folder of an embedding model, built in, on disk or on a hub; name it by its files."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeAlias

from builder.errors import UserError
from retrieval.model_hub import troubles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Vectors: TypeAlias = "NDArray[np.float32]"

#: The model that comes with the program: `sentence-transformers/all-MiniLM-L6-v2` of Hugging Face,
#: Apache-2.0, with its weights rounded to 16 bits; see the NOTICE in its folder.
DEFAULT = "all-MiniLM-L6-v2"
BUILT_IN = Path(__file__).parent / "minilm"
#: sha256 of its weights and of what cuts texts into their tokens.
_PINNED = {
    "model.safetensors": "9c0bf732145c2a248a35b8d17263e9adefce68043737804b972f46d46b219189",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
#: Files that are fetched from a hub and that name a model: never code, never a pickle.
_FILES = ("*.safetensors", "*.json", "*.txt")


class Embedder(Protocol):
    """A model that turns text into unit vectors."""

    @property
    def name(self) -> str:
        """Model name and a hash of its weights: vectors of different names are never compared."""

    @property
    def window(self) -> int:
        """Most tokens of one text, special tokens included, that count in its vector."""

    def count_tokens(self, text: str) -> int:
        """Count the tokens of ``text``, special tokens included, before any cut."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of shape (len(texts), dimension), float32."""


@dataclass(frozen=True, slots=True)
class EmbedderFolder:
    """A sentence-transformers model on this disk, not loaded."""

    folder: Path
    wanted: str
    """The name or folder that it was asked for by."""
    name: str
    """The last part of `wanted`, and 12 hex digits of the sha256 of its files."""
    files: str
    """Hash of the names, sizes and times of change of its files, for which none was opened."""


def find_model(
    wanted: str = DEFAULT, known: Mapping[str, str] = MappingProxyType({})
) -> EmbedderFolder:
    """Find a model: the one built in, a folder, or one that a hub knows by this name.

    Args:
        wanted: The name or folder. Only a name that is neither the built-in model nor a folder can
            cause a download.
        known: `EmbedderFolder.files` → `EmbedderFolder.name`; weights that have not changed since
            are not read again.

    Raises:
        UserError: No folder here and no hub has it, or the built-in one was changed.
    """
    if wanted == DEFAULT:
        folder = BUILT_IN
    elif Path(wanted).is_dir():
        folder = Path(wanted).resolve()
    else:
        folder = _fetch(wanted)
    files = sorted(f for pattern in _FILES for f in folder.rglob(pattern) if f.is_file())
    seen = hashlib.sha256()
    for file in files:
        state = file.stat()
        seen.update(f"{file}:{state.st_size}:{state.st_mtime_ns}:{state.st_ino}\n".encode())
    name = known.get(seen.hexdigest())
    if name is None:
        name = f"{Path(wanted).name}@{_digest(folder, files)[:12]}"
        if wanted == DEFAULT:
            _check_pinned(folder)
    return EmbedderFolder(folder, wanted, name, seen.hexdigest())


def _check_pinned(folder: Path) -> None:
    """Refuse the built-in model if its files are not those that this program was tested with."""
    for name, pinned in _PINNED.items():
        path = folder / name
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "missing"
        if found != pinned:
            raise UserError(
                f"{name} of the built-in embedder is not what it should be: {found[:12]}.",
                "Install hea-qa again.",
            )


def _digest(folder: Path, files: Sequence[Path]) -> str:
    """Return the sha256 of the names and bytes of a model's files."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.relative_to(folder).as_posix().encode())
        with file.open("rb") as data:
            digest.update(hashlib.file_digest(data, "sha256").digest())
    return digest.hexdigest()


def _fetch(wanted: str) -> Path:
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(wanted, allow_patterns=list(_FILES)))
    except troubles() as error:
        raise UserError(
            f"The embedder “{wanted}” is not a folder here and it could not be downloaded.",
            f"Give a folder with a sentence-transformers model, or the built-in “{DEFAULT}”.",
        ) from error
