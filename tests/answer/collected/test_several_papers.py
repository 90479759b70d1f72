"""Answers from several papers: one finding each, about the subject, grouped by what they claim."""

from dataclasses import replace

import pytest

from answer.collected import several_papers
from answer.collected.paper_text import read_paper
from answer.collected.several_papers import answer_broadly
from answer.question.intent import ALL_YEARS, Years
from answer.question.parse import parse_question

CREEP_A = (
    "Creep of CoCrFeNiMo0.2 at 650 °C",
    "Creep is a concern in power plants. The creep of CoCrFeNiMo0.2 was measured at 650 °C."
    " Dislocation climb controls the creep of CoCrFeNiMo0.2 at low stress."
    " These findings provide guidance for further studies of creep.",
    2021,
)
CREEP_B = (
    "Creep behaviour of CoCrFeNi with yttria",
    "Much work has been done on dispersoids. In this work, CoCrFeNi with yttria was crept at"
    " 700 °C. Yttria particles lower the creep rate of CoCrFeNi by a factor of ten."
    " It is attributed to pinning.",
    2024,
)
PASSING = (
    "Hardness of CoCrFeNi films",
    "Films were sputtered. Their hardness reaches 9 GPa, which matters where creep does not occur"
    " in CoCrFeNi.",
    2023,
)
BACKWARD = (
    "Creep of CoCrFeNiTi under load",
    "The creep of CoCrFeNiTi was studied by us. It leads to lower creep rates than expected.",
    2022,
)


def broad(text, papers, intent="broad", **how):
    return answer_broadly(replace(parse_question(text), intent=intent, **how), papers)


def test_each_paper_about_the_subject_gives_one_finding(corpus):
    papers = corpus(PASSING, CREEP_A, CREEP_B)
    answer = broad("What is known about creep of CoCrFeNi?", papers)
    assert {citation.quote for citation in answer.citations} == {
        "Dislocation climb controls the creep of CoCrFeNiMo0.2 at low stress.",
        "Yttria particles lower the creep rate of CoCrFeNi by a factor of ten.",
    }
    for one in answer.citations:
        assert one.listed.paper.abstract.text[one.start : one.end] == one.quote
    assert {group.heading for group in answer.groups} == {"CoCrFeNiMo0.2", "CoCrFeNi"}
    assert answer.short is None


def test_of_an_alloy_alone_each_sentence_names_it_and_its_doped_forms_come_last(corpus):
    doped = (
        "Oxidation of Al8(CoCrFeNi)92",
        "Al8(CoCrFeNi)92 reaches a parabolic law of growth at 1050 °C, and the oxide is dense.",
        2016,
    )
    tension = (
        "CoCrFeNi and CoCrFeMnNi in tension",
        "Both were cast. Adding manganese raises the yield strength by 17% to 230 MPa. As cast,"
        " CoCrFeNi exhibits an elongation of 60%.",
        2022,
    )
    answer = broad("What is known about CoCrFeNi?", corpus(doped, tension, CREEP_B))
    assert [citation.quote for citation in answer.citations] == [
        "As cast, CoCrFeNi exhibits an elongation of 60%.",
        "Yttria particles lower the creep rate of CoCrFeNi by a factor of ten.",
        doped[1],
    ]


def test_a_paper_without_a_finding_of_its_own_tells_what_it_studied(corpus):
    answer = broad("What is known about creep of CoCrFeNi?", corpus(BACKWARD, CREEP_B))
    assert [citation.quote for citation in answer.citations] == [
        "Yttria particles lower the creep rate of CoCrFeNi by a factor of ten.",
        "The creep of CoCrFeNiTi was studied by us.",
    ]


