"""Read the text of a page block by block: title, abstract, sections, captions and tables."""

import re
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from builder.papers import Section
from builder.text.section_kinds import named_section
from builder.textsources.body_writer import BodyWriter, is_caption, label_of
from builder.textsources.page_metadata import is_front_note, is_keywords
from builder.textsources.parsing import Node, children, classes, tag_of, within
from builder.textsources.running_text import DROPPED, TEX_CLASS, text_of
from builder.textsources.table_cells import EQUATIONS, is_layout, read_grid

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
_ABSTRACT = re.compile(
    r"(?:the |article info |a r t i c l e *i n f o *)?(?:abstract|a b s t r a c t|zusammenfassung)"
    r"\s*[.:]?",
    re.IGNORECASE,
)
_RUN_IN = re.compile(r"(?:abstract|ABSTRACT|Abstract)\s*[.:—–-]+\s*(?=\S)")
_CONTINUES = re.compile(r"[a-zα-ω(\d]")
_ENDS = re.compile(r"[.!?:;…][\"”’)\]\s\d]*$")
#: A number before a heading: "2", "3.1", "2.1.3."; its parts tell the level.
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=\S)")
_INTRODUCTION = re.compile(r"introduction", re.IGNORECASE)
_WITH_PARTS: tuple[Section, ...] = ("experimental", "results", "discussion")
#: Characters from which on a paragraph above the first section is text of the paper, and of which
#: an abstract has fewer.
_LONG, _LONGEST_ABSTRACT = 300, 4_000


