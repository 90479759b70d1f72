"""What a form may offer: the models of a workspace, and the phases and properties known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.materials.vocabulary import TERMS
from hea.workflows.answers.ask import EXTRACTIVE

if TYPE_CHECKING:
    from hea.workspace import Settings, Workspace

_ADAPTER = "adapter:"


def models_offered(place: Workspace, settings: Settings) -> dict[str, str]:
    """Return the names of the models that may be asked, each with its setting.

    They are quotes, the model of the settings, and the adapters trained here. A name holds no login
    of a server. Others are not offered: whoever uses a form may not name folders and servers.
    """
    adapters = [f"{_ADAPTER}{folder.parent.name}" for folder in place.adapters.glob("*/made.json")]
    names = [EXTRACTIVE, settings.model, *sorted(adapters)]
    return {_without_login(name): name for name in names}


def _without_login(name: str) -> str:
    if not name.startswith("endpoint:"):
        return name
    from answer.models.server.address import without_login  # loads an HTTP client

    return without_login(name)


def terms_of(kind: str) -> list[str]:
    """Return the names of a kind of terms, such as `phase` and `property`, in order."""
    return sorted((term.name for term in TERMS if term.kind == kind), key=str.lower)
