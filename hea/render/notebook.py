"""Show answers and tables of values in a notebook, as HTML."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


def answer_as_html(answer: dict[str, Any]) -> str:
    """Return an answer, as `hea ask --json` prints it, as a fragment of HTML."""
    return _TEMPLATES.get_template("notebook_answer.html").render(answer)


def values_as_html(rows: Sequence[dict[str, Any]]) -> str:
    """Return a table of values, as `hea table --json` prints them, as a fragment of HTML."""
    return _TEMPLATES.get_template("notebook_values.html").render(rows=rows)
