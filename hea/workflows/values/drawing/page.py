"""A page that stands alone: a plot by Vega-Lite, its values with their sentences, no network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

import hea
from hea.workflows.values.plot_data import ValuePlot
from hea.workflows.values.vega_lite import specification

#: Scripts of the page, below `hea/web/static`, which the pages of `hea serve` load, too.
SCRIPTS = (
    "vendor/vega.min.js",
    "vendor/vega-lite.min.js",
    "vendor/vega-interpreter.min.js",
    "plot.js",
)
_STATIC = Path(hea.__file__).parent / "web" / "static"


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def plot_page(plot: ValuePlot, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the page; its policy allows its own scripts and style, and no address.

    Args:
        plot: The plot.
        rows: The values that it was made of, as `hea table --json` prints them.
    """
    scripts = [(_STATIC / name).read_text("utf-8") for name in SCRIPTS]
    style = Path(__file__).with_name("plot_page.css").read_text("utf-8")
    policy = (
        f"default-src 'none'; script-src {' '.join(map(_digest, scripts))};"
        f" style-src {_digest(style)}; img-src data:"
    )
    return (
        _templates()
        .get_template("plot_page.html")
        .render(
            plot=plot,
            rows=rows,
            scripts=[Markup(script) for script in scripts],  # noqa: S704 # our own files
            style=Markup(style),  # noqa: S704
            policy=policy,
            specification=spec_in_html(plot),
        )
    )


def spec_in_html(plot: ValuePlot) -> Markup:
    """Return the specification as JSON for a script element of a page that has the title itself."""
    untitled = {name: part for name, part in specification(plot).items() if name != "title"}
    text = json.dumps(untitled, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 # no sign is left that HTML knows


def _digest(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
