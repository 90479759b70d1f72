"""Holds a model on this machine to a JSON schema: a token that would break it cannot be written."""

from typing import Any

from builder.errors import UserError


class SchemaConstraint:
    """Makes the logits processors of one model; what a schema allows is worked out once."""

    def __init__(self, model: Any, tokenizer: Any) -> None:
        self._model, self._tokenizer = model, tokenizer
        self._made: dict[str, Any] = {}

    def to(self, schema: str) -> "_Rail":
        """A logits processor for one answer, or for several side by side."""
        if schema not in self._made:
            try:
                from outlines import from_transformers
                from outlines.backends import get_json_schema_logits_processor
            except ImportError as error:
                raise UserError(
                    "A model on this machine is held to JSON by outlines, which is not installed.",
                    "pip install -c requirements.lock -e '.[draft]', or name an endpoint.",
                ) from error
            wrapped = from_transformers(self._model, self._tokenizer)
            made: Any = get_json_schema_logits_processor("outlines_core", wrapped, schema)
            self._made[schema] = made.index
        return _Rail(self._made[schema])


class _Rail:
    """Rules out what the automaton of a schema does not allow next.

    outlines' own processor does so by torch.compile, for which there must be a C++ compiler.
    """

    def __init__(self, index: Any) -> None:
        self._index = index
        self._guides: list[Any] = []

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        import numpy as np
        import torch
        from outlines_core import Guide

        if not self._guides:
            self._guides = [Guide(self._index) for _ in range(len(input_ids))]
        else:
            for guide, token in zip(self._guides, input_ids[:, -1].tolist(), strict=True):
                if not guide.is_finished():
                    guide.advance(token, return_tokens=False)
        vocabulary = scores.shape[1]
        bits = np.zeros((len(self._guides), (vocabulary + 31) // 32), np.int32)
        for guide, row in zip(self._guides, bits, strict=True):
            guide.write_mask_into(row.ctypes.data, row.size, row.itemsize)
        allowed = np.unpackbits(bits.view(np.uint8), axis=1, bitorder="little")[:, :vocabulary]
        return scores.masked_fill(torch.from_numpy(allowed == 0).to(scores.device), -torch.inf)
