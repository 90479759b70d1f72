"""A real model goes the whole way: dataset, training, report, merge, answers, card, drafts, grid.

Some minutes of two cores, so only where asked for: `make real`. What a plain run of the suite does
with the model stands in `test_small_part.py`.
"""

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from real_model import smollm2
from small_library import Run

from answer.prompts import find_template, prompt_ids
from eval.metrics.llm_judge import LlmJudge
from finetune.data.packing import to_rows
from finetune.recipe import read_recipe
from finetune.training.log import TrainingLog
from finetune.training.lora import between_libraries, targets_of
from hea.workflows.training.examples import dataset_examples
from hea.workspace import Workspace

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.environ.get("HEA_REAL") != "1", reason="takes minutes: `make real`"),
]

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
#: Plain text is quicker learned than turns; nothing else of the recipe is changed in kind.
RECIPE = (
    "precision=fp32", "turns=no", "distractors=1", "context_tokens=120", "pack_length=512",
    "accumulate=1", "lr=1e-3", "dropout=0", "schedule=constant", "warmup=0", "max_steps=6",
    "log_steps=1", "eval_steps=3", "preview_steps=0", "answer_tokens=24",
)  # fmt: skip
TOUGH = "What is the fracture toughness of the Cantor alloy at 77 K?"
#: Nats a token by which a loss of the product may differ from that of a plain loop.
NEAR = 0.03


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return smollm2(tmp_path_factory.mktemp("real") / "smollm2")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The digests of the sample corpus, in a workspace of which every test makes use in turn."""
    root = tmp_path_factory.mktemp("workspace")
    shutil.copytree(SAMPLES, root / "corpus")
    (root / "hea.toml").write_text(
        'precision = "fp32"\nanswer_tokens = 24\ncontext_tokens = 120\ndraft_tokens = 120\n',
        "utf-8",
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("HEA_WORKSPACE", str(root))
        yield root


def typed(hea: Run, *words: object) -> Any:
    """Type `hea … --json`; what it prints."""
    code, out, err = hea(*words, "--json")
    assert code == 0, err
    return json.loads(out)


def test_01_abstracts_become_a_dataset(hea: Run, workspace: Path) -> None:
    assert hea("build")[0] == 0
    assert hea("dataset")[0] == 0
    rows = _rows(workspace, "train")
    assert len(rows) >= 20
    # The corpus is small and some parts stay empty: rows of other papers are set apart.
    count = Counter(row["paper"] for row in rows)
    papers = sorted(count, key=lambda paper: (-count[paper], paper))
    kept = {"validation": papers[1], "test": papers[2]}  # the first is needed to train on
    for part, paper in kept.items():
        _write(workspace, part, [row for row in rows if row["paper"] == paper])
    _write(workspace, "train", [row for row in rows if row["paper"] not in kept.values()])


def test_02_training_lowers_the_loss_on_held_out_papers_as_a_plain_loop_does(
    hea: Run, workspace: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed: list[list[int]] = []
    count = TrainingLog.count

    def counted(log: TrainingLog, rows: Any, tokens: int, learned: int) -> None:
        fed.append(list(rows))
        count(log, rows, tokens, learned)

    monkeypatch.setattr(TrainingLog, "count", counted)
    flags = [word for flag in RECIPE for word in ("--set", flag)]
    plan = typed(hea, "train", "--base", base, *flags, "--dry-run")
    assert plan["rows_per_pack"] >= 2
    assert not plan["turns"]
    found = typed(hea, "train", "--base", base, *flags)
    assert found["steps"] == 6
    log = [json.loads(line) for line in _lines(workspace / "data/adapters/hea/log.jsonl")]
    seen = [row["val_loss"] for row in log if "val_loss" in row]
    assert seen[-1] < seen[0] < 6
    losses = [row["loss"] for row in log if "loss" in row]
    plain = _plain_losses(workspace, base, fed)
    assert len(plain) == len(losses) == 6
    assert losses == pytest.approx(plain, abs=NEAR)


def _plain_losses(workspace: Path, base: Path, fed: list[list[int]]) -> list[float]:
    """Train on the same rows in the same order by transformers and peft alone, row by row."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    place = Workspace(workspace)
    recipe = read_recipe(place.adapters / "hea" / "recipe.toml")
    made = dataset_examples(place, place.dataset, base, recipe)
    by_id = {one.id: one for one in made.train}
    packs = [row["names"] for row in to_rows(made.train, recipe.pack_length)]
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    torch.manual_seed(recipe.seed)
    config = LoraConfig(
        r=recipe.r, lora_alpha=recipe.alpha, lora_dropout=0.0, bias="none",
        target_modules=list(targets_of(model, recipe.targets)), task_type="CAUSAL_LM",
    )  # fmt: skip
    with between_libraries():
        model = get_peft_model(model, config).train()
    trained = [one for one in model.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=recipe.lr, weight_decay=0.0)
    losses = []
    for [pack] in fed:
        rows = [by_id[name] for name in packs[pack]]
        learned = sum(row.supervised for row in rows)
        total = 0.0
        for row in rows:  # alone, so that nothing of another can be seen
            ids = torch.tensor([row.ids])
            logits = model(ids).logits[0, -row.supervised - 1 : -1]
            target = ids[0, -row.supervised :]
            loss = torch.nn.functional.cross_entropy(logits, target, reduction="sum") / learned
            loss.backward()
            total += float(loss.detach())
        torch.nn.utils.clip_grad_norm_(trained, recipe.max_grad_norm)
        optimizer.step()
        optimizer.zero_grad()
        losses.append(total)
    return losses


