"""Find the subscripts and superscripts of an abstract, and show its text with them in place."""

import re
from collections.abc import Iterable, Sequence

from builder.pdf.glyphs import unstack
from builder.pdf.pages import Line

#: start and end in the text, and 1 for raised or -1 for lowered.
Script = tuple[int, int, int]

_RAISED = str.maketrans("0123456789+−-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+−-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
#: A dot between lowered digits is written on the line: Al₀.₃CoCrFeNi.
_STAYS = "."
#: Characters before a script by which its place in the text is found, and how far they are
#: searched for.
_LEAD = 8
_REACH = 300


def find_scripts(lines: Iterable[Line], text: str) -> tuple[Script, ...]:
    """Return the spans of ``text`` that are raised or lowered in the lines it was read from."""
    found: list[Script] = []
    position = 0
    for line in lines:
        for level, piece in unstack(line.runs, line.size, line.baseline):
            if level:
                span = _span(text, position, re.sub(r"\s+", "", piece))
                if span:
                    found.append((*span, level))
                    position = span[1]
            else:
                position = _after(text, position, piece.rstrip()[-_LEAD:].lstrip())
    return tuple(found)


def _after(text: str, position: int, lead: str) -> int:
    """Return the end of ``lead`` in the text behind ``position``; without it ``position``."""
    at = text.find(lead, position, position + _REACH) if lead else -1
    return at + len(lead) if at >= 0 else position


def _span(text: str, position: int, script: str) -> tuple[int, int] | None:
    """Return the span of a script right behind ``position``; plain text may mark it with ^ or _."""
    for mark in ("", "^", "_"):
        if script and text.startswith(mark + script, position):
            return position + len(mark), position + len(mark) + len(script)
    return None


def displayed(text: str, scripts: Sequence[Script]) -> str:
    """Return the text with Unicode's scripts; a script that Unicode lacks stays plain."""
    shown, position = "", 0
    for start, end, level in scripts:
        table = _RAISED if level > 0 else _LOWERED
        script = text[start:end].translate(table)
        if all(a != b or a == _STAYS for a, b in zip(text[start:end], script, strict=True)):
            shown += text[position:start].removesuffix("^").removesuffix("_") + script
            position = end
    return shown + text[position:]
