"""How results look: tables and answers on stdout, progress and troubles on stderr."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol, cast

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from builder.triples import REFUSAL
from hea.contracts import Built

if TYPE_CHECKING:
    from answer.answers import Answer, Citation
    from answer.explain import Explanation
    from builder.changes import Difference
    from builder.crossref import Found
    from builder.errors import UserError
    from builder.evidence import Evidence
    from builder.library import Census, Listed
    from hea.doctor import Finding
    from hea.drafting import Estimate, Report
    from retrieval.search import Hit

#: Signs that turn the words around them about, or are not seen (Unicode's bidirectional controls,
#: trojansource.codes): a file's name may hold them.
_UNSEEN = dict.fromkeys(
    [0x200B, *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)]
)


class _Screen:
    """A standard stream, as it is at the time, without unseen signs."""

    def __init__(self, name: str) -> None:
        self._name = name

    def write(self, text: str) -> int:
        return int(getattr(sys, self._name).write(text.translate(_UNSEEN)))

    def __getattr__(self, name: str) -> Any:
        return getattr(getattr(sys, self._name), name)


# Titles, quotes and file names are other people's words: they are always given as Text, in which
# nothing is markup.
out = Console(file=cast(IO[str], _Screen("stdout")), highlight=False, markup=False, emoji=False)
err = Console(file=cast(IO[str], _Screen("stderr")), highlight=False, markup=False, emoji=False)

#: What a hit's alloy is to the one asked about, by `retrieval.compositions`.
LIKENESS = {1.0: "the same alloy", 0.9: "its family", 0.7: "its elements"}
#: Files that the summary of a build names; `hea papers` lists all.
MOST_REASONS = 20
_MOST_OF_A_NAME = 30


def print_json(value: Any) -> None:
    """Results for programs."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def error(trouble: UserError) -> None:
    """What is wrong, and the next step."""
    err.print(Text(trouble.message, style="red"), soft_wrap=True)
    err.print(Text(trouble.hint), soft_wrap=True)


def note(words: str) -> None:
    """Something worth knowing that is no result."""
    err.print(Text(words, style="dim"), soft_wrap=True)


class Bar(Protocol):
    """Moves a progress bar."""

    def __call__(self, done: int, total: int, words: str = "", /) -> None:
        """So many are done; ``words`` stand beside the bar."""


