"""Bring an adapter to others: merged into its base, packed, exported or sent to a hub."""

from pathlib import Path

from answer.models.adapters import trained_template
from answer.models.model_files import read_config
from builder.errors import UserError
from finetune.release.export import gguf_commands, pack, push
from finetune.release.merge import MergeResult, merge
from hea.events import SILENT, Events
from hea.workflows.output_paths import file_for, folder_for
from hea.workflows.training.adapters import find_adapter, has_turns
from hea.workflows.training.cards import write_card
from hea.workflows.training.examples import held_out_rows
from hea.workspace import Workspace

_MERGED = "merged"
#: Held-out rows on which a merged model must choose the adapter's tokens.
_COMPARED = 8
#: Tokens of a context whose length the base's configuration does not tell.
_WINDOW = 2048


def merge_adapter(
    place: Workspace,
    name: str,
    to: Path | None = None,
    precision: str = "bf16",
    events: Events = SILENT,
) -> MergeResult:
    """Merge an adapter into its base at full precision, if it then chooses the same tokens.

    Args:
        place: The workspace.
        name: The adapter.
        to: Folder of the merged model; None for `merged` in the adapter's.
        precision: Of the merged weights, `bf16` or `fp32`.
        events: Receives progress.

    Raises:
        UserError: There is no such adapter, the folder is not free, or the models disagree.
    """
    folder = find_adapter(place, name)
    to = folder_for(to or folder / _MERGED, place, named_by="files")
    rows = held_out_rows(place, folder, None, _COMPARED, events).rows
    with events.progress("Merging, and comparing both") as progress:
        return merge(folder, to, rows, precision, watch=progress)


def pack_adapter(place: Workspace, name: str, archive: Path, events: Events = SILENT) -> list[str]:
    """Pack an adapter with its card into a ZIP, the same bytes each time; return its files.

    Raises:
        UserError: There is no such adapter, its card does not pass, or the archive's place is bad.
    """
    folder = find_adapter(place, name)
    file_for(archive, place, ".zip")
    write_card(place, name, events)
    return pack(folder, archive)


def gguf_export_commands(place: Workspace, name: str) -> list[str]:
    """Return the commands that turn a merged adapter into a file of llama.cpp and serve it.

    Raises:
        UserError: There is no such adapter, or it has not been merged.
    """
    folder = find_adapter(place, name) / _MERGED
    if not folder.is_dir():
        raise UserError("llama.cpp reads whole models.", f"Run `hea train merge {name}` first.")
    window = int(read_config(folder).get("max_position_embeddings", _WINDOW))
    template = trained_template(folder, name)
    return gguf_commands(name, folder, template, window, has_turns(folder))


def push_adapter(
    place: Workspace, name: str, repository: str, *, public: bool = False, events: Events = SILENT
) -> str:
    """Send an adapter with its card to a repository on the model hub; return its address.

    Raises:
        UserError: There is no such adapter, its card does not pass, or the hub did not take it.
    """
    folder = find_adapter(place, name)
    write_card(place, name, events)
    with events.status(f"Sending to {repository}"):
        return push(folder, repository, private=not public)
