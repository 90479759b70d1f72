"""From a model's name on the command line to a model that can be asked."""

from pathlib import Path

from answer.adapters import MADE, load_adapter, trained_template
from answer.endpoint import EndpointChat
from answer.local import LocalChat, load_model
from answer.model import Chat
from answer.prompt import CITED, Template
from answer.weights import find_base
from builder.disk import below
from builder.errors import UserError

#: How the name of a model on a server begins.
ENDPOINT = "endpoint:"
_FORMS = "phi2, adapter:NAME, path:DIR, endpoint:URL#MODEL"


def load_chat(
    named: str, base: str, adapters: Path, template: Template | None = None, precision: str = "auto"
) -> Chat:
    """Load the model of this name.

    ``base`` is where `phi2` is found: a folder, or the name by which a hub knows it; ``adapters``
    the folder of the adapters that were trained here.
    """
    kind, _, what = named.partition(":")
    if named.startswith(ENDPOINT) and what:
        url, _, model = what.partition("#")
        return EndpointChat(url, model, template or CITED)
    if kind == "adapter" and what:
        return load_adapter(below(adapters, what), named, template, precision)
    if (kind == "path" and what) or named == "phi2":
        folder = find_base(what or base)
        if (folder / MADE).exists():  # an adapter merged into its base
            template = trained_template(folder, named, template)
        model, tokenizer = load_model(folder, precision)
        return LocalChat(named, model, tokenizer, template or CITED)
    raise UserError(f"“{named}” names no model.", f"Say one of: {_FORMS}.")