def test_papers_that_name_the_subject_otherwise_are_found_beside_those_of_the_search(corpus):
    spalled = (
        "Spall strength of CoCrFeNi",
        "CoCrFeNi was hit by flyer plates. Twins raise the spall strength of CoCrFeNi to 3 GPa.",
        2020,
    )
    driven = (
        "Adiabatic shear of CoCrFeNi bars",
        "Bars were compressed. Adiabatic shear bands form in CoCrFeNi beyond a strain of 0.4.",
        2021,
    )
    papers = corpus(spalled, driven)
    papers.search = lambda question, k, years: []
    answer = broad("How does CoCrFeNi respond to shock and impact?", papers, intent="effect")
    assert {one.listed.paper.title for one in answer.citations} == {spalled[0], driven[0]}


def test_an_element_that_is_another_material_is_no_addition(corpus):
    doped = (
        "Effect of copper on CoCrFeNi",
        "Copper was added to CoCrFeNi. Copper addition raises the ductility of CoCrFeNi.",
        2020,
    )
    richer = (
        "CoCrFeNiCux alloys",
        "CoCrFeNiCux alloys were cast. A second fcc phase forms in CoCrFeNiCux beyond x = 0.5.",
        2021,
    )
    brake = (
        "CoCrFeNi particles in copper-based brakes",
        "Brakes were sintered. Particles of CoCrFeNi lower the wear of copper-based brakes.",
        2022,
    )
    answer = broad("How does copper change CoCrFeNi?", corpus(brake, richer, doped), "effect")
    assert [one.listed.paper.title for one in answer.citations] == [doped[0], richer[0]]


def test_making_from_oxides_is_no_oxidation(corpus):
    reduced = (
        "CoCrFeNi by electro-deoxidation of oxides",
        "Oxides were pressed. CoCrFeNi was prepared from the mixed oxides by electrolysis at 900"
        " °C.",
        2020,
    )
    milled = (
        "Oxide-derived CoCrFeNi powder",
        "Powders were milled. Hydrogen reduction of oxides gives CoCrFeNi without any residue.",
        2021,
    )
    scaled = (
        "Oxidation of CoCrFeNi in air",
        "Coupons were held in air. The oxides of CoCrFeNi protect it and the oxide scale is thin.",
        2022,
    )
    answer = broad(
        "Which ways of making CoCrFeNi from oxides or salts are there?",
        corpus(scaled, reduced, milled),
    )
    assert {one.listed.paper.title for one in answer.citations} == {reduced[0], milled[0]}


def test_no_paper_of_the_years_is_refused_with_the_years_there_are(corpus):
    answer = broad(
        "What was published on creep before 2010?",
        corpus(CREEP_A, CREEP_B),
        years=Years(None, 2009),
    )
    assert not answer.answered
    assert "2021 to 2024" in answer.nearest


def test_one_paper_is_left_to_the_answer_of_one_paper(corpus):
    assert broad("What is known about creep of CoCrFeNi?", corpus(CREEP_A, PASSING)) is None


def test_papers_of_other_alloys_are_left_out(corpus):
    papers = corpus(CREEP_A, CREEP_B)
    assert broad("What is known about creep of AlCoCrFeNi2.1?", papers) is None
    assert broad("What is known about creep of HfNbTaTiZr?", papers) is None


def test_years_bound_the_papers_and_sort_them(corpus):
    newer = (CREEP_A[0] + " again", CREEP_A[1].replace("climb", "glide and recovery in time"), 2025)
    papers = corpus(CREEP_A, CREEP_B, newer)
    answer = broad("What was published on creep since 2024?", papers, years=Years(2024, None))
    assert [one.listed.paper.year for one in answer.citations] == [2025, 2024]


def test_of_a_span_of_years_one_paper_is_enough(corpus):
    answer = broad(
        "Anything new on creep in 2024?",
        corpus(CREEP_A, CREEP_B, PASSING),
        years=Years(2024, 2024),
    )
    assert [one.listed.paper.year for one in answer.citations] == [2024]