@contextmanager
def bar(label: str) -> Iterator[Bar]:
    """A progress bar, in a terminal alone; called with (done, of), it pulses until then."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task(label, total=None, rate="")
        first: tuple[float, int] | None = None

        def update(done: int, total: int, words: str = "") -> None:
            nonlocal first
            now = time.monotonic()
            first = first or (now, done)
            seconds = now - first[0]
            rate = f"{(done - first[1]) / seconds:.0f}/s" if seconds else ""
            progress.update(task, completed=done, total=total, rate=f"{rate} {words}".strip())

        yield update


def status(root: Path, census: Census, stale: Difference) -> None:
    out.print(Text.assemble(("corpus  ", "bold"), str(root / "corpus")))
    out.print(_states(census))
    if stale.new or stale.gone:
        changed = [
            f"{len(files)} {word}"
            for files, word in ((stale.new, "new or changed"), (stale.gone, "gone"))
            if files
        ]
        out.print(f"stale   {', '.join(changed)}")
        out.print("next    hea build")
    elif census.readable:
        out.print('next    hea ask "…"   hea search "…"   hea papers')
    else:
        out.print(f"next    drop PDFs into {root / 'corpus'} and run hea build")


def build(made: Built) -> None:
    intake, census = made.intake, made.census
    out.print(
        f"read    {intake.new} new or changed, {intake.unchanged} unchanged, {intake.gone} gone"
    )
    out.print(_states(census))
    if census.strays:
        out.print(f"topic   {census.strays} not about high-entropy alloys; kept, see `hea papers`")
    out.print(f"index   {made.passages} passages")
    out.print(f"triples {made.triples}, {made.drafted} abstracts drafted now")
    if made.written:
        _written(made.written)
    for trouble in intake.troubles:
        out.print(Text(trouble, "yellow"))
    if census.troubled:
        out.print()
        out.print(_reasons(census.troubled))
    if more := census.in_trouble - len(census.troubled):
        out.print(f"… and {more} more: hea papers")


def _written(report: Report) -> None:
    """What a model wrote, and why the rest of it was dropped."""
    so_far = report.so_far
    asked = f"{report.asked} abstracts asked now, {so_far.abstracts} so far"
    out.print(Text(f"written {so_far.triples} triples by {so_far.model}"), soft_wrap=True)
    out.print(f"        {asked}; {so_far.empty} of them gave none")
    for reason, count in so_far.dropped.items():
        out.print(f"        dropped {count}: {reason}")
    for failure in report.failures[:MOST_REASONS]:
        out.print(Text(f"        not asked: {failure}", "yellow"), soft_wrap=True)


def estimate(found: Estimate) -> None:
    """What a model would take for the abstracts it was not asked about yet."""
    made = table("left to ask", str(found.abstracts))
    rows = [
        ("calls", f"{found.calls:,}, at most {found.most_calls:,}"),
        ("tokens read", f"{found.prompt_tokens:,}"),
        ("tokens written", f"{found.new_tokens:,}"),
        ("time", _duration(found.seconds)),
    ]
    if found.cost is not None:
        rows.append(("cost", f"{found.cost:,.2f}"))
    for name, words in rows:
        made.add_row(name, words)
    out.print(made)
    out.print(Text(f"by {found.model}, from {found.timed} abstracts asked before"), soft_wrap=True)


def _duration(seconds: float) -> str:
    """Seconds as a person says them."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def papers(rows: Sequence[Listed]) -> None:
    if not rows:
        out.print("No files.")
        return
    made = table("file", "state", "HEA", "year", "title")
    state_width = max(len("state"), *(len(row.paper.state) for row in rows))
    file_width = min(max(len(row.place) for row in rows), _MOST_OF_A_NAME)
    title_width = max(out.width - file_width - state_width - len("  " * 5 + "HEA" + "year"), 10)
    for row in rows:
        style = "" if row.paper.state == "ok" else "yellow"
        made.add_row(
            cut(row.place, file_width),
            Text(row.paper.state, style),
            _relevance(row),
            str(row.paper.year or ""),
            cut(row.paper.title or "", title_width),
        )
    out.print(made)
    failed = [row for row in rows if row.paper.reason]
    if failed:
        out.print()
        out.print(_reasons(failed))


def online(found: Mapping[str, Found], filled: int) -> None:
    """What asking Crossref brought, and which papers it did not know."""
    for file, answer in found.items():
        if answer.note:
            note(f"{file}: {answer.note}")
    if filled:
        note(f"Crossref filled {filled} cells of corpus/manifest.csv; `hea build` takes them in.")
    else:
        note("Crossref added nothing.")


def cut(words: str, width: int) -> Text:
    text = Text(words)
    text.truncate(width, overflow="ellipsis")
    return text


def _relevance(row: Listed) -> Text:
    """How much a paper is about high-entropy alloys, marked where it is about something else."""
    if row.relevance is None:
        return Text()
    return Text(f"{row.relevance.score:.1f}", "" if row.relevance.on_topic else "yellow")


def hits(found: Sequence[Hit]) -> None:
    if not found:
        out.print("Nothing found.")
    for hit in found:
        why = [
            f"{name} {value:.2f}"
            for name, value in (("meaning", hit.why.dense), ("words", hit.why.words))
            if value is not None
        ]
        if hit.why.composition:
            why.append(LIKENESS[hit.why.composition])
        out.print(Text.assemble((f"{hit.rank}. ", "bold"), (hit.listed.paper.title or "", "bold")))
        out.print(Text(f"   {source(hit.listed)} · {hit.listed.place}", "dim"), soft_wrap=True)
        out.print(Text(f"   {', '.join(why)}", "dim"))
        out.print(Padding(Text(_shortened(hit.passage.text, 300)), (0, 0, 0, 3)), width=_width())
        out.print()


