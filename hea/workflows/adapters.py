"""Adapters of a workspace: where they lie, what their files say, and their cards."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.errors import UserError
from builder.storage.files import child_path
from hea.workspace import Workspace

if TYPE_CHECKING:
    from finetune.data.held_out import HeldOutRows
    from finetune.recipe import Recipe

REPORT = "report.json"

#: Beside a card: sha256 of it as it was written.
_SEAL = ".card.sha256"


def find_adapter(place: Workspace, name: str) -> Path:
    """The folder of a complete adapter."""
    from answer.models.adapters import trained_template

    folder = child_path(place.adapters, name)
    trained_template(folder, name)
    return folder


def read_table(path: Path) -> dict[str, Any]:
    """A file's table; empty where there is none."""
    if not path.exists():
        return {}
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def recipe_of(folder: Path) -> Recipe:
    """The recipe that an adapter was trained by."""
    from finetune.recipe import read_recipe

    if not (folder / "recipe.toml").exists():
        raise UserError(f"{folder.name} holds no recipe.toml.", "`hea train` leaves one.")
    return read_recipe(folder / "recipe.toml")


def held_out_rows(place: Workspace, folder: Path, source: Path | None, most: int) -> HeldOutRows:
    """What an adapter is measured by: the test rows of a dataset, asked as it was trained; the
    first ``most`` of them, or all for 0."""
    from answer.models.model_files import find_base
    from builder.dataset.files import read_dataset
    from finetune.data.held_out import hold_out
    from finetune.data.readers import read_source
    from finetune.training.lora import load_tokenizer
    from hea.cli.train.train import finder
    from hea.render import console

    source, recipe = source or place.dataset, recipe_of(folder)
    if not source.exists():
        raise UserError(
            "There are no held-out rows.", "Run `hea dataset`, or name them with --data."
        )
    ours = source.is_dir() and (source / "made.json").exists()
    kinds = {k: row["kind"] for k, (_, row) in read_dataset(source).items()} if ours else {}
    tokenizer, window = load_tokenizer(find_base(read_table(folder / "made.json")["base"]))
    with finder(place, recipe) as find, console.bar("Making prompts") as progress:
        return hold_out(
            read_source(source).samples, kinds, recipe, tokenizer, window, find, progress, most
        )


def artefacts_of(place: Workspace, folder: Path) -> dict[str, Any]:
    """What the files beside a card say."""
    made = read_table(folder / "made.json")
    return {
        "made": {"name": folder.name} | made | {"base": _told(made["base"])},
        "recipe": asdict(recipe_of(folder)),
        "report": read_table(folder / REPORT),
        "dataset": _dataset(place, made),
    }


def _dataset(place: Workspace, made: Mapping[str, Any]) -> dict[str, Any]:
    """What the dataset says of itself; nothing where it is another one by now."""
    from finetune.data.readers import read_source

    table = read_table(place.dataset / "made.json")
    trained_on = (made.get("dataset") or {}).get("sha256")
    return table if table and read_source(place.dataset).sha256 == trained_on else {}


def _told(base: str) -> str:
    """A base as a card names it: of a folder on this machine its name alone."""
    if not Path(base).is_dir():
        return base
    merged = read_table(Path(base) / "made.json").get("merged_from")
    return f"{merged}-merged" if merged else Path(base).name


def config_of(folder: Path) -> dict[str, Any]:
    """The settings of an adapter's base; those known by heart where it is not on this disk."""
    from answer.models.model_files import find_base, is_on_disk, read_config
    from finetune.release.card_lint import BASES

    base = str(read_table(folder / "made.json")["base"])
    return read_config(find_base(base)) if is_on_disk(base) else dict(BASES.get(base, {}))


def write_card(place: Workspace, folder: Path) -> Path:
    """Write an adapter's card, or keep one that was changed by hand; either must pass the lint."""
    from builder.storage.files import sha256_of, write_atomic
    from finetune.release.card_lint import lint
    from finetune.release.model_card import CARD, card
    from hea.render import console

    path, seal = folder / CARD, folder / _SEAL
    artefacts, config = artefacts_of(place, folder), config_of(folder)
    by_hand = path.exists() and not (
        seal.exists() and seal.read_text("utf-8").strip() == sha256_of(path)
    )
    text = path.read_text("utf-8") if by_hand else card(artefacts, config)
    if found := lint(text, artefacts, config):
        raise UserError(
            f"Line {found[0].line} of the card has nothing behind it: {found[0].why}",
            f"Mend that line of {path}, or delete the card to have it written anew."
            if by_hand
            else "Mend what was changed by hand among the adapter's files, or train it again.",
        )
    if by_hand:
        console.note(f"{path} was changed by hand and is kept; delete it to have it written anew.")
    else:
        write_atomic(path, text)
        write_atomic(seal, sha256_of(path) + "\n")
    return path
