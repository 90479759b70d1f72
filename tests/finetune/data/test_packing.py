"""Packs: nothing is lost, little is padding, and no row sees another."""

import random
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tiny_models import tiny_model
from transformers import AutoModelForCausalLM

from finetune.data.example import Example
from finetune.data.packing import IGNORED, collator, pack, to_rows


@given(st.lists(st.integers(1, 90), max_size=60), st.integers(1, 100))
def test_every_row_is_in_one_pack_and_no_pack_overflows(lengths: list[int], room: int) -> None:
    packs = pack(lengths, room)
    assert sorted(row for rows in packs for row in rows) == list(range(len(lengths)))
    for rows in packs:
        assert len(rows) == 1 or sum(lengths[row] for row in rows) <= room


def test_packs_of_questions_on_abstracts_are_99_percent_full() -> None:
    """Lengths as of questions on single abstracts: 307 tokens in the mean."""
    chance = random.Random(1)
    lengths = [round(min(900, max(90, chance.gauss(307, 110)))) for _ in range(1000)]
    packs = pack(lengths, 2048)
    assert sum(lengths) / (2048 * len(packs)) >= 0.99


def made(lengths: list[int]) -> list[Example]:
    chance = random.Random(3)
    return [
        Example(
            str(n), "train", ids=tuple(chance.randrange(4, 600) for _ in range(length)),
            supervised=max(1, length // 3),
        )
        for n, length in enumerate(lengths)
    ]  # fmt: skip


@pytest.fixture(scope="module", params=["phi", "phi3"])
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tiny_model(tmp_path_factory.mktemp("model"), request.param)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    with torch.no_grad():  # as initialised it hardly looks at other tokens
        for weights in model.parameters():
            weights.mul_(4)
    return model


def loss(model: Any, batch: dict[str, Any]) -> float:
    """The sum over all learned tokens."""
    inputs = {name: batch[name] for name in batch.keys() & {"position_ids", "attention_mask"}}
    with torch.no_grad():
        logits = model(batch["input_ids"], use_cache=False, **inputs).logits
    labels = batch["labels"][:, 1:].flatten()
    return float(
        torch.nn.functional.cross_entropy(
            logits[:, :-1].flatten(0, 1), labels, ignore_index=IGNORED, reduction="sum"
        )
    )


def test_a_pack_has_the_loss_of_its_rows_alone(model: Any) -> None:
    examples = made([40, 7, 90, 23, 2, 61])
    alone = sum(loss(model, collator(0, False)([row])) for row in to_rows(examples, None))
    packed = collator(0, True)(to_rows(examples, 120))
    assert len(packed["input_ids"]) == 2
    assert loss(model, packed) == pytest.approx(alone, rel=1e-5)
    padded = collator(0, False)(to_rows(examples, None))
    assert loss(model, padded) == pytest.approx(alone, rel=1e-5)
    blind = {name: packed[name] for name in ("input_ids", "labels")}
    assert loss(model, blind) != pytest.approx(alone, rel=1e-3)  # rows that see each other differ


def test_padding_is_not_counted_and_not_learned() -> None:
    batch = collator(0, True)(to_rows(made([40, 7, 90]), 100))
    assert int(batch["tokens"]) == 137
    assert batch["input_ids"].numel() == 194
    assert int((batch["labels"] != IGNORED).sum()) == 13 + 2 + 30
    assert batch["rows"].tolist() == [0, 1]
