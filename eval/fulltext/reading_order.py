"""Score reading order: headings, kinds of sections, sentences over column and page breaks."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from builder.papers import Paper
from eval.gold.questions import read_rows
from eval.metrics.extraction_scores import Share

#: Characters before and behind a break that a paragraph must hold, and how alike they must be
#: (0 to 100): marks of citations are left out of paragraphs.
_AROUND, _ALIKE = 24, 90.0


@dataclass(frozen=True, slots=True)
class OrderGold:
    """What a person read of the order of one paper."""

    file: str
    headings: tuple[tuple[str, str | None], ...]
    """In reading order, each with the kind of its section, if that is told."""
    breaks: tuple[tuple[str, str, str], ...]
    """column or page, the words before the break, the words behind it."""

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "OrderGold":
        """Take one row of an ``order.jsonl``."""
        return cls(
            str(row["file"]),
            tuple((one["heading"], one.get("section")) for one in row["headings"]),
            tuple((one["kind"], one["before"], one["after"]) for one in row["continuations"]),
        )


def read_order(path: Path) -> list[OrderGold]:
    """Read an ``order.jsonl``.

    Raises:
        UserError: A line is no gold row; the message has its number.
    """
    form = 'Each line is {"file": …, "headings": […], "continuations": […]}.'
    return read_rows(path, lambda _, row: OrderGold.from_row(row), "a gold row", form)


@dataclass(frozen=True, slots=True)
class OrderScores:
    """How truly the order of papers was read."""

    n: int
    unscored: int
    """Papers whose PDF is not there."""
    joined: Mapping[str, Share]
    """By kind of break: sentences that go on over it within one paragraph."""
    headings: Share
    """Headings of the papers that were found, in their order."""
    extra: Share
    """Of those found, the ones that are none."""
    sections: Share
    """Of the headings whose kind is told, those found with this kind."""
    misses: tuple[tuple[str, str], ...]
    """File, and what was not read as it is."""


def score_order(gold: Iterable[OrderGold], papers: Mapping[str, Paper]) -> OrderScores:
    """Score the papers, by file name, that were read from the PDFs of the gold rows."""
    rows = list(gold)
    read = [row for row in rows if row.file in papers]
    misses: list[tuple[str, str]] = []
    joined: dict[str, list[bool]] = {}
    found = there = extra = all_found = kinds = kinds_there = 0
    for row in read:
        body = papers[row.file].body
        texts = [_letters(one.text) for one in body.paragraphs] if body else []
        for kind, before, after in row.breaks:
            is_joined = _is_joined(before, after, texts)
            joined.setdefault(kind, []).append(is_joined)
            if not is_joined:
                misses.append((row.file, f"{kind} break: {before} | {after}"))
        # The heading of the abstract is none of the body.
        true = [one for one in row.headings if _letters(one[0]) not in ("abstract", "summary")]
        ours = body.headings if body else ()
        pairs = _common([_letters(name) for name, _ in true], [_letters(one.text) for one in ours])
        met = dict(pairs)
        misses += [
            (row.file, f"heading: {name}") for at, (name, _) in enumerate(true) if at not in met
        ]
        taken = set(met.values())
        misses += [
            (row.file, f"no heading: {one.text}") for at, one in enumerate(ours) if at not in taken
        ]
        there, found = there + len(true), found + len(met)
        all_found, extra = all_found + len(ours), extra + len(ours) - len(met)
        for at, (name, kind_told) in enumerate(true):
            if kind_told is None:
                continue
            is_right = at in met and ours[met[at]].section == kind_told
            kinds, kinds_there = kinds + is_right, kinds_there + 1
            if at in met and not is_right:
                misses.append((row.file, f"{name} is {kind_told}, read as {ours[met[at]].section}"))
    return OrderScores(
        len(read),
        len(rows) - len(read),
        {kind: Share(sum(ones), len(ones)) for kind, ones in sorted(joined.items())},
        Share(found, there),
        Share(extra, all_found),
        Share(kinds, kinds_there),
        tuple(misses),
    )


def _letters(text: str) -> str:
    """Return letters and digits alone, as texts are compared that differ in blanks and hyphens."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _is_joined(before: str, after: str, texts: Sequence[str]) -> bool:
    """Return whether the words around a break follow one another in one of some texts."""
    around = _letters(before)[-_AROUND:] + _letters(after)[:_AROUND]
    return any(around in text for text in texts) or any(
        len(text) >= len(around) and fuzz.partial_ratio(around, text) >= _ALIKE for text in texts
    )


def _common(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of the longest sequence that two lists of headings have in common."""
    best = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for a in range(len(one) - 1, -1, -1):
        for b in range(len(other) - 1, -1, -1):
            best[a][b] = (
                best[a + 1][b + 1] + 1
                if one[a] == other[b]
                else max(best[a + 1][b], best[a][b + 1])
            )
    pairs: list[tuple[int, int]] = []
    a = b = 0
    while a < len(one) and b < len(other):
        if one[a] == other[b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a + 1][b] >= best[a][b + 1]:
            a += 1
        else:
            b += 1
    return pairs
