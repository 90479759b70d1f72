"""How surprised a model is by the answers of rows it has not seen: perplexity of answers alone.

A number that counts prompt and padding too is measured in the same pass, to show how it deceives:
padding is trivial to predict, so a model that learnt nothing but to pad looks much better by it.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from answer.models.transformers_model import TransformersModel
from answer.prompts import answer_ids

#: Called with (rows done, rows to do).
Progress = Callable[[int, int], None]

#: Of every interval.
LEVEL = 0.95
_BATCH = 4
_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A row that no training saw."""

    id: str
    kind: str
    question: str
    prompt: str
    """As `ask` would send it."""
    answer: str
    grounds: tuple[tuple[str, str], ...] = ()
    """Title and text of each passage in the prompt."""


@dataclass(frozen=True, slots=True)
class AnswerLoss:
    """How unlikely a model finds one row: sums of −ln p over its tokens."""

    id: str
    kind: str
    prompt_tokens: int
    answer_nats: float
    answer_tokens: int
    """Tokens of the answer and the one that ends it."""
    all_nats: float
    """Over prompt, answer and padding."""
    all_tokens: int
    pads: int


@dataclass(frozen=True, slots=True)
class LossEstimate:
    """A value over ``n`` rows with its 95 % interval; ``unscored`` rows are left out."""

    value: float | None
    """None when nothing was scored."""
    low: float | None
    high: float | None
    n: int
    unscored: int = 0


def measure(
    chat: TransformersModel,
    rows: Sequence[HeldOut],
    progress: Progress,
    known: Mapping[str, AnswerLoss] = MappingProxyType({}),
    keep: Callable[[AnswerLoss], None] = lambda found: None,
) -> tuple[list[AnswerLoss], dict[str, str]]:
    """The surprise of each row, and why others have none: id → reason.

    Rows are padded to the longest of all, as systems do that pad everything to one length. What is
    ``known`` of an earlier run is not measured again; ``keep`` is called with what is.
    """
    import torch

    ids = {
        row.id: (chat.tokens(row.prompt), answer_ids(chat.tokenizer, chat.template, row.answer))
        for row in rows
    }
    unscored = {
        name: f"{len(prompt) + len(answer)} tokens do not fit into the model's {chat.window}"
        for name, (prompt, answer) in ids.items()
        if len(prompt) + len(answer) > chat.window
    }
    scored = [row for row in rows if row.id not in unscored]
    width = max((sum(map(len, ids[row.id])) for row in scored), default=0)
    found: list[AnswerLoss] = []
    for first in range(0, len(scored), _BATCH):
        batch = scored[first : first + _BATCH]
        if all(row.id in known for row in batch):
            found += [known[row.id] for row in batch]
            continue
        full = [[*ids[row.id][0], *ids[row.id][1]] for row in batch]
        pad = chat.tokenizer.pad_token_id
        given = torch.tensor([one + [pad] * (width - len(one)) for one in full])
        seen = torch.tensor([[1] * len(one) + [0] * (width - len(one)) for one in full])
        given, seen = given.to(chat.model.device), seen.to(chat.model.device)
        with torch.inference_mode():
            logits = chat.model(given, attention_mask=seen).logits
        for place, row in enumerate(batch):
            prompt, answer = ids[row.id]
            nats = _nats(logits[place], given[place])
            start, end = len(prompt) - 1, len(prompt) + len(answer) - 1
            one = AnswerLoss(
                row.id, row.kind, len(prompt),
                float(nats[start:end].sum()), len(answer),
                float(nats.sum()), width - 1, width - 1 - end,
            )  # fmt: skip
            keep(one)
            found.append(one)
        progress(len(found), len(scored))
    return found, unscored


def _nats(logits: Any, ids: Any) -> Any:
    """−ln p of each token after the first: shape (tokens - 1,)."""
    import torch

    return torch.nn.functional.cross_entropy(logits[:-1].float(), ids[1:], reduction="none")


def perplexity(rows: Sequence[AnswerLoss], unscored: int = 0) -> LossEstimate:
    """exp of the mean surprise of an answer's token, over all tokens of all rows."""
    return _exp(_mean([(row.answer_nats, row.answer_tokens) for row in rows], unscored))


def padded_perplexity(rows: Sequence[AnswerLoss], unscored: int = 0) -> LossEstimate:
    """The flawed number: prompt and padding counted as if they were answers."""
    return _exp(_mean([(row.all_nats, row.all_tokens) for row in rows], unscored))


def ratio(
    base: Sequence[AnswerLoss], tuned: Sequence[AnswerLoss], unscored: int = 0
) -> LossEstimate:
    """Perplexity of the tuned model over that of its base on the same rows; < 1 is better."""
    assert [row.id for row in base] == [row.id for row in tuned]
    pairs = [
        (after.answer_nats - before.answer_nats, after.answer_tokens)
        for before, after in zip(base, tuned, strict=True)
    ]
    return _exp(_mean(pairs, unscored))


def mean(values: Sequence[float], unscored: int = 0) -> LossEstimate:
    """A mean over rows."""
    return _mean([(value, 1) for value in values], unscored)


def without_learning(value: float, pads: float) -> float:
    """What a perplexity becomes where this share of the tokens counted is padding at no cost.

    The mean of ln p shrinks to the share of real tokens: p becomes p^(1 - pads).
    """
    return float(value ** (1 - pads))


def _mean(pairs: Sequence[tuple[float, int]], unscored: int) -> LossEstimate:
    """Sum over sum of rows' (total, weight), with its percentile bootstrap interval.

    Rows are drawn anew, with replacement (Efron 1979, doi:10.1214/aos/1176344552).
    """
    import numpy as np

    if not pairs:
        return LossEstimate(None, None, None, 0, unscored)
    table = np.array(pairs, np.float64)
    drawn = np.random.default_rng(0).integers(len(table), size=(_RESAMPLES, len(table)))
    totals, weights = table[drawn].sum(1).T
    low, high = np.quantile(totals / weights, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    total, weight = table.sum(0)
    return LossEstimate(float(total / weight), float(low), float(high), len(table), unscored)


def _exp(found: LossEstimate) -> LossEstimate:
    if found.value is None or found.low is None or found.high is None:
        return found
    ends = (math.exp(found.value), math.exp(found.low), math.exp(found.high))
    return LossEstimate(*ends, found.n, found.unscored)
