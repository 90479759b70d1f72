"""A claim is the question and the answer together: what a paper says of other things is none."""

import pytest

from answer.claims.check import check_claim, check_claims, is_sentence
from answer.grounding.check import CONTRADICTED, NOT_FOUND, SUPPORTED, Source
from answer.question.parse import parse_question

PAPER = Source(
    "Microstructure and strength of AlCoCrFeNi2.1 after ageing",
    "AlCoCrFeNi2.1 was produced by vacuum induction melting. The yield strength of the as-cast"
    " alloy is 720 MPa and its elongation is 17 %. After ageing at 800 °C for 5 h, the hardness"
    " reaches 410 HV due to nanoscale B2 precipitates. The addition of Mo refined the lamellae and"
    " promoted the formation of a sigma phase at the grain boundaries. Twins were observed at 300 K"
    " but not for 77 K. Atom probe tomography revealed the segregation of Cr to the boundaries.",
)


def verdict(question: str, answer: str, paper: Source = PAPER) -> str:
    return check_claim(answer, [paper], parse_question(question)).verdict


STRENGTH = "What is the yield strength of as-cast AlCoCrFeNi2.1?"


def test_a_value_is_supported_for_what_the_paper_binds_it_to() -> None:
    assert verdict(STRENGTH, "720 MPa") == SUPPORTED
    assert verdict(STRENGTH, "0.72 GPa") == SUPPORTED
    assert verdict("What hardness does AlCoCrFeNi2.1 reach after ageing?", "410 HV") == SUPPORTED


@pytest.mark.parametrize("value", ["410 HV", "17 %", "800 °C", "5 h", "300 K"])
def test_a_value_of_another_slot_is_no_answer(value: str) -> None:
    assert verdict(STRENGTH, value) != SUPPORTED


@pytest.mark.parametrize(
    ("stated", "kept", "turned"),
    [("<5 µm", "< 5 µm", "more than 5 µm"), ("above 5 µm", "more than 5 µm", "< 5 µm")],
)
def test_a_bare_value_keeps_its_bound(stated: str, kept: str, turned: str) -> None:
    paper = Source("Fine CoCrFeNi", f"The grain size of rolled CoCrFeNi was {stated}.")
    asked = "What is the grain size of rolled CoCrFeNi?"
    assert verdict(asked, kept, paper) == SUPPORTED
    assert verdict(asked, turned, paper) == CONTRADICTED


def test_a_bare_answer_must_fill_the_gap_of_its_question() -> None:
    what, why = "What refined the lamellae?", "Why does the hardness reach 410 HV?"
    assert verdict(what, "The addition of Mo") == SUPPORTED
    assert verdict(what, "the segregation of Cr to the boundaries") != SUPPORTED
    assert verdict(what, "Atom probe tomography") != SUPPORTED
    assert verdict(why, "due to nanoscale B2 precipitates") == SUPPORTED
    assert verdict(why, "by vacuum induction melting") != SUPPORTED


def test_what_answers_is_the_first_sentence_cited() -> None:
    found = check_claim("720 MPa", [PAPER], parse_question(STRENGTH))
    start, end = found.spans[0]
    assert "720 MPa" in PAPER.text[start:end]


@pytest.mark.parametrize("answer", ["14.", "72", "alloys", "The lamellae?"])
def test_what_tells_too_little_is_no_claim(answer: str) -> None:
    assert verdict("What refined the grains of AlCoCrFeNi2.1?", answer) == NOT_FOUND


def test_a_sentence_may_not_be_gathered_from_all_over_the_paper() -> None:
    asked = "How was AlCoCrFeNi2.1 produced?"
    assert verdict(asked, "AlCoCrFeNi2.1 was produced by vacuum induction melting.") == SUPPORTED
    gathered = (
        "AlCoCrFeNi2.1 was produced by segregation of Cr and ageing of nanoscale precipitates."
    )
    assert verdict(asked, gathered) != SUPPORTED


