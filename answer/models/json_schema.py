"""Constrained decoding: tokens that would break a JSON schema get no probability."""

from typing import Any

from builder.errors import UserError


class SchemaConstraint:
    """The logits processors of one model; the automaton of a schema is built once."""

    def __init__(self, model: Any, tokenizer: Any) -> None:
        """Keep the transformers model and tokenizer for which automata are built."""
        self._model, self._tokenizer = model, tokenizer
        self._automata: dict[str, Any] = {}

    def processor(self, schema: str) -> "_SchemaLogitsProcessor":
        """Return a logits processor for one answer, or for one batch of answers.

        Raises:
            UserError: If outlines is not installed.
        """
        if schema not in self._automata:
            try:
                from outlines import from_transformers
                from outlines.backends import get_json_schema_logits_processor
            except ImportError as error:
                raise UserError(
                    "A model on this machine is held to JSON by outlines, which is not installed.",
                    "pip install -c requirements.lock -e '.[draft]', or give an endpoint.",
                ) from error
            wrapped = from_transformers(self._model, self._tokenizer)
            made: Any = get_json_schema_logits_processor("outlines_core", wrapped, schema)
            self._automata[schema] = made.index
        return _SchemaLogitsProcessor(self._automata[schema])


class _SchemaLogitsProcessor:
    """Sets the logits of all tokens to -inf that the automaton of a schema does not allow next.

    outlines' own processor uses torch.compile, which needs a C++ compiler.
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
