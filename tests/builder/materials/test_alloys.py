"""Alloy formulas and elements: the tables are facts a metallurgist can check by eye."""

import csv
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.materials.alloy_labels import find_labels, label_mentions
from builder.materials.alloys import (
    Alloy,
    compatible,
    find_alloys,
    named_alloys,
    overlap,
    same_composition,
)
from builder.materials.element_mentions import find_elements

METALS = "Al Co Cr Cu Fe Hf Mn Mo Nb Ni Ta Ti V W Zr".split()
compositions = st.lists(st.sampled_from(METALS), min_size=3, max_size=7, unique=True)
# Text made of what formulas are made of finds more edges than arbitrary text does.
formula_like = st.lists(
    st.sampled_from([*METALS, "B", "C", "0.3", "100-x", "x", "(", ")", "-", " ", ", ", "$_{", "}$"])
).map("".join)


def only(text: str) -> Alloy:
    (alloy,) = find_alloys(text)
    return alloy


def amounts(text: str) -> dict[str, float | None]:
    alloy = only(text)
    return dict(zip(alloy.elements, alloy.amounts, strict=True))


def percent(text: str) -> dict[str, float]:
    alloy = only(text)
    return {
        element: round(100 * fraction, 1)
        for element, fraction in zip(alloy.elements, alloy.fractions, strict=True)
        if fraction is not None
    }


@pytest.mark.parametrize(
    "written",
    [
        "CoCrFeMnNi",
        "CrMnFeCoNi",
        "FeCoNiCrMn",
        "Co20Cr20Fe20Mn20Ni20",
        "Co0.2Cr0.2Fe0.2Mn0.2Ni0.2",
        "(CoCrFeNi)80Mn20",
        "equiatomic Co-Cr-Fe-Mn-Ni",
        "Fe-20Mn-20Co-20Cr-20Ni",
        "20Fe-20Mn-20Co-20Cr-20Ni",
        "Co1 Cr1 Fe1 Mn1 Ni1",
        "cocrfemnni",
        r"$\mathrm{CoCrFeMnNi}$",
        "Cantor alloy",
        "Cantor’s alloys",
        "cantor HEA",
    ],
)
def test_the_cantor_alloy_has_one_key_however_it_is_written(written: str) -> None:
    assert only(f"the {written} was cast").composition_key == only("CoCrFeMnNi").composition_key


@pytest.mark.parametrize(
    "written",
    [
        "Al0.3CoCrFeNi",
        "CoCrFeNiAl0.3",
        "Al₀.₃CoCrFeNi",
        "Al$_{0.3}$CoCrFeNi",
        "Al_{0.3}CoCrFeNi",
        r"$\mathrm{Al_{0.3}CoCrFeNi}$",
        r"Al$_\mathrm{0.3}$CoCrFeNi",
        "Al<sub>0.3</sub>CoCrFeNi",
        "Al0.3 CoCrFeNi",
        "Al 0.3 CoCrFeNi",
        "al0.3 cocrfeni",
        "Al0.3(CoCrFeNi)",
    ],
)
def test_a_subscript_counts_in_every_notation(written: str) -> None:
    alloy = only(f"In {written}, as cast")
    assert alloy.composition_key == "Al0.070-Co0.233-Cr0.233-Fe0.233-Ni0.233"
    assert alloy.element_key == "Al-Co-Cr-Fe-Ni"
    assert not same_composition(alloy, only("AlCoCrFeNi"))
    assert alloy.elements == only("AlCoCrFeNi").elements


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Fe50Mn30Co10Cr10", {"Fe": 50, "Mn": 30, "Co": 10, "Cr": 10}),
        ("Fe-30Mn-10Co-10Cr", {"Fe": 50, "Mn": 30, "Co": 10, "Cr": 10}),
        ("(CoCrFeNi)94Ti2Al4", {"Co": 23.5, "Cr": 23.5, "Fe": 23.5, "Ni": 23.5, "Ti": 2, "Al": 4}),
        ("Al6(CoCrFeNi)94", {"Co": 23.5, "Cr": 23.5, "Fe": 23.5, "Ni": 23.5, "Al": 6}),
        ("Co40(CrFeNi)60", {"Co": 40, "Cr": 20, "Fe": 20, "Ni": 20}),
        ("(TaNb)0.67(HfZrTi)0.33", {"Ta": 33.5, "Nb": 33.5, "Hf": 11, "Zr": 11, "Ti": 11}),
        (
            "CoCrFeNi(TiNb)0.325",
            {"Co": 21.5, "Cr": 21.5, "Fe": 21.5, "Ni": 21.5, "Ti": 7.0, "Nb": 7.0},
        ),
        ("AlCrMoNb-4Si", {"Al": 24, "Cr": 24, "Mo": 24, "Nb": 24, "Si": 4}),
        ("Al10CrMoTaTi", {"Al": 10, "Cr": 22.5, "Mo": 22.5, "Ta": 22.5, "Ti": 22.5}),
        ("Fe31Mn28 Ni15Al26", {"Fe": 31, "Mn": 28, "Ni": 15, "Al": 26}),
        ("Ni11Zr9", {"Ni": 55, "Zr": 45}),
        ("Cu80Ag20", {"Cu": 80, "Ag": 20}),
    ],
)
def test_atomic_per_cents_are_those_of_the_notation(
    written: str, expected: dict[str, float]
) -> None:
    assert percent(written) == {key: pytest.approx(value) for key, value in expected.items()}


