"""`hea table`: files of tables and plots, and what is said where nothing is found."""

import json
from pathlib import Path

import pytest
from small_library import Run


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "p.svg", "p.png", "p.html"])
def test_a_file_is_written_and_no_other_overwritten(
    name: str, place: Path, hea_command: Run, tmp_path: Path
) -> None:
    file = tmp_path / name
    option = "--csv" if name.startswith("t") else "--plot"
    ask = ("table", "--property", "YS", option, file, "--workspace", place)
    assert hea_command(*ask)[0] == 0
    made = file.read_bytes()
    assert made
    assert hea_command(*ask)[0] == 0  # its own file is written anew
    file.write_bytes(made + b"a person's")
    code, _, said = hea_command(*ask)
    assert code == 1
    assert "left alone" in said
    assert file.read_bytes().endswith(b"a person's")


def test_a_table_that_is_saved_is_not_shown_as_well(
    place: Path, hea_command: Run, tmp_path: Path
) -> None:
    file = tmp_path / "t.csv"
    ask = ("table", "--property", "YS", "--to", file, "--workspace", place)
    code, shown, told = hea_command(*ask)
    assert (code, shown) == (0, "")
    assert "written to" in told
    assert "have the sentences" not in told


def test_a_plot_says_what_it_leaves_out(place: Path, hea_command: Run, tmp_path: Path) -> None:
    code, _, said = hea_command(
        "table", "--property", "hardness", "--plot", tmp_path / "p.svg", "--against", "vec",
        "--workspace", place,
    )  # fmt: skip
    assert code == 0
    assert "Left out: 2 ends of changes" in " ".join(said.split())


@pytest.mark.parametrize("option", ["--out", "--plot"])
def test_a_file_without_a_property_is_not_silently_left_out(
    place: Path, hea_command: Run, tmp_path: Path, option: str
) -> None:
    code, _, err = hea_command("table", option, tmp_path / "rows.csv", "--workspace", place)
    assert code == 1
    assert "nothing is saved" in err and "--property" in err


def test_without_a_property_all_are_listed_with_the_number_of_their_values(
    place: Path, hea_command: Run
) -> None:
    code, shown, told = hea_command("table", "--workspace", place)
    assert code == 0
    assert ["hardness", "2"] in [line.split() for line in shown.splitlines()]
    assert "hea table --property" in told
    _, printed, _ = hea_command("table", "--json", "--workspace", place)
    assert {"property": "hardness", "values": 2} in json.loads(printed)
    code, _, told = hea_command("table", "--property", "price", "--workspace", place)
    assert code == 1
    assert "`hea table` alone lists" in told


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            ("--alloy", "CoCrFeNiSi2"),
            "a yield strength of CoCrFeNiSi2. There is 1 value of other alloys: leave --alloy",
        ),
        (("--has", "Al"), "that fits these filters. There is 1 value without these filters."),
        (("--disagreements",), "No two papers disagree"),
        (("--against", "pie", "--plot", "p.svg"), "There is no plot “pie”"),
        (("--plot", "p.pdf"), "no known kind"),
        (("--at", "warm"), "not a temperature"),
    ],
)
def test_what_is_not_there_is_said(
    given: tuple[str, ...], said: str, place: Path, hea_command: Run
) -> None:
    _, _, told = hea_command("table", "--property", "YS", *given, "--workspace", place)
    assert said in " ".join(told.split())


def test_rows_are_sorted_by_alloy_or_as_asked(place: Path, hea_command: Run) -> None:
    def rows(*more: str) -> list[dict[str, object]]:
        ask = ("table", "--property", "hardness", "--json", "--workspace", place, *more)
        return json.loads(hea_command(*ask)[1])  # type: ignore[no-any-return]

    values = [row["low"] for row in rows("--sort", "value", "--descending")]
    assert values == sorted(values, reverse=True)  # type: ignore[type-var]
    assert len(values) > 1
    alloys = [str(row["alloy"]).casefold() for row in rows()]
    assert alloys == sorted(alloys)
    code, _, told = hea_command(
        "table", "--property", "hardness", "--sort", "x", "--workspace", place
    )
    assert code == 1
    assert "One of: paper, alloy, value" in told


def test_a_form_of_a_table_is_a_format(place: Path, hea_command: Run, tmp_path: Path) -> None:
    ask = ("table", "--property", "YS", "--workspace", place, "--format")
    code, shown, _ = hea_command(*ask, "csv")
    assert code == 0
    assert shown.startswith("alloy,material,property,value,sure,")
    assert hea_command(*ask, "xlsx", "--out", tmp_path / "t.xlsx")[0] == 0
    assert (tmp_path / "t.xlsx").read_bytes()[:2] == b"PK"
    for more, told in (((), "--out values.xlsx"), (("--out", tmp_path / "t.csv"), "t.xlsx")):
        code, _, said = hea_command(*ask, "xlsx", *more)
        assert code == 1
        assert told in said
    assert not (tmp_path / "t.csv").exists()


def test_an_alloy_leads_to_its_values(place: Path, hea_command: Run) -> None:
    _, shown, _ = hea_command("alloy", "CrMnFeCoNi", "--workspace", place)
    assert "values of it  fracture toughness" in shown
    assert 'See them: hea table --property "fracture toughness" --alloy "CrMnFeCoNi"' in shown
