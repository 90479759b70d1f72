"""Find the parts of a paper in JATS XML, as PubMed Central and publishers give it.

The elements are those of ANSI/NISO Z39.96 (https://jats.nlm.nih.gov), NLM DTD 2 and 3 included.
"""

import re
from itertools import chain

from builder.papers import Section
from builder.text.section_kinds import named_section
from builder.textsources.body_writer import BodyWriter, label_of
from builder.textsources.found_paper import TextPaper
from builder.textsources.parsing import Node, child, children, tag_of, within
from builder.textsources.running_text import DROPPED, text_of
from builder.textsources.table_cells import read_grid

#: What a section is for by its `sec-type`, where its heading does not tell.
_TYPES: tuple[tuple[str, Section], ...] = (
    ("intro", "introduction"), ("background", "introduction"), ("method", "experimental"),
    ("material", "experimental"), ("subject", "experimental"), ("result", "results"),
    ("discussion", "discussion"), ("conclusion", "conclusions"), ("supplement", "supplementary"),
    ("availability", "acknowledgements"), ("coi", "acknowledgements"), ("ack", "acknowledgements"),
)  # fmt: skip
#: Abstracts of these types are not the abstract of the paper.
_OTHER_ABSTRACTS = re.compile(
    r"graphic|toc|teaser|key|highlight|editor|plain|summary|short|impact|precis|video|web|synopsis"
    r"|significance|lay|author|extended|objective",
    re.IGNORECASE,
)
#: A paragraph of a caption that only gives the identifier of its float.
_IDENTIFIER = re.compile(r"doi:?\s*(?:https?://(?:dx\.)?doi\.org/)?10\.\S+$", re.IGNORECASE)
#: Kinds of dates, the best first: the year of the issue is the one that is cited.
_DATES = ("collection", "ppub", "pub", "epub", "epub-ppub", "preprint")
_FLOATS = (
    "fig",
    "table-wrap",
    "fig-group",
    "table-wrap-group",
    "boxed-text",
    "supplementary-material",
)
_LISTS = ("list", "def-list", "disp-quote", "disp-quote-group", "verse-group")
#: The parts behind the body that are read, and what they are for where their heading does not tell.
_BACK: dict[str, Section | None] = {
    "ack": "acknowledgements", "app": "supplementary", "notes": None, "sec": None,
}  # fmt: skip
#: A section nests no deeper in any paper.
_MOST_LEVELS = 30


def articles_in(root: Node) -> list[Node]:
    """Return the articles of a file: its root, or those that a collection or an answer wraps."""
    if tag_of(root) == "article":
        return [root]
    found = within(root, "article")
    return [one for one in found if child(one, "front") is not None]


def read_jats(article: Node, fulltext: bool) -> TextPaper:
    """Return what an article says of itself, and its body where it is wanted."""
    meta = child(article, "front", "article-meta")
    if meta is None:
        meta = child(article, "front-stub")
    title = child(meta, "title-group", "article-title")
    journal = child(article, "front", "journal-meta")
    names = [*within(journal, "journal-title"), *within(journal, "abbrev-journal-title")]
    found = TextPaper(
        rule="jats",
        title=text_of(title) if title is not None else "",
        doi=next(
            (
                text_of(one)
                for one in children(meta, "article-id")
                if one.get("pub-id-type") == "doi"
            ),
            "",
        ),
        year=_year(meta),
        journal=text_of(names[0]) if names else "",
        authors=tuple(_authors(meta)),
        abstract=_abstract(meta),
    )
    if fulltext:
        writer = BodyWriter()
        _write_body(writer, article)
        found.body = writer.body()
    return found


def _year(meta: Node | None) -> str:
    """Return the year of the best of the dates given."""
    dates = {
        one.get("pub-type") or one.get("date-type") or "pub": year
        for one in children(meta, "pub-date")
        if (year := "".join(text_of(part) for part in children(one, "year")))
    }
    return next((dates[kind] for kind in _DATES if kind in dates), next(iter(dates.values()), ""))


def _authors(meta: Node | None) -> list[str]:
    names = []
    for group in children(meta, "contrib-group"):
        for contrib in children(group, "contrib"):
            if contrib.get("contrib-type", "author") != "author":
                continue
            for name in (child(contrib, "name"), child(contrib, "name-alternatives", "name"),
                         child(contrib, "string-name"), child(contrib, "collab")):  # fmt: skip
                if name is not None:
                    given = [text_of(one) for one in children(name, "given-names")]
                    last = [text_of(one) for one in children(name, "surname")]
                    names.append(" ".join((*given, *last)) or text_of(name))
                    break
    return names


def _abstract(meta: Node | None) -> str:
    """Return the abstract, the headings of its parts before their text; "" where there is none."""
    for one in children(meta, "abstract"):
        heading = child(one, "title")
        kind = f"{one.get('abstract-type') or ''} {text_of(heading) if heading is not None else ''}"
        if _OTHER_ABSTRACTS.search(kind):
            continue
        parts = list(chain.from_iterable(_abstract_parts(part) for part in children(one)))
        if text := " ".join(filter(None, parts)):
            return text
    return ""


