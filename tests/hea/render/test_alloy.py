"""`hea alloy` tells what a formula is and which papers have it."""

import json
from pathlib import Path

import pytest
from fakes import WordEmbedder
from small_library import ALUMINIUM, CANTOR, SENKOV, built, write_records
from typer.testing import CliRunner

from builder.errors import UserError
from builder.library.catalog import CatalogEntry
from builder.materials.alloys import find_alloys
from builder.papers import Paper
from hea.cli.app import front_door
from hea.render import console
from hea.render.alloy import show_alloy
from hea.workflows.answers.property_search import AlloyDescription, NamingPaper


@pytest.fixture
def place(corpus: Path, tmp_path: Path) -> list[str]:
    write_records(corpus / "r.jsonl", CANTOR, SENKOV, ALUMINIUM)
    db, _ = built(tmp_path / "data", corpus, WordEmbedder())
    db.close()
    return ["--workspace", str(tmp_path)]


def told(*words: str) -> dict[str, object]:
    done = CliRunner().invoke(front_door(), ["alloy", *words, "--json"])
    assert done.exit_code == 0, done.output
    record: dict[str, object] = json.loads(done.stdout)
    return record


@pytest.mark.parametrize(
    ("formula", "papers"),
    [
        ("NiFeMnCrCo", [("the same alloy", "10.1000/cantor")]),
        ("Cantor alloy", [("the same alloy", "10.1000/cantor")]),
        ("NiFeCrCoAl0.3", [("its family", "10.1000/aluminium")]),
        ("Al2CoCrFeNi2", [("its elements", "10.1000/aluminium")]),
        ("HfNbTaTiZr", []),
    ],
)
def test_papers_are_found_and_related(
    place: list[str], formula: str, papers: list[tuple[str, str]]
) -> None:
    record = told(formula, *place)
    assert [(p["relation"], p["doi"]) for p in record["papers"]] == papers  # type: ignore[attr-defined]


def test_it_prints_composition_descriptors_and_papers(place: list[str]) -> None:
    said = CliRunner().invoke(front_door(), ["alloy", "CrMnFeCoNi", *place]).output
    assert "Co 20, Cr 20, Fe 20, Mn 20, Ni 20 at.%" in said
    assert "13.38 J/(mol·K)" in said
    assert "1 paper with this alloy" in said
    assert "10.1000/cantor" in said
    assert max(map(len, said.splitlines())) <= 80


def test_it_works_before_anything_is_built(corpus: Path, tmp_path: Path) -> None:
    record = told("AlxCoCrFeNi", "--workspace", str(tmp_path))
    assert (record["calculated"], record["papers"]) == ([], [])


@pytest.mark.parametrize("words", ["BCC", "He", "", "x" * 10_000, "\x1b[2J"])
def test_what_is_no_alloy_is_said(corpus: Path, tmp_path: Path, words: str) -> None:
    done = CliRunner().invoke(front_door(), ["alloy", words, "--workspace", str(tmp_path)])
    assert isinstance(done.exception, UserError)
    assert "not an alloy" in done.exception.message
    assert len(done.exception.message) < 200


def test_each_paper_has_one_line_with_its_whole_doi(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    title = "Enhanced strength-ductility synergy in cold-sprayed CoCrFeNi-Ti high-entropy alloys"
    doi = "10.1016/j.intermet.2025.1090471"
    entry = CatalogEntry("a.pdf", 0, "0", Paper("ok", "", title, doi, 2026))
    [cantor] = find_alloys("CoCrFeMnNi")
    found = AlloyDescription(cantor, (), (NamingPaper(entry, 1.0),))
    monkeypatch.setattr(console.out, "_width", 80)
    show_alloy(found)
    [line] = [one for one in capsys.readouterr().out.splitlines() if "2026" in one]
    assert doi in line
    assert title[:30] in line
