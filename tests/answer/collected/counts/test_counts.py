"""Counts: papers that give a value, papers that name a subject, alloys."""

import pytest
from stated_papers import StatedPapers, paper

from answer.answer_question import answer_question
from answer.answers import Answer
from answer.collected.counts import named_subject
from builder.materials.alloys import Alloy, named_alloys

PAPERS = StatedPapers(
    paper("a", "Toughness", "The fracture toughness of CoCrFeNi is 210 MPa m^0.5.", 2019),
    paper("b", "NbTaTi", "The fracture toughness of NbTaTi was not measured; it creeps.", 2021),
    paper("c", "Creep of CoCrFeNi", "Creep of CoCrFeNi was tested at 700 °C.", 2022),
    paper("d", "Stacks", "The energy of CoCrFeNi is at fault; plates were stacked.", 2022),
    paper("e", "SFE", "The stacking fault energy of CoCrFeNi is 20 mJ/m2.", 2023),
    paper("f", "Hard", "The hardness of NbTaTi is 400 HV, that of NbMoTaW is 500 HV.", 2023),
)


def ask(text: str) -> Answer:
    return answer_question(text, PAPERS, 5)


def test_papers_with_a_value_are_counted_apart_from_those_that_name_it() -> None:
    given = ask("How many papers report fracture toughness values?")
    assert given.intent == "count"
    assert given.short == "1 paper"
    assert "1 paper gives a value of fracture toughness; 2 name it." in given.sentences[0].text


def test_papers_that_name_a_subject_are_listed_newest_first() -> None:
    given = ask("How many papers study creep?")
    assert given.short == "2 papers"
    assert [one.listed.id for one in given.citations] == ["c", "b"]
    assert all(
        one.quote in one.listed.paper.abstract.text
        for one in given.citations
        if one.listed.paper.abstract
    )


def test_words_of_a_term_that_stand_apart_are_not_the_term() -> None:
    assert ask("How many papers mention the stacking fault energy?").short == "1 paper"


def test_years_and_alloys_narrow_a_count() -> None:
    assert ask("How many papers on creep since 2022?").short == "1 paper"
    assert ask("How many papers study creep of CoCrFeNi?").short == "1 paper"


def test_alloys_are_counted_where_alloys_are_asked_for() -> None:
    assert ask("How many alloys have a hardness above 350 HV?").short == "2 alloys"


def test_papers_of_a_year_and_values_of_a_kind_of_material_are_counted() -> None:
    given = ask("How many papers were published in 2022?")
    assert given.short == "2 papers"
    assert given.sentences[0].text == "2 papers of 2022."
    assert ask("How many papers report the hardness of coatings?").short is None


def test_that_no_value_was_read_is_said_but_not_bare() -> None:
    given = ask("How many papers report creep rates?")
    assert given.short is None


def test_years_and_forms_of_material_are_no_words_to_name() -> None:
    papers = StatedPapers(
        paper("a", "Wear", "The wear of a CoCrFeNi coating was tested.", 2024),
        paper("b", "Wear", "The wear of CoCrFeNi rods was tested.", 2024),
        paper("c", "Wear", "The wear of a CoCrFeNi coating was tested.", 2020),
    )
    given = answer_question("How many abstracts study wear of coatings since 2023?", papers, 5)
    assert given.short == "1 paper"
    assert given.sentences[0].text.startswith("1 paper since 2023 names wear and coating in title")


ROUTES = StatedPapers(
    paper("a", "Cold rolling of CoCrFeNi", "CoCrFeNi was shaped by cold rolling."),
    paper("b", "Hot rolling of CoCrFeNi", "CoCrFeNi was shaped by hot rolling."),
    paper("c", "Cold spots", "A cold chamber was used, and Nb was added to CoCrFeNi."),
    paper("d", "Brazing", "Brazing of CoCrNi under helium irradiation, and its wear."),
    paper("e", "Wear", "The wear of a CoCrFeNiTa alloy was tested."),
)


