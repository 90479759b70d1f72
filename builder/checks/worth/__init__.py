"""Learn from judged triples which are worth asking, and score others.

Order: features (what is measured of a triple), fitting (weights for them), model (the weights that
are used), learning (from judged triples and verdicts).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={"learning": ["learn"], "model": ["WorthModel", "read_model"]},
)
