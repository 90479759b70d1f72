from dataclasses import replace

import pytest

from builder.checks.checks import CHECKS, Checker, check_all
from builder.checks.worth.model import WorthModel
from builder.triples import REFUSAL, Triple, refusal
from hea.workflows.corpus.build import judge

TEXT = "NbMoTaW is BCC. Its yield strength is 405 MPa at 1600 °C. CrMnFeCoNi is FCC."
GOOD = Triple(
    "t", "p", "phase", "What is the phase of NbMoTaW?", "BCC", TEXT, 0, 15, "rules", "structure"
)
STRONG = replace(
    GOOD, id="s", kind="property-value", question="What is the yield strength of NbMoTaW?",
    answer="405 MPa", start=16, end=57,
)  # fmt: skip


def failed(*triples: Triple, by: Checker = Checker()) -> list[tuple[str, ...]]:  # noqa: B008
    return [triple.failed for triple in check_all(triples, {"p": "Refractory alloys"}, by)]


def test_a_good_triple_passes_every_check() -> None:
    answer = "NbMoTaW is BCC. Its yield strength is 405 MPa."
    by = Checker(judge, lambda question: (["p"], answer), WorthModel(0.0, {}, 0))
    [phase, strong] = check_all([GOOD, STRONG], {"p": ""}, by)
    assert (phase.failed, strong.failed) == ((), ())
    assert tuple(phase.checks) == CHECKS


def test_what_scores_low_and_the_worse_of_two_mirrors_fail() -> None:
    strict = Checker(worth=WorthModel(0.9, {}, 0))
    [found] = check_all([GOOD], {"p": ""}, strict)
    assert found.failed == ("worth",)
    assert "0.50" in found.checks["worth"]
    reverse = replace(GOOD, id="r", question="What is BCC?", answer="phase NbMoTaW")
    both = check_all(
        [GOOD, replace(reverse, end=15)], {"p": ""}, Checker(worth=WorthModel(0, {}, 0))
    )
    assert [one.checks["mirror"] for one in both].count("") == 1


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"start": 900, "end": 950}, "verbatim"),
        ({"question": "What is the phase of HfNbTaTiZr?"}, "bound"),
        ({"answer": "500 MPa"}, "bound"),
        ({"question": "What is the phase of this alloy?"}, "stands alone"),
        ({"question": "Is the phase of NbMoTaW BCC?"}, "not trivial"),
        ({"question": "Quelle phase existe dans NbMoTaW?"}, "language"),
        ({"answer": "sigma phase"}, "supported"),
        ({"kind": "unanswerable"}, "verbatim"),
    ],
)
def test_what_is_wrong_fails_its_own_check(changes: dict[str, object], check: str) -> None:
    [found] = failed(replace(GOOD, **changes), by=Checker(judge))  # type: ignore[arg-type]
    assert check in found


@pytest.mark.parametrize(
    ("answer", "check"),
    [
        (REFUSAL, ""),
        (refusal("the abstract gives it at 1600 °C, not at 77 K"), ""),
        (refusal("the abstract tells it of CrMnFeCoNi, not of HfNbTaTiZr"), ""),
        (refusal("the abstract gives it at 1600 °C. and 999 GPa"), "bound"),
        (refusal("the abstract tells it of AlCoCrFeNi"), "bound"),
        (f"{REFUSAL} It is BCC.", "verbatim"),
        (f"It is BCC. {REFUSAL}", "verbatim"),
    ],
)
def test_a_refusal_names_nothing_but_what_its_paper_and_its_question_name(
    answer: str, check: str
) -> None:
    asked = "What is the yield strength of HfNbTaTiZr at 77 K?"
    refused = replace(
        STRONG, kind="unanswerable", question=asked, answer=answer, start=0, end=0
    )  # fmt: skip
    assert failed(refused) == [(check,) if check else ()]


@pytest.mark.parametrize(
    "answer", ["The addition of graphene oxide (GO)", "co-doping with graphene oxide"]
)
def test_what_the_title_in_a_question_names_is_no_answer(answer: str) -> None:
    text = f"{answer} improved the compactness."
    asked = "According to “Effect of graphene oxide on NbMoTaW”, what improved the compactness?"
    triple = replace(
        GOOD, kind="mechanism", question=asked, answer=answer, context=text, end=len(text)
    )
    [found] = check_all([triple], {"p": "Effect of graphene oxide on NbMoTaW"}, Checker())
    assert found.checks["not trivial"] == "The question holds the answer."


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("1", "The answer is a number without its unit."),
        ("1 at 77", "The answer cuts a value in two."),
        ("1 073 MPa", ""),
    ],
)
def test_no_answer_cuts_a_value_or_lacks_its_unit(answer: str, reason: str) -> None:
    text = "The yield strength of NbMoTaW is 1 073 MPa, and 1 at 77 K is no value."
    triple = replace(
        STRONG, answer=answer, context=text, start=0, end=43 if answer != "1 at 77" else len(text)
    )
    [found] = check_all([triple], {"p": ""}, Checker())
    assert found.checks["bound"] == reason


def test_the_same_words_about_another_thing_are_no_duplicate() -> None:
    again = replace(GOOD, id="a", question="What is the phase of the NbMoTaW?")
    other = replace(GOOD, id="b", question="What is the phase of CrMnFeCoNi?", answer="BCC")
    hot = replace(STRONG, id="c", question="What is the yield strength of NbMoTaW at 1600 °C?")
    found = failed(GOOD, again, other, STRONG, hot)
    assert ["duplicate" in one for one in found] == [False, True, False, False, False]


@pytest.mark.parametrize(
    ("papers", "answer", "passes"),
    [
        (["q", "p"], "Its yield strength is 405 MPa at 1600 °C.", True),
        (["p"], "It is 0.405 GPa.", True),
        (["p"], "It is 500 MPa.", False),
        (["q"], "Its yield strength is 405 MPa at 1600 °C.", False),
    ],
)
def test_the_round_trip_finds_the_paper_and_the_answer(
    papers: list[str], answer: str, passes: bool
) -> None:
    [found] = failed(STRONG, by=Checker(round_trip=lambda question: (papers, answer)))
    assert ("round trip" not in found) is passes


def test_an_unanswerable_question_must_be_refused() -> None:
    asked = replace(STRONG, kind="unanswerable", answer=REFUSAL, start=0, end=0)
    assert failed(asked, by=Checker(round_trip=lambda q: ([], REFUSAL))) == [()]
    assert failed(asked, by=Checker(round_trip=lambda q: ([], "5 MPa"))) == [("round trip",)]


def test_what_was_judged_is_not_judged_again() -> None:
    asked: list[str] = []

    def counted(question: str, answer: str, title: str, abstract: str) -> str:
        asked.append(question)
        return judge(question, answer, title, abstract)

    by = Checker(counted)
    once = check_all([GOOD, replace(STRONG, answer="sigma phase")], {"p": ""}, by)
    again = check_all([*once, replace(STRONG, id="new")], {"p": ""}, by)
    assert [triple.checks for triple in again[:2]] == [triple.checks for triple in once]
    assert len(asked) == 3
