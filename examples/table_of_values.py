"""Write every yield strength that the papers state to a CSV file, with sentence and DOI.

Run it as ``python examples/table_of_values.py yield_strengths.csv``.
"""

import csv
import sys
from pathlib import Path

import hea


def main(path: str) -> None:
    """Write one line for each value."""
    with hea.open(Path(__file__).parents[1]) as library:
        library.build()
        rows = library.values("yield strength").to_dicts()
    columns = ["alloy", "value", "si_low", "conditions", "sentence", "doi"]
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} values in {path}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "yield_strengths.csv")
