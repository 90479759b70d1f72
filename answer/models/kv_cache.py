"""The key-value cache of a local model: memory allocated once, and prefixes read once.

The cache of the last prompt is kept, so that the next prompt that begins alike is read from where
the two differ. The cache has room for the answer from the start: a cache that is copied to grow by
each token (as transformers' own is) costs a tenth of the time of a token at 1,500 tokens.
"""

from collections.abc import Sequence
from math import ceil
from typing import Any

import torch
from transformers import DynamicCache
from transformers.cache_utils import DynamicLayer

from answer.models.bf16_on_cpu import linear_layers_in_fp32

#: Tokens read at a time, about: enough to use a processor fully, few enough to need little memory.
CHUNK_TOKENS = 512


class _PreallocatedLayer(DynamicLayer):  # type: ignore[no-untyped-call]
    """Keys and values of one layer, appended in memory that is allocated once."""

    def __init__(self, room: int) -> None:
        """Make an empty layer with ``room`` tokens of memory."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._room = room
        self._store: tuple[Any, ...] | None = None

    def update(self, key_states: Any, value_states: Any, *_: Any, **__: Any) -> tuple[Any, Any]:
        """Append keys and values of the shape (rows, heads, tokens, size); return all so far."""
        held = self.get_seq_length()
        length = held + key_states.shape[-2]
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        if self._store is None or length > self._store[0].shape[-2]:
            size = max(self._room, length)
            old = (self.keys, self.values)
            self._store = tuple(
                new.new_empty((*new.shape[:-2], size, new.shape[-1]))
                for new in (key_states, value_states)
            )
            for store, kept in zip(self._store, old, strict=True):
                if held:
                    store[..., :held, :] = kept
        for store, new in zip(self._store, (key_states, value_states), strict=True):
            store[..., held:length, :] = new
        self.keys, self.values = (store[..., :length, :] for store in self._store)
        return self.keys, self.values

    def batch_repeat_interleave(self, repeats: int) -> None:
        """Repeat each row; the memory allocated for fewer rows is given up."""
        super().batch_repeat_interleave(repeats)
        self._store = None


def new_cache(model: Any, room: int) -> Any:
    """Return an empty cache that holds ``room`` tokens before it must be copied."""
    cache = DynamicCache(config=model.config)
    cache.layers = [
        _PreallocatedLayer(room) if type(layer) is DynamicLayer else layer for layer in cache.layers
    ]
    return cache


def chunk_size(tokens: int) -> int:
    """Return the size of the even chunks in which ``tokens`` tokens are read.

    Every chunk costs one pass over all weights, so a small chunk at the end would be a waste.
    """
    return max(ceil(tokens / max(round(tokens / CHUNK_TOKENS), 1)), 1)


def shared_prefix_length(prompts: Sequence[Sequence[int]]) -> int:
    """Count the tokens that all prompts begin with; the last token of a prompt never counts."""
    least = min(len(ids) for ids in prompts) - 1
    alike = (len(set(tokens)) == 1 for tokens in zip(*prompts, strict=False))
    found = next((place for place, same in enumerate(alike) if not same), least)
    return min(found, least)


def prefill(model: Any, prefix: Sequence[int], rows: int, room: int) -> Any:
    """Read a prefix once and return a cache of ``rows`` rows that all hold it."""
    cache = new_cache(model, room)
    if prefix:
        given = torch.tensor([list(prefix)], device=model.device)
        with torch.inference_mode(), linear_layers_in_fp32(model):
            model.base_model(given, past_key_values=cache, use_cache=True)
        cache.batch_repeat_interleave(rows)
    return cache


class PromptCache:
    """The cache of the last prompt and its answer, which the next prompt continues from."""

    def __init__(self, model: Any) -> None:
        """Begin with an empty cache for this transformers model."""
        self._model = model
        self._seen: list[int] = []
        self._cache: Any = None

    def recall(self, ids: Sequence[int], room: int) -> Any:
        """Return the last cache, cut back to the prefix it shares with ``ids``, or an empty one."""
        alike = shared_prefix_length([ids, [*self._seen, -1]])
        held = self._cache.get_seq_length() if self._cache is not None else 0
        # A sliding window that has moved on cannot be cut back.
        if min(alike, held) == 0 or getattr(self._model.config, "sliding_window", None):
            self._cache = new_cache(self._model, room)
        elif held > alike:
            self._cache.crop(alike - held)
        self._seen = []
        return self._cache

    def keep(self, ids: Sequence[int]) -> None:
        """Record that the cache that was returned last holds these tokens."""
        self._seen = list(ids)
