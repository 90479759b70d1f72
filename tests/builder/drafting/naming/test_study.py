"""A question tells how the material was made and tested, or names the study."""

import pytest

from builder.drafting.naming.study import Study, find_study
from builder.materials.measurements.sentence_facts import read_facts
from builder.nlp.sentences import sentences

QUESTION = "What refines the grains of NbMoTaW?"


def study(title: str, abstract: str = "") -> Study:
    stated = [read_facts(abstract[start:end]) for start, end in sentences(abstract)]
    return find_study(title, abstract, stated)


def placed(title: str, abstract: str = "", question: str = QUESTION, answer: str = "Y") -> str:
    return study(title, abstract).place(question, answer)


def test_what_a_paper_tells_no_more_of_stays() -> None:
    assert placed("Grains of NbMoTaW", "Yttrium refines the grains.") == QUESTION


@pytest.mark.parametrize(
    ("title", "abstract", "asked"),
    [
        (
            "Grains of NbMoTaW",
            "NbMoTaW was prepared by arc melting.",
            "What refines the grains of arc-melted NbMoTaW?",
        ),
        (
            "Grains of NbMoTaW made by spark plasma sintering",
            "Yttrium refines the grains.",
            "What refines the grains of NbMoTaW made by spark plasma sintering?",
        ),
        (
            "Grains of an NbMoTaW coating by laser cladding",
            "NbMoTaW coatings were deposited by laser cladding.",
            "What refines the grains of laser-clad NbMoTaW?",
        ),
    ],
)
def test_the_one_route_stands_at_the_material(title: str, abstract: str, asked: str) -> None:
    assert placed(title, abstract) == asked


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("NbMoTaW by casting and spark plasma sintering", "Yttrium refines the grains."),
        ("Grains of NbMoTaW in molten zinc", "Yttrium refines the grains."),
        ("Grains of NbMoTaW under impact loading", "Yttrium refines the grains."),
        ("Grains of ultrafine-grained NbMoTaW", "Yttrium refines the grains."),
        ("Grains of NbMoTaW at cryogenic temperatures", "Yttrium refines the grains."),
        ("Molecular dynamics of the grains of NbMoTaW", "Yttrium refines the grains."),
    ],
)
def test_several_routes_and_conditions_name_the_study(title: str, abstract: str) -> None:
    asked = f"According to “{title}”, what refines the grains of NbMoTaW?"
    assert placed(title, abstract) == asked


def test_a_treatment_that_is_not_told_names_the_study() -> None:
    abstract = "NbMoTaW was prepared by arc melting. After annealing, it is soft."
    assert placed("Grains of NbMoTaW", abstract).startswith("According to “Grains")
    question = "What refines the grains of annealed and arc-melted NbMoTaW?"
    assert placed("Grains of NbMoTaW", abstract, question) == question


def test_what_the_answer_tells_is_not_told_twice() -> None:
    answer = "Yttrium refines the grains of NbMoTaW made by casting."
    assert placed("Casting of NbMoTaW", answer, answer=answer) == QUESTION


def test_two_materials_or_another_making_get_no_route() -> None:
    abstract = "NbMoTaW was prepared by arc melting."
    for question in (
        "How does NbMoTaW compare with HfNbTaTiZr in hardness?",
        "How do rolled sheets of NbMoTaW fail?",
    ):
        asked = placed("Grains of NbMoTaW", abstract, question)
        assert asked == f"According to “Grains of NbMoTaW”, h{question[1:]}"


def test_a_medium_is_told_where_corrosion_is_asked() -> None:
    abstract = "NbMoTaW was tested in 3.5 wt.% NaCl solution."
    question = "Why is the corrosion resistance of NbMoTaW low?"
    assert placed("Rust of NbMoTaW", abstract, question).startswith("According to “Rust")
    assert placed("Rust of NbMoTaW", abstract, "Why is the hardness of NbMoTaW low?")[:3] == "Why"


def test_a_title_takes_the_place_of_its_material() -> None:
    title = "Casting and hot pressing of NbMoTaW alloys"
    asked = placed(title, "", "In NbMoTaW alloys, what refines the grains?")
    assert asked == f"According to “{title}”, what refines the grains?"
    asked = placed(title, "", "True or false: in NbMoTaW alloys, grains grow with time?", "True")
    assert asked.startswith(f"True or false: according to “{title}”, ")
    assert placed(title, "", f"According to “{title}”, why?") == f"According to “{title}”, why?"


