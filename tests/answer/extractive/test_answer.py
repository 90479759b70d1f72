from pathlib import Path

import pytest
from fakes import WordEmbedder
from hits import hit
from small_library import built, write_records

from answer.answers import Answer
from answer.extractive.answer import answer_extractively
from builder.triples import REFUSAL
from retrieval.hybrid import Searcher
from retrieval.vector_index import open_index


def ask(searcher: Searcher, question: str) -> Answer:
    return answer_extractively(question, searcher.search(question, 5))


@pytest.mark.parametrize(
    ("question", "quote", "short"),
    [
        (
            "What is the fracture toughness of the Cantor alloy at 77 K?",
            "Its fracture toughness exceeds 200 MPa m^0.5 at 77 K.",
            "> 200 MPa m^0.5",
        ),
        (
            "Why does the toughness of FeCoNiCrMn rise on cooling?",
            "The toughness rises on cooling because nanotwins form beside dislocation slip.",
            None,
        ),
        (
            "Yield strength in GPa of TaNbWMo at 1600 °C?",
            "Its yield strength is 405 MPa at 1600 °C.",
            "0.405 GPa (405 MPa)",
        ),
    ],
)
def test_the_answering_sentence_is_quoted_with_its_paper(
    searcher: Searcher, question: str, quote: str, short: str | None
) -> None:
    given = ask(searcher, question)
    assert given.answered
    assert given.citations[0].quote == quote
    assert given.short == short
    assert given.text.startswith(f"{quote} [1]")


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("What is the fracture toughness of the Cantor alloy at 4.2 K?", "it gives 77 K"),
        ("What is the yield strength of HfNbTaTiZr at 1600 °C?", "You asked about HfNbTaTiZr"),
        ("What is the hardness of the Cantor alloy?", "No value of hardness"),
        ("What is the hardness of Al0.5CoCrFeNi?", "You asked about Al0.5CoCrFeNi"),
        ("How much does the sourdough rise?", "nothing of"),
    ],
)
def test_a_near_miss_is_refused_and_says_what_is_missing(
    searcher: Searcher, question: str, why: str
) -> None:
    given = ask(searcher, question)
    assert not given.answered
    assert (given.text, given.short, given.citations) == (REFUSAL, None, ())
    assert why in (given.nearest or why)


def test_a_question_about_nothing_here_is_refused_without_a_nearest(searcher: Searcher) -> None:
    given = ask(searcher, "Who won the football cup?")
    assert (given.answered, given.nearest) == (False, None)


def test_every_quote_stands_at_its_offsets_in_a_retrieved_paper(searcher: Searcher) -> None:
    given = ask(searcher, "Why does hardness rise with aluminium in AlxCoCrFeNi?")
    assert given.answered
    for sentence in given.sentences:
        assert set(sentence.citations) <= {citation.n for citation in given.citations}
    for citation in given.citations:
        abstract = citation.listed.paper.abstract
        assert abstract is not None
        assert abstract.text[citation.start : citation.end] == citation.quote
        assert citation.listed.id in given.retrieved


@pytest.mark.parametrize(("alloy", "short"), [("Al0.9CoCrFeNi", "527 HV"), ("Al0.3CoCrFeNi", None)])
def test_a_change_along_a_series_is_told_of_its_ends_alone(
    searcher: Searcher, alloy: str, short: str | None
) -> None:
    given = ask(searcher, f"What is the hardness of {alloy}?")
    assert (given.answered, given.short) == (short is not None, short)


PAIR = {
    "id": "pair",
    "title": "Strength of NbMoTaW and VNbMoTaW up to 1600 °C",
    "abstract": "At room temperature the yield strength of NbMoTaW is 1058 MPa. The yield strength"
    " of VNbMoTaW is 1246 MPa at 25 °C, 842 MPa at 1000 °C and 477 MPa at 1600 °C.",
    "doi": "10.1000/pair",
}


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What is the yield strength of VNbMoTaW at 1600 °C?", "477 MPa"),
        ("What is the yield strength of WTaMoNbV in GPa at 1000 °C?", "0.842 GPa (842 MPa)"),
        ("What is the yield strength of NbMoTaW at room temperature?", "1058 MPa"),
        ("What is the yield strength of NbMoTaW at 1600 °C?", None),
    ],
)
def test_a_value_of_the_alloy_beside_it_is_never_given(
    corpus: Path, tmp_path: Path, question: str, short: str | None
) -> None:
    write_records(corpus / "r.jsonl", PAIR)
    embedder = WordEmbedder()
    db, _ = built(tmp_path, corpus, embedder)
    given = ask(Searcher(db, open_index(tmp_path / "index"), embedder), question)
    assert given.short == short
    assert given.answered == (short is not None)
    if short is None:
        assert given.nearest is not None
        assert "it gives the yield strength at room temperature" in given.nearest


