"""The bare answer, as it is read out of quotes of one paper."""

import pytest
from hits import hit

from answer.extractive.answer import answer_extractively
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
            "Which phase forms in CrMnFeCoNi at 700 °C?",
            "In CrMnFeCoNi a Cr-rich sigma phase forms at 700 °C.",
            "Cr-rich sigma phase",
        ),
        (
            "Which structure has NbMoTaW?",
            "NbMoTaW has a body-centered cubic structure.",
            "BCC",
        ),
        (
            "Which phases are seen in Al0.5CoCrFeNi?",
            "Al0.5CoCrFeNi holds FCC and BCC phases; CoCrFeNi is HCP.",
            "FCC and BCC",
        ),
        (
            "Which phases form in CoCrFeNi?",
            "In CoCrFeNi FCC and NiTi intermetallics form.",
            "FCC and NiTi intermetallics",
        ),
        (
            "Which alloy has a BCC structure?",
            "BCC NbMoTaW was compared with FCC CoCrFeNi.",
            "NbMoTaW",
        ),
        (
            "By which method was CoCrFeNi produced?",
            "CoCrFeNi was produced by arc melting and cold rolling.",
            "arc melting and cold rolling",
        ),
        ("Why is CoCrFeNi tough?", "CoCrFeNi is tough because nanotwins form.", None),
        ("Which phase forms in CoCrFeNi?", "CoCrFeNi was tested in tension.", None),
    ],
)
def test_phases_alloys_and_routes_are_named_as_the_paper_names_them(
    question: str, abstract: str, answer: str | None
) -> None:
    assert short(question, abstract) == answer


@pytest.mark.parametrize(
    ("question", "abstract"),
    [
        ("What are medium-entropy alloys?", "Medium-entropy alloys such as CoCrNi are tough."),
        ("Which CoCrFeNiMox coatings contain no sigma phase?", "Mo0 coatings are FCC."),
        (
            "Which phases are in the CoCrFeNi coating?",
            "The CoCrFeNi powder has a BCC phase and an amorphous phase.",
        ),
        ("Which phases form in CoCrFeNi?", "In CoCrFeNi FCC transforms into BCC and sigma phase."),
        ("Which phases form in CoCrFeNi?", "No sigma phase forms in CoCrFeNi."),
        ("Which alloy is harder than steel?", "CoCrNi and CoCrFeNi were compared with steel."),
        (
            "How many papers report the hardness of CoCrFeNi?",
            "The hardness of CoCrFeNi is 200 HV.",
        ),
        ("Why is the hardness of CoCrFeNi high?", "The hardness of CoCrFeNi is 200 HV."),
    ],
)
def test_no_bare_answer_is_read_from_one_paper_where_it_would_not_be_one(
    question: str, abstract: str
) -> None:
    assert short(question, abstract) is None


def test_a_list_of_phases_is_given_whole() -> None:
    text = "CoCrFeNiTi has an FCC matrix with NiTi intermetallics, as well as unmelted Ti."
    said = short("Which phases are in CoCrFeNiTi?", text)
    assert said == "FCC matrix with NiTi intermetallics, as well as unmelted Ti"


def test_a_bound_on_a_condition_leaves_the_value_to_its_quote() -> None:
    told = "The hardness of CoCrNi is 280 HV."
    assert short("What is the hardness of CoCrNi?", told) == "280 HV"
    assert short("What is the hardness of CoCrNi above 600 °C?", told) is None


BOTH = "The Co35Cr25Fe20Ni20 and Co45Cr25Fe15Ni15 alloys with single fcc phase show twinning."


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "Which Co-Cr-Fe-Ni compositions with single fcc phase show twinning?",
            "Co35Cr25Fe20Ni20 and Co45Cr25Fe15Ni15",
        ),
        ("Which compositions with single fcc phase show twinning?", None),
        ("Which Co-Cr-Fe-Ni compositions show martensite and superelasticity?", None),
    ],
)
def test_which_alloys_of_a_system_do_something_one_sentence_may_tell(
    question: str, answer: str | None
) -> None:
    assert short(question, BOTH) == answer
    asked = parse_question(question)
    hits = [hit(1, BOTH), hit(2, BOTH)]
    assert short_answer(asked, rank(asked, hits[:1]), hits) is None


@pytest.mark.parametrize(
    ("question", "abstract", "answer"),
    [
        (
            "Which Co-Cr-Fe-Ni composition from contour maps of film stacks reaches 80 %?",
            "Contour maps were drawn of CoCrFeNi films in stacks. This resulted in"
            " Co33Cr25Fe25Ni17, of which the elongation reaches 80%.",
            "Co33Cr25Fe25Ni17",
        ),
        (
            "Which Co-Cr-Fe-Ni composition from contour maps of film stacks reaches 80 %?",
            "Contour maps were drawn of Co30Cr30Fe20Ni20 films in stacks. This resulted in"
            " Co33Cr25Fe25Ni17, of which the elongation reaches 80%.",
            None,
        ),
        (
            "Which alloy was brazed with AuPdNi filler?",
            "Brazing of CoCrFeNi and CoCrFeMnNi alloys using 70Au-8Pd-22Ni (AuPdNi) filler foil was"
            " investigated. In brazed CoCrFeMnNi/AuPdNi/CoCrFeMnNi joints, the AuMn compound is"
            " distributed in CoCrFeNi-based and Ni-rich phases.",
            None,
        ),
    ],
)
def test_an_alloy_is_named_where_its_paper_tells_of_no_other(
    question: str, abstract: str, answer: str | None
) -> None:
    assert short(question, abstract) == answer


