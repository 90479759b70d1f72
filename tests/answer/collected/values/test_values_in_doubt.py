"""Values whose material a sentence leaves open, or that are of others: told apart, or left out."""

from stated_papers import StatedPapers, paper

from answer.answer_question import answer_question
from answer.answers import Answer


def ask(text: str, *papers: tuple[str, str]) -> Answer:
    stated = [paper(f"p{n}", title, said) for n, (title, said) in enumerate(papers)]
    return answer_question(text, StatedPapers(*stated), 5)


def values(given: Answer) -> list[str]:
    assert given.values is not None
    return [row.value.quantity.text for row in given.values.rows]


NAMED = (
    "CoCrFeNi ingots",
    "The hardness of CoCrFeNi is 200 HV. The hardness of NbMoTaW is 480 HV.",
)
STRONG = ("CoCrFeNi in tension", "The yield strength of CoCrFeNi is 200 MPa at 25 °C.")
UNNAMED = (
    "Hardness of CoCrFeNiTi and CoCrFeNiMo",
    "After ageing, the hardness of the sample reached 700 HV.",
)


def test_a_value_of_an_unnamed_alloy_beyond_the_first_is_told() -> None:
    given = ask("Which high-entropy alloy has the highest hardness?", NAMED, UNNAMED)
    head = given.sentences[0].text
    assert "is ? 700 HV, of unnamed alloy (paper on CoCrFeNiTi, CoCrFeNiMo) (aging)" in head
    assert "of what is sure, it is 480 HV" in head
    assert given.short is None


def test_the_lowest_values_in_doubt_reach_down() -> None:
    low = ("CoCrFeNiTi and CoCrFeNiMo", "The hardness of the sample was 90 HV.")
    lower = ("CoCrFeNiTi and CoCrFeNiNb", "The hardness of the sample was 80 HV.")
    given = ask("Which high-entropy alloy has the lowest hardness?", NAMED, low, lower)
    assert "is ? 80 HV" in given.sentences[0].text
    assert "Between them, less certain: ? 90 HV" in given.sentences[0].text


def test_the_first_value_is_told_with_what_it_holds_for() -> None:
    cold = ("CoCrFeNi", "The yield strength of CoCrFeNi is 900 MPa at 77 K and 300 MPa at 293 K.")
    given = ask("What is the highest yield strength of CoCrFeNi?", cold)
    assert "is 900 MPa, of CoCrFeNi (77 K)." in given.sentences[0].text


def test_a_material_called_by_its_base_is_named() -> None:
    base = (
        "Flame-sprayed CoCrFeNi and MnCoCrFeNi-based coatings",
        "The lowest friction coefficient of the MnCoCrFeNi-based coating was 0.14.",
    )
    other = ("CoCrFeNiMo coating", "The friction coefficient of the CoCrFeNiMo coating is 0.38.")
    given = ask("What is the lowest friction coefficient of a coating?", base, other)
    assert "is ? 0.14, of MnCoCrFeNi-based coating" in given.sentences[0].text


def test_a_composite_that_coats_is_a_coating() -> None:
    coat = (
        "Laser cladding of CoCrFeNi/WC coatings",
        "CoCrFeNi with WC was clad. The CoCrFeNi/WC composite has a hardness of 900 HV.",
    )
    given = ask("Which coatings have a hardness above 800 HV?", coat)
    assert values(given) == ["900 HV"]


def test_a_value_is_not_listed_again_as_one_in_doubt() -> None:
    base = ("A CoCrFeNi-based alloy", "The tensile yield strength of the alloy reaches 2.2 GPa.")
    given = ask("Which CoCrFeNi-based alloys have a yield strength above 1 GPa?", base)
    assert values(given) == ["2.2 GPa"]


def test_a_fracture_strength_in_compression_is_a_compressive_strength() -> None:
    one = ("CoCrFeNiTa", "The compressive fracture strength of CoCrFeNiTa is 2280 MPa.")
    other = ("CoCrFeNiNb", "The fracture strength of CoCrFeNiNb is 2400 MPa.")
    given = ask("Which alloys have a compressive strength above 2 GPa?", one, other)
    assert values(given) == ["2280 MPa"]


