"""Load a model by its name on the command line."""

from collections.abc import Callable
from pathlib import Path

from answer.models.adapters import MADE, load_adapter, trained_template
from answer.models.model_files import find_base
from answer.models.openai_server import OpenAIServer
from answer.models.protocol import LanguageModel
from answer.models.transformers_model import TransformersModel, load_model
from answer.prompts import CITED, Template
from builder.errors import UserError
from builder.storage.files import child_path

#: The beginning of the name of a model on a server.
ENDPOINT = "endpoint:"
_FORMS = "phi2, adapter:NAME, path:DIR, endpoint:URL#MODEL"


def load_model_by_name(
    named: str,
    base: str,
    adapters: Path,
    template: Template | None = None,
    precision: str = "auto",
    note: Callable[[str], None] = lambda words: None,
) -> LanguageModel:
    """Load a base model, an adapter or a folder, or connect to a server.

    Args:
        named: `phi2`, `adapter:NAME`, `path:DIR` or `endpoint:URL#MODEL`.
        base: The model that `phi2` stands for: a folder, or a name on a hub.
        adapters: The folder of the adapters that were trained here.
        template: The prompt template; None for the one the weights were trained with.
        precision: As in `load_model`.
        note: Told when a server asks to wait.

    Raises:
        UserError: If the name has another form, or the model cannot be loaded.
    """
    kind, _, what = named.partition(":")
    if named.startswith(ENDPOINT) and what:
        url, _, model = what.partition("#")
        return OpenAIServer(url, model, template or CITED, note=note)
    if kind == "adapter" and what:
        return load_adapter(child_path(adapters, what), named, template, precision, base)
    if (kind == "path" and what) or named == "phi2":
        folder = find_base(what or base)
        if (folder / MADE).exists():  # an adapter merged into its base
            template = trained_template(folder, named, template)
        model, tokenizer = load_model(folder, precision)
        return TransformersModel(named, model, tokenizer, template or CITED)
    raise UserError(f"There is no model “{named}”.", f"Use one of: {_FORMS}.")