@pytest.mark.parametrize(
    ("question", "abstract", "answer"),
    [
        (
            "Which intermetallics stand beside FCC in the CoCrFeNi-Mo eutectic?",
            "A eutectic consisting of FCC phase and intermetallic phases (σ and µ) was obtained by"
            " the addition of Mo to the CoCrFeNi system.",
            "σ and µ",
        ),
        (
            "Which phases does the Ti-added CoCrFeNi coating have?",
            "The Ti-added CoCrFeNi coating had an FCC+Laves+η phase structure, showing increased"
            " hardness and wear resistance.",
            "FCC, Laves and η phase",
        ),
        (
            "Which phases form in the printed CoCrFeNiTi alloy?",
            "The printed CoCrFeNiTi alloy has a face centred cubic (FCC) matrix phase with NiTi"
            " intermetallics and a hexagonal close packed (HCP) phase, as well as unmelted Ti.",
            "FCC matrix phase with NiTi intermetallics and a HCP phase, as well as unmelted Ti",
        ),
    ],
)
def test_phases_of_an_addition_by_short_names_and_before_a_participle(
    question: str, abstract: str, answer: str
) -> None:
    assert short(question, abstract) == answer


@pytest.mark.parametrize(
    ("question", "abstract", "answer"),
    [
        (
            "Which SLM settings give the densest Al0.5CoCrFeNi?",
            "Al0.5CoCrFeNi was made. A density of 99.92% can be achieved by optimizing the SLM"
            " parameters with power 320 W, speed 800 mm/s, and hatch spacing of 60 µm.",
            "320 W, 800 mm/s, 60 µm",
        ),
        (
            "What is the optimal hot working condition of Al0.6CoCrFeNi?",
            "For Al0.6CoCrFeNi the optimal hot working condition of 950 °C and 10 s−1 was found.",
            "950 °C, 10 s−1",
        ),
        (
            "Which SLM settings give the densest CoCrFeNi?",
            "Al0.5CoCrFeNi was made. A density of 99.92% can be achieved by optimizing the SLM"
            " parameters with power 320 W, speed 800 mm/s, and hatch spacing of 60 µm.",
            None,
        ),
        (
            "What spraying parameters were used for the CoCrFeNi coating?",
            "With other spraying parameters the porosity of the CoCrFeNi coating was reduced, with"
            " a 22.46% higher hardness.",
            None,
        ),
    ],
)
def test_settings_are_a_list_of_amounts_behind_the_word_for_them(
    question: str, abstract: str, answer: str | None
) -> None:
    assert short(question, abstract) == answer


def test_the_sentence_with_the_settings_asked_for_is_quoted_first() -> None:
    told = (
        "SLM to fabricate the densest Al0.5CoCrFeNi from mixed powders was studied. A density of"
        " 99.92% can be achieved by optimizing parameters with power 320 W and speed 800 mm/s."
    )
    asked = "Which SLM settings give the densest Al0.5CoCrFeNi from mixed powders?"
    given = answer_extractively(asked, [hit(1, told)])
    assert given.citations[0].quote.startswith("A density")
    assert given.short == "320 W, 800 mm/s"


PHASES = (
    "The FeCrCoNiV alloy consisted of the intermetallic σ-phase matrix with a tetragonal lattice"
    " and precipitates of a disordered FCC phase. In CoCrFeNi an FCC phase and a Laves phase"
    " enriched in Co form. The films of CoCrNi display a face centered cubic solid solution (FCC)."
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What does FeCrCoNiV consist of?", None),
        ("What is the Laves phase in CoCrFeNi enriched in?", None),
        ("What crystal structure does the Laves phase in CoCrFeNi have?", None),
        ("What phase structure do CoCrNi films display?", "FCC solid solution"),
    ],
)
def test_a_phase_left_out_or_asked_about_itself_gives_no_list(
    question: str, answer: str | None
) -> None:
    assert short(question, PHASES) == answer


def test_what_a_quoted_title_names_is_not_asked_about() -> None:
    title = "According to “Hybrid effect of Sm and B4C on the hardness of CoCrFeNi composites”, "
    told = (
        "CoCrFeNi has a hardness of 321 HV after annealing. CoCrFeNi with Sm and B4C has a hardness"
        " of 439 HV."
    )
    assert short(f"{title}what is the hardness of annealed CoCrFeNi?", told) == "321 HV"


def test_a_hardness_after_annealing_is_no_bare_value_at_that_temperature() -> None:
    abstract = "After annealing at 900 °C for 1 h, the hardness of CoCrFeNi was 310 HV."
    assert short("What is the hardness of CoCrFeNi at 900 °C?", abstract) is None
    assert short("What is the hardness of CoCrFeNi annealed at 900 °C?", abstract) == "310 HV"


def test_a_value_at_room_temperature_is_none_at_cryogenic_temperature() -> None:
    abstract = "At room temperature, CoCrFeNi has a tensile strength of 613 MPa."
    asked = "What is the tensile strength of CoCrFeNi at {}?"
    assert short(asked.format("cryogenic temperature"), abstract) is None
    assert short(asked.format("room temperature"), abstract) == "613 MPa"
