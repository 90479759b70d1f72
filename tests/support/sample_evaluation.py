"""An evaluation of thirty questions in five cells, with any words in its titles and answers."""

from typing import Any

from small_library import CANTOR

from builder.library.catalog import CatalogEntry
from builder.references.jsonl import record_paper
from eval.gold.held_out import HeldOutQuestion
from eval.gold.questions import Question
from eval.report.summary import Evaluation, summarise_evaluation
from eval.stats.intervals import Score

XSS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</summary><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "'-alert(1)-'",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "${title} $notes {{7*7}} ]]><!--",
    "</style><script>alert(1)</script>",
    "$\\alpha_{$ | pipe \n newline",
]


def row(cell: str, name: str, f1: float | None, **more: Any) -> dict[str, Any]:
    return {
        "cell": cell, "id": name, "cluster": name, "answers": ["200"], "said": "It is 200.",
        "text": "It is 200. [1]", "answered": True, "confidence": int(name[1:]) / 40, "quotes": [],
        "strata": {"kind": "numeric", "length": "0–149 words", "family": "Co-Cr", "year": "2014"},
        "scores": {"f1": f1, "value": f1, "written_grounded": 1.0}, **more,
    }  # fmt: skip


def case(name: str, words: str = "") -> HeldOutQuestion:
    record = CANTOR | {"title": f"Toughness {words}"}
    paper = CatalogEntry("r.jsonl", 1, name, record_paper(record, 1))
    evidence = "Its fracture toughness exceeds 200 MPa m^0.5 at 77 K."
    question = Question(name, f"How tough is it? {words}", "numeric", frozenset({name}), evidence,
                        (f"200 {words}",))  # fmt: skip
    return HeldOutQuestion(question, paper)


def made(words: str = "", **more: Any) -> Evaluation:
    cells = ("extractive/rag", "extractive/oracle", "base/closed", "base/rag", "tuned/rag")
    by_cell = {
        cell: [row(cell, f"q{n}", (n + place) % 3 / 2, **more) for n in range(30)]
        for place, cell in enumerate(cells)
    }
    return summarise_evaluation(
        f"mine {words}",
        by_cell,
        [case(f"q{n}", words) for n in range(30)],
        {"base": f"path:{words}", "tuned": "adapter:mine", "judge": None, "index_sha256": "ab12"},
        {"fused": {"recall@1": Score(0.8, 0.7, 0.9, 30), "recall@5": Score(0.9, 0.8, 1.0, 30)}},
        {"adapter:mine": [{"step": 1, "loss": 2.0}, {"step": 2, "loss": 1.0, "val_loss": 1.5}]},
        [f"A note. {words}"],
    )
