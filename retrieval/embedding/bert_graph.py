"""Describe a BERT sentence encoder as an ONNX graph over the tensors of a safetensors file."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from builder.errors import UserError
from retrieval.embedding.onnx_messages import (
    FLOAT,
    FLOAT16,
    INT64,
    model,
    node,
    port,
    stored_tensor,
    whole_numbers,
)
from retrieval.embedding.stored_tensors import StoredTensor

#: Versions of the operators: ONNX's own, and those that onnxruntime adds.
_MICROSOFT = "com.microsoft"
_OPERATORS = {"": 18, _MICROSOFT: 1}
_AXIS = "axis0"
_NO_SETTINGS: Mapping[str, float] = MappingProxyType({})


class BertGraph:
    """The graph of a BERT encoder for one text, from its tokens to the mean of their vectors."""

    def __init__(
        self, file: str, tensors: Mapping[str, StoredTensor], config: Mapping[str, Any]
    ) -> None:
        """Describe a model by the names that its tensors have in a safetensors file.

        Args:
            file: Name of that file.
            tensors: Where they stand in it.
            config: The model's `config.json`.
        """
        self._file, self._tensors, self._config = file, tensors, config
        self._nodes: list[bytes] = []
        self._constants = {_AXIS: whole_numbers(_AXIS, [0])}
        self._epsilon = float(config["layer_norm_eps"])

    def written(self) -> bytes:
        """Return the graph as an ONNX model.

        Raises:
            UserError: A tensor lacks.
        """
        word = self._rows("word", "ids")
        place = self._rows("position", "places")
        kind = self._rows("token_type", _AXIS)
        x = self._add("Add", [self._add("Add", [word, place]), kind])
        x = self._normalised(x, "embeddings.LayerNorm")
        for layer in range(int(self._config["num_hidden_layers"])):
            x = self._layer(x, f"encoder.layer.{layer}.")
        self._nodes.append(node("ReduceMean", [x, _AXIS], "mean", "", {"keepdims": 0}))
        takes = [port("ids", INT64, "tokens"), port("places", INT64, "tokens")]
        gives = [port("mean", FLOAT, "width")]
        return model(self._nodes, list(self._constants.values()), takes, gives, _OPERATORS)

    def _layer(self, x: str, at: str) -> str:
        seen = self._dense(self._attention(x, at), at + "attention.output.dense")
        x = self._normalised(self._add("Add", [x, seen]), at + "attention.output.LayerNorm")
        inner = self._dense(x, at + "intermediate.dense")
        inner = self._dense(self._add("Gelu", [inner], _MICROSOFT), at + "output.dense")
        return self._normalised(self._add("Add", [x, inner]), at + "output.LayerNorm")

    def _attention(self, x: str, at: str) -> str:
        parts = [self._dense(x, f"{at}attention.self.{one}") for one in ("query", "key", "value")]
        alone = [self._add("Unsqueeze", [one, _AXIS]) for one in parts]  # a batch of one text
        heads = {"num_heads": int(self._config["num_attention_heads"])}
        seen = self._add("MultiHeadAttention", alone, _MICROSOFT, heads)
        return self._add("Squeeze", [seen, _AXIS])

    def _dense(self, x: str, name: str) -> str:
        weights = [self._constant(f"{name}.{part}") for part in ("weight", "bias")]
        return self._add("Gemm", [x, *weights], "", {"transB": 1})

    def _normalised(self, x: str, name: str) -> str:
        weights = [self._constant(f"{name}.{part}") for part in ("weight", "bias")]
        settings = {"axis": -1, "epsilon": self._epsilon}
        return self._add("LayerNormalization", [x, *weights], "", settings)

    def _rows(self, table: str, rows: str) -> str:
        """Take rows of an embedding table, which are converted where it is not in float32."""
        name = self._stored(f"embeddings.{table}_embeddings.weight")
        return self._add("Cast", [self._add("Gather", [name, rows])], "", {"to": FLOAT})

    def _constant(self, name: str) -> str:
        """Return the name of a tensor in float32; onnxruntime converts it once, as it loads."""
        stored = self._stored(name)
        if self._tensors[name].kind == "F32":
            return stored
        return self._add("Cast", [stored], "", {"to": FLOAT})

    def _stored(self, name: str) -> str:
        at = self._tensors.get(name)
        if at is None:
            raise UserError(f"The weights in {self._file} lack {name}.", "Fetch the model again.")
        kind = FLOAT if at.kind == "F32" else FLOAT16
        self._constants[name] = stored_tensor(name, kind, at.shape, self._file, at.start, at.length)
        return name

    def _add(
        self,
        kind: str,
        inputs: Sequence[str],
        domain: str = "",
        settings: Mapping[str, float] = _NO_SETTINGS,
    ) -> str:
        """Add an operator; return the name of what it gives."""
        output = f"{kind}{len(self._nodes)}"
        self._nodes.append(node(kind, inputs, output, domain, settings))
        return output
