"""The card of an adapter: complete, from artefacts alone, and clean before the linter."""

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from toy_report import report

from answer.prompts import CONTEXT_QA
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


def artefacts(**changes: Any) -> dict[str, Any]:
    import tomllib

    found = {
        "made": MADE,
        "recipe": tomllib.loads(as_toml(find_recipe("hea"))),
        "report": json.loads(json.dumps(asdict(report()))),
        "dataset": {"parts": {"train": {"papers": 57}}},
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
        "NVIDIA H100 80GB HBM3", "peft: 0.21.2", "0.14 (0.05–0.37", "n = 3, 2 unscored",
        "arxiv.org/abs/1910.09700", "lower beyond the chance",
    ):  # fmt: skip
        assert said in made, said
    front = made.split("---\n")[1]
    assert "base_model: microsoft/phi-2" in front
    assert "library_name: peft" in front


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
