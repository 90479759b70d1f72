"""Recipes: everything that decides what a training does, each value with its name and check."""

import difflib
import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from answer.models.protocol import PHI2
from answer.prompts import TEMPLATES
from builder.errors import UserError

RECIPES = Path(__file__).with_name("recipes")
METHODS = ("sft", "dpo", "grpo")
PRECISIONS = ("auto", "nf4", "nf4-fp16", "fp16", "bf16", "fp32")
#: Whether activations are computed again instead of kept; `auto`: where memory is short.
CHECKPOINTING = ("auto", "yes", "no")
ATTENTION = ("auto", "sdpa", "eager", "flash_attention_2")


@dataclass(frozen=True, slots=True)
class Recipe:
    """The values that decide what a training does. A field's default is the only default."""

    name: str = "own"
    about: str = ""
    """What it is for, in a sentence."""
    method: str = "sft"
    """`sft`: learn the answers; `dpo`: prefer one answer to another; `grpo`: earn a reward."""
    base: str = PHI2
    """The model that is trained: a folder, or a hub's name for it."""
    template: str = "context-qa"
    """The prompt format; what is trained with it is asked with it."""
    turns: bool = True
    """Put the prompt into a user's turn where the base has a chat template; false: as plain text,
    and the adapter's tokenizer has no chat template then."""
    precision: str = "auto"
    """`nf4`, `nf4-fp16` (for cards without bf16), `fp16`, `bf16` or `fp32`; `auto`: nf4 on a GPU
    under 24 GB, fp32 on a processor without 16-bit arithmetic, else bf16."""

    r: int = 16
    alpha: int = 32
    dropout: float = 0.05
    targets: tuple[str, ...] = ("attention", "mlp")
    """Modules that get an adapter: names of a model's own, or `attention` and `mlp` for all."""
    rslora: bool = False
    """Scale by α/√r instead of α/r (doi:10.48550/arXiv.2312.03732)."""
    dora: bool = False
    """Train the magnitude of weights apart from their direction (doi:10.48550/arXiv.2402.09353)."""

    distractors: int = 0
    """Papers found for a question that stand beside the one that answers it."""
    without_oracle: float = 0.0
    """Share of answerable questions asked without the paper that answers: the answer is the
    refusal (RAFT, doi:10.48550/arXiv.2403.10131)."""
    context_tokens: int = 1500
    """Tokens of a prompt that passages may take."""
    max_length: int = 0
    """Most tokens of prompt and answer. 0: as the 99th percentile of the data, 2,048 at most."""
    max_train: int = 0
    """Most rows to train on; 0 for all."""
    max_validation: int = 0

    epochs: float = 3.0
    max_steps: int = 0
    """Optimizer steps after which it ends; 0: after the epochs."""
    batch: int = 1
    """Rows, or packs of rows, that go through the model at once on one device."""
    accumulate: int = 1
    """Batches to one optimizer step."""
    lr: float = 2e-4
    schedule: str = "cosine"
    warmup: float = 0.03
    """Share of all steps over which the rate rises."""
    weight_decay: float = 0.0
    max_grad_norm: float = 1.0
    optimizer: str = "adamw_torch"
    neftune: float = 0.0
    """Noise on embeddings while training (doi:10.48550/arXiv.2310.05914); 0 for none."""
    seed: int = 0
    packing: bool = False
    """Put rows behind one another into packs, none of which sees another."""
    pack_length: int = 2048
    checkpointing: str = "auto"
    attention: str = "auto"
    """How attention is computed: `sdpa`, `eager`, or `flash_attention_2` where it is installed;
    `auto`: as transformers chooses."""

    beta: float = 0.1
    """DPO and GRPO: how closely to stay by the base."""
    generations: int = 4
    """GRPO: answers that are compared for one question."""
    answer_tokens: int = 200
    """Most new tokens of previews and of GRPO's answers."""
    max_words: int = 100
    """DPO and GRPO: words from which an answer is long."""

    log_steps: int = 10
    eval_steps: int = 0
    """Steps between looks at the validation rows; 0: at the end of each epoch."""
    patience: int = 0
    """Looks without a better validation loss after which it ends early; 0: never."""
    save_steps: int = 0
    """Steps between checkpoints; 0: at the end of each epoch."""
    save_minutes: float = 0.0
    """Minutes after which a checkpoint is due; 0: only by steps."""
    preview_steps: int = 100
    """Steps between previews; 0 for none."""
    previews: int = 3
    """Validation questions that every preview asks."""

    @property
    def sha256(self) -> str:
        """Digest of the values, whatever file or flags they came from."""
        return hashlib.sha256(as_toml(self).encode()).hexdigest()


