"""Loss of a model on the answers of rows it has not seen, and the perplexity of answers alone.

A number that counts prompt and padding too is measured in the same pass, to show how it deceives:
padding is trivial to predict, so a model that learnt nothing but to pad looks much better by it.
Where a share p of the tokens counted is padding at no cost, a perplexity v becomes v^(1 - p).

Intervals are those of `eval.stats`, by papers, since questions of one paper are no independent
draws.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from answer.models.transformers_model import TransformersModel
from answer.prompts import answer_ids
from builder.parallel import Progress
from eval.stats.intervals import Score, clustered_ratio, exponential
from finetune.data.held_out import HeldOut

#: Called with (rows done, rows to do).

_BATCH = 4


@dataclass(frozen=True, slots=True)
class AnswerLoss:
    """The loss of a model on one row: sums of −ln p over its tokens."""

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
    cluster: str
    """The paper of the row, or the row itself: what is drawn together."""


def measure(
    chat: TransformersModel,
    rows: Sequence[HeldOut],
    progress: Progress,
    known: Mapping[str, AnswerLoss] = MappingProxyType({}),
    keep: Callable[[AnswerLoss], None] = lambda found: None,
) -> tuple[list[AnswerLoss], dict[str, str]]:
    """Measure the loss of each row.

    Rows are padded to the longest of all, as systems do that pad everything to one length.

    Args:
        chat: The model.
        rows: The rows to measure.
        progress: Called after each batch.
        known: Id → loss of an earlier run, which is not measured again.
        keep: Called with each loss that is measured.

    Returns:
        The losses, and id → reason for rows that have none.
    """
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
        losses = _token_losses(chat, [[*ids[row.id][0], *ids[row.id][1]] for row in batch], width)
        for row, nats in zip(batch, losses, strict=True):
            prompt, answer = ids[row.id]
            start, end = len(prompt) - 1, len(prompt) + len(answer) - 1
            one = AnswerLoss(
                id=row.id,
                kind=row.kind,
                prompt_tokens=len(prompt),
                answer_nats=float(nats[start:end].sum()),
                answer_tokens=len(answer),
                all_nats=float(nats.sum()),
                all_tokens=width - 1,
                pads=width - 1 - end,
                cluster=row.cluster,
            )
            keep(one)
            found.append(one)
        progress(len(found), len(scored))
    return found, unscored


def _token_losses(chat: TransformersModel, rows: Sequence[Sequence[int]], width: int) -> list[Any]:
    """Return −ln p of each token after the first, of rows padded to ``width``: width - 1 each."""
    import torch

    pad = chat.tokenizer.pad_token_id
    given = torch.tensor([[*ids, *[pad] * (width - len(ids))] for ids in rows])
    seen = torch.tensor([[1] * len(ids) + [0] * (width - len(ids)) for ids in rows])
    given, seen = given.to(chat.model.device), seen.to(chat.model.device)
    with torch.inference_mode():
        logits = chat.model(given, attention_mask=seen).logits
    return [
        torch.nn.functional.cross_entropy(scores[:-1].float(), ids[1:], reduction="none")
        for scores, ids in zip(logits, given, strict=True)
    ]


def perplexity(rows: Sequence[AnswerLoss], unscored: int = 0) -> Score:
    """Return exp of the mean loss of an answer's token, over all tokens of all rows."""
    totals, tokens = [row.answer_nats for row in rows], [row.answer_tokens for row in rows]
    return exponential(clustered_ratio(totals, tokens, [row.cluster for row in rows], unscored))


def padded_perplexity(rows: Sequence[AnswerLoss], unscored: int = 0) -> Score:
    """Return the flawed number: prompt and padding counted as if they were answers."""
    totals, tokens = [row.all_nats for row in rows], [row.all_tokens for row in rows]
    return exponential(clustered_ratio(totals, tokens, [row.cluster for row in rows], unscored))


def ratio(base: Sequence[AnswerLoss], tuned: Sequence[AnswerLoss], unscored: int = 0) -> Score:
    """Return the perplexity of the tuned model over that of its base on the same rows.

    Below 1 the tuned model is better.
    """
    assert [row.id for row in base] == [row.id for row in tuned]
    changes = [
        after.answer_nats - before.answer_nats for before, after in zip(base, tuned, strict=True)
    ]
    tokens = [row.answer_tokens for row in tuned]
    return exponential(clustered_ratio(changes, tokens, [row.cluster for row in tuned], unscored))
