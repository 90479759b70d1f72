"""Find the parts of a paper in a web page: of LaTeXML, of a publisher, or made of Markdown."""

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from builder.text.section_kinds import named_section
from builder.textsources.body_writer import BodyWriter, label_of
from builder.textsources.found_paper import FoundPaper
from builder.textsources.page_metadata import complete, is_announced, read_metadata
from builder.textsources.parsing import Node, children, classes, tag_of, within
from builder.textsources.running_text import DROPPED, text_of
from builder.textsources.table_cells import read_grid

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARAGRAPHS = ("p", "li", "dd", "dt", "blockquote", "pre", "address")
_BLOCKS = (*_HEADINGS, *_PARAGRAPHS, "table", "figure", "section", "article", "div", "ul", "ol")
_LEFT_OUT = DROPPED - {"figure", "table", "head"} | {"head", "footer", "aside", "summary", "title"}
#: Parts of a page by their classes that are no text of the paper.
_OTHER_PARTS = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu|breadcrumb\w*|cookie\w*|banner|sidebar|related|recommend\w*|share"
    r"|social|metrics|advert\w*|toc|footer|ltx_page_footer|ltx_TOC|ltx_pagination|ltx_authors"
    r"|ltx_dates|ltx_note_outer)(?:$|[\s_-])",
    re.IGNORECASE,
)
_EQUATIONS = {"ltx_equation", "ltx_eqn_table", "ltx_equationgroup"}
_ABSTRACT = re.compile(r"(?:the )?(?:abstract|a b s t r a c t|zusammenfassung)\s*[.:]?", re.I)
_RUN_IN = re.compile(r"(?:abstract|ABSTRACT|Abstract)\s*[.:—–-]+\s*(?=\S)")
_KEYWORDS = re.compile(r"(?:key\s?-?words?|index terms|highlights?|pacs)\b", re.IGNORECASE)
_CONTINUES = re.compile(r"[a-zα-ω(\d]")
_ENDS = re.compile(r"[.!?:;…][\"”’)\]\s\d]*$")
#: Named sections that make a paper of a page that does not say that it is one.
_LEAST_SECTIONS = 2


def read_web_page(
    root: Node, fulltext: bool, given: Mapping[str, str] | None = None
) -> FoundPaper | None:
    """Return the paper that a page holds; None where it holds none.

    Args:
        root: The page.
        fulltext: Whether its body is wanted.
        given: Fields that stand before Markdown, of which the page was made; None for a page of
            the web.
    """
    found = read_metadata(root, given or {})
    reader = _PageReader(found.title, joins=given is not None)
    reader.read(_paper_of(root))
    reader.flush()
    found.title = found.title or reader.title
    complete(found, root, " ".join(reader.opening)[:5_000])
    found.abstract = " ".join(reader.abstract) or found.abstract
    if not (is_announced(root) or found.abstract or len(reader.named) >= _LEAST_SECTIONS):
        return None
    found.body = reader.writer.body() if fulltext else None
    return found


def _paper_of(root: Node) -> Node:
    """Return the part of a page that holds the paper: its one article, else its main part."""
    for name in ("article", "main"):
        parts = within(root, name)
        if len(parts) == 1 and len(within(parts[0], "p")) * 2 > len(within(root, "p")):
            return parts[0]
    return root


