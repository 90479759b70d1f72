"""One model on held-out rows: the loss of their answers, and the answers that it writes itself.

Each row is kept as soon as it is measured, so that a killed report goes on where it was.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from answer.models.protocol import GenerationConfig
from answer.models.stopping import answer_in
from answer.models.transformers_model import TransformersModel
from builder.parallel import Progress, batched
from eval.grid.row_store import RowStore
from finetune.data.held_out import HeldOut
from finetune.evaluation.perplexity import AnswerLoss, measure

#: Answers that are written, and kept, at once.
_BATCH = 8


@dataclass(frozen=True, slots=True)
class HeldOutPass:
    """The losses and answers of one model on the held-out rows."""

    precision: str
    losses: tuple[AnswerLoss, ...]
    unscored: Mapping[str, str]
    """Id → why the row could not be scored."""
    answers: tuple[str, ...] = ()
    """To the first rows, as many as were asked for."""


def read(
    chat: TransformersModel,
    precision: str,
    rows: Sequence[HeldOut],
    answered: int,
    tokens: int,
    progress: Progress,
    store: RowStore,
) -> HeldOutPass:
    """Let a model read every row, and answer some.

    Args:
        chat: The model.
        precision: In which its weights are.
        rows: The held-out rows.
        answered: How many of the first rows it answers.
        tokens: Most new tokens of an answer.
        progress: Called with what is done and to do, losses and answers together.
        store: Rows of an earlier run; what it holds of this very reading is not done again.
    """
    part = rows[:answered]
    whole = len(rows) + len(part)
    generation = GenerationConfig(tokens, chat.template.stops)
    shown = [(row.id, row.paper, row.prompt, row.answer) for row in rows]
    reading = hashlib.sha256(repr((chat.name, precision, tokens, shown)).encode()).hexdigest()[:16]
    known = {}
    for row in rows:
        if found := store.rows.get(f"{reading} {row.id}"):
            known[row.id] = AnswerLoss(**found["loss"])

    def keep(loss: AnswerLoss) -> None:
        store.add({"key": f"{reading} {loss.id}", "loss": asdict(loss)})

    losses, unscored = measure(chat, rows, lambda done, _: progress(done, whole), known, keep)
    answers: list[str] = []
    for batch in batched(part, _BATCH):
        keys = [f"{reading} {row.id} answered" for row in batch]
        if not all(key in store.rows for key in keys):
            written = chat.write_all([row.prompt for row in batch], generation)
            for key, one in zip(keys, written, strict=True):
                store.add({"key": key, "answer": answer_in(one.text, generation.stops)})
        answers += [store.rows[key]["answer"] for key in keys]
        progress(len(rows) + len(answers), whole)
    return HeldOutPass(precision, tuple(losses), unscored, tuple(answers))
