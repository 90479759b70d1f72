"""Formats of training tools: made from the canonical record, and read back into it."""

import json
from typing import Any

import pytest

from builder.dataset.formats import (
    FIELDS,
    FORMATS,
    TURN_FORMATS,
    canonical,
    dialogue,
    records_of,
    to_squad,
)
from builder.triples import REFUSAL

CONTEXT = "NbMoTaW is BCC. Its yield strength is 405 MPa at 1600 °C; at 25 °C it is 1058 MPa."
RECORD: dict[str, Any] = dict.fromkeys(FIELDS) | {
    "id": "a1", "context": CONTEXT, "question": "How strong is NbMoTaW at 1600 °C?",
    "answer": "405 MPa", "evidence": CONTEXT[16:], "start": 16, "end": len(CONTEXT),
    "kind": "property-value", "paper": "p", "title": "Refractory alloys", "checks": {"bound": ""},
}  # fmt: skip
REFUSED = RECORD | {"kind": "unanswerable", "answer": REFUSAL, "start": 0, "end": 0}


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_holds_the_whole_record(form: str) -> None:
    row = json.loads(json.dumps(FORMATS[form](RECORD, "Question?")))
    assert canonical(row) == RECORD


def test_prompt_and_answer_are_one_text_or_two() -> None:
    assert FORMATS["text"](RECORD, "Q: how strong?")["text"] == "Q: how strong? 405 MPa"
    row = FORMATS["prompt-completion"](RECORD, "Q: how strong?")
    assert (row["prompt"], row["completion"]) == ("Q: how strong?", " 405 MPa")


def test_a_chat_asks_behind_the_abstract_and_alpaca_has_it_as_input() -> None:
    chat = FORMATS["chat"](RECORD, "")["messages"]
    assert [turn["role"] for turn in chat] == ["user", "assistant"]
    assert chat[0]["content"] == f"{CONTEXT}\n\n{RECORD['question']}"
    alpaca = FORMATS["alpaca"](RECORD, "")
    assert (alpaca["input"], alpaca["output"]) == (CONTEXT, "405 MPa")


def test_squad_gives_the_place_of_the_answer_within_the_evidence() -> None:
    [start] = to_squad(RECORD, "")["answers"]["answer_start"]
    assert CONTEXT[start : start + 7] == "405 MPa"
    # `BCC` stands before the evidence alone: no place behind its start, no answer.
    assert to_squad(RECORD | {"answer": "BCC"}, "")["answers"] == {"text": [], "answer_start": []}


def test_squad_has_no_answer_to_an_unanswerable_question_and_no_null_title() -> None:
    row = to_squad(REFUSED | {"title": None}, "")
    assert row["answers"] == {"text": [], "answer_start": []}
    assert row["title"] == ""


def test_a_row_without_a_field_is_no_row() -> None:
    with pytest.raises(KeyError):
        canonical({name: None for name in FIELDS if name != "evidence"})


def test_rows_of_earlier_datasets_are_read() -> None:
    later = ("spans", "papers", "dois", "difficulty")
    old = {name: value for name, value in RECORD.items() if name not in later}
    assert canonical(old) == RECORD | {"spans": [], "papers": [], "dois": [], "difficulty": ""}
    assert records_of({"record": json.dumps(old)}) == [canonical(old)]


def test_sharegpt_has_a_human_and_gpt() -> None:
    for form in ("sharegpt", "llama-factory"):
        row = FORMATS[form](RECORD, "")
        assert row["conversations"] == [
            {"from": "human", "value": f"{CONTEXT}\n\n{RECORD['question']}"},
            {"from": "gpt", "value": "405 MPa"},
        ]


@pytest.mark.parametrize("form", TURN_FORMATS)
def test_a_dialogue_tells_its_context_once_and_holds_every_record(form: str) -> None:
    second = RECORD | {"id": "a2", "question": "How strong is NbMoTaW at 25 °C?"}
    second["answer"] = "1058 MPa"
    row = dialogue(form, [RECORD, second], ["How strong is it at 1600 °C?", "And at 25 °C?"])
    said = [
        turn.get("content", turn.get("value"))
        for turn in row.get("messages", row.get("conversations"))
    ]
    first = f"{CONTEXT}\n\nHow strong is it at 1600 °C?"
    assert said == [first, "405 MPa", "And at 25 °C?", "1058 MPa"]
    assert records_of(row) == [RECORD, second]
