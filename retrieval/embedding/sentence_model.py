"""Run any embedding model by sentence-transformers, on a GPU where there is one."""

import shutil
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from builder.errors import UserError
from retrieval.embedding.model_folder import EmbedderFolder, Vectors
from retrieval.model_hub import keep_quiet, loading, require_tensors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

#: Where a model may run; `auto` is the first of the others that is there, the CPU last.
DEVICES = ("auto", "cuda", "mps", "cpu")
#: Rows of a batch, and the number of tokens to whose multiple it is padded. A GPU is idle while it
#: waits for small ones.
_ROWS = {"cuda": 256, "mps": 64, "cpu": 8}
_STEP = 32
#: Numbers of the weights: bfloat16 halves memory and time on CUDA; cosines change by some 1e-4.
_NUMBERS = {"cuda": "bfloat16", "mps": "float32", "cpu": "float32"}


def accelerator(device: str) -> str:
    """Return the device that is wanted, or that there is where any will do: `cpu` if no other.

    Args:
        device: One of `DEVICES`.

    Raises:
        UserError: The device is none of them, or is not there.
    """
    if device not in DEVICES:
        raise UserError(f"“{device}” is not a device.", f"Give one of: {', '.join(DEVICES)}.")
    if device == "cpu":
        return device
    there = _there()
    if device == "auto":
        return there[0] if there else "cpu"
    if device not in there:
        raise UserError(
            f"There is no device “{device}” here that torch can use.",
            "Set `device` in hea.toml to auto, or install torch for that device.",
        )
    return device


@lru_cache(maxsize=1)
def _there() -> tuple[str, ...]:
    """Return the accelerators that torch can use; it is loaded only where there may be one."""
    if not find_spec("torch") or not (sys.platform == "darwin" or shutil.which("nvidia-smi")):
        return ()
    import torch

    asked: dict[str, Callable[[], bool]] = {
        "cuda": torch.cuda.is_available,
        "mps": torch.backends.mps.is_available,
    }
    return tuple(name for name, is_there in asked.items() if is_there())


def load_sentence_model(model: EmbedderFolder, device: str) -> "SentenceEmbedder":
    """Load a model that was found; no code from its folder is run.

    Args:
        model: Its folder.
        device: `cuda`, `mps` or `cpu`.

    Raises:
        UserError: It cannot be loaded.
    """
    keep_quiet()
    from sentence_transformers import SentenceTransformer

    hint = "It must be a sentence-transformers model with its weights in safetensors."
    with loading(f"The embedder in {model.folder}", hint):
        loaded = SentenceTransformer(
            str(model.folder),
            device=device,
            trust_remote_code=False,
            local_files_only=True,
            model_kwargs={"use_safetensors": True, "dtype": _NUMBERS[device]},
        )
        encoder: Any = getattr(loaded[0], "auto_model", None)
        names = [name for name in encoder.state_dict() if not _is_unused(name)] if encoder else []
    require_tensors(model.folder, names)
    return SentenceEmbedder(model.name, loaded, device)


def _is_unused(tensor: str) -> bool:
    """Return whether a tensor does not count in a vector: positions are counted, none is pooled."""
    return tensor.startswith("pooler.") or tensor.endswith(("position_ids", "token_type_ids"))


class SentenceEmbedder:
    """A sentence-transformers model run in batches of fixed shapes.

    A batch always holds as many rows, padded to a multiple of 32 tokens, so that a text's vector
    depends on that text alone, to the last bit on one device: neither on its neighbours nor on
    their order.
    """

    def __init__(self, name: str, model: "SentenceTransformer", device: str = "cpu") -> None:
        """Embed with a loaded model under the name of its `EmbedderFolder`, where it lies."""
        self._model = model
        self._device = device
        self._rows = _ROWS[device]
        self.name = name

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
            for start in range(0, len(rows), self._rows):
                batch = rows[start : start + self._rows]
                vectors[batch] = self._forward([texts[row] for row in batch], length)
        return vectors

    def _forward(self, texts: list[str], length: int) -> Vectors:
        import numpy as np
        import torch

        full = texts + texts[:1] * (self._rows - len(texts))
        features = self._model.tokenizer(
            full,
            padding="max_length",
            truncation=True,
            max_length=min(length, self.window),
            return_tensors="pt",
        )
        placed = {name: tensor.to(self._device) for name, tensor in features.items()}
        with torch.inference_mode():
            vectors = self._model(placed)["sentence_embedding"]
            unit = torch.nn.functional.normalize(vectors.float())
        return np.asarray(unit.cpu().numpy()[: len(texts)], np.float32)

    def _dimension(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)
