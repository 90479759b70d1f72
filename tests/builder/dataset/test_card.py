"""The card of a dataset: Markdown whatever stands in titles and reasons."""

from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any

import pytest
from markdown_it import MarkdownIt

from builder.curation.agreement import PairAgreement, PairDecision
from builder.dataset.card import card, review_words, summary_of
from builder.dataset.quality.form_leak import FormLeak
from builder.dataset.rows import ContaminatedRow

#: What a dataset was made with.
MADE = {
    "versions": {
        "hea-qa": "0.1", "drafting rules": "12", "rules for values": "9", "extraction rules": "10"
    },
    "commit": None,
    "ledger": {"latest": "2026-11-30"},
}  # fmt: skip


@dataclass
class Rows:
    """What a card needs of a dataset."""

    shared: tuple[str, ...] = ()
    leaks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    form_leak: FormLeak | None = None
    agreements: tuple[PairAgreement, ...] = ()
    deciders: dict[int, int] = field(default_factory=dict)
    contaminated: tuple[ContaminatedRow, ...] | None = None

    @property
    def left_out(self) -> dict[str, int]:
        return {"failed the check “bound”": 2, "a | b": 1}

    def size(self, part: str) -> dict[str, int]:
        rows = {"train": 8, "validation": 1, "test": 0}[part]
        return {"rows": rows, "papers": min(rows, 2), "families": min(rows, 1)}

    def counted(self, column: str, part: str = "") -> dict[str, int]:
        counts = {"kind": {"phase": 9}, "status": {"unreviewed": 9}, "difficulty": {"easy": 9}}
        return counts[column]

    def titled(self, part: str) -> int:
        return self.size(part)["rows"] // 2

    def reviewers(self) -> tuple[int, dict[int, int]]:
        return max(self.deciders, default=0), self.deciders

    def failing(self) -> dict[str, int]:
        return {"bound": 1} if self.deciders else {}

    def sources(self) -> list[dict[str, Any]]:
        return [
            {"paper": "f" * 64, "title": "A & <B> {{ x }}", "doi": "10.1/x", "year": 2014},
            {"paper": "e" * 64, "title": None, "doi": None, "year": None},
        ]


def text(rows: Rows, form: str = "ours", split: str = "topic") -> str:
    return "".join(
        card(rows, form, "context-qa", {"split": split}, MADE if rows.deciders else None)  # type: ignore[arg-type]
    )


def test_parts_without_rows_are_counted_and_not_configured() -> None:
    head, body = text(Rows()).split("---\n\n", 1)
    assert "split: train" in head
    assert "split: test" not in head
    assert "| test | 0 | 0 | 0 | 0 |" in body
    assert "| train | 8 | 2 | 1 | 4 |" in body
    assert "license: other\n" in head
    assert summary_of(Rows())["rows"] == 9  # type: ignore[arg-type]


def test_a_card_says_who_reviewed_its_rows() -> None:
    assert "abstracts of papers; nobody has reviewed any of them." in text(Rows())
    assert review_words({"accepted": 2, "edited": 1}) == "people accepted or edited each of them"
    assert review_words({"accepted": 1200, "unreviewed": 34}) == (
        "people accepted 1,200 of 1,234 rows, and nobody accepted the rest"
    )


def test_a_card_says_how_many_reviewed_how_far_they_agree_and_what_it_was_made_with() -> None:
    alike, split = PairDecision("p", False, False), PairDecision("q", True, False)
    others = tuple(PairDecision(f"p{n}", True, True) for n in range(7))
    few = PairAgreement("ann", "bob", (alike, alike, split))
    enough = PairAgreement("ann", "cyd", (alike, alike, split, *others), 0.2, 1.0)
    told = text(Rows(deciders={1: 4, 2: 3}, agreements=(enough, few)))
    assert "2 people decided rows of this dataset:\n- 4 by 1 person\n- 3 by 2 people\n" in told
    assert "fail a check all the same, by check:\n- bound: 1\n" in told
    assert "A and B both decided 10 triples, of 9 papers, 9 of them alike\n" in told
    assert "(Cohen's κ 0.74, 95 % interval by papers 0.20 to 1.00)." in told
    without = text(Rows(deciders={1: 1}, agreements=(replace(enough, low=None, high=None),)))
    assert "(Cohen's κ 0.74, without an interval)." in without
    single = text(Rows(deciders={1: 1}, agreements=(PairAgreement("ann", "bob", (alike,)),)))
    assert "A and B both decided 1 triple, of 1 paper, 1 of them alike" in single
    assert "A and C both decided 3 triples, of 2 papers, 2 of them alike\n" in told
    assert "(too few papers for Cohen's κ)." in told
    assert "ann" not in told.split("## Review")[1].split("## Parts")[0]
    assert "hea-qa 0.1 (drafting rules 12, rules for values 9, extraction rules 10)" in told
    assert "10), commit" not in told
    assert "with the verdicts up to 2026-11-30." in told
    assert "Nobody has reviewed a row." in text(Rows())