def test_a_value_that_a_paper_only_compares_with_is_left_out() -> None:
    deformed = (
        "Hot deformation of CoCrFeNiSi",
        "The activation energy of CoCrFeNiSi is 425 kJ/mol. This value is higher than that reported"
        " for conventional alloys such as CoCrFeNi (350 kJ/mol).",
    )
    other = ("Kinetics of CoCrFeNiTi", "The activation energy of CoCrFeNiTi is 526 kJ/mol.")
    given = ask("What activation energies have been reported?", deformed, other)
    assert values(given) == ["425 kJ/mol", "526 kJ/mol"]
    assert given.values and any("compares with" in one.reason for one in given.values.left_out)


def test_a_range_tells_of_samples_of_papers_on_the_material() -> None:
    named = ("CoCrFeNi coatings", "The hardness of the CoCrFeNiTi coating is 300 HV.")
    other = ("CoCrFeNiMo coatings", "The hardness of the CoCrFeNiMo coating is 400 HV.")
    open_one = ("CoCrFeNi coatings with WC", "The W35 coating has a hardness of 650 HV.")
    given = ask("What hardness values do CoCrFeNi coatings have?", named, other, open_one)
    assert values(given) == ["300 HV", "400 HV", "650 HV"]
    assert "1 of them is" in given.sentences[0].text


def test_what_was_measured_comes_before_what_was_calculated() -> None:
    measured = ("CoCrFeNi film", "The hardness of the CoCrFeNi film is 11 GPa.")
    simulated = ("Simulations of films", "The hardness of the CoCrFeNi film is 50 GPa.")
    given = ask("What is the highest hardness of a film?", measured, simulated)
    assert values(given) == ["11 GPa"]
    given = ask("What is the highest simulated hardness of a film?", measured, simulated)
    assert values(given)[0] == "50 GPa"
    other = ("Another film", "The hardness of the CoCrFeNiMo film is 12 GPa.")
    given = ask("In which range does the hardness of films lie?", measured, other, simulated)
    assert values(given) == ["11 GPa", "12 GPa"]


def test_an_alloy_with_an_element_added_holds_it() -> None:
    added = (
        "Mo and Nb in CoCrFeNi",
        "Addition of Mo to CoCrFeNi increased the hardness from 570 HV to 620 HV, and the hardness"
        " increased to 710 HV with combined addition of Mo and Nb.",
    )
    own = ("CoCrFeNiNb", "The hardness of CoCrFeNiNb is 600 HV.")
    given = ask("Which alloys with Nb have a hardness above 500 HV?", added, own)
    assert sorted(values(given)) == ["600 HV", "710 HV"]


def test_the_hardness_of_a_film_in_gigapascals_is_one_by_nanoindentation() -> None:
    film = ("A CoCrFeNi film", "The hardness of the CoCrFeNi film is 11 GPa.")
    bulk = ("CoCrFeNiMo ingots", "The hardness of CoCrFeNiMo is 12 GPa.")
    given = ask("What is the highest nanoindentation hardness of a film?", film, bulk)
    assert values(given) == ["11 GPa"]


def test_a_printed_alloy_is_an_additively_manufactured_one() -> None:
    printed = (
        "Laser powder bed fusion of CoCrFeNiMo",
        "CoCrFeNiMo made by laser powder bed fusion has a yield strength of 700 MPa.",
    )
    cast = ("Cast CoCrFeNiTi", "CoCrFeNiTi made by casting has a yield strength of 800 MPa.")
    text = "Which additively manufactured alloys have a yield strength above 600 MPa?"
    assert values(ask(text, printed, cast)) == ["700 MPa"]


def test_where_no_value_is_at_the_temperature_no_other_is_told_for_it() -> None:
    joint = ("Joints of CoCrFeNi", "The joint bonded at 800 °C has a shear strength of 164 MPa.")
    given = ask("What is the highest strength at 800 °C?", NAMED, joint, STRONG)
    assert not given.answered
    assert given.nearest and "none holds for all that was asked" in given.nearest


def test_the_most_resistant_is_the_one_with_the_lowest_rate() -> None:
    slow = ("A CoCrFeNiMo coating", "The wear rate of the CoCrFeNiMo coating is 2 × 10−6 mm3/Nm.")
    fast = ("A CoCrFeNiTi coating", "The wear rate of the CoCrFeNiTi coating is 2 × 10−4 mm3/Nm.")
    given = ask("Which coating is the most wear resistant?", slow, fast)
    assert values(given) == ["2 × 10−6 mm3/Nm", "2 × 10−4 mm3/Nm"]


