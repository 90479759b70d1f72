"""Lists and topics over papers: by a condition, a designation, or other words for a thing."""

from dataclasses import replace

from answer.collected.several_papers import answer_broadly
from answer.question.parse import parse_question


def told(text, papers):
    return answer_broadly(parse_question(text), papers)


def test_a_list_of_what_was_tested_under_a_condition_quotes_who_states_it(corpus):
    papers = corpus(
        ("Tension of CoCrFeNiMo", "We tested bars. CoCrFeNiMo reaches 900 MPa at 77 K.", 2020),
        ("Twinning of CoCrFeNiTi", "CoCrFeNiTi twins at 77 K. It is ductile when cold.", 2021),
        ("Tension of CoCrFeNiW", "CoCrFeNiW reaches 400 MPa at 293 K.", 2022),
    )
    given = told("Which alloys were tested at 77 K?", papers)
    assert {one.quote for one in given.citations} == {
        "CoCrFeNiMo reaches 900 MPa at 77 K.",
        "CoCrFeNiTi twins at 77 K.",
    }


def test_a_list_of_what_was_annealed_at_a_temperature_holds_no_other_temperature(corpus):
    papers = corpus(
        ("Annealing of CoCrFeNiMo", "CoCrFeNiMo annealed at 900 °C hardens to 400 HV.", 2020),
        ("Annealing of CoCrFeNiW", "CoCrFeNiW annealed for 1 h at 900 °C creeps slowly.", 2021),
        (
            "Annealing of CoCrFeNiTi",
            "CoCrFeNiTi was cast at 900 °C. CoCrFeNiTi annealed at 500 °C softens fully.",
            2022,
        ),
    )
    given = told("Which alloys were annealed at 900 °C?", papers)
    assert {one.listed.paper.year for one in given.citations} == {2020, 2021}


def test_a_steel_by_its_designation_is_not_any_steel(corpus):
    papers = corpus(
        (
            "CoCrFeNi coatings on stainless steel",
            "CoCrFeNi coatings on 316L stainless steel wear slowly.",
            2020,
        ),
        (
            "CoCrFeNiTi coatings on stainless steel",
            "The corrosion rate of 316 L stainless steel falls under CoCrFeNiTi coatings.",
            2021,
        ),
        (
            "CoCrFeNiMo coatings on stainless steel",
            "CoCrFeNiMo coatings harden 304 stainless steel tenfold.",
            2022,
        ),
    )
    given = told("Which papers are on coatings on 316L stainless steel?", papers)
    assert {one.listed.paper.year for one in given.citations} == {2020, 2021}


def test_of_a_title_on_several_matters_the_sentence_must_name_the_one_asked(corpus):
    papers = corpus(
        (
            "Stability, magnetism, and anisotropy of CoCrFeNi",
            "We studied the stability and magnetic moments of CoCrFeNi. The mixing enthalpy"
            " confirms that CoCrFeNi is stable.",
            2020,
        ),
        ("Magnetism of CoCrFeNiPd", "The magnetic moment of CoCrFeNiPd rises with pressure.", 2021),
        ("Magnetism of CoCrFeNiMn", "The magnetic moment of CoCrFeNiMn falls with pressure.", 2022),
    )
    given = told("What is known about the magnetic properties of CoCrFeNi alloys?", papers)
    assert all("magnetic" in one.quote for one in given.citations)
    assert len(given.citations) == 3


def test_what_kills_bacteria_is_antibacterial(corpus):
    papers = corpus(
        ("Antibacterial CoCrFeNiCu", "CoCrFeNiCu has an antibacterial efficiency of 98 %.", 2020),
        ("Bactericidal CoCrFeNiAg", "CoCrFeNiAg shows a bactericidal effect of 99 %.", 2021),
        ("Microbial corrosion", "We study the microbial corrosion of CoCrFeNiCe alloys.", 2022),
    )
    given = told(
        "Which high-entropy alloys have been shown to kill bacteria, and how efficiently?", papers
    )
    assert len(given.citations) == 2


def test_serrations_are_serrated_flow(corpus):
    papers = corpus(
        ("Serrations of CoCrFeNi", "Serrations occur on the curves of CoCrFeNi at 400 °C.", 2020),
        ("Serrated flow of CoCrFeNiMn", "The serrated flow of CoCrFeNiMn is due to solutes.", 2021),
    )
    question = replace(parse_question("What is known about serrated flow?"), intent="broad")
    given = answer_broadly(question, papers)
    assert given is not None and len(given.citations) == 2


def test_ions_that_leach_are_no_irradiation(corpus):
    papers = corpus(
        ("CoCrFeMnNi under Fe ions", "CoCrFeMnNi was irradiated with Fe ions at 500 °C.", 2020),
        ("Irradiated CoCrFeNiTi", "CoCrFeNiTi was irradiated with 2.5 MeV Fe ions.", 2021),
        (
            "Leaching of AlCoCrFeNi",
            "Al and Fe ions leach from AlCoCrFeNi in large amounts. Ni ions leach faster.",
            2022,
        ),
    )
    given = told("Which alloys have been irradiated with iron ions?", papers)
    assert {one.listed.paper.year for one in given.citations} == {2020, 2021}


