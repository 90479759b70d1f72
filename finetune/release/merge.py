"""Merge an adapter into its base: one folder that loads without the adapter, checked first.

Weights are merged at full precision, never onto weights of 4 bits, whose rounding the adapter would
inherit. Nothing stands under the final name until the merged model, loaded again from the disk,
was seen to choose the tokens that the adapter chooses. Both read the same answers, those of the
rows, and neither writes: a token at a time would take longer than all else.
"""

import hashlib
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answer.models.adapters import MADE, open_adapter, write_made
from answer.models.bf16_on_cpu import linear_layers_in_fp32
from answer.models.model_files import read_config
from answer.models.transformers_model import TransformersModel, load_model
from answer.prompts import answer_ids
from builder.errors import UserError
from builder.storage.folders import new_folder
from finetune.data.held_out import HeldOut

#: Share of tokens that both must choose alike; rounding may settle a near tie otherwise.
AGREEMENT = 0.98
#: Places at the end of a row, its answer first of all, at which both choose a token.
_PLACES = 32


@dataclass(frozen=True, slots=True)
class MergeResult:
    """A merged model, and how often it chooses as the adapter does."""

    folder: Path
    agreement: float
    """Share of the adapter's tokens that the merged model chooses too."""
    tokens: int
    """Tokens compared."""


def merge(
    adapter: Path,
    to: Path,
    rows: Sequence[HeldOut],
    precision: str = "bf16",
    least: float = AGREEMENT,
    watch: Callable[[int, int], None] = lambda done, of: None,
) -> MergeResult:
    """Write the merged model if it chooses the adapter's tokens on these rows.

    Args:
        adapter: The adapter's folder.
        to: The folder of the merged model, which carries the prompt format of the adapter.
        rows: What both read: a token is chosen at each of the last places of prompt and answer.
        precision: `bf16` or `fp32`.
        least: Share of the tokens that both must choose alike.
        watch: Called with the rows read, each by both models, and the rows to read.

    Raises:
        UserError: Another precision, or too many tokens chosen otherwise; nothing is written.
    """
    if precision not in ("bf16", "fp32"):
        raise UserError(
            f"An adapter is not merged onto weights of precision “{precision}”.",
            "Say bf16, or fp32 where memory allows.",
        )
    tuned, tokenizer, template = open_adapter(adapter, adapter.name, None, precision)
    chat = TransformersModel(adapter.name, tuned.eval(), tokenizer, template)
    read = [chat.tokens(r.prompt) + answer_ids(tokenizer, template, r.answer) for r in rows]
    of = 2 * len(read)
    chosen = _choices(tuned, read, lambda done: watch(done, of))
    with new_folder(to) as beside:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # between peft and transformers
            tuned.merge_and_unload().save_pretrained(str(beside))
        tokenizer.save_pretrained(str(beside))
        del tuned, chat
        merged = load_model(beside, precision)[0]
        again = _choices(merged, read, lambda done: watch(len(read) + done, of))
        agreement = sum(map(int.__eq__, chosen, again)) / len(chosen)
        if agreement < least:
            raise UserError(
                f"Merged, {adapter.name} chooses {agreement:.1%} of its {len(chosen)} tokens as"
                f" before; {least:.0%} are needed.",
                "Merge with --precision fp32, or use the adapter as it is.",
            )
        made = read_config(adapter, MADE)
        weights = (adapter / "adapter_model.safetensors").read_bytes()
        write_made(
            beside,
            str(made["base"]),
            template,
            merged_from=adapter.name,
            adapter_sha256=hashlib.sha256(weights).hexdigest(),
            agreement=agreement,
            tokens_compared=len(chosen),
            precision=precision,
            files=sorted({MADE, *(file.name for file in beside.iterdir())}),
        )
    return MergeResult(to, agreement, len(chosen))


def _choices(
    model: Any, sequences: Sequence[Sequence[int]], watch: Callable[[int], None]
) -> list[int]:
    """Return the likeliest next token at each of the last places of each sequence."""
    import torch

    # Logits of every place would take a fifth of the time of a small model, and much memory.
    kept = {"logits_to_keep": _PLACES} if model._supports_logits_to_keep() else {}
    chosen: list[int] = []
    for done, ids in enumerate(sequences, 1):
        given = torch.tensor([ids], device=model.device)
        with torch.inference_mode(), linear_layers_in_fp32(model):
            logits = model(input_ids=given, **kept).logits[0]
        chosen += logits[-_PLACES:].argmax(-1).tolist()
        watch(done)
    return chosen
