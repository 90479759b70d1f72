"""Why a paper does not answer: what it gives instead is said once."""

import pytest

from answer.question.answerability import find_support
from answer.question.parse import parse_question


@pytest.mark.parametrize(
    ("abstract", "given"),
    [
        ("CrCoNi is tough at 20 kelvin. At 20 K it slips.", "it gives 20 kelvin."),
        ("CrCoNi is tough at 77 K and -196.15 °C.", "it gives 77 K."),
        ("CrCoNi is tough at 20 K and 24 K.", "it gives 20 K, 24 K."),
        ("CrCoNi is tough.", "it gives no such condition."),
    ],
)
def test_each_amount_is_said_once(abstract: str, given: str) -> None:
    asked = parse_question("What is the fracture toughness of CrCoNi at 600 °C?")
    assert find_support(asked, None, abstract).missing == f"You asked at 600 °C; {given}"


@pytest.mark.parametrize(
    ("question", "abstract", "missing"),
    [
        (
            "What is the hardness of Al0.3CoCrFeNi?",
            "The hardness of AlxCoCrFeNi (x = 0, 0.5, 1) is 200 HV.",
            True,
        ),
        (
            "What is the hardness of Al0.5CoCrFeNi?",
            "The hardness of AlxCoCrFeNi (x = 0, 0.5, 1) is 200 HV.",
            False,
        ),
        (
            "What is the hardness of Al0.3CoCrFeNi?",
            "The hardness of AlxCoCrFeNi (0 ≤ x ≤ 1) is 200 HV at most.",
            True,
        ),
        (
            "Which phase forms in Al0.3CoCrFeNi?",
            "The FCC phase forms in AlxCoCrFeNi (0 ≤ x ≤ 1).",
            False,
        ),
        ("What is the hardness of CoCrFeNiLa0.003?", "CoCrFeNi has a hardness of 200 HV.", True),
        ("What is the hardness of CoCrFeNi/TiC?", "CoCrFeNi has a hardness of 200 HV.", True),
        ("What is the hardness of Nb5?", "Nb2 in CoCrFeNi has a hardness of 200 HV.", True),
        ("What is the hardness of Nb5?", "Nb5 in CoCrFeNi has a hardness of 200 HV.", False),
    ],
)
def test_a_material_is_asked_for_by_its_amounts_companion_and_label(
    question: str, abstract: str, missing: bool
) -> None:
    found = find_support(parse_question(question), None, abstract)
    assert bool(found.missing) == missing


@pytest.mark.parametrize(
    ("question", "abstract", "missing"),
    [
        (
            "What is the hardness of CoCrFeNi made by spark plasma sintering?",
            "CoCrFeNi was arc melted. The hardness of CoCrFeNi is 200 HV.",
            "You asked about spark plasma sintering; it speaks of arc melting.",
        ),
        (
            "What is the hardness of sintered CoCrFeNi?",
            "CoCrFeNi was made by SPS. The hardness of CoCrFeNi is 200 HV.",
            "",
        ),
        (
            "What is the hardness of the CoCrFeNi coating?",
            "CoCrFeNi ingots were studied. The hardness of CoCrFeNi is 200 HV.",
            "It speaks of no coating.",
        ),
        (
            "What strength does CoCrFeNi reach after electron beam welding?",
            "CoCrFeNi was printed. The strength of CoCrFeNi is 600 MPa.",
            "It speaks of no weld.",
        ),
        (
            "What strength does CoCrFeNi reach after electron beam welding?",
            "CoCrFeNi joints were studied. The strength of the CoCrFeNi joints is 600 MPa.",
            "",
        ),
        (
            "What is the gauge factor of CoCrFeNi?",
            "CoCrFeNi has a hardness of 200 HV, by a factor of 2 more than steel.",
            "It does not mention gauge factor.",
        ),
        (
            "How fast does a TiN layer grow on CoCrFeNiAl0.5 powder?",
            "A TiN layer grows fast on CoCrFeNiTi0.5 powder.",
            "It does not mention CoCrFeNiAl0.5.",
        ),
        (
            "What is the activation energy of Mn diffusion in CoCrFeNi?",
            "For Cu diffusion in CoCrFeNi the activation energy, 280 kJ/mol, is high. No manganese"
            " was added.",
            "It speaks of the diffusion of Cu, not of Mn.",
        ),
    ],
)
def test_a_paper_of_another_route_form_property_or_element_says_so(
    question: str, abstract: str, missing: str
) -> None:
    assert find_support(parse_question(question), None, abstract).missing == missing


