"""bf16 weights on a processor without 16-bit arithmetic: what fp32 gives, rounded once."""

from typing import Any

import pytest
import torch

from answer.models import bf16_on_cpu
from answer.models.bf16_on_cpu import linear_layers_in_fp32, multiplies_in_16_bits


def test_widened_weights_give_what_fp32_gives_and_leave_the_model_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    torch.manual_seed(5)
    layer: Any = torch.nn.Linear(48, 70).bfloat16()
    model = torch.nn.Sequential(layer)
    given = torch.randn(2, 20, 48).bfloat16()
    exact = torch.nn.functional.linear(given.float(), layer.weight.float(), layer.bias.float())
    monkeypatch.setattr(bf16_on_cpu, "_is_slow", lambda weight: True)
    monkeypatch.setattr(bf16_on_cpu, "_BLOCK_NUMBERS", 48 * 32)
    with torch.inference_mode(), linear_layers_in_fp32(model):
        read, token = model(given), model(given[:, :1])
    torch.testing.assert_close(read, exact.bfloat16(), rtol=2**-8, atol=0)
    with torch.inference_mode():
        assert torch.equal(token, model(given[:, :1]))
    assert "forward" not in vars(layer)


def test_only_slow_weights_are_widened(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not bf16_on_cpu._is_slow(torch.zeros(2, 2))
    monkeypatch.setattr(torch.ops.mkldnn, "_is_mkldnn_bf16_supported", lambda: True)
    assert not bf16_on_cpu._is_slow(torch.zeros(2, 2, dtype=torch.bfloat16))
    monkeypatch.setattr(torch.ops.mkldnn, "_is_mkldnn_bf16_supported", lambda: False)
    assert bf16_on_cpu._is_slow(torch.zeros(2, 2, dtype=torch.bfloat16))


@pytest.mark.parametrize("native", [True, False])
def test_what_the_processor_can_do_is_asked_of_its_library(
    native: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.ops.mkldnn, "_is_mkldnn_bf16_supported", lambda: native)
    assert multiplies_in_16_bits() is native


def test_a_failure_within_leaves_the_model_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bf16_on_cpu, "_is_slow", lambda weight: True)
    model = torch.nn.Sequential(torch.nn.Linear(4, 4).bfloat16())
    with pytest.raises(KeyboardInterrupt), linear_layers_in_fp32(model):
        raise KeyboardInterrupt
    assert "forward" not in vars(model[0])
