"""`hea bench`: how speed and memory hold as a corpus grows, beside the usual way."""

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hea.cli.bench.everything import everything
from hea.cli.options import Json, Sizes, sizes_in
from hea.workflows.evaluate.rehearsal import corpus

if TYPE_CHECKING:
    from eval.bench.retrieval_scale import RetrievalScale

app = typer.Typer(help="Measure speed and memory on made-up corpora of any size.")


@app.command()
def extract(
    folder: Annotated[Path, typer.Argument(help="PDFs to read.", exists=True, file_okay=False)],
    as_json: Json = False,
) -> None:
    """PDFs read a second, layout rules and isolation included, beside bare page-1 text."""
    from builder.errors import UserError
    from eval.bench.pdf_reading import measure_pdf_reading
    from hea.render import console

    paths = sorted(folder.rglob("*.pdf"))
    if not paths:
        raise UserError(f"There are no PDFs in {folder}.", "Name a folder with some.")
    with console.err.status("Reading PDFs"):
        found = measure_pdf_reading(paths)
    if as_json:
        console.print_json(asdict(found))
        return
    table = console.table("way", "PDFs a second", "ratio to one process")
    rows: dict[str, float | None] = {
        "hea, one process": found.one,
        "hea, two processes": found.two,
        "PyMuPDF, text of page 1": found.pymupdf,
        "pdfplumber, text of page 1": found.pdfplumber,
        "pypdf, text of page 1": found.pypdf,
    }
    for name, rate in rows.items():
        if rate is not None:
            table.add_row(name, f"{rate:.1f}", f"{rate / found.one:.2f}")
    console.out.print(table)
    missing = [name for name in ("pdfplumber", "pypdf") if getattr(found, name) is None]
    console.note(
        f"{found.files} files" + (f"; not installed: {', '.join(missing)}" * bool(missing))
    )


@app.command()
def retrieval(
    n: Sizes = "1000,10000",
    as_json: Json = False,
) -> None:
    """Build corpora of n made-up abstracts and search them, cold and warm, beside the usual way.

    The abstracts are fluent nonsense of real length; 256 of them are truly embedded, and the
    vectors of the others are made from theirs by adding noise.
    """
    from eval.bench.retrieval_scale import BenchFolder, measure_retrieval_scale, retrieval_growth
    from hea.render import console
    from hea.workspace import Workspace
    from retrieval.embedder import DEFAULT

    found: list[RetrievalScale] = []
    for size in sizes_in(n):
        with (
            tempfile.TemporaryDirectory() as folder,
            console.bar(f"{size:,} abstracts") as progress,
        ):
            made = Workspace(Path(folder) / "made")
            place = BenchFolder(made.root, made.corpus, made.database, made.index)
            found.append(measure_retrieval_scale(size, place, DEFAULT, progress))
    grown = retrieval_growth(found)
    if as_json:
        console.print_json({"scales": [asdict(one) for one in found], "growth_per_tenfold": grown})
        return
    _show(found)
    if grown:
        table = console.table("for a corpus ten times as large", "×")
        for name, times in grown.items():
            table.add_row(name, f"{times:.2f}")
        console.out.print(table)


