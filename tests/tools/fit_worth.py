"""Fit the weights by which drafted triples are scored, and write them with what they rest on.

Run it as ``python tests/tools/fit_worth.py JUDGED.jsonl [JUDGED.jsonl ...]``. A row is a drafted
triple (rule, kind, question, answer, evidence, doi or paper) with ``strict``: whether a strict
reader found it right, answerable, natural, complete, useful and clear without its paper, and maybe
a ``weight``: less than 1 for what is not drafted any more, and for what the one who wrote the rules
judged, neither of which is measured on. The rows are added to those that were judged before, of
which the features alone are kept, in ``builder/checks/worth/data/judged.json``. It writes this file
anew, and ``weights.json``.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from builder.checks.worth.features import features_of
from builder.checks.worth.fitting import JudgedForm
from builder.checks.worth.learning import judged_rows, learn, write_judged
from builder.checks.worth.model import PACKAGED
from builder.triples import Triple
from eval.ranker.weights_file import write_weights


def main() -> None:
    """Read judged rows, fit and write."""
    files = [Path(name) for name in sys.argv[1:]]
    before = judged_rows()
    rows = [*before, *(form_of(row) for file in files for row in read(file))]
    write_judged(rows)
    write_weights(PACKAGED, "python tests/tools/fit_worth.py", files, learn(judged_rows()))
    found = json.loads(PACKAGED.read_text("utf-8"))
    print(
        len(before),
        "+",
        len(rows) - len(before),
        "rows;",
        found["threshold"],
        "from; of thresholds:",
    )
    for point in found["curve"]:
        print(point)


def read(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSON Lines file."""
    for line in file.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def form_of(row: dict[str, Any]) -> JudgedForm:
    """Return the features of a judged row, and a hash of its paper."""
    paper = hashlib.sha256((row.get("doi") or row["paper"]).lower().encode()).hexdigest()[:12]
    evidence = row["evidence"]
    triple = Triple(
        "", paper, row["kind"], row["question"], row["answer"], evidence, 0, len(evidence),
        "rules", row["rule"],
    )  # fmt: skip
    return JudgedForm(paper, features_of(triple), bool(row["strict"]), row.get("weight", 1.0))


if __name__ == "__main__":
    main()