def test_copies_of_a_sentence_are_quoted_once(corpus):
    copy = ("Creep of CoCrFeNiMo0.2 revisited", CREEP_A[1], 2022)
    answer = broad("What is known about creep of CoCrFeNi?", corpus(CREEP_A, copy, CREEP_B))
    assert len(answer.citations) == 2


RAISES = (
    "Corrosion of AlxCoCrFeNi in brine",
    "AlxCoCrFeNi was cast. In brine, the corrosion resistance of AlxCoCrFeNi increases with Al.",
    2020,
)
LOWERS = (
    "Corrosion of AlxCoCrFeNi in acid",
    "AlxCoCrFeNi was cast. Adding Al deteriorates the corrosion resistance of AlxCoCrFeNi in acid.",
    2021,
)


def test_papers_that_claim_opposite_effects_are_told_to_differ(corpus):
    question = "How does Al affect the corrosion resistance of AlxCoCrFeNi?"
    answer = broad(question, corpus(RAISES, LOWERS), "effect")
    assert answer.differ
    assert {group.heading for group in answer.groups} == {
        "higher corrosion resistance",
        "lower corrosion resistance",
    }
    alike = corpus(RAISES, (RAISES[0] + " 2", "We cast it. " + LOWERS[1].replace("det", "no d"), 1))
    assert not broad(question, alike, "effect").differ


def test_what_was_made_may_be_told_by_a_sentence_on_methods(corpus):
    one = ("Films of CoCrFeNi", "CoCrFeNi films were deposited by magnetron sputtering.", 2020)
    two = ("Films of CoCrNi", "In this study, CoCrNi was prepared by magnetron sputtering.", 2021)
    answer = broad("Which alloys were made by magnetron sputtering?", corpus(one, two), "set")
    assert {group.heading for group in answer.groups} == {"CoCrFeNi", "CoCrNi"}


def test_methods_are_grouped_by_the_method(corpus):
    one = (
        "Fine",
        "Nanocrystalline CoCrFeNi was made by high-pressure torsion.",
        2020,
    )
    two = (
        "Finer",
        "Nanocrystalline CoCrFeNi was prepared by mechanical alloying.",
        2021,
    )
    question = "Which methods were used to make nanocrystalline CoCrFeNi?"
    answer = broad(question, corpus(one, two), "method")
    assert {group.heading for group in answer.groups} == {
        "high-pressure torsion",
        "mechanical alloying",
    }


def test_conditions_must_be_stated_by_the_paper(corpus):
    papers = corpus(CREEP_A, CREEP_B)
    assert broad("What is known about creep of CoCrFeNi at 500 °C?", papers) is None


@pytest.mark.parametrize(
    "text", ["Which HEAs do not creep?", "Which HEAs have a creep strength above 100 MPa?"]
)
def test_bounds_and_negations_are_not_met_by_naming_the_subject(corpus, text):
    assert broad(text, corpus(CREEP_A, CREEP_B), "set") is None


def test_what_is_found_on_an_alloy_need_not_name_how_the_title_says_it_was_made(corpus):
    one = ("Laser cladding of CoCrFeNi", "The hardness of CoCrFeNi reaches 300 HV.", 2020)
    two = ("Laser-clad CoCrNi", "The wear rate of CoCrNi drops by a factor of three.", 2021)
    notice = ("Corrigendum to “Laser-clad CoCrNi films”", "The right figure is given below.", 2021)
    answer = broad("What is known about laser cladding of HEAs?", corpus(notice, one, two))
    assert [citation.quote for citation in answer.citations] == [one[1], two[1]]


def test_findings_in_passing_are_quoted_only_where_few_papers_are_about_the_subject(corpus):
    aside = ("Wear of AlCoCrFeNi", "The wear of AlCoCrFeNi is lowered as creep improves.", 2020)
    more = [(f"{CREEP_B[0]} {n}", f"Creep of alloy {n * 'very '}slows.", 2020) for n in (4, 9, 20)]
    question = "What is known about creep?"
    few = broad(question, corpus(aside, CREEP_A, CREEP_B))
    assert aside[1] in [citation.quote for citation in few.citations]
    many = broad(question, corpus(aside, CREEP_A, CREEP_B, *more))
    assert aside[1] not in [citation.quote for citation in many.citations]


