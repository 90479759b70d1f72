"""Evidence tables: which values of a property are found, of which alloy, and who disagrees."""

import csv
import json
import random
import time
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from small_library import ALUMINIUM, CANTOR, SENKOV, quiet, write_records
from typer.testing import CliRunner

from builder.errors import UserError
from builder.ingest.ingest import ingest
from builder.library.catalog import CatalogEntry, listing
from builder.library.property_table import disagreements, named_property, property_table
from builder.materials.alloys import find_alloys
from builder.materials.quantities import find_quantities
from builder.storage.database import create_database
from hea.cli.app import front_door

OTHER = {
    "id": "other",
    "title": "Hot strength of an alloy",
    "abstract": "TaNbWMo was sintered. At 1600 °C the compressive yield strength is 0.62 GPa.",
    "doi": "10.1000/other",
}
COLDER = {
    "id": "colder",
    "title": "NbMoTaW at 1000 °C",
    "abstract": "The yield strength was 842 MPa at 1000 °C, which is 20 % lower than before.",
    "doi": "10.1000/colder",
}


@pytest.fixture
def rows(corpus: Path, tmp_path: Path) -> list[CatalogEntry]:
    write_records(corpus / "r.jsonl", CANTOR, SENKOV, ALUMINIUM, OTHER, COLDER)
    db = create_database(tmp_path / "data" / "hea.sqlite")
    ingest(db, corpus, quiet)
    found = listing(db)
    db.close()
    return found


@pytest.mark.parametrize("words", ["YS", "proof stress", "yield strength", "σ0.2"])
def test_a_property_goes_by_many_names(words: str) -> None:
    assert named_property(words) == "yield strength"


@pytest.mark.parametrize("words", ["", "yeld strength", "BCC", "x" * 9999, "\x1b[2J"])
def test_what_is_no_property_is_said(words: str) -> None:
    with pytest.raises(UserError, match="not a known property"):
        named_property(words)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("hardnes", "“hardness”"),
        ("yeld strenght", "“yield strength”"),
        ("young moduls", "“elastic modulus”"),
        ("ys", "“yield strength”"),
        ("modulus", "“bulk modulus”, “elastic modulus” or “shear modulus”"),
    ],
)
def test_what_was_meant_is_offered(words: str, meant: str) -> None:
    with pytest.raises(UserError) as told:
        named_property(words)
    assert told.value.hint.startswith("Did you mean ")
    assert meant in told.value.hint


@pytest.mark.parametrize(
    "words", ["xyz", "price", "cost", "YTS", "colour", "hydrogen capacity", ""]
)
def test_what_is_near_to_nothing_gets_no_silly_offer(words: str) -> None:
    with pytest.raises(UserError) as told:
        named_property(words)
    assert "`hea table` alone lists" in told.value.hint


def test_values_carry_alloy_condition_and_the_place_of_their_sentence(
    rows: list[CatalogEntry],
) -> None:
    found = property_table(rows, "yield strength")
    assert [(one.value.quantity.text, one.listed.paper.key) for one in found] == [
        ("405 MPa", "senkov"),
        ("0.62 GPa", "other"),
        ("842 MPa", "colder"),
    ]
    senkov, other, colder = found
    assert senkov.sentence == "Its yield strength is 405 MPa at 1600 °C."
    assert senkov.alloy is not None
    assert (senkov.alloy.text, senkov.inherited) == ("NbMoTaW", True)
    assert other.temperature is not None
    assert other.temperature.text == "1600 °C"
    assert colder.alloy is not None
    assert (colder.alloy.text, colder.inherited) == ("NbMoTaW", True)


def test_one_alloy_is_found_however_it_is_written(rows: list[CatalogEntry]) -> None:
    [alloy] = find_alloys("WMoTaNb")
    assert len(property_table(rows, "yield strength", alloy)) == 3
    [alloy] = find_alloys("CoCrFeNi")
    assert property_table(rows, "yield strength", alloy) == []