@pytest.mark.parametrize(
    ("asked", "told", "count"),
    [
        ("use hot rolling or brazing", "hot rolling or brazing", 2),
        ("mention cold or hot rolling", "cold rolling or hot rolling", 2),
        ("study cold rolling, brazing or wear", "cold rolling or brazing or wear", 3),
        ("study brazing and wear", "brazing and wear", 1),
        ("deal with hot rolling or helium irradiation", "hot rolling or helium irradiation", 2),
    ],
)
def test_of_things_joined_by_or_a_paper_names_one_at_least(
    asked: str, told: str, count: int
) -> None:
    given = answer_question(f"How many papers {asked}?", ROUTES, 5)
    assert given.short == f"{count} paper{'s' * (count > 1)}"
    assert f"{told} in title or abstract" in given.sentences[0].text


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("add Nb or Ta to CoCrFeNi", 2),
        ("add Ta to CoCrFeNi", 1),
        ("study CoCrFeNi-based alloys", 4),
    ],
)
def test_papers_on_alloys_with_an_element_are_counted(asked: str, count: int) -> None:
    given = answer_question(f"How many papers {asked}?", ROUTES, 5)
    assert given.short == f"{count} paper{'s' * (count > 1)}"


def test_an_abbreviation_is_no_element() -> None:
    papers = StatedPapers(
        paper("a", "Bubbles", "CoCrNi was put under helium irradiation."),
        paper("b", "Hydrogen", "Hydrogen embrittlement (HE) of CoCrNi follows irradiation."),
    )
    given = answer_question("How many papers use helium irradiation?", papers, 5)
    assert given.short == "1 paper"


METHODS = StatedPapers(
    paper("a", "A", "Molecular dynamics was used on CoCrFeNi.", 2019),
    paper("b", "B", "Ab initio molecular dynamics simulations of CoCrFeNi were done.", 2020),
    paper("c", "C", "CoCrFeNi was joined by friction stir welding and processed.", 2021),
    paper("d", "D", "Friction stir processing of CoCrFeNi by a process with TiC particles.", 2021),
    paper(
        "e",
        "E",
        "CoCrFeNi corrodes in 3.5% NaCl, and particles were seen. Corrosion is slow.",
        2022,
    ),
    paper("f", "F", "Corrosion of CoCrFeNi was tested in 0.1 M HCl at 1073 K.", 2022),
    paper("g", "G", "Eutectic high-entropy alloys were cast at 800 °C.", 2023),
)


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("How many papers report molecular dynamics simulations?", "2 papers"),
        ("How many papers study friction stir welding or processing?", "2 papers"),
        ("How many papers study corrosion in 3.5 wt% NaCl solution?", "1 paper"),
        ("How many papers deal with TiC particles?", "1 paper"),
        ("How many papers report tests at 800 °C?", "2 papers"),
        ("How many papers study eutectic alloys?", "1 paper"),
    ],
)
def test_nouns_of_a_term_count_for_nothing_and_conditions_and_compounds_count(
    question: str, count: str
) -> None:
    assert answer_question(question, METHODS, 5).short == count


def test_that_no_paper_names_it_is_a_refusal() -> None:
    given = ask("How many papers report fatigue tests?")
    assert not given.answered
    assert given.nearest == "No paper names fatigue test in title or abstract."


def test_a_symbol_of_a_property_is_no_element_and_a_thin_film_no_coating() -> None:
    papers = StatedPapers(
        paper("gas", "Hydrogen in CoCrFeNi", "CoCrFeNi was charged with hydrogen."),
        paper("ratio", "CoCrFeNi layers", "The hardness H and H/E of the coating are high."),
        paper("film", "CoCrFeNi thin films", "Thin films of CoCrFeNi were grown."),
        paper("passive", "Passivity", "A thin layer grows below the passive film of CoCrFeNi."),
    )
    assert answer_question("How many papers are about hydrogen?", papers, 5).short == "1 paper"
    assert answer_question("How many papers are about thin films?", papers, 5).short == "1 paper"


def test_a_term_is_not_counted_by_a_stem_that_it_shares() -> None:
    papers = StatedPapers(
        paper("a", "Oxidation of CoCrFeNi", "The oxidation of CoCrFeNi was measured."),
        paper("b", "Oxides in CoCrFeNi", "Oxides were mixed with CoCrFeNi."),
    )
    assert answer_question("How many papers study oxidation?", papers, 5).short == "1 paper"


