"""A report as a person reads it: Markdown, and a bar chart of perplexities."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from builder.text.markdown import escape_markdown
from eval.stats.intervals import LEAST_PAPERS, Score, format_n
from finetune.evaluation.answer_scores import MEASURES
from finetune.evaluation.report import TrainingReport


def draw(report: TrainingReport, to: Path) -> None:
    """Draw a bar chart of the perplexities: base blue, tuned orange, with their intervals."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 3.6), layout="constrained")
    groups = (("answers", report.perplexity), ("all and padding\n(flawed)", report.padded))
    for side, (label, colour) in enumerate((("base", "tab:blue"), ("tuned", "tab:orange"))):
        scores = [getattr(pair, label) for _, pair in groups]
        values, lows, highs = zip(*map(_bar, scores), strict=True)
        places = [place + (side - 0.5) * 0.38 for place in range(len(groups))]
        bars = axes.bar(
            places, values, 0.36, yerr=[lows, highs], capsize=3, color=colour, label=label
        )
        axes.bar_label(bars, [f"{value:.2f}" for value in values], padding=3)
    axes.set_xticks(range(len(groups)), [name for name, _ in groups])
    axes.set_ylabel("perplexity")
    axes.set_title(f"{report.name}, n = {report.perplexity.base.n}")
    axes.legend()
    figure.savefig(to, dpi=120)
    pyplot.close(figure)


def _bar(score: Score) -> tuple[float, float, float]:
    """Return the height of a bar, and how far its interval reaches below and above it."""
    value = score.value or 0.0
    if score.low is None or score.high is None:
        return value, 0.0, 0.0
    return value, value - score.low, score.high - value


def as_markdown(report: TrainingReport) -> str:
    """Return the report as a page of Markdown."""
    return markdown_templates().get_template("report.md.j2").render(report=report)


def markdown_templates(*folders: Path) -> Environment:
    """Return the environment of templates in Markdown: those here, and those of other folders.

    Filters: `score` shows a score, `cell` cleans a text for a table. Globals: `measures`, which
    explains each measure of an answer, and the least papers of an interval.
    """
    templates = Environment(  # noqa: S701 - Markdown; `cell` escapes other people's words
        loader=FileSystemLoader([*folders, Path(__file__).parent]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters |= {"score": show, "cell": table_cell}
    templates.globals |= {"measures": MEASURES, "least_papers": LEAST_PAPERS}
    return templates


def show(score: Score) -> str:
    """Return a value with its interval and the number of rows that it covers, and of papers."""
    if score.value is None:
        return f"not measured (n = 0, {score.unscored} unscored)"
    unscored = f", {score.unscored} unscored" if score.unscored else ""
    bounds = "no interval"
    if score.low is not None and score.high is not None:
        bounds = f"{score.low:.2f}–{score.high:.2f}"
    return f"{score.value:.2f} ({bounds}, {format_n(score)}{unscored})"


def table_cell(text: str) -> str:
    """Return other people's or a model's words for a table: no markup, no new row."""
    return escape_markdown(text) or "(nothing)"