def test_rare_earths_are_named_one_by_one(corpus):
    papers = corpus(
        ("Rare earths in CoCrFeNi", "Rare-earth elements refine the grains of CoCrFeNi.", 2020),
        ("Cerium in CoCrFeNi", "The addition of cerium slows the corrosion of CoCrFeNi.", 2021),
    )
    given = told("What is known about rare-earth elements in CoCrFeNi?", papers)
    assert len(given.citations) == 2


def test_a_list_of_what_no_paper_names_is_refused(corpus):
    papers = corpus(
        ("CoCrFeNiTi under irradiation", "CoCrFeNiTi was irradiated with He ions.", 2021),
        ("Friction of CoCrFeNi", "The friction of CoCrFeNi falls, and its surface hardens.", 2022),
    )
    for text, thing in (
        ("Which alloys were irradiated with xenon ions?", "xenon ions"),
        ("Which papers deal with friction surfacing of CoCrFeNi?", "friction surfacing"),
    ):
        given = told(text, papers)
        assert not given.answered
        assert given.nearest == f"No abstract names “{thing}”."


def test_fatigue_wear_is_no_fatigue(corpus):
    papers = corpus(
        ("Fatigue cracks in CoCrFeNi", "Fatigue cracks grow slowly in CoCrFeNi, m = 2.5.", 2020),
        (
            "Cyclic loading of CoCrFeNi",
            "CoCrFeNi has a fatigue limit of 300 MPa. Fatigue hurts.",
            2021,
        ),
        ("Fatigue wear of CoCrFeNiTi", "CoCrFeNiTi resists surface fatigue wear well.", 2022),
    )
    given = told("What is known about the fatigue of CoCrFeNi?", papers)
    assert {one.listed.paper.year for one in given.citations} == {2020, 2021}


def test_hot_isostatic_pressing_is_no_hot_pressing_and_electrochemistry_no_plating(corpus):
    papers = corpus(
        ("Hot-pressed CoCrFeNi", "CoCrFeNi was made by vacuum hot pressing at 1000 °C.", 2020),
        ("Hot pressing of CoCrFeNiTi", "Hot pressing at 900 °C made CoCrFeNiTi dense.", 2021),
        ("Hot isostatic pressing of CoCrFeNiMo", "Hot isostatic pressing closes all pores.", 2022),
        ("Electrodeposition of CoCrFeNi", "Electrodeposited coatings of CoCrFeNi shine.", 2023),
        ("Electroplating of CoCrFeNi", "Electroplating of CoCrFeNi from water is slow.", 2024),
        ("Electrochemistry of CoCrFeNi", "Electrochemical tests of CoCrFeNi took days.", 2025),
    )
    for text, years in (
        ("Which papers used hot pressing?", {2020, 2021}),
        ("Which papers involve the electrodeposition of CoCrFeNi?", {2023, 2024}),
    ):
        assert {one.listed.paper.year for one in told(text, papers).citations} == years


def test_a_paper_that_only_uses_a_model_of_creep_is_not_told_of_its_years(corpus):
    papers = corpus(
        ("Creep of CoCrFeNi", "Dislocation climb controls the creep of CoCrFeNi at 700 °C.", 2024),
        (
            "Densification of CoCrFeNiTi",
            "The densification of CoCrFeNiTi was investigated by the creep deformation model.",
            2025,
        ),
    )
    given = told("What has been found on creep since 2023?", papers)
    assert {one.listed.paper.year for one in given.citations} == {2024}


def test_a_noun_of_any_treatment_need_not_be_written(corpus):
    papers = corpus(
        ("Laser shock peening of CoCrFeNi", "Laser shock peening hardens CoCrFeNi by 40%.", 2022),
        ("Laser shock of melt pools", "The laser shock refines the grains of CoCrFeNi.", 2023),
    )
    given = told("What is known about laser shock treatment of CoCrFeNi?", papers)
    assert len(given.citations) == 2


def test_alloys_with_either_of_two_elements_are_listed(corpus):
    papers = corpus(
        ("Casting of CoCrFeNiHf0.4", "CoCrFeNiHf0.4 was cast. Its hardness increases.", 2022),
        (
            "Casting of CoCrFeNiZr0.4",
            "CoCrFeNiZr0.4 was cast. Its hardness increases to 2 GPa.",
            2023,
        ),
        ("Casting of CoCrFeNiMo", "CoCrFeNiMo was cast. It is soft.", 2023),
    )
    given = told("Which CoCrFeNi alloys have been alloyed with Hf or Zr?", papers)
    assert {one.listed.paper.doi for one in given.citations} == {"10.1/1", "10.1/2"}
