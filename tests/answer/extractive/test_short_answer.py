"""The bare answer, as it is read out of quotes of one paper."""

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
