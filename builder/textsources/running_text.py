"""Write an element of a paper as running text, as abstracts are written: Al0.3CoCrFeNi, s^-1."""

import re
from functools import lru_cache

from builder.text.characters import one_line
from builder.text.markup import tex_formula
from builder.text.mathml import MathText
from builder.text.raised import raised, resolve_raised, without_marks
from builder.textsources.parsing import Node, children, classes, entity_text, tag_of, within

#: Deeper markup is read as its bare words.
_MOST_DEPTH = 120
_RAISED = {"sup", "superscript"}
_LOWERED = {"sub", "inf", "subscript"}
#: What is not words of the text it stands in: floats, notes, pictures, programs.
DROPPED = frozenset(
    "fn footnote fn-group fig fig-group table table-wrap table-wrap-group figure figcaption graphic"
    " inline-graphic media object-id script style noscript nav button svg canvas audio video iframe"
    " form input select textarea template annotation annotation-xml supplementary-material link"
    " inline-figure table-footnote index-term indexterm mjx-math object head".split()
)
#: Classes of web pages whose elements repeat a formula or are not printed.
_UNSEEN = frozenset(
    "MathJax_Preview MathJax_SVG MathJax_CHTML katex-html ltx_note ltx_ERROR ltx_rdf sr-only"
    " visually-hidden".split()
)
_STYLES = frozenset(
    "i b em strong italic bold u span font small big tt sc roman monospace underline strike s"
    " overline inline-formula styled-content named-content ext-link xref uri email abbr"
    " wbr code sans-serif a cite cross-ref cross-refs inter-ref hsp mark label ins del q tspan"
    " mjx-container mjx-assistive-mml x monospace sansserif smallcaps".split()
)
#: Links to notes: of a text, of a table, of a name.
_MARKS = ("fn", "table-fn", "aff", "author-notes", "corresp")
_LINKS = ("xref", "a", "cross-ref", "cross-refs", "cite")
#: What a raised link to references says: "12", "3,4", "5–7", "a,b".
_CITED = re.compile(r"[\[(]?\s*\d{1,4}(?:\s*[,;–—‐-]\s*\d{1,4})*\s*[\])]?,?")
#: A blank that programs set between a raised ring and its letter.
_DEGREE = re.compile(r"°\s(?=[CF]\b)")
#: TeX that Markdown and web pages hold as text: a span or script of these classes and types.
TEX_CLASS = "tex"


def text_of(node: Node, dropped: frozenset[str] = DROPPED) -> str:
    """Return the words of an element on one line, without those of the elements left out.

    Raised numbers are written behind a caret, lowered ones plainly; of a formula that is given in
    several ways the first that can be read counts. References to the literature that are printed
    raised are written in brackets, so that none is taken for a power.
    """
    parts: list[str] = []
    _write(node, parts, dropped, 0)
    return _DEGREE.sub("°", one_line(resolve_raised("".join(parts))))


def _write(node: Node, parts: list[str], dropped: frozenset[str], depth: int) -> None:
    """Append the words of what is within an element."""
    if node.text:
        parts.append(without_marks(node.text))
    for inner in node:
        _write_element(inner, parts, dropped, depth + 1)
        if inner.tail:
            parts.append(without_marks(inner.tail))


def _write_element(node: Node, parts: list[str], dropped: frozenset[str], depth: int) -> None:
    """Append the words of one element as its name says they are printed."""
    tag = tag_of(node)
    if not tag:
        parts.append(entity_text(node) or "")
    elif tag in dropped or classes(node) & _UNSEEN or node.get("aria-hidden") == "true":
        parts.append(_script_tex(node) if tag == "script" else "")
    elif depth > _MOST_DEPTH:
        parts.append(without_marks("".join(map(str, node.itertext()))))
    elif tag == "xref" and node.get("ref-type") in _MARKS:
        return
    elif tag == "math":
        parts.append(_math(node))
    elif tag == "tex-math" or (tag == "span" and TEX_CLASS in classes(node)):
        parts.append(_tex("".join(map(str, node.itertext()))))
    elif tag == "alternatives":
        _write_best(node, parts, dropped, depth)
    elif tag in ("disp-formula", "formula"):  # its number is no part of it
        _write(node, parts, dropped | {"label"}, depth)
    elif tag in _RAISED:
        parts.append(_raised(node, dropped, depth))
    elif tag in _LOWERED or tag in _STYLES:
        _write(node, parts, dropped, depth)
    else:
        parts.append(" ")
        _write(node, parts, dropped, depth)
        parts.append(" ")


def _raised(node: Node, dropped: frozenset[str], depth: int) -> str:
    inner: list[str] = []
    _write(node, inner, dropped, depth)
    words = one_line(resolve_raised("".join(inner)))
    around = (one for one, _ in zip(node.iterancestors(), range(2), strict=False))
    links = [*within(node, *_LINKS), *(one for one in around if tag_of(one) in _LINKS)]
    if _CITED.fullmatch(words) and any(map(_is_citation, links)):
        return f" [{words.strip('[]() ,')}]"
    return raised("".join(inner))


def _is_citation(link: Node) -> bool:
    """Return whether a link leads to the list of references, as far as it says."""
    kind = link.get("ref-type")
    return kind in (None, "bibr", "ref") and tag_of(link) in _LINKS


def _write_best(node: Node, parts: list[str], dropped: frozenset[str], depth: int) -> None:
    """Write the first way in which a formula or a text is given that gives words."""
    for inner in sorted(children(node), key=lambda one: tag_of(one) != "math"):
        tried: list[str] = []
        _write_element(inner, tried, dropped, depth + 1)
        if "".join(tried).strip():
            parts.extend(tried)
            return


def _math(node: Node) -> str:
    """Return a formula of MathML as text, or of the TeX beside it where MathML gives nothing."""
    math = MathText()
    _feed(node, math, 0)
    return math.written() or _tex(node.get("alttext") or "")


def _feed(node: Node, math: MathText, depth: int) -> None:
    if node.text:
        math.add(without_marks(node.text))
    for inner in node:
        tag = tag_of(inner)
        if not tag:
            math.add(entity_text(inner) or "")
        elif _is_gap(inner):
            math.start("mspace")
            math.end("mspace")
        elif depth < _MOST_DEPTH:
            math.start(tag)
            _feed(inner, math, depth + 1)
            math.end(tag)
        if inner.tail:
            math.add(without_marks(inner.tail))


def _is_gap(node: Node) -> bool:
    """Return whether an operator is the gap before a unit: "350 kJ", or a thin blank of TeX."""
    if tag_of(node) != "mo" or (node.text or "").strip() != "\u2062":
        return False
    before, behind = node.getprevious(), node.getnext()
    is_unit = behind is not None and len("".join(behind.itertext("{*}mi", "mi"))) > 1
    is_amount = before is not None and tag_of(before) == "mn"
    return "lspace" in node.attrib or (is_amount and is_unit)


def _script_tex(node: Node) -> str:
    """Return the formula that a script of MathJax holds; "" for any other script."""
    is_tex = (node.get("type") or "").startswith("math/tex")
    return _tex("".join(map(str, node.itertext()))) if is_tex else ""


@lru_cache(maxsize=2048)
def _tex(source: str) -> str:
    """Return a formula of TeX as text; as it stands where it cannot be read."""
    source = re.sub(r"\\(?:tag\*?|label)\s?\{[^{}]{0,80}\}", "", source)
    source = re.sub(r"^\s*(?:\\\(|\\\[|\$\$)|(?:\\\)|\\\]|\$\$)\s*$", "", source)
    try:
        return tex_formula(source)
    except ValueError:
        return without_marks(source)