class _PageReader:
    """The text of a page, block by block."""

    def __init__(self, title: str, joins: bool) -> None:
        """Begin above the first section; ``joins`` mends paragraphs that a page's end parted."""
        self.writer = BodyWriter()
        self.title = title
        self.abstract: list[str] = []
        self.opening: list[str] = []
        self.named: set[str] = set()
        self._joins = joins
        #: Level of the heading of the abstract while that is read, else 0.
        self._in_abstract = 0
        self._skipped = 0
        self._begun = False
        self._caption: tuple[str, str] | None = None
        self._bare_table = False

    def read(self, node: Node) -> None:
        """Read the blocks within an element; what stands between them is a paragraph, too."""
        between = _paragraph_of(node.text)
        for inner in node:
            tag = tag_of(inner)
            if tag in _LEFT_OUT or _is_other(inner):
                etree.SubElement(between, "span").tail = inner.tail
            elif tag in _BLOCKS or _holds_blocks(inner):
                self._paragraph(between)
                self._read_block(inner, tag)
                between = _paragraph_of(inner.tail)
            else:
                between.append(deepcopy(inner))
        self._paragraph(between)

    def flush(self) -> None:
        """Write a caption whose table did not come."""
        if self._caption is not None:
            label, words = self._caption
            self._caption = None
            self.writer.add(words, "caption", label)

    def _read_block(self, node: Node, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading(text_of(node), int(tag[1]))
        elif "ltx_abstract" in classes(node) or (node.get("id") or "").lower() == "abstract":
            self._abstract_part(node)
        elif tag == "figure":
            self._figure(node)
        elif tag == "table" and not _is_layout(node):
            self._table(node, None)
        elif classes(node) & _EQUATIONS:
            return
        elif _holds_blocks(node):
            self.read(node)
        else:
            self._paragraph(node)

    def _heading(self, words: str, level: int) -> None:
        self.flush()
        self._bare_table = False
        if not words:
            return
        if self._in_abstract and level <= self._in_abstract:
            self._in_abstract = 0
        if self._skipped and level <= self._skipped:
            self._skipped = 0
        if _ABSTRACT.fullmatch(words):
            self._in_abstract = level
        elif self._in_abstract:
            self.abstract.append(words if words[-1] in ".:?!" else f"{words}:")
        elif _KEYWORDS.match(words):
            self._skipped = level
        elif not self._begun and not named_section(words):
            # Above the first section stand the title and what a journal prints around it.
            self.title = self.title or words
            self.opening.append(words)
        else:
            self._begun = True
            self.writer.begin(level, words)
            if kind := named_section(words):
                self.named.add(kind)

    def _abstract_part(self, node: Node) -> None:
        """Read a part of the page that is the abstract."""
        words = [text_of(one) for one in within(node, *_HEADINGS, "p")]
        told = [one for one in words if one and not _ABSTRACT.fullmatch(one)]
        if not self.abstract:
            self.abstract.extend(told or [_RUN_IN.sub("", text_of(node), count=1)])

    def _paragraph(self, node: Node) -> None:
        words = text_of(node)
        if not words:
            return
        label, rest = label_of(words)
        if label and _is_caption(node, words, rest):
            self._captioned(label, rest)
            return
        self.flush()
        self._add(words)

    def _add(self, words: str) -> None:
        if self._skipped:
            if self._joins and len(words) > 300:  # the text that follows without a heading
                self._skipped = 0
            else:
                return
        if self._in_abstract:
            if not _KEYWORDS.match(words):
                self.abstract.append(words)
        elif not self.abstract and _RUN_IN.match(words):
            self.abstract.append(_RUN_IN.sub("", words, count=1))
        elif _KEYWORDS.match(words) and not self._begun:
            return
        elif not self._begun:
            self.opening.append(words)
            if len(words) > 300:
                self._write(words)
        else:
            self._write(words)

    def _write(self, words: str) -> None:
        self._bare_table = False
        pieces = self.writer.paragraphs
        last = next(
            (n for n in reversed(range(len(pieces))) if pieces[n].kind == "paragraph"), None
        )
        if (
            self._joins
            and last is not None
            and pieces[last].section == self.writer.section
            and not _ENDS.search(pieces[last].text)
            and _CONTINUES.match(words)
        ):
            before = pieces[last].text
            joined = before[:-1] + words if before.endswith("-") else f"{before} {words}"
            pieces[last] = replace(pieces[last], text=joined)
        else:
            self.writer.add(words)

    def _captioned(self, label: str, words: str) -> None:
        """Take a caption that stands as a paragraph: of a table, it is of the next or the last."""
        if not label.startswith("Table"):
            self.flush()
            self.writer.add(words, "caption", label)
        elif self._bare_table:
            self.writer.tables[-1] = replace(self.writer.tables[-1], label=label, caption=words)
            self._bare_table = False
        else:
            self.flush()
            self._caption = label, words

    def _figure(self, node: Node) -> None:
        """Read a figure, or a table that stands in one, with its caption."""
        parts = children(node, "figure")
        own = [one for one in within(node, "figcaption") if _figure_of(one) is node]
        label, words = label_of(" ".join(map(text_of, own)))
        tables = [one for one in within(node, "table") if not _is_layout(one)]
        if tables and not parts:
            self.flush()
            self._caption = (label, words) if label or words else None
            for one in tables:
                self._table(one, (label, words))
            return
        for part in parts:
            self._figure(part)
        if own:
            self.flush()
            self.writer.add(words, "caption", label)

    def _table(self, node: Node, known: tuple[str, str] | None) -> None:
        grid = read_grid(node)
        if grid is None:
            return
        own = [text_of(one) for one in children(node, "caption")]
        label, words = known or self._caption or label_of(" ".join(own))
        self._caption = None
        self.writer.add_table(grid, words, label, ())
        self._bare_table = not label


def _paragraph_of(words: str | None) -> Node:
    """Return a paragraph that begins with these words."""
    made = etree.Element("p")
    made.text = words
    return made


def _holds_blocks(node: Node) -> bool:
    """Return whether blocks stand within an element, so that it is none itself."""
    return any(one is not node for one in within(node, *_BLOCKS))


def _figure_of(node: Node) -> Node | None:
    holder = node.getparent()
    while holder is not None and tag_of(holder) != "figure":
        holder = holder.getparent()
    return holder


def _is_other(node: Node) -> bool:
    """Return whether a part of a page is around the paper, and not of it."""
    named = f"{node.get('class') or ''} {node.get('role') or ''}"
    return tag_of(node) not in ("html", "body") and bool(_OTHER_PARTS.search(named))


def _is_layout(table: Node) -> bool:
    """Return whether a table only sets things side by side, as those of equations do."""
    return (
        bool(classes(table) & _EQUATIONS)
        or table.get("role") in ("presentation", "none")
        or bool(within(table, "table")[1:])
        or bool(within(table, *_HEADINGS, "section", "figure"))
    )


def _is_caption(node: Node, words: str, rest: str) -> bool:
    """Return whether a paragraph that begins with a label is a caption, and no sentence."""
    before = words[: len(words) - len(rest)].rstrip()
    if not rest or before[-1:] in ".:|–—":
        return True
    first = children(node)[:1]
    is_set_apart = bool(first) and not (node.text or "").strip()
    return is_set_apart and tag_of(first[0]) in ("b", "strong", "em", "i") and rest[:1].isupper()
