"""Pictures hold what the scores say, and no one else's words become markup."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from sample_evaluation import XSS, made

from eval.report.plots import plots
from eval.stats.intervals import Score


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_names_in_pictures_are_text_too() -> None:
    strata = {"kind": XSS[1], "length": XSS[0], "family": XSS[8].split("\n")[0], "year": "2014"}
    pictures = plots(made(strata=strata))
    for svg in pictures.values():
        assert {tag for tag, _ in Tags(svg).tags} <= {
            "svg", "metadata", "defs", "style", "g", "path", "text", "use", "clippath", "rect",
            "tspan", "rdf:rdf", "cc:work", "dc:type", "dc:format", "dc:creator", "cc:agent",
            "dc:title", "dc:date",
        }  # fmt: skip


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_every_picture_is_named_and_takes_the_ink_and_the_width_of_its_page() -> None:
    pictures = plots(made())
    assert list(pictures) == [
        "The grid", "Risk and coverage", "Retrieval by k", "F1 by kind",
        "F1 by length of the abstract", "F1 by alloy system", "F1 by year", "Loss of adapter:mine",
    ]  # fmt: skip
    for svg in pictures.values():
        [root] = re.findall(r"<svg[^>]*>", svg)
        assert 'role="img" aria-label="' in root
        assert not re.search(r"\s(width|height)=", root)
        assert "currentColor" in svg and "#010203" not in svg  # legible on a dark page


def test_the_same_evaluation_draws_the_same_bytes() -> None:
    assert plots(made()) == plots(made())


def test_bars_are_named_by_measure_and_coloured_by_cell() -> None:
    grid = plots(made())["The grid"]
    assert {"F1", "value right", "grounded", "tuned/rag"} <= set(texts(grid))
    for colour in ("#8f8f8f", "#3d9bd0", "#e69f00"):  # quotes, the base model, the tuned one
        assert colour in grid.lower()


def test_groups_tell_how_many_answers_they_rest_on() -> None:
    assert "numeric (30)" in texts(plots(made())["F1 by kind"])


def test_what_there_is_nothing_of_is_not_drawn() -> None:
    found = made()
    bare = replace(found, retrieval={}, strata={}, losses={"adapter:new": []}, answered={})
    assert list(plots(bare)) == ["The grid"]
    unmeasured = {"fused": {"recall@1": Score(None, None, None, 0, 3), "mrr": Score(0.5, 0, 1, 3)}}
    assert "Retrieval by k" not in plots(replace(bare, retrieval=unmeasured))


@pytest.mark.parametrize("row", [{"step": 1, "loss": 2.0}, {"step": 1, "val_loss": 2.0}])
def test_a_loss_is_drawn_with_what_was_logged(row: dict[str, float]) -> None:
    svg = plots(replace(made(), losses={"adapter:new": [row]}))["Loss of adapter:new"]
    assert ("training" in texts(svg), "validation" in texts(svg)) == (
        "loss" in row,
        "val_loss" in row,
    )
