"""Write an adapter's model card, and check the numbers of any card."""

from pathlib import Path

from answer.models.model_files import find_base, read_config
from builder.errors import UserError
from builder.storage.files import sha256_of, write_atomic
from finetune.release.card_lint import BASES, CardFinding, lint
from finetune.release.model_card import CARD, card
from hea.events import SILENT, Events
from hea.workflows.training.adapters import artefacts_of, config_of, find_adapter
from hea.workspace import Workspace

#: Beside a card: its SHA-256 as it was written, to tell a card that was changed by hand.
_SEAL = ".card.sha256"


def write_card(place: Workspace, name: str, events: Events = SILENT) -> Path:
    """Write the model card of an adapter, or keep one that was changed by hand.

    Args:
        place: The workspace.
        name: The adapter.
        events: Is told if a card was kept.

    Returns:
        The card's path.

    Raises:
        UserError: There is no such adapter, or no file of it bears out a number on its card.
    """
    folder = find_adapter(place, name)
    path, seal = folder / CARD, folder / _SEAL
    artefacts, config = artefacts_of(place, folder), config_of(folder)
    by_hand = path.exists() and not (
        seal.exists() and seal.read_text("utf-8").strip() == sha256_of(path)
    )
    text = path.read_text("utf-8") if by_hand else card(artefacts, config)
    if found := lint(text, artefacts, config):
        raise UserError(
            f"Line {found[0].line} of the card has nothing behind it: {found[0].why}",
            f"Correct that line of {path}, or delete the card to have it written again."
            if by_hand
            else "Correct what was changed by hand among the adapter's files, or train it again.",
        )
    if by_hand:
        events.note(f"{path} was changed by hand and is kept; delete it, and it is written again.")
    else:
        write_atomic(path, text)
        write_atomic(seal, sha256_of(path) + "\n")
    return path


def lint_adapter_card(place: Workspace, file: Path, name: str) -> list[CardFinding]:
    """Find what on a model card no file of an adapter bears out, and its contradictions."""
    folder = find_adapter(place, name)
    return lint(_text(file), artefacts_of(place, folder), config_of(folder))


def lint_base_card(file: Path, base: str) -> list[CardFinding]:
    """Find what on a model card contradicts its base, or stands there without any artefact.

    Raises:
        UserError: The base is neither well known nor found.
    """
    config = dict(BASES[base]) if base in BASES else read_config(find_base(base))
    return lint(_text(file), {}, config)


def _text(file: Path) -> str:
    return file.read_text("utf-8", errors="replace")