def test_03_the_report_says_what_tuning_changed(hea: Run, workspace: Path) -> None:
    found = typed(hea, "train", "report", "hea", "--answers", 2, "--no-four-bits")
    assert found["rows"] >= 2
    before, after = found["perplexity"]["base"], found["perplexity"]["tuned"]
    assert after["value"] < before["value"]
    assert after["n"] + len(found["unscored"]) == found["rows"]


def test_04_the_merged_model_chooses_the_same_tokens(hea: Run, workspace: Path) -> None:
    found = typed(hea, "train", "merge", "hea", "--precision", "fp32")
    assert found["agreement"] >= 0.98
    assert found["tokens"] >= 32


@pytest.mark.parametrize("model", ["adapter:hea", "path:data/adapters/hea/merged"])
def test_05_adapter_and_merged_model_answer(
    hea: Run, workspace: Path, model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace)
    found = typed(hea, "ask", TOUGH, "--model", model)
    assert found["prompt_tokens"] > 20
    assert 0 < found["new_tokens"] <= 24
    assert found["answered"] == bool(found["citations"])
    assert all(one["supported"] for one in found["sentences"])


def test_06_the_card_shows_the_prompt_that_is_sent(hea: Run, workspace: Path, base: Path) -> None:
    from transformers import AutoTokenizer

    adapter = workspace / "data" / "adapters" / "hea"
    assert hea("train", "card", "hea")[0] == 0
    card = (adapter / "README.md").read_text("utf-8")
    assert "nobody has reviewed any of them" in card
    assert hea("train", "lint", adapter / "README.md", "--adapter", "hea")[0] == 0
    [code] = re.findall(r"^prompt = .*(?:\nprompt = .*)*", card, re.M)
    scope: dict[str, Any] = {}
    exec(code, scope)
    tokenizer = AutoTokenizer.from_pretrained(adapter)
    asked = find_template("context-qa").layout.format(
        context="Abstracts of papers that may answer it.",
        question="Why is CrMnFeCoNi tough at low temperature?",
    )
    assert tokenizer(scope["prompt"])["input_ids"] == prompt_ids(tokenizer, asked)
    # Its base has turns: without `turns=no` the card would have shown them.
    assert AutoTokenizer.from_pretrained(base).chat_template


def test_07_a_draft_is_asked_for_and_counted(hea: Run, workspace: Path, base: Path) -> None:
    """Of a model this small no triple need pass; what it wrote is counted, whatever it is."""
    found = typed(hea, "build", "--draft-with", f"path:{base}", "--dry-run")
    assert found["timed"] == 1
    assert found["calls"] >= 1
    assert found["abstracts"] >= 10


def test_08_the_grid_asks_base_and_tuned_in_every_way(
    hea: Run, workspace: Path, base: Path
) -> None:
    words = ("eval", "--base", f"path:{base}", "--tuned", "adapter:hea", "--limit", 2)
    found = typed(hea, *words)
    cells = {name.rpartition("/")[0] for name in found["scores"]}
    assert cells >= {
        *(f"extractive/{read}" for read in ("rag", "oracle")),
        *(f"{who}/{read}" for who in ("base", "tuned") for read in ("closed", "rag", "oracle")),
    }
    assert not any(found["failed"].values())
    for name, score in found["scores"].items():
        assert score["n"] + score["unscored"] <= 2, name


def test_09_a_judge_of_ragas_judges_or_says_why_not(
    hea: Run, workspace: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A verdict or a reason for each answer: none counts as 0, and none is left out.

    Its verdicts are cut at 160 tokens: so small a judge runs on to any limit, three times each.
    """
    pytest.importorskip("ragas")
    monkeypatch.setattr(LlmJudge.__init__, "__defaults__", (160,))
    answerable = [row for row in _rows(workspace, "test") if row["kind"] != "unanswerable"]
    one = workspace / "judged.jsonl"  # a refusal gives a judge nothing to judge
    one.write_text(json.dumps(answerable[0]) + "\n", "utf-8")
    words = ("eval", "--judge", f"path:{base}", "--questions", one, "--name", "judged")
    found = typed(hea, *words)
    judged = {name: one for name, one in found["scores"].items() if "faithfulness" in name}
    assert judged
    for score in judged.values():
        assert score["n"] + score["unscored"] >= 1
        assert score["value"] is None or 0 <= score["value"] <= 1


def _rows(workspace: Path, part: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _lines(workspace / f"data/dataset/{part}.jsonl")]


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def _write(workspace: Path, part: str, rows: list[dict[str, Any]]) -> None:
    path = workspace / "data" / "dataset" / f"{part}.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
