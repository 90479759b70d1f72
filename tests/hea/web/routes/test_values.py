"""`/values`: tables, facets, plots and files over HTTP; what people and papers wrote is text."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from small_bodies import add_bodies
from small_library import SENKOV, Run, write_records
from starlette.testclient import TestClient
from stated_values import STATED

import hea
from hea.web.pages import breakable

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> NbMoTaW"


@pytest.fixture
def stated(client_of: Callable[..., TestClient], tmp_path: Path) -> TestClient:
    """A client of papers that state yield strengths."""
    library = hea.open(tmp_path / "stated")
    write_records(library.workspace.corpus / "r.jsonl", *map(dict, STATED))
    library.build()
    return client_of(tmp_path / "stated")


def test_every_value_is_shown_with_its_sentence(stated: TestClient) -> None:
    shown = stated.get("/values?property=yield+strength")
    assert shown.status_code == 200
    assert "6 of 6 values, 4 papers" in shown.text
    assert shown.text.count('class="sentence"') == 6
    assert shown.text.count('<span class="quiet">not stated</span>') == 4
    [link, *_] = re.findall(r'class="sentence" href="([^"]+)"', shown.text)
    assert "1 of" not in stated.get(link.replace("&amp;", "&")).text


def test_values_of_bodies_are_shown_as_the_command_line_does(
    client_of: Callable[..., TestClient], place: Path, hea_command: Run
) -> None:
    add_bodies(place)
    client = client_of(place)
    _, printed, _ = hea_command("table", "--property", "hardness", "--json", "--workspace", place)
    rows = json.loads(printed)
    assert {row["source"] for row in rows} >= {"abstract", "table"}
    shown = client.get("/values?property=hardness").text
    assert f"{len(rows)} of {len(rows)} values" in shown
    table = client.get("/api/values?property=hardness").json()
    assert sorted(row["sentence"] for row in table) == sorted(row["sentence"] for row in rows)
    assert "Table 1, p. 4</span>" in shown
    offered = {row["property"]: row["values"] for row in client.get("/api/properties").json()}
    assert offered["hardness"] == len(rows)
    link = re.search(r'href="(/paper/[^"]+row=2)" [^>]+title="([^"]+)"', shown)
    assert link
    beside = client.get(link[1].replace("&amp;", "&"), headers={"hx-request": "true"}).text
    assert f">{link[2]}</mark>" in beside
    assert link[2] == "Temperature (K): 293; Hardness (HV): 165"
    drawn = client.get("/api/values?property=hardness&format=vega&plot=temperature").json()
    points = [one for one in drawn["data"]["values"] if one["sentence"] == link[2]]
    assert [(one["piece"], one["table_row"]) for one in points] == [(1, 2)]


def test_a_formula_may_be_broken_between_elements_and_holds_no_markup() -> None:
    assert breakable("Co0.5CrFeNi") == "Co0.5<wbr>Cr<wbr>Fe<wbr>Ni"
    assert breakable("Co<b>Cr") == "Co&lt;b&gt;Cr"
    shown = '<span class="formula">Co<wbr>Cr)</span>'
    assert breakable("Nb5 (paper on CoCr)") == f"Nb5 (paper on {shown}"


def test_values_without_temperatures_are_first_drawn_against_the_composition(
    stated: TestClient,
) -> None:
    shown = stated.get("/values?property=YS").text
    assert re.search(r'plot=vec[^>]*aria-current="true"', shown)
    assert 'name="plot"' not in shown, "another property is drawn as suits it"
    warm = stated.get("/values?property=YS&at=600..").text
    assert re.search(r'plot=temperature[^>]*aria-current="true"', warm)
    chosen = stated.get("/values?property=YS&plot=years").text
    assert re.search(r'plot=years[^>]*aria-current="true"', chosen)
    assert '<input type="hidden" name="plot" value="years">' in chosen


def test_the_properties_are_offered_with_their_counts(stated: TestClient) -> None:
    assert "yield strength (6)" in stated.get("/values").text
    assert stated.get("/api/properties").json() == [{"property": "yield strength", "values": 6}]


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("element=Nb", 2),
        ("element=Nb&element=Al", 0),
        ("at=not+stated", 4),
        ("at=above+500+°C", 1),
        ("route=annealed", 2),
        ("year=2019..", 2),
        ("alloy=CrFeNiCo", 1),
        ("of=coating", 0),
    ],
)
def test_facets_choose(asked: str, left: int, stated: TestClient) -> None:
    found = stated.get(f"/api/values?property=YS&{asked}").json()
    assert len(found) == left
    shown = stated.get(f"/values?property=YS&{asked}").text
    assert shown.count('class="sentence"') == left
    assert ("No value fits all filters" in shown) == (left == 0)


def test_a_table_is_sorted_by_the_server(stated: TestClient) -> None:
    found = stated.get("/api/values?property=YS&sort=value&order=down").json()
    assert [row["low"] for row in found] == [1250, 1050, 520, 400, 300, 210]
    shown = stated.get("/values?property=YS&sort=value&order=down").text
    assert 'aria-sort="descending"' in shown
    table = shown[shown.index("<tbody>") :]
    assert re.findall(r"(\d+) MPa(?: →)?</strong>", table) == [
        "1250",
        "1050",
        "520",
        "400",
        "300",
        "210",
    ]


def test_a_value_of_several_pairs_counts_once(
    client_of: Callable[..., TestClient], tmp_path: Path
) -> None:
    library = hea.open(tmp_path / "pairs")
    records = [
        {"id": str(n), "title": f"Paper {n}", "abstract": f"The hardness of CoCrFeNi is {n} HV."}
        for n in (150, 300, 600)
    ]
    write_records(library.workspace.corpus / "r.jsonl", *records)
    library.build()
    shown = client_of(tmp_path / "pairs").get("/values?property=hardness&disagree=1").text
    assert "3 of 3 values, 3 papers, 3 pairs that disagree" in shown
    assert shown.count('class="sentence"') == 6
    assert "3 values of 3 papers" in shown


def test_rows_are_those_of_the_command_line(stated: TestClient, tmp_path: Path) -> None:
    rows = hea.open(tmp_path / "stated").values("yield strength").to_dicts()
    assert stated.get("/api/values?property=YS").json() == json.loads(json.dumps(rows))
    table = stated.get("/api/values?property=YS&format=csv")
    assert table.headers["content-disposition"] == 'attachment; filename="values.csv"'
    read = list(csv.DictReader(io.StringIO(table.text)))
    assert [row["value"] for row in read] == [row["value"] for row in rows]


@pytest.mark.parametrize("form", ["xlsx", "svg", "png", "html"])
def test_files_are_sent_as_files(form: str, stated: TestClient) -> None:
    sent = stated.get(f"/api/values?property=YS&format={form}&plot=elements")
    assert sent.status_code == 200, sent.text
    assert sent.headers["content-disposition"].startswith("attachment")
    assert sent.content


def test_a_plot_is_sent_as_data(stated: TestClient) -> None:
    made = stated.get("/api/values?property=YS&format=vega&plot=vec").json()
    assert {round(row["x_low"], 2) for row in made["data"]["values"]} == {5.5, 8.25}


@pytest.mark.parametrize(
    "asked",
    [
        "property=strengthh",
        "property=YS&at=warm",
        "property=YS&element=Xx",
        "property=YS&sort=rowid",
        "property=YS&plot=../../etc",
        "property=YS&year=1;drop",
        "property=YS&page=0",
        "property=YS&alloy=%3Cscript%3E",
        "property=" + "a" * 5000,
    ],
)
def test_a_wrong_parameter_is_said(asked: str, stated: TestClient) -> None:
    shown = stated.get(f"/values?{asked}")
    assert shown.status_code == 400
    assert 'role="alert"' in shown.text
    assert "<script>" not in shown.text.replace('<script type="module"', "")
    assert stated.get(f"/api/values?{asked}&format=json").status_code in (200, 400)


def test_a_missing_property_is_said(stated: TestClient) -> None:
    assert stated.get("/api/values").status_code == 400


def test_hostile_words_are_text(client_of: Callable[..., TestClient], tmp_path: Path) -> None:
    library = hea.open(tmp_path / "bad")
    write_records(library.workspace.corpus / "r.jsonl", SENKOV | {"title": HOSTILE})
    library.build()
    shown = client_of(tmp_path / "bad").get("/values?property=YS").text
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    [stored] = re.findall(r'id="plot-spec">(.*?)</script>', shown, re.S)
    assert HOSTILE in json.loads(stored)["data"]["values"][0]["source"]


def test_a_library_that_was_not_built_says_so(
    client_of: Callable[..., TestClient], tmp_path: Path
) -> None:
    (tmp_path / "new" / "corpus").mkdir(parents=True)
    client = client_of(tmp_path / "new")
    assert "Nothing has been built yet" in client.get("/values").text
    assert client.get("/values?property=YS").status_code == 400
    assert client.get("/api/properties").json() == []


def test_an_alloy_is_described_and_led_to_by_what_is_known_of_it(client: TestClient) -> None:
    answer = client.get("/", params={"q": "What is known about CrMnFeCoNi?"}).text
    [link] = re.findall(r'href="(/alloy\?formula=[^"]+)"', answer)
    shown = client.get(link)
    assert shown.status_code == 200
    assert "Co 20, Cr 20, Fe 20, Mn 20, Ni 20 at.%" in shown.text
    assert "1 paper with this alloy<" in shown.text
    assert 'href="/values?property=fracture+toughness&amp;alloy=CrMnFeCoNi"' in shown.text
    assert "Toughness of CrMnFeCoNi at low temperature" in shown.text
    assert "/alloy?" not in client.get("/", params={"q": "Is CrMnFeCoNi tough at 77 K?"}).text
    assert 'action="/alloy"' in client.get("/values").text
    assert client.get("/api/alloy?formula=Cantor+alloy").json()["composition"]
    assert "is not an alloy" in client.get(f"/alloy?formula={HOSTILE[:20]}").text
