"""A paper that speaks of a subject without the number asked for does not answer."""

import time

import pytest

from answer.question.amounts.missing_number import missing_number
from answer.question.answerability import find_support
from answer.question.parse import parse_question

_CAST = "As-cast CoCrNi was tested. "


@pytest.mark.parametrize(
    ("question", "abstract", "lacks"),
    [
        pytest.param(
            "How big are the oxide particles in CoCrNi?",
            "Fine oxide particles strengthen CoCrNi, which was cast at 1500 °C.",
            True,
            id="no length at all",
        ),
        pytest.param(
            "How big are the oxide particles in CoCrNi?",
            "Oxide particles of 20 nm strengthen CoCrNi.",
            False,
            id="a length",
        ),
        pytest.param(
            "What mass gain did CoCrNi show at 1000 °C?",
            "CoCrNi was oxidized at 1000 °C for 5 h. These two alloys had the best mass gain.",
            True,
            id="a property without a number beside it",
        ),
        pytest.param(
            "What mass gain did CoCrNi show at 1000 °C?",
            "CoCrNi was oxidized at 1000 °C. Its mass gain was 2 mg/cm2.",
            False,
            id="a property with a number beside it",
        ),
        pytest.param(
            "What is the Curie temperature of CoCrNi?",
            "We calculated the Curie temperature of CoCrNi. The calculated value was found to be"
            " 155 K, in agreement with experiments.",
            False,
            id="a value behind the sentence that names the property",
        ),
        pytest.param(
            "What is the Curie temperature of CoCrNi?",
            "We calculated the Curie temperature of CoCrNi. It was cast at 1500 K.",
            True,
            id="another number behind the sentence that names the property",
        ),
        pytest.param(
            "At what pressure does CoCrNi become hcp?",
            "CoCrNi shows no transition to hcp up to ∼40 GPa.",
            True,
            id="an amount up to which nothing happens",
        ),
        pytest.param(
            "What is the hardness of CoCrNi annealed at 1160 °C?",
            "Annealing CoCrNi at 850 °C raised the hardness from 635 HV in the as-cast state to"
            " 742 HV. Annealing at 1160 °C made it ductile. It was prepared by arc melting.",
            True,
            id="another treatment and the state before it",
        ),
        pytest.param(
            "How much mass does CoCrNi lose by erosion?",
            "CoCrNi loses mass by erosion; 12 % of Cr dissolves.",
            True,
            id="a share is no mass",
        ),
        pytest.param(
            "What is the hardness of Al-free CoCrNi?",
            "With Al added to CoCrNi the hardness rises from 200 HV to 350 HV.",
            False,
            id="the end without what is excluded",
        ),
        pytest.param(
            "What is the hardness of Al-free CoCrNi?",
            "The hardness of AlCoCrNi is 350 HV.",
            True,
            id="only with what is excluded",
        ),
        pytest.param(
            "What Ni content in wt% do the welds of CoCrNi have?",
            "The welds of CoCrNi hold Ni, around 41% by weight.",
            False,
            id="a share by weight",
        ),
        pytest.param(
            "What softening temperature does CoCrNi have?",
            "Softening of CoCrNi is slow. It was kept at a temperature of 900 °C.",
            False,
            id="the word before a temperature",
        ),
        pytest.param(
            "Ra in µm of CoCrNi after grinding?",
            "Grinding of CoCrNi cuts the roughness Ra by 40 %.",
            True,
            id="a unit asks for a value, whatever the property is called",
        ),
        pytest.param(
            "Void swelling in percent of CoCrNi?",
            "Voids of 20 nm formed in CoCrNi; swelling is low.",
            True,
            id="a unit asks for a value of a topic",
        ),
        pytest.param(
            "What is the friction coefficient of the CoCrNi film?",
            "The lowest friction coefficient of the CoCrNi film was seen with 5 wt.% Ag.",
            True,
            id="no number without a unit",
        ),
        pytest.param(
            "What is the friction coefficient of the CoCrNi film?",
            "The friction coefficient of the CoCrNi film drops from 0.6 in dry sliding.",
            False,
            id="a number without a unit",
        ),
        pytest.param(
            "How much of the yeast does Cu-free CoCrNi kill?",
            "CoCrNi and CoCrCuNi were cast. CoCrCuNi kills 98% of the yeast.",
            True,
            id="a share told of the material with what is excluded",
        ),
        pytest.param(
            "oxidation rate constant of CoCrNi at 1200 °C",
            "CoCrNi was oxidised at 1000 °C and 1200 °C. At 1000 °C the oxidation rate constant is"
            " 2.5 × 10−3 mg2 cm−4 h−1.",
            True,
            id="a property without a dimension, at another temperature",
        ),
        pytest.param(
            "oxidation rate constant of CoCrNi at 1000 °C",
            "CoCrNi was oxidised at 1000 °C and 1200 °C. At 1000 °C the oxidation rate constant is"
            " 2.5 × 10−3 mg2 cm−4 h−1.",
            False,
            id="a property without a dimension, at the temperature",
        ),
        pytest.param(
            "What grain size in µm does CoCrNi have after shot peening?",
            "CoCrNi was rolled; its grain size is 3 µm.",
            True,
            id="a treatment that the paper has no word of",
        ),
        pytest.param(
            "At what temperature were nitrides grown on CoCrNi by ALD?",
            "Nitrides were grown on CoCrNi at 300 °C.",
            True,
            id="a method that the paper has no word of",
        ),
        pytest.param(
            "By what percentage does the grain size of CoCrNi grow after rolling?",
            "CoCrNi was rolled; its grain size grows by 30 %.",
            False,
            id="`by what percentage` names no method",
        ),
        pytest.param(
            "What Hall–Petch coefficient does CoCrNi have?",
            "The Hall–Petch coefficient of CoCrNi rises to 2586.",
            False,
            id="a number whose unit the paper leaves out",
        ),
        pytest.param(
            'How much "hidden solute" is there in CoCrNi?',
            'The share of "hidden solute" in CoCrNi is about 30 at.%.',
            False,
            id="a share beside all that is asked about",
        ),
        pytest.param(
            'How much "hidden solute" is there in CoCrNi?',
            'The "hidden solute" of CoCrNi is a riddle. With 30 at.% of Fe it was cast.',
            True,
            id="a content of something else",
        ),
        pytest.param(
            "Latent heat of fusion of CoCrNi?",
            "Fusion welding of CoCrNi needs little heat input.",
            True,
            id="a phrase without a verb that the paper never has",
        ),
        pytest.param(
            "What latent heat of fusion does CoCrNi have?",
            "After heat treatment the fusion zone of CoCrNi is fine, 20 µm wide.",
            True,
            id="heat treatment is no latent heat",
        ),
        pytest.param(
            "What is the yield strength of CoCrNi without titanium?",
            "The yield strength with 2 at.% titanium in CoCrNi is 700 MPa.",
            True,
            id="an element left out",
        ),
        pytest.param(
            "What is the hardness of sample S1 of CoCrNi?",
            "S1 and S2 are CoCrNi. The hardness of S2 is 300 HV.",
            True,
            id="a sibling sample",
        ),
        pytest.param(
            "What is the hardness of CoCrNiTi0.5?",
            "CoCrNiTix (x = 0, 0.5, 1) was cast; the hardness of CoCrNiTi1 reached 669 HV.",
            True,
            id="another member of a family",
        ),
        pytest.param(
            "What is the hardness of CoCrNi after annealing at 700 °C?",
            "CoCrNi is hard. The microhardness is 247 HV. Annealing at 700 °C coarsens the grains.",
            True,
            id="a value before the treatment",
        ),
        pytest.param(
            "What is the hardness of CoCrNi after annealing at 700 °C?",
            "CoCrNi was hardened by annealing at 700 °C. The microhardness is 247 HV.",
            False,
            id="a value after the treatment",
        ),
        pytest.param(
            "What is the yield strength of CoCrNi?",
            "The yield strength of CoCrNi increased by 120 MPa.",
            True,
            id="a change is no level",
        ),
        pytest.param(
            "By how much did the yield strength of CoCrNi increase?",
            "The yield strength of CoCrNi increased by 120 MPa.",
            False,
            id="a change is asked for",
        ),
        pytest.param(
            "What is the fatigue endurance limit of CoCrNi?",
            "CoCrNi has an endurance limit of 0.43 UTS. Its UTS is 1 GPa.",
            False,
            id="a bare number beside the property",
        ),
        pytest.param(
            "Why is CoCrNi tough?", "Twins make CoCrNi tough.", False, id="no number is asked for"
        ),
    ],
)
def test_number_asked_for_is_given(question: str, abstract: str, lacks: bool) -> None:
    assert bool(missing_number(parse_question(question), None, abstract)) is lacks


