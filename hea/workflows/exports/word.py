"""Write a document for Word and LibreOffice."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from hea.workflows.exports.document import (
    Block,
    Document,
    GridBlock,
    TextBlock,
    joined_parts,
    reference_parts,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

#: Stands for the title, which is in italics, while the parts of a reference are joined.
_TITLE = "\0"
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Styles of the template that python-docx brings.
_STYLES = {"quote": "Intense Quote", "item": "List Bullet"}


def as_docx(document: Document) -> bytes:
    """Return a document as the bytes of a .docx file."""
    import docx

    made = docx.Document()
    made.core_properties.title = _allowed(document.title)[:255]
    made.add_heading(_allowed(document.title), 1)
    for block in document.blocks:
        _add(made, block)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _add(made: WordDocument, block: Block) -> None:
    if isinstance(block, TextBlock):
        words = _allowed(block.text)
        if block.kind == "heading":
            made.add_heading(words, 2)
            return
        paragraph = made.add_paragraph("", _STYLES.get(block.kind))
        run = paragraph.add_run(words)
        run.bold = block.kind == "strong"
        run.italic = block.kind == "note"
    elif isinstance(block, GridBlock):
        grid: Any = made.add_table(1, len(block.heading), "Light Grid Accent 1")
        for cell, words in zip(grid.rows[0].cells, block.heading, strict=True):
            cell.text = words
        for row in block.rows:
            for cell, words in zip(grid.add_row().cells, row, strict=True):
                cell.text = _allowed(words)
    else:
        by, title, journal, year, doi = reference_parts(block.listed)
        paragraph = made.add_paragraph(f"{block.marks} ".lstrip())
        before, _, after = joined_parts((by, _TITLE, journal, year, doi)).partition(_TITLE)
        paragraph.add_run(_allowed(before))
        paragraph.add_run(_allowed(title)).italic = True
        paragraph.add_run(_allowed(after))


def _allowed(text: str) -> str:
    """Return text without the signs that XML 1.0 cannot hold: controls and halves of pairs."""
    return _FORBIDDEN.sub("", text)
