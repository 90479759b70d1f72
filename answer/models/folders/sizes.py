"""Compare the numbers in a model's settings with the weights beside them, before it is built.

A library builds what the settings ask for before it looks at the weights: 10⁹ layers have no end.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from builder.errors import UserError
from retrieval.model_hub import tensor_shapes

#: No setting of a model is larger: a tensor's dimension fits into 31 bits.
_MOST = 2**31
#: Parts of one kind in a model whose weights are not there.
_MOST_PARTS = 1000
#: Names of settings that say how often a part of the model is built.
_PARTS = re.compile(r"(?i)(?:^|_)(?:layers?|depth|blocks|experts)$")


def check_sizes(folder: Path, config: Mapping[str, Any]) -> None:
    """Refuse settings that ask for more than the weights can hold.

    Args:
        folder: The model's folder.
        config: Its settings.

    Raises:
        UserError: If a number is larger than any model's, or the weights cannot be read.
    """
    shapes = tensor_shapes(folder, "model")
    parts = len(shapes) or _MOST_PARTS  # a model is planned by its settings alone
    widest = max((size for shape in shapes.values() for size in shape), default=0)
    for name, value in _numbers(config):
        most = _MOST
        if _PARTS.search(name):
            most = max(parts, widest) if name.endswith("experts") else parts
        if not -_MOST <= value <= most:
            raise UserError(
                f"The model in {folder} asks for {name} = {value:.4g}, and its weights are"
                f" {len(shapes)} tensors.",
                "Fetch the model again: its config.json does not belong to its weights.",
            )


def _numbers(settings: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Yield the numbers in settings by the names they stand under, those of lists included."""
    waiting: list[tuple[str, Any]] = list(settings.items())
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value.items())
        elif isinstance(value, list):
            waiting.extend(("" if _PARTS.search(name) else name, each) for each in value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield name, value
