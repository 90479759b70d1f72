"""Follow-ups are asked as questions that stand alone."""

import pytest

from answer.question.followup import Told, stand_alone

BEFORE = "What is the yield strength of NbMoTaW at 1000 °C?"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("and at 1600 °C?", "What is the yield strength of NbMoTaW at 1600 °C?"),
        ("and of VNbMoTaW?", "What is the yield strength of VNbMoTaW at 1000 °C?"),
        ("What about the hardness?", "What is the hardness of NbMoTaW at 1000 °C?"),
        ("and after 5 h?", "What is the yield strength of NbMoTaW at 1000 °C for 5 h?"),
        ("and in the cast state?", f"{BEFORE[:-1]}, in the cast state?"),
        ("What is its density?", "What is its density (NbMoTaW)?"),
        ("Is it FCC?", "Is it FCC (NbMoTaW)?"),
        ("Why is CrMnFeCoNi tough?", "Why is CrMnFeCoNi tough?"),
        ("And why is CrMnFeCoNi tough?", "And why is CrMnFeCoNi tough?"),
        ("Which alloys are HCP?", "Which alloys are HCP?"),
    ],
)
def test_a_follow_up_is_made_whole(text: str, asked: str) -> None:
    assert stand_alone(text, BEFORE) == asked


ADDED = "How does Al content affect the hardness of AlxCoCrFeNi?"
SET = "Which alloys have a yield strength above 1 GPa at 77 K?"
KNOWN = "What do we know about creep of CoCrFeNi?"
TERM = "What is sluggish diffusion?"


@pytest.mark.parametrize(
    ("before", "text", "asked"),
    [
        (BEFORE, "in GPa?", f"{BEFORE[:-1]} in GPa?"),
        (f"{BEFORE[:-1]} in GPa?", "and in ksi?", f"{BEFORE[:-1]} in ksi?"),
        (BEFORE, "and the highest?", "What is the highest yield strength of NbMoTaW at 1000 °C?"),
        (SET.replace("Which", "highest"), "and the lowest?", SET.replace("Which", "lowest")),
        (BEFORE, "why?", "What explains the yield strength of NbMoTaW at 1000 °C?"),
        (
            f"{BEFORE[:-1]} in ksi?",
            "why?",
            "What explains the yield strength of NbMoTaW at 1000 °C?",
        ),
        (BEFORE, "and the hardness of VNbMoTaW?", "What is the hardness of VNbMoTaW?"),
        (
            BEFORE,
            "what about the hardness of annealed VNbMoTaW at 77 K?",
            "What is the hardness of annealed VNbMoTaW at 77 K?",
        ),
        (ADDED, "why is that?", "Why does Al content affect the hardness of AlxCoCrFeNi?"),
        (BEFORE, "why is it so high?", "why is it so high (yield strength of NbMoTaW)?"),
        (BEFORE, "hardness?", "What is the hardness of NbMoTaW at 1000 °C?"),
        (BEFORE, "and its price?", "What is the price of NbMoTaW at 1000 °C?"),
        (
            "What is the elongation of CoCrFeNiCu as cast?",
            "And of CoCrFeNi after SLM?",
            "What is the elongation of CoCrFeNi after SLM?",
        ),
        (
            "What is the hardness of as-cast NbMoTaW at 77 K?",
            "and after annealing?",
            "What is the hardness of NbMoTaW at 77 K after annealing?",
        ),
        (BEFORE, "and the others?", f"{BEFORE[:-1]}, the others?"),
        (
            "Why does cold-rolled NbMoTaW harden on annealing?",
            "and its hardness?",
            "What is the hardness of cold-rolled NbMoTaW?",
        ),
        ("Is NbMoTaW FCC?", "and its price?", "What is the price of NbMoTaW?"),
        (
            f"{BEFORE[:-1]} in ksi?",
            "and its hardness?",
            BEFORE.replace("yield strength", "hardness"),
        ),
        (f"{BEFORE[:-1]} in ksi?", "and the UTS?", "What is the UTS of NbMoTaW at 1000 °C in ksi?"),
        (
            BEFORE.replace("is", "explains"),
            "and its hardness?",
            BEFORE.replace("yield strength", "hardness"),
        ),
        (BEFORE, "CrCoNi?", "What is the yield strength of CrCoNi at 1000 °C?"),
        (BEFORE, "what is the hardness?", "what is the hardness (NbMoTaW)?"),
        (BEFORE, "is that at 77 K?", "What is the yield strength of NbMoTaW at 77 K?"),
        (BEFORE, "and above 1200 °C?", "What is the yield strength of NbMoTaW above 1200 °C?"),
        (BEFORE, "and after annealing?", f"{BEFORE[:-1]}, after annealing?"),
        (BEFORE, "tell me more", "What is known about yield strength of NbMoTaW?"),
        (ADDED, "What about Ti instead of Al?", ADDED.replace("Al", "Ti")),
        (
            "What is the hydrogen pressure of TiZr?",
            "and with Nb?",
            "What is the hydrogen pressure of TiZr, with Nb?",
        ),
        (ADDED, "and its corrosion resistance?", ADDED.replace("hardness", "corrosion resistance")),
        (SET, "and below 500 MPa?", SET.replace("above 1 GPa", "below 500 MPa")),
        (SET, "and at 293 K?", SET.replace("77", "293")),
        (KNOWN, "and oxidation?", KNOWN.replace("creep", "oxidation")),
        (KNOWN, "since 2020?", f"{KNOWN[:-1]} since 2020?"),
        (f"{KNOWN[:-1]} since 2020?", "and before 2015?", f"{KNOWN[:-1]} before 2015?"),
        (BEFORE, "what is that in ksi?", f"{BEFORE[:-1]} in ksi?"),
        (BEFORE, "can you convert it to GPa?", f"{BEFORE[:-1]} in GPa?"),
        (BEFORE, "what if it is annealed?", f"{BEFORE[:-1]} after annealed?"),
        (SET, "how many?", SET.replace("Which", "How many")),
        (SET.replace("Which", "How many"), "which ones?", SET),
        (
            "Is CrCoNi tougher than NbMoTaW?",
            "by how much?",
            "By how much is CrCoNi tougher than NbMoTaW?",
        ),
        (KNOWN, "only since 2020", f"{KNOWN[:-1]} since 2020?"),
        (TERM, "is it real?", "is it real (sluggish diffusion)?"),
        (
            BEFORE,
            "In which alloys is it higher?",
            "In which alloys is it higher (yield strength of NbMoTaW)?",
        ),
        (
            BEFORE,
            "At which temperature does CrCoNi melt?",
            "At which temperature does CrCoNi melt?",
        ),
        (BEFORE, "What is the highest hardness of HEAs?", "What is the highest hardness of HEAs?"),
    ],
)
def test_what_a_follow_up_leaves_out_is_taken_from_the_question_before(
    before: str, text: str, asked: str
) -> None:
    assert stand_alone(text, before) == asked


