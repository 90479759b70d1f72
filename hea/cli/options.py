"""Options that several verbs take."""

from pathlib import Path
from typing import Annotated

import typer

from builder.errors import UserError

Json = Annotated[
    bool, typer.Option("--json", help="Results as JSON on stdout, nothing else there.")
]
Where = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        help="Folder that holds corpus/. Default: HEA_WORKSPACE, else the nearest one upward.",
        show_default=False,
    ),
]
Has = Annotated[
    list[str] | None,
    typer.Option("--has", help="An alloy with this element; may be repeated.", show_default=False),
]
Phase = Annotated[
    list[str] | None,
    typer.Option("--phase", help="Names this phase: B2, sigma phase …", show_default=False),
]
Property = Annotated[
    list[str] | None,
    typer.Option("--property", help="Names this property: yield strength …", show_default=False),
]
Year = Annotated[
    str | None,
    typer.Option("--year", help="2016, 2018.., ..2015 or 2014..2018.", show_default=False),
]
Who = Annotated[
    str | None,
    typer.Option(help="Whose verdicts these are. Default: your login.", show_default=False),
]
Wheres = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        help="kind=…, check=failed|passed|NAME, status=…, paper=…; may be repeated.",
        show_default=False,
    ),
]

Sizes = Annotated[
    str, typer.Option("--n", help="Abstracts, separated by commas: 1000,10000,100000.")
]


def sizes_in(words: str) -> list[int]:
    """The sizes of `1000,10000`."""
    try:
        sizes = [int(word) for word in words.split(",")]
    except ValueError:
        sizes = []
    if not sizes or min(sizes) < 1:
        raise typer.BadParameter("Give whole numbers, separated by commas.", param_hint="--n")
    return sizes


def has_words(text: str) -> bool:
    """Whether there is anything in it to look for."""
    return any(map(str.isalnum, text))


def ask_or_default(question: str) -> str:
    """The question, if it has words."""
    if not has_words(question):
        raise UserError(
            "The question is empty.", 'Ask one: hea ask "Why is CrMnFeCoNi tough at 77 K?"'
        )
    return question
