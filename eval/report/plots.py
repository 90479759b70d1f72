"""Draw the pictures of a report: SVG to stand inside a page, legible on a dark one and on a phone.

This module is loaded only to write a report, since matplotlib takes half a second to import.
"""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from eval.report.summary import MEASURES, PERPLEXITY, STRATA, Evaluation
from eval.stats.intervals import Score
from eval.stats.risk_coverage import risk_coverage

#: Stands for the page's own text colour until the picture is written.
_INK = "#010203"
#: Okabe & Ito's colours, told apart by people who see few (jfly.uni-koeln.de/color, 2008); paler
#: the less is read.
_COLOURS = {
    "extractive": {"rag": "#8f8f8f", "oracle": "#5f5f5f"},
    "base": {"closed": "#9fd0ea", "rag": "#3d9bd0", "oracle": "#0072B2"},
    "tuned": {"closed": "#f8dda3", "rag": "#E69F00", "oracle": "#b26a00"},
}
_OTHERS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7")
_LINES = {"closed": ":", "rag": "-", "oracle": "--"}
_WIDTH = 4.4


def plots(found: Evaluation) -> dict[str, str]:
    """Return title → picture, for all that there is something to draw of."""
    made = {
        "The grid": _grid(found),
        "Risk and coverage": _risk(found),
        "Retrieval by k": _retrieval(found.retrieval),
        **{f"F1 by {STRATA[stratum]}": _stratum(found, stratum) for stratum in found.strata},
        **{f"Loss of {name}": _loss(name, rows) for name, rows in found.losses.items()},
    }
    return {title: svg for title, svg in made.items() if svg}


