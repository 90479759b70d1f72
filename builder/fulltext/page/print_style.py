"""Know how the running text of a paper is set: its size, its leading, its indents."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median

from builder.pdf.pages import Line, Page

_WORD = re.compile(r"[^\W\d_]{2,}")
#: Scripts that part words by no blanks: Chinese, Japanese, Thai.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
#: A line of running text has so many words, of which so many parts begin with a small letter.
_LEAST_WORDS, _LEAST_SMALL = 5, 0.55
#: Letters take so many parts of it; in a row of a table they do not.
_LEAST_LETTERS = 0.6


@lru_cache(maxsize=4096)
def reads_as_text(text: str) -> bool:
    """Return whether a line is one of running text, not of names, numbers or labels."""
    words = _WORD.findall(text)
    if len(words) < _LEAST_WORDS:
        return len(_UNSPACED.findall(text)) > 12
    small = sum(map(str.islower, [word[0] for word in words]))
    letters = sum(map(len, words))
    return small >= _LEAST_SMALL * len(words) and letters > _LEAST_LETTERS * len(
        text.replace(" ", "")
    )


@dataclass(frozen=True, slots=True)
class PrintStyle:
    """How most of the running text of a paper is set."""

    size: float
    """In points."""
    leading: float
    """Distance between baselines, in points."""
    is_bold: bool
    is_italic: bool

    def is_size(self, size: float) -> bool:
        """Return whether a size is that of the running text, but for 4 %."""
        return abs(size - self.size) <= 0.04 * self.size


def find_style(pages: Iterable[Page]) -> PrintStyle | None:
    """Return how the running text of some pages is set; None where there is none."""
    weight: Counter[float] = Counter()
    lines: dict[float, list[list[Line]]] = {}
    for page in pages:
        of_page: dict[float, list[Line]] = {}
        for line in page.lines:
            if reads_as_text(line.text):
                size = round(2 * line.size) / 2
                weight[size] += len(line.text)
                of_page.setdefault(size, []).append(line)
        for size, held in of_page.items():
            lines.setdefault(size, []).append(held)
    if not weight:
        return None
    most = weight.most_common(1)[0][0]
    chosen = [line for held in lines[most] for line in held]
    return PrintStyle(
        size=median(line.size for line in chosen),
        leading=_leading(lines[most], most),
        is_bold=sum(line.bold for line in chosen) > 0.5 * len(chosen),
        is_italic=sum(line.italic for line in chosen) > 0.5 * len(chosen),
    )


def _leading(pages: Sequence[Sequence[Line]], size: float) -> float:
    """Return the usual distance of lines below one another, of lists of lines, each of one page."""
    steps: Counter[float] = Counter()
    for lines in pages:
        columns: dict[int, list[Line]] = {}
        for line in lines:
            columns.setdefault(round(line.x0 / 4), []).append(line)
        for below in columns.values():
            for one, other in pairwise(below):
                step = other.baseline - one.baseline
                if 0.8 * size < step < 3 * size:
                    steps[round(4 * step) / 4] += 1
    return steps.most_common(1)[0][0] if steps else 1.2 * size
