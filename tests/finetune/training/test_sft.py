"""Trainings of tiny models, start to end: what they leave, go on from, refuse and reach."""

import json
import multiprocessing
import os
import shutil
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from safetensors.torch import load_file
from small_disk import small_disk
from small_library import quiet
from tiny_models import tiny_model
from toy_lessons import drafted, examples, lessons, quick, trained

from answer.grounding.check import SUPPORTED
from answer.models.load import load_model_by_name
from answer.models.model_files import check_folder
from answer.models.protocol import GenerationConfig
from answer.prompts import CONTEXT_QA
from builder.errors import UserError
from finetune.data.examples import make_examples
from finetune.data.held_out import HeldOut
from finetune.evaluation.perplexity import measure, perplexity
from finetune.recipe import read_recipe
from finetune.training import trainer as checkpoints
from finetune.training.job import CHECKPOINTS, Job, is_trained
from finetune.training.log import read_log
from finetune.training.lora import load_tokenizer
from finetune.training.sft import train
from hea.workspace import Workspace

#: Each recipe on the base of its kind, shortened and on a CPU.
RECIPES = {
    "hea": "phi",
    "phi2-hea-qa": "phi",
    "phi2-fp16": "phi",
    "phi3-mini": "phi3",
    "phi2-oasst1": "phi",
    "phi2-alpaca": "phi",
}
FILES = {
    "adapter_model.safetensors", "adapter_config.json", "tokenizer.json", "tokenizer_config.json",
    "recipe.toml", "rows.jsonl", "log.jsonl", "previews.jsonl", "previews.html", "loss.png",
    "made.json", "begun.json", "checkpoints",
}  # fmt: skip


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("bases")
    for kind in ("phi", "phi3"):
        tiny_model(place / kind, kind)
    return place


def losses(folder: Path) -> list[float]:
    return [row["loss"] for row in read_log(folder / "log.jsonl") if "loss" in row]


