"""The card of an adapter: complete, from artefacts alone, and clean before the linter."""

import ast
import json
import re
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from toy_report import report

from answer.prompts import CONTEXT_QA
from finetune.evaluation.report import TrainingReport
from finetune.recipe import as_toml, find_recipe
from finetune.release.card_lint import BASES, lint
from finetune.release.model_card import MISSING, card

PHI2 = BASES["microsoft/phi-2"]
#: As `hea train` writes it.
MADE: dict[str, Any] = {
    "name": "mine-2", "base": "microsoft/phi-2", "base_fingerprint": "0a1b2c3d4e5f",
    "template": {"id": "context-qa", "hash": CONTEXT_QA.hash},
    "recipe": {"name": "hea", "sha256": "f" * 64},
    "dataset": {"sha256": "0" * 64, "train": 1840, "validation": 210,
                "dropped": {"its evidence does not fit": 3}},
    "precision": "bf16", "trainable": 23_592_960, "parameters": 2_779_683_840, "steps": 345,
    "loss": 1.23456, "best_step": 320, "val_loss": 1.2, "seconds": 4520.3, "tokens": 1_234_567,
    "supervised_tokens": 45_678, "peak_memory_mb": 5_913,
    "energy": {"kwh": 0.4321, "measured": ["card NVIDIA H100"], "country": "FRA",
               "co2_kg": 0.0243},
    "hardware": {"processor": "AMD EPYC 9354", "cores": 16, "cards": ["NVIDIA H100 80GB HBM3"],
                 "processes": 1},
    "versions": {"torch": "2.13.0+cpu", "peft": "0.21.2", "trl": "1.16.0"},
}  # fmt: skip


def measured() -> TrainingReport:
    """The toy report with an interval, as one of more papers has it."""
    found: TrainingReport = report()
    ratio = replace(found.perplexity.ratio, low=0.05, high=0.37)
    return replace(found, perplexity=replace(found.perplexity, ratio=ratio))


def artefacts(**changes: Any) -> dict[str, Any]:
    import tomllib

    found = {
        "made": MADE,
        "recipe": tomllib.loads(as_toml(find_recipe("hea"))),
        "report": json.loads(json.dumps(asdict(measured()))),
        "dataset": {"parts": {"train": {"papers": 57}}},
        "prompt": CONTEXT_QA.layout,
    }
    return found | changes


def headings(text: str) -> list[str]:
    outside = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    found = re.findall(r"^#+ (.*)$", outside, re.M)
    return [re.sub(r"[^a-z ]", "", one.lower().replace("[optional]", "")).strip() for one in found]


def test_a_card_has_every_section_of_the_usual_form_and_passes_the_linter() -> None:
    made = card(artefacts(), PHI2)
    assert lint(made, artefacts(), PHI2) == []
    assert "$" not in made.replace("$\\", "")
    for said in (
        "license: mit", "MIT licence", "32 layers; hidden size 2,560", "1,840", "345",
        "its evidence does not fit: 3", "57 papers", "0.432 kWh", "0.0243 kg CO2eq", "1.26 hours",
        "NVIDIA H100 80GB HBM3", "peft: 0.21.2", "0.14 (0.05–0.37", "n = 3 of 3 papers, 2 unscored",
        "arxiv.org/abs/1910.09700", "lower beyond the chance",
    ):  # fmt: skip
        assert said in made, said
    front = made.split("---\n")[1]
    assert "base_model: microsoft/phi-2" in front
    assert "library_name: peft" in front


@pytest.mark.fault("F43")
def test_nothing_that_an_adapter_of_others_says_is_markup_or_code_on_its_card() -> None:
    evil = (
        'x"); import os  # <img src=x>\n# Owned\n![a](http://e) [b](javascript:c) | `d` $e$ {{ 1 }}'
    )
    made = MADE | {
        "name": evil, "base": f"own/{evil}\nlicense: mit", "precision": evil,
        "versions": {evil: evil}, "hardware": {"cards": [evil]}, "dataset": {evil: evil},
    }  # fmt: skip
    recipe = artefacts()["recipe"] | {"method": evil, "targets": [evil]}
    text = card(artefacts(made=made, recipe=recipe), {})
    assert len(headings(text)) == len(headings(card(artefacts(), PHI2)))
    assert not re.search(r"<img|\n# Owned|!\[a|\]\(javascript|\{\{|http://e", text)
    front = text.split("---\n")[1]
    assert re.findall(r"^license:.*", front, re.MULTILINE) == ["license: other"]
    [code] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    imported = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Import)]
    assert imported == []


def test_the_sections_are_those_of_the_cards_that_it_follows(shared: Path) -> None:
    mine = set(headings(card(artefacts(), PHI2)))
    for name in ("000", "001"):
        [seed] = shared.parent.glob(f"seeds/{name}_*.txt")
        for wanted in headings(seed.read_text("utf-8")):
            words = [word for word in wanted.split() if word not in ("the", "of", "for", "with")]
            same = [one for one in mine if set(words) <= set(one.split())]
            renamed = {
                "overview": "model description", "intended uses": "uses",
                "qa format": "direct use", "chat format": "direct use", "code format": "direct use",
                "architecture objective": "model architecture and objective",
                "how to get started": "how to get started with the model",
            }  # fmt: skip
            assert same or renamed.get(wanted) in mine or "model card" in wanted, wanted