def test_a_subject_that_no_paper_names_is_refused(corpus):
    papers = corpus(CREEP_A, CREEP_B)
    answer = broad("What is known about magnetostriction of alloys?", papers)
    assert not answer.answered
    assert answer.nearest == "No abstract names “magnetostriction”."
    assert broad("What is known about yttria in alloys?", papers) is None


def test_causes_are_quoted_where_it_is_asked_what_governs_something(corpus):
    first = "Creep of CoCrFeNiTi fell by half in the last test."
    cause = "Creep of CoCrFeNiTi decreased due to pinning by carbides."
    paper = ("Creep of CoCrFeNiTi", f"We crept CoCrFeNiTi. {first} {cause}", 2022)
    answer = broad("What governs creep of CoCrFeNi alloys?", corpus(CREEP_B, paper))
    assert cause in [citation.quote for citation in answer.citations]


@pytest.mark.parametrize(
    "text",
    [
        "creep of CoCrFeNi, papers from 2020 onwards",
        "creep of CoCrFeNi, what was published in 2021, 2022, 2023 or 2024?",
        "what appeared on the creep of CoCrFeNi since 2020?",
    ],
)
def test_words_of_time_are_no_subject(corpus, text):
    parsed = parse_question(text)
    assert parsed.intent == "broad"
    answer = answer_broadly(parsed, corpus(CREEP_A, CREEP_B))
    assert {one.listed.paper.year for one in answer.citations} == {2021, 2024}


def test_of_some_years_a_paper_without_a_finding_is_listed_too(corpus):
    silent = (
        "Creep of CoCrFeNi by nanoindentation",
        "A Berkovich tip was used for the nanoindentation of CoCrFeNi with holds of an hour.",
        2022,
    )
    question = "creep of CoCrFeNi, papers since 2022"
    answer = answer_broadly(parse_question(question), corpus(silent, CREEP_B))
    assert {one.listed.paper.year for one in answer.citations} == {2022, 2024}


def test_of_some_years_a_paper_that_aims_at_the_subject_is_listed_too(corpus):
    aiming = (
        "CoCrFeNi under load",
        "In this study, we investigated the creep of CoCrFeNi. Voids were seen by microscopy.",
        2023,
    )
    question = "creep of CoCrFeNi, papers since 2022"
    answer = answer_broadly(parse_question(question), corpus(aiming, CREEP_B))
    assert {one.listed.paper.year for one in answer.citations} == {2023, 2024}


def test_what_another_element_does_is_left_out(corpus):
    by_copper = (
        "CoCrFeNi and AlCoCrFeNi with copper",
        "The hardness of CoCrFeNi and AlCoCrFeNi was lowered by the addition of 5 wt.% Cu.",
        2021,
    )
    rods = ("Al in CoCrFeNi rods", "The addition of Al increased the hardness of the rods.", 2022)
    films = (
        "Al added to sputtered CoCrFeNi",
        "It was found that Al increased the hardness of films two-fold, while stress fell.",
        2023,
    )
    question = "What does adding Al do to the hardness of CoCrFeNi?"
    answer = answer_broadly(parse_question(question), corpus(by_copper, rods, films))
    assert len(answer.citations) == 2
    assert all("Al increased" in one.quote for one in answer.citations)


