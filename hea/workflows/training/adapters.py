"""Find the adapters of a workspace and read what their files say."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from answer.models.adapters import MADE, trained_template
from answer.models.model_files import find_base, is_on_disk, read_config
from answer.prompts import as_turn
from builder.errors import UserError
from builder.storage.files import child_path
from finetune.data.readers import read_source
from finetune.recipe import Recipe, read_recipe
from finetune.release.card_lint import BASES
from hea.workspace import Workspace

REPORT = "report.json"
_RECIPE = "recipe.toml"


def find_adapter(place: Workspace, name: str) -> Path:
    """Return the folder of a complete adapter.

    Raises:
        UserError: There is none of that name, or its training has not ended.
    """
    folder = child_path(place.adapters, name)
    trained_template(folder, name)
    return folder


def read_table(path: Path) -> dict[str, Any]:
    """Return the table in a JSON file; an empty one where there is no file."""
    if not path.exists():
        return {}
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def read_made(folder: Path) -> dict[str, Any]:
    """Return what a training wrote about itself beside its adapter."""
    return read_table(folder / MADE)


def recipe_of(folder: Path) -> Recipe:
    """Return the recipe that an adapter was trained by.

    Raises:
        UserError: The folder holds no recipe.
    """
    if not (folder / _RECIPE).exists():
        raise UserError(f"{folder.name} contains no {_RECIPE}.", "`hea train` leaves one.")
    return read_recipe(folder / _RECIPE)


def artefacts_of(place: Workspace, folder: Path) -> dict[str, Any]:
    """Return what the files beside a card say: the card's numbers must stand in one of them."""
    made = read_made(folder)
    return {
        "made": {"name": folder.name} | made | {"base": _public_name(made["base"])},
        "recipe": asdict(recipe_of(folder)),
        "report": read_table(folder / REPORT),
        "dataset": _dataset(place, made),
        "prompt": prompt_of(folder),
    }


def prompt_of(folder: Path) -> str:
    """Return the prompt format as an adapter is asked with it: in a turn, where it has turns.

    Raises:
        UserError: The folder holds no complete adapter.
    """
    layout = trained_template(folder, folder.name).layout
    if not has_turns(folder):
        return layout
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(
        str(folder), trust_remote_code=False, local_files_only=True
    )
    return as_turn(tokenizer, layout)


def has_turns(folder: Path) -> bool:
    """Return whether the tokenizer in a folder has a chat template, in either of its places."""
    beside = (folder / "chat_template.jinja").exists()
    return beside or bool(read_table(folder / "tokenizer_config.json").get("chat_template"))


def _dataset(place: Workspace, made: Mapping[str, Any]) -> dict[str, Any]:
    """Return the workspace's dataset's own account; nothing if the adapter learnt from another."""
    table = read_table(place.dataset / "made.json")
    trained_on = (made.get("dataset") or {}).get("sha256")
    return table if table and read_source(place.dataset).sha256 == trained_on else {}


def _public_name(base: str) -> str:
    """Return a base's name for a card: of a folder on this machine its last part alone."""
    if not Path(base).is_dir():
        return base
    merged = read_made(Path(base)).get("merged_from")
    return f"{merged}-merged" if merged else Path(base).name


def config_of(folder: Path) -> dict[str, Any]:
    """Return the configuration of an adapter's base.

    That of a base that is not on this disk comes from a table of well-known ones, if it is there.
    """
    base = str(read_made(folder)["base"])
    if is_on_disk(base):
        return read_config(find_base(base, fetch=False))
    return dict(BASES.get(base, {}))
