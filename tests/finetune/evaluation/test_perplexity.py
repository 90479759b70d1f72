"""Perplexity by hand-computed values, and how counted padding shows a gain that is none."""

import math
import random
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from tiny_models import tiny_model

from answer.models.transformers_model import TransformersModel, load_model
from answer.prompts import CONTEXT_QA, Excerpt
from eval.stats.intervals import Score
from finetune.data.held_out import HeldOut
from finetune.evaluation.perplexity import (
    AnswerLoss,
    measure,
    padded_perplexity,
    perplexity,
    ratio,
)


def quiet(done: int, total: int) -> None:
    pass


class Letters:
    """A tokenizer of single letters; `e` ends and pads."""

    pad_token_id = eos_token_id = 4

    def __call__(self, text: str, **_: Any) -> dict[str, list[int]]:
        return {"input_ids": ["abcde".index(letter) for letter in text.strip()]}


def always(*shares: float) -> Any:
    """A model that gives each token the same probability everywhere."""
    logits = torch.log(torch.tensor(shares))

    def model(given: torch.Tensor, attention_mask: torch.Tensor) -> SimpleNamespace:
        return SimpleNamespace(logits=logits.expand(*given.shape, len(shares)))

    model.device = "cpu"  # type: ignore[attr-defined]
    return model


def chat_of(model: Any) -> Any:
    letters = Letters()
    return SimpleNamespace(
        tokens=lambda text: letters(text)["input_ids"],
        template=CONTEXT_QA, tokenizer=letters, model=model, window=8,
    )  # fmt: skip


def row(name: str, prompt: str, answer: str) -> HeldOut:
    return HeldOut(name, "phase", "?", prompt, answer)


def test_only_the_tokens_of_answers_and_their_end_are_counted() -> None:
    chat = chat_of(always(0.5, 0.25, 0.125, 0.0625, 0.0625))
    rows = [row("one", "dddd", "ab"), row("two", "d", "a"), row("long", "dddddddd", "a")]
    found, unscored = measure(chat, rows, quiet)
    assert unscored == {"long": "10 tokens do not fit into the model's 8"}
    bits = [(surprise.answer_nats / math.log(2), surprise.answer_tokens) for surprise in found]
    assert bits == [pytest.approx((1 + 2 + 4, 3)), pytest.approx((1 + 4, 2))]
    value = perplexity(found, 1)
    assert value.value == pytest.approx(2 ** (12 / 5))
    assert (value.n, value.unscored) == (2, 1)
    assert (value.low, value.high, value.papers) == (None, None, 2)  # too few papers
    # ddddabe: six tokens are predicted, and one `d aeeee` after padding to the same width.
    assert [surprise.pads for surprise in found] == [0, 4]
    all_bits = (4 * 3 + 1 + 2 + 4) + (1 + 4 + 4 * 4)
    assert padded_perplexity(found).value == pytest.approx(2 ** (all_bits / 12))


def test_a_uniform_model_is_as_perplexed_as_it_has_tokens_to_choose_from() -> None:
    rows = [row("one", "ab", "abc"), row("two", "a", "b")]
    found, _ = measure(chat_of(always(*[0.2] * 5)), rows, quiet)
    assert perplexity(found) == Score(pytest.approx(5), None, None, 2, papers=2)


def loss(name: str, nats: float, tokens: int, paper: str = "") -> AnswerLoss:
    return AnswerLoss(name, "phase", 3, nats, tokens, nats, tokens, 0, paper or name)


def test_the_ratio_compares_the_same_rows_and_nothing_measured_is_no_zero() -> None:
    base = [loss("a", 4.0, 2), loss("b", 6.0, 2)]
    tuned = [replace(one, answer_nats=one.answer_nats - 2.0) for one in base]
    found = ratio(base, tuned)
    assert (found.value, found.low) == (pytest.approx(math.exp(-1)), None)
    with pytest.raises(AssertionError):
        ratio(base, tuned[::-1])
    assert perplexity([], 3) == Score(None, None, None, 0, 3, papers=0)
    assert ratio([], [], 3) == padded_perplexity([], 3) == perplexity([], 3)
    three = [loss(name, nats, 1) for name, nats in (("a", 1.0), ("b", 2.0), ("c", 6.0))]
    assert perplexity(three).value == pytest.approx(math.exp(3.0))


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    dice, hits = random.Random(5), 0
    for _ in range(100):
        drawn = perplexity([loss(str(n), dice.gauss(1.0, 1.0), 1) for n in range(40)])
        assert drawn.low is not None and drawn.high is not None
        hits += drawn.low <= math.e <= drawn.high
    assert 86 <= hits <= 99


