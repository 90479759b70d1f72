"""Make a web page of Markdown, as programs write it that read PDFs (marker, docling, nougat)."""

import re
from collections import Counter
from functools import cache
from typing import Any

from builder.textsources.body_writer import label_of
from builder.textsources.running_text import TEX_CLASS

_FRONT = re.compile(r"\A\s*---\s*\n(.{0,20000}?)\n(?:---|\.\.\.)\s*\n", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_]{2,30})\s*:\s*(.{1,5000})$", re.MULTILINE)
#: A formula: between double dollars; between dollars with no blank inside them and no digit behind,
#: at a word only if it is raised or lowered there; or in brackets with backslashes.
_FORMULA = re.compile(
    r"\$\$(?P<display>[^$]{1,5000})\$\$"
    r"|(?<![\\$])(?:(?<!\w)|(?=\$[\^_]))\$(?P<inline>[^$\s](?:[^$\n]{0,500}[^$\s\\])?)\$(?!\d)"
    r"|\\\((?P<round>(?:(?!\]\().){1,500}?)\\\)|\\\[(?P<square>(?:(?!\]\().){1,5000}?)\\\]",
    re.DOTALL,
)
_MATHS = re.compile(r"[=^_]|\\[A-Za-z]")
#: Signs that Markdown or HTML would act on within a formula.
_ACTIVE = re.compile(r"[\\`*_{}\[\]()#+\-.!|<>&~$\"'^=:\n]")
#: Lines that mark the beginning of a page.
_PAGE_MARK = re.compile(r"^\s*(?:\{\d{1,4}\}-{5,}|-{3,}\s*page \d{1,4}\s*-{3,})\s*$", re.M | re.I)

#: Pages on which a line stands that is taken as their running head, and its most characters.
_PAGES, _LONGEST_HEAD = 3, 150
#: A table that was left in LaTeX; its caption stands behind it.
_TABULAR = re.compile(r"\\begin\{(table|tabular)\*?\}.{0,20000}?\\end\{\1\*?\}", re.DOTALL)


def split_front(text: str) -> tuple[dict[str, str], str]:
    """Return the fields that stand before a text between lines of dashes, and the text."""
    found = _FRONT.match(text)
    if found is None:
        return {}, text
    fields = {name.lower(): value.strip(" \"'") for name, value in _FIELD.findall(found[1])}
    return fields, text[found.end() :]


def as_web_page(text: str) -> str:
    """Return Markdown as HTML; formulas of TeX are kept as they are, for `text_of` to read."""
    text = _without_running_heads(_TABULAR.sub("", _PAGE_MARK.sub("", text)))
    written: str = _machine().render(_FORMULA.sub(_kept, text))
    return f"<html><body>{written}</body></html>"


def _without_running_heads(text: str) -> str:
    """Return a text without the lines that stand on each page, alike but for its number."""
    lines = text.split("\n")
    heads = [_head(line) for line in lines]
    often = {head for head, count in Counter(filter(None, heads)).items() if count >= _PAGES}
    return "\n".join(line for line, head in zip(lines, heads, strict=True) if head not in often)


def _head(line: str) -> str:
    """Return a line with its numbers left open; "" for one that is no running head."""
    words = re.sub(r"[*_#`<>/\s]+", " ", line).strip()
    if words.isdecimal():  # the number of a page
        return "0"
    if not 8 <= len(words) <= _LONGEST_HEAD or line.lstrip()[:1] in "|$!" or label_of(words)[0]:
        return ""
    is_sentence = words[-1] in ".:;!?" and not words.endswith("et al.")
    return "" if is_sentence else re.sub(r"\d+", "0", words)


def _kept(formula: re.Match[str]) -> str:
    source = next(found for found in formula.groups() if found is not None)
    if formula[0][0] == "\\" and not _MATHS.search(source):
        return formula[0]  # brackets that Markdown shall not act on: a reference to the literature
    return f'<span class="{TEX_CLASS}">{_ACTIVE.sub(_as_entity, source)}</span>'


def _as_entity(sign: re.Match[str]) -> str:
    return " " if sign[0] == "\n" else f"&#{ord(sign[0])};"


@cache
def _machine() -> Any:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - of no use but to read Markdown

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