def test_paper_without_the_number_is_no_support() -> None:
    asked = parse_question("How big are the oxide particles in CoCrNi?")
    found = find_support(asked, None, "Fine oxide particles strengthen CoCrNi.")
    assert found.missing == "No such number was found in it."


@pytest.mark.parametrize("word", ["without Al, ", "what a ", "S-1 ", "1.1 ", "a/"])
def test_long_texts_are_read_in_time(word: str) -> None:
    asked = parse_question("What latent heat of fusion does S-1 CoCrNi have without Al?")
    begin = time.perf_counter()
    missing_number(asked, None, word * (20_000 // len(word)))
    assert time.perf_counter() - begin < 10


@pytest.mark.parametrize(
    ("states", "missing"),
    [("cryo-rolled and annealed", False), ("annealed", False), ("cryo-rolled", True)],
)
def test_a_value_of_two_treatments_may_be_told_of_the_last_alone(
    states: str, missing: bool
) -> None:
    title = "Hardening of cryo-rolled CoCrFeNi"
    told = "It was cryo-rolled. The annealed samples have a yield strength of 1.4 GPa."
    asked = parse_question(f"What is the yield strength of {states} CoCrFeNi?")
    assert bool(missing_number(asked, title, told)) == missing


@pytest.mark.parametrize(
    ("question", "abstract", "missing"),
    [
        (
            "What voltage was applied to CoCrNi?",
            "A voltage was applied to CoCrNi at 700 °C.",
            "No such number",
        ),
        ("What voltage was applied to CoCrNi?", "A voltage of 3 V was applied to CoCrNi.", ""),
        (
            "By how much does the yield strength of CoCrNi rise after 50 field pulses?",
            "The yield strength of CoCrNi rises by 22 % after 20 field pulses.",
            "You asked about 50 field pulses",
        ),
        (
            "By how much does the yield strength of CoCrNi rise after 20 field pulses?",
            "The yield strength of CoCrNi rises by 22 % after 20 times of treatment.",
            "",
        ),
        (
            "By what factor does the electrical conductivity of CoCrNi rise in Cu80Ag20?",
            "CoCrNi dissolves in Cu80Ag20. The CoCrNi structure made in Cu40Ag60 has a 3.2-fold"
            " increase in electrical conductivity.",
            "The electrical conductivity was found in it only for Cu40Ag60",
        ),
        (
            "What is the spall strength of Al0.1CoCrNi?",
            "CoCrNi was shocked. Its spall strength is 3.2 GPa. The spall strength of CoCrNi is the"
            " highest, except for the Al0.1CoCrNi alloy.",
            "No such number",
        ),
        ("What is the spall strength of CoCrNi?", "The spall strength of CoCrNi is 3.2 GPa.", ""),
    ],
)
def test_parameters_counts_and_other_melts_are_compared(
    question: str, abstract: str, missing: str
) -> None:
    found = find_support(parse_question(question), None, abstract).missing
    assert found.startswith(missing)
    assert bool(found) == bool(missing)