def test_two_rows_of_one_paper_count_as_one_draw() -> None:
    """Each row twice, under the same paper, is no more evidence than each row once."""
    nats = [2.0, 3.0, 5.0, 1.0, 4.0, 6.0, 2.5, 4.5]
    once = [loss(f"a{n}", value, 2, f"paper{n}") for n, value in enumerate(nats)]
    again = [replace(one, id=f"b{n}") for n, one in enumerate(once)]
    tuned = [replace(one, answer_nats=one.answer_nats**0.5) for one in (*once, *again)]
    for twice, single in (
        (perplexity([*once, *again]), perplexity(once)),
        (padded_perplexity([*once, *again]), padded_perplexity(once)),
        (ratio([*once, *again], tuned), ratio(once, tuned[:8])),
    ):
        assert (twice.n, single.n) == (16, 8)
        assert twice.value == pytest.approx(single.value)
        assert (twice.low, twice.high) == (pytest.approx(single.low), pytest.approx(single.high))
    # The same rows under papers of their own would be.
    apart = perplexity([*once, *(replace(one, cluster=one.id) for one in again)])
    whole = perplexity([*once, *again])
    assert apart.high is not None and apart.low is not None
    assert whole.high is not None and whole.low is not None
    assert apart.high - apart.low < 0.85 * (whole.high - whole.low)
    # And rows of a single paper give no interval at all.
    assert perplexity([replace(one, cluster="paper0") for one in once]).low is None


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("base") / "phi")


def load(base: Path) -> TransformersModel:
    return TransformersModel("phi", *load_model(base, "fp32"), CONTEXT_QA)


def test_padding_changes_no_answers_surprise(base: Path) -> None:
    chat = load(base)
    texts = ["It is BCC.", "The yield strength is 405 MPa at 1600 °C.", "FCC"]
    rows = [
        row(str(n), CONTEXT_QA.render("Which?", [Excerpt("", text * (n + 1))]), text)
        for n, text in enumerate(texts)
    ]
    together, _ = measure(chat, rows, quiet)
    alone = [measure(chat, [one], quiet)[0][0] for one in rows]
    for one, other in zip(together, alone, strict=True):
        assert one.answer_nats == pytest.approx(other.answer_nats, rel=1e-4)
        assert one.answer_tokens == other.answer_tokens
    [written] = chat.log_probabilities([rows[0].prompt], rows[0].answer)
    assert 0 < -written < together[0].answer_nats  # the end of the answer is counted too


class Numbers:
    """A tokenizer of numbers: each is its own token; 0 ends and pads."""

    pad_token_id = eos_token_id = 0

    def __call__(self, text: str, **_: Any) -> dict[str, list[int]]:
        return {"input_ids": [int(word) for word in text.split()]}


def test_a_model_that_learns_only_to_pad_looks_better_by_the_padded_number_alone(
    base: Path,
) -> None:
    """Random tokens hold nothing to learn; labels that count padding show a gain all the same."""
    model, _ = load_model(base, "fp32")
    numbers, dice = Numbers(), random.Random(3)
    chat: Any = SimpleNamespace(
        tokens=lambda text: numbers(text)["input_ids"],
        template=CONTEXT_QA, tokenizer=numbers, model=model, window=2048,
    )  # fmt: skip

    def drawn(count: int, length: int, name: str) -> list[HeldOut]:
        texts = [
            " ".join(str(dice.randrange(1, 600)) for _ in range(length)) for _ in range(2 * count)
        ]
        return [row(f"{name}{n}", texts[2 * n], texts[2 * n + 1]) for n in range(count)]

    held_out = [*drawn(12, 10, "held"), *drawn(1, 20, "long")]
    before, _ = measure(chat, held_out, quiet)
    width = before[0].all_tokens + 1
    ids = [numbers(f"{one.prompt} {one.answer}")["input_ids"] for one in drawn(64, 10, "train")]
    full = torch.tensor([one + [0] * (width - len(one)) for one in ids])
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for step in range(40):
        batch = full[step % 4 :: 4]
        loss = model(batch, labels=batch).loss  # padding counts as if it were text
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    after, _ = measure(chat, held_out, quiet)
    flawed = [padded_perplexity(found).value for found in (before, after)]
    assert flawed[0] is not None and flawed[1] is not None
    assert flawed[1] < flawed[0] / 5  # a fivefold gain, it seems
    real = ratio(before, after).value
    assert real is not None and real > 0.95  # and none
    # The published gain: with 39.7 % of padding, 9.61 becomes 3.91 with nothing learnt at all,
    # since the mean of ln p shrinks to the share of real tokens: p becomes p^(1 - pads).
    assert pytest.approx(3.91, abs=0.005) == 9.61 ** (1 - 0.397)
