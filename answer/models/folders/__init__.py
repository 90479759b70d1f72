"""Check what the files of a model folder ask for, before a library obeys them.

`sizes` compares a model's settings with its weights, `adapter_settings` those of an adapter;
`tokenizer_trial` tries a tokenizer in a `trial_process` that can be ended.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "adapter_settings": ["check_adapter"],
        "sizes": ["check_sizes"],
        "tokenizer_trial": ["try_tokenizer"],
    },
)
