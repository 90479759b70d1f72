"""`hea doctor`: check the machine, the models and the state on disk."""

from dataclasses import asdict
from pathlib import Path

import typer

from builder.errors import UserError
from hea.cli.options import Json, Where
from hea.workspace import find_workspace, load_settings


def doctor(as_json: Json = False, workspace: Where = None) -> None:
    """Check this computer, the models and the data, and say how to repair what is wrong.

    Without a workspace, only the computer is checked.
    """
    from hea.render import console
    from hea.render import corpus as render_corpus
    from hea.workflows.doctor import examine, examine_machine

    try:
        place = find_workspace(workspace)
    except UserError as error:
        findings = examine_machine(Path.cwd(), error)
    else:
        findings = examine(place, load_settings(place, {}))
    if as_json:
        console.print_json([asdict(finding) for finding in findings])
    else:
        render_corpus.findings(findings)
    if any(not finding.well for finding in findings):
        raise typer.Exit(1)
