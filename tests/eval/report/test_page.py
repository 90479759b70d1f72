"""The report says all it must, needs nothing else, and lets no one else's words become markup."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from small_library import CANTOR

from builder.library.catalog import CatalogEntry
from builder.references.jsonl import record_paper
from eval.gold.held_out import HeldOutQuestion
from eval.gold.questions import Question
from eval.report.page import as_html, as_markdown, mark_spans
from eval.report.summary import (
    RAGAS,
    format_score,
    hide_low_coverage,
    scores_of,
    summarise_evaluation,
)
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


def made(words: str = "", **more: Any) -> Any:
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


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def page() -> str:
    return as_html(made())


def test_the_report_needs_no_network_and_no_script(page: str) -> None:
    for tag, attributes in Tags(page).tags:
        assert tag not in ("script", "iframe", "object", "embed", "form", "base")
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        for name in ("src", "href", "xlink:href"):
            link = attributes.get(name)
            assert link is None or link.startswith(("#", "data:,")), link
    assert "default-src 'none'" in page
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)


@pytest.mark.parametrize("words", XSS)
@pytest.mark.fault("F17")
def test_nobody_elses_words_become_markup(
    words: str, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.report.page.plots", lambda found: {})  # they hold no such words
    attacked = as_html(made(words, said=words, note=words, error=words))
    calm = as_html(made("calm", said="calm", note="calm", error="calm"))
    assert [tag for tag, _ in Tags(attacked).tags] == [tag for tag, _ in Tags(calm).tags]
    lines = as_markdown(made(words)).splitlines()
    assert len(lines) == len(as_markdown(made("calm")).splitlines())


def test_names_in_pictures_are_text_too() -> None:
    from eval.report.plots import plots

    strata = {"kind": XSS[1], "length": XSS[0], "family": XSS[8].split("\n")[0], "year": "2014"}
    pictures = plots(made(strata=strata))
    for svg in pictures.values():
        assert {tag for tag, _ in Tags(svg).tags} <= {
            "svg", "metadata", "defs", "style", "g", "path", "text", "use", "clippath", "rect",
            "tspan", "rdf:rdf", "cc:work", "dc:type", "dc:format", "dc:creator", "cc:agent",
            "dc:title", "dc:date",
        }  # fmt: skip


def test_every_score_has_its_n_and_every_cell_its_row(page: str) -> None:
    found = made()
    for cell in found.cells:
        assert len(found.scores[cell]) == 3
    assert page.count("n = 30") > 10
    for heading in ("In short", "What each step brings", "The worst answers", "Settings"):
        assert f"<h2>{heading}</h2>" in page
    assert "nothing to quote" in page  # why quotes have no closed book
    assert "index_sha256" in page
    assert page.count("<details") == 20
    assert page.count("<svg") == 8  # grid, risk, retrieval, four strata, loss
    ids = re.findall(r'\bid="([^"]+)"', page)
    clips = [one for one in ids if re.fullmatch(r"p[0-9a-f]{10}", one)]
    assert clips and len(set(clips)) == len(clips)  # pictures do not cut each other
    text = as_markdown(found)
    assert "| extractive/rag" not in text.split("## Every measure")[0]
    assert "0.8" in text


def test_the_known_evidence_is_marked_over_what_was_quoted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "One <two> three four."
    spans = [(4, 15, "true"), (0, 9, "cited")]
    pieces = [("One ", "cited"), ("<two> three", "true"), (" four.", "")]
    assert mark_spans(text, spans) == pieces
    assert mark_spans("", []) == []
    monkeypatch.setattr("eval.report.page.plots", lambda found: {})
    monkeypatch.setattr("eval.report.page.marked_context", lambda bad: pieces)
    assert (
        '<mark class="cited">One </mark><mark class="true">&lt;two&gt; three</mark> four.'
    ) in as_html(made())


def test_the_context_shows_evidence_and_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.report.page.plots", lambda found: {})
    quote = "CrMnFeCoNi was rolled and annealed."
    attacked = made(quotes=[["q29", 0, len(quote), quote]])
    text = as_html(attacked)
    assert f'<mark class="cited">{quote}</mark>' in text
    assert '<mark class="true">Its fracture toughness exceeds' in text


def test_a_mean_over_too_few_rows_is_not_given() -> None:
    rows = [
        {"cluster": str(n), "scores": {RAGAS + "faithfulness": 1.0 if n == 0 else None, "f1": 1.0}}
        for n in range(10)
    ]
    score = scores_of(rows)[RAGAS + "faithfulness"]
    assert (score.value, score.n, score.unscored) == (None, 1, 9)
    assert format_score(score) == "not available (1/10 scored)"
    assert format_score(Score(0.5, 0.4, 0.6, 9, 1)) == "0.500 (0.400–0.600)"
    assert hide_low_coverage(Score(0.5, None, None, 9, 1)).value == 0.5
    assert format_score(None) == "–"


def test_what_retrieval_and_tuning_bring_is_told_step_by_step() -> None:
    gains = {(g.step, g.first, g.second) for g in made().gains}
    assert ("retrieval", "base/closed", "base/rag") in gains
    assert ("tuning", "base/rag", "tuned/rag") in gains
    assert ("a perfect search", "extractive/rag", "extractive/oracle") in gains
    for gain in made().gains:
        assert gain.p is not None and gain.difference.p is not None
        assert gain.p >= gain.difference.p


def test_the_worst_answers_are_the_furthest_from_the_truth() -> None:
    found = made()
    assert len(found.worst) == 20
    assert found.worst[0].row["scores"]["f1"] == 0.0
    badness = [bad.badness for bad in found.worst]
    assert badness == sorted(badness, reverse=True)


@pytest.mark.fault("F17")
def test_a_browser_runs_nothing_of_it_and_has_nothing_to_complain_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("no chromium is installed")
    calls = "console.error('owned');document.title='owned'"
    words = f'<script>{calls}</script><img src=x onerror="{calls}"></style><svg onload="{calls}">'
    monkeypatch.setattr("eval.report.page.plots", lambda found: {"Loss": "<svg></svg>"})
    page = tmp_path / "report.html"
    page.write_text(as_html(made(words, said=words, note=words)), "utf-8")
    flags = ("--headless=new", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr")
    there = f"--user-data-dir={tmp_path / 'browser'}"
    done = subprocess.run(
        [browser, *flags, there, "--dump-dom", page.as_uri()],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert "CONSOLE" not in done.stderr
    assert "<title>owned" not in done.stdout
    assert "<h2>Settings</h2>" in done.stdout


def test_no_rows_make_a_report_too(tmp_path: Path) -> None:
    empty = summarise_evaluation("none", {"extractive/rag": []}, [], made().settings, {}, {}, [])
    assert "None." in as_html(empty)
    assert "# Evaluation" in as_markdown(empty)
