"""Values of several papers are compared where property, condition and form agree."""

from builder.checks.checks import Checker, check_all
from builder.drafting.derived.across_papers import compare_papers, stated_values
from builder.drafting.draft import draft
from builder.triples import Triple

TITLES = {"p1": "On NbMoTaW", "p2": "On HfNbTaTiZr", "p3": "On CoCrFeNi"}


def value(paper: str, sentence: str) -> list[Triple]:
    return [t for t in draft(paper, None, sentence) if t.rule == "value"]


def compared(**sentences: str) -> list[Triple]:
    triples = [t for paper, sentence in sentences.items() for t in value(paper, sentence)]
    return [*compare_papers(stated_values(triples), lambda _: TITLES)]


def test_the_context_holds_the_sentences_of_both_papers() -> None:
    [made] = compared(
        p1="The hardness of NbMoTaW is 454 HV.", p2="The hardness of HfNbTaTiZr is 390 HV."
    )
    assert made.kind == "across-papers"
    assert {made.paper, *made.papers} == {"p1", "p2"}
    assert sorted(made.all_evidence) == [
        "The hardness of HfNbTaTiZr is 390 HV.",
        "The hardness of NbMoTaW is 454 HV.",
    ]
    assert made.answer == "NbMoTaW: 454 HV against 390 HV"
    assert made.difficulty == "hard"
    [checked] = check_all([made], TITLES, Checker())
    assert checked.failed == ()


def test_another_condition_form_or_property_is_not_compared() -> None:
    one = "The hardness of NbMoTaW is 454 HV."
    for other in (
        "The hardness of the HfNbTaTiZr coating is 390 HV.",
        "The nanohardness of HfNbTaTiZr is 5.1 GPa.",
        "The hardness of HfNbTaTiZr at 600 °C is 200 HV.",
        "The hardness of HfNbTaTiZr is 450 HV.",
    ):
        assert compared(p1=one, p2=other) == []


def test_three_papers_make_a_table() -> None:
    made = compared(
        p1="The hardness of NbMoTaW is 454 HV.",
        p2="The hardness of HfNbTaTiZr is 390 HV.",
        p3="The hardness of CoCrFeNi is 160 HV.",
    )
    [table] = [one for one in made if one.rule == "table of papers"]
    assert len(table.papers) == 2
    assert {"NbMoTaW: 454 HV", "HfNbTaTiZr: 390 HV", "CoCrFeNi: 160 HV"} == {
        *table.answer.split("; ")
    }