def test_it_may_be_the_alloy_of_the_answer_before() -> None:
    before = "Which refractory HEA is the hardest?"
    assert stand_alone("is it ductile?", before, Told(["TiZrNb"])) == "is it ductile (TiZrNb)?"
    both = "Is CrCoNi tougher than CrMnFeCoNi?"
    assert stand_alone("is it FCC?", both, Told(["CrMnFeCoNi"])) == "is it FCC (CrMnFeCoNi)?"
    assert stand_alone("are they FCC?", both) == "are they FCC (CrCoNi, CrMnFeCoNi)?"


def test_the_first_question_is_left_as_it_is() -> None:
    assert stand_alone(" and at 77 K? ", None) == "and at 77 K?"


@pytest.mark.parametrize("text", ["", "and", "?", "\x00", "and " * 5000, "it" * 5000])
def test_nothing_breaks_it(text: str) -> None:
    assert isinstance(stand_alone(text, BEFORE), str)


@pytest.mark.parametrize(
    ("before", "told", "asked"),
    [
        (
            "Does rolled CoNiV soften at 600 °C?",
            Told(claim="On annealing at 600 °C the rolled CoNiV hardens further.", verdict="no"),
            "Why does rolled CoNiV harden at 600 °C?",
        ),
        (
            "Does Ti addition increase the ductility of CoNiV?",
            Told(claim="With Ti, the ductility of CoNiV decreased from 40 to 12%."),
            "Why does Ti addition decrease the ductility of CoNiV?",
        ),
        (
            "Does CoNiV soften at 600 °C?",
            Told(claim="CoNiV softens above 500 °C."),
            "Why does CoNiV soften at 600 °C?",
        ),
        (
            "Does Ti addition increase the ductility of CoNiV?",
            Told(claim="With Ti its ductility improves while the hardness decreases."),
            "Why does Ti addition increase the ductility of CoNiV?",
        ),
        (
            "Is CoNiV magnetic at 300 K?",
            Told(claim="CoNiV is paramagnetic at 300 K.", verdict="no"),
            "Why isn't CoNiV magnetic at 300 K?",
        ),
    ],
)
def test_why_asks_for_the_reason_of_what_was_answered(before: str, told: Told, asked: str) -> None:
    assert stand_alone("why is that?", before, told) == asked