KNOWN = {field.name: field.default for field in fields(Recipe)}
_CHOICES: dict[str, Iterable[str]] = {
    "method": METHODS,
    "template": TEMPLATES,
    "precision": PRECISIONS,
    "checkpointing": CHECKPOINTING,
    "attention": ATTENTION,
}
#: Numbers that must be above 0.
_POSITIVE = ("r", "alpha", "epochs", "batch", "accumulate", "lr", "pack_length", "log_steps")
_SHARES = ("dropout", "without_oracle", "warmup")
_NAMES = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


def recipe_names() -> list[str]:
    """List the recipes that come with the program."""
    return sorted(path.stem for path in RECIPES.glob("*.toml"))


def find_recipe(wanted: str) -> Recipe:
    """Find the recipe of this name, or of this TOML file.

    Raises:
        UserError: There is none.
    """
    path = Path(wanted) if wanted.endswith(".toml") else RECIPES / f"{wanted}.toml"
    if not path.is_file():
        names = recipe_names()
        near = difflib.get_close_matches(wanted, names, n=1)
        raise UserError(
            f"There is no recipe “{wanted}”.",
            f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(names)}.",
        )
    return read_recipe(path)


def read_recipe(path: Path) -> Recipe:
    """Read a recipe's file; keys that it leaves out have their defaults."""
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path} is not valid TOML: {error}.", "Correct that line.") from error
    return change(Recipe(name=path.stem), values, path.name)


def change(recipe: Recipe, values: Mapping[str, Any], source: str) -> Recipe:
    """Return the recipe with these values, each checked.

    Args:
        recipe: The recipe to change.
        values: Key → new value.
        source: Where the values come from, for messages.

    Raises:
        UserError: There is no such key, or a value does not fit its key.
    """
    made: dict[str, Any] = {}
    for key, value in values.items():
        if key not in KNOWN:
            near = nearest(key, KNOWN, least=0.6)
            raise UserError(
                f"“{key}” in {source} is not a key of a recipe.",
                f"Did you mean “{near}”?" if near else f"There are: {', '.join(KNOWN)}.",
            )
        made[key] = _checked(key, value, source)
    return replace(recipe, **made)


def override(recipe: Recipe, flags: Iterable[str]) -> Recipe:
    """Return the recipe with the `key=value` flags of a command line."""
    values: dict[str, Any] = {}
    for flag in flags:
        key, equals, word = flag.partition("=")
        if not equals:
            raise UserError(f"--set {flag} sets nothing.", "Say --set KEY=VALUE.")
        values[key] = _read(word, type(KNOWN.get(key, "")))
    return change(recipe, values, "--set")


def as_toml(recipe: Recipe) -> str:
    """Return every value as TOML, so that a recipe can be read back."""
    return "".join(f"{key} = {_written(value)}\n" for key, value in asdict(recipe).items())


def chance(seed: int, what: str, name: str) -> float:
    """Return a number from 0 to 1 that is the same for the same row and seed."""
    digest = hashlib.sha256(f"{seed}\x1f{what}\x1f{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def nearest(word: str, known: Iterable[str], least: float = 0.0) -> str:
    """Return the known word most like this one; "" where none is by ``least``, up to 1."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=least)
    return near[0] if near else ""


def _read(word: str, kind: type) -> Any:
    """Read a value as typed on a command line; what cannot be read is left for the check."""
    if kind is tuple:
        return [part.strip() for part in word.split(",") if part.strip()]
    if kind is bool:
        return {"true": True, "yes": True, "false": False, "no": False}.get(word.lower(), word)
    try:
        return kind(word)
    except ValueError:
        return word


def _checked(key: str, value: Any, source: str) -> Any:
    """Return a value in the type of its key, or raise what is wrong with it."""
    kind = type(KNOWN[key])
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if kind is tuple:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise _wrong(key, value, source, "a list of names")
        value = tuple(value)
    elif type(value) is not kind:
        raise _wrong(key, value, source, _NAMES[kind])
    if key in _CHOICES and value not in _CHOICES[key]:
        raise _wrong(key, value, source, f"one of: {', '.join(_CHOICES[key])}")
    if key in _POSITIVE and not value > 0:
        raise _wrong(key, value, source, "a number above 0")
    if key in _SHARES and not 0 <= value < 1:
        raise _wrong(key, value, source, "a share from 0 to below 1")
    if kind in (int, float) and not value >= 0:
        raise _wrong(key, value, source, "a number that is not negative")
    return value


def _wrong(key: str, value: Any, source: str, wanted: str) -> UserError:
    return UserError(f"“{key}” in {source} is {value!r}.", f"Give {wanted}.")


def _written(value: Any) -> str:
    """Return a value as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, tuple):
        return f"[{', '.join(map(_written, value))}]"
    return repr(value)
