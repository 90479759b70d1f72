"""Learning from pairs of a better and a worse answer."""

from pathlib import Path

import pytest
from tiny_models import tiny_model

from answer.models.load import load_model_by_name
from answer.models.transformers_model import TransformersModel
from answer.prompts import CONTEXT_QA
from finetune.data.preferences import Preference, Preferences, preference_examples
from finetune.data.readers import Sample
from finetune.recipe import find_recipe, override
from finetune.training.dpo import train_dpo
from finetune.training.job import Job
from finetune.training.log import read_log
from finetune.training.lora import load_tokenizer


def test_a_tiny_model_learns_to_prefer_and_leaves_an_adapter_that_answers(tmp_path: Path) -> None:
    base = tiny_model(tmp_path / "base")
    recipe = override(
        find_recipe("hea-dpo"), ["lr=0.01", "epochs=6", "precision=fp32", "log_steps=2"]
    )
    pairs = Preferences(
        tuple(
            Preference(
                Sample(f"{part}{n}", part, f"How strong is alloy {n}?", f"It is {n} MPa.",
                       f"Alloy {n} was cast. Its strength is {n} MPa.", "T", f"p{n}",
                       f"Its strength is {n} MPa."),
                "Alloy was cast and it is cast and it is cast.", "edited",
            )
            for part, count in (("train", 12), ("validation", 4))
            for n in range(count)
        ),
        {},
    )  # fmt: skip
    tokenizer, window = load_tokenizer(base)
    examples, worse = preference_examples(pairs, recipe, tokenizer, window)
    assert (len(examples.train), len(examples.validation), examples.dropped) == (12, 4, ())
    job = Job(recipe, base, str(base), tmp_path / "adapters" / "mine")
    trained = train_dpo(job, examples, worse, lambda step, last, words: None)
    log = read_log(job.folder / "log.jsonl")
    preferred = [row["preferred_share"] for row in log if "preferred_share" in row]
    assert preferred[-1] == 1.0
    losses = [row["loss"] for row in log if "loss" in row]
    assert losses[-1] < 0.5 * losses[0]
    assert losses[0] == pytest.approx(0.69, abs=0.2)  # ln 2: hardly anything is preferred yet
    assert trained.tokens > 0
    files = {path.name for path in job.folder.iterdir()}
    assert {"adapter_model.safetensors", "adapter_config.json", "tokenizer.json", "recipe.toml",
            "rows.jsonl", "log.jsonl", "loss.png", "made.json"} <= files  # fmt: skip
    assert "ref" not in files
    chat = load_model_by_name("adapter:mine", "", tmp_path / "adapters", None, "fp32")
    assert isinstance(chat, TransformersModel)
    plain = load_model_by_name(f"path:{base}", "", tmp_path, CONTEXT_QA, "fp32")
    assert isinstance(plain, TransformersModel)
    one = examples.validation[0]
    margins = [
        model.log_probabilities([one.prompt], one.answer)[0]
        - model.log_probabilities([one.prompt], worse[one.id])[0]
        for model in (plain, chat)
    ]
    assert margins[1] > margins[0] + 1
    assert train_dpo(job, examples, worse, lambda *_: None).resumed_at == trained.steps