def _abstract_parts(part: Node) -> list[str]:
    tag = tag_of(part)
    if tag == "title":
        words = text_of(part)
        is_own = re.fullmatch(r"abstract|summary|a b s t r a c t", words.strip(" .:"), re.I)
        return [] if is_own or not words else [words if words[-1] in ".:?!" else f"{words}:"]
    if tag == "sec":
        return list(chain.from_iterable(_abstract_parts(inner) for inner in children(part)))
    return [text_of(part)] if tag in ("p", *_LISTS) else []


def _write_body(writer: BodyWriter, article: Node) -> None:
    _write_blocks(writer, child(article, "body"), 1)
    writer.end(1)
    for part in children(child(article, "back")):
        for one in children(part, "app") if tag_of(part) == "app-group" else [part]:
            if tag_of(one) in _BACK:
                writer.begin(1, _heading(one), _BACK[tag_of(one)])
                _write_blocks(writer, one, 2)
                writer.end(1)
    for group in children(article, "floats-group", "floats-wrap"):
        _write_blocks(writer, group, 1)


def _write_blocks(writer: BodyWriter, parent: Node | None, level: int) -> None:
    """Write the paragraphs, sections and floats of a body, a section or a box."""
    for part in children(parent):
        tag = tag_of(part)
        if tag == "sec" and level <= _MOST_LEVELS:
            writer.begin(level, _heading(part), _hint(part.get("sec-type") or ""))
            _write_blocks(writer, part, level + 1)
            writer.end(level)
        elif tag in ("p", "speech", "statement"):
            _write_paragraph(writer, part)
        elif tag in _LISTS:
            _write_list(writer, part)
        elif tag in _FLOATS or tag == "alternatives":
            _write_float(writer, part, level)


def _heading(part: Node) -> str:
    """Return the heading of a section with its number, as printed."""
    words = (child(part, "label"), child(part, "title"))
    return " ".join(filter(None, (text_of(one) for one in words if one is not None)))


def _hint(kind: str) -> Section | None:
    found = next((section for words, section in _TYPES if words in kind.lower()), None)
    return found or named_section(kind)


def _write_paragraph(writer: BodyWriter, part: Node) -> None:
    """Write a paragraph, then what interrupts it: lists item by item, and floats."""
    apart = [one for one in within(part, *_FLOATS, *_LISTS) if not _is_inside(one, part)]
    writer.add(text_of(part, DROPPED | set(_LISTS) | set(_FLOATS)))
    for one in apart:
        if tag_of(one) in _LISTS:
            _write_list(writer, one)
        else:
            _write_float(writer, one, _MOST_LEVELS)


def _is_inside(one: Node, part: Node) -> bool:
    """Return whether another list or float within ``part`` holds an element."""
    holder = one.getparent()
    while holder is not None and holder is not part:
        if tag_of(holder) in (*_FLOATS, *_LISTS):
            return True
        holder = holder.getparent()
    return False


def _write_list(writer: BodyWriter, part: Node) -> None:
    for item in children(part):
        if tag_of(item) not in ("label", "title"):
            if within(item, *_FLOATS, *_LISTS):
                for inner in children(item):
                    if tag_of(inner) in _LISTS:
                        _write_list(writer, inner)
                    elif tag_of(inner) != "label":
                        _write_paragraph(writer, inner)
            else:
                writer.add(text_of(item, DROPPED | {"label"}))


def _write_float(writer: BodyWriter, part: Node, level: int) -> None:
    """Write a figure's caption, a table, or the text of a box."""
    tag = tag_of(part)
    if tag in ("fig-group", "table-wrap-group", "alternatives"):
        for inner in children(part, *_FLOATS):
            _write_float(writer, inner, level)
    elif tag == "boxed-text":
        _write_blocks(writer, part, level + 1)
    elif tag == "fig":
        label, caption = _caption(part)
        writer.add(caption, "caption", label)
    elif tag == "table-wrap":
        _write_table(writer, part)


def _caption(part: Node) -> tuple[str, str]:
    """Return the label and the caption of a float, its title a sentence of its own."""
    printed = child(part, "label")
    label, _ = label_of(text_of(printed) if printed is not None else "")
    words = [
        text_of(one) for one in children(child(part, "caption")) if tag_of(one) in ("title", "p")
    ]
    words = [one for one in words if not _IDENTIFIER.match(one)]
    caption = " ".join(
        one if one[-1] in ".:?!" or place == len(words) - 1 else f"{one}."
        for place, one in enumerate(words)
        if one
    )
    if not label:
        label, caption = label_of(caption)
    return label, caption


def _write_table(writer: BodyWriter, part: Node) -> None:
    """Write each table of a wrap with its caption; of one that is a picture the caption alone."""
    label, caption = _caption(part)
    notes = tuple(filter(None, (_note(one) for one in _notes(part))))
    grids = [grid for one in within(part, "table") if (grid := read_grid(one)) is not None]
    for grid in grids:
        writer.add_table(grid, caption, label, notes)
    if not grids:
        writer.add(caption, "caption", label)


def _notes(part: Node) -> list[Node]:
    feet = children(part, "table-wrap-foot")
    return [note for foot in feet for note in (within(foot, "fn") or children(foot, "p", "attrib"))]


def _note(note: Node) -> str:
    """Return a note below a table with its mark, set apart."""
    words = text_of(note)
    first = next(iter(note.iter("{*}sup", "sup")), None)
    mark = text_of(first) if first is not None else ""
    return f"{mark} {words[len(mark) :].lstrip()}" if mark and words.startswith(mark) else words
