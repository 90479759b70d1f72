"""`hea papers`: found by words, in an order that is asked for."""

import json
from pathlib import Path

import pytest
from small_library import Run


def titles(hea: Run, *flags: str) -> list[str]:
    code, out, err = hea("papers", *flags, "--json")
    assert code == 0, err
    return [row["title"] for row in json.loads(out)]


def test_papers_are_searched_and_sorted(
    hea: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEA_WORKSPACE", str(place))
    every = titles(hea)
    assert len(every) == 3
    found = [title for title in every if "crmnfeconi" in title.lower()]
    assert 0 < len(found) < 3
    assert titles(hea, "--search", "CRMNFECONI") == found
    assert titles(hea, "--search", "nothing like it") == []
    assert titles(hea, "--sort", "title") == sorted(every, key=str.lower)
    assert titles(hea, "--sort", "title", "--descending") == sorted(
        every, key=str.lower, reverse=True
    )
    assert "3 entries" in hea("papers")[1]
    assert "1 entry" in hea("papers", "--search", found[0])[1]
    code, _, err = hea("papers", "--sort", "colour")
    assert code == 2
    assert "'colour' is none of file, title" in err
