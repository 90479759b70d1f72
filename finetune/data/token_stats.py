"""Statistics of rows made ready: characters taken out, sentences left out, and tokens."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from answer.extractive.prompt_injection import mask_injections
from answer.prompts import plain
from eval.stats.intervals import percentile


@dataclass(frozen=True, slots=True)
class RowStats:
    """Counts over the rows that are kept."""

    rows_changed: int = 0
    """Rows from which characters were taken."""
    characters_removed: int = 0
    """Marks by which a model tells speakers apart, and sentences that order a machine about."""
    rows_shortened: int = 0
    """Rows whose papers did not fit whole."""
    most_left_out: int = 0
    """Sentences left out of one row, at most."""
    tokens_p50: int = 0
    """Half of the rows have no more tokens."""
    tokens_p99: int = 0
    tokens_max: int = 0
    broken_tokens: float = 0.0
    """Share of tokens that are no whole character: single bytes of one that the tokenizer does not
    know, or its token for all that it does not."""


def removed(texts: Sequence[str], quoted: str) -> int:
    """Count the characters, spaces aside, that no model is shown.

    Args:
        texts: Question and answer.
        quoted: The text of a paper, whose sentences that order a machine about are taken out too.
    """
    shown = [*map(plain, texts), plain(mask_injections(quoted))]
    return _letters([*texts, quoted]) - _letters(shown)


def _letters(texts: Sequence[str]) -> int:
    return sum(len("".join(text.split())) for text in texts)


def account(
    tokenizer: Any, rows: Sequence[Sequence[int]], taken: Sequence[int], left_out: Sequence[int]
) -> RowStats:
    """Sum up rows of token ids, the characters taken from each, the sentences left out of each."""
    if not rows:
        return RowStats()
    lengths = [len(ids) for ids in rows]
    return RowStats(
        sum(map(bool, taken)),
        sum(taken),
        sum(map(bool, left_out)),
        max(left_out),
        int(percentile(lengths, 50)),
        int(percentile(lengths, 99)),
        max(lengths),
        _broken(tokenizer, rows),
    )


def _broken(tokenizer: Any, rows: Sequence[Sequence[int]]) -> float:
    """Return the share of tokens that are no whole character."""
    counts = Counter(token for ids in rows for token in ids)
    broken = (
        count
        for token, count in counts.items()
        if token == tokenizer.unk_token_id or "\ufffd" in tokenizer.decode([token])
    )
    return sum(broken) / counts.total()