def test_formulas_are_read_only_where_the_element_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def named(text: str) -> tuple[Alloy, ...]:
        read.append(text)
        return named_alloys(text)

    monkeypatch.setattr(named_subject, "named_alloys", named)
    papers = StatedPapers(
        paper("hf", "CoCrFeNiHf", "CoCrFeNiHf was cast."),
        paper("other", "CoCrFeNiNb", "CoCrFeNiNb was cast."),
    )
    assert answer_question("How many papers study alloys with Hf?", papers, 5).short == "1 paper"
    assert not any("CoCrFeNiNb" in text for text in read)


def test_alloys_with_an_element_are_counted_by_their_formulas() -> None:
    given = ask("How many alloys contain niobium?")
    assert given.intent == "count" and given.short is None
    assert "2 papers name an alloy of Nb" in given.sentences[0].text
    assert "2 formulas of such an alloy: NbTaTi, NbMoTaW." in given.sentences[0].text


GRAINS = StatedPapers(
    paper("hall", "Fine grains", "The hardness of CoCrFeNi follows the Hall–Petch relationship."),
    paper("fine", "Finer grains", "Fine-grain strengthening makes CoCrFeNi hard."),
    paper("added", "CoCrFeNi and more", "The CoCrFeNi alloy, to which Pd has been added, is hard."),
    paper("formula", "CoCrFeNiPd", "CoCrFeNiPd is magnetic."),
    paper("foil", "Joints of CoCrFeNi", "CoCrFeNi was brazed with an AuPdNi foil."),
)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("How many papers mention the Hall-Petch relation?", "1 paper"),
        ("How many papers mention grain-boundary strengthening?", "2 papers"),
        ("How many papers study CoCrFeNi with Pd?", "2 papers"),
    ],
)
def test_a_law_is_counted_by_its_name_and_an_element_where_it_is_added(
    asked: str, count: str
) -> None:
    assert answer_question(asked, GRAINS, 5).short == count


def test_an_alloy_with_amounts_is_counted_by_its_composition_in_any_order() -> None:
    papers = StatedPapers(
        paper("a", "Ageing", "(CoCrFeNi)94Ti2Al4 was aged.", 2021),
        paper("b", "Ageing", "The alloy (CoCrFeNi)94Al4Ti2 was aged.", 2022),
        paper("c", "Ageing", "(CoCrFeNi)94Al3Ti3 was aged.", 2023),
        paper("d", "Ageing", "(CoCrFeNi)94Ti1.5Al4.5 was aged.", 2023),
        paper("e", "Ageing", "AlTiCoCrFeNi was aged.", 2023),
    )
    given = answer_question("How many papers study (CoCrFeNi)94Ti2Al4?", papers, 5)
    assert given.short == "2 papers"
    assert {one.listed.id for one in given.citations} == {"a", "b"}


def test_alloys_of_one_metal_are_none_that_hold_it_beside_others() -> None:
    papers = StatedPapers(
        paper("a", "Welding", "CoCrFeNi was welded to a titanium alloy.", 2021),
        paper("b", "CoCrFeNiTi", "Titanium was added to CoCrFeNi.", 2022),
    )
    given = answer_question("How many papers deal with titanium alloys?", papers, 5)
    assert given.sentences[0].text == "1 paper names titanium alloys in title or abstract."
    given = answer_question("How many papers study alloys with titanium?", papers, 5)
    assert given.short == "1 paper"
    assert [one.listed.id for one in given.citations] == ["b"]


def test_ions_are_counted_with_their_charges() -> None:
    papers = StatedPapers(
        paper("a", "Spots", "CoCrFeNi was irradiated by 40 keV He2+ and 280 keV Kr14+ ions.", 2021),
        paper("b", "Bubbles", "CoCrFeNi was irradiated with helium ions.", 2022),
        paper("c", "Loops", "CoCrFeNi was irradiated with He ions, then with Kr+ ions.", 2023),
        paper("d", "Films", "CoCrFeNi was irradiated with Ni2+ ions.", 2024),
    )
    given = answer_question("How many papers irradiated their alloys with helium ions?", papers, 5)
    assert {one.listed.id for one in given.citations} == {"a", "b", "c"}
    given = answer_question("How many papers irradiated their alloys with krypton ions?", papers, 5)
    assert {one.listed.id for one in given.citations} == {"a", "c"}
