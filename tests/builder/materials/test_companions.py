"""A composite, a doped alloy, a laminate or a joint is not the alloy that its name begins with."""

import pytest

from builder.materials.alloys import compatible, named_alloys, same_composition
from builder.materials.companions import UNSAID, same_companion
from builder.materials.measurements.sentence_facts import read_facts


def companion(text: str) -> str:
    return named_alloys(text)[0].companion


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CoCrFeNi–8 at.% NbB2", "8 at% NbB2"),
        ("CoCrFeNi-5 wt.% TiC composites", "5 wt% TiC"),
        ("CoCrFeNi + 5 weight % WC", "5 wt% WC"),
        ("CoCrFeNi/TiC", "TiC"),
        ("CoCrFeNi@graphene", "graphene"),
        ("CoCrFeNi-(Nb, Mo)", "Mo+Nb"),
        ("CrMnFeCoNi–1 wt.% C", "1 wt% C"),
        ("Al/CoCrFeNi laminate", "Al"),
        ("WC-15CoCrFeNi cermet", "WC"),
        ("Ti(C,N)-CoCrFeNi cermets", "Ti(C,N)"),
        ("ODS-CoCrFeNi", "ODS"),
        ("steel/CoCrFeNi interface", "steel"),
        ("CoCrFeNi/304ss and others", "304ss"),
        ("CoCrFeNi/TC4 joints", "TC4"),
        ("CoCrFeNi reinforced with 10 vol.% Al2O3 particles", "10 vol% Al2O3"),
        ("CoCrFeNi high-entropy alloy (HEA) coatings with 5 wt.% TiC", "5 wt% TiC"),
        ("the grain size of CoCrFeNi at 4 at.% Y", "4 at% Y"),
        ("SiC-reinforced CoCrFeNi", "SiC"),
        ("NbC reinforced CoCrFeNi", "NbC"),
        ("4 at.% Mo-doped CoCrFeNi", "4 at% Mo"),
        ("boron-doped CoCrFeNi", "boron"),
        ("C-containing CoCrFeNi", "C"),
        ("the addition of 2 wt.% graphene to the CoCrFeNi alloy", "2 wt% graphene"),
        ("oxide dispersion strengthened CoCrFeNi", "oxide"),
        ("CoCrFeNi-based alloys", UNSAID),
        ("CoCrFeNi based alloys", UNSAID),
        ("CoCrFeNi-M (M = Nb, Ta)", UNSAID),
        ("CoCrFeNi-rich phase", UNSAID),
        ("CoCrFeNi-reinforced copper", UNSAID),
        ("CoCrFeNiX (X = Ti, V)", UNSAID),
    ],
)
def test_what_stands_beside_an_alloy_is_found(text: str, expected: str) -> None:
    assert companion(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "CoCrFeNi alloy",
        "CoCrFeNi, TiC and WC",
        "CoCrFeNi and TiC",
        "hydrogen-charged CoCrFeNi",
        "solution-strengthened CoCrFeNi",
        "friction-stir processed CoCrFeNi",
        "LMD-CoCrFeNi",
        "CoCrFeNi with 5 % higher strength",
        "CoCrFeNi with fine grains",
        "carbide-reinforced CoCrFeNi(TiC)0.2",
        "Al-bearing AlxCoCrFeNi",
        "aluminium-containing AlCoCrFeNi",
        "yttrium-doped cluster Au11Y",
        "CoCrFeNi (FCC)",
        "cold-rolled CoCrFeNi at 77 K",
    ],
)
def test_an_alloy_by_itself_has_no_companion(text: str) -> None:
    assert companion(text) == ""


def test_a_composite_is_not_its_base() -> None:
    base, composite, other = named_alloys("CoCrFeNi, CoCrFeNi/TiC and CoCrFeNi/WC")
    assert not same_composition(base, composite)
    assert not compatible(base, composite)
    assert not compatible(composite, other)
    assert compatible(composite, composite)
    assert base.element_key == composite.element_key
    assert composite.composition_key == f"{base.composition_key}+TiC"


def test_the_same_composite_is_known_in_another_writing() -> None:
    one, other, more = named_alloys("CoCrFeNi/TiC; FeNiCrCo–5 wt.% TiC; CoCrFeNi-10 wt% TiC")
    assert compatible(one, other)
    assert not compatible(other, more)


def test_what_is_not_said_may_be_anything() -> None:
    assert same_companion(UNSAID, "TiC")
    assert same_companion("", UNSAID)
    assert not same_companion("", "TiC")
    assert not same_companion("5 wt% TiC", "8 wt% TiC")


@pytest.mark.parametrize(
    "text",
    [
        "The CoCrFeNi/TiC composite has a hardness of 600 HV.",
        "CoCrFeNi–8 at.% NbB2 has a hardness of 600 HV.",
        "The hardness of TiC-reinforced CoCrFeNi is 600 HV.",
        "CoCrFeNi-based alloys reach a hardness of 600 HV.",
    ],
)
def test_values_of_a_composite_are_bound_to_no_alloy(text: str) -> None:
    [value] = read_facts(text).values
    assert value.composite
    assert value.alloys == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("An AlCoCrFeNi coating on Q235 and on Ti-6Al-4V", ["AlCoCrFeNi"]),
        ("CoCrFeNi coatings fabricated on Ti6Al4V by laser cladding", ["CoCrFeNi"]),
        ("CrAlN films were deposited on the CoCrNi substrate", []),
        # Said to be measured, or no substrate at all.
        ("The Ti-6Al-4V substrate is softer", ["Ti-6Al-4V"]),
        ("An oxide film with a Cr2O3 inner layer developed on CoCrFeNi", ["CoCrFeNi"]),
        ("Effect of the coating thickness on CoCrFeNi", ["CoCrFeNi"]),
        ("Effects of laser cladding on AlCoCrFeNi coatings", ["AlCoCrFeNi"]),
    ],
)
def test_the_metal_below_a_coating_is_no_alloy_that_is_spoken_of(
    text: str, named: list[str]
) -> None:
    assert [alloy.text for alloy in named_alloys(text) if "AlN" not in alloy.text] == named


@pytest.mark.parametrize("text", ["CoCrFeNi deposited with 1400 W", "CoCrFeNi charged with 5 V"])
def test_a_number_with_a_unit_of_one_letter_is_no_companion(text: str) -> None:
    assert [alloy.companion for alloy in named_alloys(text)] == [""]
