"""Train an adapter on examples: by answers, by preferences or by rewards.

Order: energy <- log <- lora <- job, plan; rewards; previews <- callbacks; trainer <- sft <- dpo,
grpo. From callbacks on modules load torch, transformers and trl, and are read when a training
begins.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "dpo": ["train_dpo"],
        "energy": ["Meter", "kg_co2_per_kwh"],
        "grpo": ["train_grpo"],
        "job": ["Job", "Trained", "is_trained"],
        "log": ["TrainingLog", "read_log"],
        "lora": ["AdapterSize", "adapt", "load_tokenizer", "load_trainable"],
        "previews": ["Previewer"],
        "rewards": ["Reward", "reward"],
        "sft": ["train"],
        "trainer": ["CheckpointingTrainer"],
    },
)
