"""Take out blanks that no reader sees: those of script size that some typesetters put behind runs.

Such a blank is a sixth of an em wide, less than any between words, so that a reader sees
``Mg₂Ni, MgH₂.`` where the file holds ``Mg₂ Ni , MgH₂ .``. Word processors set the blank behind a
script so narrow, too, which is one between words.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from builder.pdf.glyphs import Run, main_style

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
        if len(runs) > 1
        for place, kind in _narrow_blanks(runs)
    ]
    habit = any(kind == "mark" for *_, kind in found)
    for number, place, kind in found:
        if kind != "symbol" or habit:
            runs = pieces[number][1]
            runs[place] = runs[place]._replace(text=runs[place].text.rstrip())
    return [(block, [run for run in runs if run.text]) for block, runs in pieces]


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