def answer(given: Answer) -> None:
    width = _width()
    if given.note:
        note(given.note)
    if not given.answered:
        out.print(Text(REFUSAL, "bold yellow"), width=width)
        if given.nearest:
            out.print(Text(given.nearest), width=width)
        return
    if given.short:
        out.print(Text(given.short, "bold green"), width=width)
        out.print()
    text = Text()
    for sentence in given.sentences:
        text.append(sentence.text, "" if sentence.supported else "strike red")
        if not sentence.supported:
            text.append(" (no paper says this)", "red")
        text.append("".join(f" [{n}]" for n in sentence.citations) + " ", "bold cyan")
    out.print(text, width=width)
    out.print()
    for listed, numbers in _by_paper(given.citations).items():
        marks = "".join(f"[{n}]" for n in numbers) + " "
        title = listed.paper.title or listed.place
        out.print(Text.assemble((marks, "bold cyan"), title), width=width)
        out.print(Text(f"    {source(listed)}", "dim"), width=width)
        if title != listed.place:
            out.print(Text(f"    {listed.place}", "dim"), soft_wrap=True)
        if given.asking:  # the sentences above are the model's own: show what they rest on
            for citation in given.citations:
                if citation.listed == listed:
                    quoted = Text.assemble((f"[{citation.n}] ", "cyan"), f"“{citation.quote}”")
                    out.print(Padding(quoted, (0, 0, 0, 4)), width=width)
    if given.reported:
        _disagreement(given.reported)


def explanation(found: Explanation) -> None:
    """A table of what each passage and sentence adds, and the passages, lit up by it."""
    made = table("passage", "without it, nats", "text")
    most = max((abs(one.nats) for one in found.influences), default=0.0) or 1.0
    for one in found.influences:
        bar = "█" * round(8 * abs(one.nats) / most)
        colour = "green" if one.nats > 0 else "red"
        made.add_row(
            f"[{one.passage}]" if one.span is None else "",
            Text.assemble(f"{one.nats:+7.2f} ", (bar, colour)),
            Text(one.text, "bold" if one.span is None else ""),
        )
    out.print()
    out.print(Text(f"What the draft leaned on (log p = {found.log_probability:.2f} nats):"))
    out.print(made)
    for one in found.influences:
        if one.span is not None and abs(one.nats) >= 0.25 * most:
            shade = "black on green" if one.nats > 0 else "white on red"
            out.print(Text.assemble(f"[{one.passage}] ", (one.text, shade)), width=_width())


def _disagreement(reported: Sequence[Evidence]) -> None:
    """Values far apart, side by side with their conditions and papers; nothing is averaged."""
    from hea.table import evidence_table

    out.print()
    out.print(Text("Papers give values far apart:", "yellow"))
    out.print(evidence_table(reported))


def _by_paper(citations: Sequence[Citation]) -> dict[Listed, list[int]]:
    numbers: dict[Listed, list[int]] = {}
    for citation in citations:
        numbers.setdefault(citation.listed, []).append(citation.n)
    return numbers


def findings(found: Sequence[Finding]) -> None:
    made = table("", "check", "found")
    for finding in found:
        mark = Text("ok", "green") if finding.well else Text("NO", "red")
        words = Text(finding.found)
        if not finding.well and finding.mend:
            words.append(f"\n{finding.mend}", "yellow")
        made.add_row(mark, finding.what, words)
    out.print(made)


def source(listed: Listed) -> str:
    """Where in the literature a paper is to be found: DOI, year, page."""
    paper = listed.paper
    assert paper.abstract is not None
    doi = f"https://doi.org/{paper.doi}" if paper.doi else None
    page = None if listed.line else f"p. {paper.abstract.page}"
    parts = (doi, str(paper.year) if paper.year else None, page)
    return " · ".join(part for part in parts if part)


def _states(census: Census) -> str:
    found = ", ".join(f"{n} {state}" for state, n in census.states.items())
    return f"files   {found or 'none yet'}"


def _reasons(rows: Sequence[Listed]) -> Table:
    made = table("file", "state", "why, and what to do")
    for row in rows:
        made.add_row(Text(row.place), Text(row.paper.state, "yellow"), Text(row.paper.reason))
    return made


def table(*columns: str) -> Table:
    """A plain table of these columns, that wraps rather than cuts."""
    made = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


def number(value: float | None) -> str:
    """Three digits, or a dash for what was not measured."""
    return "–" if value is None else f"{value:.3f}"


def _width() -> int:
    """Lines of text longer than 100 characters are hard to read."""
    return min(out.width, 100)


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