@pytest.mark.parametrize(
    ("title", "abstract", "alloy"),
    [
        (
            "Titanium in an alloy",
            "CoCrFeNiTi0.2 (hereafter Ti0.2) and CoCrFeNi were cast. Ti0.2 shows a hardness of"
            " 300 HV.",
            "CoCrFeNiTi0.2",
        ),
        (
            "CoCrFeNi–8 at.% NbB2 by casting",
            "The material was cast. The hardness reached 300 HV.",
            None,
        ),
        (
            "A coating",
            "An AlCoCrFeNi coating was clad on Q235 steel. The hardness reached 300 HV.",
            "AlCoCrFeNi",
        ),
    ],
)
def test_a_label_is_its_alloy_and_a_composite_is_none(
    corpus: Path, tmp_path: Path, title: str, abstract: str, alloy: str | None
) -> None:
    write_records(corpus / "r.jsonl", {"id": "a", "title": title, "abstract": abstract})
    db = create_database(tmp_path / "data" / "hea.sqlite")
    ingest(db, corpus, quiet)
    (row,) = property_table(listing(db), "hardness")
    db.close()
    wanted = find_alloys(alloy)[0].composition_key if alloy else None
    assert (row.alloy.composition_key if row.alloy else None) == wanted


def test_papers_disagree_only_on_one_alloy_at_one_temperature(rows: list[CatalogEntry]) -> None:
    [(one, other)] = disagreements(property_table(rows, "yield strength"))
    assert {one.listed.paper.key, other.listed.paper.key} == {"senkov", "other"}


@pytest.mark.fault("F56")
def test_very_many_values_are_compared_in_little_time(rows: list[CatalogEntry]) -> None:
    found = property_table(rows, "yield strength")
    (alone,) = [row for row in found if row.listed.paper.key == "senkov"]
    (other,) = [row for row in found if row.listed.paper.key == "other"]
    begun = time.process_time()
    pairs = disagreements([other, *[alone] * 20_000])
    assert time.process_time() - begun < 4
    assert len(pairs) == 20_000
    others = [row for row in found if row not in (alone, other)]
    between = [one for row in others for one in (other, row, alone)]
    assert disagreements(between)[0] == (other, alone)


def test_the_verb_prints_writes_and_hands_on(rows: list[CatalogEntry], tmp_path: Path) -> None:
    run = CliRunner()
    place = ["--workspace", str(tmp_path)]
    shown = run.invoke(front_door(), ["table", "--property", "YS", *place])
    assert shown.exit_code == 0
    assert "(NbMoTaW)" in shown.output
    to = tmp_path / "ys.csv"
    told = run.invoke(
        front_door(), ["table", "--property", "YS", "--csv", str(to), "--json", *place]
    )
    records = json.loads(told.stdout)
    assert [record["si_low"] for record in records] == [405e6, 842e6, 620e6]
    with to.open(encoding="utf-8", newline="") as lines:
        table = list(csv.DictReader(lines))
    assert [row["doi"] for row in table] == ["10.1000/senkov", "10.1000/colder", "10.1000/other"]
    none = run.invoke(front_door(), ["table", "--property", "creep rate", *place])
    assert none.exit_code == 0
    assert "No paper states" in none.output


def test_the_table_tells_form_kind_state_and_bound(corpus: Path, tmp_path: Path) -> None:
    abstract = (
        "VNbTa coatings were made. After annealing at 900 °C, the compressive yield strength"
        " exceeds 900 MPa."
    )
    write_records(corpus / "r.jsonl", {"id": "a", "title": "VNbTa coatings", "abstract": abstract})
    db = create_database(tmp_path / "data" / "hea.sqlite")
    ingest(db, corpus, quiet)
    [row] = property_table(listing(db), "yield strength")
    db.close()
    assert row.temperature is None  # The annealing was hot, not the test.
    words = ["table", "--property", "YS", "--json", "--workspace", str(tmp_path)]
    told = CliRunner().invoke(front_door(), words)
    [record] = json.loads(told.stdout)
    assert {name: record[name] for name in ("owner", "kind", "states", "treatment", "sense")} == {
        "owner": "coating",
        "kind": "compressive",
        "states": ["annealing"],
        "treatment": ["900 °C"],
        "sense": "above",
    }
    shown = CliRunner().invoke(front_door(), words[:3] + words[4:]).output
    assert "> 900 MPa" in shown
    assert "of coating" in shown