def test_weight_per_cent_is_converted_before_compositions_are_compared() -> None:
    by_weight, by_atoms = only("Fe-30Mn-10Co-10Cr (wt.%)"), only("Fe-30Mn-10Co-10Cr (at.%)")
    assert (by_weight.basis, by_atoms.basis) == ("wt", "at")
    assert not same_composition(by_weight, by_atoms)
    assert percent("Fe-30Mn-10Co-10Cr (wt.%)")["Mn"] == 30.3


@pytest.mark.parametrize("written", ["Ti-6Al-4V", "Ti–6Al–4V", "Ti6Al4V"])
def test_titanium_grade_5_holds_10_atomic_per_cent_aluminium(written: str) -> None:
    assert percent(written) == {"Al": 10.2, "Ti": 86.2, "V": 3.6}


@pytest.mark.parametrize(
    "written", ["W-Mo-Ta-Nb", "Nb–Ta–Mo–W", "(W, Mo, Ta and Nb)", "(W/Mo/Ta/Nb)"]
)
def test_a_system_named_without_ratios_leaves_every_amount_open(written: str) -> None:
    assert amounts(written) == {"Mo": None, "Nb": None, "Ta": None, "W": None}
    assert compatible(only(written), only("NbMoTaW"))


def test_a_variable_is_open_and_its_stated_values_are_members() -> None:
    family = only("AlxCoCrFeNi (x = 0, 0.3 and 1) alloys")
    assert family.amounts == (None, 1, 1, 1, 1)
    assert family.member_keys == tuple(
        only(formula).composition_key for formula in ("CoCrFeNi", "Al0.3CoCrFeNi", "AlCoCrFeNi")
    )
    assert compatible(family, only("Al0.3CoCrFeNi"))
    assert compatible(only("CoCrFeNi"), family)
    assert not compatible(family, only("Al0.5CoCrFeNi"))


def test_a_range_of_the_variable_has_no_members() -> None:
    assert only("Alx(CoCrFeNi)100-x covering x = 4.5–40").members == ()


@pytest.mark.parametrize(
    "text",
    [
        "CoCrFeNi-Nbx (x = 0, 1, 3 wt%)",  # so much beside so many atoms
        "CoCrFeNiMox (x = 5, 10, 15)",  # nobody weighs in 1:1:1:1:15
        "AlxCoCrFeNi, where x varies between 0.1 and 0.5",
    ],
)
def test_per_cents_beside_ratios_make_no_members(text: str) -> None:
    assert only(text).members == ()


def test_weight_per_cent_of_one_element_beside_ratios_leaves_it_open() -> None:
    assert amounts("CoCrFeNiTi2wt%") == {"Co": 1, "Cr": 1, "Fe": 1, "Ni": 1, "Ti": None}
    assert set(amounts("CoCrFeNiTi5wt%").values()) == {None}
    assert amounts("Fe-30Mn-10Co (wt.%)") == {"Co": 10, "Fe": 60, "Mn": 30}


