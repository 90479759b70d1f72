"""Definitions come from defining sentences alone; without one the question is refused."""

import pytest

from answer.collected.definitions.abbreviations import long_forms
from answer.collected.definitions.define import define
from answer.collected.definitions.defining_sentences import definition_rank
from answer.question.parse import parse_question

PAPER = (
    "Printing of CoCrFeNi",
    "Laser powder bed fusion (LPBF) is an additive manufacturing technique that melts powder layer"
    " by layer. Laser powder bed fusion is a promising technique for alloys. It is new.",
    2020,
)
ENERGY = ("Faults", "Mo lowers the stacking fault energy (SFE) of CoCrFeNi.", 2021)


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        (
            "Medium-entropy alloys (MEAs) are alloys of three or four elements.",
            "medium-entropy alloy",
        ),
        ("MEAs and HEAs are defined as alloys of four or of five elements.", "MEAs"),
        ("Creep is a slow deformation process that goes on under load.", "creep"),
        ("High-entropy alloys contain at least five principal elements.", "high-entropy alloys"),
        (
            "Alloys of five elements, also known as high-entropy alloys, are new.",
            "high-entropy alloy",
        ),
        ("Sluggish diffusion refers to a slow exchange of atoms.", "sluggish diffusion"),
        ("The CoCrFeMnNi alloy, called Cantor alloy, is ductile.", "Cantor alloy"),
        (
            "Stacking fault tetrahedra, a type of vacancy cluster, form.",
            "stacking fault tetrahedra",
        ),
        (
            "Gas in a metal lowers its ductility, leading to the known phenomenon of gas"
            " embrittlement (GE).",
            "gas embrittlement",
        ),
        ("Necking represents a mode of failure of ductile metals.", "necking"),
        ("We use slip casting, in which a slurry is poured into a mould.", "slip casting"),
        ("Serration phenomena in tension (i.e., jerky flow) are seen.", "jerky flow"),
    ],
)
def test_a_sentence_with_genus_and_difference_defines(sentence, term):
    assert definition_rank(sentence, term) is not None


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("High-entropy alloys are promising materials for reactors.", "high-entropy alloy"),
        ("The creep of CoCrFeNi is a process that was studied.", "high-entropy alloy"),
        ("The hardness of high-entropy alloys is 500 HV.", "high-entropy alloy"),
        ("Creep is investigated at 700 °C.", "creep"),
        ("Creep is an important process that limits lifetimes.", "creep"),
        ("The recrystallized fraction (DRX) of creep grains fell.", "creep"),
        ("The creep rate of alloys is defined as slow.", "creep"),
    ],
)
def test_other_sentences_define_nothing(sentence, term):
    assert definition_rank(sentence, term) is None


def test_the_defining_sentence_is_quoted(corpus):
    answer = define(parse_question("What is laser powder bed fusion?"), corpus(ENERGY, PAPER))
    assert [one.quote for one in answer.citations] == [PAPER[1].split(". ")[0] + "."]
    assert answer.short is None
    assert answer.intent == "definition"


def test_an_abbreviation_is_spelled_out_as_papers_do(corpus):
    answer = define(parse_question("What does SFE stand for?"), corpus(ENERGY, PAPER))
    assert answer.short == "stacking fault energy"
    assert answer.citations[0].quote == ENERGY[1]


def test_papers_that_spell_it_otherwise_leave_the_short_answer_empty(corpus):
    other = ("Surfaces", "The surface free energy (SFE) of TiN is low.", 2020)
    answer = define(parse_question("What does SFE stand for?"), corpus(ENERGY, other))
    assert answer.short is None
    assert len(answer.citations) == 2


def test_without_a_defining_sentence_it_is_refused(corpus):
    answer = define(parse_question("What is a stacking fault energy?"), corpus(ENERGY, PAPER))
    assert not answer.answered
    assert "does not define" in answer.nearest


@pytest.mark.parametrize(
    "text", ["What is the hardness of CoCrFeNi?", "What is CoCrFeNi?", "Which alloys are ductile?"]
)
def test_what_is_no_term_is_left_to_others(corpus, text):
    assert define(parse_question(text), corpus(PAPER)) is None


def test_long_forms_hold_each_letter_in_order():
    text = "By laser powder bed fusion (LPBF), CoCrFeNi (as cast) and AM (additive manufacturing)"
    assert [form for form, *_ in long_forms(text, "LPBF")] == ["laser powder bed fusion"]
    assert [form for form, *_ in long_forms(text, "AM")] == ["additive manufacturing"]
    assert list(long_forms(text, "XRD")) == []


def test_hostile_texts_are_read_in_time():
    for text in ("creep, " * 15_000, "creep is a " * 10_000, "alloys " * 15_000 + "called creep"):
        definition_rank(text, "creep")
        list(long_forms(text + " (CREEP)", "CREEP"))


def test_terms_are_told_apart_by_a_sentence_on_both(corpus):
    both = (
        "Two classes",
        "We study MEAs and HEAs, which are defined as alloys of four or less and five or more"
        " elements.",
        2020,
    )
    one = ("One class", "HEAs are alloys composed of many elements.", 2021)
    given = define(parse_question("How are MEAs told apart from HEAs?"), corpus(one, both))
    assert given.citations[0].listed.paper.title == "Two classes"


def test_a_term_that_none_defines_is_characterised_with_a_note(corpus):
    paper = ("Pests", "Gas embrittlement degrades metals in gas. It was measured.", 2020)
    given = define(parse_question("What is gas embrittlement?"), corpus(paper))
    assert [one.quote for one in given.citations] == ["Gas embrittlement degrades metals in gas."]
    assert given.note == (
        "No abstract defines “gas embrittlement”; this is how papers characterise it."
    )


def test_what_a_study_found_characterises_nothing(corpus):
    paper = ("Pests", "Gas embrittlement occurs in CoCrFeNi at 300 °C in this study.", 2020)
    given = define(parse_question("What is gas embrittlement?"), corpus(paper))
    assert not given.answered


def test_two_sentences_that_define_a_term_together_are_quoted(corpus):
    said = "Slip casting has a long history. It is a process in which a slurry fills a mould."
    paper = ("Shapes", f"Bodies were made. {said} We fired them.", 2022)
    answer = define(parse_question("What is slip casting?"), corpus(paper))
    assert [one.quote for one in answer.citations] == [said]
    assert answer.note is None


def test_it_must_be_the_term_that_the_next_sentence_goes_on_with(corpus):
    said = "The alloy was made by slip casting at sea. It is a material that contains pores."
    answer = define(parse_question("What is slip casting?"), corpus(("Shapes", said, 2022)))
    assert not answer.answered


def test_what_a_term_is_held_to_be_is_told_with_a_note(corpus):
    said = "Grain growth is an important obstacle for nanocrystalline alloys."
    paper = ("Growth", f"{said} The grain growth was measured.", 2022)
    answer = define(parse_question("What is grain growth?"), corpus(paper))
    assert [one.quote for one in answer.citations] == [said]
    assert answer.note.startswith("No abstract defines")
