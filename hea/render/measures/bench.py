"""Show what `hea bench` measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hea.render import console

if TYPE_CHECKING:
    from eval.bench.drafting import DraftingRate
    from eval.bench.embedding import EmbeddingRates
    from eval.bench.generation import GenerationRates
    from eval.bench.machine.install import InstallCost
    from eval.bench.pdf_reading import ReadingRates
    from eval.bench.retrieval_scale import RetrievalScale
    from eval.bench.stage_costs import Growth, Rehearsal
    from eval.bench.vectors import VectorScale
    from finetune.bench.throughput import TrainingRate

_MIB = 2**20
#: Ends of the names of what is counted in bytes.
_BYTES = ("memory", "size", "database", "index")


def show_extraction(found: ReadingRates) -> None:
    """Show PDFs read a second."""
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


def _mib(size: int) -> str:
    return f"{size / _MIB:.0f}" if size else "–"


def show_retrieval(found: Sequence[RetrievalScale], growth: Mapping[str, float]) -> None:
    """Show each size's rates, times and memory, and by what they grow per tenfold."""
    table = console.table("abstracts", *(f"{one.n:,}" for one in found))
    mib = _MIB
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
        ("cold hea search, s / MiB", [f"{o.cold:.2f} / {_mib(o.cold_memory)}" for o in found]),
        ("the usual way, warm, ms", [f"{one.peer_warm * 1e3:.1f}" for one in found]),
        ("the usual way, s / MiB",
         [f"{o.peer_cold:.2f} / {_mib(o.peer_memory)}" for o in found]),
        ("ratio of time / memory",
         [f"{o.cold / o.peer_cold:.3f} / "
          + (f"{o.cold_memory / o.peer_memory:.2f}" if o.peer_memory else "–") for o in found]),
    ]  # fmt: skip
    for name, cells in rows:
        table.add_row(name, *cells)
    console.out.print(table)
    if growth:
        table = console.table("for a corpus ten times as large", "×")
        for name, factor in growth.items():
            table.add_row(name, f"{factor:.2f}")
        console.out.print(table)


def show_embedding(found: EmbeddingRates) -> None:
    """Show abstracts embedded a second."""
    table = console.table("way", "abstracts a second", "ratio")
    for name, rate in (
        ("hea build", found.ours),
        ("hea build, by torch in fixed batches", found.batches),
        ("the reader of questions", found.light),
        ("sentence-transformers", found.default),
    ):
        table.add_row(name, f"{rate:.1f}", f"{rate / found.default:.2f}")
    console.out.print(table)
    console.note(
        f"{found.abstracts} abstracts; the least cosine of two vectors {found.likeness:.6f}"
    )


def show_installs(found: Sequence[InstallCost]) -> None:
    """Show time, size and packages of each installation."""
    table = console.table("group", "s", "MiB", "packages")
    for one in found:
        size = f"{one.size / _MIB:,.0f}"
        table.add_row(one.group or "none", f"{one.seconds:.0f}", size, str(one.packages))
    console.out.print(table)


def show_vectors(found: Sequence[VectorScale]) -> None:
    """Show size, times and recall of each index."""
    table = console.table("vectors", "held as", "MiB", "built, s", "search, ms", "recall@10")
    for one in found:
        table.add_row(
            f"{one.n:,}", one.kind, f"{one.size / _MIB:,.0f}", f"{one.build:.1f}",
            f"{one.search * 1e3:.1f}", f"{one.recall:.3f}",
        )  # fmt: skip
    console.out.print(table)


def show_generation(found: GenerationRates) -> None:
    """Show tokens read and written a second, and the time to the first token."""
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


def show_training(on_gpu: bool, found: Sequence[TrainingRate]) -> None:
    """Show the rate, memory and loss of each way to train."""
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


def show_drafting(found: DraftingRate) -> None:
    """Show abstracts drafted and checked a second."""
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


def show_rehearsals(found: Sequence[Rehearsal], grown: Mapping[str, Growth]) -> None:
    """Show time and memory of each stage, and by what they grow per tenfold."""
    tenfold = ("× time", "× CPU", "× memory") if grown else ()
    table = console.table("s / CPU s / MiB", *(f"{one.n:,}" for one in found), *tenfold)
    for name in found[0].costs:
        costs = [one.costs[name] for one in found]
        cells = [
            f"{cost.seconds:,.1f} / {cost.cpu:,.1f} / {cost.memory / _MIB:,.0f}" for cost in costs
        ]
        if grown:
            grows = grown[name]
            cells += [f"{grows.seconds:.1f}", f"{grows.cpu:.1f}", f"{grows.memory:.2f}"]
        table.add_row(name, *cells)
    console.out.print(table)
    made = ", ".join(f"{one.size / _MIB:,.0f}" for one in found)
    console.note(f"× is for each tenfold. On the disk: {made} MiB.")


def as_markdown(found: dict[str, Any]) -> str:
    """Return a table for each benchmark: seconds, rates and ratios as they are, bytes as MiB."""
    lines = [f"{found['date']}, {found['machine']}"]
    for name, of in found.items():
        if isinstance(of, dict):
            lines += ["", f"## hea bench {name}", "", "| what | figure |", "|---|---|"]
            lines += [f"| {what} | {figure} |" for what, figure in _figures(of)]
    return "\n".join(lines) + "\n"


def _figures(of: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield every number below, under the names that lead to it."""
    if isinstance(of, dict):
        for name, value in of.items():
            yield from _figures(value, f"{before}, {name}" if before else name)
    elif isinstance(of, list):
        for number, value in enumerate(of, start=1):
            label = value.get("way", value.get("n", number)) if isinstance(value, dict) else number
            yield from _figures(value, f"{before} {label}")
    elif before.endswith(_BYTES) and isinstance(of, int):
        yield f"{before}, MiB", f"{of / 2**20:,.1f}"
    elif isinstance(of, float):
        yield before, f"{of:,.4g}"
    elif of is not None:
        yield before, str(of)