def test_papers_of_another_medium_or_addition_tell_nothing_of_a_nonmetal_that_is_added(corpus):
    cooled = (
        "Wear of CoCrFeNi cooled by nitrogen",
        "Cooling by liquid nitrogen increased the wear of CoCrFeNi two-fold.",
        2020,
    )
    carbon = (
        "Wear of carbon-doped CoCrFeNi",
        "It was found that doping with carbon reduced the wear of CoCrFeNi under nitrogen.",
        2021,
    )
    doped = (
        "Wear of nitrogen-doped CoCrFeNi",
        "It was found that nitrogen doping reduced the wear of CoCrFeNi by half.",
        2022,
    )
    added = (
        "Wear of CoCrFeNi with nitrogen additions",
        "The addition of nitrogen increased the wear of CoCrFeNi coatings by a tenth.",
        2023,
    )
    question = "What does nitrogen doping do to the wear of CoCrFeNi?"
    answer = answer_broadly(parse_question(question), corpus(cooled, carbon, doped, added))
    assert {one.listed.paper.year for one in answer.citations} == {2022, 2023}


def test_of_a_list_it_is_told_how_many_papers_there_are(corpus):
    crept = [
        (
            f"Creep of CoCrFeNi made {way}",
            f"Creep of CoCrFeNi made {way} is {n} times slower.",
            2020,
        )
        for n, way in enumerate(
            [
                "by hand",
                "in air",
                "of wire",
                "from ore",
                "on rolls",
                "in oil",
                "by arcs",
                "of dust",
                "in moulds",
                "from scrap",
                "on belts",
                "by beams",
            ],
            start=2,
        )
    ]
    answer = broad("Which papers study creep?", corpus(*crept), "set")
    assert len(answer.citations) == 12
    assert answer.note == "12 papers."
    passing = ("Hardness of CoCrFeNi", "Where creep is a concern, CoCrFeNi is hard.", 2020)
    few = broad("Which papers study creep?", corpus(*crept[:3], passing), "set")
    assert few.note == "3 papers. In all, 4 papers name creep in title or abstract."


SIGMA = (
    "CoCrFeNiMo cast",
    "CoCrFeNiMo was cast. A sigma phase formed in CoCrFeNiMo between the dendrites.",
    2020,
)
NO_SIGMA = ("CoCrFeNi cast", "CoCrFeNi was cast. No sigma phase formed in CoCrFeNi at all.", 2021)
SAID_BEFORE = (
    "CoCrFeNiV cast",
    "The sigma phase is known to be brittle. In this work, CoCrFeNiV was cast. It was dense.",
    2022,
)


SIGMA_TOO = (
    "CoCrFeNiMoW cast",
    "CoCrFeNiMoW was cast. It was attributed to these two and a sigma phase in CoCrFeNiMoW.",
    2023,
)


def test_alloys_of_a_phase_are_those_whose_paper_found_it(corpus):
    answer = broad(
        "In which alloys was the sigma phase found?",
        corpus(SIGMA, NO_SIGMA, SAID_BEFORE, SIGMA_TOO),
        "set",
    )
    assert [one.listed.paper.title for one in answer.citations] == [
        "CoCrFeNiMo cast",
        "CoCrFeNiMoW cast",
    ]


def test_a_phase_by_its_letter_is_named_before_the_noun_of_another_one(corpus):
    mixed = ("CoCrFeNiTi cast", "CoCrFeNiTi was cast. In CoCrFeNiTi σ and η phases formed.", 2023)
    stress = ("CoCrFeNiW drawn", "CoCrFeNiW was drawn. In CoCrFeNiW σ = 900 MPa was reached.", 2024)
    answer = broad(
        "In which alloys was the sigma phase found?", corpus(SIGMA, mixed, stress), "set"
    )
    assert len(answer.citations) == 2


def test_a_paper_may_state_a_temperature_for_one_in_words(corpus):
    hot = ("Oxidation of CoCrFeNi", "The oxidation of CoCrFeNi at 1050 °C gives chromia.", 2020)
    warm = ("Oxidation of CoCrFeNiAl", "Oxidation at high temperature thins CoCrFeNiAl.", 2021)
    cold = ("Oxidation of CoCrFeNiMn", "The oxidation of CoCrFeNiMn in water is slow.", 2022)
    answer = broad(
        "Which papers study the oxidation of CoCrFeNi at high temperature?",
        corpus(hot, warm, cold),
        "set",
    )
    assert {one.listed.paper.title for one in answer.citations} == {hot[0], warm[0]}


