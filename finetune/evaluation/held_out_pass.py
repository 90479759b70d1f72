"""What one model makes of held-out rows: how they surprise it, and what it answers.

Each row is kept as soon as it is measured, so that a killed report goes on where it was.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from answer.models.protocol import GenerationConfig
from answer.models.stopping import answer_in
from answer.models.transformers_model import TransformersModel
from builder.parallel import batched
from finetune.evaluation.perplexity import AnswerLoss, HeldOut, Progress, measure

#: Answers that are written, and kept, at once.
_BATCH = 8


class RowKeeper(Protocol):
    """Rows that a killed report does not lose, by their ``key``."""

    @property
    def rows(self) -> Mapping[str, Mapping[str, Any]]: ...

    def add(self, row: dict[str, Any]) -> None: ...


@dataclass(frozen=True, slots=True)
class HeldOutPass:
    """What one model makes of the held-out rows."""

    precision: str
    surprises: tuple[AnswerLoss, ...]
    unscored: Mapping[str, str]
    """Id → why the row could not be scored."""
    answers: tuple[str, ...] = ()
    """To the first rows, as many as were asked for."""


def read(
    chat: TransformersModel,
    precision: str,
    rows: Sequence[HeldOut],
    asked: int,
    tokens: int,
    progress: Progress,
    kept: RowKeeper,
) -> HeldOutPass:
    """Let a model read every row, and answer the first ``asked`` in ``tokens`` at most; what was
    ``kept`` of the very same reading is not done again."""
    part = rows[:asked]
    whole = len(rows) + len(part)
    how = GenerationConfig(tokens, chat.template.stops)
    shown = [(row.id, row.prompt, row.answer) for row in rows]
    of = hashlib.sha256(repr((chat.name, precision, tokens, shown)).encode()).hexdigest()[:16]
    known = {}
    for row in rows:
        if found := kept.rows.get(f"{of} {row.id}"):
            known[row.id] = AnswerLoss(**found["surprise"])

    def keep(found: AnswerLoss) -> None:
        kept.add({"key": f"{of} {found.id}", "surprise": asdict(found)})

    surprises, unscored = measure(chat, rows, lambda done, _: progress(done, whole), known, keep)
    answers: list[str] = []
    for batch in batched(part, _BATCH):
        keys = [f"{of} {row.id} answered" for row in batch]
        if not all(key in kept.rows for key in keys):
            written = chat.write_all([row.prompt for row in batch], how)
            for key, one in zip(keys, written, strict=True):
                kept.add({"key": key, "answer": answer_in(one.text, how.stops)})
        answers += [kept.rows[key]["answer"] for key in keys]
        progress(len(rows) + len(answers), whole)
    return HeldOutPass(precision, tuple(surprises), unscored, tuple(answers))
