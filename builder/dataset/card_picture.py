"""Draw the picture of a dataset's card: how many rows each kind has, and how long answers are."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader

if TYPE_CHECKING:
    from builder.dataset.rows import Dataset

#: Lengths in the picture: the longest bar, the row of a bar, what stands below the columns, where
#: the columns begin, how much room they have, how many there are at most.
_WIDEST, _ROW, _BELOW = 250, 22, 60
_LEFT, _ACROSS, _COLUMNS = 550, 430, 30
_LEAST_HEIGHT = 260


def picture(dataset: Dataset) -> str:
    """Return `card.svg`: bars of the rows by kind, and a histogram of the words of the answers."""
    kinds, words = dataset.counted("kind"), dataset.counted("words")
    height = max(_LEAST_HEIGHT, _ROW * len(kinds) + _BELOW)
    longest = max(kinds.values(), default=1)
    ranked = sorted(kinds, key=lambda name: (-kinds[name], name))
    bars = [
        {
            "label": name,
            "count": kinds[name],
            "size": round(_WIDEST * kinds[name] / longest, 1),
            "y": 10 + _ROW * place,
        }
        for place, name in enumerate(ranked)
    ]
    least, most = min(words, default=0), max(words, default=0)
    span = -(-(int(most) - int(least) + 1) // _COLUMNS)
    rows = Counter[int]()
    for length, count in words.items():
        rows[(int(length) - int(least)) // span] += count
    width = _ACROSS / _COLUMNS
    tallest, room = max(rows.values(), default=1), height - _BELOW
    columns = [
        {
            "label": f"{int(least) + place * span} to {int(least) + (place + 1) * span - 1}",
            "count": rows[place],
            "size": round(room * rows[place] / tallest, 1),
            "x": round(_LEFT + place * width, 1),
        }
        for place in sorted(rows)
    ]
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True
    )
    return environment.get_template("card.svg.j2").render(
        height=height, kinds=bars, words=columns, width=round(width - 1, 1), least=least, most=most
    )
