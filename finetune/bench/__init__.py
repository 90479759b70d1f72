"""Measure how fast this machine trains, choice by choice.

Order: matrix_rate, toy_model <- throughput.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "throughput": ["TrainingRate", "paces"],
        "toy_model": ["questions_on", "random_base"],
    },
)