def test_sources_are_cited_as_plain_text() -> None:
    lines = text(Rows()).split("## Sources\n\n")[1].split("\n")
    assert lines == [
        "- A &amp; &lt;B&gt; {{ x }} (2014), <https://doi.org/10.1/x>",
        "- without a title (no year), sha256 eeeeeeeeeeee",
        "",
    ]


@pytest.mark.fault("F43")
@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&lt;b&gt;", "![x](http://e.vil/p)",
        "[click](javascript:alert(1))", "[a]: http://e.vil", "https://e.vil/x", "HTTP://e.vil",
        "www.e.vil", "mail a@e.vil", "@someone", "*b* __c__ ~~d~~", "`code` ``x``", "$x^2$",
        "# heading", "## x", "- item", "+ item", "1. item", "2) item", "---", "===",
        "a | b |", "> q",
        "line\n\n---\nlanguage: xx", "line\r\n# h", "a\\", "a\u2028# b", "<!-- x", "<details open>",
    ],
)  # fmt: skip
def test_nothing_in_a_title_is_markup(monkeypatch: pytest.MonkeyPatch, title: str) -> None:
    """Whatever stands in it comes back as text from a renderer of Markdown."""
    paper = {"paper": "f" * 64, "title": title, "doi": "10.1/x)](<a>", "year": 2014}
    monkeypatch.setattr(Rows, "sources", lambda self: [paper])
    sources = text(Rows()).split("## Sources\n\n")[1]
    assert sources.count("\n") == 1
    html = MarkdownIt("gfm-like").render(sources)
    said = html.replace("</li>", "").removeprefix("<ul>\n<li>")
    words, _, rest = said.partition(" (2014), ")
    assert unescape(words) == " ".join(title.split())
    assert "<" not in words
    assert rest.count("<a ") == 1
    assert rest.startswith('<a href="https://doi.org/10.1/x%29%5D%28%3Ca%3E">')


def test_a_cell_ends_where_its_table_says() -> None:
    assert "| a \\| b | 1 |" in text(Rows())


@pytest.mark.parametrize(("form", "named"), [("ours", False), ("text", True), ("alpaca", False)])
def test_the_prompt_is_named_where_rows_hold_one(form: str, named: bool) -> None:
    assert (f"Format `{form}`, prompt `context-qa`;" in text(Rows(), form)) is named


def test_what_parts_share_is_told() -> None:
    assert "more than one part" not in text(Rows())
    shared = text(Rows(shared=("Co-Cr-Fe-Ni", "Mo-Nb-Ta-W"), leaks=("a is nearly b",)))
    assert "stand in more than one part: Co-Cr-Fe-Ni, Mo-Nb-Ta-W.\n\n## Refusals" in shared
    assert "one was left out: 1.\n" in shared
    assert "follows from its main alloy and the seed alone" in text(Rows(), split="alloy")


def test_what_to_beware_of_and_the_form_of_refusals_are_told() -> None:
    plain = text(Rows())
    assert "**Beware:**" not in plain
    assert "too few to measure whether the form" in plain
    assert "## Test questions" not in plain
    two = tuple(ContaminatedRow(f"t{n}", "p", "Q?", "A", 3, "evidence", 0.9) for n in range(2))
    told = text(
        Rows(warnings=("test has 9 rows",), form_leak=FormLeak(0.5132, 0.4, 0.61), contaminated=two)
    )
    assert "\n**Beware:** test has 9 rows.\n" in told
    assert "with an AUROC of\n0.51 (0.40–0.61 over resamples of papers); .50:" in told
    assert "- line 3: 2\n" in told
    listed = summary_of(Rows(contaminated=two))["contaminated"]  # type: ignore[arg-type]
    assert listed == [{"line": 3, "rows": 2, "measures": {"evidence": 2}}]
    rows = Rows(form_leak=FormLeak(0.5132, None, None))
    refusals = summary_of(rows)["refusals"]  # type: ignore[arg-type]
    assert refusals == {"rows": 0, "form_auroc": 0.513, "low": None, "high": None}
