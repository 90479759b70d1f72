"""Names read off the first quote by its grammar: whole phrases, or nothing."""

import time

import pytest
from hits import hit

from answer.extractive.names.phase_phrases import phase_phrase
from answer.extractive.sentence_ranking import rank
from answer.extractive.short_answer import short_answer
from answer.question.parse import parse_question


def short(question: str, abstract: str) -> str | None:
    asked = parse_question(question)
    found = short_answer(asked, rank(asked, [hit(1, abstract)])[:3])
    return found.text if found else None


@pytest.mark.parametrize(
    ("clause", "phrase"),
    [
        (
            "the alloy consists of a double FCC phase and a trace amount of σ phase.",
            "double FCC phase and a trace amount of σ phase",
        ),
        ("fine rods of Ti5Si3 gradually emerge at the surface.", "Ti5Si3"),
        (
            "the joint shows a eutectic region between the FCC and Laves phase",
            "eutectic region between the FCC and Laves phase",
        ),
        ("it promoted the precipitation of M7C3 carbides at grain boundaries.", "M7C3 carbides"),
        ("the film exhibits an FCC phase and better ductility.", "FCC phase"),
        # Not all of it is a phase, or another phase stands elsewhere.
        ("the weld consists of FCC phase and pores.", None),
        ("the scale is composed of Cr2O3 in the outer layer and Al2O3 in the inner layer.", None),
        ("the weld is composed of FCC, pores and oxides.", None),
    ],
)
def test_a_list_of_phases_is_given_whole_or_not_at_all(clause: str, phrase: str | None) -> None:
    found = phase_phrase(clause, [])
    assert (found and found.text) == phrase


def test_a_change_of_phases_is_given_from_the_first_to_the_last() -> None:
    clause = "Si causes a transformation from FCC to a mixture of FCC and BCC phases, and refines."
    found = phase_phrase(clause, [], of_change=True)
    assert found is not None
    assert found.text == "from FCC to a mixture of FCC and BCC phases"
    assert phase_phrase(clause, ["fcc", "bcc"], of_change=True) is None


@pytest.mark.parametrize("text", ["consist of FCC and ", "from FCC to ", "Ti5Si3, ", "forms "])
def test_long_texts_are_not_searched(text: str) -> None:
    start = time.perf_counter()
    assert phase_phrase(text * 8000, []) is None
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    ("question", "abstract", "answer"),
    [
        (
            "What do NbMoTaW coatings hold after sintering?",
            "HfC and Hf2Si carbides are formed in the NbMoTaW coatings after sintering at 900 °C.",
            "HfC and Hf2Si carbides",
        ),
        (
            "What transformation does more Al induce in AlCoCrFeNi films?",
            "More Al induced the transformation from FCC to BCC in AlCoCrFeNi films.",
            "from FCC to BCC",
        ),
        (
            "How was NbMoTaW made?",
            "NbMoTaW was made by ball milling, followed by hot pressing and annealing heat"
            " treatments to refine its grains.",
            "ball milling, followed by hot pressing and annealing heat treatments",
        ),
        (
            "How were NbMoTaW powders fabricated?",
            "NbMoTaW powders were fabricated by integrating ball milling, spray drying, and"
            " hydrogen reduction, starting from oxides.",
            "ball milling, spray drying, and hydrogen reduction",
        ),
        # The route of joining is not that of the alloy.
        (
            "How was NbMoTaW joined to steel?",
            "NbMoTaW prepared by arc melting was joined to steel.",
            None,
        ),
        (
            "Which simulation was used for the effect of strain on NbMoTaW?",
            "The effect of strain on NbMoTaW was studied using molecular dynamics simulations.",
            "molecular dynamics simulations",
        ),
        (
            "With how much SiC is the wear resistance of the NbMoTaW composite optimal?",
            "The NbMoTaW composite with 6 wt.% SiC exhibited the optimal wear resistance.",
            "6 wt.%",
        ),
        (
            "With how much SiC is the wear resistance of the NbMoTaW composite optimal?",
            "The wear resistance of the NbMoTaW composite with 6 wt.% SiC is optimal, and its"
            " hardness with 9 wt.% SiC.",
            None,
        ),
        # One thing by one method, another by another.
        (
            "Which method probed the vibrations of NbMoTaW?",
            "The vibrations of NbMoTaW were probed using Raman spectroscopy and modelled using"
            " density functional calculations.",
            None,
        ),
        (
            "How was the phase composition of NbMoTaW determined?",
            "The lubricant of NbMoTaW is seen by laser diffraction, while the phase composition of"
            " NbMoTaW is determined by X-ray diffraction.",
            "X-ray diffraction",
        ),
        # The name is asked for, not its value.
        (
            "Which composite of NbMoTaW has the highest hardness?",
            "The NbMoTaW composite has the highest hardness of 700 HV.",
            None,
        ),
        # What it is made up of is not the alloy beside it.
        (
            "What is the NbMoTaWTi film composed of?",
            "The NbMoTaWTi film is composed of a BCC solid solution, unlike NbMoTaW.",
            "BCC solid solution",
        ),
    ],
)
def test_names_are_read_off_the_first_quote(
    question: str, abstract: str, answer: str | None
) -> None:
    assert short(question, abstract) == answer