@pytest.mark.parametrize(
    "question",
    [
        "What is the highest Seebeck coefficient reported?",
        "What is the Seebeck coefficient?",
        "greatest Seebeck coefficient of CoCrFeNi",
    ],
)
def test_a_property_of_no_vocabulary_must_be_named(question: str) -> None:
    text = "CoCrFeNi has the highest hardness and a friction coefficient of 0.4."
    missing = find_support(parse_question(question), None, text).missing
    assert missing == "It does not mention Seebeck coefficient."


def test_who_asks_at_which_angle_a_rate_is_lowest_asks_for_no_rate() -> None:
    asked = parse_question("At which impingement angle is the wear rate of CoCrFeNi lowest?")
    assert not asked.measures
    text = "The wear rate of CoCrFeNi is lowest at an impingement angle of 30°."
    assert not find_support(asked, None, text).missing


def test_a_series_by_its_own_name_is_the_one_asked_about() -> None:
    asked = parse_question("Maximum electrical resistivity of CoCrFeNi-Cux?")
    text = (
        "The resistivity of CoCrFeNi-Cux alloys was measured. The electrical resistivity rises by"
        " alloying, with a maximum value of 86 µΩ cm for 3 at% Cu."
    )
    assert not find_support(asked, "Resistivity of CoCrFeNi-Cux alloys", text).missing


@pytest.mark.parametrize("amount", ["0.2 g/L", "0.1 M"])
def test_a_concentration_is_an_amount_in_a_volume_too(amount: str) -> None:
    asked = parse_question("At which GO concentration is the wear resistance of CoCrFeNi best?")
    text = f"The wear resistance of CoCrFeNi is best at a GO concentration of {amount}."
    assert not find_support(asked, None, text).missing


def test_words_of_any_text_need_not_be_repeated() -> None:
    abstract = "The yield strength of annealed CoCrFeNi is 300 MPa."
    plain = parse_question("What yield strength does annealed CoCrFeNi have?")
    asked = parse_question(
        "What yield strength did scientists finally obtain for annealed CoCrFeNi?"
    )
    assert find_support(asked, None, abstract) == find_support(plain, None, abstract)
    other = parse_question("What yield strength did scientists obtain for brazed CoCrFeNi?")
    assert find_support(other, None, abstract).absent == ("braze",)


def test_after_an_exposure_only_what_it_was_to_must_be_named() -> None:
    asked = parse_question("How deep were the pits of CoCrFeNi after exposure to bacteria?")
    told = "In a medium with bacteria CoCrFeNi had pits 0.5 µm deep."
    assert find_support(asked, None, told).missing == ""


def test_a_resistance_is_told_of_by_its_process_where_no_value_is_asked() -> None:
    told = "Ti negatively affected the oxidation behavior of CoCrFeNi."
    effect = parse_question("Is Ti good for the oxidation resistance of CoCrFeNi?")
    assert find_support(effect, None, told).missing == ""
    other = parse_question("Is Ti good for the wear resistance of CoCrFeNi?")
    assert find_support(other, None, told).missing == "It does not mention wear resistance."


def test_words_of_any_text_count_where_no_others_are_asked() -> None:
    asked = parse_question("What can one build from CoCrFeNi?")
    found = find_support(asked, None, "The yield strength of CoCrFeNi is 300 MPa.")
    assert found.missing == "It does not mention build."


@pytest.mark.parametrize("most", ["largest", "greatest", "highest", "top"])
def test_any_superlative_may_stand_before_what_is_asked(most: str) -> None:
    asked = parse_question(f"Above which {most} stress do twins appear in CoCrFeNi?")
    text = "Twins appear in CoCrFeNi above a stress of 300 MPa."
    assert not find_support(asked, None, text).missing


def test_a_word_is_held_in_any_way_of_writing_it() -> None:
    asked = parse_question("How does ferric chloride pit CoCrFeNi homogenised at 1100 °C?")
    abstract = "CoCrFeNi homogenized at 1100 °C pits in FeCl3."
    assert find_support(asked, None, abstract).absent == ()