def test_another_value_in_a_whole_sentence_is_contradicted() -> None:
    paper = Source("Strength of CoCrNi", "The yield strength of CoCrNi is 657 MPa at 77 K. A stress"
                   " of 450 MPa started the twins.")  # fmt: skip
    asked = "What is the yield strength of CoCrNi at 77 K?"
    assert verdict(asked, "The yield strength of CoCrNi at 77 K is 657 MPa.", paper) == SUPPORTED
    assert verdict(asked, "The yield strength of CoCrNi at 77 K is 450 MPa.", paper) == CONTRADICTED


def test_sentences_behind_the_answer_may_tell_more() -> None:
    first = "The yield strength of the as-cast alloy is 720 MPa."
    more = "The addition of Mo refined the lamellae."
    found = check_claims([first, more], [PAPER], parse_question(STRENGTH))
    assert [one.verdict for one in found] == [SUPPORTED, SUPPORTED]
    assert check_claim(more, [PAPER], parse_question(STRENGTH)).verdict != SUPPORTED


def test_without_a_question_only_the_text_is_compared() -> None:
    assert check_claim("The addition of Mo refined the lamellae.", [PAPER]).verdict == SUPPORTED


CLAUSES = Source(
    "Additions to CoCrNi",
    "Nb and Hf additions may raise the toughness of CoCrNi, whereas Zr and Ti additions may lower"
    " it. CoCrNi and CoFeNi adhere well to the steel, because a thin oxide forms. The coefficient"
    " of friction of the coating is 0.31. The dual-phase coating has a low surface roughness.",
)


def test_what_another_clause_of_the_sentence_names_is_no_answer() -> None:
    asked = "Which additions raise the toughness of CoCrNi?"
    assert verdict(asked, "Nb and Hf additions", CLAUSES) == SUPPORTED
    assert verdict(asked, "Zr and Ti additions", CLAUSES) != SUPPORTED


def test_what_is_named_beside_the_alloy_asked_about_is_no_answer() -> None:
    assert verdict("What makes CoCrNi adhere to the steel?", "CoCrNi and CoFeNi", CLAUSES) != (
        SUPPORTED
    )


def test_every_clause_of_a_sentence_must_be_said() -> None:
    asked = "What is the coefficient of friction of the coating?"
    said = "The coefficient of friction of the coating is 0.31"
    assert verdict(asked, f"{said}.", CLAUSES) == SUPPORTED
    added = f"{said}, which is far beyond what theory predicts for ceramics."
    assert verdict(asked, added, CLAUSES) == NOT_FOUND


def test_the_opposite_of_a_modifier_is_contradicted() -> None:
    asked = "How is the surface of the dual-phase coating?"
    assert verdict(asked, "The coating has a low surface roughness.", CLAUSES) == SUPPORTED
    assert verdict(asked, "The coating has a high surface roughness.", CLAUSES) == CONTRADICTED


def test_a_value_is_no_answer_where_none_is_asked_for() -> None:
    assert verdict("What was found for the coating?", "0.31", CLAUSES) != SUPPORTED


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("No - the lamellae were refined by Mo", SUPPORTED),
        ("No - the lamellae were coarsened by Mo", CONTRADICTED),
    ],
)
def test_the_reason_behind_a_verdict_is_held_against_the_paper(answer: str, expected: str) -> None:
    question = "Did the addition of Mo leave the lamellae of AlCoCrFeNi2.1 as they were?"
    assert verdict(question, answer) == expected


