"""Options that several verbs take, and the parsing of their values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from builder.errors import UserError

if TYPE_CHECKING:
    from hea.workflows.exports.document import Document
    from hea.workspace import Workspace


def _before_the_verb(context: typer.Context, name: str) -> Any:
    """Return the value that an option was given before this verb; None if it was not given."""
    outer = context.parent
    while outer is not None:
        if outer.params.get(name):
            return outer.params[name]
        outer = outer.parent
    return None


def _json_asked(context: typer.Context, given: bool) -> bool:
    """Take `hea --json VERB` as `hea VERB --json`."""
    return given or bool(_before_the_verb(context, "as_json"))


def _one_workspace(context: typer.Context, given: Path | None) -> Path | None:
    """Take `hea --workspace DIR VERB` as `hea VERB --workspace DIR`.

    Raises:
        UserError: Both are given, and they are not the same folder.
    """
    before = _before_the_verb(context, "workspace")
    if given is None or before is None:
        return given or before
    if given.resolve() != before.resolve():
        raise UserError(f"Two workspaces are named: {before} and {given}.", "Choose one of them.")
    return given


Json = Annotated[
    bool,
    typer.Option("--json", help="Print the result as JSON and nothing else.", callback=_json_asked),
]
Where = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        help="Folder that contains corpus/. Default: HEA_WORKSPACE, or the nearest folder upward.",
        show_default=False,
        callback=_one_workspace,
    ),
]
Form = Annotated[
    str | None,
    typer.Option(
        "--format",
        help="Output as md, docx or html; or only the papers, as bibtex, csl or ris.",
        show_default=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="File for the output of --format.", show_default=False),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--fail-on-refusal", help="End with exit code 3 if nothing is found; otherwise it is 0."
    ),
]
Has = Annotated[
    list[str] | None,
    typer.Option(
        "--has", help="Only with an alloy of this element; repeat for several.", show_default=False
    ),
]
Phase = Annotated[
    list[str] | None,
    typer.Option(
        "--phase", help="Only if this phase is named: B2, sigma phase …", show_default=False
    ),
]
Property = Annotated[
    list[str] | None,
    typer.Option(
        "--property", help="Only if this property is named: yield strength …", show_default=False
    ),
]
Year = Annotated[
    str | None,
    typer.Option("--year", help="Years: 2016, 2018.., ..2015 or 2014..2018.", show_default=False),
]
Who = Annotated[
    str | None,
    typer.Option(
        help="Your name, saved with your verdicts. Default: your login name.", show_default=False
    ),
]
Wheres = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        help="Which triples: kind=…, rule=…, check=failed|passed|NAME, status=…, paper=…,"
        " words=…, is=disputed|unconfirmed|flagged|noted; repeat to combine.",
        show_default=False,
    ),
]

Question = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="QUESTION",
        help="A question in English. Quotation marks are optional.",
        show_default=False,
    ),
]
Name = Annotated[str, typer.Argument(help="Name of an adapter that `hea train` made.")]
Sizes = Annotated[
    str, typer.Option("--n", help="Numbers of abstracts, with commas: 1000,10000,100000.")
]


#: Status with which a verb ends that found no answer, where that is to be a failure.
_REFUSED = 3


def end_refused(refused: bool) -> None:
    """End the verb with status 3 where nothing answered, as `--fail-on-refusal` asks for."""
    if refused:
        raise typer.Exit(_REFUSED)


def check_form(form: str | None, to: Path | None, place: Workspace) -> str | None:
    """Return the format to write: the one that is named, or that the ending of the file tells.

    Refuses, before anything is done, what cannot be written at the end.

    Raises:
        UserError: It is refused; or a file is named whose ending tells no format.
    """
    if form is None and to is None:
        return None
    from hea.workflows.exports.formats import ENDINGS
    from hea.workflows.exports.saving import check_export

    form = form or (ENDINGS.get(to.suffix.lower()) if to else None)
    if form is None:
        raise UserError("--out needs a format.", "Add --format md, docx, html, bibtex, csl or ris.")
    check_export(form, to, place)
    return form


def take_along(document: Document, form: str, to: Path | None, place: Workspace) -> None:
    """Write a document to a file that `check_form` let pass, or show it as text."""
    from hea.render import console
    from hea.workflows.exports.saving import save_export, shown_export

    if to is None:
        console.print_text(shown_export(document, form))
    else:
        save_export(document, form, to, place)
        console.note(f"written to {to}")


def sizes_in(words: str) -> list[int]:
    """Return the sizes in `1000,10000`."""
    try:
        sizes = [int(word) for word in words.split(",")]
    except ValueError:
        sizes = []
    if not sizes or min(sizes) < 1:
        raise typer.BadParameter("Give whole numbers, separated by commas.", param_hint="--n")
    return sizes
