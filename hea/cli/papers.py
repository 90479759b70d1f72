"""`hea papers`, and `hea status` or `hea` alone: what is in the corpus and how it was read."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from builder.errors import UserError
from builder.library.paper_search import SORTS, PaperQuery
from builder.papers import STATES
from hea.cli.options import Form, Json, Out, Where, check_form, take_along
from hea.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from builder.library.catalog import CatalogEntry


def papers(
    state: Annotated[
        str | None,
        typer.Option(help=f"Only files in this state: {', '.join(STATES)}.", show_default=False),
    ] = None,
    words: Annotated[
        str,
        typer.Option(
            "--search",
            help="Only papers with all these words in title, authors, journal, DOI or file.",
        ),
    ] = "",
    sort: Annotated[str, typer.Option(help=f"Sort by {', '.join(SORTS)}.")] = "file",
    descending: Annotated[bool, typer.Option("--descending", help="Sort in reverse.")] = False,
    online: Annotated[
        bool,
        typer.Option(
            "--online", help="Get missing data from Crossref and save them in corpus/manifest.csv."
        ),
    ] = False,
    form: Form = None,
    to: Out = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """List all files with their state, year and title; --json gives all details."""
    from hea.render import console
    from hea.render import corpus as render_corpus
    from hea.workflows import json_contracts
    from hea.workflows.corpus.papers import bodies_of, complete_from_crossref, list_papers
    from hea.workflows.exports.contents import of_papers

    if state is not None:
        _require_known(state, STATES, "--state")
    _require_known(sort, tuple(SORTS), "--sort")
    place = find_workspace(workspace)
    form = check_form(form, to, place)
    rows = list_papers(place, PaperQuery(words, state or "", sort=sort, descending=descending))
    if online:
        render_corpus.online(*complete_from_crossref(place, rows, console.EVENTS))
    if as_json:
        bodies = bodies_of(place, rows)
        console.print_json([json_contracts.paper(row, bodies.get(row.id)) for row in rows])
    elif form:
        take_along(of_papers("Papers", (row for row in rows if row.paper.title)), form, to, place)
    else:
        render_corpus.papers(rows, bodies_of(place, rows))


def _require_known(typed: str, known: Sequence[str], option: str) -> None:
    """Refuse a name that is not known; one that begins so, or is spelt alike, is offered."""
    from difflib import get_close_matches

    if typed not in known:
        begins = [name for name in known if typed and name.startswith(typed)]
        near = begins or get_close_matches(typed, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise typer.BadParameter(
            f"{typed!r} is none of {', '.join(known)}.{hint}", param_hint=option
        )


def cite(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PAPER",
            help="Words of title, authors, DOI or file; a citation key; or N for source [N] of the"
            " last answer; all its papers if nothing is given.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="bibtex, csl, ris, md, html or docx; bibtex if neither this nor the ending of"
            " --out tells.",
            show_default=False,
        ),
    ] = None,
    to: Out = None,
    workspace: Where = None,
) -> None:
    """Show the reference of a paper, or of all papers with these words."""
    from hea.workflows.conversation.last_answer import last_quote, last_quotes
    from hea.workflows.corpus.papers import list_papers
    from hea.workflows.exports.contents import of_papers, papers_of
    from hea.workflows.exports.formats import ENDINGS
    from hea.workflows.exports.references import by_key, is_by

    place = find_workspace(workspace)
    form = form or (ENDINGS.get(to.suffix.lower()) if to else None) or "bibtex"
    check_form(form, to, place)
    named = " ".join(words or ())
    if not named:
        cited = (one.paper for one in last_quotes(place).values())
        found = papers_of(place, dict.fromkeys(cited))
    elif re.fullmatch(r"\d{1,3}", named, re.ASCII):
        found = papers_of(place, [last_quote(place, int(named)).paper])
    else:
        every = [row for row in list_papers(place, PaperQuery("")) if row.paper.title]
        found = by_key(named, every)
        if not found:
            found = [row for row in list_papers(place, PaperQuery(named)) if row.paper.title]
            found.sort(key=lambda row: not is_by(named, row.paper))
    if not found:
        near = _words_near(named, list_papers(place, PaperQuery("")))
        hint = f"Did you mean “{near}”? hea papers lists all." if near else "hea papers lists them."
        raise UserError(f"No paper has the words “{named[:60]}”.", hint)
    take_along(of_papers("References", found), form, to, place)


def _words_near(words: str, rows: "Iterable[CatalogEntry]") -> str:
    """Return words with each that no title or author has in the spelling nearest to it, if any."""
    from difflib import get_close_matches

    texts = (" ".join([row.paper.title or "", *row.paper.authors]) for row in rows)
    known = {word for text in texts for word in re.findall(r"\w+", text.casefold())}
    typed = words.casefold().split()
    near = [[word] if word in known else get_close_matches(word, known, n=1) for word in typed]
    mended = [one[0] for one in near if one]
    return " ".join(mended) if len(mended) == len(typed) and mended != typed else ""


def status(as_json: Json = False, workspace: Where = None) -> None:
    """Show what is in the corpus, what has changed and what to do next; like `hea` alone."""
    show_status(find_workspace(workspace), as_json)


def show_status(place: Workspace, as_json: bool) -> None:
    """Show what is in the corpus, what has changed, and what to do next."""
    from hea.render import console
    from hea.render import corpus as render_corpus
    from hea.workflows import json_contracts
    from hea.workflows.corpus.papers import corpus_status, is_finished

    census, stale = corpus_status(place)
    finished = is_finished(place)
    if as_json:
        console.print_json(json_contracts.status(place.root, census, stale, finished))
    else:
        render_corpus.status(place.root, census, stale, finished)
