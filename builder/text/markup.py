"""Write HTML, JATS and MathML as plain text, as publishers put them into titles and abstracts.

Only what is certainly a tag is taken as one: “grain size <5 µm and >3” and “<a> dislocations” stay.
"""

import html
import re
from collections.abc import Iterator
from contextlib import suppress

from builder.text.characters import one_line
from builder.text.latex import marked_latex
from builder.text.mathml import MathText
from builder.text.raised import raised, resolve_raised, without_marks

_TAG = re.compile(
    r"<(?P<close>/?)(?:(?P<space>jats|mml|m|html|xhtml|xocs|ce|sb|ns\d{1,2}):)?"
    r"(?P<name>[A-Za-z][\w-]{0,30})"
    r"(?P<attributes>(?:\s{1,9}[\w:.-]{1,40}\s?=\s?(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}'"
    r"|[^\s\"'<>=]{1,200})){0,20})\s{0,9}/?>"
)
_COMMENT = re.compile(
    r"<!--.{0,1000}?-->|<!\[CDATA\[|\]\]>|<\?[\w-]{1,40}[^<>]{0,200}\?>", re.DOTALL
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
#: Tags that part words, and those that only style them, in HTML and JATS.
_BLOCKS = set(
    "p br div li ul ol dl dt dd tr td th table sec list list-item abstract trans-abstract"
    " disp-quote disp-formula para simple-para abstract-sec hr section article body"
    " blockquote".split()
)
_STYLES = set(
    "i b em strong italic bold u span font small big tt sc roman monospace underline strike"
    " overline inline-formula formula alternatives styled-content named-content ext-link xref uri"
    " email institution fn graphic inline-graphic label mark abbr wbr code ovl sans-serif a".split()
)
_HEADINGS = {"title", "sec-title", "section-title", "h1", "h2", "h3", "h4", "h5", "h6"}
_RAISED = {"sup", "superscript"}
_LOWERED = {"sub", "inf", "subscript"}
_TEX = {"tex-math", "tex"}
_KNOWN = _BLOCKS | _STYLES | _HEADINGS | _RAISED | _LOWERED | _TEX | {"math"}
#: The heading of the abstract itself, alone, before a sentence, or glued to its first word.
_ABSTRACT = re.compile(r"(?:graphical )?(?:abstracts?|summary|highlights)[\s.:]*", re.IGNORECASE)
_LEADING = re.compile(
    r"\s*(?:(?:Abstract|ABSTRACT|Summary|SUMMARY)(?:\s*[.:–—-]\s*|\s+)(?=[A-Z0-9“\"'(\[αβγδεσωΔ])"
    r"|Abstract(?=[A-Z])|ABSTRACT(?=[A-Z][a-z]|A ))"
)


def plain_markup(text: str) -> str:
    """Return a text without tags and entities, on one line.

    Raised numbers are written behind a caret (10^-3, s^-1), lowered ones plainly (Al0.3CoCrFeNi);
    paragraphs are parted by a blank, a heading is followed by a colon, formulas of MathML are
    written on one line, and their TeX, where they have both, is left out.
    """
    if "&" in text:
        text = unescaped(text)
    if "<" not in text:
        return one_line(text)
    text = _COMMENT.sub("", without_marks(text))
    return one_line(resolve_raised("".join(_Writer(text).parts)))


def without_heading(text: str) -> str:
    """Return an abstract without the word “Abstract” that stands before its first sentence."""
    return text[found.end() :] if (found := _LEADING.match(text)) else text


def unescaped(text: str) -> str:
    """Return a text with its HTML entities as characters, though they be escaped up to thrice."""
    for _ in range(3):
        plain = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
        if plain == text:
            break
        text = plain
    return text


class _Writer:
    """The words of a marked-up text, in the order of its tags."""

    def __init__(self, text: str) -> None:
        self.parts: list[str] = []
        self.math: MathText | None = None
        self.tex: list[str] | None = None
        self.heading: list[str] | None = None
        self.raised: list[str] | None = None
        #: A formula that is given in both is written from MathML.
        self.has_mathml = "<mml:math" in text or "<math" in text or "<m:math" in text
        at = 0
        for tag in _tags(text):
            self._write(text[at : tag.start()])
            self._tag(tag)
            at = tag.end()
        self._write(text[at:])
        self._end_math()
        self._end_tex()
        self._end_heading()
        self._end_raised()

    def _write(self, words: str) -> None:
        if self.math is not None:
            self.math.add(words)
        else:
            self._sink().append(words)

    def _sink(self) -> list[str]:
        """Return where words go: the innermost of what is open."""
        for sink in (self.tex, self.raised, self.heading):
            if sink is not None:
                return sink
        return self.parts

    def _tag(self, tag: re.Match[str]) -> None:
        name, opens = tag["name"].lower(), not tag["close"]
        single = tag[0].endswith("/>")
        if name == "math":
            self._end_math()
            self.math = MathText() if opens and not single else None
        elif self.math is not None:
            if opens:
                self.math.start(name)
            if single or not opens:
                self.math.end(name)
        elif name in _TEX:
            self._end_tex()
            self.tex = [] if opens and not single else None
        elif name in _RAISED:
            self._end_raised()
            self.raised = [] if opens and not single else None
        elif name in _HEADINGS:
            self._end_heading()
            self.heading = [] if opens and not single else None
        elif name in _BLOCKS:
            self._end_raised()
            self._write(" ")

    def _end_math(self) -> None:
        if self.math is not None:
            written, self.math = self.math.written(), None
            self._sink().append(written)

    def _end_tex(self) -> None:
        if self.tex is not None:
            source, self.tex = "".join(self.tex), None
            if not self.has_mathml:
                with suppress(ValueError):
                    source = tex_formula(source)
                self._sink().append(source)

    def _end_raised(self) -> None:
        if self.raised is not None:
            content, self.raised = "".join(self.raised), None
            self._sink().append(raised(content))

    def _end_heading(self) -> None:
        if self.heading is None:
            return
        words, self.heading = one_line("".join(self.heading)), None
        first = not "".join(self.parts).strip()
        if words and not (first and _ABSTRACT.fullmatch(words)):
            self.parts.append(f" {words}{'' if words[-1] in '.:?!' else ':'} ")


def _tags(text: str) -> Iterator[re.Match[str]]:
    """Yield what is certainly a tag; within a formula of MathML any name is one."""
    inside = False
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if name == "a" and not tag["attributes"] and not tag["close"]:
            continue  # “<a> type dislocations”
        if tag["space"] or inside or name in _KNOWN:
            yield tag
        if name == "math":
            inside = not tag["close"]


def tex_formula(source: str) -> str:
    """Return a formula of TeX as text, with what is raised only marked.

    Args:
        source: The formula, with or without dollars and the document that publishers put around it.

    Raises:
        ValueError: It makes no sense.
    """
    found = re.search(r"\\begin\{document\}(.{0,5000}?)\\end\{document\}", source, re.DOTALL)
    body = (found[1] if found else source).strip().strip("$").strip()
    return marked_latex(f"${body}$")
