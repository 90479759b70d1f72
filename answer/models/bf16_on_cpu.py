"""Fast reading of prompts by bf16 weights on processors without 16-bit arithmetic.

Processors without 16-bit arithmetic (no AVX-512) multiply bf16 matrices number by number, at about
a fifth of the speed of fp32. While a prompt is read there, each weight is converted to fp32 block
by block; in memory all weights stay bf16. Single tokens are computed in bf16: their speed is
limited by memory bandwidth and not by arithmetic.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

#: Rows of an input from which converting the weights costs less than it saves.
_FEWEST_ROWS = 16
#: Numbers of a weight that are held as fp32 at one time: 4 MB.
_BLOCK_NUMBERS = 1 << 20


def multiplies_in_16_bits() -> bool:
    """Return True if this processor has 16-bit arithmetic; without it bf16 is slow."""
    import torch

    native = getattr(torch.ops.mkldnn, "_is_mkldnn_bf16_supported", None)
    return bool(native and native())


@contextmanager
def linear_layers_in_fp32(model: Any) -> Iterator[None]:
    """Let slow bf16 linear layers multiply in fp32 while the context lasts.

    Layers on a GPU, in fp32, or on a processor with 16-bit arithmetic are left as they are.
    """
    import torch

    slow = [
        module
        for module in model.modules()
        if type(module) is torch.nn.Linear and _is_slow(module.weight)
    ]
    # One buffer serves all blocks: allocating one for each would take longer than filling it.
    size = max([_BLOCK_NUMBERS, *(module.in_features for module in slow)]) if slow else 0
    buffer = torch.empty(size)
    for module in slow:
        module.forward = partial(_linear_in_fp32, module, buffer)  # type: ignore[method-assign]
    try:
        yield
    finally:
        for module in slow:
            del module.forward


def _is_slow(weight: Any) -> bool:
    import torch

    on_cpu = weight.device.type == "cpu" and weight.dtype == torch.bfloat16
    return on_cpu and not multiplies_in_16_bits()


def _linear_in_fp32(module: Any, buffer: Any, given: Any) -> Any:
    """Apply a bf16 linear layer to ``given`` in fp32, rounding once at the end.

    Args:
        module: The linear layer; its weight has the shape (outputs, inputs).
        buffer: fp32 memory for one block of rows of the weight.
        given: The layer's input, of the shape (…, inputs).
    """
    import torch

    weight, bias = module.weight, module.bias
    if given.numel() < _FEWEST_ROWS * weight.shape[1]:
        return torch.nn.functional.linear(given, weight, bias)
    rows = given.reshape(-1, weight.shape[1]).float()
    output = given.new_empty((len(rows), len(weight)))
    step = max(_BLOCK_NUMBERS // weight.shape[1], 1)
    for first in range(0, len(weight), step):
        part = slice(first, first + step)
        narrow = weight[part]
        wide = buffer[: narrow.numel()].view(narrow.shape).copy_(narrow)
        product = torch.mm(rows, wide.T)
        output[:, part] = product if bias is None else product.add_(bias[part])
    return output.reshape(*given.shape[:-1], len(weight))
