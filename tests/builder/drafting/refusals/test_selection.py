"""Questions that look answerable and that no paper of the corpus answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from builder.drafting.refusals import Corpus, contrast, survey
from builder.triples import REFUSAL, Triple, is_refusal, triple_id

Paper = tuple[str, str, str]
COLD = (
    "p",
    "Tension of a boron-doped alloy",
    "CoCrFeNi with boron was annealed at 900 °C for 1 h. The yield strength of CoCrFeNi is 405 MPa"
    " at 293 K. Boron segregates to grain boundaries.",
)
#: Papers that give others something to be exchanged for.
OTHERS: tuple[Paper, ...] = (
    (
        "q",
        "Cold tests",
        "CoCrNi was tested at 77 K, 150 K and 873 K. It was aged for 24 h.",
    ),
    ("r", "Phases", "CoCrFe2Ni and Co1.5CrFeNi show a FCC phase. Its hardness is 300 HV."),
)


def asked(question: str, paper: Paper = COLD, kind: str = "property-value") -> Triple:
    """A question that a paper answers."""
    name, _, text = paper
    return Triple(triple_id(text, question, "405 MPa", "rules"), name, kind, question, "405 MPa",
                  text, 0, 20, "rules", "value")  # fmt: skip


def library(*papers: Paper, answered: Sequence[str] = ()) -> Corpus:
    """The survey of papers, whose answered questions have the words of ``answered`` in plenty."""
    corpus = survey(papers)
    for question in [*answered, "What is it of at after by when why how is the in does"] * 240:
        corpus.note_answered(question)
    return corpus


def refused(
    triples: Sequence[Triple], corpus: Corpus, titles: Mapping[str, str] | None = None
) -> list[Triple]:
    for triple in triples:
        for _ in range(240):
            corpus.note_answered(triple.question)
    return contrast(triples, corpus, titles or {COLD[0]: COLD[1]})


def test_a_temperature_is_exchanged_for_one_that_the_abstract_does_not_give() -> None:
    one = asked("What is the yield strength of CoCrFeNi at 293 K?")
    [made] = refused([one], library(COLD, *OTHERS))
    assert made.rule == "other temperature"
    assert made.question in {
        f"What is the yield strength of CoCrFeNi at {at}?" for at in ("77 K", "150 K", "873 K")
    }
    at = made.question.split(" at ")[1][:-1]
    reason = f"the abstract gives the yield strength at 293 K, not at {at}."
    assert made.answer == f"{REFUSAL[:-1]}: {reason}"
    assert is_refusal(made.answer)
    assert (made.kind, made.start, made.end, made.evidence) == ("unanswerable", 0, 0, "")


def test_no_temperature_is_put_in_that_the_abstract_speaks_of() -> None:
    text = (
        "The yield strength of CoCrFeNi is 405 MPa at 293 K. It was tested from 4 K to 1000 K,"
        " under tension."
    )
    one = asked("What is the yield strength of CoCrFeNi at 293 K?", ("p", "", text))
    made = refused([one], library(("p", "", text), *OTHERS))
    assert all("temperature" not in triple.rule for triple in made)


def test_what_holds_after_a_time_holds_after_a_longer_one() -> None:
    text = "The mass of CoCrFeNi decreased after 30 h due to spalling."
    one = asked("Why did the mass of CoCrFeNi decrease after 30 h?", ("p", "", text), "mechanism")
    hours = ("s", "", "CoCrNi was held for 60 h, 100 h and 200 h.")
    made = refused([one], library(("p", "", text), hours))
    assert all(triple.rule != "other time" for triple in made)


def test_a_value_after_longer_than_a_time_holds_after_a_longer_one() -> None:
    text = "After annealing at 900 °C for longer than 6 h, the hardness of CoCrFeNi is 278 HV."
    question = "What is the hardness of CoCrFeNi after annealing at 900 °C for 6 h?"
    hours = ("s", "", "CoCrNi was annealed for 12 h, 18 h and 24 h.")
    made = refused([asked(question, ("p", "", text))], library(("p", "", text), hours))
    assert all(triple.rule != "other time" for triple in made)


def test_one_of_several_states_is_not_exchanged() -> None:
    several = asked("What is the yield strength of cold-sprayed and annealed CoCrFeNi?")
    words = ["as-cast annealed cold-rolled homogenized aged hot-rolled"]
    made = refused([several], library(COLD, *OTHERS, answered=words))
    assert all(triple.rule != "other state" for triple in made)


def test_a_strength_is_not_asked_above_melting_nor_a_treatment_out_of_reach() -> None:
    hot = ("s", "Hot", "CoCrNi melts at 1700 K; it was held at 1550 °C and annealed at 300 °C.")
    value = asked("What is the yield strength of CoCrFeNi at 293 K?")
    treated = asked("What is the yield strength of CoCrFeNi after annealing at 900 °C?")
    for triple in (value, treated):
        made = refused([triple], library(COLD, hot))
        assert all(one.rule != "other temperature" for one in made)


def test_another_paper_that_may_answer_keeps_a_question_from_being_a_refusal() -> None:
    one = asked("What is the yield strength of CoCrFeNi at 293 K?")
    cold = ("t", "", "The yield strength of CoCrFeNi is 900 MPa at 77 K, 150 K, 600 °C and 873 K.")
    made = refused([one], library(COLD, *OTHERS, cold))
    assert all(triple.rule != "other temperature" for triple in made)


def test_an_alloy_is_exchanged_for_one_of_its_elements_that_the_abstract_cannot_mean() -> None:
    one = asked("Why does CoCrFeNi fail early?", kind="mechanism")
    [made] = refused([one], library(COLD, *OTHERS))
    assert made.rule == "other alloy"
    other = made.question.removeprefix("Why does ").removesuffix(" fail early?")
    assert other in {"CoCrFe2Ni", "Co1.5CrFeNi"}
    assert made.answer.endswith(f"the abstract tells this of CoCrFeNi, not of {other}.")
    family = ("p", "", COLD[2] + " CoxCrFeNi and CoCrNi were cast, too.")
    again = refused([asked("Why does CoCrFeNi fail early?", family)], library(family, *OTHERS))
    assert all("Co1.5" not in triple.question for triple in again)


def test_an_element_and_a_property_are_exchanged_for_absent_ones() -> None:
    element = asked("What effect does Al addition have on grains?", kind="effect-of")
    amount = asked("According to “T”, what yield strength is reported?")
    for triple, way, absent in (
        (element, "other element", "Al addition"),
        (amount, "other property", "yield strength"),
    ):
        words = ["Ti Nb Mo Cu V Mn Si addition", "elongation"]
        corpus = library(COLD, *OTHERS, answered=words)
        [made] = refused([triple], corpus)
        assert made.rule == way
        assert absent not in made.question


def test_words_that_answered_questions_hardly_have_are_not_put_in() -> None:
    amount = asked("According to “T”, what yield strength is reported?")
    assert refused([amount], library(COLD, *OTHERS)) == []


def test_a_quoted_title_stays_as_it_is() -> None:
    one = asked("According to “Creep at 293 K of CoCrFeNi”, what is the strength at 293 K?")
    [made] = refused([one], library(COLD, *OTHERS))
    assert "“Creep at 293 K of CoCrFeNi”" in made.question
    assert not made.question.endswith("at 293 K?")


def test_there_is_one_refusal_for_three_questions_and_the_same_each_time() -> None:
    many = [asked(f"Why does CoCrFeNi fail in test {n}?", kind="mechanism") for n in range(7)]
    made = refused(many, library(COLD, *OTHERS))
    assert 1 <= len(made) <= 3
    assert made == refused(many, library(COLD, *OTHERS))
    assert len({triple.question for triple in made}) == len(made)


def test_questions_across_papers_are_left_alone() -> None:
    one = asked("What is the yield strength of CoCrFeNi at 293 K?")
    joined = Triple(
        one.id, one.paper, "across-papers", one.question, one.answer, one.context, 0, 9, "rules",
        "across", papers=("q",),
    )  # fmt: skip
    assert refused([joined], library(COLD, *OTHERS)) == []


@pytest.mark.parametrize("text", ["", "x", "At 293 K. " * 50, "“" * 30])
def test_any_text_gives_refusals_or_none(text: str) -> None:
    paper = ("p", text, text or "x")
    one = asked("What is the yield strength of CoCrFeNi at 293 K?", paper)
    assert isinstance(refused([one], library(paper), {"p": text}), list)


def test_a_property_asked_together_with_another_thing_stays() -> None:
    joined = "According to “T”, what increased strength but reduced ductility?"
    alone = "According to “T”, what increased the ductility?"
    corpus = library(COLD, *OTHERS, answered=["toughness strain hardening"])
    assert refused([asked(joined, kind="effect-of")], corpus) == []
    assert [one.rule for one in refused([asked(alone, kind="effect-of")], corpus)] == [
        "other property"
    ]


def test_a_topic_of_the_same_sort_is_asked_that_the_abstract_does_not_tell_of() -> None:
    one = asked("What did the study “T” find about the microstructure?", kind="summary")
    answered = ["the porosity texture deformation mechanism cracking precipitation"]
    [made] = refused([one], library(COLD, *OTHERS, answered=answered))
    assert made.rule == "other topic"
    assert "microstructure" not in made.question


TOPICS = (
    "the wear rate corrosion resistance hardness elongation and ductility of a friction coefficient"
)


def topics_of(question: str, text: str) -> str:
    """The topics that a question on a paper is asked for instead of its own; "" if for none."""
    paper = ("p", "T", text)
    one = asked(question, paper, "summary")
    made = refused([one], library(paper, answered=[TOPICS]), {"p": "T"})
    return next((one.question for one in made if one.rule == "other topic"), "")


def test_several_topics_are_exchanged_for_as_many_of_one_field() -> None:
    text = "Annealing changes the microstructure and the phases of CoCrFeNi."
    asked_now = topics_of(
        "What did the study “T” find about the microstructure and the phases?", text
    )
    fields = (["the wear ", "the friction "], ["the elongation", "the ductility"])
    assert any(all(one in asked_now for one in field) for field in fields), asked_now


@pytest.mark.parametrize(
    "text",
    [
        "By molecular dynamics, annealing changes the microstructure of CoCrFeNi.",
        "Fast ions change the microstructure of CoCrFeNi.",
        "Chlorides change the microstructure of CoCrFeNi: wear, corrosion and hardness suffer,"
        " friction too; the ductility is low.",
    ],
)
def test_no_topic_is_asked_that_a_study_cannot_tell_of_or_that_it_tells_of(text: str) -> None:
    assert topics_of("What did the study “T” find about the microstructure?", text) == ""


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("According to “T”, how does annealing affect the microstructure?", True),
        ("According to “T”, how does the sliding speed affect the microstructure?", False),
        ("According to “T”, how do the twins affect the microstructure?", False),
        ("According to “T”, how do poor alloying elements affect the microstructure?", False),
    ],
)
def test_what_is_varied_must_bear_on_a_topic_of_another_field(question: str, fits: bool) -> None:
    text = "The microstructure of CoCrFeNi and the volume fraction of the phases change."
    assert bool(topics_of(question, text)) == fits


def test_a_layer_is_not_asked_for_its_ductility() -> None:
    text = "A coating of CoCrFeNi has a microstructure. Wear, friction, corrosion, hardness: told."
    assert topics_of("What did the study “T” find about the microstructure?", text) == ""


def test_refused_questions_have_the_forms_of_answered_ones() -> None:
    """One that quotes no title is no refusal where nearly all answered ones quote theirs."""
    bare = asked("Why does CoCrFeNi fail early?", kind="mechanism")
    few, many = library(COLD, *OTHERS), library(COLD, *OTHERS)
    for number in range(500):
        few.note_answered(f"According to “T {number}”, why does CoCrFeNi fail early?")
        many.note_answered("Why does CoCrFeNi fail early?")
    few.refused["“ "] = round(0.2 * few.answered["“ "])
    assert contrast([bare], few, {}) == []
    assert len(contrast([bare], many, {})) == 1


def test_a_title_does_not_give_a_refusal_away() -> None:
    titled = "According to “On Al in metals”, what effect does Al addition have on grains?"
    words = ["Ti Nb Mo Cu V Mn Si addition"]
    found = refused([asked(titled, kind="effect-of")], library(COLD, *OTHERS, answered=words))
    assert all(one.rule != "other element" for one in found)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (
            "At what temperature was a strength of 405 MPa of CoCrFeNi obtained for 2 h?",
            "condition",
        ),
        ("How does annealing affect the phases of as-cast CoCrFeNi?", "effect-of"),
        ("What does the share of BCC/B2 phase of CoCrFeNi show?", "phase"),
        ("What is the wear rate of CoCrFeNi in air and in salt water?", "property-value"),
        ("How does boron affect the hardness and the tensile strength of CoCrFeNi?", "effect-of"),
        ("How does boron affect the tensile strength and the phases of CoCrFeNi?", "effect-of"),
    ],
)
def test_a_part_of_what_belongs_together_is_not_exchanged(question: str, kind: str) -> None:
    answered = [
        "1 h hot-rolled cold-rolled homogenized L12 Laves sigma argon nitrogen vacuum",
        "compressive",
    ]
    made = refused([asked(question, kind=kind)], library(COLD, *OTHERS, answered=answered))
    assert all(triple.rule in ("other alloy", "other topic") for triple in made)


def test_an_alloy_whose_variable_is_another_element_is_not_put_in() -> None:
    text = "The hardness of CoCrFeNiCux rises with Cu. AlxCoCrFeNiCu and CoCrFeMnCux are cast."
    paper = ("p", "Copper", text)
    one = asked("How does increasing the Cu content affect CoCrFeNiCux?", paper, "effect-of")
    made = refused([one], library(paper), {"p": "Copper"})
    assert [triple.question for triple in made] == [
        "How does increasing the Cu content affect CoCrFeMnCux?"
    ]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What phase structure does the Laves phase of samples have?", "phase"),
        ("What causes the discreteness of yield strength of CoCrFeNi?", "mechanism"),
        ("What effect does a layer have on the motion of Al atoms?", "effect-of"),
    ],
)
def test_what_belongs_to_one_phase_property_or_element_is_not_exchanged(
    question: str, kind: str
) -> None:
    answered = ["BCC HCP FCC sigma B2 phase ductility elongation toughness Ti Nb Mo Cu V Mn Si"]
    made = refused([asked(question, kind=kind)], library(COLD, *OTHERS, answered=answered))
    assert all(triple.rule == "other alloy" for triple in made)


def test_an_intermetallic_is_not_put_in_for_an_alloy() -> None:
    one = asked("Why does CoCrFeNi fail early?", kind="mechanism")
    layered = ("s", "Layers", "Al13(FeCoNiCr)4 and Al5(FeCoCrNi)2 form.")
    assert refused([one], library(COLD, layered)) == []


def test_a_question_that_counts_reasons_is_left_alone() -> None:
    several = "What are the reasons for the strength of CoCrFeNi?"
    assert refused([asked(several)], library(COLD, *OTHERS))
    two = several.replace("the reasons", "the two main reasons")
    assert not refused([asked(two)], library(COLD, *OTHERS))


def test_a_wrong_value_is_not_exchanged_further() -> None:
    wrong = asked(
        "True or false: the yield strength of CoCrFeNi is 9 GPa at 293 K?", kind="true-false"
    )
    right = replace(wrong, answer="True")
    made = [
        refused([one], library(COLD, *OTHERS))
        for one in (right, replace(wrong, answer="False: it is 405 MPa"))
    ]
    assert [len(some) for some in made] == [1, 0]


def test_the_cause_of_something_is_not_asked_of_something_else() -> None:
    one = asked("What hardens CoCrFeNi at 293 K?")
    assert refused([one], library(COLD, *OTHERS))
    for rule in ("reason", "doer", "cause behind", "object"):
        assert not refused([replace(one, rule=rule)], library(COLD, *OTHERS))