def test_every_formula_of_a_public_table_is_read(shared: Path) -> None:
    file = shared / "properties" / "citrine_mpea" / "MPEA_dataset.csv"
    with file.open(encoding="utf-8") as lines:
        formulas = {row["FORMULA"] for row in csv.DictReader(lines)}
    assert len(formulas) > 600
    for formula in formulas:
        for written in (formula, formula.replace(" ", "")):
            sizes = re.findall(r"([A-Z][a-z]?)([\d.]+)", formula)
            assert amounts(f"The {written} alloy") == {one: float(size) for one, size in sizes}


def test_the_balance_of_a_variable_follows_it() -> None:
    family = only("CoxCr25(FeNi)75−x (x = 35, 45)")
    assert family.member_keys == tuple(
        only(formula).composition_key for formula in ("Co35Cr25Fe20Ni20", "Co45Cr25Fe15Ni15")
    )


def test_an_open_amount_does_not_hide_a_stated_difference() -> None:
    assert not compatible(only("AlxCoCrFeNi"), only("Al0.3CoCrFeNi2.1"))
    assert compatible(only("AlxCoCrFeNi"), only("Al0.3CoCrFeNi"))


def test_senkov_alloy_is_reported_in_each_of_its_three_senses() -> None:
    alloys = find_alloys("the Senkov alloy")
    assert {alloy.text for alloy in alloys} == {"Senkov alloy"}
    assert {alloy.element_key for alloy in alloys} == {
        "Hf-Nb-Ta-Ti-Zr",
        "Mo-Nb-Ta-W",
        "Mo-Nb-Ta-V-W",
    }


@pytest.mark.parametrize(
    "text",
    [
        "BCC FCC HCP HEA HEAs MPEA RHEA CCAs YS UTS HV SFE TRIP TWIP",
        "FCC1 and FCC2, HV0.2, SS304, 316L, H13, Q235B, B2, L12, D0_22, M23C6, C14",
        "In this work, He and I did As No one At Be",
        "NaN, HeLa, SARS-CoV-2, VHPS, SPS, UHV, CVN, KPa, MPa, PhD",
        "In-Situ, As-Cast, Co-Sputtering",
        "Cu and Ni were added; Al-rich, Ni-Al-rich and Ni-Al-Ti-rich regions; Cu–Ag melts",
        "Six alloys, BNi-2 filler, H2SO4 and CO2, HNO3",
        "the nicotine, silicon and cocoa of commerce",
        "Ti, Nb and Zr dopants",
    ],
)
def test_what_only_looks_like_a_formula_is_no_alloy(text: str) -> None:
    assert find_alloys(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(
            (compound, "compound")
            for compound in "SiC Al2O3 NbC WC TiN TiB2 Y2O3 Cr23C6 NaCl".split()
        ),
        *((compound, "compound") for compound in ("B4C", "Cr(OH)3", "(Na,K)2SO4", "(Fe,Cr,Co)3O4")),
        *(
            (alloy, "alloy")
            for alloy in ("NiAl", "Ni3Al", "CoNiV", "Fe-22Mn-0.6C", "CoCrFeNiC0.05")
        ),
        ("(Ti, Hf, Nb, Ta)C", "alloy"),  # a high-entropy carbide is asked for as an alloy is
    ],
)
def test_compounds_are_told_from_alloys(text: str, kind: str) -> None:
    assert [(alloy.text, alloy.kind) for alloy in find_alloys(text)] == [(text, kind)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("WC-15CoCrFeNi cermet", ["WC", "CoCrFeNi"]),
        ("CaCl2-NaCl melt", ["CaCl2", "NaCl"]),
        ("CoCrFeNiX, X = Cu", ["CoCrFeNi"]),
        ("(CoCrFeNi)94Al3Ti3alloy.", ["(CoCrFeNi)94Al3Ti3"]),
        ("NiAl-B2 and NiAl(B2)", ["NiAl", "NiAl"]),
        ("alloy (CoCrFeNi).", ["CoCrFeNi"]),
        ("CoCrFeNi-Nbx", ["CoCrFeNi-Nbx"]),
        ("CoCrFeNi-based and Al-Co-Cr-Fe-Ni", ["CoCrFeNi", "Al-Co-Cr-Fe-Ni"]),
        ("((CoCrFeNi)95Nb5)100-xMox", ["((CoCrFeNi)95Nb5)100-xMox"]),
        ("CoCrFeNi and Ti6 alloys", ["CoCrFeNi"]),
    ],
)
def test_a_mention_covers_the_formula_and_no_more(text: str, spans: list[str]) -> None:
    assert [alloy.text for alloy in find_alloys(text)] == spans


