"""Where an abstract's subscripts and superscripts stand, and the text shown with them in place."""

import re
from collections.abc import Iterable, Sequence

from builder.pdf.pages import Line
from builder.pdf.text_repair import unstack

#: start and end in the text, and 1 for raised or -1 for lowered.
Script = tuple[int, int, int]

_RAISED = str.maketrans("0123456789+−-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+−-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
#: A dot between lowered digits is written on the line: Al₀.₃CoCrFeNi.
_STAYS = "."
#: Characters of the line before a script by which its place in the text is found again.
_LEAD = 8
_REACH = 300


def find_scripts(lines: Iterable[Line], text: str) -> tuple[Script, ...]:
    """The spans of ``text`` that stand raised or lowered in the lines it was read from."""
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
    at = text.find(lead, position, position + _REACH) if lead else -1
    return at + len(lead) if at >= 0 else position


def _span(text: str, position: int, script: str) -> tuple[int, int] | None:
    """Where a script stands right behind ``position``; plain text may mark it with ^ or _."""
    for mark in ("", "^", "_"):
        if script and text.startswith(mark + script, position):
            return position + len(mark), position + len(mark) + len(script)
    return None


def displayed(text: str, scripts: Sequence[Script]) -> str:
    """The text with its scripts as Unicode writes them; what Unicode cannot raise stays plain."""
    shown, position = "", 0
    for start, end, level in scripts:
        table = _RAISED if level > 0 else _LOWERED
        script = text[start:end].translate(table)
        if all(a != b or a == _STAYS for a, b in zip(text[start:end], script, strict=True)):
            shown += text[position:start].removesuffix("^").removesuffix("_") + script
            position = end
    return shown + text[position:]
