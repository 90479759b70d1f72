"""Put lines together whose glyphs stand between one another's, as formulas in a sentence do.

A formula editor writes ``resistivity ρ( ) and`` first and the ``T`` into the brackets later, so
that MuPDF gives two lines on one baseline which overlap. Their glyphs do not: in the order of
their places they are the line that a reader sees.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any

_Line = dict[str, Any]
#: Baseline, x0, x1 and size in points, numbers of block and line.
_Entry = tuple[float, float, float, float, int, int]

_SIZE = itemgetter("size")
_LEFT = itemgetter(1)

#: Lines are on one baseline up to this difference, and overlap from this width on, in parts of
#: their size.
_ON_ONE_BASELINE = 0.12
_OVERLAP = 0.3
#: Two glyphs collide that share more than this part of the narrower one: text drawn twice.
_COLLISION = 0.45
#: A gap of this many parts of the size parts words; the narrowest of print are 0.13.
_BLANK = 0.12
#: A piece of a sentence is so many times its size wide, a displayed formula mostly less; what is
#: nearer than so many stands beside it.
_SENTENCE = 12
_BESIDE = 3
_NEARLY_WHITE = 0xF2F2F2


def interleave(raw: dict[str, Any], characters: Callable[[], dict[str, Any]]) -> None:
    """Replace in ``raw`` the lines that stand between one another's glyphs by one each.

    Args:
        raw: Blocks, lines and spans of a page as PyMuPDF's `dict` has them; it is changed.
        characters: Gives the same page as PyMuPDF's `rawdict` has it, where that is needed.
    """
    groups = list(_groups(raw))
    if not groups:
        return
    detailed = characters()
    gone: list[tuple[int, int]] = []
    for group in groups:
        lines = [detailed["blocks"][block]["lines"][line] for block, line in group]
        if (joined := _joined(lines)) is not None:
            (block, line), *others = group
            raw["blocks"][block]["lines"][line] = joined
            gone += others
    for block, line in sorted(gone, reverse=True):
        del raw["blocks"][block]["lines"][line]


def _groups(raw: dict[str, Any]) -> Iterator[list[tuple[int, int]]]:
    """Yield (block, line) of visible, upright lines that overlap on one baseline."""
    entries = []
    for block_number, block in enumerate(raw["blocks"]):
        for line_number, line in enumerate(block.get("lines", ())):
            spans = line["spans"]
            # Of a line that is hidden in part, the detail would bring the rest back.
            if not spans or line["dir"][0] < 0.98 or "cut" in line:
                continue
            first = spans[0] if len(spans) == 1 else max(spans, key=_SIZE)
            x0, _, x1, _ = line["bbox"]
            entries.append((first["origin"][1], x0, x1, first["size"], block_number, line_number))
    entries.sort()
    rows: list[list[_Entry]] = []
    for entry in entries:
        if rows and entry[0] - rows[-1][-1][0] < _ON_ONE_BASELINE * entry[3]:
            rows[-1].append(entry)
        else:
            rows.append([entry])
    for row in rows:
        if len(row) > 1:
            row.sort(key=_LEFT)
            for group in _overlapping(row):
                if any(_is_sentence_at(entry, group) for entry in row):
                    yield [entry[4:] for entry in group]


def _overlapping(row: Sequence[_Entry]) -> Iterator[list[_Entry]]:
    """Yield lines of one row, left to right, of which each overlaps those before it."""
    group = [row[0]]
    end = row[0][2]
    for entry in row[1:]:
        last = group[-1]
        alike = abs(last[3] - entry[3]) < 0.1 * last[3]
        if alike and end - entry[1] > _OVERLAP * last[3]:
            group.append(entry)
            end = max(end, entry[2])
            continue
        if len(group) > 1:
            yield group
        group, end = [entry], entry[2]
    if len(group) > 1:
        yield group


def _is_sentence_at(entry: _Entry, group: Sequence[_Entry]) -> bool:
    """Return whether a line is as wide as one of a sentence, and part of a group or beside it."""
    _, x0, x1, size, *_ = entry
    reach = _BESIDE * size
    return x1 - x0 > _SENTENCE * size and (
        group[0][1] - reach < x1 and x0 < max(other[2] for other in group) + reach
    )


def _joined(lines: Sequence[_Line]) -> _Line | None:
    """Return one line of all glyphs in the order of their places; None where they collide.

    Text that may be hidden is left as it is: what hides it is told by its own line.
    """
    glyphs = []
    for number, line in enumerate(lines):
        for span in line["spans"]:
            if span["alpha"] == 0 or span["color"] >= _NEARLY_WHITE:
                return None
            glyphs += [
                (char["bbox"][0], char["bbox"][2], char["c"], number, span)
                for char in span["chars"]
                if not char["c"].isspace()
            ]
    glyphs.sort(key=lambda glyph: glyph[0])
    if not glyphs or any(
        one[3] != other[3]
        and one[1] - other[0] > _COLLISION * min(one[1] - one[0], other[1] - other[0])
        for one, other in pairwise(glyphs)
    ):
        return None
    spans: list[dict[str, Any]] = []
    end = glyphs[0][0]
    for x0, x1, character, _, span in glyphs:
        gap = x0 - end > _BLANK * span["size"]
        last = spans[-1] if spans else None
        if last is not None and gap:
            last["text"] += " "
        if last is not None and last["chars"] is span["chars"] and not gap:
            last["text"] += character
            last["bbox"] = (last["bbox"][0], last["bbox"][1], x1, last["bbox"][3])
        else:
            box = (x0, span["bbox"][1], x1, span["bbox"][3])
            origin = (x0, span["origin"][1])
            spans.append({**span, "text": character, "bbox": box, "origin": origin})
        end = x1
    boxes = [line["bbox"] for line in lines]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), end, max(b[3] for b in boxes))
    return {**lines[0], "spans": spans, "bbox": box}