def test_values_are_led_by_the_title_alone() -> None:
    question = "What is the hardness of NbMoTaW?"
    told = study("Grains of NbMoTaW", "NbMoTaW was prepared by arc melting.")
    assert told.lead(question, "5 GPa") == f"According to “Grains of NbMoTaW”, w{question[1:]}"


@pytest.mark.parametrize(
    ("abstract", "told"),
    [
        ("Grains are studied by using molecular dynamics.", " in molecular dynamics simulations?"),
        (
            "Energies were found via density functional theory.",
            " in first-principles calculations?",
        ),
        ("Grains are studied by using DFT and Monte Carlo runs.", " in calculations?"),
        (
            "Grains are studied by using molecular dynamics, in accord with experiments.",
            " in molecular dynamics simulations?",
        ),
        ("Using DEFORM-3D, wear was studied.", " in finite-element simulations?"),
        ("Phases were found by using Thermo-Calc.", " in CALPHAD calculations?"),
        ("Grains are studied in experiments and by using molecular dynamics.", "?"),
        ("Molecular dynamics runs of pillars are reported.", " in molecular dynamics simulations?"),
        ("Samples were measured and studied by using molecular dynamics.", "?"),
        ("Molecular dynamics simulations further confirm the grain size.", "?"),
        ("Annealing of the alloy is studied by using molecular dynamics.", "?"),
    ],
)
def test_what_was_calculated_alone_is_asked_as_calculated(abstract: str, told: str) -> None:
    for title in ("Grains of NbMoTaW", "Grains of NbMoTaW under nanoindentation"):
        asked = placed(title, abstract)
        assert asked.endswith(f"the grains of NbMoTaW{told}")
        assert placed(title, abstract, asked) == asked


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "The results of the first-principles calculations show that Y refines the grains.",
            " in first-principles calculations?",
        ),
        ("Thermodynamics and simulations reveal that Y refines grains.", " in calculations?"),
        ("Observations by TEM and simulations reveal that Y refines grains.", "?"),
        ("Experiments and simulations show that Y refines the grains.", "?"),
        ("Y refines the grains, as simulations show.", "?"),
    ],
)
def test_what_a_sentence_was_calculated_by_is_told(sentence: str, told: str) -> None:
    abstract = f"NbMoTaW was tested. {sentence}"
    asked = study("Grains of NbMoTaW", abstract).place(QUESTION, "Y", sentence)
    assert asked == f"{QUESTION[:-1]}{told}"


def test_a_title_or_an_answer_that_tells_of_a_calculation_is_enough() -> None:
    abstract = "Grains are studied by using molecular dynamics."
    assert "dynamics" not in placed("Grains of NbMoTaW", abstract, QUESTION, "simulated Y")
    title = "Grains of NbMoTaW in molecular dynamics"
    assert placed(title, "Experiments on grains are hard.").startswith("According to “Grains")
    title = "Grains of NbMoTaW: a molecular dynamics study"
    assert placed(title, abstract).count("dynamics") == 1


@pytest.mark.parametrize(
    ("question", "led"),
    [
        ("What raises the strength of NbMoTaW?", True),
        ("What is the hardness of NbMoTaW made by powder metallurgy?", True),
        ("What is the surface hardness of carburized NbMoTaW?", True),
        ("What is the hardness of the laser-clad NbMoTaW composite coating with LaB6?", True),
        ("What is the hardness of arc-melted NbMoTaW?", False),
        ("What is the hardness of as-cast NbMoTaW?", False),
        ("What is the strength of NbMoTaW at 77 K?", True),
    ],
)
def test_a_question_without_a_route_names_the_study(question: str, led: bool) -> None:
    title = "Grains and grain boundaries of NbMoTaW"
    expected = f"According to “{title}”, w{question[1:]}"
    told = study(title, "It is hard.")
    assert told.lead_bare(question, of_value=True) == (expected if led else question)
    assert told.lead_bare(question) == expected
    for other in ("", "Grains of NbMoTaW"):
        assert study(other, "It is hard.").lead_bare(question) == question