class PageReader:
    """The text of a page, block by block: what stands above its sections, and the sections."""

    def __init__(self, title: str, joins: bool) -> None:
        """Begin above the first section; ``joins`` mends paragraphs that a page's end parted."""
        self.writer = BodyWriter()
        #: What stands above the first section: headings, and other words.
        self.headings = [title] if title else []
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
        #: What may be the caption of a table, if one follows.
        self._doubtful = ""
        #: Level of the last heading that named a section, where headings have no numbers.
        self._last_named = 0

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
        if self._doubtful:
            words, self._doubtful = self._doubtful, ""
            self._write(words, is_formula=False)

    def _read_block(self, node: Node, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading(text_of(node), int(tag[1]))
        elif "ltx_abstract" in classes(node) or (node.get("id") or "").lower() == "abstract":
            self._abstract_part(node)
        elif tag == "figure":
            self._figure(node)
        elif tag == "table" and not is_layout(node):
            self._table(node, None)
        elif classes(node) & EQUATIONS:
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
        kind, number = named_section(words), _NUMBER.match(words)
        level = number[1].count(".") + 1 if number else self._level(level, kind)
        if self._in_abstract and (level <= self._in_abstract or self._ends_abstract(words)):
            self._in_abstract = 0
        if self._skipped and level <= self._skipped:
            self._skipped = 0
        if _ABSTRACT.fullmatch(words):
            self._in_abstract = level
        elif self._in_abstract:
            self.abstract.append(words if words[-1] in ".:?!" else f"{words}:")
        elif is_keywords(words):
            self._skipped = level
        elif self._is_above(kind, bool(number)):
            self.headings.append(words)
        else:
            self._begun = True
            self.writer.begin(level, words)
            if kind:
                self.named.add(kind)

    def _is_above(self, kind: Section | None, has_number: bool) -> bool:
        """Return whether a heading stands above the first section, as a title does.

        At the very top a kind of section is the name of a journal: Materials, Results in Physics.
        """
        if self._begun or has_number or (self.abstract and self.headings):
            return False
        is_top = not (self.headings or self.abstract) and kind != "introduction"
        return kind is None or is_top

    def _level(self, level: int, kind: Section | None) -> int:
        """Return the level of a heading without a number.

        Programs that read PDFs often set all headings on one level: what names no section is then a
        part of the methods, results or discussion that it stands in.
        """
        if self._joins and kind is None and self.writer.section in _WITH_PARTS:
            return max(level, self.writer.level + (self._last_named == self.writer.level))
        if kind is not None:
            self._last_named = level
        return level

    def _ends_abstract(self, words: str) -> bool:
        """Return whether a heading on a lower level than that of the abstract is no part of it."""
        is_long = sum(map(len, self.abstract)) > _LONGEST_ABSTRACT
        return is_long or bool(_INTRODUCTION.search(words) or _NUMBER.match(words))

    def _abstract_part(self, node: Node) -> None:
        """Read a part of the page that is the abstract."""
        words = [text_of(one) for one in within(node, *_HEADINGS, "p")]
        told = [one for one in words if one and not _ABSTRACT.fullmatch(one)]
        if not self.abstract:
            self.abstract.extend(told or [_RUN_IN.sub("", text_of(node), count=1)])

    def _paragraph(self, node: Node) -> None:
        words = text_of(node)
        if not words or (self._joins and _is_footnote(node)):
            return
        label, rest = label_of(words)
        if label and is_caption(node, words, rest):
            self._captioned(label, rest)
            return
        self.flush()
        if (heading := _run_in(node)) and self._begun and not self._in_abstract:
            self.writer.begin(1, heading.rstrip(" :."))
            words = words[len(heading) :].lstrip(" :.")
        if label.startswith("Table") and rest[:1].isupper() and len(words) < _LONG and self._begun:
            self._doubtful = words  # the caption of the next table, or a sentence
            return
        self._add(words, is_formula=self._joins and _is_formula(node))

    def _add(self, words: str, is_formula: bool) -> None:
        if self._skipped:
            if self._joins and len(words) > _LONG:  # the text that follows without a heading
                self._skipped = 0
            else:
                return
        if self._in_abstract and self._joins and self._is_behind_abstract(words):
            self._in_abstract, self._begun = 0, True
        if self._in_abstract:
            if not is_keywords(words):
                self.abstract.append(words)
        elif not self.abstract and _RUN_IN.match(words):
            self.abstract.append(_RUN_IN.sub("", words, count=1))
        elif is_keywords(words) and not self._begun:
            return
        elif self._joins and is_front_note(words):
            self.opening.append(words)
        elif not self._begun:
            self.opening.append(words)
            if len(words) > _LONG:
                self._write(words, is_formula)
        else:
            self._write(words, is_formula)

    def _is_behind_abstract(self, words: str) -> bool:
        """Return whether a long paragraph is text of a paper that has no headings.

        Keywords that a program mixed with the abstract leave none behind.
        """
        if len(words) <= _LONG or (self.abstract and self.abstract[-1].endswith(":")):
            return False
        return bool(is_keywords(words)) or sum(map(len, self.abstract)) > 2 * _LONG

    def _write(self, words: str, is_formula: bool) -> None:
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
            and (is_formula or _CONTINUES.match(words))
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
        tables = [one for one in within(node, "table") if not is_layout(one)]
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
            told = [text_of(one) for one in within(node, "p") if own[0] not in one.iterancestors()]
            self.writer.add(words or " ".join(told), "caption", label)

    def _table(self, node: Node, known: tuple[str, str] | None) -> None:
        grid = read_grid(node)
        if grid is None:
            return
        if self._in_abstract:  # set beside its keywords, which a program took for a table
            columns = ([cell for cell in column if cell] for column in zip(*grid.rows, strict=True))
            self.abstract.extend(max(columns, key=lambda column: sum(map(len, column))))
            return
        own = " ".join(text_of(one) for one in children(node, "caption"))
        label, words = known or self._caption or label_of(own or self._doubtful)
        self._caption, self._doubtful = None, ""
        if self._joins and any(not row[0] and sum(map(bool, row)) == 1 for row in grid.rows):
            grid = grid._replace(is_sure=False)  # a program parted the lines of one row
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


def _run_in(node: Node) -> str:
    """Return the heading that a paragraph begins with, in bold: "Funding:"; "" where none does."""
    first = children(node)[:1]
    if not first or (node.text or "").strip() or tag_of(first[0]) not in ("b", "strong"):
        return ""
    heading, behind = text_of(first[0]), (first[0].tail or "").lstrip()
    is_marked = heading[-1:] in ".:" or behind[:1] in (":", ".")
    return heading if is_marked and behind and named_section(heading) else ""


def _is_footnote(node: Node) -> bool:
    """Return whether a paragraph begins with a raised number, as notes at the foot of a page do."""
    first = children(node)[:1]
    return bool(first) and not (node.text or "").strip() and tag_of(first[0]) == "sup"


def _is_formula(node: Node) -> bool:
    """Return whether a paragraph is a formula alone."""
    parts = children(node)
    words = (node.text or "") + "".join(one.tail or "" for one in parts)
    return not words.strip() and all(TEX_CLASS in classes(one) for one in parts)
