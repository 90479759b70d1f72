"""Yes or no: a word only where the quotes settle it."""

from dataclasses import replace

import pytest
from hits import hit

from answer.extractive.answer import answer_extractively

PRECIPITATES = "CoCrFeNi was irradiated with Ni ions. Precipitates form in CoCrFeNi at 500 °C."
NONE_FORM = "CoCrFeNi was irradiated with Ni ions. No precipitates form in CoCrFeNi at 500 °C."
MAY_FORM = "CoCrFeNi was irradiated with Ni ions. Precipitates may form in CoCrFeNi at 500 °C."
NOT_THEY = (
    "CoCrFeNi was irradiated with Ni ions. Without stirring, precipitates form in CoCrFeNi at"
    " 500 °C."
)
SUPPRESSED = (
    "CoCrFeNi was irradiated with Ni ions. In CoCrFeNi at 500 °C precipitates that form are"
    " suppressed by stirring."
)


def short(abstract: str, question: str) -> str | None:
    return answer_extractively(question, [hit(1, abstract)]).short


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        (PRECIPITATES, "yes"),
        (NONE_FORM, "no"),
        (MAY_FORM, None),
        (NOT_THEY, None),
        (SUPPRESSED, None),
        (PRECIPITATES.replace("form in CoCrFeNi", "form in CoCrFeNi and CrMnFeCoNi"), "yes"),
        (PRECIPITATES.replace("form in CoCrFeNi", "form in CrMnFeCoNi, not in CoCrFeNi"), None),
        (PRECIPITATES + " No precipitates form in CoCrFeNi at 500 °C after a year.", None),
    ],
)
def test_yes_and_no_are_said_where_a_sentence_settles_them(
    abstract: str, expected: str | None
) -> None:
    assert short(abstract, "Do precipitates form in CoCrFeNi at 500 °C?") == expected


@pytest.mark.parametrize(
    "question",
    [
        "Do precipitates form in CoCrFeNi only at 500 °C?",
        "Do precipitates or twins form in CoCrFeNi at 500 °C?",
        "Do precipitates not form in CoCrFeNi at 500 °C?",
        "Do large precipitates form in CoCrFeNi at 500 °C?",
    ],
)
def test_a_question_that_asks_for_more_is_left_open(question: str) -> None:
    assert short(PRECIPITATES, question) is None


def test_another_number_is_no_denial() -> None:
    text = "CoCrFeNi was loaded at 5 × 10^-4 s^-1. CoCrFeNi was rolled."
    assert short(text, "Was CoCrFeNi loaded at 5 × 10−4 s−1?") in (None, "yes")
    assert short(text, "Was CoCrFeNi loaded at 3 × 10−4 s−1?") is None


COPPER = (
    "CoCrFeNiCu0.25 coatings were corroded. Cu is not oxidized during corrosion and always stays"
    " a metal, which prevents pits. The corrosion of CoCrFeNiCu0.25 coatings is slow and their"
    " copper is of interest for the oxidized layer."
)


@pytest.mark.parametrize(
    ("abstract", "question", "expected"),
    [
        (COPPER, "Is Cu oxidized when the CoCrFeNiCu0.25 coating corrodes?", "no"),
        (
            "The CoCrFeNi welds were made without cracks at 800 rpm.",
            "Do CoCrFeNi welds contain cracks?",
            "no",
        ),
        ("In CoCrFeNi no sign of etching was seen.", "Was any etching found in CoCrFeNi?", "no"),
        ("Most cracks in CoCrFeNi do not propagate.", "Do cracks propagate in CoCrFeNi?", None),
        (
            "CoCrFeNi was annealed without loss of hardness.",
            "Does annealing reduce the hardness of CoCrFeNi?",
            None,
        ),
        ("CoCrFeNi is not only hard.", "Is CoCrFeNi hard?", None),
        ("CoCrFeNi does not crack, but its coating is porous.", "Is CoCrFeNi porous?", None),
    ],
)
def test_a_clause_denies_what_stands_right_behind_its_denial(
    abstract: str, question: str, expected: str | None
) -> None:
    assert short(abstract, question) == expected


def test_what_the_title_names_goes_without_saying_unless_another_state_is_named() -> None:
    question = "Do precipitates form in irradiated CoCrFeNi?"

    def answer(sentence: str) -> str | None:
        found = hit(1, f"CoCrFeNi was studied. {sentence}")
        paper = replace(found.listed.paper, title="Irradiated CoCrFeNi")
        found = replace(found, listed=replace(found.listed, paper=paper))
        return answer_extractively(question, [found]).short

    assert answer("No precipitates form up to the highest dose.") == "no"
    assert answer("No precipitates form in the annealed samples.") is None


def titled(title: str, abstract: str, question: str) -> str | None:
    found = hit(1, abstract)
    paper = replace(found.listed.paper, title=title)
    found = replace(found, listed=replace(found.listed, paper=paper))
    return answer_extractively(question, [found]).short


