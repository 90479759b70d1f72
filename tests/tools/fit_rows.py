"""Fit the weights by which a row of the evidence table counts as sure, and write them.

Run it as ``python tests/tools/fit_rows.py JUDGED.jsonl [JUDGED.jsonl ...]``. A row names a value by
the title and the text of its abstract, its ``property``, where its sentence begins (``start``) and
where it begins in that (``at``), with its ``doi`` and ``right``: whether a strict reader found all
that the table says of it true. Rows that are not whole are left out: they are never sure. Without
files the features of the rows that come with the program are fitted anew. It writes
``judged_rows.json`` (features alone, no texts) and ``row_weights.json`` in
``builder/materials/measurements/certainty/data/``; with ``--dry`` it writes nothing and prints how
many of the sure rows are right.
"""

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from builder.checks.worth.fitting import JudgedForm, fit, left_out_scores
from builder.checks.worth.learning import calibration, judged_rows, write_judged
from builder.materials.measurements.certainty.binding_features import (
    binding_features,
    paper_bindings,
)
from builder.materials.measurements.certainty.row_model import WEIGHTS, is_whole
from builder.materials.measurements.paper_facts import read_paper
from eval.ranker.weights_file import write_weights

JUDGED = WEIGHTS.with_name("judged_rows.json")
#: How small the weights are held: chosen among 0.25 to 16 with papers left out in turn.
HELD = 2.0
#: The mean chance of the sure rows that the threshold is set for, papers left out: the share of
#: right ones among them goes up and down with single rows.
PRECISION = 0.965
#: Thresholds that are tried, in per cent.
TRIED = range(50, 97)


def main() -> None:
    """Read judged rows, fit and write."""
    dry = "--dry" in sys.argv
    files = [Path(name) for name in sys.argv[1:] if name != "--dry"]
    if files:
        write_judged([row for file in files for row in forms_of(file)], JUDGED)
    rows = judged_rows(JUDGED)
    scores = left_out_scores(rows, HELD)
    pairs = sorted(((s, row.kept) for s, row in zip(scores, rows, strict=True)), reverse=True)
    curve = [point for step in TRIED if (point := passing(pairs, step / 100))]
    enough = [one for one in curve if one["expected"] >= PRECISION]
    chosen = max(enough, key=lambda one: one["share"]) if enough else curve[-1]
    found = {
        "threshold": chosen["threshold"],
        "learned_from": len(rows),
        "papers": len({row.paper for row in rows}),
        "calibration": calibration(pairs),
        "curve": [one for one in curve if round(100 * one["threshold"]) % 5 == 0],
        "weights": fit(rows, HELD),
    }
    sure = [kept for score, kept in pairs if score >= chosen["threshold"]]
    print(f"papers left out in turn, {sum(sure)} of {len(sure)} called sure are right")
    if dry:
        return
    write_weights(WEIGHTS, "python tests/tools/fit_rows.py", files, found)
    print(len(rows), "rows,", sum(row.kept for row in rows), "right; sure from", chosen)
    print("calibration", *calibration(pairs), "curve", *curve, sep="\n  ")


def passing(pairs: Sequence[tuple[float, bool]], threshold: float) -> dict[str, float]:
    """Return the share of rows that pass a threshold, their mean chance, and how many are right."""
    passed = [(score, kept) for score, kept in pairs if score >= threshold]
    if not passed:
        return {}
    return {
        "threshold": threshold,
        "share": round(len(passed) / len(pairs), 3),
        "expected": round(sum(score for score, _ in passed) / len(passed), 3),
        "precision": round(sum(kept for _, kept in passed) / len(passed), 3),
    }


def forms_of(file: Path) -> Iterator[JudgedForm]:
    """Yield the features of judged rows, as values are read today, and hashes of their papers."""
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        read = read_paper(row["title"], row["abstract"])
        paper = paper_bindings(row["title"], read)
        digest = hashlib.sha256((row["doi"] or row["title"]).lower().encode()).hexdigest()[:12]
        for placed in read:
            for value in placed.facts.values if placed.start == row["start"] else ():
                is_it = value.quantity.start == row["at"] and value.property == row["property"]
                if is_it and is_whole(value, placed.facts, paper):
                    features = binding_features(value, placed.facts, paper)
                    yield JudgedForm(digest, features, bool(row["right"]))


if __name__ == "__main__":
    main()
