"""Values of one alloy that differ are all listed, and those of both alloys of a comparison."""

from dataclasses import replace

import pytest
from stated_papers import StatedPapers, paper

from answer.answer_question import answer_question
from answer.answers import QUOTES, Answer, Citation, Sentence
from answer.collected.one_alloy.differing_values import with_values_not_quoted
from answer.collected.one_alloy.named_sides import with_both_named
from answer.question.parse import parse_question
from builder.library.catalog import CatalogEntry

TEMPERATURES = paper(
    "temperatures",
    "Tension of CoCrFeNi",
    "As-deposited CoCrFeNi has a yield strength of 370 MPa at room temperature and a yield"
    " strength of 565 MPa at cryogenic temperature. Annealed"
    " CoCrFeNi has a yield strength of 350 MPa at 77 K.",
)
PRINTED = paper(
    "printed",
    "Printed CoCrFeNi",
    "The yield strength of CoCrFeNi is 624.5 MPa at room temperature.",
)
ALIKE = paper("alike", "CoCrNi", "The yield strength of CoCrNi is 300 MPa.")
ALIKE_TOO = paper("too", "More of CoCrNi", "The yield strength of CoCrNi is 310 MPa.")
PAPERS = StatedPapers(TEMPERATURES, PRINTED, ALIKE, ALIKE_TOO)


def ask(question: str) -> Answer:
    return answer_question(question, PAPERS, 5)


def values(given: Answer) -> set[str]:
    return {row.value.quantity.text for row in given.values.rows} if given.values else set()


def test_values_of_one_alloy_that_differ_are_all_listed() -> None:
    given = ask("What is the yield strength of CoCrFeNi?")
    assert values(given) == {"370 MPa", "565 MPa", "350 MPa", "624.5 MPa"}
    assert given.short is None
    assert "from 2 papers reach from 350 MPa to 624.5 MPa" in given.sentences[0].text


def test_a_temperature_in_words_may_be_the_one_asked_for() -> None:
    given = ask("What is the yield strength of CoCrFeNi at 77 K?")
    assert values(given) == {"565 MPa", "350 MPa"}
    assert given.short is None


@pytest.mark.parametrize(
    "question",
    [
        "What is the yield strength of CoCrNi?",  # its values are much the same
        "What is the yield strength of annealed CoCrFeNi at 77 K?",  # of one state
        "What is the yield strength of printed CoCrFeNi?",
    ],
)
def test_one_value_is_not_listed(question: str) -> None:
    assert ask(question).values is None


def test_a_comparison_that_no_paper_settles_lists_the_values_of_both() -> None:
    given = ask("Compare the yield strength of CoCrFeNi and CoCrNi")
    assert values(given) == {"370 MPa", "565 MPa", "350 MPa", "624.5 MPa", "300 MPa", "310 MPa"}
    assert given.sentences[0].text.endswith(
        "2 values of yield strength of CoCrNi from 2 papers: 300 MPa to 310 MPa."
    )


def test_sides_that_have_the_same_values_are_not_listed() -> None:
    asked = "Is the yield strength of CoCrFeNi + 4 at% Ti higher than that of CoCrFeNi?"
    assert ask(asked).values is None


DOPED = paper(
    "doped",
    "Effect of Nb on the strength of CoCrFeNi",
    "CoCrFeNi was alloyed with Nb. The Nb5 alloy showed a yield strength of 491.8 MPa.",
)
PLAIN = paper("plain", "Casting", "The yield strength of CoCrFeNi is 472 MPa.")


def quoted(listed: CatalogEntry, quote: str) -> Answer:
    assert listed.paper.abstract is not None
    start = listed.paper.abstract.text.index(quote)
    cited = Citation(1, listed, quote, start, start + len(quote))
    return Answer("Q", True, (Sentence(quote, (1,), True),), (cited,), None, QUOTES, (listed.id,))


@pytest.mark.parametrize(
    ("given", "question", "listed"),
    [
        (quoted(DOPED, "The Nb5 alloy showed"), "What is the yield strength of CoCrFeNi?", True),
        (quoted(PLAIN, "The yield strength of"), "What is the yield strength of CoCrFeNi?", False),
        (quoted(DOPED, "The Nb5 alloy"), "What is the yield strength of cast CoCrFeNi?", False),
        (quoted(DOPED, "The Nb5 alloy"), "Why is the yield strength of CoCrFeNi high?", False),
    ],
)
def test_a_sure_value_of_the_alloy_stands_in_place_of_quotes_on_others(
    given: Answer, question: str, listed: bool
) -> None:
    told = with_values_not_quoted(given, parse_question(question), StatedPapers(DOPED, PLAIN))
    assert values(told) == ({"472 MPa"} if listed else set())
    assert listed or told is given


MEA = paper(
    "mea",
    "Adding Fe to CoCrNi",
    "The corrosion of CoCrNi medium entropy alloy (MEA) and CoCrFeNi high entropy alloy (HEA) was"
    " studied. The MEA has a higher corrosion resistance than the HEA.",
)
JOINTS = paper(
    "joints",
    "Bonding of 316 steel",
    "Joints of 316 steel were bonded. The CoCrNi/316 joints have a higher strength than the"
    " CoCrFeNi/316 joints.",
)
LASER = paper(
    "laser",
    "Diffusion bonded joints of CoCrNi and CoCrFeNi",
    "The strength of the diffusion bonded joints of concentrated solutions is greater than that of"
    " laser welded joints.",
)


