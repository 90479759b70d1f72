"""Read a PDF whole: its front matter first, which is kept whatever becomes of the rest."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from builder.frontmatter.extract import FrontMatter, extract
from builder.fulltext.body import read_body
from builder.papers import Paper

#: Seconds after which no further page of a body is begun.
MOST_SECONDS = 20.0


def read_paper_file(
    path: Path,
    fulltext: bool = True,
    seconds: float = MOST_SECONDS,
    first: Callable[[Paper], None] = lambda _: None,
) -> Paper:
    """Read the PDF at ``path``; whatever is wrong with the file becomes its state, no error.

    Args:
        path: The file.
        fulltext: Whether to read its body, too. What goes wrong then becomes a note of the paper.
        seconds: No further page of the body is begun after this time.
        first: Is given the paper without its body, before that is read.
    """
    if not fulltext:
        return extract(path)

    def read_on(paper: Paper, found: FrontMatter) -> Paper:
        first(paper)
        return _with_body(paper, found, seconds)

    return extract(path, read_on)


def _with_body(paper: Paper, found: FrontMatter, seconds: float) -> Paper:
    """Add its body to a paper, or a note that says why there is none."""
    try:
        body, notes = read_body(found, seconds)
    except MemoryError:
        note = "Its body was left out: reading it took more memory than allowed."
        return replace(paper, notes=(*paper.notes, note))
    except Exception as error:  # broken pages end in errors of many kinds, as in `extract`
        kind = type(error).__name__
        note = f"Its body was left out, as it cannot be read ({kind}: {str(error)[:120]})."
        return replace(paper, notes=(*paper.notes, note))
    return replace(paper, body=body, notes=paper.notes + notes)
