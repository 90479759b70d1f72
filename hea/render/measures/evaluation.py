"""Show an evaluation, and the comparison of two."""

from collections.abc import Sequence

from eval.report.gains import Gain, format_bounds, format_p
from eval.report.summary import MEASURES, PERPLEXITY, Evaluation, format_score
from eval.stats.intervals import LEAST_PAPERS, Score, format_n
from eval.stats.paired_tests import PairedDifference
from hea.render import console


def show_evaluation(found: Evaluation) -> None:
    """Show each cell's scores, the gains between cells, and what could not be had."""
    measures = [measure for measure in found.headline if measure != PERPLEXITY]
    table = console.table("", *(MEASURES[m].partition(":")[0] for m in measures))
    for cell in found.cells:
        table.add_row(cell, *(_brief(found.scores[cell].get(m)) for m in measures))
    console.out.print(table)
    for cell in found.cells:
        if known := found.scores[cell].get(PERPLEXITY):
            console.out.print(
                f"{cell}: perplexity of known answers {format_score(known)}, {format_n(known)}"
            )
    papers = max((s.papers or 0 for of in found.scores.values() for s in of.values()), default=0)
    asked = f"{console.many(found.questions, 'question')} of {console.many(papers, 'paper')}"
    console.out.print(
        f"{asked}; under each value its 95 % interval by papers, from {LEAST_PAPERS} papers on; all"
        " measures with n: report.html"
    )
    for gain in found.gains:
        if gain.measure == "f1":
            of = format_gain(gain.difference, gain.p)
            console.out.print(f"{gain.step}: {gain.second} over {gain.first}: F1 {of}")
    for cell, count in found.failed.items():
        if count:
            console.out.print(f"{cell}: {count} questions got no answer; run it again")
    for note in found.notes:
        console.note(note)


def _brief(score: Score | None) -> str:
    """Return two decimals, and below them those of the interval."""
    if score is None or score.value is None:
        return "–"
    if score.low is None or score.high is None:
        return f"{score.value:.2f}"
    return f"{score.value:.2f}\n{score.low:.2f}–{score.high:.2f}"


def format_gain(found: PairedDifference, p: float | None) -> str:
    """Return a difference with its interval and its p-value, corrected for all gains."""
    if found.value is None:
        return "–"
    told = f"no p-value under {LEAST_PAPERS} papers" if p is None else f"p = {p:.3f}, corrected"
    return f"{found.value:+.3f} ({format_bounds(found)}), {told}"


def show_comparison(first: str, second: str, gains: Sequence[Gain]) -> None:
    """Show what the second evaluation gains over the first, where they differ."""
    table = console.table("cell", "measure", f"{second} over {first} (95 %)", "p", "n", "papers")
    differ = [gain for gain in gains if gain.difference.better or gain.difference.worse]
    for gain in differ:
        found = gain.difference
        label = gain.measure.replace("_", " ")
        told = f"{found.value:+.3f} ({format_bounds(found)})"
        table.add_row(gain.step, label, told, format_p(gain.p), str(found.n), str(found.papers))
    if differ:
        console.out.print(table)
    if same := len(gains) - len(differ):
        console.out.print(f"{same} measures are the same on every question")