def test_a_composite_of_a_paper_on_an_alloy_does_not_lead() -> None:
    alloy = ("CoCrFeNi", "The grain size of CoCrFeNi is 12 µm.")
    layer = (
        "Strengthening of a CoCrFeNi composite coating by in-situ formed ceramics",
        "CoCrFeNi composite coatings were clad with Ti and B4C. Ti and B4C promoted ceramic phases"
        " (TiBx, TiC), with the average grain size reducing from 46 μm to 1.4 μm.",
    )
    given = ask("What is the largest grain size reported for CoCrFeNi?", alloy, layer)
    assert values(given)[0] == "12 µm"


def test_a_joint_that_its_sentence_names_is_sure() -> None:
    strong = (
        "Brazing of CoCrFeNi and CoCrFeMnNi by AuPdNi",
        "The average shear strength of the brazed CoCrFeNi/AuPdNi/CoCrFeNi joints exceeds 300 MPa."
        " That of the brazed CoCrFeMnNi/AuPdNi/CoCrFeMnNi joint is 173 MPa.",
    )
    weak = ("C/C joints brazed with CoCrFeNi", "The shear strength of the joint is 29 MPa.")
    given = ask("What is the highest shear strength of a joint with CoCrFeNi?", strong, weak)
    assert values(given)[0] == "300 MPa"
    assert "doubt" not in given.sentences[0].text


def test_papers_must_name_the_other_property_that_is_asked_for() -> None:
    both = ("CoCrFeNiTi", "The hardness of CoCrFeNiTi is 500 HV. It resists pitting in NaCl.")
    one = ("CoCrFeNiMo", "The hardness of CoCrFeNiMo is 600 HV.")
    text = "Which alloys combine a hardness above 300 HV with good corrosion resistance?"
    given = ask(text, both, one)
    assert values(given) == ["500 HV"]
    assert given.values and any("corrosion resistance" in a.reason for a in given.values.left_out)


def test_the_hardness_of_a_treated_surface_is_none_of_the_alloy() -> None:
    surface = (
        "Carburized CoCrFeNi",
        "The surface hardness of CoCrFeNi reaches 1221 HV, about 5 times that of the substrate.",
    )
    given = ask("Which alloy has the highest hardness?", NAMED, surface)
    assert "it is 480 HV, of NbMoTaW" in given.sentences[0].text
    assert "? 1221 HV, of CoCrFeNi (carburizing), which is less" in given.sentences[0].text
    assert given.short is None


def test_a_doped_alloy_is_not_the_plain_one() -> None:
    doped = (
        "Alloys with non-metallic strengthening",
        "The microstructure of CoCrFeNi HEA with non-metallic elements (Si, B, and N) was studied."
        " The yield strength of the prepared alloy is 1.1 GPa at room temperature.",
    )
    asked = "Which alloys have a yield strength above 100 MPa?"
    sure = ask(asked, STRONG, doped).sentences[0].text
    assert sure.startswith("1 value of yield strength from 1 paper above 100 MPa")
    assert "1 value of yield strength from 1 paper" in sure.partition("MPa")[2]


def test_an_alloy_with_an_element_by_its_name_is_no_composite() -> None:
    carbon = (
        "Strengthening carbon-containing CoCrFeNi",
        "The carbon-containing CoCrFeNi alloy has a uniform elongation of 45%.",
    )
    given = ask("Which alloys have a uniform elongation above 40 %?", carbon)
    assert values(given) == ["45%"]


def test_a_sample_called_by_an_element_may_be_an_alloy_with_it() -> None:
    titanium = (
        "Segregation in CoCrFeNi-based alloys",
        "Ti, Nb and Zr were added. The Ti-HEA shows a tensile strength of 1100 MPa.",
    )
    given = ask("Which alloys containing Ti have a tensile strength above 1 GPa?", titanium)
    assert values(given) == ["1100 MPa"]
    assert given.sentences[1].text.startswith("Ti-HEA")
    other = ask("Which alloys containing Al have a tensile strength above 1 GPa?", titanium)
    assert values(other) == []


