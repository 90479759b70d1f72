"""The verbs that ask: of questions, of an alloy, of a property."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from hea.cli.options import Has, Json, Phase, Property, Where, Year, ask_or_default
from hea.cli.output_paths import file_for
from hea.workspace import find_workspace

Question = Annotated[str, typer.Argument(help="A question in plain English.", show_default=False)]


def search(
    question: Question,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many papers.")] = 5,
    has: Has = None,
    phase: Phase = None,
    names: Property = None,
    year: Year = None,
    reranker: Annotated[
        Path | None,
        typer.Option(
            help="Folder of a cross-encoder that looks again at the first 20.", show_default=False
        ),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """The papers that may answer a question, best first, with why each was found."""
    from hea.render import answers as render_answers
    from hea.render import console, json_contracts
    from hea.workflows.open_search import open_searcher
    from retrieval.filters import read_filters

    filters = read_filters(has or (), phase or (), names or (), year)
    place = find_workspace(workspace)
    with open_searcher(place) as found:
        if reranker:
            from retrieval.rerank import DEPTH, load_reranker, rerank

            with console.err.status("Looking again"):
                score = load_reranker(reranker)
                hits = found.search(ask_or_default(question), max(k, DEPTH), filters=filters)
                hits = rerank(question, hits, k, score)
        else:
            hits = found.search(ask_or_default(question), k, filters=filters)
    if as_json:
        console.print_json(json_contracts.search(question, hits))
    else:
        render_answers.hits(hits)


def alloy(
    formula: Annotated[
        str, typer.Argument(help="Any way to write or name it.", show_default=False)
    ],
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """What an alloy is: its composition, calculated descriptors, and every paper that has it."""
    from builder.materials.descriptors import descriptors
    from builder.storage.database import open_database
    from hea.render import console
    from hea.render.alloy import papers_with, record, show_alloy
    from hea.render.property_table import asked_alloy

    asked = asked_alloy(formula)
    calculated, database = descriptors(asked), find_workspace(workspace).database
    papers = []
    if database.exists():
        with closing(open_database(database)) as db:
            papers = papers_with(db, asked)
    if as_json:
        console.print_json(record(asked, calculated, papers))
    else:
        show_alloy(asked, calculated, papers)


def table(
    name: Annotated[
        str,
        typer.Option(
            "--property",
            help="A property: yield strength, YS, hardness, SFE …",
            show_default=False,
        ),
    ],
    alloy: Annotated[
        str | None,
        typer.Option(help="Only values of this alloy, however it is written.", show_default=False),
    ] = None,
    disagree: Annotated[
        bool,
        typer.Option(
            "--disagreements",
            help="Only pairs of papers that differ by over 20 % on one alloy at one temperature.",
        ),
    ] = False,
    to: Annotated[
        Path | None,
        typer.Option("--csv", help="Write all columns to this file.", show_default=False),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Every value of a property that the papers state: alloy, value, condition, sentence, DOI."""
    from builder.library.catalog import listing
    from builder.library.property_table import disagreements, named_property, property_table
    from builder.storage.database import open_database
    from hea.render import console, json_contracts
    from hea.render.property_table import asked_alloy, show_evidence, write_csv

    wanted = named_property(name)
    of = asked_alloy(alloy) if alloy else None
    place = find_workspace(workspace)
    if to:
        file_for(to, place, ".csv")
    with closing(open_database(place.database)) as db:
        found = property_table(listing(db), wanted, of)
    if disagree:
        found = [one for pair in disagreements(found) for one in pair]
    if to:
        write_csv([json_contracts.evidence(one) for one in found], to)
    if as_json:
        console.print_json([json_contracts.evidence(one) for one in found])
    elif found:
        show_evidence(found)
    else:
        console.note(f"No abstract states {'two that disagree' if disagree else f'a {wanted}'}.")
