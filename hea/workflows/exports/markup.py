"""Write a document as Markdown or as a page of HTML; nothing of its text acts in either."""

from __future__ import annotations

import re
from html import escape

from hea.workflows.exports.document import (
    Block,
    Document,
    GridBlock,
    ReferenceBlock,
    TextBlock,
    joined_parts,
    reference_parts,
)

#: Signs that Markdown acts on.
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|])")
#: A citation mark in text of which all signs are escaped; before a bracket it would be a link.
_MARK = re.compile(r"\\\[(\d{1,3})\\\](?!\()")
_BEFORE = {"heading": "## ", "quote": "> ", "item": "- "}
_TAGS = {
    "heading": "h2", "paragraph": "p", "strong": "p", "quote": "blockquote", "item": "p",
    "note": "p",
}  # fmt: skip
_STYLE = (
    "body{max-width:48rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 sans-serif}"
    "table{border-collapse:collapse}th,td{padding:.2rem .6rem;border-bottom:1px solid #999;"
    "text-align:left;vertical-align:top}.strong{font-size:1.4rem;font-weight:bold}"
    ".note{color:#555}blockquote{border-left:3px solid #999;margin-left:0;padding-left:1rem}"
)


def as_markdown(document: Document) -> str:
    """Return a document as Markdown."""
    title = f"# {plain(document.title)}"
    return "\n\n".join([title, *map(_markdown, document.blocks)]) + "\n"


def plain(text: str) -> str:
    """Return text in which nothing is Markdown but citation marks, on one line."""
    return _MARK.sub(r"[\1]", _MARKDOWN.sub(r"\\\1", " ".join(text.split())))


def _markdown(block: Block) -> str:
    if isinstance(block, TextBlock):
        words = plain(block.text)
        return f"**{words}**" if block.kind == "strong" else f"{_BEFORE.get(block.kind, '')}{words}"
    if isinstance(block, GridBlock):
        lines = [block.heading, ("---",) * len(block.heading)]
        marked = [tuple(map(plain, row)) for row in block.rows]
        return "\n".join(f"| {' | '.join(row)} |" for row in (*lines, *marked))
    return f"{block.marks} {reference_in_markdown(block)}".strip()


def reference_in_markdown(block: ReferenceBlock) -> str:
    """Return a paper as one line: authors, title, journal, year, DOI."""
    by, title, journal, year, doi = reference_parts(block.listed)
    parts = (plain(by), f"*{plain(title)}*", plain(journal), year, f"<{doi}>" if doi else "")
    return joined_parts(parts)


def as_html(document: Document) -> str:
    """Return a document as one page of HTML that loads nothing."""
    body = "\n".join(map(_html, document.blocks))
    title = escape(document.title)
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n<h1>{title}</h1>\n{body}\n</html>\n"
    )


def _html(block: Block) -> str:
    if isinstance(block, TextBlock):
        tag, words = _TAGS[block.kind], escape(block.text)
        if block.kind == "item":
            words = f"– {words}"
        return f'<{tag} class="{block.kind}">{words}</{tag}>'
    if isinstance(block, GridBlock):
        heading = "".join(f"<th>{escape(cell)}</th>" for cell in block.heading)
        rows = "\n".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in block.rows
        )
        return f"<table>\n<tr>{heading}</tr>\n{rows}\n</table>"
    by, title, journal, year, doi = reference_parts(block.listed)
    link = f'<a href="{escape(doi)}">{escape(doi)}</a>' if doi else ""
    parts = (escape(by), f"<em>{escape(title)}</em>", escape(journal), year, link)
    return f"<p>{escape(block.marks)} {joined_parts(parts)}</p>"
