"""Train adapters, measure them beside their base, write their cards and bring them to others.

Order: adapters <- cards, examples <- train, report, release.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "adapters": ["artefacts_of", "config_of", "find_adapter", "recipe_of"],
        "cards": ["lint_adapter_card", "lint_base_card", "write_card"],
        "examples": ["dataset_examples", "held_out_rows", "paper_finder", "verdict_examples"],
        "release": ["gguf_export_commands", "merge_adapter", "pack_adapter", "push_adapter"],
        "report": ["measure_adapter"],
        "train": ["TrainingTask", "plan_training", "prepare_training", "run_training"],
    },
)
