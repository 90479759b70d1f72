"""The texts of the review: a triple, its abstract with the evidence marked, and the progress."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.text import Text

from builder.curation.decisions import CuratedTriple, failures
from builder.library.catalog import CatalogEntry
from hea.workflows.triples.review_queue import pace

_COLOURS = {"accepted": "green", "edited": "cyan", "rejected": "red", "unreviewed": "yellow"}
UNDECIDED = "unreviewed"


def position(one: CuratedTriple, number: int, total: int) -> Text:
    """Return the place of a triple in the choice, its status, and where it comes from."""
    triple = one.triple
    return Text.assemble(
        (f" {number}/{total} ", "reverse"),
        (f" {one.status} ", _COLOURS[one.status]),
        (f" {triple.kind} · {triple.made_by}/{triple.rule} · {triple.id} ", "dim"),
        no_wrap=True,
    )


def progress(statuses: Iterable[str], times: Sequence[datetime], choice: str) -> Text:
    """Return how many of a choice are decided and left, and how fast one is.

    Args:
        statuses: The status of each triple of the choice.
        times: When the verdicts of this sitting were given.
        choice: The words that chose them; "" for none.
    """
    counts = Counter(statuses)
    parts = [f"{counts[name]} {name}" for name in _COLOURS if name != UNDECIDED and counts[name]]
    parts.append(f"{counts[UNDECIDED]} left")
    fast = pace(times)
    if fast is not None:
        parts.append(f"{fast:.0f} a minute")
    told = f" {', '.join(parts)}"
    return Text(f"{told} · only {choice}" if choice else told, "dim", no_wrap=True)


def words(one: CuratedTriple) -> Text:
    """Return question, answer, failed checks, and what people said of a triple."""
    triple = one.triple
    text = Text.assemble(
        ("Q ", "bold"), (triple.question, "bold"), "\n", ("A ", "bold green"), triple.answer
    )
    if triple.failed:
        text.append(f"\nfails {failures(triple)}", "red")
        text.append(" It stays out of the dataset unless you accept it.", "dim")
    else:
        text.append("\nall checks passed", "dim")
    for line in one.said() if one.disputed else ():
        text.append(f"\n{line}", "magenta")
    for noted in one.notes:
        text.append(f"\n{noted.verdict} by {noted.who}: {noted.reason}", "magenta")
    return text


def before_evidence(one: CuratedTriple, paper: CatalogEntry | None) -> Text:
    """Return title, year, DOI and page of a paper, and its abstract up to the evidence."""
    triple = one.triple
    title = (paper.paper.title if paper else None) or triple.paper[:12]
    facts: list[str] = []
    if paper:
        page = f"page {paper.page}" if paper.page else paper.place
        facts = [str(fact) for fact in (paper.paper.year, paper.paper.doi, page) if fact]
    return Text.assemble(
        (f"{title}\n", "italic"), (f"{' · '.join(facts)}\n", "dim"), triple.context[: triple.start]
    )


def marked_abstract(one: CuratedTriple, before: Text) -> Text:
    """Return the abstract behind ``before``, with the evidence marked."""
    triple = one.triple
    return Text.assemble(before, (triple.evidence, "black on yellow"), triple.context[triple.end :])
