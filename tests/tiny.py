"""Tiny random language models made on the spot, each with a tokenizer trained on a few lines."""

import json
import warnings
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from tokenizers.decoders import ByteLevel
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


def tiny_model(folder: Path, kind: str = "phi", window: int = 2048) -> Path:
    """Save a random Phi or Phi-3 of some 100,000 parameters, as a hub would give it."""
    words = [path.read_text("utf-8") for path in Path(__file__).parent.glob("test_answer_*.py")]
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = ByteLevel()
    special = ["<|endoftext|>", "<|user|>", "<|assistant|>", "<|end|>"]
    trainer = trainers.BpeTrainer(
        vocab_size=600,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(sorted(words), trainer)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|endoftext|>")
    size = {
        "vocab_size": 600,
        "hidden_size": 64,
        "intermediate_size": 128,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "max_position_embeddings": window,
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
