"""Plots as files: pictures and pages of the same description, with text as text."""

import json
import re
from pathlib import Path

import pytest
from stated_values import STATED, rows_of

from builder.errors import UserError
from hea.workflows import json_contracts
from hea.workflows.values.drawing.figure import draw
from hea.workflows.values.drawing.files import plot_bytes
from hea.workflows.values.drawing.page import plot_page
from hea.workflows.values.plots import PLOTS, plot_values
from hea.workflows.values.vega_lite import specification

HOSTILE = "</script><script>alert(1)</script> $\\frac{1}{2}$ CoCrFeNi"


@pytest.mark.parametrize("kind", ["temperature", "vec", "elements", "years"])
def test_a_picture_is_drawn_of_every_kind(kind: str, tmp_path: Path) -> None:
    plot = plot_values(rows_of(tmp_path, "yield strength"), kind)
    svg = draw(plot, "svg").decode()
    assert plot.title in svg
    assert plot.caption in svg
    assert draw(plot, "svg").decode() == svg  # the same plot gives the same bytes
    assert draw(plot, "png").startswith(b"\x89PNG")


def test_not_stated_is_written_above_the_title_of_its_axis(tmp_path: Path) -> None:
    rows = [row for row in rows_of(tmp_path, "yield strength") if row.temperature is None]
    plot = plot_values(rows, "temperature")
    assert plot.x
    assert not plot.x.ticks
    heights = {
        words: float(height)
        for height, words in re.findall(
            r'<text[^>]* y="([\d.]+)"[^>]*>(not stated|test temperature[^<]*)<',
            draw(plot, "svg").decode(),
        )
    }
    assert heights[plot.x.title] - heights["not stated"] > 9  # points, the size of the text
    drawn = specification(plot)["layer"][-1]["encoding"]["x"]["axis"]
    assert drawn == {"grid": True, "values": [], "titlePadding": 22}


@pytest.mark.parametrize("kind", PLOTS)
def test_a_specification_holds_its_data_and_fetches_nothing(kind: str, tmp_path: Path) -> None:
    made = specification(plot_values(rows_of(tmp_path, "yield strength"), kind))
    assert not [name for name in walk(made) if name in ("url", "href", "src")]
    assert made["data"]["values"]
    json.dumps(made, allow_nan=False)


def walk(part: object) -> list[str]:
    if isinstance(part, dict):
        return [*part, *(name for one in part.values() for name in walk(one))]
    return [name for one in part for name in walk(one)] if isinstance(part, list) else []


def test_a_hostile_title_is_text_in_a_page(tmp_path: Path) -> None:
    record = STATED[1] | {"title": HOSTILE}
    rows = rows_of(tmp_path, "yield strength", record)
    plot = plot_values(rows)
    page = plot_page(plot, [json_contracts.evidence(row) for row in rows])
    assert "<script>alert" not in page
    [stored] = re.findall(r'id="plot-spec">(.*?)</script>', page, re.S)
    assert HOSTILE in json.loads(stored)["data"]["values"][0]["source"]
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0]
    assert "unsafe" not in policy
    assert "http" not in policy


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not a form of a plot"):
        plot_bytes(plot_values([]), [], ".pdf")
