"""Values of a property on the screen: alloys and values are whole at every width."""

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


def test_what_fits_stands_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console.out, "_width", 100)
    show_evidence(PAPERS.values("hardness"))
    _, first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{LONG}  450 ± 12 HV  ")
    assert first.rstrip().endswith("  10.1000/long")
    assert second.startswith("CoCrFeNi  ")
