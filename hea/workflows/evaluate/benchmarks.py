"""Run the benchmarks of `eval.bench` and `finetune.bench` in temporary folders.

Each benchmark loads its own libraries when it is called, so that no peak of memory is another's.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from builder.errors import UserError
from hea.events import SILENT, Events
from hea.workspace import Settings, Workspace

if TYPE_CHECKING:
    from eval.bench.drafting import DraftingRate
    from eval.bench.embedding import EmbeddingRates
    from eval.bench.generation import GenerationRates
    from eval.bench.machine.install import InstallCost
    from eval.bench.pdf_reading import ReadingRates
    from eval.bench.retrieval_scale import RetrievalScale
    from eval.bench.vectors import VectorScale
    from finetune.bench.throughput import TrainingRate

#: Changes of the recipe whose speed is measured: rows are fed as they are, to the last step.
_TRAINING = ("distractors=0", "max_length=512", "patience=0")


def benchmark_extraction(folder: Path, events: Events = SILENT) -> ReadingRates:
    """Measure PDFs read a second, beside the bare text of their first pages.

    Raises:
        UserError: The folder holds no PDFs.
    """
    from eval.bench.pdf_reading import measure_pdf_reading

    paths = sorted(folder.rglob("*.pdf"))
    if not paths:
        raise UserError(f"There are no PDFs in {folder}.", "Give a folder with some.")
    with events.status("Reading PDFs"):
        return measure_pdf_reading(paths)


def benchmark_retrieval(sizes: Sequence[int], events: Events = SILENT) -> list[RetrievalScale]:
    """Build and search corpora of so many made-up abstracts."""
    from eval.bench.retrieval_scale import BenchFolder, measure_retrieval_scale
    from retrieval.embedder import DEFAULT

    found = []
    for size in sizes:
        with (
            tempfile.TemporaryDirectory() as folder,
            events.progress(f"{size:,} abstracts") as progress,
        ):
            made = Workspace(Path(folder) / "made")
            place = BenchFolder(made.root, made.corpus, made.database, made.index)
            found.append(measure_retrieval_scale(size, place, DEFAULT, progress))
    return found


def benchmark_embedding(abstracts: int, events: Events = SILENT) -> EmbeddingRates:
    """Measure abstracts embedded a second, beside sentence-transformers."""
    from eval.bench.embedding import measure_embedding

    with events.status("Embedding"):
        return measure_embedding(abstracts, Settings().embedder)


def benchmark_install(
    source: Path, groups: Sequence[str], events: Events = SILENT
) -> list[InstallCost]:
    """Measure installations from the source; "" is the one without any group."""
    from eval.bench.machine.install import measure_install

    with events.status("Installing"):
        return measure_install(source, groups)


def benchmark_vectors(sizes: Sequence[int], events: Events = SILENT) -> list[VectorScale]:
    """Build and search indexes of so many vectors."""
    from eval.bench.vectors import measure_vector_index
    from retrieval.embedder import find_model, load_embedder

    with events.status("Loading the embedder"):
        embedder = load_embedder(find_model(Settings().embedder))
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder, events.status(f"{size:,} vectors"):
            found.append(measure_vector_index(size, Path(folder), embedder))
    return found


def benchmark_generation(rounds: int, events: Events = SILENT) -> GenerationRates:
    """Measure how fast a model of Phi-2's dimensions with random weights reads and writes."""
    from eval.bench.generation import measure_generation, random_phi2

    with events.status("Making random weights of Phi-2's size, 5.6 GB"):
        chat = random_phi2()
    with events.status("Reading and writing; this takes some minutes"):
        return measure_generation(chat, rounds)


def benchmark_training(rows: int, events: Events = SILENT) -> tuple[bool, list[TrainingRate]]:
    """Measure training by each choice beside the usual QLoRA.

    Args:
        rows: Questions to train on.
        events: Receives progress.

    Returns:
        Whether it ran on a GPU, with a model of Phi-2's dimensions and not a tiny one; and the
        rate of each way.
    """
    import torch

    from eval.bench.generation import PHI2
    from eval.bench.synthetic_corpus import abstracts
    from finetune.bench.throughput import paces
    from finetune.bench.toy_model import TINY, questions_on, random_base
    from finetune.data.examples import make_examples
    from finetune.recipe import find_recipe, override
    from finetune.training.lora import load_tokenizer

    recipe = override(find_recipe("hea"), list(_TRAINING))
    on_gpu, papers = torch.cuda.is_available(), list(abstracts(rows))
    with tempfile.TemporaryDirectory() as folder:
        with events.status("Making a model with random weights"):
            sizes = PHI2 if on_gpu else TINY
            base = random_base(Path(folder), sizes, [text for _, text in papers])
        tokenizer, window = load_tokenizer(base)
        samples = questions_on(papers)
        with events.progress("Training in each way") as progress:
            found = paces(
                base, recipe, lambda one: make_examples(samples, one, tokenizer, window), progress
            )
    return on_gpu, list(found)


def benchmark_drafting(abstracts: int, events: Events = SILENT) -> DraftingRate:
    """Measure abstracts drafted by rules a second, and with every check."""
    from builder.checks.checks import Checker
    from builder.checks.worth.model import read_model
    from eval.bench.drafting import measure_drafting
    from hea.workflows.corpus.build import judge

    with events.status("Drafting triples"):
        return measure_drafting(abstracts, Checker(judge, worth=read_model()))
