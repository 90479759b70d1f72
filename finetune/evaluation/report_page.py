"""A report as a person reads it: Markdown, and a bar chart of perplexities."""

from collections.abc import Mapping
from pathlib import Path

from finetune.evaluation.answer_scores import MEASURES
from finetune.evaluation.perplexity import LossEstimate
from finetune.evaluation.report import Pair, Quantised, TrainingReport


def draw(report: TrainingReport, to: Path) -> None:
    """A bar chart of the perplexities: base blue, tuned orange, with their intervals."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 3.6), layout="constrained")
    groups = (("answers", report.perplexity), ("all and padding\n(flawed)", report.padded))
    for side, (label, colour) in enumerate((("base", "tab:blue"), ("tuned", "tab:orange"))):
        found = [getattr(pair, label) for _, pair in groups]
        values = [one.value or 0.0 for one in found]
        around = [
            [value - (one.low or 0.0) for value, one in zip(values, found, strict=True)],
            [(one.high or 0.0) - value for value, one in zip(values, found, strict=True)],
        ]
        places = [place + (side - 0.5) * 0.38 for place in range(len(groups))]
        bars = axes.bar(places, values, 0.36, yerr=around, capsize=3, color=colour, label=label)
        axes.bar_label(bars, [f"{value:.2f}" for value in values], padding=3)
    axes.set_xticks(range(len(groups)), [name for name, _ in groups])
    axes.set_ylabel("perplexity")
    axes.set_title(f"{report.name}, n = {report.perplexity.base.n}")
    axes.legend()
    figure.savefig(to, dpi=120)
    pyplot.close(figure)


def as_markdown(report: TrainingReport) -> str:
    """The report as a person reads it."""
    lines = [
        f"# {report.name} beside its base {report.base}",
        "",
        f"{report.rows} rows of the part `{report.part}`, asked in the format `{report.template}`;"
        f" weights: {report.precision}. {len(report.unscored)} rows unscored.",
        "",
        *(f"- unscored {name}: {why}" for name, why in report.unscored.items()),
        "",
        "## Perplexity",
        "",
        f"Of the tokens of answers alone; {report.level:.0%} intervals by resampling rows.",
        "",
        *as_table("tokens counted", {"answers": report.perplexity}),
        "",
        "![Perplexity of base and tuned model](perplexity.png)",
        "",
        f"Over all tokens, prompt and padding too: base {show(report.padded.base)}, tuned"
        f" {show(report.padded.tuned)}. This number is {report.padded.label}. Each row was padded"
        f" to {report.padded.width} tokens; {report.padded.pads:.1%} of the tokens counted are"
        f" padding, {report.padded.prompt:.1%} prompt.",
        "",
        "## By kind of question and by length of the prompt",
        "",
        *as_table("kind", report.by_kind),
        "",
        *as_table("prompt tokens", report.by_prompt_tokens),
        "",
        "## Answers",
        "",
        *changes(report),
        "",
        f"Cosine of tuned to base: {show(report.likeness.cosine)}, {report.likeness.label}.",
        "",
        "| question | reference | base | tuned |",
        "|---|---|---|---|",
        *(
            f"| {_cell(one.question)} | {_cell(one.reference)} | {_cell(one.base)}"
            f" | {_cell(one.tuned)} |"
            for one in report.examples
        ),
        "",
        "## Weights of 4 bits",
        "",
        _quantisation(report.quantisation),
    ]
    return "\n".join(lines) + "\n"


def changes(report: TrainingReport) -> list[str]:
    """What the answers are worth, as rows of a table in Markdown."""
    return [
        "| of an answer | base | tuned | tuned − base |",
        "|---|---|---|---|",
        *(
            f"| {name}: {MEASURES[name]} | {show(one.base)} | {show(one.tuned)}"
            f" | {show(one.difference)} |"
            for name, one in report.answers.items()
        ),
    ]


def show(found: LossEstimate) -> str:
    """A value with its interval and how many rows it covers."""
    if found.value is None:
        return f"not measured (n = 0, {found.unscored} unscored)"
    lost = f", {found.unscored} unscored" if found.unscored else ""
    return f"{found.value:.2f} ({found.low:.2f}–{found.high:.2f}, n = {found.n}{lost})"


def _quantisation(found: Quantised | None) -> str:
    if found is None:
        return "not measured"
    return (
        f"The tuned model's perplexity is {show(found.four)} with weights of 4 bits (nf4) and"
        f" {show(found.sixteen)} with 16 on the same rows: {show(found.ratio)} times as high."
    )


def as_table(what: str, pairs: Mapping[str, Pair]) -> list[str]:
    """Pairs as rows of a table in Markdown."""
    return [
        f"| {what} | base | tuned | tuned / base |",
        "|---|---|---|---|",
        *(
            f"| {name} | {show(pair.base)} | {show(pair.tuned)} | {show(pair.ratio)} |"
            for name, pair in pairs.items()
        ),
    ]


def _cell(text: str) -> str:
    """Other people's and models' words inside a table: no markup, no new row."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")
    return " ".join(escaped.split()) or "(nothing)"
