"""Show what is in a corpus, what was added to it, what a build did, and what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from builder.papers import ON_TOPIC
from hea.render.console import cut, cut_before, note, out, print_table, table

if TYPE_CHECKING:
    from builder.ingest.changes import CorpusDiff
    from builder.library.catalog import CatalogEntry, Census
    from builder.library.crossref import CrossrefRecord
    from builder.library.stored_bodies import BodySize
    from hea.workflows.corpus.build import BuildReport
    from hea.workflows.corpus.model_drafting import DraftingEstimate, DraftingReport
    from hea.workflows.corpus.model_judging import JudgingReport
    from hea.workflows.doctor import HealthFinding
    from hea.workflows.intake.rows import AddedFile
    from hea.workspace import SettingInForce

#: Abstracts a model was not asked about, of which the reason is shown.
_MOST_FAILURES = 20
#: Columns of a file's name at least and at most, and of a title where names can be shorter.
_LEAST_OF_A_NAME, _MOST_OF_A_NAME, _TITLE = 17, 40, 44
#: Added files that are shown one by one, and of each reason why some are in trouble.
_MOST_ADDED, _MOST_OF_A_REASON = 20, 3


def status(root: Path, census: Census, stale: CorpusDiff, finished: bool) -> None:
    """Show what is in the corpus, what has changed since the last build, and what to do next."""
    out.print(Text.assemble(("corpus  ", "bold"), str(root / "corpus")))
    out.print(_states(census))
    if stale.in_words:
        out.print(f"changed {stale.in_words}")
    elif census.states and not finished:
        out.print("index   not finished: the last build was interrupted")
    if stale.new or stale.gone or (census.states and not finished):
        out.print("next    hea build")
    elif census.readable:
        out.print('next    hea ask "…"   hea search "…"   hea papers')
    else:
        out.print(f"next    put PDFs into {root / 'corpus'} and run hea build")


def build(made: BuildReport) -> None:
    """Show what a build read, indexed, drafted and wrote, and which files are in trouble."""
    intake, census = made.intake, made.census
    again = f"{intake.again} again, " if intake.again else ""
    fresh = f"{intake.new - intake.again} new or changed, {again}"
    out.print(f"read    {fresh}{intake.unchanged} unchanged, {intake.gone} gone")
    out.print(_states(census))
    if census.strays:
        out.print(f"topic   {census.strays} of another topic than high-entropy alloys; kept")
    out.print(f"index   {made.passages} passages of abstracts")
    if made.body_passages:
        size = f"{max(made.index_bytes / 1e6, 0.1):.1f} MB"
        out.print(f"        {made.body_passages} of full texts, captions and tables ({size})")
    out.print(f"triples {made.triples} question–answer pairs; {_drafted(made.drafted)}")
    if made.written:
        _written(made.written)
    if made.judged:
        _judged(made.judged)
    for trouble in intake.troubles:
        out.print(Text(trouble, "yellow"))
    if census.troubled:
        out.print()
        out.print(_reasons(census.troubled))
    if more := census.in_trouble - len(census.troubled):
        out.print(f"… and {more} more: hea papers")


def _drafted(abstracts: int) -> str:
    if not abstracts:
        return "no abstract is new"
    return f"{abstracts} abstract{' is' if abstracts == 1 else 's are'} new"


def _written(report: DraftingReport) -> None:
    """Show how many triples a model wrote, and why others were dropped."""
    so_far = report.so_far
    asked = f"{report.asked} abstracts asked now, {so_far.abstracts} so far"
    out.print(Text(f"written {so_far.triples} triples by {so_far.model}"), soft_wrap=True)
    out.print(f"        {asked}; {so_far.empty} of them gave none")
    for reason, count in so_far.dropped.items():
        out.print(f"        dropped {count}: {reason}")
    for failure in report.failures[:_MOST_FAILURES]:
        out.print(Text(f"        not asked: {failure}", "yellow"), soft_wrap=True)


def _judged(report: JudgingReport) -> None:
    """Show how many triples a model judged, and how many of them it would keep."""
    told = f"judged  {report.judged} triples by {report.judge}, {report.asked} of them now"
    out.print(Text(told), soft_wrap=True)
    out.print(f"        {report.kept} meet all its criteria: hea curate --stats")
    for failure in report.failures[:_MOST_FAILURES]:
        out.print(Text(f"        not asked: {failure}", "yellow"), soft_wrap=True)


def added(rows: Sequence[AddedFile], built: BuildReport | None) -> None:
    """Show the files that were added, those that were not and why, and what to do next."""
    taken = [row for row in rows if row.is_taken]
    if len(taken) <= _MOST_ADDED:
        for row in taken:
            _taken(row)
    same = [row for row in rows if row.state == "same"]
    for row in same[:_MOST_OF_A_REASON]:
        out.print(Text.assemble(("same    ", "bold"), f"{row.name}: {row.reason}"), soft_wrap=True)
    _troubles([row for row in rows if row.state == "left_out"], "left out")
    _troubles([row for row in taken if not row.is_sound and len(taken) > _MOST_ADDED], "unread")
    counts = [f"{len(taken)} added to corpus/inbox/" if taken or not same else "nothing new"]
    counts += [f"{len(same)} in corpus/ already"] if same else []
    left = len(rows) - len(taken) - len(same)
    counts += [f"{left} left out"] if left else []
    out.print(", ".join(counts))
    if built:
        build(built)
    elif taken:
        out.print("next    hea build")


def _taken(row: AddedFile) -> None:
    words = f"{row.file}"
    if row.records:
        words += f"  {row.records} record{'' if row.records == 1 else 's'}"
    if row.title:
        words += f"  {row.title}" + (f" ({row.year})" if row.year else "")
    state = "" if row.state == "added" else row.state
    made = Text.assemble(("added   ", "bold"), (f"{state}  " if state else ""), words)
    fits = row.is_sound or bool(row.title)  # a title may be cut, the name of a file may not
    out.print(cut(made.plain, out.width) if fits else made, soft_wrap=not fits)
    if row.reason:
        out.print(Text(f"        {row.reason}", "yellow"), soft_wrap=True)


def _troubles(rows: Sequence[AddedFile], label: str) -> None:
    """Show the reasons why files are in trouble, each with the first of its files."""
    counts = Counter(row.reason for row in rows)
    if not counts:
        return
    made = table(label, "", "why, and what to do")
    for reason, count in counts.items():
        names = [row.name for row in rows if row.reason == reason][:_MOST_OF_A_REASON]
        more = f" and {count - len(names)} more" if count > len(names) else ""
        made.add_row(str(count), Text(", ".join(names) + more), Text(reason, "yellow"))
    out.print(made)


def estimate(found: DraftingEstimate) -> None:
    """Show what a model would take for the abstracts it was not asked about yet."""
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


def papers(rows: Sequence[CatalogEntry], bodies: Mapping[str, BodySize]) -> None:
    """Show one row for each file, what was read of them, and the reasons of those in trouble."""
    if not rows:
        out.print("No files match.")
        return
    made = table("file", "state", "HEA", "year", "title")
    state_width = max(len("state"), *(len(row.paper.state) for row in rows))
    room = out.width - state_width - len("  " * 5 + "HEA" + "year")
    name_width = min(max(room - _TITLE, _LEAST_OF_A_NAME), _MOST_OF_A_NAME)
    file_width = min(max(len(row.place) for row in rows), name_width)
    title_width = max(room - file_width, 10)
    for row in rows:
        style = "" if row.paper.state == "ok" else "yellow"
        made.add_row(
            cut_before(row.place, file_width),
            Text(row.paper.state, style),
            _relevance(row),
            str(row.paper.year or ""),
            cut(row.paper.title or "", title_width),
        )
    print_table(made)
    strays = sum(bool(row.relevance and not row.relevance.on_topic) for row in rows)
    other = f"; {strays:,} of another topic: HEA under {ON_TOPIC:.1f}" if strays else ""
    out.print(f"\n{len(rows):,} entr{'y' if len(rows) == 1 else 'ies'}{other}")
    if any(len(row.place) > file_width for row in rows):
        out.print("The end of a file's name is enough for hea cite and hea papers --search.")
    read = [size for row in rows if (size := bodies.get(row.id)) and size.paragraphs]
    if read:
        texts, tables = sum(one.paragraphs for one in read), sum(one.tables for one in read)
        out.print(f"full texts of {len(read):,}: {texts:,} paragraphs, {tables:,} tables")
    failed = [row for row in rows if row.paper.reason]
    if failed:
        out.print()
        print_table(_reasons(failed))


def online(found: Mapping[str, CrossrefRecord], filled: int) -> None:
    """Note what asking Crossref brought, and which papers it did not know."""
    for file, answer in found.items():
        if answer.note:
            note(f"{file}: {answer.note}")
    if filled:
        note(f"Crossref filled {filled} cells of corpus/manifest.csv; run `hea build` to use them.")
    else:
        note("Crossref added nothing.")


def findings(found: Sequence[HealthFinding]) -> None:
    """Show what was checked, what was found, and what to do about it."""
    made = table("", "check", "found")
    for finding in found:
        mark = Text("ok", "green") if finding.well else Text("NO", "red")
        words = Text(finding.found)
        if not finding.well and finding.mend:
            words.append(f"\n{finding.mend}", "yellow")
        made.add_row(mark, finding.what, words)
    out.print(made)


def settings(found: Sequence[SettingInForce]) -> None:
    """Show each setting with its value and where it comes from; what is no default stands out."""
    made = table("setting", "value", "from")
    for one in found:
        style = "" if one.source == "default" else "bold"
        shown = str(one.value).lower() if isinstance(one.value, bool) else str(one.value)
        made.add_row(Text(one.name, style), Text(shown, style), Text(one.source))
    out.print(made)


def _relevance(row: CatalogEntry) -> Text:
    """Return how much a paper is about high-entropy alloys; yellow if it is off topic."""
    if row.relevance is None:
        return Text()
    return Text(f"{row.relevance.score:.1f}", "" if row.relevance.on_topic else "yellow")


def _states(census: Census) -> str:
    found = ", ".join(f"{n} {state}" for state, n in census.states.items())
    return f"papers  {found or 'none yet'}"


def _reasons(rows: Sequence[CatalogEntry]) -> Table:
    made = table("file", "state", "why, and what to do")
    for row in rows:
        made.add_row(Text(row.place), Text(row.paper.state, "yellow"), Text(row.paper.reason))
    return made
