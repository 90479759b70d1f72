"""Held-out rows read by a model, and read on after a kill."""

from pathlib import Path

import pytest
from tiny_models import tiny_model

from answer.models.transformers_model import TransformersModel, load_model
from answer.prompts import CONTEXT_QA
from eval.grid.row_store import RowStore
from finetune.data.held_out import HeldOut
from finetune.evaluation.held_out_pass import HeldOutPass, read

ROWS = [
    HeldOut(f"r{n}", "phase", "Which?", f"Alloy {n} was cast.\nQuestion: Which?\nAnswer:", "BCC")
    for n in range(12)
]


@pytest.mark.parametrize("at", [8, 20])
def test_a_killed_reading_goes_on_where_it_was(tmp_path: Path, at: int) -> None:
    """Killed between the second batch of prompts and the third, or of answers the first and the
    second: what was read is not read again, and the end is the same."""
    chat = TransformersModel("phi", *load_model(tiny_model(tmp_path / "phi"), "fp32"), CONTEXT_QA)
    seen: list[int] = []
    chat.model.register_forward_hook(lambda model, given, out: seen.append(1))

    def reading(file: str, last: int = 99) -> tuple[HeldOutPass, int]:
        def progress(done: int, of: int) -> None:
            assert of == 22
            if done >= last:
                raise KeyboardInterrupt

        seen.clear()
        with RowStore(tmp_path / file) as kept:
            return read(chat, "fp32", ROWS, 10, 3, progress, kept), len(seen)

    whole, passes = reading("whole.jsonl")
    assert len(whole.losses) == 12
    assert len(whole.answers) == 10
    with pytest.raises(KeyboardInterrupt):
        reading("rows.jsonl", at)
    before = len(seen)
    with (tmp_path / "rows.jsonl").open("a") as torn:
        torn.write('{"key": "x')
    again, more = reading("rows.jsonl")
    assert again == whole
    assert before + more == passes > more
    assert reading("rows.jsonl") == (whole, 0)
    # Another model's rows are not taken for its own.
    chat.name = "other"
    assert reading("rows.jsonl")[1] == passes
