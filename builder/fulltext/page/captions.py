"""Find the captions of figures and tables, and what they call them."""

import re
from typing import NamedTuple

from builder.fulltext.page.blocks import Block
from builder.pdf.pages import Line

_NAMES = {
    "Figure": r"fig(?:ure|\.)?s?|abb(?:ildung|\.)|bild|figura|рис(?:унок|\.)|图|図",
    "Table": r"tab(?:le|\.|elle)?s?|tabla|tabela|tabella|табл(?:ица|\.)|表",
    "Scheme": r"scheme|schema",
    "Chart": r"chart",
    "Box": r"box",
    "Plate": r"plate",
}
_LABEL = re.compile(
    r"(?:(?P<before>S\d{1,2})\s(?=fig|tab))?"
    r"(?P<extra>(?:supplementary|supplemental|extended data|supporting)\s+)?(?:"
    + "|".join(f"(?P<{name}>{forms})" for name, forms in _NAMES.items())
    + r")(?(before)|\s*(?P<number>[A-Z]?\.?\d{1,3}(?:\.\d{1,2})?[a-z]?|[IVX]{1,5}(?![a-z])))"
    r"(?P<mark>\s*[.:|│–—]+|\s*[)\]]|(?=\s*$))?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
#: What follows a label that a sentence names: "Figure 3 shows", "Fig. 2a, the", "Table 1 and".
_IN_SENTENCE = re.compile(
    r"\s*(?:\(?[a-z]\)?(?:\s?[,–-]\s?|\s+and\s+|\s+|(?=\s)))*"
    r"(?:[,;)\]]|(?:[a-z]{2,}s|and|or|the|we|it|was|were|in|of|on|for|to|can|by|at|that|where|which"
    r"|from|also|may|with|below|above|zeig\w+|montre|muestra|mostra)\b)"
)


class Label(NamedTuple):
    """What a caption calls its figure or table."""

    name: str
    """"Figure 2", "Table S1"."""
    is_table: bool
    is_marked: bool
    """Whether a mark parts it from the words behind it, or nothing stands there."""


def label_at(text: str) -> Label | None:
    """Return the label that a text begins with as a caption does; None for any other text."""
    found = _LABEL.match(text)
    if found is None:
        return None
    name = next(name for name in _NAMES if found[name])
    rest, mark = found["rest"], (found["mark"] or "").strip()
    if not mark and _IN_SENTENCE.match(rest):
        return None
    number = found["before"] or found["number"]
    extra = "S" if found["extra"] and number[0].isdigit() else ""
    return Label(f"{name} {extra}{number}", name == "Table", bool(mark) or not rest.strip())


def _label_stands_out(line: Line) -> bool:
    first = line.runs[0]
    return (first.bold and not line.runs[-1].bold) or line.bold


def caption_at(block: Block, place: int) -> Label | None:
    """Return the label of the caption that begins with a line of a block; None for other lines.

    Behind another line of its block it must begin a sentence, and its label must be marked and
    set in bold.
    """
    line = block.lines[place]
    label = label_at(line.text)
    if label is None or place == 0:
        return label
    return label if label.is_marked and _label_stands_out(line) else None
