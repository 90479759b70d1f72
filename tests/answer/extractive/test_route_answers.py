"""Routes and techniques in the words of the paper."""

import pytest
from hits import hit

from answer.extractive.sentence_ranking import rank
from answer.extractive.short_answer import short_answer
from answer.question.parse import parse_question


def short(question: str, abstract: str) -> str | None:
    asked = parse_question(question)
    found = short_answer(asked, rank(asked, [hit(1, abstract)])[:3])
    return found.text if found else None


@pytest.mark.parametrize(
    ("question", "abstract", "answer"),
    [
        (
            "How was CoCrFeNi joined to steel?",
            "CoCrFeNi and steel were joined with nickel filler wire, by the laser welding method.",
            "laser welding",
        ),
        (
            "How is CoCrFeNi made from oxides?",
            "A new method combining ball milling and hot pressing of oxides is proposed to prepare"
            " CoCrFeNi.",
            "ball milling and hot pressing of oxides",
        ),
        (
            "What technique was used to follow voids in irradiated CoCrFeNi?",
            "Applying a slow positron beam, voids in irradiated CoCrFeNi were followed.",
            "slow positron beam",
        ),
        (
            "What techniques were used to estimate vacancies in CoCrFeNi?",
            "We applied length measurements, dilatometry, and neutron diffraction to estimate"
            " vacancies in CoCrFeNi.",
            "length measurements, dilatometry, and neutron diffraction",
        ),
        (
            "Which technique is used most to study CoCrFeNi?",
            "CoCrFeNi was studied by neutron diffraction.",
            None,
        ),
    ],
)
def test_the_phrase_that_tells_the_route_is_the_answer(
    question: str, abstract: str, answer: str | None
) -> None:
    assert short(question, abstract) == answer


@pytest.mark.parametrize(
    ("question", "abstract", "answer"),
    [
        (
            "Which phases form in CoCrNiCuZn?",
            "Two kinds of face-centered cubic (FCC) phases co-existed in CoCrNiCuZn.",
            "two FCC phases",
        ),
        (
            "Which Mo-rich phases appear in CoCrFeNiMo?",
            "Compared with CoCrFeNi, CoCrFeNiMo showed peaks of Mo-rich σ and μ phases, and the"
            " structure was refined.",
            "σ and μ phases",
        ),
        (
            "Which phase forms in CoCrFeNiMn?",
            "CoCrFeNiMn maintained a single FCC structure with coarse boundaries.",
            "FCC",
        ),
        (
            "What do the CoCrFeNiTa powders consist of?",
            "The CoCrFeNiTa powders consist of dual BCC phases.",
            "dual BCC phases",
        ),
        (
            "Which of CoNi, CoCrNi, CoCrFeNi and CoCrFeMnNi show serrated flow?",
            "Serrations were seen in CoCrNi and CoCrFeNi.",
            "CoCrNi and CoCrFeNi",
        ),
        (
            "Which element causes the largest lattice distortion in CoCrFeNi?",
            "Cr causes the largest lattice distortion, followed by Fe.",
            "Cr",
        ),
        (
            "Which phase did not form in CoCrFeNi?",
            "In CoCrFeNi FCC and σ phases form.",
            None,
        ),
    ],
)
def test_names_are_whole_lists_of_what_is_asked_about(
    question: str, abstract: str, answer: str | None
) -> None:
    assert short(question, abstract) == answer


@pytest.mark.parametrize(
    ("question", "abstract"),
    [
        pytest.param(
            "How were the CoCrFeNi targets made?",
            "One of the CoCrFeNi targets was made from powder produced via gas atomisation; for the"
            " second target, elements were mixed.",
            id="two things, each made in its own way",
        ),
        pytest.param(
            "How were the CoCrFeNi wires prepared?",
            "The CoCrFeNi wires were prepared by arc melting, cold- and hot-machining, heavy cold"
            " deformation.",
            id="a list that goes on with a step of no known name",
        ),
        pytest.param(
            "processing route of CoCrFeNi castings",
            "As-cast CoCrFeNi ingots were subjected to hot forging followed by heat treatment.",
            id="the last step alone",
        ),
        pytest.param(
            "Which diffraction technique was used to study twins in drawn CoCrFeNi?",
            "The study of twins in drawn CoCrFeNi using electron diffraction indicated that the"
            " twins cross.",
            id="a clause about it",
        ),
        pytest.param(
            "band gap CoCrFeNi ab initio",
            "The band gap of CoCrFeNi was obtained by first-principles calculations.",
            id="no method is asked for",
        ),
    ],
)
def test_no_part_of_a_route_and_no_clause_is_given(question: str, abstract: str) -> None:
    assert short(question, abstract) is None


def test_a_route_is_given_whole_whichever_quote_states_it() -> None:
    abstract = (
        "The as-made CoCrFeNi samples have fine grains, formed during hot pressing and extrusion."
        " CoCrFeNi samples were made by mechanical milling in combination with hot pressing and hot"
        " extrusion."
    )
    assert short("How were the CoCrFeNi samples made?", abstract) == (
        "mechanical milling in combination with hot pressing and hot extrusion"
    )


@pytest.mark.parametrize(
    "route",
    [
        "through PM, i.e., cold powder consolidation using high-pressure torsion followed by"
        " annealing",
        "by cold powder consolidation using high-pressure torsion followed by annealing",
    ],
)
def test_a_route_stands_behind_the_first_word_that_leads_to_one(route: str) -> None:
    told = f"This work fabricates a nanostructured CoCrFeNi with a density of 99.63% {route}."
    answer = "cold powder consolidation using high-pressure torsion followed by annealing"
    assert short("How was nanostructured CoCrFeNi with a density of 99.63 % made?", told) == answer


def test_what_is_studied_of_a_process_is_no_step_of_a_route() -> None:
    told = (
        "CoCrFeNi was prepared by vacuum induction melting, and the effect of annealing on its"
        " strength was studied."
    )
    assert short("How was CoCrFeNi prepared?", told) == "vacuum induction melting"


def test_a_step_goes_with_its_means() -> None:
    told = (
        "CoCrFeNi with yttrium was produced by mechanical alloying, followed by consolidation via"
        " spark plasma sintering with ultrafine grains."
    )
    answer = "mechanical alloying, followed by consolidation via spark plasma sintering"
    assert short("How was CoCrFeNi with yttrium produced?", told) == answer
