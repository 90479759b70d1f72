"""Measure what the program takes of a machine before it does anything: its installation."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__, submod_attrs={"install": ["measure_install"]}
)