def test_the_sentence_with_the_value_asked_for_is_quoted_first() -> None:
    text = (
        "CoCrFeNi was aged in air; after 10 h of ageing in air the scale on CoCrFeNi is 410 nm in"
        " hardness maps. The hardness of CoCrFeNi is 410 HV. Wear is slow."
    )
    given = answer_extractively(
        "What is the hardness of CoCrFeNi after ageing in air?", [hit(1, text)]
    )
    assert given.citations[0].quote == "The hardness of CoCrFeNi is 410 HV."
    assert given.short == "410 HV"


def test_a_copyright_line_is_no_quote() -> None:
    abstract = "The hardness of CoCrFeNi is high. © 2020 Hardness Society CoCrFeNi."
    answer = answer_extractively("What is said of the hardness of CoCrFeNi?", [hit(1, abstract)])
    assert [one.quote for one in answer.citations] == ["The hardness of CoCrFeNi is high."]


def test_no_value_of_another_material_is_told_where_the_paper_asked_about_gives_none() -> None:
    asked_about = hit(1, "Heterogeneous carbon-containing CoCrNi has a yield strength of 556 MPa.")
    other = hit(2, "CoCrNi with carbon has a tensile strength of 618 MPa.")
    question = "What tensile strength has heterogeneous carbon-containing CoCrNi?"
    assert answer_extractively(question, [other]).answered
    assert not answer_extractively(question, [asked_about, other]).answered


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        (
            "What phases does CoCrFeNiMo0.85 contain?",
            ["CoCrFeNiMo0.85 contains sigma and mu phases."],
        ),
        ("What phases does CoCrFeNiMo contain?", ["With Mo, BCC phases form in CoCrFeNiMox."]),
        (
            "Effect of Mo on the phases of CoCrFeNiMo0.85",
            ["With Mo, BCC phases form in CoCrFeNiMox."],
        ),
    ],
)
def test_a_paper_that_names_the_composition_goes_before_one_on_its_family(
    question: str, quoted: list[str]
) -> None:
    family = hit(1, "CoCrFeNiMox was clad. With Mo, BCC phases form in CoCrFeNiMox.")
    member = hit(2, "CoCrFeNiMo0.85 was cast. CoCrFeNiMo0.85 contains sigma and mu phases.")
    given = answer_extractively(question, [family, member])
    papers = {citation.listed.id for citation in given.citations}
    assert [one.quote for one in given.citations][:1] == quoted
    assert (papers == {member.listed.id}) is quoted[0].startswith("CoCrFeNiMo0.85")


def test_a_value_is_quoted_without_those_of_other_alloys() -> None:
    told = (
        "The yield strength of NbMoTaW is 1058 MPa at 25 °C. The yield strength of VNbMoTaW is 1246"
        " MPa at 25 °C. It is ductile."
    )
    given = answer_extractively("What is the yield strength of NbMoTaW?", [hit(1, told)])
    assert given.short == "1058 MPa"
    assert not any("VNbMoTaW" in one.quote for one in given.citations)


def test_a_formula_that_was_cut_short_is_known_again() -> None:
    other = hit(1, "The hydrogen capacity of TiMn2 and TiCr2 was predicted.")
    cut = hit(2, "Zr0.7Hf0.3Co0.6Cu0.4 traps isotopes.")
    given = answer_extractively("What is the hydrogen capacity of Zr0.7Hf0.3Co?", [other, cut])
    assert (given.nearest or "").endswith("Did you mean Zr0.7Hf0.3Co0.6Cu0.4?")
