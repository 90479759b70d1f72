"""`hea papers`: found by words, in an order that is asked for."""

import json
from pathlib import Path

import pytest
from small_library import Run

from builder.library.catalog import CatalogEntry
from builder.papers import Paper, Relevance
from hea.render import console, corpus


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


def test_a_build_that_was_interrupted_is_not_taken_for_a_finished_one(
    hea: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEA_WORKSPACE", str(place))
    assert "not finished" not in hea("status")[1]
    for made_last in ("index/made.json", "hea.sqlite.sha256"):
        kept = (place / "data" / made_last).rename(place / "kept")
        _, out, _ = hea("status")
        assert "the last build was interrupted" in out
        assert "next    hea build" in out
        assert json.loads(hea("status", "--json")[1])["finished"] is False
        kept.rename(place / "data" / made_last)


@pytest.mark.parametrize(
    ("typed", "meant"), [("history", "hea log"), ("ui", "hea serve"), ("version", "hea --version")]
)
def test_a_word_that_is_no_verb_is_answered_with_the_verb_that_is_meant(
    hea: Run, typed: str, meant: str
) -> None:
    code, _, err = hea(typed)
    assert code == 2
    assert f"Did you mean {meant}?" in err


def test_a_file_behind_build_is_answered_with_the_verb_that_takes_files(hea: Run) -> None:
    code, _, err = hea("build", "paper.pdf")
    assert code == 2
    assert "To add papers: hea add" in err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(("--state", "dupl"), "duplicate"), (("--sort", "tilte"), "title")],
)
def test_the_nearest_choice_is_offered(hea: Run, typed: tuple[str, str], meant: str) -> None:
    code, _, err = hea("papers", *typed)
    assert code == 2
    assert f"Did you mean {meant}?" in " ".join(err.replace("│", " ").split())


def test_a_title_has_room_beside_a_long_name_of_a_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    title = "Strength of the refractory alloys NbMoTaW and VNbMoTaW"
    row = CatalogEntry("mine/hea_abstracts_dev.jsonl", 104, "0", Paper("ok", "", title, year=2011))
    monkeypatch.setattr(console.out, "_width", 80)
    corpus.papers([row], {})
    shown = capsys.readouterr().out
    line = shown.splitlines()[1]
    assert line.startswith("…")
    assert "jsonl:104  " in line
    assert title[:40] in line
    assert "The end of a file's name is enough for hea cite" in shown


def test_papers_of_another_topic_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        CatalogEntry("a.pdf", n, "0", Paper("ok", "", "Zinc", year=2011), Relevance(score, ()))
        for n, score in enumerate((0.3, 0.0, 0.4))
    ]
    corpus.papers(rows, {})
    assert "3 entries; 2 of another topic: HEA under 0.4\n" in capsys.readouterr().out


def test_a_paper_is_cited_by_the_key_that_is_printed(
    hea: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEA_WORKSPACE", str(place))
    _, out, _ = hea("papers", "--format", "bibtex")
    keys = [line.partition("{")[2].rstrip(",") for line in out.splitlines() if line[:1] == "@"]
    for key in keys:
        code, cited, _ = hea("cite", key)
        assert code == 0
        assert f"{{{key}," in cited
