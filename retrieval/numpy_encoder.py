"""Run the sentence embedder's model by numpy, ready in half a second.

Importing torch and sentence-transformers takes longer than answering a question, so questions are
embedded by this forward pass over the very weights the corpus was embedded with. It knows BERT
encoders (Devlin et al. 2019, doi:10.18653/v1/N19-1423) with mean pooling, such as all-MiniLM-L6-v2.
"""

import concurrent.futures  # its pools are loaded when they are first named
import json
import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.errors import UserError
from retrieval.embedder import Embedder, EmbedderFolder, Vectors
from retrieval.model_hub import loading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Texts on which numpy's vectors are compared with the embedder's.
_PROBES = (
    "Why is CrMnFeCoNi tough at 77 K?",
    "Al0.3CoCrFeNi was cold rolled and annealed at 700 °C for 1 h.",
    "yield strength",
    "A single-phase BCC solid solution forms, and its hardness rises from 116 to 527 HV. " * 4,
)
#: Coefficients of 7.1.26 in Abramowitz and Stegun 1964, the highest power first.
_ERF = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
_KINDS = {"F32": "<f4", "F16": "<f2"}
#: Least cosine between the two on each probe.
ALIKE = 0.9999


def is_supported(folder: Path) -> bool:
    """Return whether the model in ``folder`` is a BERT encoder with mean pooling alone."""
    try:
        config = _json(folder / "config.json")
        pooling = _json(folder / "1_Pooling" / "config.json")
        kinds = [module["type"].rsplit(".", 1)[-1] for module in _json(folder / "modules.json")]
    except (OSError, ValueError, KeyError):
        return False
    return (
        config.get("model_type") == "bert"
        and config.get("hidden_act") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and kinds == ["Transformer", "Pooling", "Normalize"]
        and pooling.get("pooling_mode_mean_tokens") is True
        and sum(value is True for value in pooling.values()) == 1
        and all((folder / name).is_file() for name in ("tokenizer.json", "model.safetensors"))
    )


def agrees_with(model: EmbedderFolder, embedder: Embedder) -> bool:
    """Return whether numpy gives the vectors of ``embedder`` for ``model``: cosines over ALIKE."""
    if not is_supported(model.folder):
        return False
    try:
        ours = NumpyEmbedder(model).embed(_PROBES)
    except (KeyError, ValueError, IndexError, TypeError, UserError):
        return False  # weights in numbers that numpy does not know, or settings that do not fit
    theirs = embedder.embed(_PROBES)
    return bool((ours * theirs).sum(axis=1).min() >= ALIKE)


def _mapped(path: Path) -> "dict[str, NDArray[np.float32]]":
    """Return the tensors of a safetensors file as float32, memory-mapped: most are never read.

    The format (https://github.com/huggingface/safetensors#format) is the length of a JSON header in
    eight bytes, the header, and the tensors end to end; numbers numpy does not know are left out.
    """
    import numpy as np

    raw = np.asarray(np.memmap(path, np.uint8, "r"))
    start = 8 + int.from_bytes(raw[:8].tobytes(), "little")
    header = json.loads(raw[8:start].tobytes())
    tensors = {}
    for name, about in header.items():
        kind = _KINDS.get(about.get("dtype"))
        if kind:
            first, last = about["data_offsets"]
            tensor = raw[start + first : start + last].view(kind).reshape(about["shape"])
            tensors[name] = tensor.astype(np.float32, copy=False)
    return tensors


