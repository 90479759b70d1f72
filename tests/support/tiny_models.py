"""Tiny random language models made on the spot, with one tokenizer of 600 tokens."""

import json
import warnings
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import (
    AutoModelForCausalLM,
    Phi3Config,
    PhiConfig,
    PreTrainedTokenizerFast,
)

TURNS = (
    "{% for message in messages %}<|{{ message['role'] }}|>\n{{ message['content'] }}<|end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|assistant|>\n{% endif %}"
)


def tiny_model(folder: Path, kind: str = "phi", window: int = 2048, spread: float = 0.02) -> Path:
    """Save a random Phi or Phi-3 of some 100,000 parameters, as a hub would give it; ``spread`` is
    the standard deviation of its weights."""
    tokenizer = Tokenizer.from_file(str(Path(__file__).with_name("tiny_tokenizer.json")))
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|endoftext|>")
    size = {
        "vocab_size": 600,
        "hidden_size": 64,
        "intermediate_size": 128,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "max_position_embeddings": window,
        "initializer_range": spread,
        "bos_token_id": 0,
        "eos_token_id": 0,
        "pad_token_id": 0,
    }
    torch.manual_seed(7)
    if kind == "phi3":
        fast.chat_template = TURNS
        config = Phi3Config(**size, num_key_value_heads=4)
    else:
        config = PhiConfig(**size)
    model = AutoModelForCausalLM.from_config(config)
    model.save_pretrained(folder)
    fast.save_pretrained(folder)
    return folder


def taught(base: Path, said: Sequence[tuple[str, str]]) -> Path:
    """Teach a tiny model to write these answers after their prompts, with all of its weights."""
    tokenizer = PreTrainedTokenizerFast.from_pretrained(base)
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32).train()
    rows = [(one, tokenizer(f"{one}{answer}<|endoftext|>")["input_ids"]) for one, answer in said]
    width = max(len(ids) for _, ids in rows)
    given = torch.tensor([ids + [0] * (width - len(ids)) for _, ids in rows])
    labels = given.clone()
    for row, (prompt, ids) in zip(labels, rows, strict=True):
        row[: len(tokenizer(prompt)["input_ids"])] = -100
        row[len(ids) :] = -100
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3)
    for _ in range(80):
        model(given, labels=labels).loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    model.save_pretrained(base)
    return base


def tiny_adapter(folder: Path, base: Path, targets: list[str]) -> Path:
    """Save a random LoRA adapter of a tiny model, not yet marked as complete."""
    from peft import LoraConfig, get_peft_model

    torch.manual_seed(8)
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    config = LoraConfig(
        r=4, lora_alpha=8, target_modules=targets, task_type="CAUSAL_LM", init_lora_weights=False
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # between peft and transformers
        get_peft_model(model, config).save_pretrained(folder)
    return folder


def edited(folder: Path, name: str, **changes: object) -> None:
    """Change some of a folder's settings."""
    settings = json.loads((folder / name).read_text("utf-8"))
    (folder / name).write_text(json.dumps(settings | changes), "utf-8")


#: The dimensions of the true models, as their folders on the hub give them.
PHI2 = {
    "architectures": ["PhiForCausalLM"], "model_type": "phi", "hidden_size": 2560,
    "intermediate_size": 10240, "num_hidden_layers": 32, "num_attention_heads": 32,
    "vocab_size": 51200, "max_position_embeddings": 2048,
}  # fmt: skip


def folder(place: Path, config: dict[str, object]) -> Path:
    (place / "config.json").write_text(json.dumps(config), "utf-8")
    return place


TARGETS = {"phi": ["q_proj", "k_proj", "v_proj", "dense"], "phi3": ["qkv_proj", "o_proj"]}
