"""`hea train` as it is typed: the plan, the training, and what is said when it cannot be."""

import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from small_library import CANTOR, Run, write_records
from tiny_models import tiny_model
from toy_lessons import QUICK, examples, quick, write_dataset

from answer.models.adapters import load_adapter
from answer.models.transformers_model import TransformersModel
from builder.dataset.formats import FIELDS
from finetune.data.examples import make_examples
from finetune.data.readers import read_source
from finetune.recipe import find_recipe, recipe_names
from finetune.training.lora import adapt, load_tokenizer
from finetune.training.plan import plan
from hea.workflows.cluster.installation import commit
from hea.workflows.training.examples import paper_finder
from hea.workspace import Workspace

FLAGS = [word for flag in (*QUICK, "distractors=0", "max_steps=2") for word in ("--set", flag)]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("base") / "phi")


@pytest.fixture
def place(tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a dataset."""
    write_dataset(tmp_path / "data" / "dataset", 40)
    monkeypatch.setenv("HEA_WORKSPACE", str(tmp_path))
    return tmp_path


def test_train_makes_an_adapter_once(hea: Run, place: Path, base: Path) -> None:
    code, out, err = hea("train", "--base", base, "--name", "mine", *FLAGS, "--json")
    assert code == 0, err
    found = json.loads(out)
    assert found["steps"] == 2
    assert found["train"] == 32
    made = json.loads((place / "data" / "adapters" / "mine" / "made.json").read_text("utf-8"))
    assert made["commit"] == commit()
    assert datetime.fromisoformat(made["at"]) <= datetime.now(UTC)
    code, out, err = hea("train", "--base", base, "--name", "mine", *FLAGS, "--set", "lr=1")
    assert (code, out) == (1, "")
    assert "mine was started with another recipe: lr was 0.0002." in err
    code, out, err = hea("train", "--base", base, "--name", "mine", *FLAGS, "--fresh")
    assert code == 0, err
    assert "32 trained on, 8 to validate, 0 dropped" in out
    assert all(len(line) <= 80 for line in out.splitlines())


ALLOYS = ("CrMnFeCoNi", "NbMoTaW", "TiZrHfNb", "CoCrNi", "VNbMoTaW", "AlCoCrFeNi", "CuCoNiCrFe",
          "TiZrNb", "HfNbTaTiZr", "FeCoNi", "CrFeNi", "MoNbTi")  # fmt: skip


def test_an_adapter_is_asked_byte_for_byte_what_it_was_trained_on(
    hea: Run, tmp_path: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two papers on each alloy answer one question: both stand in its prompt, here and there."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "hea.toml").write_text('precision = "fp32"\ncontext_tokens = 1500\n', "utf-8")
    monkeypatch.setenv("HEA_WORKSPACE", str(tmp_path))
    records = [
        CANTOR | {
            "id": f"{alloy}{n}",
            "title": f"{way} {alloy}",
            "abstract": f"{alloy} was {way.lower()}. Its yield strength is {300 + 70 * n + at} MPa"
            f" at {300 + at} K. A single {phase} phase was found.",
            "doi": f"10.1000/{alloy}{n}",
        }
        for at, alloy in enumerate(ALLOYS)
        for n, (way, phase) in enumerate((("Cast", "FCC"), ("Rolled", "BCC")))
    ]  # fmt: skip
    write_records(tmp_path / "corpus" / "r.jsonl", *records)
    assert hea("build")[0] == 0
    rows = []
    for paper in json.loads(hea("papers", "--json")[1]):
        said = paper["abstract"].split(". ")
        alloy, evidence, kelvins = said[0].split()[0], f"{said[1]}.", said[1].split(" at ")[1]
        rows.append(dict.fromkeys(FIELDS) | {
            "id": paper["title"], "context": paper["abstract"], "title": paper["title"],
            "question": f"What is the yield strength of {alloy} at {kelvins}?",
            "answer": evidence, "evidence": evidence, "paper": paper["paper"],
        })  # fmt: skip
    (tmp_path / "data" / "dataset").mkdir()
    write_records(tmp_path / "data" / "dataset" / "train.jsonl", *rows)
    flags = [*QUICK, "distractors=1", "without_oracle=0", "context_tokens=1500", "max_steps=1"]
    words = [word for flag in flags for word in ("--set", flag)]
    code, _, err = hea("train", "--base", base, "--name", "mine", *words)
    assert code == 0, err
    place, recipe = Workspace(tmp_path), quick("hea", *flags)
    with paper_finder(place, recipe) as find:
        samples = read_source(place.dataset).samples
        learned = make_examples(samples, recipe, *load_tokenizer(base), find).train
    sent: list[str] = []
    write = TransformersModel.write
    monkeypatch.setattr(
        TransformersModel,
        "write",
        lambda chat, prompt, *how: sent.append(prompt) or write(chat, prompt, *how),
    )
    values = learned[:2]
    for one in values:
        asked = ("ask", one.question, "-k", 2, "--model", "adapter:mine", "--json")
        code, out, err = hea(*asked)
        assert code == 0, err
        assert json.loads(out)["asking"]["template"].startswith("context-qa@")
    assert [len(one.grounds) for one in values] == [2, 2]
    assert [prompt.encode() for prompt in sent] == [one.prompt.encode() for one in values]
    # In the order of the papers' ids, which are hashes: the one that answers comes first by chance.
    places = {one.grounds[0][1].find(one.answer) >= 0 for one in learned if len(one.grounds) == 2}
    assert places == {True, False}


def test_the_plan_says_what_a_training_would_do_and_take(hea: Run, place: Path, base: Path) -> None:
    code, out, _ = hea("train", "--base", base, *FLAGS, "--dry-run", "--set", "max_train=20")
    assert code == 0
    words = " ".join(out.split())
    assert "20 to train on, 8 to validate, 12 dropped" in words
    assert "28,672 parameters (16.58% of 172,888 with the base's)" in words
    assert re.search(r"in the longest \(limit \d+\)", words)
    assert "at most in a row" not in words
    assert re.search(r"dropped 12: over the cap of 20 \((\w+, ){4}\w+ …\)", out)
    assert re.search(r"steps \d+, each on [\d.]+ questions: \d+ epochs", words)
    assert "nothing taken from any row" in words
    assert "0 sentences" not in words
    learned = re.search(r"read, \d+ \((\d+\.\d)%\) learned", words)
    assert learned is not None
    assert 0 < float(learned[1]) < 50
    assert all(len(line) <= 80 for line in out.splitlines())
    assert not (place / "data" / "adapters" / "hea").exists()
    code, out, _ = hea("train", "--base", base, *FLAGS, "--dry-run", "--json")
    found = json.loads(out)
    assert found["rows"]["supervised_tokens"] > 0
    assert 0 < found["rows"]["tokens_p50"] <= found["rows"]["tokens_max"] <= 768
    assert found["seconds"] >= found["seconds_idle"] > 0
    assert found["all_parameters"] == found["base_parameters"] + found["trainable"] == 172_888
    assert found["trainable_share"] == pytest.approx(28_672 / 172_888)
    assert found["trouble"] is None
    assert found["dropped_rows"] == {}
    assert found["epochs"] == pytest.approx(
        found["steps"] * found["questions_a_step"] / found["rows"]["train"]
    )
    assert found["rows_per_pack"] == pytest.approx(32 / found["fed_rows"])
    assert found["learned_share"] == pytest.approx(
        found["rows"]["supervised_tokens"] / found["rows"]["tokens"]
    )


def test_a_plan_for_another_machine_says_on_what_its_time_rests(
    hea: Run, place: Path, base: Path
) -> None:
    flags = ("--base", base, *FLAGS, "--set", "precision=nf4", "--dry-run")
    code, out, err = hea("train", *flags)
    assert code == 0  # the plan is whole, and a warning stands under it
    assert "needs an NVIDIA GPU" in err and "--set precision=auto" in err
    told = " ".join(out.split())
    assert "time, estimate none for this machine, which cannot train it;" in told
    assert "of an NVIDIA A100, if training reaches 40 % of the 312 TFLOP/s" in told
    found = json.loads(hea("train", *flags, "--json")[1])
    assert found["seconds"] is None
    assert found["operations"] == pytest.approx(found["seconds_on_a100"] * 0.4 * 312e12)


@pytest.mark.parametrize(
    ("recipe", "parameters"),  # as their cards on the hub count them
    [("phi2-hea-qa", 2_779_683_840), ("phi3-mini", 3_821_079_552)],
)
def test_a_model_of_a_recipe_is_planned_without_its_weights(
    recipe: str, parameters: int, hea: Run, place: Path
) -> None:
    flags = ("--set", "precision=fp32", "--set", "distractors=0")
    code, out, err = hea("train", "--recipe", recipe, *flags, "--dry-run", "--json")
    assert out, err
    plan = json.loads(out)
    assert "is not on this disk, and nothing was fetched" in err
    assert plan["parameters"] == parameters
    assert code == 0  # whether this machine could hold it is told behind the plan


def test_a_plan_tells_how_many_questions_a_pack_and_a_step_hold(
    hea: Run, place: Path, base: Path
) -> None:
    rows = [
        json.loads(line)
        for line in (place / "data/dataset/train.jsonl").read_text("utf-8").splitlines()
    ]
    write_records(place / "data" / "dataset" / "test.jsonl", *rows[:3])
    packed = [*FLAGS, "--set", "packing=yes", "--set", "accumulate=2"]
    words = " ".join(hea("train", "--base", base, *packed, "--dry-run")[1].split())
    fed = re.search(r"(\d+) packs of ([\d.]+) questions", words)
    assert fed is not None
    assert float(fed[2]) == pytest.approx(32 / int(fed[1]), abs=0.01)
    assert f"each on {32 / -(-int(fed[1]) // 2):.3g} questions" in words
    assert "3 kept apart for the test, 0 dropped" in words
    assert "dropped 3" not in words


def test_a_busy_machine_is_named_beside_the_estimate(
    hea: Run, place: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hea.workflows.training.train.matrix_rate", lambda precision: 1e8)
    for load, said in ((2.0, "the machine is busy, load 2.0 on 2 cores"), (0.4, "")):
        monkeypatch.setattr("finetune.training.plan._load", lambda load=load: load)
        monkeypatch.setattr("os.cpu_count", lambda: 2)
        words = " ".join(hea("train", "--base", base, *FLAGS, "--dry-run")[1].split())
        assert ("busy" in words) == bool(said)
        assert said in words
        if said:
            idle, now = re.findall(r"(\d+(?:\.\d+)?) (?:s|min|h) (?:with nothing|beside)", words)
            assert float(now) == pytest.approx(2 * float(idle), rel=0.1)


def test_a_base_with_turns_is_asked_in_them_unless_the_recipe_says_no(
    hea: Run, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    phi3 = tiny_model(tmp_path / "phi3", "phi3")
    flags = [*FLAGS, "--set", "targets=attention,mlp"]
    dry = ("train", "--base", phi3, *flags, "--dry-run")
    assert "in a user's turn" in " ".join(hea(*dry)[1].split())
    assert "in a user's turn" not in " ".join(hea(*dry, "--set", "turns=no")[1].split())
    for name, more in (("with", ()), ("without", ("--set", "turns=no"))):
        code, _, err = hea("train", "--base", phi3, "--name", name, *flags, *more)
        assert code == 0, err
        adapter = place / "data" / "adapters" / name
        chat = load_adapter(adapter, f"adapter:{name}")
        text = chat.tokenizer.decode(chat.tokens("Question: Why?\nAnswer:"))
        assert ("<|user|>" in text) == (name == "with")
        code, _, err = hea("train", "card", name)
        assert code == 0, err
        assert ("<|user|>" in (adapter / "README.md").read_text("utf-8")) == (name == "with")
        assert hea("train", "lint", adapter / "README.md", "--adapter", name)[0] == 0
    bases: list[object] = []

    def asked(name: str, model: object, tokenizer: Any, template: Any) -> TransformersModel:
        bases.append(tokenizer.chat_template)
        return TransformersModel(name, model, tokenizer, template)

    monkeypatch.setattr("hea.workflows.training.report.TransformersModel", asked)
    code, _, err = hea("train", "report", "without", "--rows", 2, "--answers", 0)
    assert code == 0, err
    assert bases == [None]  # the base is asked as the adapter is
    code, out, _ = hea("train", "lint", place / "data/adapters/without/README.md",
                       "--adapter", "with")  # fmt: skip
    assert code == 1
    assert "asked with another prompt" in " ".join(out.split())


def test_a_recipe_for_a_gpu_is_planned_without_one_and_says_so(
    hea: Run, place: Path, base: Path
) -> None:
    for more in (["--dry-run"], []):
        code, out, err = hea("train", "--recipe", "phi2-hea-qa", "--base", base, *more)
        assert code == (0 if more else 1)
        assert ("28" in out) == bool(more)
        assert "The precision nf4 needs an NVIDIA GPU, and there is none here." in err
        assert "--set precision=auto" in err


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (["--recipe", "hae"], "There is no recipe “hae”.", "Did you mean “hea”?"),
        (["--set", "lrr=1"], "“lrr” in --set is not a key of a recipe.", "Did you mean “lr”?"),
        (["--set", "targets=q_prj"], "“q_prj” is not a module of PhiForCausalLM.", "“q_proj”"),
        (["--set", "targets=wte"], "“wte” is not a module of", "targets=attention,mlp fits any"),
        (["--name", "../x"], "“../x” cannot be an adapter's name.", "letters, digits"),
        (["--data", "none.jsonl"], "There is nothing at none.jsonl.", "Give a file"),
        (["--country", "GER"], "“GER” is not a country's code.", "Did you mean"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_the_next_step(
    hea: Run, place: Path, base: Path, words: list[str], message: str, hint: str
) -> None:
    code, out, err = hea("train", "--base", base, *FLAGS, *words)
    assert (code, out) == (1, "")
    assert message in err
    assert hint in err
    assert "Traceback" not in err


def test_a_hub_that_gives_nothing_is_said(
    hea: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    code, _, err = hea("train", "--recipe", "phi3-mini")
    assert code == 1
    assert "“microsoft/Phi-3-mini-4k-instruct” is not on this computer" in err
    assert "Give a folder that contains it" in err


def test_three_rows_and_no_rows_are_refused(hea: Run, place: Path, base: Path) -> None:
    write_dataset(place / "data" / "dataset", 3)
    code, _, err = hea("train", "--base", base, *FLAGS)
    assert code == 1
    assert "3 rows are too few to train on: at least 10 are needed." in err
    shutil.rmtree(place / "data" / "dataset")
    code, _, err = hea("train", "--base", base, *FLAGS)
    assert code == 1
    assert "There is no dataset yet." in err
    assert "hea dataset" in err


def test_a_full_disk_is_said_before_anything_is_trained(
    hea: Run, place: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil.disk_usage(place)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: full)
    code, _, err = hea("train", "--base", base, *FLAGS, "--dry-run")
    assert code == 0
    assert "The disk has 0.0 GB of room" in err
    code, _, err = hea("train", "--base", base, *FLAGS)
    assert code == 1
    assert "The disk is full" in err


def test_a_second_training_of_one_name_is_sent_away(hea: Run, place: Path, base: Path) -> None:
    (place / "data" / "adapters").mkdir()
    with FileLock(place / "data" / "adapters" / ".hea.lock"):
        code, _, err = hea("train", "--base", base, *FLAGS)
    assert code == 1
    assert "Another `hea train` is at work on hea." in err


def test_a_folder_that_no_training_made_is_not_taken_away(
    hea: Run, place: Path, base: Path
) -> None:
    (place / "data" / "adapters" / "hea").mkdir(parents=True)
    code, _, err = hea("train", "--base", base, *FLAGS, "--fresh")
    assert code == 1
    assert "was not made by `hea train`" in err


def test_recipes_are_listed(hea: Run) -> None:
    code, out, _ = hea("train", "--recipes")
    assert code == 0
    assert all(name in out for name in recipe_names())
    assert [one["name"] for one in json.loads(hea("train", "--recipes", "--json")[1])] == (
        recipe_names()
    )


def test_a_plan_counts_steps_padding_and_work(base: Path, tmp_path: Path) -> None:
    rates: list[str] = []

    def rate(precision: str) -> float:
        rates.append(precision)
        return 1e9

    recipe = replace(quick("phi2-alpaca"), epochs=2.0)
    made = examples(base, recipe)
    size = adapt(base, recipe)
    found = plan(recipe, made, size, tmp_path, rate)
    assert found.rows == 32
    assert found.steps == 4  # 32 rows by 2 × 8, twice
    assert 0.9 < found.non_pad <= 1
    assert rates == ["fp32"]
    pairs = sum(len(one.ids) ** 2 for one in made.train)
    pairs_seen = sum(len(one.ids) ** 2 for one in made.validation)
    seen = sum(len(one.ids) for one in made.validation)
    width = size.layers * size.hidden
    trained = made.tokens * size.parameters * 4 + pairs * width * 12
    looked_at = seen * size.parameters * 2 + pairs_seen * width * 4
    assert found.work == 2 * (trained + looked_at)
    assert found.seconds == pytest.approx(found.work / (0.4 * 1e9))
    packs = plan(replace(recipe, packing=True, pack_length=512), made, size, tmp_path, rate)
    assert packs.rows < 10
    assert packs.memory > found.memory
    again = plan(replace(recipe, checkpointing="yes"), made, size, tmp_path, rate)
    assert again.memory < found.memory
    more = 2 * (made.tokens * size.parameters * 2 + pairs * width * 4) / (0.4 * 1e9)
    assert again.seconds == pytest.approx((found.seconds or 0) + more)


def test_phi_2_in_four_bits_is_foretold_to_fit_a_small_card(tmp_path: Path) -> None:
    from tiny_models import PHI2, folder

    recipe = find_recipe("phi2-hea-qa")
    size = adapt(folder(tmp_path, PHI2), recipe)
    made = examples(tiny_model(tmp_path / "phi"), replace(recipe, precision="fp32"))
    found = plan(recipe, made, size, tmp_path, lambda precision: 1e12)
    assert found.precision == "nf4"
    assert found.trouble is not None
    assert 1.5e9 < found.memory < 3e9
    assert found.seconds is None
    assert found.seconds_on_a100 == pytest.approx(found.work / (0.4 * 312e12))
