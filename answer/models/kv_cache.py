"""How a local model reads a prompt: into a store with room, and in arithmetic the processor has.

What was read is kept, so that the next prompt that begins alike is read from where they part. The
store has room for the answer from the start: a cache that is copied to grow by each token (as
transformers' own does) costs a tenth of the time of a token at 1,500 tokens.

Processors without 16-bit arithmetic (no AVX-512) multiply bf16 matrices number by number, some
fifth of the speed of fp32. There weights are made fp32 piece by piece while a prompt is read; they
stay bf16 in memory. Single tokens are left as they are: for these memory is the limit.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from math import ceil
from typing import Any

import torch
from torch.nn.functional import linear
from transformers import DynamicCache
from transformers.cache_utils import DynamicLayer

from answer.models.transformers_model import multiplies_in_16_bits

#: Tokens read at a time, about: enough to use a processor fully, few enough to need little memory.
PIECE = 512
#: Rows of an input from which widening the weights costs less than it saves.
_FEW = 16
#: Numbers of a weight that are fp32 at one time: 4 MB.
_WIDENED = 1 << 20


class _Roomy(DynamicLayer):  # type: ignore[no-untyped-call]
    """Keys and values of one layer, written behind each other into room made once."""

    def __init__(self, room: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._room = room
        self._store: tuple[Any, ...] | None = None

    def update(self, key_states: Any, value_states: Any, *_: Any, **__: Any) -> tuple[Any, Any]:
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
        super().batch_repeat_interleave(repeats)
        self._store = None


def new_cache(model: Any, room: int) -> Any:
    """An empty cache that holds ``room`` tokens before it must be copied."""
    cache = DynamicCache(config=model.config)
    cache.layers = [
        _Roomy(room) if type(layer) is DynamicLayer else layer for layer in cache.layers
    ]
    return cache


def piece(tokens: int) -> int:
    """The size of the even pieces that so many tokens are read in: each costs all weights once."""
    return max(ceil(tokens / max(round(tokens / PIECE), 1)), 1)


def shared(prompts: Sequence[Sequence[int]]) -> int:
    """How many tokens all prompts begin with; the last of none is counted."""
    least = min(len(ids) for ids in prompts) - 1
    alike = (len(set(tokens)) == 1 for tokens in zip(*prompts, strict=False))
    found = next((place for place, same in enumerate(alike) if not same), least)
    return min(found, least)


def read_once(model: Any, beginning: Sequence[int], rows: int, room: int) -> Any:
    """A cache of so many rows, each of which has read the same beginning."""
    cache = new_cache(model, room)
    if beginning:
        given = torch.tensor([list(beginning)], device=model.device)
        with torch.inference_mode(), widened(model):
            model.base_model(given, past_key_values=cache, use_cache=True)
        cache.batch_repeat_interleave(rows)
    return cache


class PromptCache:
    """What a model has read and written last, to be gone on from."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._seen: list[int] = []
        self._cache: Any = None

    def recall(self, ids: Sequence[int], room: int) -> Any:
        """The cache of the prompt before, cut back to what both begin with; else an empty one."""
        alike = shared([ids, [*self._seen, -1]])
        held = self._cache.get_seq_length() if self._cache is not None else 0
        # A window that has moved on cannot be cut back.
        if min(alike, held) == 0 or getattr(self._model.config, "sliding_window", None):
            self._cache = new_cache(self._model, room)
        elif held > alike:
            self._cache.crop(alike - held)
        self._seen = []
        return self._cache

    def keep(self, ids: Sequence[int]) -> None:
        """Remember that the cache last given holds these tokens."""
        self._seen = list(ids)


@contextmanager
def widened(model: Any) -> Iterator[None]:
    """Read prompts in fp32, piece by piece, where the processor has no 16-bit arithmetic."""
    slow = [
        module
        for module in model.modules()
        if type(module) is torch.nn.Linear and _is_slow(module.weight)
    ]
    # Memory asked for anew for each piece would take longer to come than to be filled.
    room = torch.empty(max([_WIDENED, *(module.in_features for module in slow)]) if slow else 0)
    for module in slow:
        module.forward = partial(_linear, module, room)  # type: ignore[method-assign]
    try:
        yield
    finally:
        for module in slow:
            del module.forward


def _is_slow(weight: Any) -> bool:
    on_cpu = weight.device.type == "cpu" and weight.dtype == torch.bfloat16
    return on_cpu and not multiplies_in_16_bits()


def _linear(module: Any, room: Any, given: Any) -> Any:
    """What a linear layer makes of its input, in fp32, rounded once at the end."""
    weight, bias = module.weight, module.bias
    if given.numel() < _FEW * weight.shape[1]:
        return linear(given, weight, bias)
    rows = given.reshape(-1, weight.shape[1]).float()
    made = given.new_empty((len(rows), len(weight)))
    step = max(_WIDENED // weight.shape[1], 1)
    for first in range(0, len(weight), step):
        part = slice(first, first + step)
        narrow = weight[part]
        wide = room[: narrow.numel()].view(narrow.shape).copy_(narrow)
        product = torch.mm(rows, wide.T)
        made[:, part] = product if bias is None else product.add_(bias[part])
    return made.reshape(*given.shape[:-1], len(weight))
