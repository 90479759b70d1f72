"""`hea search`, `hea alloy` and `hea table`: papers for a question, an alloy, a property."""

from pathlib import Path
from typing import Annotated

import typer

from builder.errors import UserError
from hea.cli.arguments import question_of
from hea.cli.options import (
    Form,
    Has,
    Json,
    Out,
    Phase,
    Property,
    Question,
    Strict,
    Where,
    Year,
    check_form,
    end_refused,
    take_along,
)
from hea.workflows.answers.questions import Within, read_within, require_words
from hea.workflows.output_paths import file_for, require_own, write_own
from hea.workspace import Workspace, find_workspace


def _place_named(text: str) -> Within:
    """Return where to look; `bodies` and `table` are taken as meant.

    Raises:
        BadParameter: It is the name of no part of papers.
    """
    if (found := read_within(text)) is None:
        raise typer.BadParameter(f"'{text}' is not one of 'abstract', 'body', 'tables'.")
    return found


def search(
    words: Question = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="Number of papers.")] = 5,
    has: Has = None,
    phase: Phase = None,
    names: Property = None,
    year: Year = None,
    within: Annotated[
        Within,
        typer.Option(
            "--in",
            parser=_place_named,
            metavar="[abstract|body|tables]",
            help="Search in abstracts, in bodies, or in the rows of tables.",
        ),
    ] = "abstract",
    reranker: Annotated[
        Path | None,
        typer.Option(
            help="Folder of a cross-encoder that sorts the first 20 again.", show_default=False
        ),
    ] = None,
    form: Form = None,
    to: Out = None,
    strict: Strict = False,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Find the papers that may answer a question, best first."""
    from hea.render import answers as render_answers
    from hea.render import console
    from hea.workflows import json_contracts
    from hea.workflows.answers.search import search_papers
    from hea.workflows.exports.contents import of_body_hits, of_hits
    from retrieval.filters import read_filters

    filters = read_filters(has or (), phase or (), names or (), year)
    question = require_words(question_of(words or ()))
    place = find_workspace(workspace)
    form = check_form(form, to, place)
    if within != "abstract":
        from hea.workflows.answers.body_search import body_hits, search_bodies

        if reranker:
            raise UserError("A cross-encoder looks at abstracts only.", "Leave --reranker out.")
        found = search_bodies(
            place, question, k, within=within, filters=filters, events=console.EVENTS
        )
        if as_json:
            console.print_json(body_hits(question, found))
        elif form:
            take_along(of_body_hits(question, found), form, to, place)
        else:
            render_answers.body_hits(found)
        end_refused(strict and not found)
        return
    hits = search_papers(
        place, question, k,
        filters=filters, reranker=reranker, events=console.EVENTS,
    )  # fmt: skip
    if as_json:
        console.print_json(json_contracts.search(question, hits))
    elif form:
        take_along(of_hits(question, hits), form, to, place)
    else:
        render_answers.hits(hits)
    end_refused(strict and not hits)


def alloy(
    formula: Annotated[
        str, typer.Argument(help="An alloy, written or named in any way.", show_default=False)
    ],
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Show an alloy: composition, calculated numbers, and all papers with it."""
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
        str | None,
        typer.Option(
            "--property",
            help="A property: yield strength, YS, hardness, SFE … Without it, all are listed.",
            show_default=False,
        ),
    ] = None,
    alloy: Annotated[
        str | None,
        typer.Option(help="Only values of this alloy, written in any way.", show_default=False),
    ] = None,
    has: Has = None,
    phase: Annotated[
        list[str] | None,
        typer.Option(help="Only sentences that name this phase.", show_default=False),
    ] = None,
    route: Annotated[
        list[str] | None,
        typer.Option(
            help="Only material made or treated in this way: annealing …", show_default=False
        ),
    ] = None,
    at: Annotated[
        str,
        typer.Option(help="Test temperature: 77 K, 20..25 °C, 1000 °F, 600.. (°C), or not stated."),
    ] = "",
    year: Year = None,
    source: Annotated[str, typer.Option(help="Only values from: abstract, body or table.")] = "",
    disagree: Annotated[
        bool,
        typer.Option(
            "--disagreements",
            help="Pairs of papers that differ by over 20 % for one alloy and temperature.",
        ),
    ] = False,
    sort: Annotated[
        str, typer.Option(help="Sort by alloy, value, temperature, route, year or paper.")
    ] = "alloy",
    descending: Annotated[bool, typer.Option("--descending", help="Sort in reverse.")] = False,
    to: Annotated[
        Path | None,
        typer.Option(
            "--csv",
            "--to",
            "--out",
            help="Save all columns: FILE.csv, .xlsx or .parquet; or the output of --format.",
            show_default=False,
        ),
    ] = None,
    picture: Annotated[
        Path | None,
        typer.Option("--plot", help="Draw a plot: FILE.svg, .png or .html.", show_default=False),
    ] = None,
    against: Annotated[
        str,
        typer.Option(help="Horizontal axis: temperature, vec, delta, smix …, elements or years."),
    ] = "temperature",
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="Output as csv, xlsx or parquet with all columns; as md, docx or html; or only"
            " the papers, as bibtex, csl or ris.",
            show_default=False,
        ),
    ] = None,
    strict: Strict = False,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """List all values of a property that the papers state, with alloy, condition and DOI.

    Example: `hea table --property hardness --alloy CoCrFeNi --sort value`
    """
    from hea.render import console
    from hea.render.property_table import show_evidence
    from hea.workflows import json_contracts
    from hea.workflows.answers.property_search import (
        find_values,
        read_property_query,
        why_nothing_found,
    )
    from hea.workflows.exports.formats import ENDINGS
    from hea.workflows.values.facets import in_order, read_value_filter
    from hea.workflows.values.tables import TABLE_FORMS, written_table

    if name is None:
        _list_properties(find_workspace(workspace), as_json, to or picture)
        return
    where = read_value_filter(has or (), phase or (), route or (), at, year)
    query = read_property_query(name, alloy, disagree, where, source)
    place = find_workspace(workspace)
    shown_as = form if form in TABLE_FORMS else None
    if shown_as:
        _check_table_form(shown_as, to)
        form = None
    elif form or (to and to.suffix.lower() in ENDINGS):
        form = check_form(form, to, place)
    tables = [f".{name}" for name in TABLE_FORMS]
    for file, endings in ((to, tables), (picture, [".svg", ".png", ".html"])):
        if file and not (form and file is to):
            require_own(file_for(file, place, *endings), place)
    found = find_values(place.database, query)
    if not disagree:
        found = in_order(found, sort, descending)
    rows = [json_contracts.evidence(one) for one in found]
    if to and not form:
        write_own(to, written_table(rows, to.suffix.lower().removeprefix(".")), place)
        console.note(f"{len(rows)} rows written to {to}")
    if picture:
        from hea.workflows.values.drawing.files import plot_bytes
        from hea.workflows.values.plots import plot_values

        plot = plot_values(found, against)
        write_own(picture, plot_bytes(plot, rows, picture.suffix), place)
        console.note(f"{plot.title}: {plot.caption}, drawn to {picture}")
        for note in plot.notes:
            console.note(note)
    if as_json:
        console.print_json(rows)
    elif form:
        from hea.workflows.exports.contents import of_values

        document = of_values(f"Values of {query.property}", found)
        take_along(document, form, to, place)
    elif shown_as and to is None:
        console.print_text(written_table(rows, shown_as).decode())
    elif found and not picture and not to:
        show_evidence(found)
    elif not found:
        console.note(why_nothing_found(place.database, query))
    end_refused(strict and not found)


