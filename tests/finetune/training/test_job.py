"""The folder of an adapter: what is begun there, gone on with, or refused."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tiny_models import PHI2, folder

from builder.errors import UserError
from finetune.data.example import Example
from finetune.recipe import Recipe, read_recipe
from finetune.training.job import BEGUN, Job, begin, is_first, is_trained

EXAMPLES = (
    Example("a", "train", ids=(1, 2, 3, 4), supervised=2),
    Example("b", "validation", dropped="its evidence does not fit (64 tokens)"),
)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    base = tmp_path / "base"
    base.mkdir()
    folder(base, PHI2)
    (base / "model.safetensors").write_bytes(b"weights")
    return Job(Recipe(), base, "microsoft/phi-2", tmp_path / "mine")


def test_what_is_trained_on_what_stands_in_the_folder_before_the_first_step(job: Job) -> None:
    begin(job, EXAMPLES, "0" * 64)
    assert read_recipe(job.folder / "recipe.toml") == job.recipe
    rows = [json.loads(line) for line in (job.folder / "rows.jsonl").read_text().splitlines()]
    assert rows == [
        {"id": "a", "part": "train", "kept": True, "tokens": 4, "supervised_tokens": 2},
        {"id": "b", "part": "validation", "kept": False,
         "reason": "its evidence does not fit (64 tokens)"},
    ]  # fmt: skip
    assert not is_trained(job.folder)
    begin(job, EXAMPLES, "0" * 64)  # the same again is gone on with


def test_another_training_of_that_name_is_refused_with_what_differs(job: Job) -> None:
    begin(job, EXAMPLES, "0" * 64)
    other = replace(job, recipe=replace(job.recipe, lr=1e-3, r=8))
    with pytest.raises(UserError, match=r"another recipe: r was 16, lr was 0\.0002\."):
        begin(other, EXAMPLES, "0" * 64)
    with pytest.raises(UserError, match="mine was started with another dataset"):
        begin(job, EXAMPLES, "1" * 64)
    (job.base / "model.safetensors").write_bytes(b"other weights")
    with pytest.raises(UserError, match="mine was started with another base"):
        begin(job, EXAMPLES, "0" * 64)


def test_of_several_processes_the_first_writes(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RANK", "1")
    assert not is_first()
    begin(job, EXAMPLES, "0" * 64)
    assert not (job.folder / BEGUN).exists()
    monkeypatch.setenv("RANK", "0")
    assert is_first()