VALUES = Source(
    "Tensile tests of CoCrNi",
    "CoCrNi was aged at 700 °C–900 °C. As-cast CoCrNi has a yield strength of 320 MPa at room"
    " temperature and of 560 MPa at 77 K. The tensile strength of CoCrNi is 930 MPa. With ageing"
    " the hardness rose from 210 HV to 380 HV. The hardness was highest at a Ti content of 4.10"
    " at.%, whereas the toughness was highest at 4.20 at.%. CoCrNiTix with x = 0.2–0.8 was cast.",
)


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        # One end of a range, and one of two values.
        ("At what temperatures was CoCrNi aged?", "900 °C", False),
        ("At what temperatures was CoCrNi aged?", "700 °C–900 °C", True),
        ("Up to what temperature was CoCrNi aged?", "900 °C", True),
        ("Which values of x were studied in CoCrNiTix?", "0.2, 0.2", False),
        ("Which values of x were studied in CoCrNiTix?", "0.2 to 0.8", True),
        ("From what value to what value does the hardness change?", "380 HV", False),
        ("From what value to what value does the hardness change?", "from 210 HV to 380 HV", True),
        # A value that the paper binds to another property.
        ("What is the compressive strength of CoCrNi?", "930 MPa", False),
        # Near is not equal.
        ("At which Ti content was the hardness highest?", "4.20 at.%", False),
        ("At which Ti content was the hardness highest?", "4.10 at.%", True),
    ],
)
def test_a_value_is_the_whole_of_what_is_asked(question: str, answer: str, expected: bool) -> None:
    assert (verdict(question, answer, VALUES) == SUPPORTED) == expected


COMPARED = Source(
    "Ageing of CoCrNi",
    "The hardening after ageing was less than that after rolling. The grains after spark plasma"
    " sintering were far smaller than those of the cast alloy. Extensive cracking was seen in the"
    " CoCrNiTi alloy, although this does not hold for the steel. The ageing of CoCrNi at 600 °C"
    " gives an optimum of strength.",
)


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("Does CoCrNi harden more after ageing or after rolling?", "after rolling", True),
        ("Does CoCrNi harden more after ageing or after rolling?", "after ageing", False),
        (
            "Does CoCrNi harden more after ageing or after rolling?",
            "after ageing or rolling",
            False,
        ),
        ("Is the hardening of CoCrNi told of?", "The hardening of CoCrNi", False),
        (
            "Does SPS or casting give finer grains?",
            "The cast alloy has smaller grains than those after SPS.",
            False,
        ),
        ("Does the CoCrNiTi alloy crack?", "The CoCrNiTi alloy does not crack.", False),
    ],
)
def test_two_that_are_compared_are_not_turned_round(
    question: str, answer: str, expected: bool
) -> None:
    assert (verdict(question, answer, COMPARED) == SUPPORTED) == expected


@pytest.mark.parametrize(
    "lead", ["The answer is: ", "Based on the passage, ", "According to the given abstract, "]
)
def test_words_before_an_answer_are_no_part_of_it(lead: str) -> None:
    assert verdict(STRENGTH, f"{lead}720 MPa") == SUPPORTED
    assert verdict(STRENGTH, lead.strip()) == NOT_FOUND


@pytest.mark.parametrize(("alloy", "expected"), [("Co40(CrNi)60", True), ("CoCrNiCu", False)])
def test_a_value_of_the_alloy_of_a_title_is_none_of_another(alloy: str, expected: bool) -> None:
    paper = Source("Recovery of Co40(CrNi)60", "The material has a yield strength of 930 MPa.")
    asked = f"What is the yield strength of {alloy}?"
    assert (verdict(asked, "930 MPa", paper) == SUPPORTED) == expected


LAYERS = Source(
    "Boride layers on CoCrNi",
    "The Al0.1CoCrNi alloy has the lowest friction coefficient, while the Al0.5CoCrNi alloy has the"
    " highest corrosion potential. The layer thickness was measured for CoCrNi, CoCrNiTi and"
    " CoCrNiNb as 60 µm, 8 µm and 5 µm. S3 wears least in air. The B2 phase costs ductility.",
)


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        # Another alloy than the rules read, which stands in another part of the sentence.
        ("Which of the Al-Co-Cr-Ni alloys has the lowest friction?", "Al0.5CoCrNi", False),
        ("Which of the Al-Co-Cr-Ni alloys has the lowest friction?", "Al0.1CoCrNi", True),
        # Of three values none is surely meant.
        ("How thick is the layer on the Nb-bearing alloy?", "60 µm", False),
        # A phase is no value, however much is said beside it.
        ("Which phase costs ductility when too much is added?", "B2 phase", True),
        ("Which sample wears least in air?", "S3", True),
    ],
)
def test_of_several_the_one_that_is_meant_is_given(
    question: str, answer: str, expected: bool
) -> None:
    assert (verdict(question, answer, LAYERS) == SUPPORTED) == expected


