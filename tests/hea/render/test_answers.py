"""Answers on the screen: where the papers and the quotes of an answer are to be found."""

from dataclasses import replace

import pytest
from stated_papers import paper

from answer.answers import Answer, BodyPlace, Citation, Sentence
from builder.library.catalog import CatalogEntry
from builder.papers import Abstract, Paper
from hea.render import answers as render_answers

QUOTE = "The rods were quenched in oil."
ROW = "Rod: R2; HV: 245"
IN_BODY = BodyPlace("body", "p" * 64, 4, 6, "results")
IN_TABLE = BodyPlace("table", "p" * 64, 1, 7, "results", label="Table 1", row=2)
CAPTION = "Hardness of rods of the steel; y stands for the content of Cr"


def answer(*places: BodyPlace | None) -> Answer:
    """An answer of one paper, with a quote for each place."""
    abstract = Abstract(QUOTE, 1, (0, 0, 1, 1), "heading", 0.9)
    listed = CatalogEntry(
        "rods.pdf", 0, "p" * 64, Paper("ok", "", "Rods", abstract=abstract, year=2020)
    )
    cited = [
        Citation(n, listed, QUOTE, 0, len(QUOTE), place) for n, place in enumerate(places, start=1)
    ]
    said = tuple(Sentence(QUOTE, (one.n,), True) for one in cited)
    return Answer("How?", True, said, tuple(cited), None, "extractive", (listed.id,))


def shown(given: Answer, capsys: pytest.CaptureFixture[str]) -> list[str]:
    render_answers.answer(given)
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


def test_quotes_of_the_abstract_have_its_page_beside_the_paper(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = shown(answer(None, None), capsys)
    assert "2020 · p. 1" in lines
    assert not [line for line in lines if "abstract" in line]


def test_each_quote_of_a_body_has_its_own_page(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(answer(IN_BODY, IN_TABLE, None), capsys)
    assert lines[-3:] == [
        "[1] from the results section, p. 6",
        "[2] Table 1, row 2, p. 7",
        "[3] abstract, p. 1",
    ]
    assert "2020" in lines
    assert sum("p. 1" in line for line in lines) == 1


def test_the_caption_tells_what_the_row_of_a_table_means(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = shown(answer(replace(IN_TABLE, caption=CAPTION)), capsys)
    assert f"[1] Table 1, row 2, p. 7: {CAPTION}" in " ".join(lines)


def test_a_paper_without_pages_has_none(capsys: pytest.CaptureFixture[str]) -> None:
    listed = paper("export", "An export", QUOTE, 2020)
    cited = (Citation(1, listed, QUOTE, 0, len(QUOTE)),)
    given = Answer("How?", True, (Sentence(QUOTE, (1,), True),), cited, None, "extractive", ("x",))
    assert "https://doi.org/10.1000/export · 2020" in shown(given, capsys)
