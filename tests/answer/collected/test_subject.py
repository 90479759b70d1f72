"""What a question over papers is about."""

from dataclasses import replace

import pytest
from hits import hit

from answer.answers import QUOTES, Answer, Citation, Sentence
from answer.collected.paper_text import read_paper
from answer.collected.subject import find_subject, main_alloys, without_other_matters
from answer.question.parse import parse_question


@pytest.mark.parametrize(
    ("text", "core", "beside"),
    [
        ("What is known about creep of CoCrFeNi?", ["creep"], []),
        ("How do high-entropy alloys behave under shock loading?", ["shock loading"], []),
        (
            "What is known about brazing and diffusion bonding?",
            ["brazing or diffusion bonding"],
            [],
        ),
        ("What is the effect of Mo on the wear of CoCrFeNi?", ["wear"], ["mo"]),
        ("What was reported on corrosion of HEAs in 2022?", ["corrosion"], []),
        ("How can the ductility of HEAs be improved?", ["ductility"], []),
        ("What was reported on Al0.3CoCrFeNi in 2019?", [], []),
        ("What is known on joining CoCrFeNi?", ["joining"], []),
        ("Which papers study TiC in CoCrFeNi alloys or coatings?", ["TiC"], []),
        ("Which papers study TiC in CoCrFeNi coatings and bulk alloys?", ["TiC"], []),
        ("Which papers study TiC in CoCrFeNi coatings?", ["coating"], ["TiC"]),
        (
            "Which alloys are catalysts for water splitting or seawater electrolysis?",
            ["catalysts", "water splitting or seawater electrolysis"],
            [],
        ),
    ],
)
def test_the_words_of_asking_are_no_subject(text, core, beside):
    subject = find_subject(parse_question(text))
    assert [concept.name for concept in subject.core] == core
    assert [concept.name for concept in subject.beside] == beside


def test_a_compound_is_no_element() -> None:
    subject = find_subject(parse_question("How does silicon carbide change the wear of CoCrFeNi?"))
    assert {one.name for one in subject.concepts} == {"silicon carbide", "wear"}
    assert not any(one.element for one in subject.concepts)


NAMED = "The yield strength of NbMoTaW is 1058 MPa."
UNNAMED = "Both have a single body-centered cubic phase."


@pytest.mark.parametrize(
    ("text", "title", "quotes", "kept"),
    [
        ("What is known about NbMoTaW?", "NbMoTaW and VNbMoTaW", [UNNAMED, NAMED], [NAMED]),
        ("What is known about NbMoTaW?", "Refractory alloys", [UNNAMED, NAMED], [NAMED]),
        ("What is known about NbMoTaW?", "Heat and NbMoTaW", [UNNAMED, NAMED], [UNNAMED, NAMED]),
        ("What is known about NbMoTaW?", "Refractory alloys", [UNNAMED], [UNNAMED]),
        ("Which phases does NbMoTaW have?", "", [UNNAMED, NAMED], [UNNAMED, NAMED]),
        ("What is known about the phases of NbMoTaW?", "", [UNNAMED, NAMED], [UNNAMED, NAMED]),
    ],
)
def test_of_an_alloy_alone_quotes_of_it_are_kept(text, title, quotes, kept) -> None:
    cited = []
    for n, quote in enumerate(quotes, start=1):
        listed = hit(1, quote).listed
        listed = replace(listed, paper=replace(listed.paper, title=title))
        cited.append(Citation(n, listed, quote, 0, len(quote)))
    said = tuple(Sentence(one.quote, (one.n,), True) for one in cited)
    given = Answer(text, True, said, tuple(cited), None, QUOTES, ())
    found = without_other_matters(given, parse_question(text))
    assert [one.quote for one in found.citations] == kept
    assert [one.citations for one in found.sentences] == [(n,) for n in range(1, len(kept) + 1)]


@pytest.mark.parametrize(
    ("asked", "text", "names"),
    [
        ("catalysts for hydrogen or oxygen evolution", "CoCrFeNi is a catalyst.", True),
        ("catalysts for hydrogen or oxygen evolution", "CoCrFeNi embrittles by hydrogen.", False),
        ("machinability", "The cutting speed was varied.", True),
        ("machinability", "Machine learning was used on alloys in a machine.", False),
        ("yttrium or Y2O3 in CoCrFeNi", "CoCrFeNi holds 1 wt% Y2O3.", True),
        ("yttrium or Y2O3 in CoCrFeNi", "Yttrium was added.", True),
        ("yttrium or Y2O3 in CoCrFeNi", "The force in Y and Z directions is low.", False),
        ("electro-deoxidation or from molten salts", "It was made in a molten salt.", True),
        ("electro-deoxidation or from molten salts", "It was made by electro-deoxidation.", True),
        ("single crystals of CoCrFeNi", "Diffusion in single-crystalline CoCrFeNi is fast.", True),
        ("tests by a split Hopkinson bar", "It was tested by a split Hopkinson bar.", True),
        ("tests by a split Hopkinson bar", "Shock compression was simulated.", False),
        ("shock loading", "It was tested by a split Hopkinson bar.", True),
        ("strain rate sensitivity", "A strain-rate effect is seen.", True),
        ("CoCrFeNi with Hf or Zr", "Zr was added to it.", True),
        ("CoCrFeNi with Hf or Zr", "CoCrFeNiHf0.4 was cast.", True),
        ("CoCrFeNi with Hf and Zr", "CoCrFeNiHf0.4 was cast.", False),
        ("in-situ alloying of CoCrFeNi", "In-situ alloying of powders works.", True),
        ("in-situ alloying of CoCrFeNi", "In-situ diffraction was used.", False),
        ("CoCrFeNi beside 304 or 316L stainless steel", "It beats SS304.", True),
        ("CoCrFeNi beside 304 or 316L stainless steel", "It beats 316 L steel.", True),
        ("CoCrFeNi beside 304 or 316L stainless steel", "Its stress is 304 MPa.", False),
        ("milling of CoCrFeNi as workpieces", "The micro-milling of alloys was studied.", True),
        ("milling of CoCrFeNi as workpieces", "Powder was made by ball milling.", False),
    ],
)
def test_a_subject_is_named_in_its_own_words(asked, text, names) -> None:
    subject = find_subject(parse_question(f"Which papers study {asked}?"))
    paper = read_paper(hit(1, text).listed)
    assert all(one.is_in(paper) for one in subject.concepts) == names


@pytest.mark.parametrize(
    ("title", "abstract", "found"),
    [
        ("Ions in CoCrFeNi alloys", "We aged (CoCrFeNi)94Ti2Al4.", ["(CoCrFeNi)94Ti2Al4"]),
        (
            "Ions in alloys",
            "We aged CoCrNi, CoCrNi and (CoCrFeNi)94Ti2Al4.",
            ["(CoCrFeNi)94Ti2Al4"],
        ),
        ("Ions in CoCrFeNiMn", "We compare with (CoCrFeNi)94Ti2Al4.", []),
    ],
)
def test_a_title_may_name_no_more_than_the_base_of_its_alloys(title, abstract, found) -> None:
    subject = find_subject(parse_question("What is known about ions in (CoCrFeNi)94Ti2Al4?"))
    listed = hit(1, abstract).listed
    paper = read_paper(replace(listed, paper=replace(listed.paper, title=title)))
    assert [one.text for one in main_alloys(subject, paper)] == found