@pytest.mark.parametrize("name", RECIPES)
def test_every_recipe_trains_leaves_its_files_and_is_asked(
    bases: Path, tmp_path: Path, name: str
) -> None:
    recipe = quick(name, "max_steps=3")
    base, folder = bases / RECIPES[name], tmp_path / name
    found = trained(base, folder, recipe)
    assert found.steps == 3
    names = {path.name for path in folder.iterdir()}
    assert names - {"chat_template.jinja"} == FILES
    assert not list(folder.rglob("*.bin"))
    check_folder(folder, "adapter_model")
    assert read_recipe(folder / "recipe.toml") == recipe
    log = read_log(folder / "log.jsonl")
    assert [row["step"] for row in log if "loss" in row] == [1, 2, 3]
    assert all(row["tokens"] > row["supervised_tokens"] > 0 for row in log)
    assert [row["val_loss"] for row in log if "val_loss" in row][-1] == found.val_loss
    previews = read_log(folder / "previews.jsonl")
    assert [row["step"] for row in previews] == [2, 2, 3, 3]
    assert {row["verdict"] for row in previews} <= {SUPPORTED, "not found", "contradicted"}
    made = json.loads((folder / "made.json").read_text("utf-8"))
    assert made["recipe"] == {"name": name, "sha256": recipe.sha256}
    assert made["template"]["id"] == recipe.template
    assert made["dataset"]["train"] == 32
    assert made["tokens"] == log[-1]["tokens"]
    assert made["energy"]["measured"] or made["energy"]["kwh"] is None
    rows = [json.loads(line) for line in (folder / "rows.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == 40
    assert sum(row["kept"] for row in rows) == made["dataset"]["train"] + 8
    chat = load_model_by_name(f"adapter:{name}", "", tmp_path, None, "fp32")
    assert chat.template.id == recipe.template
    assert (
        chat.write("How hard is it?", GenerationConfig(tokens=4), lambda text: None).new_tokens > 0
    )


def test_a_tiny_model_learns_two_hundred_answers_by_heart(shared: Path, tmp_path: Path) -> None:
    """Triples that the rules drafted from real abstracts, as the dataset holds them: the perplexity
    of their answers falls at least fivefold.

    What a frozen head can add to the log-odds of a token is at most the length of its row times
    that of a state, (spread × √width) × √width: 1.3 at a width of 64 and a spread of 0.02, less
    than ln 5 whatever is learned. Phi-2's 0.02 is 1/√2560; so here it is 1/√64.
    """
    abstracts = (shared / "abstracts" / "hea_abstracts_dev.jsonl").read_text("utf-8")
    triples = drafted(Workspace(tmp_path), "\n".join(abstracts.split("\n")[:70]))
    base = tiny_model(tmp_path / "phi", spread=1 / 8)
    recipe = quick(
        "hea", "distractors=0", "without_oracle=0", "context_tokens=150", "epochs=2", "lr=5e-3",
        "accumulate=1", "dropout=0", "preview_steps=0", "warmup=0",
    )  # fmt: skip
    samples = [one for one in triples if one.part == "train"][:240]
    made = make_examples(samples, recipe, *load_tokenizer(base))
    assert len(made.train) >= 200
    train(Job(recipe, base, str(base), tmp_path / "a"), made, lambda step, of, words: None)
    some = [HeldOut(one.id, "", one.question, one.prompt, one.answer) for one in made.train[::5]]
    before, after = (
        perplexity(
            measure(load_model_by_name(name, "", tmp_path, CONTEXT_QA, "fp32"), some, quiet)[0]
        )
        for name in (f"path:{base}", "adapter:a")
    )
    assert before.value and after.value
    assert before.value / after.value >= 5


def test_a_batch_of_eight_is_four_accumulated_twice(bases: Path, tmp_path: Path) -> None:
    """Token by token, however unlike the rows are in length."""
    for name, batch in (("8", "8"), ("4x2", "4")):
        recipe = quick(
            "phi2-alpaca", f"batch={batch}", f"accumulate={8 // int(batch)}", "dropout=0",
            "preview_steps=0",
        )  # fmt: skip
        trained(bases / "phi", tmp_path / name, recipe)
    assert losses(tmp_path / "8") == pytest.approx(losses(tmp_path / "4x2"), rel=1e-5)
    one, other = (read_log(tmp_path / name / "log.jsonl")[-1] for name in ("8", "4x2"))
    assert one["val_loss"] == pytest.approx(other["val_loss"], rel=1e-5)


def test_packed_rows_cost_what_they_cost_one_by_one(bases: Path, tmp_path: Path) -> None:
    """One step over all rows: the same loss, and the same validation loss after it."""
    common = ("max_steps=1", "dropout=0", "preview_steps=0", "epochs=1", "warmup=0")
    trained(bases / "phi", tmp_path / "packs", quick("hea", *common, "batch=40"))
    trained(bases / "phi", tmp_path / "rows", quick("hea", *common, "batch=40", "packing=false"))
    one, other = (read_log(tmp_path / name / "log.jsonl") for name in ("packs", "rows"))
    assert one[0]["loss"] == pytest.approx(other[0]["loss"], rel=1e-5)
    assert one[0]["supervised_tokens"] == other[0]["supervised_tokens"]
    assert one[-1]["val_loss"] == pytest.approx(other[-1]["val_loss"], rel=1e-5)


def _until_killed(base: Path, folder: Path, flags: tuple[str, ...], at: int, half: bool) -> None:
    """Train in this process and kill it at a step, or while a checkpoint is being written."""
    recipe = quick("phi2-oasst1", *flags)

    def kill(*_: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def progress(step: int, of: int, words: str) -> None:
        if step >= at:
            if half:
                checkpoints.check_finite = kill
            else:
                kill()

    train(Job(recipe, base, str(base), folder), examples(base, recipe), progress)


@pytest.mark.fault("F6", 5)
def test_killed_five_times_a_training_ends_as_if_it_had_not_been(
    bases: Path, tmp_path: Path
) -> None:
    flags = ("epochs=4", "save_steps=2", "eval_steps=2", "neftune=5")
    trained(bases / "phi", tmp_path / "whole", quick("phi2-oasst1", *flags))
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["trl.trainer.sft_trainer", "peft", "datasets"])
    folder = tmp_path / "killed"
    for at, half in ((1, False), (3, False), (3, True), (5, False), (7, True)):
        process = processes.Process(
            target=_until_killed, args=(bases / "phi", folder, flags, at, half)
        )
        process.start()
        process.join(300)
        assert process.exitcode == -signal.SIGKILL
        assert bool([*(folder / CHECKPOINTS).glob("checkpoint-*")]) == half
        assert not is_trained(folder)
    found = trained(bases / "phi", folder, quick("phi2-oasst1", *flags))
    assert found.resumed_at == 6
    assert losses(folder) == losses(tmp_path / "whole")
    both = [read_log(place / "log.jsonl") for place in (folder, tmp_path / "whole")]
    kept = [[(r["step"], r.get("val_loss"), r["tokens"]) for r in log] for log in both]
    assert kept[0] == kept[1]
    weights = [
        (place / "adapter_model.safetensors").read_bytes() for place in (folder, tmp_path / "whole")
    ]
    assert weights[0] == weights[1]


def test_a_finished_training_is_not_done_again_and_another_is_refused(
    bases: Path, tmp_path: Path
) -> None:
    recipe = quick("phi2-alpaca", "max_steps=2")
    first = trained(bases / "phi", tmp_path / "a", recipe)
    weights = (tmp_path / "a" / "adapter_model.safetensors").stat().st_mtime_ns
    again = trained(bases / "phi", tmp_path / "a", recipe)
    assert (again.steps, again.val_loss, again.resumed_at) == (2, first.val_loss, 2)
    assert (tmp_path / "a" / "adapter_model.safetensors").stat().st_mtime_ns == weights
    with pytest.raises(UserError) as found:
        trained(bases / "phi", tmp_path / "a", quick("phi2-alpaca", "max_steps=2", "lr=1e-4"))
    assert found.value.message == "a was started with another recipe: lr was 0.0003."
    assert "--fresh" in found.value.hint
    with pytest.raises(UserError, match="started with another dataset"):
        trained(bases / "phi", tmp_path / "a", recipe, 41)


def test_a_loss_that_is_no_number_stops_and_keeps_the_last_good_checkpoint(
    bases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A first step without a rate leaves a good checkpoint.
    monkeypatch.setattr(checkpoints, "warm_from_the_first_step", lambda scheduler, steps: None)
    recipe = quick(
        "phi2-oasst1", "lr=1e30", "warmup=0.9", "schedule=constant_with_warmup",
        "max_grad_norm=1e9", "save_steps=1", "optimizer=sgd", "epochs=5",
    )  # fmt: skip
    with pytest.raises(UserError) as found:
        trained(bases / "phi", tmp_path / "a", recipe)
    assert "became NaN, infinite or zero; the checkpoint of step 1 is kept" in found.value.message
    assert "lower rate" in found.value.hint
    kept, step = checkpoints.last_checkpoint(tmp_path / "a" / CHECKPOINTS) or (None, 0)
    assert step == 1
    assert kept is not None
    checkpoints.check_finite(kept, step, kept.parent)
    assert not is_trained(tmp_path / "a")


def test_it_ends_early_and_keeps_the_adapter_that_validated_best(
    bases: Path, tmp_path: Path
) -> None:
    """The validation rows are answered as nothing trained on is, so that they soon fare worse."""
    recipe = quick(
        "phi2-oasst1", "lr=2e-2", "schedule=constant", "epochs=9", "eval_steps=1", "patience=2",
        "warmup=0", "preview_steps=0",
    )  # fmt: skip
    tokenizer, window = load_tokenizer(bases / "phi")
    samples = [
        replace(one, answer="Zq? " * 9) if one.part == "validation" else one for one in lessons(40)
    ]
    made = make_examples(samples, recipe, tokenizer, window)
    job = Job(recipe, bases / "phi", str(bases / "phi"), tmp_path / "a")
    found = train(job, made, lambda step, of, words: None)
    looked = {
        row["step"]: row["val_loss"]
        for row in read_log(tmp_path / "a" / "log.jsonl")
        if "val_loss" in row
    }
    assert found.val_loss == min(looked.values()) == looked[found.best_step]
    assert found.steps == found.best_step + 2 < 18
    best = tmp_path / "a" / CHECKPOINTS / f"best-{found.best_step}" / "adapter_model.safetensors"
    kept, final = load_file(best), load_file(tmp_path / "a" / "adapter_model.safetensors")
    assert all(kept[name].equal(final[name]) for name in kept)


def test_checkpoints_come_by_the_clock(bases: Path, tmp_path: Path) -> None:
    recipe = quick("phi2-alpaca", "save_minutes=0.000001", "batch=4", "accumulate=1")
    trained(bases / "phi", tmp_path / "a", recipe)
    log = read_log(tmp_path / "a" / "log.jsonl")
    assert {path.name for path in (tmp_path / "a" / CHECKPOINTS).glob("step-*")} == {
        "step-7",
        "step-8",
    }
    assert log[-1]["step"] == 8


def test_a_full_disk_is_said_before_and_leaves_no_half_checkpoint(
    bases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = quick("phi2-alpaca", "max_steps=2", "save_steps=1")
    base, folder = bases / "phi", tmp_path / "a"
    monkeypatch.setattr(
        shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**6, 10**6, 10**3)
    )
    with pytest.raises(OSError, match="No space left"):
        trained(base, folder, recipe)
    monkeypatch.undo()
    assert trained(base, folder, recipe).steps == 2


#: At which step all but so many bytes of the disk are taken, and what is torn by it.
TORN = {
    "the best adapter": (2, 20_000, "best-2.new"),
    "the optimizer's state": (3, 106_000, "checkpoint-3/optimizer.pt"),
}


@pytest.mark.parametrize(("at", "free", "torn"), TORN.values(), ids=TORN)
def test_a_disk_that_fills_up_within_a_file_costs_only_that_checkpoint(
    bases: Path, tmp_path: Path, at: int, free: int, torn: str
) -> None:
    recipe = quick(
        "phi2-alpaca", "epochs=2", "save_steps=1", "eval_steps=2", "preview_steps=0", "patience=0"
    )
    base = bases / "phi"
    with small_disk(tmp_path / "disk", "8m"):
        folder, filler = tmp_path / "disk" / "a", tmp_path / "disk" / "others"

        def fill(step: int, of: int, words: str) -> None:
            if step == at:
                with filler.open("wb") as out:
                    out.write(bytes(shutil.disk_usage(folder).free - free))

        with pytest.raises(OSError, match="No space left"):
            train(Job(recipe, base, str(base), folder), examples(base, recipe), fill)
        assert not is_trained(folder)
        assert (folder / CHECKPOINTS / torn).exists()
        filler.unlink()
        found = trained(base, folder, recipe)
        assert (found.resumed_at, found.steps) == (at - 1, 4)
        log = [row["step"] for row in read_log(folder / "log.jsonl") if "loss" in row]
        assert log == [1, 2, 3, 4]
