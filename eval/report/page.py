"""Write an evaluation as a page that needs nothing else (report.html), and as Markdown (report.md).

Titles, questions and answers are other people's words: every one of them is escaped, and the page's
own policy lets no script run and nothing be loaded. This module is loaded only to write a report.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, pass_eval_context, select_autoescape
from jinja2.nodes import EvalContext
from markupsafe import Markup

from eval.grid.run import MODES
from eval.report.gains import TESTED, Gain, format_bounds, format_p
from eval.report.plots import plots
from eval.report.summary import (
    MEASURES,
    STRATA,
    Evaluation,
    WorstAnswer,
    format_score,
)
from eval.stats.intervals import LEAST_PAPERS, Score, format_n

_WHO = {"extractive": "quotes, no model", "base": "base model", "tuned": "tuned model"}
_METHOD = (
    "Intervals are of 95 % and by papers, as questions of one paper are no independent draws:"
    " Wilson's for means between 0 and 1, Student's for perplexities, gains and lengths. There is"
    f" none under {LEAST_PAPERS} papers, or where the papers do not differ. Gains are paired by"
    " question, with the p-value of a sign-flip test over papers, from as many papers on, corrected"
    " after Holm for all gains shown. n questions of so many papers were scored; unscored are those"
    " that a measure applies to and that left nothing to score, as a refusal does, or where the"
    " judge failed: they are never counted as 0."
)
#: Marks of the known evidence and of what an answer quotes, as report.html has them.
_EVIDENCE, _CITED = "true", "cited"


def as_html(found: Evaluation) -> str:
    """Return the report as one HTML page."""
    return (
        _environment()
        .get_template("report.html")
        .render(
            found=found,
            lead=_lead(found),
            legend=_legend(),
            steps=_by_step(found.gains),
            tested=TESTED,
            pictures=plots(found),
        )
    )


def as_markdown(found: Evaluation) -> str:
    """Return the report's tables as Markdown."""
    measures = list(next(iter(found.retrieval.values()), {}))
    return (
        _environment()
        .get_template("report.md")
        .render(
            found=found,
            lead=_lead(found),
            legend=_legend(),
            headline=[
                [cell_label(cell), *_counted(found.scores[cell], found.headline)]
                for cell in found.cells
            ],
            gains=[_gain_row(gain) for gain in found.gains],
            measures=[
                [measure, *(counted(found.scores[cell].get(measure)) for cell in found.cells)]
                for measure in found.measures
            ],
            strata={
                STRATA[stratum]: [
                    [group, *_counted(of, found.cells)] for group, of in groups.items()
                ]
                for stratum, groups in found.strata.items()
            },
            retrieval=[[ranker, *_counted(of, measures)] for ranker, of in found.retrieval.items()],
            retrieval_measures=measures,
        )
    )


def _counted(scores: Mapping[str, Score], names: Iterable[str]) -> list[str]:
    return [counted(scores.get(name)) for name in names]


def _gain_row(gain: Gain) -> list[str]:
    found = gain.difference
    return [
        f"{gain.step}: {gain.second} over {gain.first}",
        gain.measure,
        f"{found.value:+.3f} ({format_bounds(found)})",
        format_p(gain.p),
        *(str(count) for count in (found.n, found.papers, found.better, found.worse)),
    ]


def _environment() -> Environment:
    """Return the templates with the functions they call."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=select_autoescape(["html"]),
        finalize=_escaped_as_html,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"measure_label": measure_label, "one_line": one_line, "svg": Markup}
    environment.globals |= {
        "format_bounds": format_bounds,
        "format_p": format_p,
        "cell_label": cell_label,
        "marked_context": marked_context,
        "format_score": format_score,
        "format_n": format_n,
        "table": markdown_table,
    }
    return environment


@pass_eval_context
def _escaped_as_html(context: EvalContext, value: Any) -> Any:
    """Escape a value as the standard library does, which writes `&#x27;` where Jinja has `&#39;`.

    Both are the same to a browser; one spelling keeps earlier reports equal byte for byte.
    """
    if not context.autoescape or hasattr(value, "__html__"):
        return value
    return Markup(escape(str(value)))  # noqa: S704 - escaped in the same line


def cell_label(cell: str) -> str:
    """Return the name of a cell of the grid, such as `tuned/rag`, as people say it."""
    who, _, mode = cell.partition("/")
    return f"{_WHO.get(who, who)}, {MODES.get(mode, mode)}"


def measure_label(measure: str) -> str:
    """Return the short name of a headline measure."""
    return MEASURES[measure].partition(":")[0]


def _lead(found: Evaluation) -> str:
    named = {who: found.settings.get(who) for who in ("base", "tuned", "judge")}
    models = ", ".join(f"{who}: {model}" for who, model in named.items() if model)
    return f"{found.questions} held-out questions. {models}".strip()


def _legend() -> str:
    return ". ".join(text[0].upper() + text[1:] for text in MEASURES.values()) + f". {_METHOD}"


def _by_step(gains: Sequence[Gain]) -> dict[tuple[str, str, str], dict[str, Gain]]:
    """Return (step, from, to) → measure → gain."""
    found: dict[tuple[str, str, str], dict[str, Gain]] = {}
    for gain in gains:
        found.setdefault((gain.step, gain.first, gain.second), {})[gain.measure] = gain
    return found


def marked_context(bad: WorstAnswer) -> list[tuple[str, str]] | None:
    """Return (piece, mark) of the paper's abstract; None where there is no abstract.

    The known evidence and what the answer quotes of this paper are marked.
    """
    paper = bad.case.paper
    if paper is None or paper.paper.abstract is None:
        return None
    text = paper.paper.abstract.text
    spans = [(s, e, _CITED) for name, s, e, _ in bad.row.get("quotes", ()) if name == paper.id]
    evidence = bad.case.question.evidence
    if evidence and (start := text.find(evidence)) >= 0:
        spans.append((start, start + len(evidence), _EVIDENCE))
    return mark_spans(text, spans)


def mark_spans(text: str, spans: Iterable[tuple[int, int, str]]) -> list[tuple[str, str]]:
    """Cut a text into (piece, mark), where the mark of what lies in no span is "".

    The known evidence is drawn over what was quoted; of others that overlap the later one counts.
    """
    marks = [""] * len(text)
    for start, end, mark in sorted(spans, key=lambda span: span[2] == _EVIDENCE):
        marks[start:end] = [mark] * (end - start)
    pieces, start = [], 0
    for place in range(1, len(text) + 1):
        if place == len(text) or marks[place] != marks[start]:
            pieces.append((text[start:place], marks[start]))
            start = place
    return pieces


def counted(score: Score | None) -> str:
    """Return a score with its interval, n, its papers and the number of unscored rows."""
    if score is None or score.value is None:
        return format_score(score)
    unscored = f", {score.unscored} unscored" if score.unscored else ""
    return f"{format_score(score)}, {format_n(score)}{unscored}"


def markdown_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; what would end a cell or a line is taken out of it."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(
        "| " + " | ".join(one_line(cell).replace("|", "\\|") for cell in line) + " |"
        for line in lines
    )


def one_line(text: str) -> str:
    """Return a text with one space for any white space."""
    return " ".join(text.split())