SCALES = Source(
    "Oxidation of CoCrNi in water",
    "A film of NiCr2O4 outer, Cr2O3 middle and Al2O3 inner oxide grew on the CoCrNi alloy in water."
    " Mo lowers the strength of CoCrNi from 910 ± 40 MPa to 610 ± 15 MPa.",
)


@pytest.mark.parametrize(("oxide", "expected"), [("NiCr2O4", False), ("Al2O3", True)])
def test_the_opposite_word_behind_an_answer_shuts_it_out(oxide: str, expected: bool) -> None:
    asked = "Which oxide of the film on the CoCrNi alloy in water is inner?"
    assert (verdict(asked, oxide, SCALES) == SUPPORTED) == expected


def test_the_uncertainty_of_another_value_is_contradicted() -> None:
    claim = "Mo lowers the strength of CoCrNi from 910 ± 15 MPa to 610 ± 15 MPa."
    assert check_claim(claim, [SCALES]).verdict == CONTRADICTED
    assert check_claim(claim.replace("910 ± 15", "910 ± 40"), [SCALES]).verdict == SUPPORTED


@pytest.mark.parametrize(
    "claim",
    [
        "Yes, it becomes hcp at around 7 GPa.",
        "Because TiB2 stays intact.",
        "Rapid solidification leaves many dislocations.",
        "They hinder dislocations.",
        "No, nothing changes up to 24 GPa.",
    ],
)
def test_everyday_verbs_make_a_sentence(claim: str) -> None:
    assert is_sentence(claim)


@pytest.mark.parametrize("claim", ["because of the heat of mixing", "many cracks and bonds"])
def test_a_phrase_is_no_sentence(claim: str) -> None:
    assert not is_sentence(claim)


WELDS = Source(
    "Welds with CoCrFeNi as the filler",
    "The rapid cooling suppressed the formation of large brittle intermetallics in the welds."
    " TiB2 decomposed to form Cr-rich and Ti-rich cellular structures, enhancing the hardness of"
    " the welds. A negligible change in the grain size was seen after 600 h.",
)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("TiB2 decomposes and forms Cr-rich and Ti-rich cellular structures.", True),
        ("Because TiB2 stays intact and forms large brittle intermetallics.", False),
        ("Yes, TiB2 stays intact and forms intermetallics.", False),
    ],
)
def test_a_sentence_in_everyday_words_is_checked_as_a_sentence(answer: str, expected: bool) -> None:
    assert (verdict("Why are the welds with TiB2 harder?", answer, WELDS) == SUPPORTED) == expected


def test_a_verdict_with_a_reason_is_more_than_a_verdict() -> None:
    asked = "Do the welds of CoCrFeNi coarsen in 600 h?"
    assert verdict(asked, "Yes, brittle cells of rapid steel", WELDS) != SUPPORTED


def test_no_change_worth_the_name_is_no_significant_one() -> None:
    asked = "What happened to the grain size of the welds after 600 h?"
    claim = "A significant change in the grain size was seen after 600 h."
    assert verdict(asked, claim, WELDS) != SUPPORTED
    assert verdict(asked, claim.replace("significant", "negligible"), WELDS) == SUPPORTED


BONDS = Source(
    "Bonding of CoCrNi and CoCrFeNi to steel",
    "The CoCrNi joints have a wider interdiffusion zone and better mechanical properties because"
    " the diffusion of iron is enhanced by the stable solid solution. No evidence of a structural"
    " transformation was found in CoCrFeNi up to 24 GPa. The sharp increase of the wear rate of"
    " CoCrNi was attributed to microcracks. A true stress of 1.46 GPa was reached in compression.",
)


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        (
            "Why is the diffusion of iron enhanced in CoCrNi?",
            "The diffusion of iron is enhanced due to the wider interdiffusion zone.",
            False,
        ),
        (
            "Why is the interdiffusion zone wider in CoCrNi?",
            "The wider interdiffusion zone is due to the enhanced diffusion of iron.",
            True,
        ),
        (
            "Does CoCrFeNi change its structure under pressure?",
            "Yes, CoCrFeNi changes its structure.",
            False,
        ),
        (
            "To what was the sharp increase of the wear rate of CoCrNi attributed?",
            "Microcracks in CoCrNi",
            True,
        ),
        ("What true stress was reached in compression?", "It reached 1.46 GPa.", True),
        (
            "What true stress was reached in compression?",
            "A true stress of 1.46 GPa was reached in compression, which fell in fast tension.",
            False,
        ),
    ],
)
def test_causes_denials_and_what_is_added(question: str, answer: str, expected: bool) -> None:
    assert (verdict(question, answer, BONDS) == SUPPORTED) == expected


