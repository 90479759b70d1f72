"""The loss over the steps, drawn."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def draw(log: Sequence[Mapping[str, Any]], to: Path) -> None:
    """Training loss in blue, validation loss in orange; written whole or not at all."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4), layout="constrained")
    for key, label, colour, mark in (
        ("loss", "training", "tab:blue", ""),
        ("val_loss", "validation", "tab:orange", "o"),
    ):
        points = [(row["step"], row[key]) for row in log if row.get(key) is not None]
        if points:
            axes.plot(*zip(*points, strict=True), label=label, color=colour, marker=mark)
    axes.set_xlabel("step")
    axes.set_ylabel("loss, nats a token")
    if axes.lines:
        axes.legend()
    beside = to.with_name(f".{to.name}.new.png")
    figure.savefig(beside)
    pyplot.close(figure)
    beside.replace(to)
