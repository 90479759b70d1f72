import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from builder.drafting.draft import draft
from builder.drafting.unanswerable import contrast, survey
from builder.nlp.coreference import stands_alone
from builder.triples import KINDS, REFUSAL, Triple

TITLE = "Microstructure and strength of NbMoTaW"
TEXT = (
    "NbMoTaW was fabricated by vacuum arc melting. The alloy consists of a single BCC phase. Its"
    " grains were seen. The microstructure of NbMoTaW was investigated using scanning electron"
    " microscopy. NbMoTaW has a yield strength of 405 MPa at 1600 °C. The addition of vanadium"
    " increases the hardness of the alloy. The high strength is attributed to solid solution"
    " strengthening. The hardness of NbMoTaW is higher than that of HfNbTaTiZr. NbMoTaW was"
    " annealed at 1400 °C. The results show that grain growth led to a decrease in the ductility"
    " of NbMoTaW."
)


def made(text: str = TEXT, title: str = TITLE) -> dict[str, tuple[str, str]]:
    return {t.question: (t.kind, t.answer) for t in draft("p", title, text)}


@pytest.mark.parametrize(
    ("question", "kind", "answer"),
    [
        ("How was NbMoTaW fabricated?", "processing", "by vacuum arc melting"),
        ("What does NbMoTaW consist of?", "phase", "a single BCC phase"),
        (
            "How was the microstructure of NbMoTaW investigated?",
            "method",
            "using scanning electron microscopy",
        ),
        ("Which alloy has a yield strength of 405 MPa at 1600 °C?", "composition", "NbMoTaW"),
        (
            "At what temperature does NbMoTaW have a yield strength of 405 MPa?",
            "condition",
            "1600 °C",
        ),
        (
            "How does the addition of vanadium affect the hardness of NbMoTaW?",
            "effect-of",
            "The addition of vanadium increases the hardness of the alloy",
        ),
        ("At what temperature was NbMoTaW annealed?", "condition", "1400 °C"),
    ],
)
def test_each_way_of_stating_something_is_asked_for(question: str, kind: str, answer: str) -> None:
    assert made()[question] == (kind, answer)


def test_values_causes_and_comparisons_are_asked_for() -> None:
    found = made()
    kinds = {kind: (q, a) for q, (kind, a) in found.items() if kind == "comparison"}
    assert "solid solution strengthening" in [
        a for kind, a in found.values() if kind == "mechanism"
    ]
    assert kinds["comparison"][1] == "higher"
    assert (
        "higher or lower" in kinds["comparison"][0] or "lower or higher" in kinds["comparison"][0]
    )
    values = [a for q, (kind, a) in found.items() if kind == "property-value"]
    assert values == ["405 MPa"]


def test_every_question_stands_alone_and_its_answer_in_its_evidence() -> None:
    triples = draft("p", TITLE, TEXT)
    assert len({t.id for t in triples}) == len(triples)
    for triple in triples:
        assert triple.kind in KINDS
        assert stands_alone(triple.question)
        assert triple.answer in triple.evidence
        assert TEXT[triple.start : triple.end] == triple.evidence
        assert "this alloy" not in triple.question
    assert triples == draft("p", TITLE, TEXT)


@pytest.mark.parametrize(
    "text",
    [
        "The hardness increased by 80 HV after fatigue of NbMoTaW.",
        "Compared with NbMoTaW, it had a hardness of 500 HV.",
        "The average WC grain size in NbMoTaW reached 0.8 μm.",
        "The hardness and ductility of NbMoTaW and HfNbTaTiZr were 400 HV and 300 HV.",
        "NbMoTaW has a yield strength of 370 MPa, and 565 MPa at cryogenic temperature.",
    ],
)
def test_a_value_that_may_be_of_something_else_is_not_asked_for(text: str) -> None:
    asked = [triple for triple in draft("p", TITLE, text) if triple.kind == "property-value"]
    assert not [triple.question for triple in asked if triple.rule == "value"]


def test_an_amount_of_two_things_at_once_is_not_asked_for() -> None:
    text = "The hardness and ductility of NbMoTaW were 400 HV and 30 %."
    assert not [question for question in made(text) if question.startswith("What were")]
    assert ("property-value", "by 80 HV") in made("The hardness of NbMoTaW rose by 80 HV.").values()