def test_a_word_without_an_end_behind_a_phase_costs_no_time() -> None:
    text = f"The alloy CoCrFeNi has an FCC phase and {'a' * 1_900}!"
    begun = time.process_time()
    short("Which phases has CoCrFeNi?", text)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("question", "abstract"),
    [
        pytest.param(
            "Which phases are in the sintered CoCrNi-Ni/WS2-Au-Y2O3 composites?",
            "The sintered CoCrNi composites mainly consist of FCC phase, Y2O3, Au, and Ni/WS2.",
            id="the list goes on with what the question names itself",
        ),
        pytest.param(
            "Phases in CoCrNiSi4?",
            "The phases of CoCrNiSi4 are FCC, rich Cr–Si, and rich Ni–Si phases.",
            id="the list goes on with what has no name",
        ),
        pytest.param(
            "Which carbide forms in CoCrNi when SiC is added?",
            "CoCrNi with SiC consists of an FCC matrix and M7C3 carbides.",
            id="one phase is asked for, two are told",
        ),
        pytest.param(
            "Which phases are in the eutectic of CoCrNiNb?",
            "CoCrNiNb consists of a primary FCC phase (Co rich) and a eutectic region between the"
            " FCC and Laves phase (Co2Nb type).",
            id="a part is asked for, the whole is told",
        ),
        pytest.param(
            "What phase does the coating have that wore best?",
            "The coating with CoCrNi possesses a single FCC phase, whereas the one with aluminium"
            " wore best and has a BCC phase.",
            id="of which coating is not told",
        ),
    ],
)
def test_a_part_of_the_phases_asked_for_is_not_given(question: str, abstract: str) -> None:
    assert short(question, abstract) is None


@pytest.mark.parametrize(
    ("question", "abstract", "answer"),
    [
        (
            "Which precipitate forms in CoCrNiNb?",
            "A new kind of Cr2Nb type precipitate with a hexagonal close-packed structure was"
            " formed in CoCrNiNb.",
            "new kind of Cr2Nb type precipitate with a HCP structure",
        ),
        (
            "What precipitates in CoCrCuNi-3 at.% Sn?",
            "Three kinds of precipitates (CrCo-rich, CrSn-rich and Sn-rich ones) were detected in"
            " CoCrCuNi-3 at.% Sn.",
            None,
        ),
    ],
)
def test_one_phase_goes_with_its_structure_and_none_by_half_of_its_name(
    question: str, abstract: str, answer: str | None
) -> None:
    assert short(question, abstract) == answer


def test_the_phases_of_a_neighbour_in_a_series_are_not_those_of_a_member_left_out() -> None:
    told = (
        "The CoFeMnNi and CoFeMnNiTi0.25 alloys have an FCC structure, whereas the CoFeMnNiTi0.5"
        " and CoFeMnNiTi0.75 alloys exhibit a dual-phase structure consisting of a FCC"
        " solid-solution and a Laves phase."
    )
    assert short("Which phases form in CoFeMnNiTi0.4?", told) is None
    assert short("Which phases form in CoFeMnNiTi0.5?", told) is not None


def test_the_matrix_is_none_of_the_phases_that_are_newly_formed() -> None:
    told = (
        "The composite coating consists of FCC matrix, undissolved WC, and newly generated"
        " Cr21W2C6 and W2C precipitated phases."
    )
    assert short("Which phases are newly formed in the composite coating?", told) is None
    assert short("Which phases does the composite coating consist of?", told) is not None