def _check_table_form(form: str, to: Path | None) -> None:
    """Refuse a form of a table that goes to no file of its kind.

    Raises:
        UserError: It is refused.
    """
    if to is None and form != "csv":
        raise UserError(f"{form} cannot be shown as text.", f"Give a file: --out values.{form}.")
    if to and to.suffix.lower() != f".{form}":
        raise UserError(f"{to.name} is not named as {form}.", f"Call it {to.stem}.{form}.")


def _list_properties(place: Workspace, as_json: bool, file: Path | None) -> None:
    """Show the properties that the papers give values of, and how many of each.

    Raises:
        UserError: A file is named, which a list is not saved to.
    """
    from hea.render import console
    from hea.workflows.values.explore import properties_with_values

    if file:
        raise UserError(
            "Without a property only a list is shown, and nothing is saved.",
            'Name one: --property "yield strength". All of them: hea table.',
        )
    counts = properties_with_values(place.database)
    if as_json:
        console.print_json([{"property": one, "values": count} for one, count in counts.items()])
        return
    listed = console.table("property", "values")
    for one, count in counts.items():
        listed.add_row(one, str(count))
    if not counts:
        console.note("No paper states a value of a property.")
        return
    console.out.print(listed)
    console.note(f'See the values of one: hea table --property "{next(iter(counts))}"')