def test_a_question_without_an_alloy_names_its_paper() -> None:
    found = made("The W particles prevented the orderly growth of the grains.", "On W particles")
    assert "According to “On W particles”, what did the W particles prevent?" in found


def test_nothing_is_made_of_nothing() -> None:
    assert draft("p", None, "") == []
    assert draft("p", "T", "We thank all. It is good! 5?") == []


@pytest.mark.parametrize(
    ("text", "kind", "question", "answer"),
    [
        (
            "After annealing at 900 °C for 1 h, the sigma phase forms in NbMoTaW.",
            "condition",
            "After which treatment does the sigma phase form in NbMoTaW?",
            "annealing at 900 °C for 1 h",
        ),
        (
            "NbMoTaW has a higher hardness than HfNbTaTiZr.",
            "comparison",
            "Which has a higher hardness: HfNbTaTiZr or NbMoTaW?",
            "NbMoTaW",
        ),
        (
            "Electron backscatter diffraction showed that NbMoTaW has large grains.",
            "method",
            "By what method was it shown that NbMoTaW has large grains?",
            "Electron backscatter diffraction",
        ),
        (
            "The hardness of NbMoTaW increases with tungsten content.",
            "effect-of",
            "How does the hardness of NbMoTaW change with tungsten content?",
            "The hardness of NbMoTaW increases with tungsten content",
        ),
        (
            "The grains of NbMoTaW can be refined by adding titanium.",
            "mechanism",
            "How can the grains of NbMoTaW be refined?",
            "by adding titanium",
        ),
        (
            "Laser cladding was employed to fabricate NbMoTaW coatings.",
            "processing",
            "What was employed to fabricate NbMoTaW coatings?",
            "Laser cladding",
        ),
        (
            "The addition of titanium refined the grains of NbMoTaW, leading to higher strength.",
            "effect-of",
            "What was the consequence when the addition of titanium refined the grains of NbMoTaW?",
            "higher strength",
        ),
        (
            "Sigma precipitates were observed along the grain boundaries of NbMoTaW.",
            "phase",
            "Where were sigma precipitates observed?",
            "along the grain boundaries of NbMoTaW",
        ),
    ],
)
def test_many_ways_of_stating_are_asked_for(
    text: str, kind: str, question: str, answer: str
) -> None:
    found = {
        asked.lower().removeprefix("in nbmotaw, "): told
        for asked, told in made(text, "NbMoTaW").items()
    }
    assert found[question.lower()] == (kind, answer)


