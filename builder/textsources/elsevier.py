"""Find the parts of a paper in Elsevier's own XML, as its article interface gives it.

Elements by the CEP schema (https://www.elsevier.com/xml), told by their local names.
"""

import re

from builder.textsources.body_writer import BodyWriter, label_of
from builder.textsources.found_paper import TextPaper
from builder.textsources.parsing import Node, child, children, tag_of, within
from builder.textsources.running_text import DROPPED, text_of
from builder.textsources.table_cells import read_grid

_OTHER_ABSTRACTS = re.compile(r"graphic|highlight|teaser|editor|stereo", re.IGNORECASE)
_SECTIONS = ("section", "appendix", "acknowledgment", "acknowledgement", "data-availability",
             "conflict-of-interest", "nomenclature", "glossary")  # fmt: skip
_FLOATS = ("figure", "table", "textbox", "e-component", "display", "floats")
_MOST_LEVELS = 30


def is_elsevier(root: Node) -> bool:
    """Return whether a tree is an article of Elsevier's."""
    return any(
        isinstance(one.tag, str) and "elsevier.com/xml" in one.tag
        for one in (root, *children(root), *within(root, "head")[:3])
    )


def read_elsevier(root: Node, fulltext: bool) -> TextPaper:
    """Return what an article says of itself, and its body where it is wanted."""
    core = next(iter(within(root, "coredata")), None)
    head = next(iter(within(root, "head", "simple-head")), None)
    told = {tag_of(one): text_of(one) for one in reversed(children(core))}
    info = next(iter(within(root, "item-info")), None)
    found = TextPaper(
        rule="elsevier",
        title=_first(head, "title") or told.get("title", ""),
        doi=told.get("doi", "") or _first(info, "doi") or _first(root, "doi"),
        year=told.get("coverdate", "") or _first(root, "cover-date-start"),
        journal=told.get("publicationname", "") or _first(root, "srctitle"),
        authors=tuple(_authors(head)) or tuple(text_of(one) for one in children(core, "creator")),
        abstract=_abstract(head) or told.get("description", ""),
    )
    if fulltext:
        writer = BodyWriter()
        for part in within(root, "body"):
            for sections in children(part):
                _write_blocks(writer, sections, 1)
        for tail in within(root, "tail", "simple-tail"):
            for appendices in children(tail, "appendices"):
                _write_blocks(writer, appendices, 1)
        for floats in within(root, "floats"):
            _write_blocks(writer, floats, 1)
        found.body = writer.body()
    return found


def _first(node: Node | None, name: str) -> str:
    found = within(node, name)
    return text_of(found[0]) if found else ""


def _authors(head: Node | None) -> list[str]:
    names = []
    for author in within(head, "author"):
        parts = [child(author, name) for name in ("given-name", "surname")]
        names.append(" ".join(text_of(one) for one in parts if one is not None))
    return names


def _abstract(head: Node | None) -> str:
    """Return the text of the author's abstract."""
    for one in children(head, "abstract"):
        title = _first(one, "section-title")
        if not _OTHER_ABSTRACTS.search(f"{one.get('class') or ''} {title}"):
            paragraphs = within(one, "simple-para", "para")
            return " ".join(filter(None, map(text_of, paragraphs)))
    return ""


def _write_blocks(writer: BodyWriter, parent: Node, level: int) -> None:
    for part in children(parent):
        tag = tag_of(part)
        if tag in _SECTIONS and level <= _MOST_LEVELS:
            words = (child(part, "label"), child(part, "section-title"))
            heading = " ".join(text_of(one) for one in words if one is not None)
            writer.begin(level, heading, "supplementary" if tag == "appendix" else None)
            _write_blocks(writer, part, level + 1)
            writer.end(level)
        elif tag in ("sections", "appendices"):
            _write_blocks(writer, part, level)
        elif tag in ("para", "simple-para"):
            writer.add(text_of(part, DROPPED | set(_FLOATS) - {"display"} | {"list"}))
            for one in within(part, "list", "figure", "table"):
                _write_float(writer, one)
        else:
            _write_float(writer, part)


def _write_float(writer: BodyWriter, part: Node) -> None:
    tag = tag_of(part)
    if tag in ("display", "textbox", "textbox-body"):
        for inner in children(part):
            _write_float(writer, inner)
    elif tag == "list":
        for item in children(part, "list-item"):
            writer.add(text_of(item, DROPPED | {"label", "list"}))
    elif tag == "figure":
        label, caption = _caption(part)
        writer.add(caption, "caption", label)
    elif tag == "table":
        label, caption = _caption(part)
        notes = tuple(text_of(one) for one in children(part, "legend", "table-footnote"))
        grids = [grid for one in within(part, "tgroup") if (grid := read_grid(one)) is not None]
        for grid in grids:
            writer.add_table(grid, caption, label, notes)
        if not grids:
            writer.add(caption, "caption", label)
    elif tag == "formula":
        writer.add(text_of(part, DROPPED | {"label"}))


def _caption(part: Node) -> tuple[str, str]:
    printed = child(part, "label")
    label, _ = label_of(text_of(printed) if printed is not None else "")
    caption = " ".join(text_of(one) for one in children(part, "caption"))
    return (label, caption) if label else label_of(caption)
