"""The report of one small evaluation, byte by byte; the files in golden/ are what a person gets.

Its words hold whatever HTML and Markdown would take for markup.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builder.library.catalog import CatalogEntry
from builder.papers import Abstract, Paper
from eval.gold.held_out import HeldOutQuestion
from eval.gold.questions import Question
from eval.report.page import as_html, as_markdown
from eval.report.summary import Evaluation, summarise_evaluation
from eval.stats.intervals import Score

GOLDEN = Path(__file__).with_name("golden")
WORDS = 'Young\'s <b>"modulus"</b> & | ${x}\n {{ 7*7 }}'
EVIDENCE = "Its yield strength is 405 MPa at 1600 °C."
QUOTE = "NbMoTaW <was> cast"
TEXT = f'{QUOTE} & annealed. {EVIDENCE} It\'s "BCC".'
CELLS = ("extractive/rag", "extractive/oracle", "base/closed", "base/rag", "tuned/rag")


def question(n: int) -> HeldOutQuestion:
    answers = (f"405 MPa {WORDS}",) if n else ()
    known = Question(
        f"q{n}", f"How strong is it? {WORDS}", "numeric", frozenset({"p"}), EVIDENCE, answers
    )
    paper = Paper("ok", "", f"Strength {WORDS}", None, 2011 if n % 2 else None,
                  abstract=Abstract(TEXT, 1, (0, 0, 0, 0), "made", 1.0))  # fmt: skip
    return HeldOutQuestion(known, CatalogEntry("r.jsonl", 1, f"p{n}", paper) if n != 2 else None)


def row(cell: str, place: int, n: int) -> dict[str, Any]:
    name = f"q{n}"
    found: dict[str, Any] = {
        "cell": cell, "id": name, "cluster": f"p{n}", "answers": ["405"], "said": f"405. {WORDS}",
        "text": "405. [1]", "answered": n != 1, "confidence": n / 40,
        "note": WORDS if n == 3 else "",
        "nearest": "a paper <near>" if n == 4 else None, "known_tokens": n + 1,
        "quotes": [[f"p{n}", 0, len(QUOTE), QUOTE]],
        "strata": {"kind": f"kind {n % 10}", "length": "0–149 words", "family": WORDS,
                   "year": "2010–2014"},
        "scores": {
            "f1": None if n == 5 else ((n + place) % 3) / 2, "value": float(place > 1),
            "written_grounded": 0.5 + place / 10, "coverage": 1.0, "evidence_cited": float(n % 2),
            "ragas_faithfulness": None if n < 9 else 1.0,
        },
    }  # fmt: skip
    if place > 1:
        found["scores"]["surprise"] = 0.5 + n / 10 if n != 6 else None
    if n == 7:
        found = {k: found[k] for k in ("cell", "id", "cluster", "answers", "strata")} | {
            "error": f"no answer {WORDS}",
            "scores": {"f1": None},
        }
    return found


def small() -> Evaluation:
    return summarise_evaluation(
        f"mine {WORDS}",
        {cell: [row(cell, place, n) for n in range(11)] for place, cell in enumerate(CELLS)},
        [question(n) for n in range(11)],
        {"base": f"path:{WORDS}", "tuned": "adapter:mine", "judge": None, "depth": 5, "at": None},
        {"fused": {"recall@1": Score(0.8, 0.7, 0.9, 30), "mrr": Score(None, None, None, 0, 3)}},
        {},
        [f"A note. {WORDS}", "Another."],
    )


def of_one_paper() -> Evaluation:
    rows = [row("base/rag", 0, n) | {"cluster": "p"} for n in range(3)]
    more = [row("tuned/rag", 1, n) | {"cluster": "p"} for n in range(3)]
    cells = {"base/rag": rows, "tuned/rag": more}
    return summarise_evaluation("one", cells, [question(n) for n in range(3)], {}, {}, {}, [])


def empty() -> Evaluation:
    return summarise_evaluation("none", {"extractive/rag": []}, [], {}, {}, {}, [])


REPORTS = {
    "report": lambda: replace(small(), worst=small().worst[:9]),
    "one_paper": of_one_paper,
    "empty": empty,
}


@pytest.mark.parametrize("name", REPORTS)
def test_the_report_is_the_same_byte_for_byte(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = {
        f"Loss of {WORDS}": "<svg style=\"font: 'Sans'\"><text>&#39;</text></svg>",
        "Grid": "<svg/>",
    }
    monkeypatch.setattr(
        "eval.report.page.plots", lambda found: pictures if name == "report" else {}
    )
    found = REPORTS[name]()
    made = {"html": as_html(found), "md": as_markdown(found)}
    for kind, text in made.items():
        assert text == (GOLDEN / f"{name}.{kind}").read_text("utf-8")
