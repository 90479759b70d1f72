"""Learning from rewards: answers that earn more become likelier."""

from pathlib import Path

import pytest
from tiny_models import taught, tiny_model

from answer.models.load import load_model_by_name
from answer.models.transformers_model import TransformersModel
from answer.prompts import CONTEXT_QA
from builder.errors import UserError
from finetune.data.examples import Examples, make_examples
from finetune.data.readers import Sample
from finetune.data.token_stats import RowStats
from finetune.recipe import find_recipe, override
from finetune.training.grpo import reward_function, train_grpo
from finetune.training.job import Job
from finetune.training.log import read_log
from finetune.training.lora import load_tokenizer

ALLOYS = ("CrMnFeCoNi", "NbMoTaW", "TiZrHfNb", "CoCrNi", "VNbMoTaW", "AlCoCrFeNi", "CuCoNiCrFe",
          "TiZrNb", "HfNbTaTiZr", "FeCoNi", "CrFeNi", "MoNbTi")  # fmt: skip


def test_rewards_rise_and_leave_an_adapter_that_answers(tmp_path: Path) -> None:
    """A model that answers half of the time by the passage and half of the time by hearsay learns
    which of them earns more."""
    base = tiny_model(tmp_path / "base")
    changes = ["answer_tokens=14", "max_words=4", "precision=fp32", "lr=0.006", "log_steps=1",
               "batch=16", "accumulate=1", "max_steps=40", "warmup=0", "beta=0", "previews=1",
               "schedule=constant"]  # fmt: skip
    recipe = override(find_recipe("hea-grpo"), changes)
    good, bad = "It has 405 MPa.", "It is a soft alloy."
    samples = [
        Sample(alloy, "train", f"How strong is {alloy}?", good,
               f"{alloy} was cast. Its strength is 405 MPa.", "T", alloy,
               "Its strength is 405 MPa.")
        for alloy in ALLOYS
    ]  # fmt: skip
    examples = make_examples(samples, recipe, *load_tokenizer(base))
    taught(base, [(one.prompt, f" {said}") for one in examples.train for said in (good, bad)])
    job = Job(recipe, base, str(base), tmp_path / "adapters" / "mine")
    trained = train_grpo(job, examples, lambda step, last, words: None)
    assert trained.steps == 40
    rows = [row for row in read_log(job.folder / "log.jsonl") if "reward" in row]
    assert len(rows) == 40
    for row in rows:
        parts = row["grounded"] + row["right"] + row["short"]
        assert row["reward"] == pytest.approx(parts, abs=1e-4)
    earned = [row["reward"] for row in rows]
    assert sum(earned[-20:]) / 20 > sum(earned[:5]) / 5 + 0.1
    assert rows[-1]["supervised_tokens"] <= 640 * 14 < rows[-1]["tokens"]
    files = {path.name for path in job.folder.iterdir()}
    assert {"adapter_model.safetensors", "made.json", "rows.jsonl", "loss.png"} <= files
    assert "ref" not in files
    tuned = load_model_by_name("adapter:mine", "", tmp_path / "adapters", None, "fp32")
    plain = load_model_by_name(f"path:{base}", "", tmp_path, CONTEXT_QA, "fp32")
    assert isinstance(tuned, TransformersModel) and isinstance(plain, TransformersModel)
    one = examples.train[0]
    before, after = (
        [m.log_probabilities([one.prompt], said)[0] for said in (good, bad)] for m in (plain, tuned)
    )
    assert after[0] - after[1] > before[0] - before[1] + 1
    assert train_grpo(job, examples, lambda *_: None).resumed_at == 40


def test_answers_that_do_not_fill_a_step_are_told(tmp_path: Path) -> None:
    recipe = override(find_recipe("hea-grpo"), ["generations=3"])
    job = Job(recipe, tmp_path, "base", tmp_path / "mine")
    with pytest.raises(UserError, match="3 answers to a question do not fill 4 × 4 rows"):
        train_grpo(job, Examples((), (), (), 0, "", "", RowStats()), lambda *_: None)


def test_trl_asks_for_each_part_of_the_reward_of_a_batch() -> None:
    """An answer ends where the prompt format says; what runs on behind it earns nothing."""
    recipe = override(find_recipe("hea-grpo"), ["max_words=4"])
    grounds = [["CrMnFeCoNi", "Its yield strength is 405 MPa at 77 K."]]
    batch = {
        "completions": ["405 MPa\nQuestion: Which phase?", "504 MPa", "It is as strong as 405 MPa"],
        "question": ["How strong is CrMnFeCoNi?"] * 3,
        "reference": ["405 MPa"] * 3,
        "grounds": [grounds] * 3,
        "prompts": [""] * 3,
    }
    right, short = (reward_function(part, recipe) for part in ("right", "short"))
    assert (right.__name__, right(**batch)) == ("right", [1.0, 0.0, 1.0])
    assert short(**batch) == [1.0, 1.0, pytest.approx(4 / 7)]