def test_a_spreadsheet_is_handed_no_formula(corpus: Path, tmp_path: Path) -> None:
    evil = {**SENKOV, "title": "=cmd|' /C calc'!A0 of NbMoTaW"}
    write_records(corpus / "r.jsonl", evil)
    db = create_database(tmp_path / "data" / "hea.sqlite")
    ingest(db, corpus, quiet)
    db.close()
    to = tmp_path / "t.csv"
    words = ["table", "--property", "YS", "--csv", str(to), "--workspace", str(tmp_path)]
    assert CliRunner().invoke(front_door(), words).exit_code == 0
    with to.open(encoding="utf-8", newline="") as lines:
        [row] = csv.DictReader(lines)
    assert row["title"].startswith("'=")


def test_the_pairs_are_those_of_comparing_every_two(rows: list[CatalogEntry]) -> None:
    found = property_table(rows, "yield strength")
    rng = random.Random(4)
    table = []
    for _ in range(400):
        row = rng.choice([one for one in found if one.alloy])
        value = row.value
        low = rng.choice((-1, 1)) * rng.choice((0, 1, 5, 6, 100, 119, 120, 121, 300))
        quantity = replace(value.quantity, low=low, high=low + rng.choice((0, 0, 7)))
        at = rng.choice(((), *(find_quantities(f"at {t} K") for t in (77, 290, 294, 298))))
        kind, owner = rng.choice(("", "tension", "compression")), rng.choice(("alloy", "film"))
        value = replace(
            value, quantity=quantity, kind=kind, owner=owner, conditions=at, treatment=()
        )
        table.append(replace(row, value=value))
    expected = [
        (id(one), id(other))
        for one, other in combinations(table, 2)
        if one.alloy
        and other.alloy
        and one.alloy.composition_key == other.alloy.composition_key
        and disagreements([one, other])
    ]
    assert [(id(one), id(other)) for one, other in disagreements(table)] == expected
    assert len(expected) > 300


def test_values_that_agree_are_not_compared(rows: list[CatalogEntry]) -> None:
    [one, other] = [row for row in property_table(rows, "yield strength") if row.alloy][:2]
    agreeing = replace(other, value=one.value, alloy=one.alloy)
    begun = time.process_time()
    assert disagreements([one, agreeing] * 20_000) == []
    assert time.process_time() - begun < 4


def test_a_member_of_a_family_is_written_out(corpus: Path, tmp_path: Path) -> None:
    text = "AlxCoCrFeNi (x = 0, 0.5 and 1) was cast. As x increases, the hardness rises from 200 HV"
    write_records(
        corpus / "f.jsonl",
        {"id": "f", "title": "A family", "abstract": f"{text} to 400 HV.", "doi": "10.1000/f"},
    )
    db = create_database(tmp_path / "hea.sqlite")
    ingest(db, corpus, quiet)
    found = property_table(listing(db), "hardness")
    assert [row.alloy and row.alloy.name for row in found] == ["CoCrFeNi", "AlCoCrFeNi"]


def test_a_group_of_a_family_keeps_its_brackets(corpus: Path, tmp_path: Path) -> None:
    text = "CoCrFeNi(TiC)x (x = 0.1 and 0.2) was cast. As x increases, the hardness rises from"
    write_records(
        corpus / "f.jsonl",
        {"id": "f", "title": "A family", "abstract": f"{text} 200 HV to 400 HV."},
    )
    db = create_database(tmp_path / "hea.sqlite")
    ingest(db, corpus, quiet)
    found = property_table(listing(db), "hardness")
    assert [row.alloy and row.alloy.name for row in found] == [
        "CoCrFeNi(TiC)0.1",
        "CoCrFeNi(TiC)0.2",
    ]
