"""Write presentation MathML as running text: fractions on one line, powers behind a caret."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from builder.text.raised import raised

#: Deeper markup is read as if it were not there: no formula of a paper nests so far.
_MOST_DEPTH = 60
_SPACED = set("=<>≤≥≈∼~≃≅≠±∓×→⇌∝≲≳⩽⩾≪≫∈")
#: Marks set above a letter, and the combining characters that draw them there.
_ACCENTS = {
    "¯": "\u0305", "‾": "\u0305", "―": "\u0305", "−": "\u0305", "-": "\u0305", "_": "\u0305",
    "˙": "\u0307", ".": "\u0307", "˜": "\u0303", "~": "\u0303", "^": "\u0302", "ˆ": "\u0302",
    "→": "\u20d7", "⃗": "\u20d7",
}  # fmt: skip
_DROPPED = {"annotation", "annotation-xml", "mphantom", "maction"}
_BLANK = {"mspace", "mtd", "mtr", "mlabeledtr"}


@dataclass(slots=True)
class _Element:
    """An element that is still open, with what its children were written as."""

    name: str
    parts: list[str] = field(default_factory=list)


class MathText:
    """The text of one formula, fed tag by tag."""

    def __init__(self) -> None:
        """Begin a formula: its `math` element is open."""
        self._open = [_Element("math")]

    def start(self, name: str) -> None:
        """Open an element; ``name`` is without its namespace."""
        if len(self._open) < _MOST_DEPTH:
            self._open.append(_Element(name))

    def end(self, name: str) -> None:
        """Close the innermost open element of this name; without one nothing happens."""
        if any(element.name == name for element in self._open[1:]):
            while self._close() != name:
                pass

    def add(self, text: str) -> None:
        """Add text, as it stands between two tags."""
        inner = self._open[-1]
        words = re.sub(r"\s+", " ", text)
        if inner.name == "mtext":
            inner.parts.append(words)
        elif words.strip():
            word = words.strip()
            inner.parts.append(f" {word} " if inner.name == "mo" and word in _SPACED else word)

    def written(self) -> str:
        """Return the whole formula as text; whatever is still open is closed."""
        while len(self._open) > 1:
            self._close()
        return re.sub(r"\s+", " ", "".join(self._open[0].parts)).strip()

    def _close(self) -> str:
        element = self._open.pop()
        write = _WRITERS.get(element.name, "".join)
        self._open[-1].parts.append(
            "" if element.name in _DROPPED else write(_padded(element)) or ""
        )
        return element.name


def _padded(element: _Element) -> Sequence[str]:
    """Return the parts of an element, with empty ones where a script has too few of them."""
    return (*element.parts, "", "", "") if element.name in _SCRIPTS else element.parts


def _fraction(parts: Sequence[str]) -> str:
    over, under = (
        f"({part})" if re.search(r"[\s+−/=-]", part) else part for part in map(str.strip, parts[:2])
    )
    return f"{over}/{under}" if under else over


def _above(parts: Sequence[str]) -> str:
    accent = _ACCENTS.get(parts[1].strip())
    return parts[0] + (accent if accent and parts[0] else "")


def _root(parts: Sequence[str]) -> str:
    inner = "".join(parts).strip()
    return f"√{inner}" if re.fullmatch(r"\w*", inner) else f"√({inner})"


_SCRIPTS: dict[str, Callable[[Sequence[str]], str]] = {
    "msup": lambda parts: parts[0] + raised(parts[1]),
    "msub": lambda parts: parts[0] + parts[1],
    "msubsup": lambda parts: parts[0] + parts[1] + raised(parts[2]),
    "mmultiscripts": lambda parts: "".join(parts),
    "mfrac": _fraction,
    "mover": _above,
    "munder": lambda parts: parts[0] + parts[1],
    "munderover": lambda parts: parts[0] + parts[1] + raised(parts[2]),
}
_WRITERS: dict[str, Callable[[Sequence[str]], str]] = {
    **_SCRIPTS,
    "msqrt": _root,
    "mfenced": lambda parts: f"({', '.join(parts)})",
    **dict.fromkeys(_BLANK, lambda parts: f" {''.join(parts)} "),
}
