"""What a question names is bound first: a parameter, a size, a member, an alloy, an own column."""

import pytest

CURVES = (
    "The curve with Br of 2.7 has a critical cooling rate of 122 K/s. The curve with Br of 4 has a"
    " nose time of 0.043 s and a critical cooling rate of 5.55 K/s."
)


@pytest.mark.parametrize(("number", "held"), [("2.7", "122 K/s"), ("4", "5.55 K/s")])
def test_a_parameter_has_the_value_asked_about(ask, number, held):
    given = ask(f"What critical cooling rate has the curve with Br of {number}?", CURVES)
    assert given.short == held


def test_of_two_amounts_asked_for_one_is_no_bare_answer(ask):
    text = "HfNbTaTiZr has a grain size of 85 μm and a density of 9.9 g/cm3."
    assert ask("What density does HfNbTaTiZr have?", text).short
    given = ask("What grain size and density does HfNbTaTiZr have?", text)
    assert given.answered
    assert given.short is None


def test_a_reason_goes_on_from_the_sentence_before(ask):
    text = "The hysteresis of HfNbTaTiZr shrinks on heating in vacuum. This is due to its lattice."
    asked = "Why does the hysteresis of HfNbTaTiZr shrink on heating in vacuum?"
    other = text.replace("This is due to its", "Reasons are due to a")
    assert ask(asked, text).confidence > ask(asked, other).confidence + 0.1


@pytest.mark.parametrize(("cell", "is_told"), [("2 × 1", True), ("7 × 7", False)])
def test_the_size_of_a_surface_cell_is_told_with_its_value(ask, cell, is_told):
    text = (
        "The 2 × 1 reconstructed surface of HfNbTaTiZr has a surface energy of 1.30 J/m2."
        " Further surfaces are left out. The 7 × 7 reconstructed one was not studied."
    )
    asked = f"What surface energy does the {cell} reconstructed surface of HfNbTaTiZr have?"
    assert ask(asked, text).answered == is_told


@pytest.mark.parametrize(("number", "is_named"), [("3", True), ("14", False)])
def test_a_cluster_is_among_the_members_of_its_series(ask, number, is_named):
    text = (
        "The clusters AunY (n = 1–12) were computed. Other authors computed Aun−1Y+ (n = 4–20)."
        " The Au12Y cluster is stable. The adsorption energy of H2 on the AunY clusters is 0.29 eV."
    )
    given = ask(f"What is the adsorption energy of H2 on the Au{number}Y cluster?", text)
    assert (f"Au{number}Y, which it does not name" in (given.nearest or "")) != is_named


def test_a_general_word_for_what_is_done_need_not_be_said(ask):
    text = "For activation, the HfNbTaTiZr ingots were held in vacuum at 500 °C under hydrogen."
    asked = "What vacuum treatment and hydrogen exposure were used for activation of HfNbTaTiZr?"
    assert "held in vacuum" in ask(asked, text).citations[0].quote


def test_a_column_of_earlier_work_is_not_the_value_of_the_paper(ask):
    rows = (
        ("Alloy", "This work", "Grain size (μm) Literature"),
        ("HfNbTaTiZr", "85", "91"),
        ("HfNbTaTiZrMo0.5", "140", "151"),
    )
    text = "Grain sizes reported in the literature are compared."
    asked = "What grain size of HfNbTaTiZrMo0.5 was {}?"
    assert ask(asked.format("measured"), text, *rows).short == "140 µm"
    assert ask(asked.format("reported in the literature"), text, *rows).short in ("151", "151 µm")


def test_a_series_based_on_an_alloy_is_no_sample_of_its_own(ask):
    text = (
        "From Table 2, the hysteresis of Ti0.8Zr0.2Mn0.9Cr0.7+yFe0.1 decreases on heating. This is"
        " due to the expansion of the lattice. Ti0.8Zr0.2Mn0.9Cr0.7Fe0.1 was melted."
    )
    asked = "Why does the hysteresis of the Ti0.8Zr0.2Mn0.9Cr0.7Fe0.1-based alloys decrease?"
    given = ask(asked, text)
    assert "expansion of the lattice" in given.citations[0].quote


def test_the_sign_of_an_enthalpy_names_it(ask):
    text = "We calculate ΔHf(FeTi) = −40 kJ/mol, which is larger than in experiments."
    assert "40" in (ask("What enthalpy of formation was calculated for FeTi?", text).short or "")


def test_a_caption_does_not_tell_how_something_was_made(ask):
    text = (
        "Figure 7. Microstructure of how the HfNbTaTiZr foils were prepared by cold rolling.\n"
        "The HfNbTaTiZr foils were prepared from sheets by cold rolling."
    )
    given = ask("How were the HfNbTaTiZr foils prepared by cold rolling?", text)
    assert given.citations[0].place.part == "body"


PANELS = (
    "Figure 8. (a) PCI curves of HfNbTaTiZr at 250 °C, (b) diagrams, and (c) the hydrogen"
    " utilization ratio of HfNbTaTiZr on heating to 380 °C.\n"
)


def test_a_panel_of_a_figure_gives_no_value_of_another(ask):
    asked = "What hydrogen utilization ratio does HfNbTaTiZr reach on heating to 380 °C?"
    assert not ask(asked, PANELS).answered
    told = f"{PANELS}On heating to 380 °C, HfNbTaTiZr has a hydrogen utilization ratio of 89.9 %."
    given = ask(asked, told)
    assert "89.9 %" in given.citations[0].quote
    assert given.short in (None, "89.9%", "89.9 %")


def test_a_ratio_is_no_amount_of_another_unit(ask):
    text = "The utilization ratio of HfNbTaTiZr is large at 250 °C."
    assert ask("What utilization ratio does HfNbTaTiZr have?", text).short is None


def test_a_cell_of_words_with_digits_is_no_number(ask):
    rows = (
        ("Alloy", "Surface energy (J/m2)", "Reconstructed surface energy"),
        ("HfNbTaTiZr", "1.28", "p (2 × 1)"),
        ("HfNbTaTiZrMo0.5", "1.51", "p (1 × 1)"),
    )
    given = ask("What reconstructed surface energy does HfNbTaTiZr have?", "", *rows)
    assert given.short in (None, "1.28 J/m^2")


@pytest.mark.parametrize(("metal", "is_told"), [("Ti", True), ("Mn", False)])
def test_a_metal_beside_a_compound_is_spoken_of(ask, metal, is_told):
    text = (
        "The Ti coating on MgH2 lowers its desorption temperature by 52 °C, that of MgH2."
        " Mn was not tried."
    )
    asked = f"By how many °C does {metal} coating lower the desorption temperature of MgH2?"
    assert ask(asked, text).answered == is_told


def test_what_something_was_done_for_is_a_reason(ask):
    text = (
        "The titanium content of HfNbTaTiZr deviates by the melting in air due to its vapor.\n"
        "Getters of titanium were melted before HfNbTaTiZr to reduce the oxygen of the chamber."
    )
    given = ask("Why were titanium getters melted before HfNbTaTiZr?", text)
    assert "to reduce the oxygen" in given.citations[0].quote


def test_of_two_columns_headed_alike_none_is_bare(ask):
    rows = ("Alloy", "Grain size (μm)"), ("HfNbTaTiZr", "85"), ("HfNbTaTiZrMo0.5", "140")
    asked = "What grain size does HfNbTaTiZr have?"
    assert ask(asked, "", *rows).short == "85 µm"
    twice = [(*row, row[1]) for row in rows]
    assert ask(asked, "", *twice).short is None
