"""The rate of bare matrix products on this machine, which no training exceeds."""

import time
from typing import Any


def matrix_rate(precision: str) -> float:
    """Measure the FLOP/s of the product of two large matrices, the best of five."""
    import torch

    on_gpu = torch.cuda.is_available()
    half = torch.float16 if precision.endswith("fp16") else torch.bfloat16
    dtype = torch.float32 if precision == "fp32" else half
    size = 8192 if on_gpu else 1024
    one: Any = torch.ones(size, size, dtype=dtype, device="cuda" if on_gpu else "cpu")
    best = float("inf")
    for _ in range(5):
        started = time.perf_counter()
        product = one @ one
        if on_gpu:
            torch.cuda.synchronize()
        best = min(best, time.perf_counter() - started)
        del product
    return 2 * size**3 / best