def quoted(*entries: CatalogEntry) -> Answer:
    """An answer that quotes the last sentence of the first paper; all are found."""
    first = entries[0]
    text = first.paper.abstract.text if first.paper.abstract else ""
    start = text.index(". ") + 2 if ". " in text else 0
    quote = Citation(1, first, text[start:], start, len(text))
    return Answer("", True, (Sentence(quote.quote, (1,), True),), (quote,), None, QUOTES, ("a",))


def test_a_comparison_of_classes_follows_the_sentence_that_names_their_alloys() -> None:
    question = parse_question("Compare the corrosion resistance of CoCrNi and CoCrFeNi.")
    given = with_both_named(quoted(MEA), question, [MEA])
    first, second = (one.quote for one in given.citations)
    assert first.startswith("The corrosion of CoCrNi")
    assert second.startswith("The MEA has a higher")
    assert [one.citations for one in given.sentences] == [(1,), (2,)]


def test_a_sentence_that_compares_both_alloys_goes_first() -> None:
    text = "Which are stronger, diffusion-bonded CoCrNi/316 joints or CoCrFeNi/316 joints?"
    given = with_both_named(quoted(LASER), parse_question(text), [LASER, JOINTS])
    assert given.citations[0].quote.startswith("The CoCrNi/316 joints have a higher strength")
    assert with_both_named(given, parse_question(text), [LASER, JOINTS]) is given
    plain = parse_question("What is the strength of CoCrFeNi joints?")
    assert with_both_named(quoted(LASER), plain, [LASER, JOINTS]).citations[0].listed is LASER


def test_a_sentence_on_each_alloy_goes_before_quotes_that_name_neither() -> None:
    one = paper("one", "Uptake", "Much hydrogen uptake was found in CoCrNi.")
    other = paper("other", "More uptake", "Hydrogen uptake of CoCrFeNi is low.")
    none = paper("none", "Traps", "Alloys were charged. Grain boundaries trap hydrogen.")
    question = parse_question("How do CoCrNi and CoCrFeNi compare in hydrogen uptake?")
    given = with_both_named(quoted(none), question, [none, one, other])
    assert {cited.listed.id for cited in given.citations[:2]} == {"one", "other"}
    assert [cited.n for cited in given.citations] == [1, 2, 3]
    assert [said.citations for said in given.sentences] == [(1,), (2,), (3,)]
    assert with_both_named(quoted(none), question, [none, one]).citations[0].listed is none


def test_a_sentence_on_other_alloys_does_not_lead_a_comparison() -> None:
    texts = (
        "The CoFeNiMn alloy oxidizes fast.",
        "Both CoCrFeNi and CoCrFeNiMn are fcc.",
        "The oxide on CoCrFeNi adheres better compared to CoCrFeNiMn.",
    )
    made = paper("oxides", "Oxidation", " ".join(texts))
    cited = tuple(Citation(n, made, text, 0, len(text)) for n, text in enumerate(texts, 1))
    said = tuple(Sentence(one.quote, (one.n,), True) for one in cited)
    given = Answer("", True, said, cited, None, QUOTES, ("oxides",))
    question = parse_question("Which oxidizes faster, CoCrFeNi or CoCrFeNiMn?")
    told = with_both_named(given, question, [made])
    assert [one.quote for one in told.citations] == [texts[2], texts[1], texts[0]]
    assert [one.n for one in told.citations] == [1, 2, 3]
    assert [(one.text, one.citations) for one in told.sentences] == [
        (texts[2], (1,)), (texts[1], (2,)), (texts[0], (3,)),
    ]  # fmt: skip
    series = replace(cited[0], quote="The hardness of CoCrFeNiX (X = Ti, Mo) is 200 and 300 HV.")
    other = replace(cited[1], quote="CoCrFeNiTi wears less than CoCrFeNiMo.")
    led = replace(given, sentences=said[:2], citations=(series, other))
    question = parse_question("Which is harder, CoCrFeNiTi or CoCrFeNiMo?")
    assert with_both_named(led, question, [made]) is led


STATES = StatedPapers(
    paper("cast", "As-cast CoCrFeNi", "The as-cast CoCrFeNi has a yield strength of 200 MPa."),
    paper("rolled", "CoCrNi", "After annealing CoCrNi has a yield strength of 900 MPa."),
)


def test_a_state_at_one_side_of_a_comparison_is_not_asked_of_the_other() -> None:
    asked = "Which has the higher yield strength, as-cast CoCrFeNi or annealed CoCrNi?"
    assert values(answer_question(asked, STATES, 5)) == {"200 MPa", "900 MPa"}
    asked = "Which has the higher yield strength, as-cast CoCrFeNi or cold-rolled CoCrNi?"
    given = answer_question(asked, STATES, 5)
    assert values(given) == {"200 MPa", "900 MPa"}
    assert "state asked for (CoCrNi: cold rolling)" in given.sentences[0].text


def test_a_fracture_strain_is_compared_with_an_elongation() -> None:
    papers = StatedPapers(
        paper("a", "CoCrFeNiCu", "CoCrFeNiCu has an elongation of 65%."),
        paper("b", "CoCrFeNiMo", "CoCrFeNiMo has a fracture strain of 96%."),
    )
    asked = "Which has the higher elongation, CoCrFeNiCu or CoCrFeNiMo?"
    assert values(answer_question(asked, papers, 5)) == {"65%", "96%"}