@pytest.mark.parametrize(
    "text",
    [
        "High-entropy alloys have attracted attention. In this work, NbMoTaW was cast.",
        "NbMoTaW is one of the most promising candidates for future applications.",
        "This study provides a strategy for the design of NbMoTaW.",
        "In this study, the effect of tungsten on the hardness of NbMoTaW was investigated.",
        "The samples exhibit high strength.",
    ],
)
def test_background_and_aims_are_no_findings(text: str) -> None:
    assert made(text, "On alloys") == {}


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            "NbMoTaW shows a BCC matrix of fine grains and heat treatment can raise the hardness.",
            "what can raise the hardness?",
            "heat treatment",
        ),
        (
            "NbMoTaW undergoes the elastic, yielding and plastic stages when drawn at 300 K.",
            "what does nbmotaw undergo when drawn at 300 k?",
            "the elastic, yielding and plastic stages",
        ),
        (
            "The growth of NbMoTaW was studied by in situ neutron diffraction confirming a rate.",
            "how was the growth of nbmotaw studied?",
            "by in situ neutron diffraction",
        ),
        (
            "NbMoTaW was made by arc melting, and phases, strength and rolling were studied.",
            "how was nbmotaw made?",
            "by arc melting",
        ),
        (
            "NbMoTaW is strengthened by a low misfit, dense grains, and stable carbides.",
            "what is nbmotaw strengthened by?",
            "a low misfit, dense grains, and stable carbides",
        ),
        (
            "Tungsten in NbMoTaW led to fine grains, significantly reducing its ductility.",
            "what did tungsten in nbmotaw lead to?",
            "fine grains",
        ),
        (
            "NbMoTaW shows a higher density of kinks on the plane and increased slip activity.",
            "what does nbmotaw show?",
            "a higher density of kinks on the plane and increased slip activity",
        ),
        (
            "The hardness of NbMoTaW rises with increasing W content, the largest grain is 9.",
            "how does the hardness of nbmotaw change with increasing w content?",
            "The hardness of NbMoTaW rises",
        ),
        (
            "The B2 fraction of NbMoTaW increased from 2% to 8% as Al increased from 1 to 3.",
            "from what value to what value did the b2 fraction of nbmotaw increase?",
            "from 2% to 8%",
        ),
        (
            "Valence band spectra together with XPS showed that NbMoTaW has a stable film.",
            "which technique showed that nbmotaw has a stable film?",
            "Valence band spectra together with XPS",
        ),
        (
            "We investigate the slip in NbMoTaW using molecular dynamics simulations.",
            "how was the slip in nbmotaw investigated?",
            "using molecular dynamics simulations",
        ),
        (
            "Using density functional theory, the lattice energies of NbMoTaW are calculated.",
            "how are the lattice energies of nbmotaw calculated?",
            "Using density functional theory",
        ),
        (
            "The experiment found porosities of NbMoTaW ranging from 3% to 10% after spraying.",
            "over what range does the porosity of nbmotaw vary?",
            "from 3% to 10%",
        ),
    ],
)
def test_an_answer_is_whole_and_runs_on_into_nothing(text: str, question: str, answer: str) -> None:
    found = {
        asked.lower().removeprefix("in nbmotaw, "): told
        for asked, (_, told) in made(text, "NbMoTaW").items()
    }
    assert found.get(question) == answer


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The framework provides physical intuition for NbMoTaW.", "framework"),
        ("The developed method reduces the number of grains of NbMoTaW.", "method"),
        ("In NaCl solution, the coating exhibits the highest resistance of NbMoTaW.", "What exh"),
        (
            "Energies of NbMoTaW agree with the experiments at all pressures under study.",
            "under st",
        ),
        ("The reaction of NbMoTaW with hydrogen occurs within two steps.", "Where"),
        ("Calculations were applied to predict the structure of NbMoTaW after casting.", "After"),
        ("A dense layer in NbMoTaW leads to a higher hardness compared to the matrix.", "compare"),
        ("The strengths of the films surpass those of the reported steels.", "surpasses those"),
        ("The sintered state exhibits 35 HV higher hardness than the cast state.", "hardness"),
        ("NbMoTaW contains bands acting as sites of nucleation during annealing.", "during"),
        (
            "The best strength of NbMoTaW was achieved in the state annealed at 700 °C.",
            "was the best",
        ),
        ("Nb changes the structure of NbMoTaW considerably.", "considerably"),
        ("Addition of tungsten has a good effect on the strength of BCC NbMoTaW.", "phase"),
        (
            "Two shapes of grains of NbMoTaW were seen when x = 0.7 probably due to sulphur.",
            "probably",
        ),
        ("While the grain size decreases to 2 nm, NbMoTaW softens.", "grain size"),
        ("NbMoTaW has a low coercivity (51 A/m), remanence (132 mT) and loss.", "coercivity"),
        ("Many twins are observed in NbMoTaW.", "Where"),
    ],
)
def test_what_would_be_asked_wrongly_is_not_asked(text: str, asked: str) -> None:
    assert not [question for question in made(text, "NbMoTaW") if asked in question]


def test_an_alloy_in_a_composite_is_not_asked_for_the_values_of_the_composite() -> None:
    text = (
        "NbMoTaW carbides were sintered. The WC grains displayed a serrated shape. The results"
        " indicate a high relative density of 98.5%."
    )
    assert "What is the relative density of NbMoTaW?" in made(text, "On NbMoTaW")
    for question in made(text, "Cemented carbides with NbMoTaW"):
        assert question.startswith("According to")


def test_each_member_of_a_family_has_its_own_value() -> None:
    text = "AlxCoCrFeNi (x = 0, 1) was cast. The results show a low hardness of 400 HV."
    assert not [question for question in made(text, "AlxCoCrFeNi") if "hardness of" in question]


