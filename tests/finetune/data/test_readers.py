"""What can be trained on, and why some of it cannot."""

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from builder.dataset.formats import FIELDS, to_alpaca, to_prompt_completion, to_text
from builder.errors import UserError
from finetune.data.readers import Sample, read_source

RECORD = dict.fromkeys(FIELDS) | {
    "id": "t1", "context": "It was cast. Its hardness is 527 HV.", "question": "How hard?",
    "answer": "527 HV", "evidence": "Its hardness is 527 HV.", "paper": "p1", "title": "T",
    "checks": {}, "kind": "property-value", "start": 13, "end": 36, "status": "unreviewed",
}  # fmt: skip


def write(path: Path, *rows: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def read(path: Path) -> list[Sample]:
    return list(read_source(path).samples)


@pytest.mark.parametrize("shape", [lambda r, p: r, to_text, to_prompt_completion, to_alpaca])
def test_our_dataset_is_read_in_every_format(tmp_path: Path, shape: Any) -> None:
    write(tmp_path / "train.jsonl", shape(RECORD, "prompt"))
    write(tmp_path / "validation.jsonl", shape({**RECORD, "id": "t2"}, "prompt"))
    first, second = read(tmp_path)
    assert first == Sample(
        "t1", "train", "How hard?", "527 HV", str(RECORD["context"]), "T", "p1",
        "Its hardness is 527 HV.", status="unreviewed",
    )  # fmt: skip
    assert (second.id, second.part) == ("t2", "validation")


def test_texts_with_a_val_file_are_train_and_validation(tmp_path: Path) -> None:
    write(tmp_path / "train.jsonl", {"text": "Instruct: A?\nOutput: B."}, {"text": " "})
    write(tmp_path / "val.jsonl", {"text": "Instruct: C?\nOutput: D."})
    samples = read(tmp_path)
    assert [(one.part, one.ready, one.trouble) for one in samples] == [
        ("train", "Instruct: A?\nOutput: B.", ""),
        ("train", "", "it holds no text to learn"),
        ("validation", "Instruct: C?\nOutput: D.", ""),
    ]


def test_alpaca_rows_of_one_file_are_parted_by_their_place(tmp_path: Path) -> None:
    rows = [{"instruction": f"Say {n}", "input": "", "output": f"{n}"} for n in range(200)]
    (tmp_path / "alpaca.json").write_text(json.dumps(rows), "utf-8")
    samples = read(tmp_path / "alpaca.json")
    assert samples[3].question == "Say 3"
    assert samples[3].answer == "3"
    parts = [one.part for one in samples]
    assert parts == [one.part for one in read(tmp_path / "alpaca.json")]
    assert 140 < parts.count("train") < 180
    assert parts.count("validation") > 5


def tree() -> dict[str, Any]:
    follow_up = {"message_id": "c", "text": "And at 77 K?", "replies": [
        {"message_id": "d", "text": "Tougher.", "rank": 0, "replies": []}]}  # fmt: skip
    return {"message_id": "a", "text": "Is it tough?", "lang": "en", "replies": [
        {"message_id": "x", "text": "Dunno.", "rank": 1, "replies": []},
        {"message_id": "b", "text": "Yes.", "rank": 0, "replies": [follow_up]},
        {"message_id": "y", "text": "Spam", "rank": None, "deleted": True},
    ]}  # fmt: skip


def flat(node: dict[str, Any], parent: str | None = None) -> list[dict[str, Any]]:
    own = {key: value for key, value in node.items() if key != "replies"} | {"parent_id": parent}
    return [own, *(m for r in node.get("replies", ()) for m in flat(r, node["message_id"]))]


@pytest.mark.parametrize("form", ["tree", "flat"])
def test_a_conversation_becomes_pairs_with_the_reply_ranked_best(tmp_path: Path, form: str) -> None:
    rows = [{"message_tree_id": "a", "prompt": tree()}] if form == "tree" else flat(tree())
    german = {
        "message_id": "z",
        "text": "Ist sie zäh?",
        "lang": "de",
        "replies": [],
        "parent_id": None,
    }
    rows.append({"prompt": german} if form == "tree" else german)
    path = tmp_path / "oasst.jsonl.gz"
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    found = {one.id: one for one in read(path)}
    assert found.keys() == {"a", "c", "z"}
    assert (found["a"].question, found["a"].answer) == ("Is it tough?", "Yes.")
    assert (found["c"].question, found["c"].answer) == ("And at 77 K?", "Tougher.")
    assert found["c"].context == "User: Is it tough?\nAssistant: Yes."
    assert found["c"].part == found["a"].part
    assert found["z"].trouble == "it is not in English"


def test_a_row_that_cannot_be_read_is_kept_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    path.write_text('{"text": "A b."}\n{"text\n[1]\n{"label": 3}\n{"record": "{}"}\n', "utf-8")
    troubles = [one.trouble for one in read(tmp_path)]
    assert troubles[0] == ""
    assert troubles[1].startswith("it is not JSON")
    assert troubles[2:] == [
        "it is not a JSON object",
        "its keys are of no known format: label",
        "its record is damaged",
    ]


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="contains no train"):
        read_source(tmp_path)
    with pytest.raises(UserError, match="There is nothing at"):
        read_source(tmp_path / "none.jsonl")
    (tmp_path / "bad.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match="cannot be read"):
        read_source(tmp_path / "bad.jsonl")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rows.jsonl")
    with pytest.raises(UserError, match="not a normal file but a pipe"):
        read_source(tmp_path / "rows.jsonl")
