"""An evaluation as a page that needs nothing else, and as Markdown.

Titles, questions and answers are other people's words: every one of them is escaped, and the page's
own policy lets no script run and nothing be loaded.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from eval.grid.run import MODES
from eval.report.plots import plots
from eval.report.summary import MEASURES, TESTED, Evaluation, Gain, WorstAnswer, shown
from eval.stats.intervals import Score
from eval.stats.paired_tests import PairedDifference

_PAGE = Path(__file__).with_name("report.html")
_WHO = {"extractive": "quotes, no model", "base": "base model", "tuned": "tuned model"}
_METHOD = (
    "Intervals are of 95 %, over resamples of whole papers; gains are paired by question, with the"
    " p-value of a sign-flip test over papers, corrected after Holm for all gains shown. n"
    " questions were scored; unscored are those that a measure applies to and that left nothing to"
    " score, as a refusal does, or where the judge failed: they are never counted as 0."
)


def as_html(found: Evaluation) -> str:
    """The report as one page."""
    parts = {
        "title": escape(f"Evaluation “{found.name}”"),
        "lead": escape(_lead(found)),
        "notes": _listed(found.notes),
        "headline": _headline(found),
        "legend": escape(_legend()),
        "gains": _gains(found.gains),
        "plots": "\n".join(
            f"<figure><figcaption>{escape(title)}</figcaption>{svg}</figure>"
            for title, svg in plots(found).items()
        ),
        "measures": _measures(found),
        "worst": "\n".join(_bad(bad) for bad in found.worst) or "<p>None.</p>",
        "settings": _pairs(found.settings),
    }
    return Template(_PAGE.read_text("utf-8")).substitute(parts)


def cell_label(cell: str) -> str:
    """`tuned/rag` as people say it."""
    who, _, mode = cell.partition("/")
    return f"{_WHO.get(who, who)}, {MODES.get(mode, mode)}"


def _lead(found: Evaluation) -> str:
    named = {who: found.settings.get(who) for who in ("base", "tuned", "judge")}
    models = ", ".join(f"{who}: {model}" for who, model in named.items() if model)
    return f"{found.questions} held-out questions. {models}".strip()


def _legend() -> str:
    return ". ".join(text[0].upper() + text[1:] for text in MEASURES.values()) + f". {_METHOD}"


def _listed(notes: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(note)}</li>" for note in notes)
    return f"<ul>{items}</ul>" if items else ""


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table that becomes a stack of cards on a phone; cells hold HTML, columns do not."""
    head = "".join(f"<th scope=col>{escape(column)}</th>" for column in columns)
    body = "".join(
        f"<tr><th scope=row>{first}</th>"
        + "".join(
            f'<td data-is="{escape(column)}"><span>{cell}</span></td>'
            for column, cell in zip(columns[1:], rest, strict=True)
        )
        + "</tr>"
        for first, *rest in rows
    )
    table = f'<table class="cards"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="wide">{table}</div>'


def _score(score: Score | None) -> str:
    """A score, below it its interval, n and what is unscored."""
    if score is None:
        return "–"
    count = f"n = {score.n}" + (f", {score.unscored} unscored" if score.unscored else "")
    if score.value is None:
        return escape(shown(score))
    between = f"{score.low:.3f}–{score.high:.3f}" if score.low is not None else ""
    return f"{score.value:.3f} <small>{between}</small> <small>{count}</small>"


def _headline(found: Evaluation) -> str:
    measures = found.headline
    rows = [
        [escape(cell_label(cell)), *(_score(found.scores[cell].get(m)) for m in measures)]
        for cell in found.cells
    ]
    if "extractive/rag" in found.cells:
        rows.append(
            [
                escape(cell_label("extractive/closed")),
                *["–"] * len(measures),
            ]
        )
    table = _table(["", *(MEASURES[m].partition(":")[0] for m in measures)], rows)
    return (
        table + '<p class="soft">Without a model and without papers there is nothing to quote.</p>'
    )


def _gains(gains: Sequence[Gain]) -> str:
    if not gains:
        return "<p>There is one way of answering only: name a model with --base or --tuned.</p>"
    columns = ["step", *(MEASURES[m].partition(":")[0] for m in TESTED)]
    found: dict[tuple[str, str, str], dict[str, Gain]] = {}
    for gain in gains:
        found.setdefault((gain.step, gain.first, gain.second), {})[gain.measure] = gain
    return _table(
        columns,
        [
            [
                f"{escape(step)} <small>{escape(second)} over {escape(first)}</small>",
                *(_gain(of[m]) if m in of else "–" for m in TESTED),
            ]
            for (step, first, second), of in found.items()
        ],
    )


def _gain(gain: Gain) -> str:
    return difference_as_html(gain.difference, gain.p)


def difference_as_html(found: PairedDifference, p: float | None) -> str:
    """A gain with its interval, p-value and counts."""
    if found.value is None:
        return "–"
    sure = f"<strong>{found.value:+.3f}</strong>" if _is_sure(p) else f"{found.value:+.3f}"
    return (
        f"{sure} <small>{bounds(found)}, p = {p:.3f}</small>"
        f" <small>n = {found.n}: {found.better} better, {found.worse} worse</small>"
    )


def bounds(found: PairedDifference) -> str:
    """The interval of a gain, or why it has none."""
    if found.low is None or found.high is None:
        return "one paper only"
    return f"{found.low:+.3f} to {found.high:+.3f}"