def test_two_changes_of_one_property_are_told_apart_by_their_alloys() -> None:
    text = (
        "NbMoTaW and HfNbTaTiZr were cast. The yield strength also increased from 202 to 1010 MPa."
        " The yield strength of HfNbTaTiZr increased from 202 to 1322 MPa."
    )
    asked = [
        question
        for question in made(text, "NbMoTaW and HfNbTaTiZr")
        if "rom what value" in question
    ]
    assert len(asked) == 1
    assert "HfNbTaTiZr" in asked[0]


def test_an_unanswerable_question_asks_what_no_paper_speaks_of() -> None:
    papers = [(TITLE, TEXT), ("HfNbTaTiZr", "HfNbTaTiZr has a density of 9.9 g/cm3 at 300 K.")]
    triples = draft("p", TITLE, TEXT) + draft("q", *papers[1])
    asked = contrast(triples, survey(papers))
    assert asked
    for triple in asked:
        assert triple.answer == REFUSAL
        assert triple.kind == "unanswerable"
        assert (triple.start, triple.end) == (0, 0)
        if triple.rule == "other temperature":
            assert not any(number in TEXT for number in (triple.question.split(" at ")[-1][:-1],))
    assert asked == contrast(triples, survey(papers))


def test_a_temperature_within_a_range_is_not_asked_for_as_missing() -> None:
    text = "NbMoTaW was made. The hardness of NbMoTaW is 400 HV. It was tested at 4-2000 K."
    triples = draft("p", "NbMoTaW", text)
    made = contrast(triples, survey([("NbMoTaW", text)]))
    assert made
    assert [triple.rule for triple in made] == ["other property"] * len(made)


def judged() -> list[dict[str, Any]]:
    """`judged_triples.jsonl`: random samples read one by one beside their abstracts."""
    file = Path(__file__).parents[2] / "gold" / "judged_triples.jsonl"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


@pytest.fixture
def drafted(shared: Path) -> dict[str, Triple]:
    """What the rules make of the real abstracts."""
    made = {}
    for name in ("open_ccby_hea", "hea_abstracts_dev"):
        lines = (shared / "abstracts" / f"{name}.jsonl").read_text("utf-8").splitlines()
        for row in map(json.loads, lines):
            paper = row.get("id") or row["doi"]
            made |= {t.id: t for t in draft(paper, row["title"], row["abstract"])}
    return made


def test_what_a_reader_judged_wrong_is_not_drafted_again(drafted: dict[str, Triple]) -> None:
    rows = judged()
    assert not [row["id"] for row in rows if not row["right"] and row["id"] in drafted]
    right = {row["id"] for row in rows if row["right"] and row["sample"].startswith("dev")}
    assert len(drafted.keys() & right) / len(right) > 0.85


@pytest.mark.parametrize(
    ("sample", "count", "precision"),
    [
        ("unseen 1", 60, 0.82),
        ("dev 1", 150, 0.89),
        ("dev 2", 150, 0.95),
        ("unseen 2", 60, 0.82),
        ("unseen 3", 35, 0.91),
        ("fresh 1", 87, 0.76),
        ("fresh 2", 55, 0.78),
        ("fresh 3", 123, 0.85),
        ("fresh 4", 88, 0.91),
        ("unanswerable", 60, 1.0),
    ],
)
def test_the_precision_told_of_is_that_of_the_verdicts(
    sample: str, count: int, precision: float
) -> None:
    rows = [row for row in judged() if row["sample"] == sample]
    assert len({row["id"] for row in rows}) == count
    assert round(sum(row["right"] for row in rows) / count, 2) == precision
    assert all(row["right"] or row["why"] for row in rows)


def test_real_abstracts_give_six_triples_of_every_kind(drafted: dict[str, Triple]) -> None:
    papers = Counter(triple.paper for triple in drafted.values() if triple.paper.startswith("A"))
    assert sum(papers.values()) / 94 > 5.9
    assert {triple.kind for triple in drafted.values()} == set(KINDS) - {"unanswerable"}
    kinds = Counter(triple.kind for triple in drafted.values())
    assert min(kinds.values()) >= 18
