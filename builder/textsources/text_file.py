"""Read a paper that comes as text; a file that holds none becomes a paper that says why."""

from dataclasses import replace
from pathlib import Path

from builder.papers import Paper, State
from builder.textsources.elsevier import is_elsevier, read_elsevier
from builder.textsources.found_paper import TextPaper
from builder.textsources.jats import articles_in, read_jats
from builder.textsources.markdown import as_web_page, split_front
from builder.textsources.parsing import Node, NoTextError, decoded, parse_page, parse_xml, tag_of
from builder.textsources.web_page import read_web_page

#: Largest file that is read; the XML of a paper has some 300 kB, a page with its pictures 20 MB.
MOST_BYTES = 64 * 2**20
_MARKDOWN = (".md", ".markdown")
_PAGES = (".html", ".htm", ".xhtml")
_NO_PAPER = {
    _MARKDOWN: (
        "No paper was found in it: neither an abstract nor the sections of one. Keep notes outside"
        " of the corpus folder, or call them README.md."
    ),
    _PAGES: (
        "No paper was found in this web page: neither an abstract nor the sections of one; download"
        " the paper itself as PDF, or its record as RIS or BibTeX."
    ),
}
_OTHER_XML = (
    "No paper was found in it: it is neither JATS nor an article of Elsevier's. If it holds"
    " references, export them as RIS, BibTeX, CSV or CSL-JSON."
)


def read_text_file(path: Path, fulltext: bool = True) -> Paper:
    """Read the file at ``path``; whatever is wrong with it becomes its state, no error.

    Args:
        path: The file; its suffix is one of `builder.storage.corpus_files.TEXT_SOURCES`.
        fulltext: Whether to read its body, too.
    """
    try:
        return _read(path, fulltext)
    except NoTextError as error:
        return Paper(error.state, error.reason)
    except MemoryError:
        return Paper("memory", "Reading it took more memory than allowed; take it away.")
    except Exception as error:  # a file may hold anything
        kind = type(error).__name__
        return Paper("corrupt", f"It cannot be read ({kind}); download it again.")


def _read(path: Path, fulltext: bool) -> Paper:
    size = path.stat().st_size
    if size > MOST_BYTES:
        told = f"The file is {size / 2**20:,.0f} MB, more than {MOST_BYTES // 2**20} MB."
        raise NoTextError("too_big", told)
    text = decoded(path.read_bytes())
    suffix = path.suffix.lower()
    if not text.strip():
        raise NoTextError("corrupt", "The file is empty; download it again.")
    if suffix in _MARKDOWN:
        fields, rest = split_front(text)
        return _found(read_web_page(_page(as_web_page(rest)), fulltext, fields), _MARKDOWN)
    if suffix in _PAGES or "<html" in text[:2_000].lower():
        return _found(read_web_page(_page(text), fulltext), _PAGES)
    return _read_xml(text, fulltext)


def _page(text: str) -> Node:
    root = parse_page(text)
    if root is None:
        raise NoTextError("corrupt", "Nothing stands in this page; download it again.")
    return root


def _read_xml(text: str, fulltext: bool) -> Paper:
    if "<" not in text[:1_000]:
        raise NoTextError("not_pdf", _OTHER_XML)
    root = parse_xml(text)
    if is_elsevier(root):
        return _with_title(read_elsevier(root, fulltext).paper(), _OTHER_XML)
    articles = articles_in(root)
    if not articles:
        raise NoTextError("not_pdf", _OTHER_XML)
    paper = _with_title(read_jats(articles[0], fulltext).paper(), _OTHER_XML)
    if len(articles) > 1 and tag_of(root) != "article":
        reason = (
            f"It holds {len(articles)} papers, of which only the first was read; put each into a"
            " file of its own."
        )
        state: State = "low_confidence" if paper.abstract else paper.state
        return replace(paper, state=state, reason=reason)
    return paper


def _with_title(paper: Paper, otherwise: str) -> Paper:
    """Return a paper that has a title or an abstract; another file holds none."""
    if paper.abstract is None and not paper.title:
        raise NoTextError("not_pdf", otherwise)
    return paper


def _found(found: TextPaper | None, kinds: tuple[str, ...]) -> Paper:
    if found is None:
        raise NoTextError("not_pdf", _NO_PAPER[kinds])
    return found.paper()
