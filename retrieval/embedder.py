"""Embed texts as unit vectors; a text's vector does not depend on the other texts of its batch."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from builder.parallel import Progress
from retrieval.embedding.model_folder import (
    BUILT_IN,
    DEFAULT,
    Embedder,
    EmbedderFolder,
    Vectors,
    find_model,
)
from retrieval.embedding.numpy_encoder import is_supported as runs_without_torch
from retrieval.embedding.onnx_encoder import OnnxEmbedder
from retrieval.embedding.sentence_model import accelerator, load_sentence_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "BUILT_IN",
    "DEFAULT",
    "CachingEmbedder",
    "Embedder",
    "EmbedderFolder",
    "Vectors",
    "accelerator",
    "embed_unique",
    "find_model",
    "load_embedder",
    "runs_without_torch",
]

#: Texts embedded between two calls of the progress.
_AT_ONCE = 64


def load_embedder(model: EmbedderFolder, device: str = "cpu") -> Embedder:
    """Load a model that was found, to embed many texts; no code from its folder is run.

    A BERT encoder such as the built-in one runs on a CPU by onnxruntime; any other model, and any
    on a GPU, needs sentence-transformers.

    Args:
        model: Its folder.
        device: Where it runs: `cpu`, `cuda`, `mps`, or `auto` for a GPU where there is one.

    Raises:
        UserError: It cannot be loaded, or there is no such device.
    """
    where = accelerator(device)
    if where == "cpu" and runs_without_torch(model.folder):
        return OnnxEmbedder(model)
    return load_sentence_model(model, where)


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
