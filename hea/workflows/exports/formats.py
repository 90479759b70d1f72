"""The formats in which documents are taken along."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from builder.errors import UserError
from hea.workflows.exports.document import Document


def _markdown(document: Document) -> str:
    from hea.workflows.exports.markup import as_markdown

    return as_markdown(document)


def _html(document: Document) -> str:
    from hea.workflows.exports.markup import as_html

    return as_html(document)


def _docx(document: Document) -> bytes:
    from hea.workflows.exports.word import as_docx

    return as_docx(document)


def _bibtex(document: Document) -> str:
    from hea.workflows.exports.references import as_bibtex

    return as_bibtex(document.papers)


def _csl(document: Document) -> str:
    from hea.workflows.exports.references import as_csl

    return as_csl(document.papers)


def _ris(document: Document) -> str:
    from hea.workflows.exports.references import as_ris

    return as_ris(document.papers)


FORMATS: Mapping[str, Callable[[Document], str | bytes]] = {
    "md": _markdown,
    "docx": _docx,
    "html": _html,
    "bibtex": _bibtex,
    "csl": _csl,
    "ris": _ris,
}
#: Endings of files that tell their format.
ENDINGS = {".md": "md", ".docx": "docx", ".html": "html", ".bib": "bibtex", ".ris": "ris"}
#: Formats of the papers alone.
REFERENCES = ("bibtex", "csl", "ris")


def require_format(form: str, to_file: bool) -> None:
    """Refuse a format that is not known, and a Word document that goes to no file.

    Raises:
        UserError: It is one of these.
    """
    if form not in FORMATS:
        raise UserError(f"“{form}” is not a format.", f"One of: {', '.join(FORMATS)}.")
    if form == "docx" and not to_file:
        raise UserError(
            "A Word document cannot be shown as text.", "Give a file: --out answer.docx."
        )


def written(document: Document, form: str) -> bytes:
    """Return a document in a format of `FORMATS`, text in UTF-8."""
    made = FORMATS[form](document)
    return made.encode("utf-8", "replace") if isinstance(made, str) else made