def test_either_of_two_subjects_by_their_own_names_will_do(corpus):
    one = ("Cavitation of CoCrFeNi", "The cavitation of CoCrFeNi was studied in water.", 2020)
    other = ("Slurry erosion of CoCrFeNi", "The slurry erosion of CoCrFeNi was studied.", 2021)
    answer = broad("Which papers study cavitation or slurry erosion?", corpus(one, other), "set")
    assert len(answer.citations) == 2


def test_alloys_with_an_element_are_found_by_their_formulas(corpus):
    class Unfound(corpus):
        def search(self, question, k, years=ALL_YEARS):
            return self.hits[:1]

    named = ("Effect of hafnium on CoCrFeNi", "Hafnium was added to CoCrFeNi.", 2020)
    formula = ("CoCrFeNiHf0.4 cast", "CoCrFeNiHf0.4 was cast. It was strong in the end.", 2021)
    answer = broad("Which alloys contain Hf?", Unfound(named, formula), "set")
    assert len(answer.citations) == 2


def test_a_substance_is_named_by_its_formula_or_its_name(corpus):
    acid = ("CoCrFeNi in acid", "CoCrFeNi was kept in 0.5 M H2SO4. It was stable there.", 2020)
    named = ("CoCrFeNiMo in acid", "CoCrFeNiMo was kept in sulphuric acid. It pitted.", 2021)
    other = ("CoCrFeNiTi in acid", "CoCrFeNiTi was kept in stearic acid. It was dense.", 2022)
    lye = ("CoCrFeNiW in lye", "CoCrFeNiW was kept in 1 M KOH. It was stable there.", 2023)
    papers = corpus(acid, named, other, lye)
    answer = broad("Which alloys were tested in sulfuric acid?", papers, "set")
    assert {one.listed.paper.title for one in answer.citations} == {acid[0], named[0]}
    answer = broad("Which alloys were tested in H2SO4 or KOH?", papers, "set")
    assert len(answer.citations) == 3


def test_a_thin_film_is_no_other_coating(corpus):
    film = ("CoCrFeNi thin films", "CoCrFeNi thin films were sputtered on silicon here.", 2020)
    sputtered = ("CoCrFeNiTi by magnetron sputtering", "CoCrFeNiTi was sputtered hard.", 2021)
    clad = ("CoCrFeNi coatings", "CoCrFeNi coatings were clad by laser on steel here.", 2022)
    passive = ("CoCrFeNi in brine", "The passive film of CoCrFeNi is thin in brine here.", 2023)
    answer = broad(
        "Which papers deal with thin films?", corpus(film, sputtered, clad, passive), "set"
    )
    assert {one.listed.paper.title for one in answer.citations} == {film[0], sputtered[0]}


def test_whether_something_was_studied_for_a_use_asks_what_is_known_of_it(corpus):
    assert parse_question("Has CoCrFeNi been studied for medical use?").intent == "broad"
    cells = [
        (f"Cytotoxicity of CoCrFeNi{one}", f"Fibroblasts grow on CoCrFeNi{one} as on steel.", 2020)
        for one in ("", "Ti")
    ]
    answer = broad("Has CoCrFeNi been studied for medical use?", corpus(*cells))
    assert len(answer.citations) == 2


def test_a_term_with_a_number_is_not_found_by_its_letters(corpus):
    ordered = ("CoCrFeNiAl cast", "CoCrFeNiAl was cast. B2 particles formed in CoCrFeNiAl.", 2020)
    other = ("CoCrFeNiTi cast", "CoCrFeNiTi was cast. B4C particles formed in CoCrFeNiTi.", 2021)
    more = ("CoCrFeNiAlTi cast", "CoCrFeNiAlTi was cast. A B2 phase formed in CoCrFeNiAlTi.", 2022)
    answer = broad("Which alloys contain B2?", corpus(ordered, other, more), "set")
    assert {one.listed.paper.title for one in answer.citations} == {ordered[0], more[0]}