def test_what_was_not_measured_says_so_and_nothing_is_invented() -> None:
    bare = {key: MADE[key] for key in ("name", "base", "base_fingerprint", "template")}
    found = artefacts(made=bare, report={}, dataset={})
    made = card(found, {})
    assert lint(made, found, {}) == []
    for part in ("Energy", "Hours used", "Carbon Emitted", "Hardware Type"):
        assert f"- **{part}:** {MISSING}" in made
    assert "`hea train report` was not run: not measured." in made
    assert "kWh" not in made
    assert "phrases of the papers that it was trained on;" in made
    local = card(found | {"made": bare | {"base": "merged"}}, {})
    assert "huggingface.co/merged" not in local  # a folder is on no hub
    assert "None" not in made


def test_a_perplexity_of_few_papers_is_told_without_a_verdict() -> None:
    found = artefacts(report=json.loads(json.dumps(asdict(report()))))
    made = card(found, PHI2)
    assert "perplexity is 0.14 (no interval, n = 3 of 3 papers, 2 unscored) times" in made
    assert "papers are too few to tell" in made
    assert lint(made, found, PHI2) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1.26 hours", "1.27 hours"),
        ("1,840", "1,850"),
        ("0.0243 kg CO2eq", "0.0253 kg CO2eq"),
        ("32 layers", "12 layers"),
        ("hidden size 2,560", "hidden size 768"),
        ("peft: 0.21.2", "peft: 0.12.0"),
        ("0.14 (0.05–0.37", "0.12 (0.05–0.37"),
        ("57 papers", "570 papers"),
        ("5,913 MiB", "5,931 MiB"),
        ("max_new_tokens=200", "max_new_tokens=512"),
    ],
)
def test_a_number_changed_by_hand_is_found(old: str, new: str) -> None:
    made = card(artefacts(), PHI2)
    assert old in made
    [finding, *more] = lint(made.replace(old, new), artefacts(), PHI2)
    assert finding.kind in ("no artefact", "contradiction")
    assert {one.why for one in more} <= {finding.why}


TURN = f"<|user|>\n{CONTEXT_QA.layout}<|end|>\n<|assistant|>\n"


def test_the_prompt_of_a_card_is_the_one_that_is_sent() -> None:
    """With a chat template, its marks are part of the prompt, in the text and in the code."""
    found = artefacts(prompt=TURN)
    made = card(found, PHI2)
    assert lint(made, found, PHI2) == []
    assert f"```text\n{TURN}" in made
    assert repr(TURN) in made
    assert "in a user's turn of the base's chat template" in made
    assert "tokenizer(prompt, add_special_tokens=False, " in made
    without = card(artefacts(), PHI2)
    assert "turn of the base" not in without
    assert "tokenizer(prompt, return_tensors" in without
    wrong = lint(without, found, PHI2)
    assert [one.kind for one in wrong] == ["contradiction"] * 2  # the text, and the code
    assert all("asked with another prompt" in one.why for one in wrong)


def test_the_code_of_a_card_fills_the_prompt() -> None:
    from answer.prompts import CITED

    template = {"id": "cited", "hash": CITED.hash}
    made = card(artefacts(made=MADE | {"template": template}, prompt=CITED.layout), PHI2)
    [code] = re.findall(r"^prompt = .*(?:\nprompt = .*)*", made, re.M)
    scope: dict[str, str] = {}
    exec(code, scope)
    assert "{" not in scope["prompt"]
    assert "Question: Why is CrMnFeCoNi tough" in scope["prompt"]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ({"unreviewed": 1840}, "nobody has reviewed any of them"),
        ({"accepted": 1800, "edited": 40}, "people accepted or edited each of them"),
        ({"accepted": 30, "edited": 10, "unreviewed": 1800},
         "people accepted 30 and edited 10 of 1,840 rows, and nobody accepted the rest"),
        (None, "rows of which no file tells where they come from and who reviewed them"),
    ],
)  # fmt: skip
def test_a_card_says_who_reviewed_its_rows(status: dict[str, int] | None, said: str) -> None:
    data = MADE["dataset"] | ({"status": status} if status else {})
    found = artefacts(made=MADE | {"dataset": data})
    made = card(found, PHI2)
    assert said in made
    assert lint(made, found, PHI2) == []
    boast = made.replace("Every number in this card", "All were curated by people. Every number")
    whys = [one.why for one in lint(boast, found, PHI2)]
    assert len(whys) == (status is None or "unreviewed" in status)


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        ("The rows were reviewed by two independent metallurgists.", True),
        ("It learned from human-annotated questions.", True),
        ("Answers were checked by hand.", True),
        ("Each draft was checked by rules.", False),
        ("`hea curate` collects what people correct.", False),
    ],
)
def test_the_linter_compares_reviews_that_are_claimed(claim: str, wrong: bool) -> None:
    found = artefacts(made=MADE | {"dataset": MADE["dataset"] | {"status": {"unreviewed": 1840}}})
    made = card(found, PHI2).replace("## Uses", f"{claim}\n\n## Uses")
    assert bool(lint(made, found, PHI2)) == wrong
