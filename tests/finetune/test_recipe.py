"""Recipes: every value checked, every mistake named with what was probably meant."""

import tomllib
from pathlib import Path

import pytest

from builder.errors import UserError
from finetune.recipe import (
    RECIPES,
    Recipe,
    as_toml,
    change,
    find_recipe,
    override,
    read_recipe,
    recipe_names,
)

OURS = ("hea", "phi2-alpaca", "phi2-fp16", "phi2-hea-qa", "phi2-oasst1", "phi3-mini")


def test_the_five_systems_before_ours_are_recipes_with_their_values() -> None:
    assert set(OURS) <= set(recipe_names())
    s0, s2, s3, s4 = map(find_recipe, ("phi2-hea-qa", "phi3-mini", "phi2-oasst1", "phi2-alpaca"))
    assert s0.targets == ("q_proj", "k_proj", "v_proj", "dense")
    assert (s0.epochs, s0.answer_tokens, s0.template, s0.precision) == (1, 512, "context-qa", "nf4")
    assert find_recipe("phi2-fp16").save_minutes == 12 * 60
    assert find_recipe("phi2-fp16").precision == "fp16"
    assert (s2.r, s2.alpha, s2.dropout) == (8, 16, 0.05)
    assert s2.targets == ("o_proj", "qkv_proj", "gate_up_proj", "down_proj")
    assert (s3.max_length, s3.max_train, s3.preview_steps) == (256, 32_000, 100)
    assert s3.targets == ("q_proj", "k_proj", "v_proj", "dense", "fc1", "fc2")
    assert (s4.r, s4.alpha, s4.dropout, s4.max_length) == (4, 8, 0.05, 128)
    assert (s4.max_train, s4.max_validation, s4.batch, s4.accumulate) == (5000, 500, 2, 8)
    assert (s4.lr, s4.weight_decay, s4.epochs, s4.log_steps) == (3e-4, 0.01, 1, 10)
    ours = find_recipe("hea")
    assert (ours.r, ours.alpha, ours.targets) == (16, 32, ("attention", "mlp"))


@pytest.mark.parametrize("name", OURS)
def test_a_recipe_opens_with_the_command_that_runs_it(name: str) -> None:
    first = (RECIPES / f"{name}.toml").read_text("utf-8").split("\n")[0]
    assert first.startswith(f"# hea train --recipe {name}")


@pytest.mark.parametrize("name", OURS)
def test_a_recipe_is_read_back_as_it_was_written(name: str, tmp_path: Path) -> None:
    recipe = find_recipe(name)
    (tmp_path / "other.toml").write_text(as_toml(recipe), "utf-8")
    assert read_recipe(tmp_path / "other.toml") == recipe
    assert find_recipe(str(tmp_path / "other.toml")).sha256 == recipe.sha256


def test_flags_change_values_of_every_kind() -> None:
    flags = ["lr=1e-3", "epochs=2", "r=4", "packing=true", "targets=q_proj, fc1", 'about=a "b"\\']
    found = override(Recipe(), flags)
    assert (found.lr, found.epochs, found.r, found.packing) == (1e-3, 2.0, 4, True)
    assert found.targets == ("q_proj", "fc1")
    assert tomllib.loads(as_toml(found))["about"] == 'a "b"\\'
    assert found.sha256 != Recipe().sha256


@pytest.mark.parametrize(
    ("flag", "message", "hint"),
    [
        ("epoch=1", "“epoch” in --set is not a key", "Did you mean “epochs”"),
        ("paking=true", "“paking” in --set is not a key", "Did you mean “packing”"),
        ("lr=fast", "“lr” in --set is 'fast'", "Give a number"),
        ("lr=0", "“lr” in --set is 0.0", "a number above 0"),
        ("r=2.5", "“r” in --set is '2.5'", "a whole number"),
        ("packing=maybe", "“packing” in --set is 'maybe'", "true or false"),
        ("precision=int4", "“precision” in --set is 'int4'", "one of: auto, nf4"),
        ("dropout=1", "“dropout” in --set is 1.0", "a share"),
        ("max_steps=-1", "“max_steps” in --set is -1", "not negative"),
        ("method=rlhf", "“method” in --set is 'rlhf'", "one of: sft, dpo, grpo"),
        ("lr", "--set lr sets nothing", "KEY=VALUE"),
    ],
)
def test_a_wrong_flag_is_said_with_what_to_give(flag: str, message: str, hint: str) -> None:
    with pytest.raises(UserError) as found:
        override(Recipe(), [flag])
    assert message in found.value.message
    assert hint in found.value.hint


def test_an_unknown_recipe_names_the_nearest() -> None:
    with pytest.raises(UserError) as found:
        find_recipe("phi2-alpacca")
    assert found.value.hint == "Did you mean “phi2-alpaca”?"
    with pytest.raises(UserError) as found:
        find_recipe("foo")
    assert found.value.hint.startswith("There are: hea, ")
    with pytest.raises(UserError, match="is not a key of a recipe"):
        change(Recipe(), {"rank": 4}, "own.toml")
    with pytest.raises(UserError) as found:
        change(Recipe(), {"foo": 1}, "--set")
    assert found.value.hint.startswith("There are: name, "), "none is like it"