@pytest.mark.parametrize(
    ("before", "subject"),
    [
        ("How strong is heterostructured CoNiV?", "heterostructured CoNiV"),
        ("What UTS do the cold-drawn CoNiV wires have?", "cold-drawn CoNiV wires"),
        (
            "Does as-cast CoNiV with dissolved WC particles soften at 600 °C?",
            "as-cast CoNiV with dissolved WC particles",
        ),
        ("What was measured for CoNiV at 77 K?", "CoNiV"),
        ("Which density is CoNiV given?", "CoNiV"),
    ],
)
def test_a_material_keeps_its_qualifiers(before: str, subject: str) -> None:
    assert stand_alone("Is it ductile?", before) == f"Is it ductile ({subject})?"


@pytest.mark.parametrize(
    ("before", "text", "asked"),
    [
        ("Hardness of CoCrFeNi at cryogenic temperature?", "at 293 K?", "at 293 K?"),
        ("Hardness of CoCrFeNi at 293 K?", "and at cryogenic temperatures?", "at cryogenic temp"),
        ("Hardness of as-cast CoCrFeNi?", "and in the annealed state?", "of annealed CoCrFeNi?"),
        ("Creep rate of CoCrFeNi between 600 and 700 °C?", "and at 800 °C?", "CoCrFeNi at 800 °C?"),
        ("Wear rate of CoCrFeNi in air?", "and in vacuum?", "CoCrFeNi in vacuum?"),
        ("Wear rate of CoCrFeNi in oil?", "and in 3.5 wt% NaCl solution?", "in 3.5 wt% NaCl"),
        ("Wear rate of CoCrFeNi before polishing?", "and after polishing?", "CoCrFeNi after poli"),
        (BEFORE, "and what is it at 1600 °C?", "strength of NbMoTaW at 1600 °C?"),
    ],
)
def test_a_new_condition_takes_the_place_of_the_old_one(before: str, text: str, asked: str) -> None:
    found = stand_alone(text, before)
    assert asked in found
    old = before.partition("CoCrFeNi")[2].removesuffix("?")
    assert not old.strip() or old not in found


RETENTION = "What is the capacity retention of HNCN at 500 °C after 100 cycles?"
ANNEALED = "What is the yield strength of CoCrNi annealed at 900 °C?"


@pytest.mark.parametrize(
    ("before", "text", "asked"),
    [
        (RETENTION, "and of ZrCo?", RETENTION.replace("HNCN", "ZrCo")),
        (RETENTION, "and of the NCN alloy?", RETENTION.replace("HNCN", "NCN")),
        (RETENTION, "What is its density?", "What is its density (HNCN)?"),
        (BEFORE, "and of HCN?", BEFORE.replace("NbMoTaW", "HCN")),
        ("What is the TRIP effect?", "and of HCN?", "What is the TRIP effect of HCN?"),
    ],
)
def test_a_label_stands_for_its_alloy(before: str, text: str, asked: str) -> None:
    assert stand_alone(text, before) == asked


@pytest.mark.parametrize(
    ("before", "text", "asked"),
    [
        (ANNEALED, "annealed at 800 °C?", ANNEALED.replace("900", "800")),
        (ANNEALED, "aged at 600 °C for 5 h?", f"{ANNEALED[:36]} aged at 600 °C for 5 h?"),
        (BEFORE, "annealed at 800 °C?", f"{BEFORE[:-1]} annealed at 800 °C?"),
        (BEFORE, "and after annealing at 800 °C?", f"{BEFORE[:-1]}, after annealing at 800 °C?"),
        (BEFORE, "annealing at 800 °C improves what?", "annealing at 800 °C improves what?"),
    ],
)
def test_a_treatment_with_its_temperature_goes_on(before: str, text: str, asked: str) -> None:
    assert stand_alone(text, before) == asked