@pytest.mark.parametrize(
    ("question", "abstract", "missing"),
    [
        (
            "Yield strength of the CoCrFeNi composite with 30 wt% TiC?",
            "CoCrFeNi-30%TiC reached a yield strength of 900 MPa.",
            "",
        ),
        (
            "Yield strength of the CoCrFeNi-20%TiC composite?",
            "CoCrFeNi-30%TiC reached a yield strength of 900 MPa.",
            "You asked about CoCrFeNi with TiC; it speaks of CoCrFeNi.",
        ),
        (
            "Wear rate of CoCrFeNi-(Nb, Mo)?",
            "CoCrFeNi alloyed with Nb and Mo had a wear rate of 1e-5 mm3/Nm.",
            "",
        ),
        (
            "Strength of the CoCrFeNi/Ti-6Al-4V joint?",
            "The CoCrFeNi/TC4 joint had a shear strength of 164 MPa.",
            "",
        ),
        (
            "Which phases form in CoCrFeNi at 1000 °C?",
            "In CoCrFeNi a sigma phase forms at temperatures higher than 900 °C.",
            "",
        ),
        (
            "What hardness has CoCrFeNi at 1000 °C?",
            "CoCrFeNi has a hardness of 200 HV at temperatures higher than 900 °C.",
            "You asked at 1000 °C; it gives 900 °C.",
        ),
        (
            "What hardness has CoCrFeNi at 1,832 °F?",
            "CoCrFeNi has a hardness of 200 HV at 900 °C.",
            "You asked at 1000 °C (1,832 °F); it gives 900 °C.",
        ),
        (
            "What volume fraction of sigma phase has CoCrFeNi?",
            "In CoCrFeNi sigma phase (20.9 vol%) forms.",
            "",
        ),
    ],
)
def test_contents_grades_and_ranges_are_compared_by_what_they_mean(
    question: str, abstract: str, missing: str
) -> None:
    assert find_support(parse_question(question), None, abstract).missing == missing


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What is the friction coefficient of CoCrFeNi at a load of 10 N?", ""),
        (
            "What is the friction coefficient of CoCrFeNi at a load of 15 N?",
            "You asked at 15 N; it gives the friction coefficient at 10 N.",
        ),
        (
            "By what factor is the friction coefficient of CoCrFeNi higher at a load of 15 N?",
            "",
        ),
    ],
)
def test_a_load_is_told_beside_the_value(question: str, missing: str) -> None:
    abstract = (
        "Under a load of 10 N, the friction coefficient of CoCrFeNi is 0.38. At a load of 15 N,"
        " its friction coefficient is 1.4 times higher than that of CoCrFeNiMo."
    )
    assert find_support(parse_question(question), None, abstract).missing == missing


def test_an_index_is_not_refused_for_the_property_that_it_tells_of() -> None:
    text = "For CoCrFeNi the Weibull exponent of its fatigue strength is 12.4."
    asked = parse_question("What is the Weibull exponent of the fatigue strength of CoCrFeNi?")
    assert not find_support(asked, None, text).missing