def _show(found: list["RetrievalScale"]) -> None:
    from hea.render import console

    table = console.table("abstracts", *(f"{one.n:,}" for one in found))
    mib = 2**20
    rows: list[tuple[str, list[str]]] = [
        ("taken in, a second", [f"{one.n / one.read:,.0f}" for one in found]),
        ("cut and indexed, a second", [f"{one.n / one.indexed:,.0f}" for one in found]),
        ("embedded, a second", [f"{one.embedding_rate:,.0f}" for one in found]),
        ("database / index, MiB", [f"{one.database / mib:,.0f} / {one.index / mib:,.0f}"
                                   for one in found]),
        ("peak while building, MiB", [f"{one.build_memory / mib:,.0f}" for one in found]),
    ]  # fmt: skip
    for name in found[0].latency:
        times = [one.latency[name] for one in found]
        rows.append((f"{name}, ms p50 / p95", [f"{a * 1e3:.1f} / {b * 1e3:.1f}" for a, b in times]))
    rows.append(("recall@10 of the vectors", [f"{one.recall:.3f}" for one in found]))
    for name in found[0].peers:
        peers = [one.peers[name] for one in found]
        times = [peer.latency for peer in peers]
        rows += [
            (f"{name}, ms p50 / p95", [f"{a * 1e3:.1f} / {b * 1e3:.1f}" for a, b in times]),
            (f"{name}, put in, a second",
             [f"{one.n / peer.build:,.0f}" for one, peer in zip(found, peers, strict=True)]),
        ]  # fmt: skip
    rows += [
        ("cold hea ask, s", [f"{one.cold_ask:.2f}" for one in found]),
        ("cold hea search, s / MiB", [f"{o.cold:.2f} / {o.cold_memory / mib:.0f}" for o in found]),
        ("the usual way, warm, ms", [f"{one.peer_warm * 1e3:.1f}" for one in found]),
        ("the usual way, s / MiB",
         [f"{o.peer_cold:.2f} / {o.peer_memory / mib:.0f}" for o in found]),
        ("ratio of time / memory",
         [f"{o.cold / o.peer_cold:.3f} / {o.cold_memory / o.peer_memory:.2f}" for o in found]),
    ]  # fmt: skip
    for name, cells in rows:
        table.add_row(name, *cells)
    console.out.print(table)


@app.command()
def embedding(
    n: Annotated[int, typer.Option("--n", min=16, help="Made-up abstracts.")] = 256,
    as_json: Json = False,
) -> None:
    """Abstracts embedded a second, beside sentence-transformers as it comes."""
    from eval.bench.embedding import measure_embedding
    from hea.render import console
    from hea.workspace import Settings

    with console.err.status("Embedding"):
        found = measure_embedding(n, Settings().embedder)
    if as_json:
        console.print_json(asdict(found))
        return
    table = console.table("way", "abstracts a second", "ratio")
    for name, rate in (
        ("hea build", found.ours),
        ("the reader of questions", found.light),
        ("sentence-transformers", found.default),
    ):
        table.add_row(name, f"{rate:.1f}", f"{rate / found.default:.2f}")
    console.out.print(table)
    console.note(
        f"{found.abstracts} abstracts; the least cosine of two vectors {found.likeness:.6f}"
    )


@app.command()
def vectors(n: Sizes = "10000,100000,1000000", as_json: Json = False) -> None:
    """The index of n vectors: time to build, size, time of a search, and what it finds.

    Vectors of 256 truly embedded abstracts with noise added; a million take 2 GB of disk.
    """
    from eval.bench.vectors import measure_vector_index
    from hea.render import console
    from hea.workspace import Settings
    from retrieval.embedder import find_model, load_embedder

    with console.err.status("Loading the embedder"):
        embedder = load_embedder(find_model(Settings().embedder))
    found = []
    for size in sizes_in(n):
        with tempfile.TemporaryDirectory() as folder, console.err.status(f"{size:,} vectors"):
            found.append(measure_vector_index(size, Path(folder), embedder))
    if as_json:
        console.print_json({"sizes": [asdict(one) for one in found]})
        return
    table = console.table("vectors", "held as", "MiB", "built, s", "search, ms", "recall@10")
    for one in found:
        table.add_row(
            f"{one.n:,}", one.kind, f"{one.size / 2**20:,.0f}", f"{one.build:.1f}",
            f"{one.search * 1e3:.1f}", f"{one.recall:.3f}",
        )  # fmt: skip
    console.out.print(table)