@pytest.mark.parametrize(
    ("sentence", "question", "expected"),
    [
        (
            "The yield strength improves with the cooling rate.",
            "Does the yield strength of CoCrFeNi improve with the cooling rate?",
            "yes",
        ),
        (
            "The yield strength of the annealed samples improves with the cooling rate.",
            "Does the yield strength of CoCrFeNi improve with the cooling rate?",
            None,
        ),
        (
            "The addition of Mo did not change the crystal structure.",
            "Does Mo change the crystal structure of CoCrFeNi?",
            "no",
        ),
        (
            "The effect of Mo on the hardness is told by its atomic size.",
            "Does Mo have an effect on the hardness of CoCrFeNi?",
            None,
        ),
    ],
)
def test_what_the_title_names_goes_without_saying_for_yes_and_of_effects(
    sentence: str, question: str, expected: str | None
) -> None:
    assert titled("Strength of CoCrFeNi", f"CoCrFeNi was made. {sentence}", question) == expected


def test_the_sentence_that_settles_it_is_quoted_first() -> None:
    text = (
        "Precipitates may form in CoCrFeNi, and precipitates that form in CoCrFeNi could matter."
        " Whether precipitates form in CoCrFeNi was studied. In it no precipitates are seen."
    )
    given = answer_extractively("Do precipitates form in CoCrFeNi?", [hit(1, text)])
    assert given.short == "no"
    assert given.citations[0].quote == "In it no precipitates are seen."


@pytest.mark.parametrize(
    ("abstract", "question", "expected"),
    [
        (
            "Thermal exposure of CoCrFeNi leads to the formation of Cr7C3.",
            "Does Cr7C3 form in CoCrFeNi on thermal exposure?",
            "yes",
        ),
        (
            "Thermal exposure of CoCrFeNi suppresses the formation of Cr7C3.",
            "Does Cr7C3 form in CoCrFeNi on thermal exposure?",
            None,
        ),
        (
            "CoCrFeNiTi coatings by laser cladding crack on cooling.",
            "Do CoCrFeNiTi coatings made by laser cladding crack on cooling?",
            "yes",
        ),
    ],
)
def test_a_noun_of_coming_about_and_the_name_of_a_process_need_no_verb(
    abstract: str, question: str, expected: str | None
) -> None:
    assert short(abstract, question) == expected


def test_a_title_that_names_what_is_asked_does_not_say_that_it_is_so() -> None:
    said = "Fibroblasts on CoCrFeNi demonstrated an elongated morphology."
    asked = "Is CoCrFeNi cytotoxic to fibroblasts?"
    assert titled("Cytotoxicity of CoCrFeNi", said, asked) is None


@pytest.mark.parametrize(
    ("abstract", "question", "expected"),
    [
        (
            "CoCrFeNi shows one phase, whereas CoCrFeNiTi may show a Laves phase.",
            "Does CoCrFeNi show one phase?",
            "yes",
        ),
        ("Cracks are seen in CoCrFeNiZr and CoCrFeNiNb.", "Are cracks seen in CoCrFeNiZr?", "yes"),
        (
            "Cracks and pores are seen in CoCrFeNiZr and CoCrFeNiNb, respectively.",
            "Are cracks seen in CoCrFeNiNb?",
            None,
        ),
        (
            "Phase formation in CoCrFeNi was not significantly affected by adding Nb.",
            "Is phase formation in CoCrFeNi significantly affected by adding Nb?",
            "no",
        ),
        (
            "Phase formation in CoCrFeNi was not significantly affected by adding Nb.",
            "Is phase formation in CoCrFeNi affected by adding Nb?",
            None,
        ),
        (
            "The dissolved boron reduced the stacking fault energy of CoCrFeNi.",
            "Does dissolved boron reduce the stacking fault energy of CoCrFeNi?",
            "yes",
        ),
    ],
)
def test_the_part_on_the_alloy_asked_about_settles_it(
    abstract: str, question: str, expected: str | None
) -> None:
    assert short(abstract, question) == expected


def test_a_sentence_without_an_alloy_tells_of_that_of_the_title_or_the_one_before() -> None:
    on_two = "CoCrFeNi was cast. CoCrFeNiTi was cast as well. No cracks were seen."
    assert titled("Casting", on_two, "Were cracks seen in CoCrFeNi?") is None
    assert titled("Casting", on_two, "Were cracks seen in CoCrFeNiTi?") == "no"
    of_title = "CoCrFeNiTi was cast from CoCrFeNi. No cracks were seen."
    assert titled("Casting of CoCrFeNiTi", of_title, "Were cracks seen in CoCrFeNiTi?") == "no"


def test_a_finding_that_says_otherwise_is_quoted_and_leaves_it_open() -> None:
    one = hit(1, "CoCrFeNi was cast. No cracks were seen in cast CoCrFeNi.")
    two = hit(2, "CoCrFeNi was cast. Many cracks were seen in cast CoCrFeNi.")
    given = answer_extractively("Were cracks seen in cast CoCrFeNi?", [one, two])
    quotes = [cited.quote for cited in given.citations[:2]]
    assert given.short is None
    assert {quote.split()[0] for quote in quotes} == {"No", "Many"}


def test_half_of_what_is_asked_is_no_yes() -> None:
    told = "The Laves phase in CoCrFeNiNb is {} with the matrix."
    asked = "Is the Laves phase in CoCrFeNiNb coherent with the matrix?"
    assert short(told.format("coherent"), asked) == "yes"
    assert short(told.format("semi-coherent"), asked) is None
