"""What follows a training, as typed: report, card, lint, merge, zip, export, push; and DPO."""

import hashlib
import json
import math
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from small_library import Run, write_records
from tiny_models import tiny_model

from answer.models.load import load_model_by_name
from answer.models.protocol import GenerationConfig
from answer.models.transformers_model import TransformersModel
from answer.prompts import CONTEXT_QA, answer_ids
from finetune.data.examples import make_examples
from finetune.data.readers import read_source
from finetune.recipe import find_recipe, override
from finetune.training.job import Job
from finetune.training.lora import load_tokenizer
from finetune.training.sft import train

HOW = GenerationConfig(tokens=3)
CHANGES = [
    "distractors=0", "without_oracle=0.0", "precision=fp32", "lr=0.02", "epochs=4", "accumulate=1",
    "batch=4", "packing=false", "previews=1", "answer_tokens=10", "patience=0",
]  # fmt: skip


def row(n: int) -> dict[str, object]:
    return {
        "instruction": f"How strong is alloy {n}?",
        "input": f"Alloy {n} was cast. Its yield strength is {100 + n} MPa.",
        "output": f"Its yield strength is {100 + n} MPa.",
    }


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a dataset, a tiny base and an adapter of it."""
    place = tmp_path_factory.mktemp("trained")
    (place / "corpus").mkdir()
    (place / "hea.toml").write_text('precision = "fp32"\n', "utf-8")
    (place / "data" / "dataset").mkdir(parents=True)
    for part, numbers in (
        ("train", range(40)),
        ("validation", range(40, 44)),
        ("test", range(50, 56)),
    ):
        write_records(place / "data" / "dataset" / f"{part}.jsonl", *map(row, numbers))
    base = tiny_model(place / "base")
    recipe = override(find_recipe("hea"), CHANGES)
    examples = make_examples(
        read_source(place / "data" / "dataset").samples, recipe, *load_tokenizer(base)
    )
    job = Job(recipe, base, str(base), place / "data" / "adapters" / "mine")
    train(job, examples, lambda step, last, words: None)
    return place


@pytest.fixture
def place(trained: Path, tmp_path: Path) -> Path:
    shutil.copytree(trained / "data", tmp_path / "place" / "data")
    (tmp_path / "place" / "corpus").mkdir()
    shutil.copy(trained / "hea.toml", tmp_path / "place")
    return tmp_path / "place"


def loaded(place: Path, named: str) -> TransformersModel:
    chat = load_model_by_name(named, "", place / "data" / "adapters", CONTEXT_QA, "fp32")
    assert isinstance(chat, TransformersModel)
    return chat


def test_the_report_measures_both_models_on_the_test_rows(hea: Run, place: Path) -> None:
    code, out, _ = hea("train", "report", "mine", "--answers", 2, "--json", "--workspace", place)
    assert code == 0
    found: dict[str, Any] = json.loads(out)
    folder = place / "data" / "adapters" / "mine"
    assert json.loads((folder / "report.json").read_text("utf-8")) == found
    assert (found["part"], found["rows"], found["unscored"]) == ("test", 6, {})
    base, tuned = found["perplexity"]["base"], found["perplexity"]["tuned"]
    assert (base["n"], tuned["n"]) == (6, 6)
    assert tuned["value"] < base["value"] / 2  # it has learnt how such answers go
    assert (tuned["papers"], tuned["low"]) == (6, None)  # too few for an interval
    assert found["padded"]["label"].startswith("flawed")
    assert [one["id"] for one in found["examples"]] == ["test.jsonl:1", "test.jsonl:2"]
    assert found["quantisation"]["four"]["n"] == 2
    assert 0.5 < found["quantisation"]["ratio"]["value"] < 2
    assert -1 <= found["answers"]["cosine"]["tuned"]["value"] <= 1
    assert found["answers"]["grounded"]["tuned"]["n"] == 2
    # The same by another way: the likelihood of each answer and its end.
    chat, total, tokens = loaded(place, "adapter:mine"), 0.0, 0
    for line in (place / "data" / "dataset" / "test.jsonl").read_text("utf-8").splitlines():
        one = json.loads(line)
        prompt = f"{one['input']}\nQuestion: {one['instruction']}\nAnswer:"
        ids = answer_ids(chat.tokenizer, CONTEXT_QA, one["output"])
        end = chat.tokenizer.decode(ids[-1:])
        total -= chat.log_probabilities([prompt], one["output"] + end)[0]
        tokens += len(ids)
    assert tuned["value"] == pytest.approx(math.exp(total / tokens), rel=1e-3)
    text = (folder / "report.md").read_text("utf-8")
    assert "How strong is alloy 50?" in text
    assert (folder / "perplexity.png").read_bytes().startswith(b"\x89PNG")
    code, out, _ = hea("train", "card", "mine", "--json", "--workspace", place)
    assert (code, json.loads(out)["report"]) == (0, True)
    card = folder / "README.md"
    assert "6 rows of the part `test`" in card.read_text("utf-8")
    assert "base_model: base\n" in card.read_text("utf-8")  # and no path of this machine
    check = ("train", "lint", card, "--adapter", "mine", "--workspace", place)
    assert hea(*check)[:2] == (0, "Nothing found.\n")
    written = card.read_text("utf-8")
    card.write_text(f"{written}\nAsk us before you cite it.\n", "utf-8")
    for verb in ("card", "zip"):
        out = ("--out", place / "a.zip") if verb == "zip" else ()
        code, _, err = hea("train", verb, "mine", *out, "--workspace", place)
        assert code == 0
        assert "changed by hand and is kept" in err
    assert card.read_text("utf-8").endswith("Ask us before you cite it.\n")
    card.write_text(f"{written}\nIts F1 is 0.99.\n", "utf-8")
    code, _, err = hea("train", "zip", "mine", "--out", place / "b.zip", "--workspace", place)
    assert code == 1
    assert "nothing behind it" in err
    assert not (place / "b.zip").exists()
    card.unlink()
    assert hea("train", "card", "mine", "--workspace", place)[0] == 0
    assert card.read_text("utf-8") == written
    card.write_text(card.read_text("utf-8").replace("40", "400"), "utf-8")
    code, out, _ = hea(*check)
    assert code == 1
    assert "No artefact holds 400." in " ".join(out.split())


def test_a_table_and_no_four_bits(hea: Run, place: Path) -> None:
    (place / "hea.toml").write_text('precision = "auto"\n', "utf-8")
    code, out, _ = hea(
        "train", "report", "mine", "--answers", 1, "--rows", 3, "--no-four-bits",
        "--workspace", place,
    )  # fmt: skip
    assert code == 0
    [perplexity] = [line for line in out.splitlines() if line.startswith("perplexity of")]
    assert perplexity.split()[-2:] == ["3", "3"]  # rows, papers
    assert "flawed: padding counted" in out
    assert "4 bits" not in out
    # It was trained in 32 bits, and nobody asks for others.
    assert "weights: fp32" in (place / "data/adapters/mine/report.md").read_text("utf-8")
    (place / "hea.toml").write_text('precision = "fp32"\n', "utf-8")
    assert all(len(line) <= 80 for line in out.splitlines())


def test_a_merged_adapter_is_asked_by_its_path_and_exported(hea: Run, place: Path) -> None:
    code, _, err = hea("train", "export", "gguf", "mine", "--workspace", place)
    assert code == 1
    assert "hea train merge mine" in err
    code, out, _ = hea("train", "merge", "mine", "--json", "--workspace", place)
    assert code == 0
    done = json.loads(out)
    assert done["agreement"] >= 0.98
    assert done["tokens"] == 6 * 32
    prompt = CONTEXT_QA.render("How strong is alloy 50?", [])
    merged, tuned = loaded(place, f"path:{done['folder']}"), loaded(place, "adapter:mine")
    answers = [chat.log_probabilities([prompt], "150 MPa")[0] for chat in (merged, tuned)]
    assert answers[0] == pytest.approx(answers[1], rel=0.02)  # merged in bf16
    code, out, _ = hea("train", "export", "gguf", "mine", "--json", "--workspace", place)
    commands = json.loads(out)["commands"]
    assert code == 0
    assert "convert_hf_to_gguf.py" in commands[2]
    assert done["folder"] in commands[2]
    assert "--prompt context-qa" in commands[-1]
    assert "-c 2048" in commands[-2]
    assert "message.content" in commands[-2]  # a base without turns is asked as it is
    assert hea("train", "export", "onnx", "mine", "--workspace", place)[0] == 1


def test_an_archive_has_the_same_bytes_each_time_and_nothing_of_the_training(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    folder = place / "data" / "adapters" / "mine"
    (folder / "evil.bin").write_bytes(b"\x80\x04")
    (folder / "out.json").symlink_to("/etc/hostname")
    digests = []
    for name in ("a.zip", "b.zip"):
        code, _, _ = hea("train", "zip", "mine", "--out", tmp_path / name, "--workspace", place)
        assert code == 0
        digests.append(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
        for file in folder.iterdir():
            file.touch()
    assert digests[0] == digests[1]
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        names = {name.removeprefix("mine/") for name in archive.namelist()}
        archive.extractall(tmp_path / "away")
    assert {"adapter_model.safetensors", "adapter_config.json", "tokenizer.json", "recipe.toml",
            "rows.jsonl", "log.jsonl", "made.json", "README.md"} <= names  # fmt: skip
    assert not {"evil.bin", "out.json", "begun.json", "checkpoints", "training_args.bin"} & names
    away = load_model_by_name("adapter:mine", "", tmp_path / "away", None, "fp32")
    assert isinstance(away, TransformersModel)
    assert away.write_all(["How"], HOW)[0].new_tokens > 0


def test_a_push_sends_the_same_files_privately_and_only_when_told(
    hea: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []

    class Hub:
        def create_repo(self, repository: str, **how: Any) -> str:
            sent.append((repository, how))
            return f"https://hub/{repository}"

        def upload_folder(self, **how: Any) -> None:
            sent.append(how)

    monkeypatch.setattr("huggingface_hub.HfApi", Hub)
    code, out, _ = hea("train", "push", "mine", "me/mine", "--json", "--workspace", place)
    assert (code, json.loads(out)) == (0, {"url": "https://hub/me/mine", "private": True})
    assert sent[0] == ("me/mine", {"private": True, "exist_ok": True})
    assert "adapter_model.safetensors" in sent[1]["allow_patterns"]
    assert "begun.json" not in sent[1]["allow_patterns"]
    assert hea("train", "push", "mine", "me/mine", "--public", "--workspace", place)[0] == 0
    assert sent[2][1]["private"] is False


def test_a_dead_hub_and_a_wrong_name_are_two_lines(
    hea: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    at = ("--workspace", place)
    for words in (
        ("push", "mine", "me/mine"), ("report", "none"), ("card", "../mine"), ("zip", "none"),
        ("merge", "mine", "--precision", "nf4"),
    ):  # fmt: skip
        code, out, err = hea("train", *words, *at)
        assert (code, out) == (1, ""), words
        assert len([line for line in err.splitlines() if line.strip()]) == 2, err


def test_a_card_held_against_a_known_base_needs_no_adapter(hea: Run, shared: Path) -> None:
    [seed] = shared.parent.glob("seeds/001_*.txt")
    code, out, _ = hea("train", "lint", seed, "--json")
    assert code == 1
    assert {"contradiction", "no artefact"} <= {one["kind"] for one in json.loads(out)}
    code, out, _ = hea("train", "lint", seed)
    assert "The base has 32 for its hidden layers, not 12." in " ".join(out.split())


ALLOYS = ("CrMnFeCoNi", "NbMoTaW", "TiZrHfNb", "CoCrNi", "VNbMoTaW", "AlCoCrFeNi", "CuCoNiCrFe",
          "TiZrNb", "HfNbTaTiZr", "FeCoNi", "CrFeNi", "MoNbTi")  # fmt: skip


def test_verdicts_become_an_adapter(hea: Run, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    at = ("--workspace", tmp_path)
    records = [
        {
            "id": alloy,
            "title": f"Strength of {alloy}",
            "abstract": f"{alloy} was arc melted. Its yield strength is {300 + 10 * n} MPa at"
            f" {300 + n} K. The hardness of {alloy} is {200 + n} HV. It has a single phase.",
            "doi": f"10.1000/{n}",
            "year": 2020,
        }
        for n, alloy in enumerate(ALLOYS)
    ]
    write_records(tmp_path / "corpus" / "r.jsonl", *records)
    base = tiny_model(tmp_path / "base")
    train_it = (
        "train", "--recipe", "hea-dpo", "--base", base, "--set", "max_words=12", "--set",
        "max_steps=2", "--set", "precision=fp32", "--name", "liked",
    )  # fmt: skip
    assert hea("build", *at)[0] == 0
    code, _, err = hea(*train_it, *at)
    assert (code, "No verdict says which of two answers is better." in err) == (1, True)
    assert (
        hea("curate", "accept", "--where", "status=unreviewed", "--yes", "--who", "ann", *at)[0]
        == 0
    )
    code, out, err = hea(*train_it, "--json", *at)
    assert code == 0, err
    made = json.loads(out)
    assert (made["steps"], made["train"] >= 10) == (2, True)
    chat = loaded(tmp_path, "adapter:liked")
    assert chat.write_all(["How"], HOW)[0].new_tokens > 0
