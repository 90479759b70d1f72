"""Find the table of a caption by the rules below or above it or, without any, by gaps in lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from builder.fulltext.tables.captions import Caption, is_caption
from builder.fulltext.tables.regions import NOTE, WORDS, Region, baselines, is_prose, make_region

if TYPE_CHECKING:
    from builder.fulltext.tables.pieces import Piece
    from builder.fulltext.tables.ruling import Rule, Ruling

#: How far the first rule of a table may stand from its caption, in points.
_FARTHEST = 70.0
#: How far the rules of one table may end apart, in points.
_RAGGED = 14.0


def region_by_rules(
    caption: Caption,
    pieces: Sequence[Piece],
    ruling: Ruling,
    captions: Sequence[Caption],
    down: bool,
) -> Region | None:
    """Return the region of a stack of rules that begins below a caption, or ends above it."""
    stack = _stack(caption, pieces, ruling, captions, down)
    if not stack:
        return None
    x0, x1 = min(rule.start for rule in stack), max(rule.end for rule in stack)
    top, bottom = min(rule.at for rule in stack), max(rule.at for rule in stack)
    inside = [one for one in pieces if x0 - 3 < one.middle < x1 + 3]
    if down:
        top = _top(caption, stack, inside, x1 - x0)
        inside = [one for one in inside if one.baseline > max(caption.bottom - 1, top)]
        bottom = max(bottom, _end_of_rows(inside, stack, x0, x1, captions))
    x0, x1 = _with_columns_beside(caption, pieces, (x0, top, x1, bottom))
    held = [
        one
        for one in pieces
        if x0 - 3 < one.middle < x1 + 3 and top - 1 < one.baseline - 0.3 * one.size < bottom + 0.5
    ]
    rows = baselines(held)
    if len(rows) < 2 or sum(len(row) > 1 for row in rows) < max(1, 0.3 * len(rows)):
        return None
    return make_region(x0, top, x1, bottom, held, pieces, ruling)


def _with_columns_beside(
    caption: Caption, pieces: Sequence[Piece], box: tuple[float, float, float, float]
) -> tuple[float, float]:
    """Return the ends of a table, some of whose columns may stand beside its rules."""
    x0, top, x1, bottom = box
    level = [one for one in pieces if top < one.baseline - 0.3 * one.size < bottom]
    rows = baselines(one for one in level if x0 - 3 < one.middle < x1 + 3)
    for low, high in ((caption.x0, x0), (x1, caption.x1)):
        beside = baselines(one for one in level if low - 3 < one.middle < high)
        if len(beside) >= 0.6 * len(rows) and not any(is_prose(row, low, high) for row in beside):
            x0, x1 = min(x0, low), max(x1, high)
    return x0, x1


def _top(caption: Caption, stack: Sequence[Rule], pieces: Sequence[Piece], width: float) -> float:
    """Return where a table below its caption begins: at its first rule, or with headings above."""
    full = [rule.at for rule in stack if rule.length > 0.6 * width]
    framed = len(full) > 2 and any(
        full[0] < one.baseline - 0.3 * one.size < full[1] for one in pieces
    )
    return full[0] if framed else min(full[0] if full else stack[0].at, caption.bottom)


def _stack(
    caption: Caption,
    pieces: Sequence[Piece],
    ruling: Ruling,
    captions: Sequence[Caption],
    down: bool,
) -> list[Rule]:
    """Return the rules of one table, beginning with the nearest to its caption."""
    edge = caption.bottom - 2 if down else caption.top + 2
    behind = [
        rule
        for rule in (*ruling.across, *ruling.edges)
        if (rule.at > edge if down else rule.at < edge)
        and rule.start < caption.x1
        and rule.end > caption.x0
        and rule.length > 20
    ]
    behind.sort(key=lambda rule: rule.at if down else -rule.at)
    near = [rule for rule in behind if abs(rule.at - edge) < _FARTHEST]
    if not near:
        return []
    first = max(near, key=lambda rule: (round(rule.length / 6), -abs(rule.at - edge)))
    beside = [
        rule
        for rule in (*ruling.across, *ruling.edges)
        if abs(rule.at - first.at) < 2
        and rule.start < first.end + 25
        and rule.end > first.start - 25
    ]
    x0, x1 = min(rule.start for rule in beside), max(rule.end for rule in beside)
    if not _is_clear(caption, first, pieces, captions, x0, x1, edge):
        return []
    stack: list[Rule] = []
    at = edge
    for rule in behind:
        if rule.start < x0 - _RAGGED or rule.end > x1 + _RAGGED:
            if rule.at != first.at and rule.length > 1.15 * (x1 - x0):
                break
            continue
        between = [
            one
            for one in pieces
            if min(at, rule.at) < one.baseline - 0.3 * one.size < max(at, rule.at)
            and x0 - 3 < one.middle < x1 + 3
        ]
        others = [
            other
            for other in captions
            if other is not caption
            and min(at, rule.at) < other.lines[0].baseline < max(at, rule.at)
            and other.x0 < x1
            and other.x1 > x0
        ]
        if stack and (others or _breaks(between, x0, x1) or _is_void(between, at, rule.at)):
            break
        if not stack and others:
            break
        stack.append(rule)
        at = rule.at
    return stack


def _is_clear(
    caption: Caption,
    first: Rule,
    pieces: Sequence[Piece],
    captions: Sequence[Caption],
    x0: float,
    x1: float,
    edge: float,
) -> bool:
    """Return whether no text stands between a caption and the first rule but cells."""
    low, high = min(edge, first.at), max(edge, first.at)
    between = [
        one
        for one in pieces
        if low + 2 < one.baseline - 0.3 * one.size < high and x0 - 3 < one.middle < x1 + 3
    ]
    return not _breaks(between, x0, x1) and not any(
        other is not caption
        and low < other.lines[0].baseline < high
        and other.x0 < x1
        and other.x1 > x0
        for other in captions
    )


def _breaks(pieces: Sequence[Piece], x0: float, x1: float) -> bool:
    """Return whether running text, or the caption of a figure, stands among some lines."""
    rows = baselines(pieces)
    prose = [is_prose(row, x0, x1) for row in rows]
    if any(is_caption(one.line) for row in rows for one in row[:1]):
        return True
    return sum(prose) >= 3 or (len(rows) > 0 and all(prose) and sum(prose) >= 2)


def _is_void(pieces: Sequence[Piece], at: float, other: float) -> bool:
    """Return whether a stretch is as high as several lines and holds none."""
    return not pieces and abs(other - at) > 30


def _end_of_rows(
    pieces: Sequence[Piece],
    stack: Sequence[Rule],
    x0: float,
    x1: float,
    captions: Sequence[Caption],
) -> float:
    """Return where the rows end that stand below the last rule of a table without a lower one."""
    bottom = max(rule.at for rule in stack)
    above = baselines(one for one in pieces if one.baseline < bottom)
    widths = [len(row) for row in above]
    full = {round(rule.at) for rule in stack if rule.length > 0.6 * (x1 - x0)}
    if len(full) > 2 and len(above) > 1:
        return bottom
    end, at = bottom, bottom
    pitch = 0.0
    for row in baselines(one for one in pieces if one.baseline - 0.3 * one.size > bottom):
        size = row[0].size
        if any(
            caption.lines[0].baseline < row[0].baseline
            and caption.top > bottom - 1
            and caption.x0 < x1
            and caption.x1 > x0
            for caption in captions
        ) or is_caption(row[0].line):
            break
        if row[0].baseline - at > max(2.6 * size, 1.6 * pitch) or is_prose(row, x0, x1):
            break
        if NOTE.match(row[0].text) and len(row) == 1:
            break
        if len(row) < max(2, 0.5 * max(widths, default=2)) and end == bottom:
            break
        pitch = row[0].baseline - at if at > bottom else 0.0
        at = row[0].baseline
        end = at + 0.3 * size
    return end


def region_by_gaps(caption: Caption, pieces: Sequence[Piece], ruling: Ruling) -> Region | None:
    """Return the region of a table without rules: the lines below its caption that have gaps."""
    size = caption.lines[-1].size
    beside = _beside(caption, pieces)
    left = min([caption.x0, *(one.x0 for one in beside)]) - 2 * size
    right = max([caption.x1, *(one.x1 for one in beside)]) + size
    return _rows_with_gaps(caption, pieces, ruling, (left, caption.bottom, right))


def region_above(caption: Caption, pieces: Sequence[Piece], ruling: Ruling) -> Region | None:
    """Return the region of a table without rules: the lines above its caption that have gaps."""
    size = caption.lines[-1].size
    beside = _beside(caption, pieces)
    left = min([caption.x0, *(one.x0 for one in beside)]) - 2 * size
    right = max([caption.x1, *(one.x1 for one in beside)]) + size
    top = caption.top
    for row in reversed(
        baselines(one for one in pieces if one.baseline < top and left < one.middle < right)
    ):
        near = top - row[0].baseline < 3.2 * size
        if not near or len(row) < 2 or is_prose(row, left + 2 * size, right - size):
            break
        top = row[0].top
    if top == caption.top:
        return None
    held = [one for one in pieces if one.baseline < caption.top]
    return _rows_with_gaps(caption, held, ruling, (left, top - 1, right))


def region_beside(caption: Caption, pieces: Sequence[Piece], ruling: Ruling) -> Region | None:
    """Return the region of a table that stands to the right of a narrow caption."""
    size = caption.lines[-1].size
    right = max((one.x1 for one in pieces), default=caption.x1) + size
    top = caption.top - size
    return _rows_with_gaps(caption, pieces, ruling, (caption.x1 + size, top, right))


def _rows_with_gaps(
    caption: Caption,
    pieces: Sequence[Piece],
    ruling: Ruling,
    room: tuple[float, float, float],
) -> Region | None:
    """Return the region of the lines with gaps in a room: its left end, its top, its right end."""
    size = caption.lines[-1].size
    left, last, right = room
    held: list[Piece] = []
    pitch = 0.0
    for row in baselines(
        one for one in pieces if one.baseline > last and left < one.middle < right
    ):
        apart = row[0].baseline - last
        if apart > max(3.2 * size, 1.7 * pitch) or is_caption(row[0].line):
            break
        if is_prose(row, left + 2 * size, max(right - 2 * size, _right(held))):
            break
        if len(row) < 2 and held and apart > max(1.6 * size, 1.2 * pitch):
            break
        pitch = apart if held else 0.0
        held += row
        last = row[0].baseline
    rows = baselines(held)
    if sum(len(row) > 1 for row in rows) < max(2, 0.6 * len(rows)):
        return None
    x0, top = min(one.x0 for one in held), min(one.top for one in held)
    bottom = max(one.bottom for one in held)
    return make_region(x0, top, _right(held), bottom, held, pieces, ruling)


def _beside(caption: Caption, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the lines of running text in the column of a caption."""
    return [
        one
        for one in pieces
        if len(WORDS.findall(one.text)) > 5 and one.x0 < caption.x1 and one.x1 > caption.x0
    ]


def _right(pieces: Sequence[Piece]) -> float:
    return max((one.x1 for one in pieces), default=0.0)