def _is_sure(p: float | None) -> bool:
    return p is not None and p < 0.05


def _measures(found: Evaluation) -> str:
    return _table(
        ["measure", *found.cells],
        [
            [
                f"<code>{escape(name)}</code>",
                *(_score(found.scores[c].get(name)) for c in found.cells),
            ]
            for name in found.measures
        ],
    )


def _bad(bad: WorstAnswer) -> str:
    row, question = bad.row, bad.case.question
    said = row.get("error") or row["said"] or row["text"]
    about = {
        "known": "; ".join(question.answers) or "there is no answer to be had",
        "said": said,
        "answered": f"{cell_label(bad.cell)}, confidence {row.get('confidence', 0.0):.2f}",
        "F1": f"{row['scores']['f1']:.2f}" if row["scores"].get("f1") is not None else "unscored",
        "note": row.get("note") or row.get("nearest") or "",
    }
    items = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in about.items() if v)
    summary = f"<summary>{escape(question.text)}</summary>"
    return f"<details open>{summary}<dl>{items}</dl>{_context(bad)}</details>"


def _context(bad: WorstAnswer) -> str:
    """The paper's abstract with the known evidence and what was quoted of it lit up."""
    paper = bad.case.paper
    if paper is None or paper.paper.abstract is None:
        quotes = "".join(f"<p>{escape(quote)}</p>" for *_, quote in bad.row.get("quotes", ()))
        return f"<small>What was quoted:</small>{quotes}" if quotes else ""
    text = paper.paper.abstract.text
    spans = [(s, e, "cited") for name, s, e, _ in bad.row.get("quotes", ()) if name == paper.id]
    evidence = bad.case.question.evidence
    if evidence and (start := text.find(evidence)) >= 0:
        spans.append((start, start + len(evidence), "true"))
    year = f" ({paper.paper.year})" if paper.paper.year else ""
    title = escape(f"{paper.paper.title or paper.place}{year}")
    return f"<p><small>{title}</small></p><p>{highlight(text, spans)}</p>"


def highlight(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """A text as HTML with spans marked; where two overlap the later ends where it meets the other.

    The known evidence is drawn over what was quoted.
    """
    kinds = [""] * len(text)
    for start, end, kind in sorted(spans, key=lambda span: span[2] == "true"):
        kinds[start:end] = [kind] * (end - start)
    parts, before = "", 0
    for place in range(1, len(text) + 1):
        if place == len(text) or kinds[place] != kinds[before]:
            piece, kind = escape(text[before:place]), kinds[before]
            marked = f'<mark class="{kind}">{piece}</mark>' if kind else piece
            parts, before = parts + marked, place
    return parts


def _pairs(values: Mapping[str, Any]) -> str:
    items = "".join(
        f"<dt>{escape(name)}</dt><dd><code>{escape(str(value))}</code></dd>"
        for name, value in values.items()
        if value is not None
    )
    return f"<dl>{items}</dl>"


def as_markdown(found: Evaluation) -> str:
    """The report's tables as Markdown."""
    lines = [_flat(f"# Evaluation “{found.name}”"), "", _flat(_lead(found)), ""]
    lines += [_flat(f"- {note}") for note in found.notes]
    lines += ["", "## In short", ""]
    lines += _rows(
        ["", *(MEASURES[m].partition(":")[0] for m in found.headline)],
        [
            [cell_label(cell), *(_counted(found.scores[cell].get(m)) for m in found.headline)]
            for cell in found.cells
        ],
    )
    lines += ["", _legend(), "", "## What each step brings", ""]
    lines += _rows(
        ["step", "measure", "gain (95 %)", "p", "n", "better", "worse"],
        [
            [
                f"{gain.step}: {gain.second} over {gain.first}",
                gain.measure,
                f"{d.value:+.3f} ({bounds(d)})",
                f"{gain.p:.3f}",
                str(d.n),
                str(d.better),
                str(d.worse),
            ]
            for gain in found.gains
            for d in [gain.difference]
        ],
    )
    lines += ["", "## Every measure", ""]
    lines += _rows(
        ["measure", *found.cells],
        [
            [name, *(_counted(found.scores[c].get(name)) for c in found.cells)]
            for name in found.measures
        ],
    )
    for stratum, groups in found.strata.items():
        lines += ["", f"## F1 by {stratum}", ""]
        lines += _rows(
            [stratum, *found.cells],
            [[group, *(_counted(of[c]) for c in found.cells)] for group, of in groups.items()],
        )
    if found.retrieval:
        measures = list(next(iter(found.retrieval.values())))
        lines += ["", "## Retrieval", ""]
        lines += _rows(
            ["ranker", *measures],
            [[r, *(_counted(of.get(m)) for m in measures)] for r, of in found.retrieval.items()],
        )
    lines += ["", "## Settings", ""]
    lines += [_flat(f"- {k}: `{v}`") for k, v in found.settings.items() if v is not None]
    return "\n".join(lines) + "\n"


def _counted(score: Score | None) -> str:
    if score is None or score.value is None:
        return shown(score)
    unscored = f", {score.unscored} unscored" if score.unscored else ""
    return f"{shown(score)}, n = {score.n}{unscored}"


def _rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table; what would end a cell or a line is taken out of it."""
    lines = [columns, ["---"] * len(columns), *rows]
    return [
        "| " + " | ".join(_flat(cell).replace("|", "\\|") for cell in line) + " |" for line in lines
    ]


def _flat(text: str) -> str:
    return " ".join(text.split())
