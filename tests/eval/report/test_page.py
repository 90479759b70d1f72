"""The report says all it must, needs nothing else, and lets no one else's words become markup."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sample_evaluation import XSS, made

from eval.report.page import as_html, as_markdown, mark_spans
from eval.report.summary import (
    summarise_evaluation,
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
    quote = "CrMnFeCoNi was homogenized."
    attacked = made(quotes=[["q29", 0, len(quote), quote]])
    text = as_html(attacked)
    assert f'<mark class="cited">{quote}</mark>' in text
    assert '<mark class="true">Its fracture toughness exceeds' in text


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