def _draw(name: str, height: float, paint: Callable[[Axes], None]) -> str:
    """Return as SVG what ``paint`` puts on the axes of a figure ``height`` inches high."""
    matplotlib.use("Agg")
    ink: dict[Any, Any] = dict.fromkeys(
        ("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), _INK
    )
    style = ink | {
        "svg.fonttype": "none",
        "svg.hashsalt": name,  # no two pictures of a page may share an id
        "font.size": 9,
        "font.family": "sans-serif",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "text.parse_math": False,  # a dollar sign in a name is a dollar sign
    }
    with matplotlib.rc_context(style):
        figure, axes = pyplot.subplots(figsize=(_WIDTH, height), layout="constrained")
        paint(axes)
        page = io.StringIO()
        figure.savefig(page, format="svg", transparent=True, metadata={"Date": None})
        pyplot.close(figure)
    text = page.getvalue()
    return _inline(name, text[text.index("<svg") :].replace(_INK, "currentColor"))


def _inline(name: str, svg: str) -> str:
    """Return an SVG with a label for screen readers; the page, not the picture, says how wide."""
    labelled = rf'\1 role="img" aria-label="{name}"'
    svg = re.sub(r'(<svg[^>]*?) height="[^"]*"', labelled, svg, count=1)
    return re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", svg, count=1)


def _bars(axes: Axes, scores: Sequence[tuple[float, Score, str]]) -> None:
    """Draw horizontal bars with their intervals, each of (place, score, colour)."""
    for place, score, colour in scores:
        if score.value is None:
            continue
        axes.barh(place, score.value, 0.85, color=colour)
        if score.low is not None and score.high is not None:
            axes.plot([score.low, score.high], [place, place], color=_INK, linewidth=1.2)


def _colour(cell: str) -> str:
    who, _, mode = cell.partition("/")
    return _COLOURS[who][mode]


def _grid(found: Evaluation) -> str:
    measures = [measure for measure in found.headline if measure != PERPLEXITY]
    if not measures:
        return ""
    step = len(found.cells) + 1

    def paint(axes: Axes) -> None:
        for row, measure in enumerate(measures):
            _bars(
                axes,
                [
                    (row * step + place, found.scores[cell][measure], _colour(cell))
                    for place, cell in enumerate(found.cells)
                    if measure in found.scores[cell]
                ],
            )
        middles = [row * step + (step - 2) / 2 for row in range(len(measures))]
        axes.set_yticks(middles, [MEASURES[m].partition(":")[0] for m in measures])
        axes.margins(y=0.02)
        axes.invert_yaxis()
        axes.set_xlim(0, 1)
        _legend(axes, found.cells)

    return _draw("grid", 0.5 + 0.17 * step * len(measures), paint)


def _legend(axes: Axes, cells: Sequence[str]) -> None:
    handles = [Patch(color=_colour(cell), label=cell) for cell in cells]
    figure = axes.get_figure(root=True)
    assert figure is not None
    figure.legend(handles=handles, loc="outside lower center", ncols=3, frameon=False, fontsize=8)


def _risk(found: Evaluation) -> str:
    curves = {}
    for cell, answered in found.answered.items():
        points = [p for p in risk_coverage(answered) if p.coverage > 0]
        if len({point.coverage for point in points}) > 1:
            curves[cell] = points
    if not curves:
        return ""

    def paint(axes: Axes) -> None:
        for cell, points in curves.items():
            axes.plot(
                [p.coverage for p in points],
                [p.risk for p in points],
                _LINES.get(cell.partition("/")[2], "-"),
                color=_colour(cell),
                label=cell,
            )
        axes.set_xlabel("share of the answerable questions answered")
        axes.set_ylabel("share of answers that are wrong")
        axes.set_xlim(0, 1)
        axes.set_ylim(0)
        axes.legend(frameon=False, fontsize=8)

    return _draw("risk", 2.9, paint)


def _retrieval(rankers: Mapping[str, Mapping[str, Score]]) -> str:
    lines = {
        ranker: [
            (int(measure.partition("@")[2]), score.value)
            for measure, score in of.items()
            if measure.startswith("recall@") and score.value is not None
        ]
        for ranker, of in rankers.items()
    }
    if not any(lines.values()):
        return ""

    def paint(axes: Axes) -> None:
        for colour, (ranker, points) in zip(_OTHERS, lines.items(), strict=False):
            axes.plot(*zip(*points, strict=True), "o-", color=colour, label=ranker, markersize=4)
        axes.set_xlabel("papers looked at (k)")
        axes.set_ylabel("recall")
        axes.set_ylim(0, 1.02)
        axes.legend(frameon=False, fontsize=8)

    return _draw("retrieval", 2.6, paint)


def _stratum(found: Evaluation, stratum: str) -> str:
    groups = found.strata[stratum]
    if not groups:
        return ""
    step = len(found.cells) + 1

    def paint(axes: Axes) -> None:
        for row, of in enumerate(groups.values()):
            _bars(
                axes,
                [
                    (row * step + place, of[cell], _colour(cell))
                    for place, cell in enumerate(found.cells)
                ],
            )
        middles = [row * step + (step - 2) / 2 for row in range(len(groups))]
        most = [max(score.n for score in of.values()) for of in groups.values()]
        axes.set_yticks(middles, [f"{g} ({n})" for g, n in zip(groups, most, strict=True)])
        axes.margins(y=0.02)
        axes.invert_yaxis()
        axes.set_xlim(0, 1)
        axes.set_xlabel("F1")
        _legend(axes, found.cells)

    return _draw(stratum, 0.5 + 0.15 * step * len(groups), paint)


def _loss(name: str, rows: Sequence[Mapping[str, float]]) -> str:
    def paint(axes: Axes) -> None:
        for field, label, colour in (
            ("loss", "training", _OTHERS[0]),
            ("val_loss", "validation", _OTHERS[1]),
        ):
            points = [(row["step"], row[field]) for row in rows if row.get(field) is not None]
            if points:
                axes.plot(*zip(*points, strict=True), "o-", markersize=3, color=colour, label=label)
        axes.set_xlabel("step")
        axes.set_ylabel("loss")
        axes.legend(frameon=False, fontsize=8)

    return _draw(f"loss {name}", 2.6, paint) if rows else ""
