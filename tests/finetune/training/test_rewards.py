"""What an answer earns: grounded, right and short, each seen by what breaks it."""

from pathlib import Path

import pytest
from tiny_models import taught, tiny_model

from answer.grounding.check import Source
from answer.models.load import load_model_by_name
from answer.models.transformers_model import TransformersModel
from answer.prompts import CONTEXT_QA
from builder.errors import UserError
from builder.triples import REFUSAL
from finetune.data.examples import Examples, make_examples
from finetune.data.readers import Sample
from finetune.data.token_stats import RowStats
from finetune.recipe import find_recipe, override
from finetune.training.log import read_log
from finetune.training.lora import load_tokenizer
from finetune.training.rewards import Reward, reward, train_grpo
from finetune.training.sft import Job

GROUNDS = [
    Source(
        "CrMnFeCoNi", "CrMnFeCoNi was annealed at 800 °C. Its yield strength is 405 MPa at 77 K."
    )
]
QUESTION = "What is the yield strength of CrMnFeCoNi at 77 K?"
REFERENCE = "The yield strength of CrMnFeCoNi at 77 K is 405 MPa."


def earned(answer: str, reference: str = REFERENCE, words: int = 20) -> Reward:
    return reward(answer, QUESTION, reference, GROUNDS, words)


def test_a_grounded_right_and_short_answer_earns_all() -> None:
    assert earned("The yield strength of CrMnFeCoNi is 405 MPa at 77 K.") == Reward(1, 1, 1)
    assert earned("The yield strength of CrMnFeCoNi is 0.405 GPa at 77 K.") == Reward(1, 1, 1)


def test_a_wrong_number_is_neither_grounded_nor_right() -> None:
    found = earned("The yield strength of CrMnFeCoNi is 504 MPa at 77 K.")
    assert (found.grounded, found.right, found.short) == (0, 0.5, 1)  # the 77 K are right


def test_half_of_the_sentences_grounded_earn_half() -> None:
    found = earned(f"{REFERENCE} It was discovered by Senkov in 2011 with 405 kg of tungsten.")
    assert (found.grounded, found.right) == (0.5, 1)


def test_an_answer_that_runs_on_earns_less_the_longer_it_is() -> None:
    assert earned(REFERENCE, words=5).short == pytest.approx(5 / 11)
    assert earned(f"{REFERENCE} {REFERENCE}", words=5).short == pytest.approx(5 / 22)


def test_a_refusal_earns_only_where_it_is_right() -> None:
    assert earned(REFUSAL, REFUSAL) == Reward(1, 1, 1)
    assert earned(REFUSAL) == Reward(0, 0, 1)
    assert earned(REFERENCE, REFUSAL) == Reward(0, 0, 1)


def test_an_empty_answer_earns_nothing() -> None:
    assert earned("  ") == Reward(0, 0, 0)


def test_without_numbers_the_words_must_agree() -> None:
    phase = "The alloy is a single FCC phase."
    assert earned(phase, phase).right == 1
    assert 0 < earned("It is FCC.", phase).right < 1
    assert earned("It is soft.", phase).right == 0


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
