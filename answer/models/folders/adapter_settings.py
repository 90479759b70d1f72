"""Check the settings of an adapter: a LoRA of plain names, no larger than its weights."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from builder.errors import UserError
from retrieval.model_hub import tensor_shapes

#: What may differ from peft's defaults; every other setting brings code, files, loops or weights
#: that an adapter of this project has not.
_FREE = frozenset(
    "alpha_pattern base_model_name_or_path bias exclude_modules fan_in_fan_out inference_mode"
    " layers_pattern layers_to_transform lora_alpha lora_bias lora_dropout"
    " modules_to_save peft_type peft_version r rank_pattern revision target_modules task_type"
    " use_dora use_rslora ensure_weight_tying qalora_group_size".split()
)
_DEFAULTS = {"megatron_core": "megatron.core"}
#: Settings that hold names of modules. A text that is no name would be a regular expression.
_NAMES = "target_modules exclude_modules modules_to_save layers_pattern".split()
_PATTERNS = ("rank_pattern", "alpha_pattern")
#: How weights are begun that are replaced by the adapter's own; other ways take the base apart.
_BEGINNINGS = (True, False, None, "gaussian")
_MOST_NAMES = 1000


def check_adapter(folder: Path, config: Mapping[str, Any]) -> None:
    """Refuse an adapter that is no plain LoRA, or whose settings do not fit its weights.

    Args:
        folder: The adapter's folder.
        config: Its settings.

    Raises:
        UserError: With the setting that is refused.
    """
    shapes = tensor_shapes(folder, "adapter_model")
    widest = max((size for shape in shapes.values() for size in shape), default=0)
    ranks = [config.get("r"), *_values(config.get("rank_pattern"))]
    wrong = next(
        (
            name
            for name, right in (
                ("peft_type", config.get("peft_type") == "LORA"),
                *((key, _is_harmless(key, config[key])) for key in config),
                ("r", all(type(rank) is int and 0 < rank <= widest for rank in ranks)),
            )
            if not right
        ),
        None,
    )
    if wrong:
        raise UserError(
            f"The adapter in {folder} is refused for its setting {wrong}.",
            "Only plain LoRA adapters whose settings fit their weights are loaded.",
        )


def _is_harmless(name: str, value: Any) -> bool:
    if name in _NAMES:
        given = [value] if isinstance(value, str) else value
        return given is None or (
            isinstance(given, list) and len(given) <= _MOST_NAMES and all(map(_is_name, given))
        )
    if name in _PATTERNS:
        given = value or {}
        return isinstance(given, dict) and len(given) <= _MOST_NAMES and all(map(_is_name, given))
    if name == "init_lora_weights":
        return value in _BEGINNINGS
    return name in _FREE or not value or value == _DEFAULTS.get(name)


def _is_name(text: Any) -> bool:
    return isinstance(text, str) and bool(re.fullmatch(r"[\w.-]{1,200}", text))


def _values(pattern: Any) -> list[Any]:
    return list(pattern.values()) if isinstance(pattern, dict) else []