def test_traces_are_told_apart() -> None:
    assert not same_composition(only("CoCrFeNiCe0.003"), only("CoCrFeNiCe0.005"))


def test_overlap_is_shared_elements_over_all() -> None:
    assert overlap(only("CoCrFeNi"), only("CoCrFeMnNi")) == 0.8
    assert overlap(only("CoCrFeNi"), only("NbMoTaW")) == 0


@given(compositions, st.data())
def test_the_order_of_elements_does_not_matter(elements: list[str], data: st.DataObject) -> None:
    ratios = data.draw(st.lists(st.integers(1, 40), min_size=7, max_size=7))
    parts = [f"{element}{ratio}" for element, ratio in zip(elements, ratios, strict=False)]
    shuffled = random.Random(0).sample(parts, len(parts))
    assert same_composition(only("".join(parts)), only("".join(shuffled)))


@given(compositions, st.lists(st.integers(1, 20), min_size=7, max_size=7), st.integers(2, 5))
def test_the_scale_of_the_ratios_does_not_matter(
    elements: list[str], ratios: list[int], times: int
) -> None:
    once = "".join(f"{el}{ratio}" for el, ratio in zip(elements, ratios, strict=False))
    scaled = "".join(f"{el}{ratio * times}" for el, ratio in zip(elements, ratios, strict=False))
    assert only(once).composition_key == only(scaled).composition_key


@given(st.text() | formula_like)
def test_any_text_is_read_without_error_and_spans_hold(text: str) -> None:
    for element in find_elements(text):
        assert text[element.start : element.end] == element.text != ""
    for alloy in find_alloys(text):
        assert text[alloy.start : alloy.end] == alloy.text != ""
        assert list(alloy.elements) == sorted(set(alloy.elements))
        assert len(alloy.elements) == len(alloy.amounts) >= 2
        assert same_composition(alloy, alloy)
        assert compatible(alloy, alloy)
        assert overlap(alloy, alloy) == 1
        assert isinstance(alloy.member_keys, tuple)


@pytest.mark.parametrize("mark", ".,·⋅")
def test_an_alloy_is_shown_with_a_decimal_point(mark: str) -> None:
    assert find_alloys(f"Al0{mark}7CoCrFeNi")[0].name == "Al0.7CoCrFeNi"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CoCrFeNiTi0.2 (hereafter H2) was cast. H2 is hard.", "H2 (CoCrFeNiTi0.2)"),
        ("The Cantor alloy is hard.", "Cantor alloy"),
        ("Al $_{0.3}$ Co_{20}CrFeNi is hard.", "Al0.3Co20CrFeNi"),
    ],
)
def test_a_label_is_shown_with_what_it_stands_for(text: str, name: str) -> None:
    labelled = label_mentions(text, find_labels(text))
    assert name in {alloy.name for alloy in [*labelled, *find_alloys(text)]}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Al(0.3)CoCrFeNi", "Al0.3CoCrFeNi"),
        ("CoCrFeNiMo(0.2)", "CoCrFeNiMo0.2"),
        ("Fe(50)Mn(30)Co(10)Cr(10)", "Fe50Mn30Co10Cr10"),
        ("(CoCrNi)(94)Al(3)Ti(3)", "(CoCrNi)94Al3Ti3"),
        ("[CoCrNi](94)Al(3)Ti(3)", "(CoCrNi)94Al3Ti3"),
        ("CoCrFeNi(2)", "CoCrFeNi"),
    ],
)
def test_subscripts_may_stand_in_brackets(text: str, key: str) -> None:
    assert find_alloys(text)[0].composition_key == find_alloys(key)[0].composition_key


@pytest.mark.parametrize(
    "text",
    ["the Laves phase Fe2Nb", "NiAl and Ni3Al precipitates", "the σ phase (FeCr)",
     "precipitates of Ni3(Al,Ti)", "ordered Ni3Nb", "the Heusler compound Ni2MnGa"],
)  # fmt: skip
def test_a_phase_within_an_alloy_is_no_alloy(text: str) -> None:
    assert named_alloys(text) == ()


def test_a_metallic_glass_is_an_alloy() -> None:
    assert [alloy.text for alloy in named_alloys("Pd40Ni40P20 is a glass")] == ["Pd40Ni40P20"]
