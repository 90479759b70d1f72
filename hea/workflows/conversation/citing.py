"""Take citations along: papers as BibTeX, an answer as Markdown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from builder.library.catalog import CatalogEntry, by_id
from builder.storage.database import open_database
from hea.workflows.conversation.followups import cited_papers

if TYPE_CHECKING:
    from answer.answers import Answer
    from builder.papers import Paper
    from hea.workspace import Workspace

#: Signs that LaTeX acts on, as it prints them.
_LATEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
#: Signs that Markdown acts on.
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|])")
#: Words of a title that name nothing.
_EMPTY = frozenset("a an the on of in and for to with from by at".split())


def papers_of(place: Workspace, ids: Iterable[str]) -> list[CatalogEntry]:
    """Return the papers of these ids that are there, in their order."""
    with closing(open_database(place.database)) as db:
        return list(by_id(db, ids).values())


def as_bibtex(papers: Iterable[CatalogEntry]) -> str:
    """Return papers as entries of a BibTeX file, in UTF-8; keys that are equal get a letter."""
    entries: dict[str, str] = {}
    for listed in papers:
        base = key = listed.paper.key or _key(listed.paper)
        letter = ord("a")
        while key in entries:
            key, letter = f"{base}{chr(letter)}", letter + 1
        entries[key] = _entry(key, listed.paper)
    return "\n".join(entries.values())


def _key(paper: Paper) -> str:
    """Return author, year and a word of the title in ASCII: `gludovatz2014fracture`."""
    author = paper.authors[0].split(",")[0].split()[-1:] if paper.authors else []
    words = [w for w in re.findall(r"\w+", paper.title or "") if w.lower() not in _EMPTY]
    parts = [*author, str(paper.year or ""), *words[:1]]
    plain = unicodedata.normalize("NFKD", "".join(parts)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.lower()) or "paper"


def _entry(key: str, paper: Paper) -> str:
    values = {
        "author": " and ".join(paper.authors).translate(_LATEX),
        # Braces keep the case of formulas.
        "title": f"{{{paper.title.translate(_LATEX)}}}" if paper.title else "",
        "journal": (paper.journal or "").translate(_LATEX),
        "year": str(paper.year or ""),
        "doi": paper.doi or "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in values.items() if value]
    kind = "article" if paper.journal else "misc"
    return "\n".join(
        [f"@{kind}{{{re.sub(r'[^A-Za-z0-9:_.+/-]', '', key) or 'paper'},", *lines, "}", ""]
    )


def as_markdown(answer: Answer) -> str:
    """Return an answer with its quotes and papers as Markdown."""
    lines = [f"**{_plain(answer.question)}**", ""]
    if answer.short:
        lines += [f"**{_plain(answer.short)}**", ""]
    lines += [" ".join(_sentences(answer)) or _plain(answer.text), ""]
    if answer.nearest and not answer.answered:
        lines += [_plain(answer.nearest), ""]
    for listed in cited_papers(answer):
        cited = [one for one in answer.citations if one.listed.id == listed.id]
        marks = "".join(f"[{one.n}]" for one in cited)
        lines.append(f"{marks} {paper_as_markdown(listed)}")
        lines += [f"> “{_plain(one.quote)}”" for one in cited]
        lines.append("")
    return "\n".join(lines).strip() + "\n"


def _sentences(answer: Answer) -> Sequence[str]:
    return [
        f"{_plain(one.text)} {''.join(f'[{n}]' for n in one.citations)}".strip()
        for one in answer.sentences
    ]


def paper_as_markdown(listed: CatalogEntry) -> str:
    """Return a paper as one line of Markdown: authors, title, journal, year, page, DOI."""
    paper = listed.paper
    by = "; ".join(paper.authors[:3]) + (" et al." if len(paper.authors) > 3 else "")
    page = f"p. {paper.abstract.page}" if paper.abstract and not listed.line else ""
    title = f"*{_plain(paper.title or listed.place)}*"
    parts = (_plain(by), title, _plain(paper.journal or ""), str(paper.year or ""), page)
    doi = f"<https://doi.org/{paper.doi}>" if paper.doi else ""
    return ". ".join(part for part in (*parts, doi) if part)


def _plain(text: str) -> str:
    """Return text in which nothing is Markdown, on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
