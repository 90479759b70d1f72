"""Values of a property on the screen: alloys and values are whole at every width."""

from dataclasses import replace

import pytest
from stated_papers import StatedPapers, paper

from hea.render import console
from hea.render.property_table import show_evidence

LONG = "Zr0.7Hf0.15Nb0.15Co0.6Cu0.15Ni0.25"
PAPERS = StatedPapers(
    paper("long", "Long", f"The hardness of annealed {LONG} at room temperature is 450 ± 12 HV."),
    paper("short", "Short", "The hardness of CoCrFeNi is 160 HV."),
)


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_neither_an_alloy_nor_a_value_is_cut(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console.out, "_width", columns)
    show_evidence(PAPERS.values("hardness"))
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= columns
    assert "…" not in "".join(lines)
    alloys = "".join(line.split("  ")[0].strip() for line in lines)
    assert LONG in alloys
    assert any("450 ± 12 HV" in line for line in lines)


@pytest.mark.parametrize("columns", [60, 70, 80, 90])
def test_no_letter_of_a_doi_is_lost(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    doi = "10.1016/j.jallcom.2024.173642"
    hardness = (
        "The hardness of CoCrFeNi(TiNb)0.325 increased from 635.34 HV in the as-cast state to"
        " 742.34 HV after annealing at 850 °C, arc melting and hot pressing."
    )
    found = StatedPapers(paper("titanium", "Titanium", hardness)).values("hardness")
    listed = replace(found[0].listed, paper=replace(found[0].listed.paper, doi=doi))
    monkeypatch.setattr(console.out, "_width", columns)
    show_evidence([replace(one, listed=listed) for one in found])
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"[1] {doi}"
    assert all(line.rstrip().endswith("[1]") for line in lines if "HV" in line)


def test_what_fits_stands_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console.out, "_width", 100)
    show_evidence(PAPERS.values("hardness"))
    _, first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{LONG}  450 ± 12 HV  ")
    assert first.rstrip().endswith("  10.1000/long")
    assert second.startswith("CoCrFeNi  ")


@pytest.mark.parametrize("columns", [80, 90])
def test_a_doi_stands_in_one_line_at_80_columns(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "The yield strength of CoCrFeNi(TiNb)0.325 was 1552.3 MPa as-cast, and 2 GPa annealed."
    doi = "10.1016/j.jallcom.2024.173642"
    found = StatedPapers(paper("titanium", "Titanium", text)).values("yield strength")
    listed = replace(found[0].listed, paper=replace(found[0].listed.paper, doi=doi))
    monkeypatch.setattr(console.out, "_width", columns)
    show_evidence([replace(one, listed=listed) for one in found])
    shown = capsys.readouterr().out
    assert shown.count(doi) == len(found) > 1
    assert max(map(len, shown.splitlines())) <= columns


def test_only_marks_that_occur_are_explained(capsys: pytest.CaptureFixture[str]) -> None:
    show_evidence(PAPERS.values("hardness"))
    told = capsys.readouterr().err
    assert told.startswith("2 values from 2 papers. --to FILE and --json have the sentences.")
    change = "The hardness of CoCrFeNi increased from 160 HV to 210 HV."
    show_evidence(StatedPapers(paper("rise", "Rise", change)).values("hardness"))
    assert "→: the start or end of a change." in capsys.readouterr().err
