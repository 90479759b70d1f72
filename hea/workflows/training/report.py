"""Measure an adapter beside its base on held-out rows, and write the report."""

import gc
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from answer.models.adapters import load_adapter
from answer.models.model_files import find_base
from answer.models.transformers_model import TransformersModel, load_model
from answer.prompts import Template
from builder.storage.files import write_atomic
from eval.grid.row_store import RowStore
from finetune.data.held_out import HeldOut
from finetune.evaluation.answer_scores import has_text_similarity
from finetune.evaluation.held_out_pass import HeldOutPass, read
from finetune.evaluation.report import TrainingReport, compare
from finetune.evaluation.report_page import as_markdown, draw
from hea.events import SILENT, Events
from hea.extras import install
from hea.workflows.training.adapters import REPORT, find_adapter, read_made, recipe_of
from hea.workflows.training.examples import held_out_rows
from hea.workspace import Workspace, load_settings
from retrieval.embedder import find_model, load_embedder

#: Rows that a report has measured so far: a killed one goes on from there.
_ROWS = ".report.jsonl"
_MARKDOWN, _PLOT = "report.md", "perplexity.png"


@dataclass(frozen=True, slots=True)
class _HeldOutReader:
    """Lets models read held-out rows; what was measured before a kill is taken from the store."""

    folder: Path
    precision: str
    tokens: int
    """Most new tokens of an answer."""
    turns: bool
    """Whether the adapter was trained in turns; its base is asked as it is."""
    store: RowStore
    events: Events

    def read_adapter(
        self, rows: Sequence[HeldOut], answered: int, precision: str = ""
    ) -> tuple[HeldOutPass, Template]:
        """Load the adapter, let it read, and return also the template that it was trained with."""
        precision = precision or self.precision
        tuned = load_adapter(self.folder, f"adapter:{self.folder.name}", None, precision)
        return self._read(tuned, rows, answered, precision), tuned.template

    def read_base(
        self, name: str, rows: Sequence[HeldOut], answered: int, template: Template
    ) -> HeldOutPass:
        """Load the base, and let it read the same rows in the adapter's template."""
        model, tokenizer = load_model(find_base(name, fetch=False), self.precision)
        if not self.turns:
            tokenizer.chat_template = None
        return self._read(
            TransformersModel(name, model, tokenizer, template), rows, answered, self.precision
        )

    def _read(
        self, chat: TransformersModel, rows: Sequence[HeldOut], answered: int, precision: str
    ) -> HeldOutPass:
        with self.events.progress(f"Reading, {chat.name}, {precision}") as progress:
            return read(chat, precision, rows, answered, self.tokens, progress, self.store)


def measure_adapter(
    place: Workspace,
    name: str,
    *,
    source: Path | None = None,
    rows: int = 0,
    answers: int = 20,
    four_bits: bool = True,
    events: Events = SILENT,
) -> TrainingReport:
    """Measure an adapter beside its base on rows that neither was trained on, and write a report.

    Args:
        place: The workspace.
        name: The adapter.
        source: The held-out rows; None for the test part of the workspace's dataset.
        rows: Most rows to read; 0 for all.
        answers: Questions that both models answer.
        four_bits: Also measure weights of 4 bits, on the rows that are answered.
        events: Receives progress.

    Both models are read in the precision of the settings, else in that of the training; after one
    in 4 bits, in 16.

    Raises:
        UserError: There is no such adapter, or there are no held-out rows.
    """
    folder = find_adapter(place, name)
    settings = load_settings(place, {})
    recipe, made = recipe_of(folder), read_made(folder)
    base = str(made["base"])
    find_base(base, fetch=base == settings.base)
    held_out = held_out_rows(place, folder, source, rows, events)
    precision = settings.precision
    if precision in ("auto", "nf4"):  # 4 bits are measured apart, beside 16
        precision = "fp32" if made.get("precision") == "fp32" else "bf16"
    with RowStore(folder / _ROWS) as store:
        reader = _HeldOutReader(
            folder, precision, recipe.answer_tokens, recipe.turns, store, events
        )
        # Each model is freed before the next is loaded: two may not fit into memory.
        after, template = reader.read_adapter(held_out.rows, answers)
        gc.collect()
        before = reader.read_base(base, held_out.rows, answers, template)
        gc.collect()
        quantised = None
        if four_bits and answers:
            quantised, _ = reader.read_adapter(held_out.rows[:answers], 0, "nf4")
    if not has_text_similarity():
        events.note(f"BLEU and ROUGE are not measured. {install('eval')}")
    with events.status("Comparing answers"):
        embedder = load_embedder(find_model(settings.embedder))
        found = compare(
            name, base, template.id, held_out, before, after, embedder, quantised=quantised
        )
    _write(folder, found)
    (folder / _ROWS).unlink()
    return found


def _write(folder: Path, found: TrainingReport) -> None:
    beside = folder / f".{_PLOT}"
    draw(found, beside)
    beside.replace(folder / _PLOT)
    write_atomic(folder / _MARKDOWN, as_markdown(found))
    write_atomic(folder / REPORT, json.dumps(asdict(found), indent=1, ensure_ascii=False) + "\n")
