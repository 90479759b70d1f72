"""`hea search`, `hea alloy` and `hea table`: papers for a question, an alloy, a property."""

from pathlib import Path
from typing import Annotated

import typer

from hea.cli.arguments import question_of
from hea.cli.options import Has, Json, Phase, Property, Question, Where, Year
from hea.workflows.answers.questions import require_words
from hea.workflows.output_paths import file_for, remember_own, require_own
from hea.workspace import find_workspace


def search(
    words: Question = None,
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
    from hea.render import console
    from hea.workflows import json_contracts
    from hea.workflows.answers.search import search_papers
    from retrieval.filters import read_filters

    filters = read_filters(has or (), phase or (), names or (), year)
    question = require_words(question_of(words or ()))
    place = find_workspace(workspace)
    hits = search_papers(
        place, question, k,
        filters=filters, reranker=reranker, events=console.EVENTS,
    )  # fmt: skip
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
    from hea.render import console
    from hea.render.alloy import show_alloy
    from hea.workflows import json_contracts
    from hea.workflows.answers.property_search import describe_alloy

    found = describe_alloy(find_workspace(workspace).database, formula)
    if as_json:
        console.print_json(json_contracts.alloy(found))
    else:
        show_alloy(found)


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
    from hea.render import console
    from hea.render.property_table import show_evidence
    from hea.workflows import json_contracts
    from hea.workflows.answers.property_search import find_values, read_property_query, write_csv

    query = read_property_query(name, alloy, disagree)
    place = find_workspace(workspace)
    if to:
        require_own(file_for(to, place, ".csv"), place)
    found = find_values(place.database, query)
    if to:
        rows = write_csv([json_contracts.evidence(one) for one in found], to)
        remember_own(to, place)
        console.note(f"{rows} rows written to {to}")
    if as_json:
        console.print_json([json_contracts.evidence(one) for one in found])
    elif found:
        show_evidence(found)
    else:
        what = "two that disagree" if disagree else f"a {query.property}"
        console.note(f"No abstract states {what}.")
