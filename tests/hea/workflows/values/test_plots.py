"""Plots of values: what is drawn where, and what is left out and counted."""

from pathlib import Path

import pytest
from stated_values import rows_of

from builder.errors import UserError
from hea.workflows.values.explore import usual_plot
from hea.workflows.values.plots import PLOTS, plot_values
from hea.workflows.values.scales import nice_ticks, on_one_scale


def test_a_missing_temperature_is_not_room_temperature(tmp_path: Path) -> None:
    plot = plot_values(rows_of(tmp_path, "yield strength"), "temperature")
    assert plot.x
    assert plot.x.strip
    unstated = [point for point in plot.points if not point.stated]
    stated = {point.y_low: point.x_low for point in plot.points if point.stated}
    assert {point.y_low for point in unstated} == {210, 300, 520}
    for point in unstated:
        assert plot.x.strip[0] <= point.x_low <= plot.x.strip[1] < min(plot.x.ticks)
        assert "temperature not stated" in point.label
    assert stated[400] == pytest.approx(1600, abs=1)
    assert stated[1050] == pytest.approx(25, abs=1)
    assert plot.x.title == "test temperature (°C)"
    assert any("3 values without a stated temperature" in note for note in plot.notes)


def test_bounds_and_changes_are_counted_and_not_drawn(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "yield strength")
    plot = plot_values(rows, "temperature")
    drawn = {point.y_low for point in plot.points}
    assert 1250 not in drawn
    assert 20 not in drawn
    assert any("1 given as a bound" in note for note in plot.notes)
    assert {point.y_low for point in plot.points if point.change} == {300, 520}
    assert plot.caption == "5 values of 3 papers"


def test_a_descriptor_takes_closed_compositions_alone(tmp_path: Path) -> None:
    plot = plot_values(rows_of(tmp_path, "yield strength"), "vec")
    assert {(point.y_low, round(point.x_low, 2)) for point in plot.points} == {
        (400, 5.5), (1050, 5.5), (210, 8.25),
    }  # fmt: skip
    assert any("2 ends of changes" in note for note in plot.notes)
    assert any("calculated" in note for note in plot.notes)


def test_values_of_another_dimension_are_left_out(tmp_path: Path) -> None:
    records = [
        {"id": str(n), "title": f"Paper {n}", "abstract": f"The hardness of CoCrFeNi is {words}."}
        for n, words in enumerate(("180 HV", "200 HV", "2 GPa", "40 HRC"))
    ]
    scale = on_one_scale(rows_of(tmp_path, "hardness", *records))
    assert scale.unit == "HV"
    assert [round(one.low) for one in scale.values] == [180, 200, 204]  # HV × 9.807 MPa
    assert scale.left_out == {"in HRC, which cannot be compared with HV": 1}


def test_three_decades_are_drawn_by_powers_of_ten(tmp_path: Path) -> None:
    records = [
        {
            "id": str(n),
            "title": f"Paper {n}",
            "abstract": f"The corrosion current density of CoCrFeNi is {words} A/cm^2.",
        }
        for n, words in enumerate(("1.2e-8", "3e-6", "2e-5"))
    ]
    rows = rows_of(tmp_path, "corrosion current density", *records)
    plot = plot_values(rows, "temperature")
    assert len(plot.points) == 3
    assert plot.y
    assert plot.y.log
    near = plot_values(rows[1:], "temperature")
    assert near.y
    assert not near.y.log


def test_an_uncertainty_is_no_range(tmp_path: Path) -> None:
    records = [
        {"id": "a", "title": "A", "abstract": "The hardness of CoCrFeNi is 180 ± 6 HV."},
        {"id": "b", "title": "B", "abstract": "The hardness of NbMoTaW is 300–420 HV."},
    ]
    error, ranging = plot_values(rows_of(tmp_path, "hardness", *records)).points
    assert (error.y_low, error.y_high, error.least, error.most) == (180, 180, 174, 186)
    assert (ranging.y_low, ranging.y_high) == (300, 420)


def test_elements_are_mapped_by_their_alloys(tmp_path: Path) -> None:
    plot = plot_values(rows_of(tmp_path, "yield strength"), "elements")
    cells = {cell.symbol: cell for cell in plot.cells}
    assert (cells["Co"].share, cells["Co"].median) == (0.5, 210)
    assert (cells["W"].alloys, cells["W"].values, cells["W"].mean) == (1, 2, 725)
    assert (cells["Fe"].column, cells["Fe"].line) == (8, 4)
    assert "Mn" not in cells  # known from the ends of a change alone


def test_a_paper_without_a_year_is_shown_as_such(tmp_path: Path) -> None:
    plot = plot_values(rows_of(tmp_path, "yield strength"), "years")
    assert [(bar.year, bar.values) for bar in plot.bars] == [
        (2012, 2), (2019, 1), (2020, 1), (None, 2),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", PLOTS)
def test_nothing_is_drawn_of_nothing(kind: str) -> None:
    assert plot_values([], kind).empty


def test_an_unknown_plot_is_said() -> None:
    with pytest.raises(UserError, match="no plot “pie”"):
        plot_values([], "pie")


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0, 10, (0, 2, 4, 6, 8, 10)), (-3, 96, (0, 20, 40, 60, 80)), (7.1, 7.9, (7.2, 7.4, 7.6, 7.8))],
)
def test_ticks_are_round(low: float, high: float, ticks: tuple[float, ...]) -> None:
    assert nice_ticks(low, high) == pytest.approx(ticks)


def test_a_value_of_several_pairs_is_drawn_once(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "yield strength")
    twice = [*rows, rows[0], rows[0]]
    for kind in ("temperature", "years"):
        assert plot_values(twice, kind).caption == plot_values(rows, kind).caption
        assert plot_values(twice, kind).notes == plot_values(rows, kind).notes


def test_points_are_numbered_by_alloy_unless_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = rows_of(tmp_path, "yield strength")
    plot = plot_values(rows, "temperature")
    [listed] = [note for note in plot.notes if note.startswith("Alloys: ")]
    for point in plot.points:
        alloy = point.label.split(": ")[0]
        assert f"{point.key}\N{NO-BREAK SPACE}{alloy}" in listed
    monkeypatch.setattr("hea.workflows.values.plots._MOST_LISTED", 1)
    plot = plot_values(rows, "temperature")
    assert not any(note.startswith("Alloys: ") for note in plot.notes)
    assert {point.key for point in plot.points} == {0}


def test_the_usual_plot_is_one_that_most_values_fit(tmp_path: Path) -> None:
    def usual(*sentences: str) -> str:
        records = [
            {"id": str(n), "title": f"Paper {n}", "abstract": words}
            for n, words in enumerate(sentences)
        ]
        folder = tmp_path / str(len(sentences))
        folder.mkdir()
        return usual_plot(rows_of(folder, "hardness", *records))

    known, other = "The hardness of CoCrFeNi is 180 HV.", "The hardness of the layer is 500 HV."
    assert usual(known, "The hardness of CoCrFeMnNi is 150 HV at 600 °C.") == "temperature"
    assert usual(known, other, other) == "vec"
    assert usual(known, *[other] * 3) == "temperature"