@pytest.mark.parametrize(
    ("question", "abstract", "lacks"),
    [
        pytest.param(
            "What grain size has hot extruded CoCrNiAl0.3?",
            "CoCrNi and CoCrNiAl0.3 were made by hot extrusion. Increasing extrusion temperature"
            " coarsens CoCrNi. CoCrNiAl0.3 has a grain size of 500 nm.",
            "",
            id="a word of change is no manner of a process",
        ),
        pytest.param(
            "How big are the oxides in CoCrNi extruded at 1100 °C?",
            "Increasing extrusion temperature from 1000 to 1100 °C increased the oxides in CoCrNi"
            " from 50 to 140 nm.",
            "",
            id="a value at the end of a range of temperatures",
        ),
        pytest.param(
            "What is the crack density of CoCrNi?",
            "The crack density of CoCrNi is 3 × 10^3 µm−2.",
            "",
            id="a density that is no mass in a volume",
        ),
        pytest.param(
            "wear rate of CoCrNi sliding on Si3N4",
            "Sliding on Si 3 N 4 the wear rate of CoCrNi is 2 × 10−5 mm3/Nm.",
            "",
            id="a formula printed with spaces",
        ),
        pytest.param(
            "tensile strength of the laser welded CoCrNi joint",
            "Unlike CoCrNi, VCoNi was seldom welded. Laser welding VCoNi to steel gives a tensile"
            " strength of 686 MPa.",
            "VCoNi",
            id="a value of the alloy that its sentence names before it",
        ),
        pytest.param(
            "mass gain of CoCrNi after 50 h in mg/cm2",
            "The oxide layer of CoCrNi lowered the mass gain in tests of 50 h.",
            "No value",
            id="no amount in the unit asked for",
        ),
        pytest.param(
            "grain size of 1%C CoCrNi after annealing at 1173 K",
            "CoCrNi with 1 % C was rolled. The grain size of the 1 % C-doped CoCrNi is 3.7 µm after"
            " annealing at 1173 K.",
            "",
            id="an element that the alloy is doped with",
        ),
        pytest.param(
            "effect of undercooling on CoCrCuFeNi-3Sn",
            "The undercooling of CoCrCuFeNi-3 at.% Sn was studied.",
            "",
            id="a content without its unit",
        ),
        pytest.param(
            "effect of undercooling on CoCrCuFeNi-3Sn",
            "The undercooling of CoCrCuFeNi-5 at.% Sn was studied.",
            "CoCrCuFeNi-3Sn",
            id="another content without its unit",
        ),
        pytest.param(
            "solubility limit of Mo in CoCrNi",
            "The solubility of Mo in CoCrNi is 3 at.%.",
            "",
            id="a noun that says no more than the one before it",
        ),
        pytest.param(
            "size of the oxide particles in CoCrNi",
            "The oxide nanoparticles in CoCrNi have a size of 20 nm.",
            "",
            id="nanoparticles are particles",
        ),
        pytest.param(
            "Overpotential of CoCrNi in H2SO4?",
            "In H2SO4, CoCrNi has an overpotential of only 60 mV relative to Pt.",
            "",
            id="a potential against that of another metal",
        ),
        pytest.param(
            "effect of Al on the nanoindentation hardness of CoCrNi",
            "With Al the nanoindentation modulus and hardness of CoCrNi increased.",
            "",
            id="a property whose word stands in a list",
        ),
        pytest.param(
            "What range of yield strengths is reported for CoCrNi?",
            "Cold drawing raises the yield strength of CoCrNi.",
            "No value",
            id="a range of values where none is given",
        ),
        pytest.param(
            "hardness of CoCrNi with silicon carbide",
            "CoCrNi(SiC)x reached a hardness of 310 HV with SiC.",
            "",
            id="a compound by name that the paper has by formula",
        ),
        pytest.param(
            "How does silicon carbide strengthen CoCrNi?",
            "In CoCrNi, Ti-rich carbides strengthen the matrix; silicon was not added.",
            "",
            id="a compound in words of its own",
        ),
        pytest.param(
            "How does silicon carbide strengthen CoCrNi?",
            "In CoCrNi, Ti-rich carbides strengthen the matrix.",
            "silicon carbide",
            id="another compound with the same nonmetal",
        ),
        pytest.param(
            "hardness of CoCrNi with zirconium carbide",
            "With in-situ carbides, the hardness of Zr-doped CoCrNi is 445 HV.",
            "zirconium carbide",
            id="no value of a compound in words of its own",
        ),
        pytest.param(
            "What does a CoCrNi coating cost?",
            "The CoCrNi coating has a hardness of 300 HV and takes 2 h.",
            "price",
            id="an amount that the vocabulary does not know",
        ),
        pytest.param(
            "Why is Cr7C3 in CoCrNi hard?",
            "In CoCrNi, Cr23C6 is hard.",
            "Cr7C3",
            id="another compound of the same elements",
        ),
        pytest.param(
            "compressive strength of CoCrNi pillars",
            "CoCrNi pillars show a strength of 4.7 GPa and a compressive plasticity of 20 %.",
            "",
            id="a strength, and the test beside it",
        ),
    ],
)
def test_what_a_paper_lacks_is_told_by_kind(question: str, abstract: str, lacks: str) -> None:
    missing = find_support(parse_question(question), "A study", abstract).missing
    assert lacks in missing
    assert bool(lacks) == bool(missing)


