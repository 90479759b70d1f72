"""Take out blanks that no reader sees: behind scripts, and between the letters of spaced lines.

Some typesetters put a blank of script size behind each script. It is a sixth of an em wide, less
than any between words, so that a reader sees ``Mg₂Ni, MgH₂.`` where the file holds ``Mg₂ Ni , MgH₂
.``. Word processors set the blank behind a script so narrow, too, which is one between words.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import Any

from builder.pdf.glyphs import Run, main_style
from builder.pdf.visible_text import part_spans

_Piece = tuple[int, list[Run]]

#: A script is smaller than this share of its line.
_SCRIPT = 0.88
#: A blank counts as the narrow one alone up to this further gap, in parts of the line's size.
_FURTHER = 0.06

_ELEMENT = (
    "A[cglmrstu]|B[aehikr]?|C[adeflmorsu]?|D[bsy]|E[rsu]|F[elmr]?|G[ade]|H[efgos]?|I[nr]?|Kr?|L[airuv]"
    "|M[cdgnot]|N[abdeiop]?|Os?|P[abdmortu]?|R[abefghnu]|S[bcegimnr]?|T[abcehilm]|U|V|W|Xe|Yb?|Z[nr]"
)
#: What closes a word or a formula goes on behind a script without a blank.
_MARK = re.compile(r"[.,;:)\]}](?![\d])|[.,;:]$")
#: A symbol that goes on as a formula: with an amount, another symbol, a bracket or a dash.
_FORMULA = re.compile(rf"[(\[]?(?:{_ELEMENT})(?:(?:{_ELEMENT})(?![a-z])|[\d(\[)\]/–−-]|$)")
_SYMBOL = re.compile(rf"[(\[]?(?:{_ELEMENT})(?![a-z])")
_SYMBOL_BEFORE = re.compile(rf"(?:{_ELEMENT}|[)\]])$")
#: Amounts, variables and charges: what a formula lowers and raises.
_AMOUNT = re.compile(r"[\d.,+−–\-xyzδ±/ ]+$")


def without_script_blanks(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Take invisible blanks out of the pieces of lines of one page.

    A blank before a mark is never one between words. Where a page holds such blanks the file puts
    one behind each script, and that before a symbol is none, either.
    """
    pieces = list(pieces)
    found = [
        (number, place, kind)
        for number, (_, runs) in enumerate(pieces)
        if _may_hold_blanks(runs)
        for place, kind in _narrow_blanks(runs)
    ]
    habit = any(kind == "mark" for *_, kind in found)
    for number, place, kind in found:
        if kind != "symbol" or habit:
            runs = pieces[number][1]
            runs[place] = runs[place]._replace(text=runs[place].text.rstrip())
    return [(block, [run for run in runs if run.text]) for block, runs in pieces]


def _may_hold_blanks(runs: Sequence[Run]) -> bool:
    return len(runs) > 1 and any(
        run.size <= _SCRIPT * following.size and run.text[-1] == " "
        for run, following in pairwise(runs)
    )


def _narrow_blanks(runs: Sequence[Run]) -> Iterable[tuple[int, str]]:
    """Yield place and kind ("mark", "formula", "symbol") of runs that end in a narrow blank."""
    size, baseline = main_style(runs)
    before = ""
    for place, (run, following) in enumerate(pairwise(runs)):
        symbol = _SYMBOL_BEFORE.search(before)
        if abs(run.baseline - baseline) < 0.03 * size:
            before = run.text
        if (
            run.size > _SCRIPT * size
            or not run.text[-1:].isspace()
            or following.size <= _SCRIPT * size
            or following.x0 - run.x1 > _FURTHER * size
        ):
            continue
        text = following.text
        if _MARK.match(text):
            yield place, "mark"
        elif symbol and _AMOUNT.match(run.text):
            if _FORMULA.match(text):
                yield place, "formula"
            elif _SYMBOL.match(text):
                yield place, "symbol"


#: Letters one by one in a line that is spaced to fill its column.
_SPACED = re.compile(r"(?:^|\s)\w(?:\s+\w)+(?=\s|$)")
_ALONE = re.compile(r"\w [a-z](?: |$)")
#: A line is spaced that holds so many letters alone, and hardly a word.
_LEAST_ALONE = 8
#: A gap so many times the usual one of a spaced line parts words.
_WIDER = 1.6


def close_up(raw: dict[str, Any], characters: Callable[[], dict[str, Any]]) -> None:
    """Take out the blanks between the letters of lines that are spaced letter by letter.

    Args:
        raw: Blocks, lines and spans of a page as PyMuPDF's `dict` has them; it is changed.
        characters: Gives the same page as PyMuPDF's `rawdict` has it, where that is needed.
    """
    detailed: dict[str, Any] | None = None
    for number, block in enumerate(raw["blocks"]):
        lines = block.get("lines", ())
        if not any(line["spans"] and _begins_alone(line["spans"][0]["text"]) for line in lines):
            continue
        for _, row in groupby(enumerate(lines), key=lambda one: round(one[1]["bbox"][3])):
            places = list(row)
            if not _is_spaced(" ".join(_text(line) for _, line in places)):
                continue
            detailed = detailed or characters()
            spaced = [detailed["blocks"][number]["lines"][place] for place, _ in places]
            usual = median([gap for line in spaced for gap in _gaps(line)] or [0.0])
            for (_, line), drawn in zip(places, spaced, strict=True):
                _close(line, drawn, _WIDER * usual)


def _begins_alone(text: str) -> bool:
    return text[1:2] == " " and _ALONE.match(text) is not None


def _text(line: dict[str, Any]) -> str:
    return "".join(span["text"] for span in line["spans"])


def _is_spaced(text: str) -> bool:
    """Return whether hardly anything but single letters stands in a text."""
    if not _SPACED.search(text):
        return False
    words = text.split()
    alone = [word for word in words if len(word) == 1]
    letters = sum(map(str.islower, alone))
    return letters >= _LEAST_ALONE and len(alone) >= 0.8 * len(words) and letters > 0.6 * len(alone)


def _gaps(line: dict[str, Any]) -> list[float]:
    """Return the widths of the gaps between the glyphs of a line."""
    glyphs = [char for span in line["spans"] for char in span["chars"] if not char["c"].isspace()]
    return [other["bbox"][0] - one["bbox"][2] for one, other in pairwise(glyphs)]


def _close(line: dict[str, Any], drawn: dict[str, Any], widest: float) -> None:
    """Write the texts of a line's spans again, with a blank for each gap wider than ``widest``."""
    part_spans(line)
    end: float | None = None
    for span, detail in zip(line["spans"], drawn["spans"], strict=False):
        text = ""
        for char in detail["chars"]:
            if char["c"].isspace():
                continue
            if end is not None and char["bbox"][0] - end > widest:
                text += " "
            text, end = text + char["c"], char["bbox"][2]
        if span["text"]:  # else it is hidden
            span["text"] = text
