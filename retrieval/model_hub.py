"""Find out what model folders and hubs are wrong in, and silence the libraries that load models."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from logging import CRITICAL, ERROR, getLogger
from pathlib import Path

from builder.errors import UserError

#: Most characters of a library's own words that are shown.
_MOST_WORDS = 200


@contextmanager
def loading(what: str, hint: str) -> Iterator[None]:
    """Say in a sentence whatever a library raises over files that are not ours.

    Any kind of error may come of a folder that is broken or made to harm: panics of Rust, which are
    no `Exception`, included. Only calls of the library belong under it, for a bug of ours would be
    hidden.

    Args:
        what: What is loaded, as the beginning of the sentence.
        hint: The next step.

    Raises:
        UserError: In the place of any other error.
    """
    try:
        yield
    except (UserError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        words = " ".join(str(error).split()) or type(error).__name__
        raise UserError(f"{what} cannot be loaded: {words[:_MOST_WORDS]}", hint) from error


def tensor_shapes(folder: Path, weights: str = "") -> dict[str, tuple[int, ...]]:
    """Return name and shape of each tensor in the safetensors of a folder; none is loaded.

    Args:
        folder: The folder.
        weights: What the names of its files begin with.

    Raises:
        UserError: A file is damaged.
    """
    from safetensors import safe_open

    shapes: dict[str, tuple[int, ...]] = {}
    for file in sorted(folder.rglob(f"{weights}*.safetensors")):
        with (
            loading(f"{file.name} in {folder}", "Fetch the model again."),
            safe_open(str(file), "np") as tensors,
        ):
            shapes |= {name: tuple(tensors.get_slice(name).get_shape()) for name in tensors.keys()}  # noqa: SIM118
    return shapes


def require_tensors(folder: Path, wanted: Iterable[str]) -> None:
    """Check that weights hold a model's tensors; a library fills those that lack with random ones.

    Args:
        folder: The model's folder.
        wanted: The names of the model's tensors; in the weights they may stand behind a prefix.

    Raises:
        UserError: If one lacks.
    """
    there = {
        ".".join(parts[first:])
        for name in tensor_shapes(folder)
        for parts in [name.split(".")]
        for first in range(len(parts))
    }
    if lacking := sorted(set(wanted) - there):
        raise UserError(
            f"The weights in {folder} lack {len(lacking)} tensors, {lacking[0]} for one.",
            "Fetch the model again: random numbers would stand in their place.",
        )


def troubles() -> tuple[type[Exception], ...]:
    """Return the errors that a request to a hub may raise, those of its HTTP library included."""
    from huggingface_hub.errors import HfHubHTTPError

    return OSError, ValueError, HfHubHTTPError.__bases__[0]


def keep_quiet() -> None:
    """Switch off hub access, telemetry and progress bars before a model's libraries load."""
    os.environ["HF_HUB_OFFLINE"] = "1"  # all that a model needs is in its folder
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    getLogger("bitsandbytes").setLevel(ERROR)  # it warns of kernels that it would fetch
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    # What it says names tensors and settings as a folder gives them; we say what is wrong.
    logging.set_verbosity(CRITICAL)
