"""Learn what is worth asking from judged triples: those of the program and those of people.

Of the judged triples that come with the program only the features are kept, not the texts.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from builder.checks.worth.fitting import JudgedForm, fit, left_out_scores
from builder.storage.files import write_atomic

#: The features of judged triples that come with the program.
JUDGED = Path(__file__).with_name("data") / "judged.json"
#: The precision among those that pass which the threshold is set for, papers left out in turn.
_PRECISION = 0.9
#: The threshold passes at least this share of the triples, even where fewer would be as precise.
_LEAST_SHARE = 0.85
_BINS = 8
_LOWEST, _HIGHEST = 0.3, 0.95

_Row = TypeVar("_Row")


def judged_rows(path: Path = JUDGED) -> list[JudgedForm]:
    """Return the judged triples that come with the program."""
    table = json.loads(path.read_text("utf-8"))
    names: list[str] = table["features"]
    return [
        JudgedForm(
            row["paper"],
            {names[place]: 1.0 for place in row["has"]}
            | {names[int(place)]: value for place, value in row.get("shares", {}).items()},
            row["kept"],
            row.get("weight", 1.0),
        )
        for row in table["rows"]
    ]


def write_judged(rows: Sequence[JudgedForm], path: Path = JUDGED) -> None:
    """Write the features of judged triples, without their texts."""
    names = sorted({name for row in rows for name in row.features})
    place = {name: number for number, name in enumerate(names)}
    written = [
        {
            "paper": row.paper,
            "kept": row.kept,
            "weight": row.weight,
            "has": [place[n] for n, value in row.features.items() if value == 1.0],
            "shares": {
                str(place[n]): round(value, 3) for n, value in row.features.items() if value != 1.0
            },
        }
        for row in rows
    ]
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in written)
    write_atomic(path, f'{{"features": {json.dumps(names)},\n"rows": [\n{lines}\n]}}\n')


def learn(rows: Sequence[JudgedForm], precision: float = _PRECISION) -> dict[str, Any]:
    """Learn weights and a threshold; return them with how good they were on papers left out.

    The threshold is the lowest one at which the wanted share of those that pass is kept by readers;
    where fewer than `_LEAST_SHARE` would pass, the one that so many pass. Rows of less than full
    weight are learned from, but not measured on: such triples are not drafted any more.

    Args:
        rows: Judged triples, at least some kept and some not.
        precision: The share, 0 to 1, that readers shall keep of those that pass.
    """
    scores = left_out_scores(rows)
    pairs = sorted(
        ((score, row.kept) for score, row in zip(scores, rows, strict=True) if row.weight >= 1),
        reverse=True,
    )
    curve = _curve(pairs)
    enough = [point for point in curve if point["precision"] >= precision]
    chosen = max(enough, key=lambda point: point["share"]) if enough else curve[-1]
    if chosen["share"] < _LEAST_SHARE:
        chosen = min(curve, key=lambda point: abs(point["share"] - _LEAST_SHARE))
    return {
        "threshold": chosen["threshold"],
        "learned_from": len(rows),
        "measured_on": len(pairs),
        "calibration": calibration(pairs),
        "curve": curve,
        "weights": fit(rows),
    }


def _curve(pairs: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """Return threshold → share that passes and precision among it; the highest scores first."""
    curve = []
    for step in range(round(_LOWEST * 100), round(_HIGHEST * 100) + 1, 5):
        passed = [kept for score, kept in pairs if score >= step / 100]
        if passed:
            share, kept = len(passed) / len(pairs), sum(passed) / len(passed)
            curve.append(
                {"threshold": step / 100, "share": round(share, 3), "precision": round(kept, 3)}
            )
    return curve


def by_score(scored: Iterable[tuple[float, _Row]]) -> list[list[tuple[float, _Row]]]:
    """Return rows and their scores in ranges of scores, lowest first, without empty ranges."""
    bins: list[list[tuple[float, _Row]]] = [[] for _ in range(_BINS)]
    for score, row in scored:
        bins[min(int(score * _BINS), _BINS - 1)].append((score, row))
    return [some for some in bins if some]


def calibration(pairs: Iterable[tuple[float, bool]]) -> list[dict[str, float]]:
    """Return bins of scores: the mean score (`predicted`), the share kept (`observed`), and `n`."""
    return [
        {
            "predicted": round(sum(score for score, _ in some) / len(some), 3),
            "observed": round(sum(kept for _, kept in some) / len(some), 3),
            "n": len(some),
        }
        for some in by_score(pairs)
    ]
