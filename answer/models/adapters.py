"""Load an adapter with the base model and the prompt template that it was trained with."""

import json
import warnings
from pathlib import Path
from typing import Any

from answer.models.model_files import check_folder, find_base, fingerprint, read_config
from answer.models.transformers_model import TransformersModel, load_model
from answer.prompts import Template, find_template
from builder.errors import UserError
from builder.storage.files import write_atomic

#: The file beside a complete adapter that names its base model and prompt template.
MADE = "made.json"


def load_adapter(
    adapter: Path, name: str, template: Template | None = None, precision: str = "auto"
) -> TransformersModel:
    """Load an adapter on its base, merged into it unless that is in 4 bits.

    Args:
        adapter: The adapter's folder.
        name: The model's name on the command line.
        template: The prompt template that a person asks for; None for the trained one.
        precision: As in `load_model`.

    Raises:
        UserError: If adapter, base and template do not belong together.
    """
    tuned, tokenizer, trained = open_adapter(adapter, name, template, precision)
    if not getattr(tuned.get_base_model(), "is_loaded_in_4bit", False):
        tuned = tuned.merge_and_unload()
    return TransformersModel(name, tuned.eval(), tokenizer, trained)


def open_adapter(
    adapter: Path, name: str, template: Template | None = None, precision: str = "auto"
) -> tuple[Any, Any, Template]:
    """Load an adapter on its base without merging; return model, tokenizer and template."""
    trained = trained_template(adapter, name, template)
    made = _made(adapter)
    check_folder(adapter, "adapter_model")
    base = find_base(str(made["base"]))
    if fingerprint(base) != made["base_fingerprint"]:
        raise UserError(
            f"{name} was trained on other weights than those in {base}.",
            f"It needs {made['base']} with the fingerprint {made['base_fingerprint']}.",
        )
    model, tokenizer = load_model(base, precision)
    from peft import PeftModel

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # from peft's use of transformers
        tuned = PeftModel.from_pretrained(model, str(adapter), is_trainable=False)
    if (adapter / "tokenizer_config.json").exists():
        from transformers import AutoTokenizer

        tokenizer = AutoTokenizer.from_pretrained(
            str(adapter), trust_remote_code=False, local_files_only=True
        )
    return tuned, tokenizer, trained


def trained_template(folder: Path, name: str, asked: Template | None = None) -> Template:
    """Return the prompt template that a folder's weights were trained with; refuse another."""
    made = _made(folder)
    trained = find_template(str(made["template"]["id"]))
    if asked is not None and asked.id != trained.id:
        raise UserError(
            f"{name} was trained with the prompt format “{trained.id}”, not “{asked.id}”.",
            f"Leave --prompt out, or say --prompt {trained.id}.",
        )
    if trained.hash != made["template"]["hash"]:
        raise UserError(
            f"The prompt format “{trained.id}” has changed since {name} was trained.",
            "Train it again with this version, or ask with the version that trained it.",
        )
    return trained


def _made(adapter: Path) -> dict[str, Any]:
    """Read `made.json` of an adapter's folder."""
    if not adapter.is_dir():
        raise UserError(f"There is no adapter in {adapter}.", "`hea train` makes one.")
    try:
        made = read_config(adapter, MADE)
        if {"id", "hash"} <= made["template"].keys() and {
            "base",
            "base_fingerprint",
        } <= made.keys():
            return made
    except (KeyError, AttributeError, UserError) as error:
        raise UserError(
            f"The adapter in {adapter} is not complete: its {MADE} is missing or damaged.",
            "Train it again; `hea train` goes on where it stopped.",
        ) from error
    raise UserError(
        f"{MADE} in {adapter} does not say which base and prompt it was trained with.",
        "Train it again.",
    )


def write_made(adapter: Path, base: str, template: Template, **more: Any) -> None:
    """Write `made.json`, the last file of an adapter, which marks it as complete."""
    made = {
        "base": base,
        "base_fingerprint": fingerprint(find_base(base)),
        "template": {"id": template.id, "hash": template.hash},
        **more,
    }
    write_atomic(adapter / MADE, json.dumps(made, indent=1, sort_keys=True) + "\n")
