"""Run the sentence embedder's model by numpy, ready in half a second.

Importing onnxruntime or torch takes longer than answering a question, so questions are embedded by
this forward pass over the very weights that the corpus was embedded with. It knows BERT encoders
(Devlin et al. 2019, doi:10.18653/v1/N19-1423) with mean pooling, such as all-MiniLM-L6-v2.
"""

import concurrent.futures  # its pools are loaded when they are first named
import json
import math
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from builder.errors import UserError
from retrieval.embedding.model_folder import Embedder, EmbedderFolder, Vectors
from retrieval.embedding.stored_tensors import mapped_tensors, write_single
from retrieval.embedding.word_pieces import WordPieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_Array: TypeAlias = "NDArray[np.float32]"
#: Gives a tensor of the model by its name.
_Weights: TypeAlias = Callable[[str], _Array]

#: Texts on which numpy's vectors are compared with the embedder's.
_PROBES = (
    "Why is CrMnFeCoNi tough at 77 K?",
    "Al0.3CoCrFeNi was cold rolled and annealed at 700 °C for 1 h.",
    "yield strength",
    "A single-phase BCC solid solution forms, and its hardness rises from 116 to 527 HV. " * 4,
)
#: Coefficients of 7.1.26 in Abramowitz and Stegun 1964, the highest power first.
_ERF = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
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


class NumpyEmbedder:
    """A BERT sentence encoder in numpy, float32; every text is run by itself."""

    def __init__(self, model: EmbedderFolder) -> None:
        """Load a model for which `is_supported` holds."""
        from threadpoolctl import ThreadpoolController

        config = _json(model.folder / "config.json")
        self._tensors = mapped_tensors(model.folder / "model.safetensors")
        self._kept: dict[str, _Array] = {}
        self._is_first = True
        self._algebra = ThreadpoolController()  # of the libraries that numpy has loaded by now
        self._heads = int(config["num_attention_heads"])
        self._layers = int(config["num_hidden_layers"])
        self._epsilon = float(config["layer_norm_eps"])
        self._pieces = WordPieces(model.folder)
        self.name = model.name
        self.window = self._pieces.window
        self.count_tokens = self._pieces.count

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of shape (len(texts), dimension), float32.

        A product of such small matrices gains nothing by a second thread, and the threads of the
        linear algebra wait by spinning: on a busy machine they took eight times the processor time.
        """
        import numpy as np

        is_first, self._is_first = self._is_first, False
        with self._algebra.limit(limits=1):
            if len(texts) == 1:
                weights = self._passing() if is_first else self._weight
                return self._forward(texts[0], weights)[np.newaxis]
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as cores:
                return np.stack(list(cores.map(lambda t: self._forward(t, self._weight), texts)))

    def _weight(self, name: str) -> _Array:
        """Return a tensor as float32; one that had to be converted is kept."""
        import numpy as np

        if name not in self._kept:
            self._kept[name] = self._tensors[name].astype(np.float32, copy=False)
        return self._kept[name]

    def _passing(self) -> _Weights:
        """Return what converts each matrix into the same memory, for a single text.

        Fresh memory for all of them takes longer than the arithmetic.
        """
        import numpy as np

        memory = np.empty(max(a.size for n, a in self._tensors.items() if "mbed" not in n), "f4")

        def weights(name: str) -> _Array:
            stored = self._tensors[name]
            if stored.dtype == np.float32 or stored.ndim == 1:
                return stored.astype(np.float32, copy=False)
            converted = memory[: stored.size].reshape(stored.shape)
            write_single(stored, converted)
            return converted

        return weights

    def _rows(self, name: str, rows: "Sequence[int] | slice") -> _Array:
        """Return rows of an embedding table, of which no other row is read."""
        import numpy as np

        table = self._tensors[f"embeddings.{name}_embeddings.weight"]
        return np.asarray(table[rows], np.float32)

    def _forward(self, text: str, weights: _Weights) -> _Array:
        import numpy as np

        ids = self._pieces.ids(text)
        x = (
            self._rows("word", ids)
            + self._rows("position", slice(len(ids)))
            + self._rows("token_type", slice(1))
        )
        x = self._normalised(x, "embeddings.LayerNorm", weights)
        for layer in range(self._layers):
            at = f"encoder.layer.{layer}."
            seen = x + self._attention(x, at, weights)
            x = self._normalised(seen, at + "attention.output.LayerNorm", weights)
            inner = _gelu(_dense(x, at + "intermediate.dense", weights))
            x = x + _dense(inner, at + "output.dense", weights)
            x = self._normalised(x, at + "output.LayerNorm", weights)
        mean = x.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), np.float32)

    def _attention(self, x: _Array, at: str, weights: _Weights) -> _Array:
        import numpy as np

        tokens, width = x.shape
        query, key, value = (
            _dense(x, f"{at}attention.self.{part}", weights)
            .reshape(tokens, self._heads, width // self._heads)
            .transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        query *= np.float32(1 / math.sqrt(width // self._heads))
        scores = query @ key.transpose(0, 2, 1)
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        seen = np.asarray(scores @ value, np.float32).transpose(1, 0, 2).reshape(tokens, width)
        return _dense(seen, at + "attention.output.dense", weights)

    def _normalised(self, x: _Array, name: str, weights: _Weights) -> _Array:
        import numpy as np

        scaled = np.asarray(x - x.mean(axis=-1, keepdims=True), np.float32)
        variance = (scaled * scaled).mean(axis=-1, keepdims=True)
        scaled /= np.sqrt(variance + np.float32(self._epsilon))
        scaled *= weights(name + ".weight")
        scaled += weights(name + ".bias")
        return scaled


def _dense(x: _Array, name: str, weights: _Weights) -> _Array:
    found: _Array = x @ weights(name + ".weight").T
    found += weights(name + ".bias")
    return found


def _gelu(x: _Array) -> _Array:
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