def test_papers_on_a_property_tell_a_value_of_it(corpus):
    wires = ("CoCrFeNi wires", "Wires were drawn. CoCrFeNi has a resistivity of 100 μΩ cm.", 2020)
    films = ("CoCrFeNiCu films", "The resistivity of CoCrFeNiCu is 86 μΩ cm at its peak.", 2021)
    hot = ("CoCrFeNiTi in air", "The oxidation resistance of CoCrFeNiTi was measured well.", 2022)
    answer = broad(
        "Which papers measured the electrical resistivity?", corpus(wires, films, hot), "set"
    )
    assert {one.listed.paper.title for one in answer.citations} == {wires[0], films[0]}


def test_watts_and_names_with_an_element_are_none_of_the_element(corpus):
    alloyed = ("CoCrFeNiWx alloys", "CoCrFeNiWx was cast. Tungsten was added to CoCrFeNi.", 2020)
    added = ("Adding tungsten to CoCrFeNi", "W was added to CoCrFeNi, which was cast then.", 2021)
    power = ("CoCrFeNi by laser", "CoCrFeNi was clad at a power of 650 - 800 W on steel.", 2022)
    welded = ("CoCrFeNi welded", "CoCrFeNi was welded by gas tungsten arc welding on steel.", 2022)
    joined = ("CoCrFeNi to tungsten", "CoCrFeNi foil was put between tungsten and steel.", 2023)
    family = ("CoCrFeNi-M cast", "CoCrFeNi-M (M = Nb, Ta and W) alloys were cast to rods.", 2024)
    papers = corpus(alloyed, added, power, welded, joined, family)
    answer = broad("Which alloys contain tungsten?", papers, "set")
    named = {one.listed.paper.title for one in answer.citations}
    assert named == {alloyed[0], added[0], family[0]}


def test_hot_tearing_and_solidification_cracks_are_hot_cracking(corpus):
    torn = ("Hot tearing of CoCrFeNi", "Hot tearing of CoCrFeNi in laser melting was seen.", 2020)
    cracked = (
        "CoCrFeNi printed",
        "In this work, solidification cracks in CoCrFeNi were met.",
        2021,
    )
    answer = broad("Which papers investigate hot cracking?", corpus(torn, cracked), "set")
    assert len(answer.citations) == 2


def test_of_both_subjects_neither_alone_will_do(corpus):
    both = ("CoCrFeNi in brine", "The wear and the corrosion of CoCrFeNi were studied.", 2020)
    too = ("CoCrFeNiMo in brine", "The corrosion and the wear of CoCrFeNiMo were studied.", 2020)
    one = ("CoCrFeNiTi dry", "The wear of CoCrFeNiTi was studied in dry air here.", 2021)
    answer = broad("Which papers study both wear and corrosion?", corpus(both, too, one), "set")
    assert {one.listed.paper.title for one in answer.citations} == {both[0], too[0]}


def test_a_phase_need_not_be_called_one(corpus):
    named = ("CoCrFeNiAl aged", "CoCrFeNiAl was aged. L12 was seen in CoCrFeNiAl then.", 2020)
    primed = ("CoCrFeNiTi aged", "CoCrFeNiTi was aged. γ′ was found in CoCrFeNiTi then.", 2021)
    answer = broad("Which alloys form an L12 phase?", corpus(named, primed), "set")
    assert len(answer.citations) == 2


def test_a_paper_is_about_what_its_study_is_said_to_be(corpus):
    aim = ("Sublattices of CoCrFeNi", "In this work, creep of CoCrFeNi was explored.", 2020)
    end = ("Rolling of CoCrFeNi", "CoCrFeNi was rolled. This study may help against creep.", 2021)
    answer = broad("What is known about creep of CoCrFeNi?", corpus(CREEP_B, aim, end))
    assert {one.listed.paper.title for one in answer.citations} == {CREEP_B[0], aim[0]}


