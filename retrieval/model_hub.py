"""Model hubs: asked only when one is named, and what goes wrong when they are."""


def troubles() -> tuple[type[Exception], ...]:
    """The errors that asking a hub may end in, also those of the library that speaks to it."""
    from huggingface_hub.errors import HfHubHTTPError

    return OSError, ValueError, HfHubHTTPError.__bases__[0]
