"""Turn the canonical record of a dataset row into the formats of training tools, and back."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

#: Fields that datasets made before them lack, with what stands for them there.
_LATER_FIELDS: Mapping[str, Any] = {"spans": [], "papers": [], "dois": [], "difficulty": ""}
#: Fields of every canonical record.
REQUIRED_FIELDS = (
    "id context question answer evidence start end kind paper doi title year page made_by status"
    " checks"
).split()
FIELDS = [*REQUIRED_FIELDS, *_LATER_FIELDS]

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
    """Return `messages` of a user and an assistant, as chat templates and axolotl have them."""
    return {"messages": _messages(_turns([record])), **_with_record(record)}


def to_sharegpt(record: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    """Return the `conversations` of ShareGPT, from `human` and `gpt`."""
    return {"conversations": _conversation(_turns([record])), **_with_record(record)}


def dialogue(
    form: str, records: Sequence[Mapping[str, Any]], questions: Sequence[str]
) -> dict[str, Any]:
    """Return one row of several turns on one paper.

    Args:
        form: One of `TURN_FORMATS`.
        records: The canonical record of each turn.
        questions: The question of each turn as it stands in the dialogue.
    """
    turns = _turns(records, questions)
    made = (
        {"conversations": _conversation(turns)}
        if FORMATS[form] is to_sharegpt
        else {"messages": _messages(turns)}
    )
    whole = [dict(record) for record in records]
    return made | {"records": json.dumps(whole, ensure_ascii=False, sort_keys=True)}


def _turns(
    records: Sequence[Mapping[str, Any]], questions: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Return what is said and replied; the context stands before the first question alone."""
    asked = list(questions) or [record["question"] for record in records]
    asked[0] = f"{records[0]['context']}\n\n{asked[0]}"
    return [(question, record["answer"]) for question, record in zip(asked, records, strict=True)]


def _messages(turns: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [
        {"role": role, "content": text}
        for turn in turns
        for role, text in zip(("user", "assistant"), turn, strict=True)
    ]


def _conversation(turns: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [
        {"from": who, "value": text}
        for turn in turns
        for who, text in zip(("human", "gpt"), turn, strict=True)
    ]


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
    """Return the canonical record of a row of any format; a row of several turns has several."""
    record = json.loads(row["record"]) if "record" in row else row
    return {name: record[name] for name in REQUIRED_FIELDS} | {
        name: record.get(name, without) for name, without in _LATER_FIELDS.items()
    }


def records_of(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the canonical records of a row of any format, one for each turn."""
    turns = json.loads(row["records"]) if "records" in row else [row]
    return [canonical(turn) for turn in turns]


FORMATS = {
    "text": to_text,
    "prompt-completion": to_prompt_completion,
    "alpaca": to_alpaca,
    "chat": to_chat,
    "sharegpt": to_sharegpt,
    "llama-factory": to_sharegpt,
    "axolotl": to_chat,
    "squad": to_squad,
}
#: Formats whose rows may hold several turns.
TURN_FORMATS = ("chat", "sharegpt", "llama-factory", "axolotl")
#: What rows may look like: `ours` is the canonical record, of which all others are made.
FORMAT_NAMES = ("ours", *FORMATS)