@app.command()
def model(
    rounds: Annotated[
        int, typer.Option(min=1, help="How often each is timed; medians are shown.")
    ] = 3,
    as_json: Json = False,
) -> None:
    """Reading and writing by a model of Phi-2's dimensions with random weights, on this machine."""
    from eval.bench.generation import measure_generation, random_phi2
    from hea.render import console

    with console.err.status("Making random weights of Phi-2's size, 5.6 GB"):
        chat = random_phi2()
    with console.err.status("Reading and writing; this takes some minutes"):
        found = measure_generation(chat, rounds)
    if as_json:
        console.print_json(asdict(found))
        return
    table = console.table("what", "hea", "transformers", "ratio")
    for name, ours, plain in (
        ("prompt tokens read a second", found.reading, found.plain_reading),
        ("new tokens written a second", found.writing, found.plain_writing),
    ):
        table.add_row(name, f"{ours:.1f}", f"{plain:.1f}", f"{ours / plain:.2f}")
    console.out.print(table)
    table = console.table("seconds to the first token", "tokens", "s", "ratio")
    for name, tokens, seconds in (
        ("five whole abstracts", found.whole_tokens, found.whole_first),
        ("chosen sentences", found.chosen_tokens, found.chosen_first),
        ("… of a question that begins alike", found.chosen_tokens, found.again_first),
    ):
        table.add_row(name, str(tokens), f"{seconds:.1f}", f"{seconds / found.whole_first:.2f}")
    console.out.print(table)
    memory = (
        f"; {found.memory / 1e9:.1f} GB at most with chosen sentences,"
        f" {found.whole_memory / 1e9:.1f} with five whole abstracts"
    )
    console.note(f"{found.parameters / 1e9:.2f} billion parameters{memory if found.memory else ''}")


@app.command()
def train(
    rows: Annotated[int, typer.Option(min=20, help="Questions to train on.")] = 600,
    as_json: Json = False,
) -> None:
    """Training by each choice beside the usual QLoRA: tokens a second, memory, validation loss.

    On a GPU a model of Phi-2's dimensions with random weights; without one a tiny one, which
    tells of the ways and not of Phi-2.
    """
    import torch

    from eval.bench.generation import PHI2
    from eval.bench.synthetic_corpus import abstracts
    from finetune.bench.throughput import paces
    from finetune.bench.toy_model import TINY, questions_on, random_base
    from finetune.data.examples import make_examples
    from finetune.recipe import find_recipe, override
    from finetune.training.lora import load_tokenizer
    from hea.render import console

    recipe = override(find_recipe("hea"), ["distractors=0", "max_length=512", "patience=0"])
    on_gpu, papers = torch.cuda.is_available(), list(abstracts(rows))
    with tempfile.TemporaryDirectory() as folder:
        with console.err.status("Making a model with random weights"):
            sizes = PHI2 if on_gpu else TINY
            base = random_base(Path(folder), sizes, [text for _, text in papers])
        tokenizer, window = load_tokenizer(base)
        samples = questions_on(papers)
        with console.bar("Training in each way") as progress:
            found = paces(
                base, recipe, lambda one: make_examples(samples, one, tokenizer, window), progress
            )
    if as_json:
        console.print_json({"on_gpu": on_gpu, "ways": [asdict(one) for one in found]})
        return
    table = console.table("way", "tokens/s", "ratio", "MFU", "GiB", "val. loss")
    for one in found:
        memory = "–" if one.peak_memory is None else f"{one.peak_memory / 2**30:.1f}"
        table.add_row(one.way, f"{one.tokens_per_second:,.0f}", f"{one.ratio:.2f}",
                      f"{one.mfu:.1%}", memory, console.number(one.val_loss))  # fmt: skip
    console.out.print(table)
    if not on_gpu:
        console.note(
            "A CPU run of a tiny model: it shows that each way works, not how fast Phi-2 is."
        )


@app.command()
def drafting(
    n: Annotated[int, typer.Option("--n", min=100, help="Made-up abstracts.")] = 1000,
    as_json: Json = False,
) -> None:
    """Abstracts drafted by rules a second, in one process and two, and with every check."""
    from builder.checks.checks import Checker
    from eval.bench.drafting import measure_drafting
    from hea.render import console
    from hea.workflows.corpus.build import judge

    with console.err.status("Drafting triples"):
        found = measure_drafting(n, Checker(judge))
    if as_json:
        console.print_json(asdict(found))
        return
    table = console.table("what", "a second")
    for name, rate in (
        ("abstracts drafted, one process", found.one),
        ("abstracts drafted, two processes", found.two),
        ("abstracts drafted and checked, two processes", found.checked),
        ("triples settled with their verdicts", found.settled),
    ):
        table.add_row(name, f"{rate:,.0f}")
    console.out.print(table)
    console.note(f"{found.abstracts:,} abstracts, {found.triples:,} triples")


app.command()(corpus)
app.command(name="all")(everything)
