"""What one model makes of held-out rows: how they surprise it, and what it answers.

Each row is kept as soon as it is measured, so that a killed report goes on where it was.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from answer.local import LocalChat
from answer.model import Writing
from answer.stopping import answer_in
from builder.abreast import in_pieces
from finetune.perplexity import HeldOut, Progress, Surprise, measure

#: Answers that are written, and kept, at once.
_BATCH = 8


class Keeping(Protocol):
    """Rows that a killed report does not lose, by their ``key``."""

    @property
    def rows(self) -> Mapping[str, Mapping[str, Any]]: ...

    def add(self, row: dict[str, Any]) -> None: ...


@dataclass(frozen=True, slots=True)
class Read:
    """What one model makes of the held-out rows."""

    precision: str
    surprises: tuple[Surprise, ...]
    unscored: Mapping[str, str]
    """Id → why the row could not be scored."""
    answers: tuple[str, ...] = ()
    """To the first rows, as many as were asked for."""


def read(
    chat: LocalChat,
    precision: str,
    rows: Sequence[HeldOut],
    asked: int,
    tokens: int,
    progress: Progress,
    kept: Keeping,
) -> Read:
    """Let a model read every row, and answer the first ``asked`` in ``tokens`` at most; what was
    ``kept`` of the very same reading is not done again."""
    part = rows[:asked]
    whole = len(rows) + len(part)
    how = Writing(tokens, chat.template.stops)
    shown = [(row.id, row.prompt, row.answer) for row in rows]
    of = hashlib.sha256(repr((chat.name, precision, tokens, shown)).encode()).hexdigest()[:16]
    known = {}
    for row in rows:
        if found := kept.rows.get(f"{of} {row.id}"):
            known[row.id] = Surprise(**found["surprise"])

    def keep(found: Surprise) -> None:
        kept.add({"key": f"{of} {found.id}", "surprise": asdict(found)})

    surprises, unscored = measure(chat, rows, lambda done, _: progress(done, whole), known, keep)
    answers: list[str] = []
    for batch in in_pieces(part, _BATCH):
        keys = [f"{of} {row.id} answered" for row in batch]
        if not all(key in kept.rows for key in keys):
            written = chat.write_all([row.prompt for row in batch], how)
            for key, one in zip(keys, written, strict=True):
                kept.add({"key": key, "answer": answer_in(one.text, how.stops)})
        answers += [kept.rows[key]["answer"] for key in keys]
        progress(len(rows) + len(answers), whole)
    return Read(precision, tuple(surprises), unscored, tuple(answers))