def test_a_fibre_laser_makes_no_wires(corpus):
    wires = ("CoCrFeNi wires", "CoCrFeNi wires were drawn to 70 µm and pulled.", 2020)
    fibres = ("CoCrFeNiMo microfibers", "CoCrFeNiMo microfibers were drawn to 70 µm.", 2021)
    laser = ("CoCrFeNi clad", "CoCrFeNi was clad by a fiber laser. The fiber laser was new.", 2022)
    answer = broad("Which alloys were studied as wires?", corpus(wires, fibres, laser), "set")
    assert {one.listed.paper.title for one in answer.citations} == {wires[0], fibres[0]}


def test_a_list_reads_no_more_papers_than_it_may(corpus, monkeypatch):
    class Unfound(corpus):
        def search(self, question, k, years=ALL_YEARS):
            return []

    monkeypatch.setattr(several_papers, "_MOST_READ", 2)
    monkeypatch.setattr(several_papers, "papers_about", lambda *asked: [])
    crept = [(f"Creep {n}", f"The creep of CoCrFeNi{one} is slow.", 2020) for n, one in
             enumerate(("Al", "Ti", "Mo", "Nb"))]  # fmt: skip
    answer = broad("Which papers study creep?", Unfound(*crept), "set")
    assert len(answer.citations) == 2


def test_a_list_of_alloys_tells_that_quotes_may_not_name_all_of_a_paper(corpus) -> None:
    pressed = [
        (
            f"{name} under pressure",
            f"In {name}, an fcc to hcp transition is seen under high pressure.",
            2024,
        )
        for name in ("CoCrFeNi", "CoCrFeMnNi")
    ]
    answer = broad(
        "Which alloys turn from fcc to hcp under high pressure?", corpus(*pressed), "set"
    )
    assert len(answer.citations) == 2
    assert answer.note == "2 papers. A quote may name only some of the alloys of its paper."


def test_a_notice_of_rights_is_no_sentence_of_a_paper(corpus) -> None:
    text = "The joints were sound. © 2025, Harbin Research Institute of Welding."
    [held] = corpus(("Joints", text, 2024)).hits
    assert [one.text for one in read_paper(held.listed).sentences] == ["The joints were sound."]


def test_where_few_papers_are_about_a_subject_each_tells_more_than_one_finding(corpus) -> None:
    papers = corpus(
        (
            "Creep of CoCrFeNi",
            "We tested the creep of CoCrFeNi. The creep rate of CoCrFeNi increases with stress."
            " Creep of CoCrFeNi was found to be controlled by dislocations.",
            2020,
        ),
        ("Creep of CoCrFeNiMo", "The results show that Mo reduces the creep rate by 40%.", 2021),
    )
    given = answer_broadly(parse_question("What is known about the creep of CoCrFeNi?"), papers)
    assert [one.listed.paper.doi for one in given.citations].count("10.1/1") == 2
    assert len(given.citations) == 3
    assert given.note is None


def test_a_list_of_some_years_quotes_as_many_papers_as_any_list(corpus) -> None:
    found = (
        "Creep of A is fast.", "Creep needs stress.", "Grains slow the creep down.",
        "Creep rises with heat.", "Voids follow from long creep.", "Mo hinders creep much.",
        "Al softens it in creep.", "Carbides stop all creep.", "Creep starts at boundaries.",
        "Dislocations climb during creep.", "Twins end the creep early.", "Nb doubles creep life.",
    )  # fmt: skip
    papers = corpus(*((f"Creep {n}", f"Results show: {one}", 2025) for n, one in enumerate(found)))
    given = answer_broadly(parse_question("Which papers since 2024 study creep?"), papers)
    assert len({one.listed.paper.doi for one in given.citations}) == 12