def test_a_property_may_be_told_without_its_name() -> None:
    asked = parse_question("What is the grain size of VNbTa?")
    told = "VNbTa was sintered. Grain refinement from 360 nm to 95 nm was seen in VNbTa."
    assert not find_support(asked, None, told).missing
    length = "VNbTa was sintered. Its films are 95 nm thick."
    assert find_support(asked, None, length).missing == "No value of grain size was found in it."


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Does (CoCrFeNi)95Mn5 passivate?", ""),
        ("Does (CoCrFeNi)95Zr5 passivate?", "You asked about (CoCrFeNi)95Zr5"),
        ("Does (CoCrFeNi)95Mn5 passivate in H2SO4?", ""),
    ],
)
def test_a_letter_for_an_element_stands_for_each_that_is_listed(
    question: str, missing: str
) -> None:
    abstract = "The effect of Al or Mn on (CoCrFeNi)95X5 in H₂SO₄ was seen. It does not passivate."
    found = find_support(parse_question(question), None, abstract)
    assert found.missing.startswith(missing)
    assert bool(found.missing) == bool(missing)
    assert "h2so4" not in found.absent


@pytest.mark.parametrize(
    ("abstract", "lacks"),
    [
        ("By nanoindentation, CoCrFeNi has a hardness of 4.1 GPa.", False),
        ("CoCrFeNi has a nanohardness of 4.1 GPa.", False),
        ("CoCrFeNi has a Vickers hardness of 200 HV.", True),
        ("CoCrFeNi has a hardness of 200 HV.", True),
    ],
)
def test_a_hardness_by_nanoindentation_is_no_other(abstract: str, lacks: bool) -> None:
    asked = parse_question("What is the nanoindentation hardness of CoCrFeNi?")
    assert bool(find_support(asked, None, abstract).missing) == lacks


def test_a_proper_name_that_the_paper_lacks_is_told() -> None:
    asked = parse_question("What is the efficiency of CoCrFeNiCu against Staphylococcus aureus?")
    abstract = "The efficiency of CoCrFeNiCu is 98.11 % against E. coli."
    assert find_support(asked, None, abstract).missing == (
        "It does not mention Staphylococcus aureus."
    )


@pytest.mark.parametrize(
    ("question", "abstract", "missing"),
    [
        (
            "What is the grain size of WC-25 wt% CoCrFeNi?",
            "The grain size of WC-15 wt% CoCrFeNi is 0.8 μm.",
            "You asked about 25",
        ),
        (
            "What is the grain size of WC-15 wt% CoCrFeNi?",
            "The grain size of WC-15 wt% CoCrFeNi is 0.8 μm.",
            "",
        ),
        (
            "Why does Mo refine the grains of cast CoCrFeNi?",
            "Cast CoCrFeNi with Mo is hard due to precipitates.",
            "It does not mention grain, refin.",
        ),
        (
            "What is the hardness of CoCrFeNi after nanosecond laser treatment?",
            "After femtosecond laser treatment CoCrFeNi has a hardness of 200 HV.",
            "It does not mention nanosecond laser treatment.",
        ),
        (
            "What is the hardness of laser-treated CoCrFeNi?",
            "After femtosecond laser treatment CoCrFeNi has a hardness of 200 HV.",
            "",
        ),
    ],
)
def test_numbers_effects_and_treatments_that_a_paper_lacks_are_told(
    question: str, abstract: str, missing: str
) -> None:
    found = find_support(parse_question(question), None, abstract).missing
    assert found.startswith(missing)
    assert bool(found) == bool(missing)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What is the melting point of Mg?", "It gives that of Ni alone."),
        ("What is the melting temperature of pure magnesium?", "It gives that of Ni alone."),
        ("What is the boiling point of nickel?", "It gives that of Mg alone."),
        ("What is the melting point of Ni?", ""),
        ("What is the boiling point of Mg in K?", ""),
    ],
)
def test_a_property_of_another_element_is_none_of_that_asked_about(
    question: str, missing: str
) -> None:
    abstract = (
        "Alloys of Mg and Ni are hard to make, due to the high melting point of Ni (1455 °C) and"
        " the low boiling point of Mg (1090 °C)."
    )
    assert find_support(parse_question(question), None, abstract).missing == missing


def test_a_unit_is_no_name_of_a_sample() -> None:
    asked = parse_question("How many pits per mm2 form on CoCrFeNi?")
    missing = find_support(asked, None, "Some pits form on CoCrFeNi.").missing
    assert "mm2" not in missing


def test_a_form_is_found_in_a_word_cut_by_a_hyphen() -> None:
    asked = parse_question("Why does laser alloying with powders of Co and Cr oxidize iron?")
    abstract = "Iron was alloyed by laser with pow-ders of Co and Cr, as it oxidizes."
    assert find_support(asked, None, abstract).missing != "It speaks of no powder."
