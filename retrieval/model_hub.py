"""Name the errors of model hubs, and silence the libraries that load models."""

import os
from logging import ERROR, getLogger


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
