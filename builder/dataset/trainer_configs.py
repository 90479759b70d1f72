"""Describe a dataset to the trainers that read it: LLaMA-Factory and axolotl."""

import json
from collections.abc import Iterable, Mapping

#: Rows of train are learned; axolotl measures its loss on validation.
_TRAIN, _VALIDATION = "train", "validation"


def trainer_files(form: str, parts: Iterable[str]) -> Mapping[str, str]:
    """Return file name → text of what a trainer needs beside the rows of a format.

    Args:
        form: Name of a format.
        parts: The parts that have rows.
    """
    if form == "llama-factory":
        return {"dataset_info.json": _dataset_info(parts)}
    if form == "axolotl":
        return {"axolotl.yaml": _axolotl(tuple(parts))}
    return {}


def _dataset_info(parts: Iterable[str]) -> str:
    """Return the `dataset_info.json` of LLaMA-Factory: one data set for each part."""
    told = {
        f"hea_qa_{part}": {
            "file_name": f"{part}.jsonl",
            "formatting": "sharegpt",
            "columns": {"messages": "conversations"},
            "tags": {
                "role_tag": "from",
                "content_tag": "value",
                "user_tag": "human",
                "assistant_tag": "gpt",
            },
        }
        for part in parts
    }
    return json.dumps(told, indent=2) + "\n"


def _axolotl(parts: tuple[str, ...]) -> str:
    """Return a configuration of axolotl that trains a QLoRA adapter on the rows."""
    tested = f"\ntest_datasets:\n{_axolotl_rows(_VALIDATION)}" if _VALIDATION in parts else ""
    return f"""\
# Run in this folder: axolotl train axolotl.yaml
# Replace base_model by any model that axolotl loads; the other settings suit one GPU of 16 GB.
base_model: microsoft/phi-2
load_in_4bit: true
adapter: qlora
lora_r: 16
lora_alpha: 32
lora_dropout: 0.05
lora_target_linear: true

chat_template: chatml
datasets:
{_axolotl_rows(_TRAIN)}{tested}
# Only answers are learned, not contexts and questions.
train_on_inputs: false

sequence_len: 2048
micro_batch_size: 1
gradient_accumulation_steps: 16
num_epochs: 3
learning_rate: 0.0002
lr_scheduler: cosine
optimizer: adamw_torch
bf16: auto
gradient_checkpointing: true
output_dir: ./adapter
"""


def _axolotl_rows(part: str) -> str:
    return f"""\
  - path: {part}.jsonl
    ds_type: json
    split: train
    type: chat_template
    field_messages: messages
    message_property_mappings:
      role: role
      content: content
"""
