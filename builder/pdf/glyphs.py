"""Write the glyphs of a printed line as plain text: raised and lowered ones, signs set as two.

The conventions are those of the abstracts that databases hold: a subscript joins its symbol
(``Al0.3CoCrFeNi``, ``M23C6``, ``LC50``) and takes an underscore after a Greek letter (``σ_y``);
an exponent joins a unit (``g−1``) and takes a caret after a digit or bracket, where it would
otherwise read as part of the number (``10^−3``).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """A stretch of one printed line in one size on one baseline."""

    text: str
    size: float
    baseline: float
    """y of the baseline in points; smaller is higher on the page."""
    x0: float
    x1: float
    bold: bool
    italic: bool


_GREEK = "Α-Ωα-ωϑϕϵ"
_TAKES_CARET = re.compile(f"[\\d)\\]}}{_GREEK}]")
_RINGS = ("o", "O", "0", "◦", "∘", "º", "˚", "°")
_OVERLAID = {
    frozenset("+−"): "±",
    frozenset("+-"): "±",
    frozenset("+_"): "±",
    frozenset("∼="): "≅",
    frozenset("~="): "≅",
    frozenset("=/"): "≠",
}
_SIGNED_NUMBER = re.compile(r"[\d.,+−–-]+")
_THREE_LETTERS = re.compile(r"[^\W\d_]{3}")
_FORMULA_SCRIPT = re.compile(r"[\d.,+−–\-±()\sa-z]{1,12}")
_CITATION_MARK = re.compile(r"\[?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]?,?")
#: "alloys1,2", "(HEAs)1" and "life.3" cite; "m2", "His388", "R2" and "(111)2" do not.
_IS_CITED_AT = re.compile(
    r"(?:\b[a-z][a-z-]{3,}|[A-Z]{2,}s|[A-Za-z]{2}[)\]]|[A-Za-z)\]]{2,}[.,;:])$"
)


def main_style(runs: Sequence[Run]) -> tuple[float, float]:
    """Return the size and baseline of a line, in points, without those of its scripts.

    A formula may hold more subscript than symbols, so that most characters do not choose: the
    largest size does that sets a quarter of them, or of which all the others are scripts.
    """
    if len(runs) == 1:
        return runs[0].size, runs[0].baseline
    weight: dict[tuple[float, float], int] = {}
    for run in runs:
        style = (run.size, run.baseline)
        weight[style] = weight.get(style, 0) + len(run.text.strip())
    if len(weight) == 1:
        return style
    share = sum(weight.values()) / 4
    count = 0
    for style in sorted(weight, reverse=True):
        count += weight[style]
        if count and (count >= share or _are_scripts(runs, style)):
            break
    largest = style[0]
    alike = [style for style in weight if abs(style[0] - largest) <= 0.08 * largest]
    return max(alike, key=weight.__getitem__)


def _are_scripts(runs: Sequence[Run], style: tuple[float, float]) -> bool:
    """Return whether all smaller runs are as small, shifted and short as scripts of a style."""
    size, baseline = style
    return all(
        0.5 <= run.size / size <= 0.88
        and 0.05 < abs(run.baseline - baseline) / size < 0.6
        and not _THREE_LETTERS.search(run.text)
        for run in runs
        if run.size < size and run.text.strip()
    )


def _level(run: Run, size: float, baseline: float) -> int:
    """Return 1 for a raised run, -1 for a lowered one, 0 for one on the line."""
    ratio, lift = run.size / size, (baseline - run.baseline) / size
    if ratio <= 0.88:
        if lift > 0.14:
            return 1
        return -1 if lift < -0.03 else 0
    if ratio <= 1.05 and 0.22 < abs(lift) < 0.8 and _SIGNED_NUMBER.fullmatch(run.text.strip()):
        return 1 if lift > 0 else -1
    return 0


def _raised(before: str, script: str, after: str) -> str:
    """Write a superscript that follows ``before``; return "" for a citation mark."""
    # A font without a character map hands the superscript minus over as a control character.
    script = re.sub(r"^[\x00-\x1f\x7f-\x9f\ufffd–]+(?=\d)", "−", script)
    if script in _RINGS and (script not in "oO0" or re.match(r"\s?[CFK]\b", after)):
        return "°"
    if _CITATION_MARK.fullmatch(script) and (script[0] == "[" or _IS_CITED_AT.search(before)):
        return ""
    if before and _TAKES_CARET.match(before[-1]) and re.match(r"[\dA-Za-z+−–-]", script):
        return "^" + script
    return script


def _lowered(before: str, script: str) -> str:
    """Write a subscript that follows ``before``."""
    if re.search(f"[{_GREEK}]$", before) and script[0].isalpha():
        return "_" + script
    return script


def _overlaid(first: Run, second: Run) -> str:
    """Return the sign that two glyphs set in the same place make, such as ±; else ""."""
    overlap = min(first.x1, second.x1) - max(first.x0, second.x0)
    if overlap <= 0.4 * min(first.x1 - first.x0, second.x1 - second.x0):
        return ""
    return _OVERLAID.get(frozenset((first.text.strip(), second.text.strip())), "")


def unstack(runs: Sequence[Run], size: float, baseline: float) -> list[tuple[int, str]]:
    """Return the text of a line as stretches of one level.

    Args:
        runs: The runs of the line, left to right.
        size: Size of most of its characters, in points.
        baseline: y of its baseline, in points from the top.

    Returns:
        (level, text) in order; the level is 1 for raised, -1 for lowered, 0 for on the line.
    """
    stretches: list[tuple[int, str]] = []
    previous: Run | None = None
    for run in runs:
        meet = previous is not None and run.x0 < previous.x1 and previous.x0 < run.x1
        sign = _overlaid(previous, run) if meet and previous else ""
        if sign and previous:
            before = stretches.pop()[1].rstrip().removesuffix(previous.text.strip())
            # The second glyph covers the space behind the first; as much stands on either side.
            spaced = before.endswith(" ") or (
                not before and stretches and stretches[-1][1][-1] == " "
            )
            level, text = 0, before + sign + (" " if spaced else "")
        else:
            level, text = _level(run, size, baseline), run.text
        previous = run
        last_level = stretches[-1][0] if stretches else None
        if level == last_level:
            stretches[-1] = (level, stretches[-1][1] + text)
        elif not text.strip() and last_level and run.size < 0.9 * size:
            # A gap between the pieces of one script ("0", ".", "3") is not a space,
            # and the gap behind the last of them is put down by the next stretch.
            stretches[-1] = (last_level, stretches[-1][1] + " ")
        else:
            stretches.append((level, text))
    return stretches


def plain_text(runs: Sequence[Run], size: float, baseline: float) -> str:
    """Write one printed line, of ``size`` and ``baseline`` in points, as text."""
    if len(runs) == 1:
        return runs[0].text.strip()
    stretches = unstack(runs, size, baseline)
    out = ""
    for index, (level, text) in enumerate(stretches):
        script = text.strip()
        if not level or not script:
            out += text
            continue
        if re.search(r"[\d+−–-]", script) and _FORMULA_SCRIPT.fullmatch(script):
            script = re.sub(r"\s+", "", script)
        tail = " " if text[-1].isspace() else ""
        base = out.rstrip()
        if level < 0:
            out = base + _lowered(base, script) + tail
            continue
        after = stretches[index + 1][1] if index + 1 < len(stretches) else ""
        # Behind a space a number is an isotope's mass (63Ni), not an exponent.
        isotope = len(out) > len(base) and script.isdigit() and re.match(r"[A-Z]", after)
        raised = script if isotope else _raised(base, script, after)
        # A degree stands behind the blank that is printed, an exponent never does.
        out = (out if isotope or raised == "°" else base) + raised + ("" if isotope else tail)
    return out.strip()
