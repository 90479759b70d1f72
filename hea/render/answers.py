"""Show answers, with marks at their sentences and the papers they cite, and lists of hits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from builder.triples import REFUSAL
from hea.render.console import note, out, table, width
from hea.workflows.answers.questions import is_foreign
from hea.workflows.json_contracts import LIKENESS

if TYPE_CHECKING:
    from answer.answers import Answer, Citation
    from answer.generative.attribution import Explanation
    from builder.library.catalog import CatalogEntry
    from builder.library.property_table import PropertyRow
    from hea.workflows.answers.batch import BatchReport
    from retrieval.body.search import BodyHit
    from retrieval.hybrid import Hit, ScoreBreakdown

#: Texts on one subject are more alike than this; on any two subjects, hardly.
_LEAST_MEANING = 0.25


def hits(found: Sequence[Hit]) -> None:
    """Show the papers found, best first, and why each was found."""
    if not found:
        out.print("Nothing found.")
    elif not any(_fits(hit.why) for hit in found):
        out.print(Text("No paper fits well. The nearest:\n", "yellow"))
    for hit in found:
        why = _reasons(hit.why)
        out.print(Text.assemble((f"{hit.rank}. ", "bold"), (hit.listed.paper.title or "", "bold")))
        for told in filter(None, (source(hit.listed, _page(hit.listed)), hit.listed.place)):
            out.print(Text(f"   {told}", "dim"), soft_wrap=True)
        out.print(Text(f"   {', '.join(why)}", "dim"))
        out.print(Padding(Text(_shortened(hit.passage.text, 300)), (0, 0, 0, 3)), width=width())
        out.print()


def _fits(why: ScoreBreakdown) -> bool:
    """Return False for what has no word and no alloy of the question, and hardly its meaning."""
    return bool(why.words or why.composition) or (why.dense or 0.0) >= _LEAST_MEANING


def _reasons(why: ScoreBreakdown) -> list[str]:
    """Return why something was found, a phrase for each ranker that found it."""
    told = (("similar meaning", why.dense), ("shared words", why.words))
    reasons = [f"{name} {value:.2f}" for name, value in told if value is not None]
    return [*reasons, LIKENESS[why.composition]] if why.composition else reasons


def body_hits(found: Sequence[BodyHit]) -> None:
    """Show the passages found in bodies, best first, with their places and why each was found."""
    from hea.workflows.answers.body_search import place_of

    if not found:
        out.print("Nothing found.")
    for hit in found:
        why = _reasons(hit.why)
        if hit.cites_others:
            why.append("cites others")
        out.print(Text.assemble((f"{hit.rank}. ", "bold"), (hit.listed.paper.title or "", "bold")))
        paper = hit.listed.paper
        doi = paper.doi and f"https://doi.org/{paper.doi}"
        parts = (doi, str(paper.year) if paper.year else "", hit.listed.place, place_of(hit).told)
        told = " · ".join(filter(None, parts))
        out.print(Text(f"   {told}", "dim"), soft_wrap=True)
        out.print(Text(f"   {', '.join(why)}", "dim"))
        out.print(Padding(Text(_shortened(hit.text, 300)), (0, 0, 0, 3)), width=width())
        out.print()


def answer(given: Answer) -> None:
    """Show an answer with its citations, or a refusal with what came nearest."""
    wide = width()
    for line in (*(f"read as: {words}" for words in given.read_as), given.note):
        if line:
            note(line)
    if not given.answered:
        out.print(Text(REFUSAL, "bold yellow"), width=wide)
        if is_foreign(given.question):
            out.print("hea-qa understands English only: please ask in English.", width=wide)
        elif given.nearest:
            out.print(Text(given.nearest), width=wide)
        return
    if given.short:
        out.print(Text(given.short, "bold green"), width=wide)
        out.print()
    if given.values:
        from hea.render.collected.value_list import show_value_list

        show_value_list(given, given.values)
        return
    if given.groups:
        from hea.render.collected.claim_groups import show_claim_groups

        show_claim_groups(given)
    else:
        _running_text(given)
    _sources(given)
    from hea.workflows.answers.ask import alloy_told_of

    if alloy := alloy_told_of(given):
        note(f'Its composition and all its papers: hea alloy "{alloy}"')
    if given.reported:
        _disagreement(given.reported)


def _sources(given: Answer) -> None:
    """Show the papers that an answer cites, and where behind their abstracts the quotes stand."""
    wide = width()
    for listed, numbers in _by_paper(given.citations).items():
        marks = "".join(f"[{n}]" for n in numbers) + " "
        title = listed.paper.title or listed.place
        cited = [citation for citation in given.citations if citation.listed == listed]
        behind = any(citation.place for citation in cited)
        out.print(Text.assemble((marks, "bold cyan"), title), width=wide)
        if found_at := source(listed, "" if behind else _page(listed)):
            out.print(Text(f"    {found_at}", "dim"), width=wide)
        if title != listed.place:
            out.print(Text(f"    {listed.place}", "dim"), soft_wrap=True)
        for citation in cited if behind else ():
            caption = citation.place.caption if citation.place else ""
            told = f"[{citation.n}] {citation.told}{f': {caption}' if caption else ''}"
            out.print(Padding(Text(told, "dim"), (0, 0, 0, 4)), width=wide)
        for citation in cited if given.asking else ():
            # The sentences above are the model's own: show what they rest on.
            quoted = Text.assemble((f"[{citation.n}] ", "cyan"), f"“{citation.quote}”")
            out.print(Padding(quoted, (0, 0, 0, 4)), width=wide)


def _running_text(given: Answer) -> None:
    """Show the sentences of an answer one after the other, with their marks."""
    from hea.workflows.answers.sentence_text import around_cell

    text = Text()
    citations = {one.n: one for one in given.citations}
    for sentence in given.sentences:
        style = "" if sentence.supported else "strike red"
        before, cell, behind = around_cell(sentence, citations)
        text.append(before, style).append(cell, f"{style} bold".strip()).append(behind, style)
        if not sentence.supported:
            text.append(" (no paper says this)", "red")
        text.append("".join(f" [{n}]" for n in sentence.citations) + " ", "bold cyan")
    out.print(text, width=width())
    out.print()


def explanation(found: Explanation) -> None:
    """Show what each passage and sentence adds to the answer, and highlight the passages."""
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
    out.print(Text(f"What influenced the draft (log p = {found.log_probability:.2f} nats):"))
    out.print(made)
    for one in found.influences:
        if one.span is not None and abs(one.nats) >= 0.25 * most:
            shade = "black on green" if one.nats > 0 else "white on red"
            out.print(Text.assemble(f"[{one.passage}] ", (one.text, shade)), width=width())


def _disagreement(reported: Sequence[PropertyRow]) -> None:
    """Values far apart, side by side with their conditions and papers; nothing is averaged."""
    from hea.render.property_table import evidence_table

    out.print()
    out.print(Text("Papers give very different values:", "yellow"))
    out.print(evidence_table(reported))


def _by_paper(citations: Sequence[Citation]) -> dict[CatalogEntry, list[int]]:
    numbers: dict[CatalogEntry, list[int]] = {}
    for citation in citations:
        numbers.setdefault(citation.listed, []).append(citation.n)
    return numbers


def source(listed: CatalogEntry, place: str) -> str:
    """Return where in the literature a quote is to be found: DOI and year of its paper, and place.

    Args:
        listed: The paper.
        place: Where in the paper, in words; "" for the paper as a whole.
    """
    paper = listed.paper
    doi = f"https://doi.org/{paper.doi}" if paper.doi else ""
    return " · ".join(part for part in (doi, str(paper.year or ""), place) if part)


def _page(listed: CatalogEntry) -> str:
    """Return the page of a paper's abstract, in words."""
    return f"p. {listed.page}" if listed.page else ""


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def batch(report: BatchReport, to: Path) -> None:
    """Note how many questions of a file were answered, refused, or failed, and why."""
    failed, rows, drafts = report.failed, report.rows, report.drafts
    note(
        f"{report.answered} answered, {len(rows) - report.answered - len(failed)} refused,"
        f" {len(failed)} failed; in {to}"
    )
    if drafts:
        within = sum(draft["words"] <= draft["max_words"] for draft in drafts)
        note(f"{within} of {len(drafts)} drafts kept to {drafts[0]['max_words']} words")
    for row in failed[:5]:
        note(f"line {row['line']}: {row['error']}")
