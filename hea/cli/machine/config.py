"""`hea config`: the settings in force, and where each comes from."""

from dataclasses import asdict

import typer

from hea.cli.options import Json, Where
from hea.workspace import find_workspace, settings_in_force

app = typer.Typer(help="Show all settings and where each value comes from.")


@app.callback(invoke_without_command=True)
def config(context: typer.Context, as_json: Json = False, workspace: Where = None) -> None:
    """Show all settings: the value, and if it is a default or set in hea.toml or by HEA_….

    Options of a command override them. To change one, write `name = value` into hea.toml.
    """
    if context.invoked_subcommand is None:
        show(as_json, workspace)


@app.command()
def show(as_json: Json = False, workspace: Where = None) -> None:
    """The same as `hea config` alone."""
    from hea.render import console
    from hea.render import corpus as render_corpus

    found = settings_in_force(find_workspace(workspace))
    if as_json:
        console.print_json([asdict(one) for one in found])
    else:
        render_corpus.settings(found)