LISTED = (
    "Corrosion of NbMoTaW coatings",
    "The corrosion current densities for the clad NbMoTaW coating, VNbTaW coatings without and with"
    " annealing and sprayed VNbTaW coatings were 0.040, 0.166, 0.016 and 1.276 μA/cm2,"
    " respectively.",
)


def test_values_of_which_none_knows_the_material_are_told_where_no_other_is() -> None:
    given = ask("Which coatings have a corrosion current density below 0.1 µA/cm2?", LISTED)
    assert sorted(row.value.quantity.low for row in given.values.rows) == [0.016, 0.04]
    assert given.sentences[0].text.startswith("No value below 0.1 µA/cm2 is sure. Less certain: 2")
    told = ask("What is the lowest corrosion current density of a coating?", LISTED)
    assert "is ? 0.016 µA/cm^2, of unnamed coating" in told.sentences[0].text
    assert not any(row.value.states for row in told.values.rows)


def test_values_of_an_untold_material_are_of_no_alloy_that_is_asked_about() -> None:
    asked = "Which CoCrFeNi coatings have a corrosion current density below 0.1 µA/cm2?"
    assert not ask(asked, LISTED).answered
    asked = "Which alloys have a corrosion current density below 0.1 µA/cm2?"
    assert not ask(asked, LISTED).answered


def test_a_range_may_be_of_one_value_or_of_values_without_their_material() -> None:
    given = ask(
        "What hardnesses have been reported?", ("NbMoTaW", "The hardness of NbMoTaW is 480 HV.")
    )
    assert given.sentences[0].text == "1 value of hardness from 1 paper: NbMoTaW: 480 HV."
    told = ask("What range of corrosion current densities is reported for coatings?", LISTED)
    assert "reach from 0.016" in told.sentences[0].text
    assert told.sentences[0].text.endswith("All of them are less certain.")
    assert ask("What hardnesses of CoCrFeNi have been reported?", NAMED).values is None


def test_a_share_of_an_element_of_an_alloy_makes_no_composite() -> None:
    copper = (
        "Copper in Cux(CoCrFeNi)100-x",
        "In Cux(CoCrFeNi)100-x the alloy containing 30 at.% Cu has a yield strength of 282 MPa.",
    )
    given = ask("Which composite has the highest yield strength?", copper)
    assert given.values is None
    assert values(ask("Which alloys have a yield strength above 200 MPa?", copper)) == ["282 MPa"]


def test_total_elongation_is_elongation() -> None:
    long = ("CoCrFeNiTi", "CoCrFeNiTi has an elongation of 25%.")
    assert values(ask("Which alloys have a total elongation above 20 %?", long)) == ["25%"]


def test_a_fracture_strength_of_an_untold_test_may_be_the_highest_in_compression() -> None:
    told = ("Ta", "The compressive fracture strength of CoCrFeNiTa is 2280 MPa.")
    untold = ("Zr", "The fracture strength of CoCrFeNiZr reaches 3475 MPa.")
    pulled = ("Al", "The tensile fracture strength of CoCrFeNiAl is 3600 MPa.")
    asked = "What is the highest compressive fracture strength of CoCrFeNi-based alloys?"
    given = ask(asked, told, untold, pulled)
    head = given.sentences[0].text
    assert "2280 MPa, of CoCrFeNiTa (compressive)" in head
    assert "less certain: ? 3475 MPa, of CoCrFeNiZr." in head
    assert given.short is None and "3600 MPa" not in values(given)
    assert given.values and not any("not said" in one.reason for one in given.values.left_out)


def test_films_of_an_alloy_are_none_of_a_family_around_it() -> None:
    own = ("Films", "The hardness of the CoCrFeNi film is 8.5 GPa.")
    other = ("More films", "The hardness of another CoCrFeNi film is 9.5 GPa.")
    added = ("Al films", "The hardness of the AlxCoCrFeNi film is 18.7 GPa.")
    asked = "Over what range does the hardness of CoCrFeNi films vary?"
    assert values(ask(asked, own, other, added)) == ["8.5 GPa", "9.5 GPa"]
    based = asked.replace("CoCrFeNi films", "CoCrFeNi-based films")
    assert "18.7 GPa" in values(ask(based, own, other, added))
