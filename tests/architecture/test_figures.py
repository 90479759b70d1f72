"""Each figure that the README gives of quality stands in the ledger of figures, and the reverse."""

import re
from pathlib import Path

import pytest

from eval.stats.intervals import proportion

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
LEDGER = (ROOT / "docs" / "results" / "figures.md").read_text("utf-8")
#: The README's words for numbers.
_NUMBER = r"one|two|three|four|five|six|seven|eight|nine|ten"
_FIGURE = re.compile(
    rf"(?<![\w-])\.?\d[\d.]*(?: of \d+)?|\b(?:{_NUMBER}) in (?:{_NUMBER})\b|\bhalf\b", re.I
)
#: Right ones and how many there are: 32, 36 of 39.
_COUNTED = re.compile(r"(\d+)(?:, (\d+))? of (\d+)")
_COUNT_COLUMN, _BETWEEN_COLUMN = 2, 3


def section(text: str, heading: str) -> str:
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def claims(text: str) -> str:
    """Rows of tables but for their heads, and items of lists, in one line each."""
    tables = [row for table in re.findall(r"(?:^\|.*\n)+", text, re.M) for row in rows_of(table)]
    items = re.findall(r"^- .*(?:\n  .*)*", text, re.M)
    return "\n".join([" | ".join(cells) for cells in tables] + [" ".join(i.split()) for i in items])


def rows_of(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize("heading", ["How good is it?", "Limits"])
def test_each_figure_of_the_readme_stands_in_the_ledger(heading: str) -> None:
    said = claims(section(README, heading))
    kept = [row[0] for row in rows_of(section(LEDGER, heading))]
    assert kept
    for figure in kept:
        assert figure in said, f"the README does not say “{figure}” any more"
        said = said.replace(figure, " ", 1)
    assert _FIGURE.findall(said) == [], "figures without a row in docs/results/figures.md"


@pytest.mark.parametrize("heading", ["How good is it?", "Limits"])
def test_each_row_of_the_ledger_has_its_count_and_wilsons_interval(heading: str) -> None:
    for row in rows_of(section(LEDGER, heading)):
        found = _COUNTED.search(row[_COUNT_COLUMN])
        assert found, row
        scores = [proportion(int(one), int(found[3])) for one in found.groups()[:2] if one]
        bounds = [f"{score.low:.2f}–{score.high:.2f}" for score in scores]
        told = " / ".join(one.replace("0.", ".") for one in bounds)
        assert row[_BETWEEN_COLUMN] == told, row[0]
        assert re.fullmatch(r"2026-\d\d-\d\d", row[4]), row[0]
        assert re.fullmatch(r"[0-9a-f]{8}", row[5]), row[0]
        assert re.fullmatch(r"hand, [ABC]|`.+`", row[6]), row[0]
