"""The check against what a real small model wrote, judged sentence by sentence.

`written_by_models.jsonl` holds one sentence, or less, a line, with its question and the DOI of the
abstract that the model had read: *true* (the abstract says it and it answers), *no answer* (it says
nothing, or something else that is true), *false* (the abstract does not say it). Each later set was
measured on once before rules were written with it in view, as they now are with all: `first new`,
`third new` and `fourth new` are asked in people's own words, `second new` in those of the papers.
The words of the fourth are farthest from the papers', and hardly any of its kinds is mended.
Half of the fifth and of the sixth was written by hand, as another model might answer: true in free
words, and false by one thing alone. On the sixth, before any rule was written with it in view, .28
of what passed was false (15 of 53) and .51 of the true was kept (35 of 68). The seventh, all by
hand, is in free words alone: at first .29 was false (10 of 34) and .45 kept (24 of 53).
The eighth and the ninth, on abstracts of 2026, hold what two models and a hand wrote; at first .23
(14 of 60) and .26 (8 of 31) of what passed was false, and .43 and .51 of the true was kept.
"""

import json
from collections import Counter
from pathlib import Path

import pytest
from small_library import SHARED

from answer.claims.check import ClaimChecker
from answer.grounding.check import SUPPORTED, claims_of
from answer.question.parse import parse_question
from builder.library.catalog import CatalogEntry
from builder.papers import Abstract, Paper
from retrieval.hybrid import Hit, ScoreBreakdown
from retrieval.passages import Passage

WRITTEN = Path(__file__).with_name("written_by_models.jsonl")


def hit_of(title: str, text: str) -> Hit:
    """The only paper found, as a search would give it."""
    paper = Paper("ok", "", title=title, abstract=Abstract(text, 1, (0, 0, 0, 0), "record", 1.0))
    listed = CatalogEntry("paper.pdf", 0, "paper", paper)
    passage = Passage(1, listed.id, title, 0, len(text), text)
    return Hit(1, passage, 1.0, ScoreBreakdown(0.5, 1.0), listed)


def abstracts() -> dict[str, dict[str, str]]:
    files = sorted((SHARED / "abstracts").glob("*.jsonl"))
    if not files:
        pytest.skip("needs the abstracts of ../shared")
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    return {row["doi"].lower(): row for row in map(json.loads, lines) if row.get("doi")}


def counted(half: str) -> Counter[tuple[str, bool]]:
    """How many of each label pass, and how many do not."""
    of_doi = abstracts()
    counts: Counter[tuple[str, bool]] = Counter()
    for row in map(json.loads, WRITTEN.read_text("utf-8").splitlines()):
        if row["half"] == half:
            paper = of_doi[row["doi"]]
            checker = ClaimChecker(
                parse_question(row["question"]), [hit_of(paper["title"], paper["abstract"])]
            )
            found = checker.check_all(claims_of(row["text"]))
            passes = bool(found) and all(one.verdict == SUPPORTED for one in found)
            counts[row["label"], passes] += 1
    return counts


@pytest.mark.parametrize(
    ("half", "most_false", "least_kept"),
    [
        ("opened", 0.03, 0.85),
        ("kept", 0.08, 0.85),
        ("first new", 0.06, 0.78),
        ("second new", 0.05, 0.85),
        ("third new", 0.15, 0.75),
        ("fourth new", 0.40, 0.45),
        ("fifth new", 0.13, 0.77),
        ("sixth new", 0.18, 0.55),
        ("seventh new", 0.14, 0.57),
        ("eighth new", 0.08, 0.52),
        ("ninth new", 0.17, 0.58),
    ],
)
def test_little_of_what_passes_is_false(half: str, most_false: float, least_kept: float) -> None:
    counts = counted(half)
    passed = sum(number for (_, passes), number in counts.items() if passes)
    assert counts["false", True] <= most_false * passed
    true = counts["true", True] + counts["true", False]
    assert counts["true", True] >= least_kept * true