class NumpyEmbedder:
    """A BERT sentence encoder in numpy, float32; every text is run by itself."""

    def __init__(self, model: EmbedderFolder) -> None:
        """Load a model for which `is_supported` holds."""
        from threadpoolctl import ThreadpoolController
        from tokenizers import Tokenizer

        config = _json(model.folder / "config.json")
        self._weights = _mapped(model.folder / "model.safetensors")
        self._algebra = ThreadpoolController()  # of the libraries that numpy has loaded by now
        self._heads = int(config["num_attention_heads"])
        self._layers = int(config["num_hidden_layers"])
        self._epsilon = float(config["layer_norm_eps"])
        with loading(f"The tokenizer in {model.folder}", "Fetch the model again."):
            self._tokenizer = Tokenizer.from_file(str(model.folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        limits = _json(model.folder / "sentence_bert_config.json")
        self._window = int(limits["max_seq_length"])
        self._name = model.name

    @property
    def name(self) -> str:
        """Model name and a hash of its weights."""
        return self._name

    @property
    def window(self) -> int:
        """Most tokens of one text, special tokens included, that count in its vector."""
        return self._window

    def count_tokens(self, text: str) -> int:
        """Count the tokens of ``text``, special tokens included, before any cut."""
        return len(self._tokenizer.encode(text).ids)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of shape (len(texts), dimension), float32.

        A product of such small matrices gains nothing by a second thread, and the threads of the
        linear algebra wait by spinning: on a busy machine they took eight times the processor time.
        """
        import numpy as np

        with self._algebra.limit(limits=1):
            if len(texts) == 1:
                return self._forward(texts[0])[np.newaxis]
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as cores:
                return np.stack(list(cores.map(self._forward, texts)))

    def _forward(self, text: str) -> "NDArray[np.float32]":
        import numpy as np

        ids = self._tokenizer.encode(text).ids
        if len(ids) > self._window:  # as the model does: the end goes, the closing token stays
            ids = [*ids[: self._window - 1], ids[-1]]
        weights = self._weights
        x = (
            weights["embeddings.word_embeddings.weight"][ids]
            + weights["embeddings.position_embeddings.weight"][: len(ids)]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        x = self._normalised(x, "embeddings.LayerNorm")
        for layer in range(self._layers):
            at = f"encoder.layer.{layer}."
            x = self._normalised(x + self._attention(x, at), at + "attention.output.LayerNorm")
            inner = _gelu(self._dense(x, at + "intermediate.dense"))
            x = self._normalised(
                x + self._dense(inner, at + "output.dense"), at + "output.LayerNorm"
            )
        mean = x.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), np.float32)

    def _attention(self, x: "NDArray[np.float32]", at: str) -> "NDArray[np.float32]":
        import numpy as np

        tokens, width = x.shape
        query, key, value = (
            self._dense(x, f"{at}attention.self.{part}")
            .reshape(tokens, self._heads, width // self._heads)
            .transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        query *= np.float32(1 / math.sqrt(width // self._heads))
        scores = query @ key.transpose(0, 2, 1)
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        seen = np.asarray(scores @ value, np.float32)
        return self._dense(
            seen.transpose(1, 0, 2).reshape(tokens, width), at + "attention.output.dense"
        )

    def _dense(self, x: "NDArray[np.float32]", name: str) -> "NDArray[np.float32]":
        found = x @ self._weights[name + ".weight"].T
        found += self._weights[name + ".bias"]
        return found

    def _normalised(self, x: "NDArray[np.float32]", name: str) -> "NDArray[np.float32]":
        import numpy as np

        scaled = np.asarray(x - x.mean(axis=-1, keepdims=True), np.float32)
        variance = (scaled * scaled).mean(axis=-1, keepdims=True)
        scaled /= np.sqrt(variance + np.float32(self._epsilon))
        scaled *= self._weights[name + ".weight"]
        scaled += self._weights[name + ".bias"]
        return scaled


def _gelu(x: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Return the Gaussian error linear unit x Φ(x) = max(x, 0) - ½ |x| erfc(|x|/√2), to 1.5e-7.

    Most steps work in place, because allocating memory takes longer than the arithmetic.
    """
    import numpy as np

    size = np.abs(x)
    z = size * np.float32(1 / math.sqrt(2))
    t = z * np.float32(0.3275911)
    t += 1
    np.reciprocal(t, out=t)
    erfc = t * np.float32(_ERF[0])
    for coefficient in _ERF[1:]:
        erfc += np.float32(coefficient)
        erfc *= t
    z *= z
    np.negative(z, out=z)
    erfc *= np.exp(z, out=z)
    erfc *= size
    erfc *= np.float32(0.5)
    return np.asarray(np.maximum(x, 0) - erfc, np.float32)


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))
