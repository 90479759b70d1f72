"""Merge an adapter into its base: one folder that loads without the adapter, checked first.

Weights are merged at full precision, never onto weights of 4 bits, whose rounding the adapter would
inherit. Nothing stands under the final name until the merged model, loaded again from the disk,
was seen to choose the tokens that the adapter chooses.
"""

import hashlib
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answer.models.adapters import MADE, open_adapter, write_made
from answer.models.model_files import read_config
from answer.models.transformers_model import TransformersModel, load_model
from builder.errors import UserError
from builder.storage.folders import new_folder

#: Share of tokens that both must choose alike; rounding may settle a near tie otherwise.
AGREEMENT = 0.98
_NEW = 32


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
    prompts: Sequence[str],
    precision: str = "bf16",
    least: float = AGREEMENT,
) -> MergeResult:
    """Write the merged model if it chooses the adapter's tokens on these prompts.

    Args:
        adapter: The adapter's folder.
        to: The folder of the merged model, which carries the prompt format of the adapter.
        prompts: What both are asked.
        precision: `bf16` or `fp32`.
        least: Share of the tokens that both must choose alike.

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
    continued = [_continued(chat, prompt) for prompt in prompts]
    chosen = _choices(tuned, continued)
    with new_folder(to) as beside:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # between peft and transformers
            tuned.merge_and_unload().save_pretrained(str(beside))
        tokenizer.save_pretrained(str(beside))
        del tuned, chat
        again = _choices(load_model(beside, precision)[0], continued)
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


def _continued(chat: TransformersModel, prompt: str) -> list[int]:
    """Return a prompt's tokens and those that the model writes after them."""
    import torch

    given = torch.tensor([chat.tokens(prompt)], device=chat.model.device)
    with torch.inference_mode():
        out = chat.model.generate(
            given,
            attention_mask=torch.ones_like(given),
            max_new_tokens=_NEW,
            do_sample=False,
            pad_token_id=chat.tokenizer.pad_token_id,
        )
    return [int(token) for token in out[0].tolist()]


def _choices(model: Any, sequences: Sequence[Sequence[int]]) -> list[int]:
    """Return the likeliest next token at each of the last places of each sequence."""
    import torch

    chosen: list[int] = []
    for ids in sequences:
        with torch.inference_mode():
            logits = model(torch.tensor([ids], device=model.device)).logits[0]
        chosen += logits[-_NEW:].argmax(-1).tolist()
    return chosen