ANNEALED = Source(
    "Annealing of three CoCrFeNi alloys with Nb",
    "ANM13 has the best balance of strength and ductility, whereas ANM31 is strong with reduced"
    " ductility. The films get harder with more carbide. Sintering led to a BCC-to-FCC"
    " transformation. The scale of oxide stays thin (<5 µm) in hot air.",
)


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("Is ANM31 the most ductile of the three alloys?", "It is the most ductile.", False),
        ("Do the films get harder with carbide?", "No, the films get harder with carbide.", False),
        ("Do the films get harder with carbide?", "Yes, the films get harder with carbide.", True),
        ("What did sintering do?", "Sintering led to a transformation from FCC to BCC.", False),
        ("What did sintering do?", "Sintering led to a transformation from BCC to FCC.", True),
        ("How thin does the oxide stay?", "more than 5 µm in hot air", False),
        ("How thin does the oxide stay?", "less than 5 µm in hot air", True),
    ],
)
def test_verdicts_phases_and_bounds(question: str, answer: str, expected: bool) -> None:
    assert (verdict(question, answer, ANNEALED) == SUPPORTED) == expected


LEACHED = Source(
    "Leaching of AlCoCrFeNi",
    "AlCoCrFeNi was leached for 5 days. The concentrations of Al and Cr ions released from"
    " AlCoCrFeNi were lower than those of the Co and Ni ions because Al and Cr are oxidized. The"
    " uniform elongation was 31 %. The fraction of BCC increases with increasing Al content."
    " Formation of cracks was not seen.",
)


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("Which ions leach most?", "Cobalt and nickel.", SUPPORTED),
        ("Which ions leach most?", "Aluminium and chromium.", CONTRADICTED),
        ("How far does AlCoCrFeNi stretch evenly?", "31 %", SUPPORTED),
        ("What happens to the BCC share with more Al?", "It goes up.", SUPPORTED),
        ("What happens to the BCC share with more Al?", "It goes down.", CONTRADICTED),
        ("Were cracks seen?", "No, none at all.", SUPPORTED),
    ],
)
def test_sides_changes_and_kinds(question: str, answer: str, expected: str) -> None:
    assert verdict(question, answer, LEACHED) == expected


def test_of_few_words_a_bare_answer_has_none_that_no_paper_says() -> None:
    paper = Source(
        "Hot compression of AlCoCrFeNi",
        "Discontinuous dynamic recrystallization acts as the main restoration mechanism.",
    )
    asked = "Which mechanism of restoration dominates in AlCoCrFeNi?"
    assert verdict(asked, "discontinuous dynamic recrystallization", paper) == SUPPORTED
    assert verdict(asked, "dynamic recovery", paper) != SUPPORTED


def test_a_change_told_alike_is_no_exchange_with_another_beside_it() -> None:
    paper = Source(
        "Cladding of CoCrFeNiMo on a steel",
        "With increasing scanning speed the grains in the cladding layers were refined, while the"
        " content of iron increased. The Y addition increases the elongation by 5 times.",
    )
    asked = "How does the scanning speed change the grains of CoCrFeNiMo layers?"
    assert verdict(asked, "With more speed the grains are finer.", paper) == SUPPORTED
    assert verdict(asked, "With more speed the grains are coarser.", paper) != SUPPORTED
    asked = "How does Y change the elongation?"
    assert verdict(asked, "The elongation increases by five times.", paper) == SUPPORTED
    assert verdict(asked, "The elongation increases by three times.", paper) != SUPPORTED
