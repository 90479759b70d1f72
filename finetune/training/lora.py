"""Low-rank adapters: the modules of a model that get one, and a model ready to be trained."""

import difflib
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answer.models import transformers_model
from answer.models.bf16_on_cpu import multiplies_in_16_bits
from answer.models.folders.sizes import check_sizes
from answer.models.model_files import check_folder, read_config
from answer.models.transformers_model import load_model
from builder.errors import UserError
from finetune.recipe import Recipe
from retrieval.model_hub import keep_quiet, loading

#: What models call the matrices of their attention and of their perceptron.
GROUPS = {
    "attention": frozenset({"q_proj", "k_proj", "v_proj", "o_proj", "dense", "qkv_proj"}),
    "mlp": frozenset({"fc1", "fc2", "gate_up_proj", "gate_proj", "up_proj", "down_proj"}),
}
#: The matrix that turns the last layer into tokens is no part of any layer.
_HEAD = "lm_head"
#: From this memory on a card holds Phi-2 in 16 bits and all that training it needs.
LARGE = 24 * 10**9


@dataclass(frozen=True, slots=True)
class AdapterSize:
    """The size of a model and of its adapter."""

    targets: tuple[str, ...]
    parameters: int
    """Of the base."""
    quantised: int
    """Those of them that stand in matrices that nf4 stores in four bits."""
    trainable: int
    layers: int
    hidden: int

    @property
    def share(self) -> float:
        """Of all parameters, those that are trained."""
        return self.trainable / (self.parameters + self.trainable)


def adapt(base: Path, recipe: Recipe) -> AdapterSize:
    """Measure a base and the adapter that a recipe gives it, without loading any weights."""
    model = skeleton(base)
    targets = targets_of(model, recipe.targets)
    linear = dict(_linear(model))
    trained = [m for name, m in linear.items() if name.rpartition(".")[2] in targets]
    trainable = sum(recipe.r * (m.in_features + m.out_features) for m in trained)
    if recipe.dora:
        trainable += sum(m.out_features for m in trained)
    return AdapterSize(
        targets,
        sum(p.numel() for p in model.parameters()),
        sum(m.weight.numel() for m in linear.values()),
        trainable,
        int(model.config.num_hidden_layers),
        int(model.config.hidden_size),
    )


def skeleton(base: Path) -> Any:
    """Return a model's modules without any weights, on torch's meta device.

    Raises:
        UserError: transformers knows no such model.
    """
    check_sizes(base, read_config(base))
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    with loading(f"The model in {base}", "Name another folder with --base."):
        config = AutoConfig.from_pretrained(
            str(base), trust_remote_code=False, local_files_only=True
        )
        with torch.device("meta"):
            return AutoModelForCausalLM.from_config(  # type: ignore[no-untyped-call]
                config, trust_remote_code=False
            )


def load_tokenizer(base: Path, turns: bool = True) -> tuple[Any, int]:
    """Load a base's tokenizer, without any weights.

    Args:
        base: The base's folder.
        turns: As in a `Recipe`.

    Returns:
        The tokenizer, and the most tokens that the base reads at once.
    """
    config = read_config(base)
    check_folder(base)
    keep_quiet()
    tokenizer = transformers_model.load_tokenizer(base)
    if not turns:
        tokenizer.chat_template = None
    return tokenizer, int(config.get("max_position_embeddings", 2048))


def targets_of(model: Any, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the module names that are meant, each of which the model has.

    peft silently ignores a name that it does not find, as long as it finds another.

    Args:
        model: The base, or its `skeleton`.
        wanted: Names of modules, or `attention` and `mlp` for all of a kind.

    Raises:
        UserError: The model has no module of a name.
    """
    known = {name.rpartition(".")[2] for name, _ in _linear(model)}
    kind = type(model).__name__
    found: list[str] = []
    for name in wanted:
        if name in GROUPS:
            found += sorted(GROUPS[name] & known)
        elif name in known:
            found.append(name)
        else:
            near = difflib.get_close_matches(name, known, n=1)
            raise UserError(
                f"“{name}” is not a module of {kind}.",
                (f"Did you mean “{near[0]}”?" if near else "targets=attention,mlp fits any model.")
                + f" It has {', '.join(sorted(known))}.",
            )
    if not found:
        raise UserError(
            f"The recipe trains no module of {kind}.", f"It has {', '.join(sorted(known))}."
        )
    return tuple(dict.fromkeys(found))


def _linear(model: Any) -> Iterable[tuple[str, Any]]:
    """Yield name and module of each linear layer but the head."""
    import torch

    for name, module in model.named_modules():
        if isinstance(module, torch.nn.Linear) and name.rpartition(".")[2] != _HEAD:
            yield name, module


def settled(recipe: Recipe) -> tuple[str, bool]:
    """Choose precision and checkpointing for this machine.

    On a large card 16 bits are faster than four, and nothing need be computed twice; a processor
    without 16-bit arithmetic is several times as fast in 32.
    """
    import torch

    on_gpu = torch.cuda.is_available()
    large = on_gpu and torch.cuda.get_device_properties(0).total_memory >= LARGE
    precision = recipe.precision
    if precision == "auto":
        wide = not on_gpu and not multiplies_in_16_bits()
        precision = "fp32" if wide else "nf4" if on_gpu and not large else "bf16"
    if precision in ("nf4", "nf4-fp16", "fp16") and not on_gpu:
        raise UserError(
            f"The precision {precision} needs an NVIDIA GPU, and there is none here.",
            "Train on a machine with one, or on this CPU: --set precision=auto",
        )
    checkpointing = recipe.checkpointing == "yes" or (
        recipe.checkpointing == "auto" and on_gpu and not large
    )
    return precision, checkpointing


def load_trainable(base: Path, recipe: Recipe) -> tuple[Any, Any]:
    """Load a base with a fresh adapter, which alone is trained, and its tokenizer."""
    from peft import LoraConfig, get_peft_model

    precision, _ = settled(recipe)
    model, tokenizer = load_model(base, precision)
    model.config.use_cache = False
    if recipe.attention != "auto":
        try:
            model.set_attn_implementation(recipe.attention)
        except (ImportError, ValueError) as error:
            raise UserError(
                f"This model cannot compute attention by {recipe.attention} here.",
                "Leave it out, or say --set attention=sdpa.",
            ) from error
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    if not recipe.turns:
        tokenizer.chat_template = None
    import torch

    torch.manual_seed(recipe.seed)  # an adapter begins at random
    config = LoraConfig(
        r=recipe.r,
        lora_alpha=recipe.alpha,
        lora_dropout=recipe.dropout,
        target_modules=list(targets_of(model, recipe.targets)),
        use_rslora=recipe.rslora,
        use_dora=recipe.dora,
        bias="none",
        task_type="CAUSAL_LM",
    )
    with between_libraries():
        return get_peft_model(model, config), tokenizer


@contextmanager
def between_libraries() -> Iterator[None]:
    """Ignore warnings where trl and peft call transformers by names that it is about to drop."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        yield
