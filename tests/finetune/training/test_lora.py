"""Adapters: every module named is there, and their sizes are those of the true models."""

from pathlib import Path

import pytest
from tiny_models import PHI2, folder, tiny_model
from toy_lessons import quick

from builder.errors import UserError
from finetune.recipe import find_recipe, override
from finetune.training.lora import adapt, load_trainable, settled, skeleton, targets_of

PHI3 = {
    "architectures": ["Phi3ForCausalLM"], "model_type": "phi3", "hidden_size": 3072,
    "intermediate_size": 8192, "num_hidden_layers": 32, "num_attention_heads": 32,
    "num_key_value_heads": 32, "vocab_size": 32064, "max_position_embeddings": 4096,
    "pad_token_id": 32000,
}  # fmt: skip


def test_phi_3_mini_has_the_third_of_a_percent_that_its_card_told_of(tmp_path: Path) -> None:
    size = adapt(folder(tmp_path, PHI3), find_recipe("phi3-mini"))
    assert size.trainable == 12_582_912
    assert f"{size.share:.2%}" == "0.33%"
    assert size.parameters == 3_821_079_552


def test_all_six_modules_of_phi_2_are_found(tmp_path: Path) -> None:
    place = folder(tmp_path, PHI2)
    six = ("dense", "k_proj", "q_proj", "v_proj", "fc1", "fc2")
    assert targets_of(skeleton(place), ("attention", "mlp")) == six
    size = adapt(place, find_recipe("hea"))
    assert size.trainable == 23_592_960
    assert f"{size.share:.2%}" == "0.84%"
    for name in ("phi2-hea-qa", "phi2-oasst1", "phi2-alpaca"):
        wanted = find_recipe(name).targets
        assert targets_of(skeleton(place), wanted) == wanted


def test_a_module_that_is_not_there_is_an_error_that_names_the_nearest(tmp_path: Path) -> None:
    """peft would leave it out without a word."""
    recipe = override(find_recipe("phi3-mini"), ["targets=query_key_value,o_proj"])
    with pytest.raises(UserError) as found:
        adapt(folder(tmp_path, PHI3), recipe)
    assert found.value.message == "“query_key_value” is not a module of Phi3ForCausalLM."
    assert "It has down_proj, gate_up_proj, o_proj, qkv_proj." in found.value.hint
    with pytest.raises(UserError, match="“lm_head” is not a module"):
        adapt(tmp_path, override(recipe, ["targets=lm_head"]))


@pytest.mark.parametrize("changes", [(), ("dora=true",), ("rslora=true",)])
def test_the_size_foretold_is_the_size_trained(tmp_path: Path, changes: tuple[str, ...]) -> None:
    recipe = quick("hea", *changes)
    base = tiny_model(tmp_path)
    model, _ = load_trainable(base, recipe)
    trained = sum(p.numel() for p in model.parameters() if p.requires_grad)
    size = adapt(base, recipe)
    assert trained == size.trainable
    assert sum(p.numel() for p in model.parameters()) == size.parameters + size.trainable
    scale = next(m.scaling["default"] for m in model.modules() if hasattr(m, "lora_A"))
    assert scale == (32 / 16**0.5 if recipe.rslora else 32 / 16)


@pytest.mark.parametrize("precision", ["nf4", "nf4-fp16", "fp16"])
def test_four_bits_without_a_gpu_are_refused_with_what_to_do(precision: str) -> None:
    with pytest.raises(UserError) as found:
        settled(override(find_recipe("hea"), [f"precision={precision}"]))
    assert "needs an NVIDIA GPU" in found.value.message
    assert "--set precision=auto" in found.value.hint


@pytest.mark.parametrize(("has_16_bits", "precision"), [(True, "bf16"), (False, "fp32")])
def test_a_processor_trains_in_the_numbers_that_it_multiplies(
    monkeypatch: pytest.MonkeyPatch, has_16_bits: bool, precision: str
) -> None:
    monkeypatch.setattr("finetune.training.lora.multiplies_in_16_bits", lambda: has_16_bits)
    assert settled(find_recipe("hea")) == (precision, False)


def test_a_plan_of_absurd_settings_comes_to_an_end(tmp_path: Path) -> None:
    place = folder(tmp_path, PHI2 | {"num_hidden_layers": 10**9})
    with pytest.raises(UserError, match="num_hidden_layers"):
        skeleton(place)
