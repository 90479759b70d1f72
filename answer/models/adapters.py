"""Load an adapter with the base model and the prompt template that it was trained with."""

import json
import warnings
from pathlib import Path
from typing import Any

from answer.models.model_files import (
    check_folder,
    find_base,
    fingerprint,
    is_on_disk,
    read_config,
)
from answer.models.transformers_model import TransformersModel, load_model, load_tokenizer
from answer.prompts import Template, find_template
from builder.errors import UserError
from builder.storage.files import write_atomic
from retrieval.model_hub import loading, tensor_shapes

#: The file beside a complete adapter that names its base model and prompt template.
MADE = "made.json"


def load_adapter(
    adapter: Path,
    name: str,
    template: Template | None = None,
    precision: str = "auto",
    base: str = "",
) -> TransformersModel:
    """Load an adapter on its base, merged into it unless that is in 4 bits.

    Args:
        adapter: The adapter's folder.
        name: The model's name on the command line.
        template: The prompt template that a person asks for; None for the trained one.
        precision: As in `load_model`.
        base: The base that a person names, as in `open_adapter`.

    Raises:
        UserError: If adapter, base and template do not belong together.
    """
    tuned, tokenizer, trained = open_adapter(adapter, name, template, precision, base)
    if not getattr(tuned.get_base_model(), "is_loaded_in_4bit", False):
        tuned = tuned.merge_and_unload()
    return TransformersModel(name, tuned.eval(), tokenizer, trained)


def open_adapter(
    adapter: Path,
    name: str,
    template: Template | None = None,
    precision: str = "auto",
    base: str = "",
) -> tuple[Any, Any, Template]:
    """Load an adapter on its base without merging; return model, tokenizer and template.

    Args:
        adapter: As in `load_adapter`, and so are the next three.
        name: The model's name.
        template: The template that is asked for.
        precision: The precision of the base.
        base: A folder or a hub's name that a person gives: the base, if the one that the adapter
            names is not on this disk. No hub is asked for what an adapter alone names.
    """
    trained = trained_template(adapter, name, template)
    made = _made(adapter)
    check_folder(adapter, "adapter_model")
    wanted = str(made["base"])
    folder = find_base(base) if base and not is_on_disk(wanted) else find_base(wanted, fetch=False)
    if fingerprint(folder) != made["base_fingerprint"]:
        raise UserError(
            f"{name} was trained on other weights than those in {folder}.",
            f"It needs {made['base']} with the fingerprint {made['base_fingerprint']}.",
        )
    model, tokenizer = load_model(folder, precision)
    from peft import PeftModel, get_peft_model_state_dict

    with warnings.catch_warnings(), loading(f"The adapter in {adapter}", "Train it again."):
        warnings.simplefilter("ignore", FutureWarning)  # from peft's use of transformers
        tuned = PeftModel.from_pretrained(model, str(adapter), is_trainable=False)
        wanted_names = set(get_peft_model_state_dict(tuned, save_embedding_layers=False))
    _check_tensors(adapter, wanted_names)
    if (adapter / "tokenizer_config.json").exists():
        tokenizer = load_tokenizer(adapter)
    return tuned, tokenizer, trained


def _check_tensors(adapter: Path, wanted: set[str]) -> None:
    """Refuse an adapter that is not all of what its settings say: its base would answer instead."""
    there = set(tensor_shapes(adapter, "adapter_model"))
    lacking, foreign = wanted - there, {name for name in there - wanted if "lora_" in name}
    if lacking or foreign or not wanted:
        raise UserError(
            f"The weights in {adapter} do not fit its settings: of {len(wanted)} tensors"
            f" {len(lacking)} lack, and {len(foreign)} have no place.",
            "Train it again, or fetch it again from where you trust it.",
        )


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
