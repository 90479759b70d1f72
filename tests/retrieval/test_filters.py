"""Filters turn papers away before the first k are counted, and say what they do not understand."""

import pytest

from builder.errors import UserError
from retrieval.filters import Filters, read_filters
from retrieval.hybrid import Searcher


def keys(searcher: Searcher, filters: Filters, k: int = 5) -> set[str | None]:
    hits = searcher.search("toughness strength hardness of alloys", k, filters=filters)
    return {hit.listed.paper.key for hit in hits}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (read_filters(), {"cantor", "senkov", "aluminium"}),
        (read_filters(has=["Al"]), {"aluminium"}),
        (read_filters(has=["aluminum", "iron"]), {"aluminium"}),
        (read_filters(has=["W", "Al"]), set()),
        (read_filters(phases=["bcc"]), {"senkov", "aluminium"}),
        (read_filters(phases=["body-centred cubic", "FCC"]), {"aluminium"}),
        (read_filters(properties=["YS"]), {"senkov"}),
        (read_filters(years="2012.."), {"cantor", "aluminium"}),
        (read_filters(years="..2011"), {"senkov"}),
        (read_filters(years="2012..2014"), {"cantor", "aluminium"}),
        (read_filters(years="2014", has=["Mn"]), {"cantor"}),
    ],
)
def test_filters_hold_together(searcher: Searcher, filters: Filters, found: set[str]) -> None:
    assert keys(searcher, filters) == found


def test_a_paper_turned_away_takes_no_place(searcher: Searcher) -> None:
    best = searcher.search("toughness of CrMnFeCoNi", 1)[0].listed.paper.key
    assert best == "cantor"
    assert keys(searcher, read_filters(has=["W"]), k=1) == {"senkov"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"has": ["Xx"]},
        {"has": [""]},
        {"has": ["alumnium"]},
        {"phases": ["yield strength"]},
        {"phases": [""]},
        {"properties": ["yeld strength"]},
        {"properties": ["\x1b[2J" * 99]},
        {"years": "20"},
        {"years": ".."},
        {"years": "2018..2014"},
        {"years": "1e3"},
    ],
)
def test_what_is_not_understood_is_said_with_a_next_step(wrong: dict[str, list[str]]) -> None:
    with pytest.raises(UserError) as told:
        read_filters(**wrong)  # type: ignore[arg-type]
    assert told.value.hint
