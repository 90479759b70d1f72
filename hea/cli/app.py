"""The command line: find the verb that is typed, run it, and turn errors into two lines."""

from __future__ import annotations

import io
import os
import sqlite3
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from builder.errors import UserError
from builder.storage.files import is_utf8
from builder.text.visible import visible
from hea.cli.arguments import place_of_verb, with_help, with_marked_numbers
from hea.cli.options import Json, Where
from hea.extras import lacking
from hea.os_errors import trouble_with_disk
from hea.workspace import find_workspace

#: Module and function of each verb, in the order of the help page.
_VERBS = {
    "build": "hea.cli.build:build",
    "add": "hea.cli.add:add",
    "status": "hea.cli.papers:status",
    "papers": "hea.cli.papers:papers",
    "cite": "hea.cli.papers:cite",
    "ask": "hea.cli.asking.ask:ask",
    "chat": "hea.cli.asking.ask:chat",
    "open": "hea.cli.asking.open:show_source",
    "log": "hea.cli.asking.log:log",
    "serve": "hea.cli.serve:serve",
    "search": "hea.cli.search:search",
    "table": "hea.cli.search:table",
    "alloy": "hea.cli.search:alloy",
    "curate": "hea.cli.curation.curate:app",
    "dataset": "hea.cli.dataset:app",
    "train": "hea.cli.train.train:app",
    "eval": "hea.cli.evaluate.evaluate:app",
    "bench": "hea.cli.bench.bench:app",
    "config": "hea.cli.machine.config:app",
    "doctor": "hea.cli.machine.doctor:doctor",
    "completion": "hea.cli.machine.completion:completion",
}

#: Words that people type for a verb, and what to type.
_MEANT = {
    "export": "hea ask --format, hea table --to, or hea curate export",
    "find": "hea search",
    "history": "hea log",
    "import": "hea add",
    "index": "hea build",
    "list": "hea papers",
    "settings": "hea config",
    "show": "hea open, or hea papers",
    "ui": "hea serve",
    "update": "hea build",
    "values": "hea table",
    "version": "hea --version",
    "web": "hea serve",
}

#: What typer raises where what is typed fits no verb or option.
_MISTYPED: type[Exception] = typer.BadParameter.__mro__[2]


def front_door(verb: str = "") -> typer.Typer:
    """Return the application with the one verb that is named, or with all.

    Importing and describing all verbs takes longer than answering a question.
    """
    app = typer.Typer(
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(front_page)
    for name in [verb] if verb in _VERBS else _VERBS:
        module, _, inside = _VERBS[name].partition(":")
        found = getattr(import_module(module), inside)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name)(found)
    return app


def main() -> None:
    """Run one verb; show a mistake that the user can correct as two lines, and exit with 1."""
    # Read as numpy is imported. Threads of one small matrix product wait for each other by
    # spinning: beside another busy program a question took 50 times as long to embed.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _open_streams()
    verb = ""
    try:
        _check_encoding(sys.argv[1:])
        arguments = with_marked_numbers(with_help(sys.argv[1:]), ("ask", "search"))
        place = place_of_verb(arguments)
        verb = "" if place is None else arguments[place]
        code = front_door(verb)(arguments, standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except _MISTYPED as error:
        _show_mistyped(error, verb)
    except typer.Abort:
        sys.exit(1)
    except UserError as error:
        _report(error, error)
    except ModuleNotFoundError as error:
        _report(lacking(error, verb), error)
    except (OSError, sqlite3.DatabaseError) as error:
        _report(trouble_with_disk(error), error)


def _show_mistyped(error: Exception, verb: str) -> None:
    """Show what is wrong with what was typed, which may be a file's name that a shell put there."""
    from typer import rich_utils

    message = getattr(error, "message", "")
    if verb in _MEANT:
        message = f"There is no command '{verb}'. Did you mean {_MEANT[verb]}?"
    elif verb == "build" and "extra argument" in message:
        message += ". To add papers: hea add FILE --build"
    error.message = visible(message)  # type: ignore[attr-defined]
    if offered := getattr(error, "possibilities", None):
        import difflib

        typed = getattr(error, "option_name", "")
        error.possibilities = difflib.get_close_matches(typed, offered, n=1, cutoff=0.0)  # type: ignore[attr-defined]
    rich_utils.rich_format_error(error)  # type: ignore[arg-type]
    sys.exit(int(getattr(error, "exit_code", 2)))


def _open_streams() -> None:
    """Let any file name be shown, write JSON as UTF-8, and replace closed streams by a sink."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                encoding=None if stream.isatty() else "utf-8", errors="backslashreplace"
            )


def _check_encoding(arguments: list[str]) -> None:
    """Refuse arguments that are not UTF-8, unless a file has that name."""
    for argument in arguments:
        if not is_utf8(argument) and not Path(argument).exists():
            raise UserError(
                f"“{argument}” is not in UTF-8.", "Set the terminal to UTF-8 and type it again."
            )


def _report(trouble: UserError | None, error: Exception) -> None:
    """Show an error the user can correct and exit with 1; let a bug keep its traceback."""
    from hea.render import console

    if trouble is None:
        raise error
    console.error(trouble)
    sys.exit(1)


def front_page(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Ask questions about high-entropy-alloy papers. Every answer quotes its source.

    Put PDFs into corpus/, run `hea build`, then `hea ask "…"`.
    `hea` alone shows what is in the corpus, what has changed and what to do next.
    `hea help VERB` explains a verb. `--workspace` and `--json` can also stand before the verb.
    """
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"hea-qa {installed('hea-qa')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from hea.cli.papers import show_status

        show_status(find_workspace(workspace), as_json)
