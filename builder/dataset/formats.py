"""Turn the canonical record of a dataset row into the formats of training tools, and back."""

import json
from collections.abc import Mapping
from typing import Any

FIELDS = (
    "id context question answer evidence start end kind paper doi title year page made_by status"
    " checks"
).split()

#: Formats whose rows hold a prompt; the writer renders it with a prompt template.
PROMPTED_FORMATS = ("text", "prompt-completion")


def to_text(record: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    """Return one text of prompt and answer, for plain language-model training."""
    return {"text": f"{prompt} {record['answer']}", **_with_record(record)}


def to_prompt_completion(record: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    """Return `prompt` and `completion`, for training with the loss on the completion alone."""
    return {"prompt": prompt, "completion": f" {record['answer']}", **_with_record(record)}


def to_alpaca(record: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    """Return the `instruction`, `input` and `output` of Alpaca."""
    return {
        "instruction": record["question"],
        "input": record["context"],
        "output": record["answer"],
        **_with_record(record),
    }


def to_chat(record: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    """Return `messages` of a user and an assistant, as ShareGPT and ChatML have them."""
    request = f"{record['context']}\n\n{record['question']}"
    messages = [
        {"role": "user", "content": request},
        {"role": "assistant", "content": record["answer"]},
    ]
    return {"messages": messages, **_with_record(record)}


def to_squad(record: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    """Return a row of SQuAD v2; `answers` is empty for an unanswerable question."""
    start = record["context"].find(record["answer"], record["start"])
    found = record["kind"] != "unanswerable" and start >= 0
    answers = {
        "text": [record["answer"]] if found else [],
        "answer_start": [start] if found else [],
    }
    return {
        "id": record["id"],
        "title": record["title"] or "",
        "context": record["context"],
        "question": record["question"],
        "answers": answers,
        **_with_record(record),
    }


def _with_record(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the canonical record as JSON: each row carries it, so that no format loses a field."""
    return {"record": json.dumps(dict(record), ensure_ascii=False, sort_keys=True)}


def canonical(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the canonical record of a row of any format."""
    record = json.loads(row["record"]) if "record" in row else row
    return {name: record[name] for name in FIELDS}


FORMATS = {
    "text": to_text,
    "prompt-completion": to_prompt_completion,
    "alpaca": to_alpaca,
    "chat": to_chat,
    "squad": to_squad,
}
#: What rows may look like: `ours` is the canonical record, of which all others are made.
FORMAT_NAMES = ("ours", *FORMATS)
