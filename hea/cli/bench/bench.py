"""`hea bench`: how speed and memory hold as a corpus grows, beside the usual way."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from hea.cli.bench.everything import everything
from hea.cli.options import Json, Sizes, sizes_in

app = typer.Typer(help="Measure speed and memory on made-up corpora of any size.")


@app.command()
def extract(
    folder: Annotated[Path, typer.Argument(help="PDFs to read.", exists=True, file_okay=False)],
    as_json: Json = False,
) -> None:
    """Measure how many PDFs are read in a second, compared with the plain text of page 1."""
    from hea.render import console
    from hea.render.measures import bench as render
    from hea.workflows.evaluate.benchmarks import benchmark_extraction

    found = benchmark_extraction(folder, console.EVENTS)
    if as_json:
        console.print_json(asdict(found))
    else:
        render.show_extraction(found)


@app.command()
def retrieval(
    n: Sizes = "1000,10000",
    as_json: Json = False,
) -> None:
    """Build and search corpora of n made-up abstracts, compared with LangChain.

    The abstracts are fluent nonsense of real length; 256 of them are truly embedded, and the
    vectors of the others are made from theirs by adding noise.
    """
    from eval.bench.retrieval_scale import retrieval_growth
    from hea.render import console
    from hea.render.measures import bench as render
    from hea.workflows.evaluate.benchmarks import benchmark_retrieval

    found = benchmark_retrieval(sizes_in(n), console.EVENTS)
    growth = retrieval_growth(found)
    if as_json:
        scales = [asdict(one) for one in found]
        console.print_json({"scales": scales, "growth_per_tenfold": growth})
    else:
        render.show_retrieval(found, growth)


@app.command()
def embedding(
    n: Annotated[int, typer.Option("--n", min=16, help="Made-up abstracts.")] = 256,
    as_json: Json = False,
) -> None:
    """Measure abstracts embedded in a second, compared with sentence-transformers."""
    from hea.render import console
    from hea.render.measures import bench as render
    from hea.workflows.evaluate.benchmarks import benchmark_embedding

    found = benchmark_embedding(n, console.EVENTS)
    if as_json:
        console.print_json(asdict(found))
    else:
        render.show_embedding(found)


@app.command()
def install(
    groups: Annotated[
        list[str] | None,
        typer.Option("--group", help="A group of packages; may be given several times."),
    ] = None,
    source: Annotated[
        Path, typer.Option(help="The source of hea-qa.", exists=True, file_okay=False)
    ] = Path(),
    as_json: Json = False,
) -> None:
    """Measure time and size of an installation; downloads the packages."""
    from hea.render import console
    from hea.render.measures import bench as render
    from hea.workflows.evaluate.benchmarks import benchmark_install

    found = benchmark_install(source.resolve(), ["", *(groups or [])], console.EVENTS)
    if as_json:
        console.print_json({"installs": [asdict(one) for one in found]})
    else:
        render.show_installs(found)


@app.command()
def vectors(n: Sizes = "10000,100000,1000000", as_json: Json = False) -> None:
    """Measure the index of n vectors: time to build, size, search time, recall.

    Vectors of 256 truly embedded abstracts with noise added; a million take 2 GB of disk.
    """
    from hea.render import console
    from hea.render.measures import bench as render
    from hea.workflows.evaluate.benchmarks import benchmark_vectors

    found = benchmark_vectors(sizes_in(n), console.EVENTS)
    if as_json:
        console.print_json({"sizes": [asdict(one) for one in found]})
    else:
        render.show_vectors(found)


@app.command()
def model(
    rounds: Annotated[
        int, typer.Option(min=1, help="Number of repetitions; medians are shown.")
    ] = 3,
    as_json: Json = False,
) -> None:
    """Measure the speed of a model of Phi-2's size with random weights."""
    from hea.render import console
    from hea.render.measures import bench as render
    from hea.workflows.evaluate.benchmarks import benchmark_generation

    found = benchmark_generation(rounds, console.EVENTS)
    if as_json:
        console.print_json(asdict(found))
    else:
        render.show_generation(found)


@app.command()
def train(
    rows: Annotated[int, typer.Option(min=20, help="Questions to train on.")] = 600,
    as_json: Json = False,
) -> None:
    """Compare ways of training with usual QLoRA: tokens per second, memory, loss.

    On a GPU a model of Phi-2's dimensions with random weights; without one a tiny one, which
    tells of the ways and not of Phi-2.
    """
    from hea.render import console
    from hea.render.measures import bench as render
    from hea.workflows.evaluate.benchmarks import benchmark_training

    on_gpu, found = benchmark_training(rows, console.EVENTS)
    if as_json:
        console.print_json({"on_gpu": on_gpu, "ways": [asdict(one) for one in found]})
    else:
        render.show_training(on_gpu, found)


@app.command()
def drafting(
    n: Annotated[int, typer.Option("--n", min=100, help="Made-up abstracts.")] = 1000,
    as_json: Json = False,
) -> None:
    """Measure abstracts drafted by rules in a second, in one process and two."""
    from hea.render import console
    from hea.render.measures import bench as render
    from hea.workflows.evaluate.benchmarks import benchmark_drafting

    found = benchmark_drafting(n, console.EVENTS)
    if as_json:
        console.print_json(asdict(found))
    else:
        render.show_drafting(found)


@app.command()
def corpus(
    n: Sizes = "1000,10000",
    as_json: Json = False,
) -> None:
    """Measure all steps from reading to evaluation with n made-up abstracts.

    Each stage runs in a process of its own: seconds, the most memory of one process, and by what
    both grow when the corpus is ten times as large. A hundred thousand abstracts take hours to
    embed (`hea bench embedding`): all vectors but 64 are made from these by adding noise.
    """
    from eval.bench.stage_costs import stage_growth
    from hea.render import console
    from hea.render.measures import bench as render
    from hea.workflows.evaluate.rehearsal import rehearse_sizes

    found = rehearse_sizes(sizes_in(n), console.EVENTS)
    growth = stage_growth(found)
    if as_json:
        console.print_json(
            {
                "sizes": [asdict(one) for one in found],
                "growth_per_tenfold": {name: asdict(one) for name, one in growth.items()},
            }
        )
    else:
        render.show_rehearsals(found, growth)


app.command(name="all")(everything)
