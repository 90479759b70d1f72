"""Contexts of sentences and clauses: the alloy meant, background, conditions."""

import pytest

from builder.drafting.rules.context_reader import clause_contexts, read_sentences
from builder.drafting.rules.sentence_context import ClauseContext, SentenceContext, join_question


def sentences(text: str, title: str = "On alloys") -> list[SentenceContext]:
    return list(read_sentences(title, text))


def clause(text: str, title: str = "On alloys") -> ClauseContext:
    [found] = clause_contexts(sentences(text, title)[-1])
    return found


def test_a_sentence_is_about_the_alloy_named_before() -> None:
    first, second = sentences("NbMoTaW was cast. Its hardness is 454 HV.")
    assert (first.alloy, first.names_alloy) == ("NbMoTaW", True)
    assert (second.alloy, second.names_alloy) == ("NbMoTaW", False)
    assert second.single_alloy
    assert second.certain_alloy == "NbMoTaW"


def test_with_two_alloys_only_the_one_named_is_certain() -> None:
    _, second, third = sentences(
        "NbMoTaW and HfNbTaTiZr were cast. NbMoTaW is hard. The hardness is high."
    )
    assert second.certain_alloy == "NbMoTaW"
    assert (third.alloy, third.certain_alloy) == ("NbMoTaW", None)


def test_a_composite_is_not_the_one_alloy_of_its_paper() -> None:
    [sentence] = sentences("NbMoTaW was cast.", "Cemented carbides with NbMoTaW")
    assert not sentence.single_alloy


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("NbMoTaW has a hardness of 454 HV.", False),
        ("The hardness of NbMoTaW was investigated.", True),
        ("NbMoTaW has attracted attention.", True),
        ("We found that NbMoTaW is hard.", False),
        ("We study NbMoTaW.", True),
        ("NbMoTaW is widely used.", True),
    ],
)
def test_background_is_told_from_findings(text: str, background: bool) -> None:
    assert sentences(text)[0].background is background


def test_what_stands_before_the_work_of_the_paper_is_background() -> None:
    first, _, third = sentences(
        "NbMoTaW is hard. In this work, NbMoTaW was cast. NbMoTaW has large grains."
    )
    assert (first.background, third.background) == (True, False)


def test_values_and_changes_are_counted_over_the_abstract() -> None:
    first, _ = sentences(
        "The hardness of NbMoTaW rises from 350 HV to 454 HV. Its hardness falls to 300 HV."
    )
    assert first.change_counts["hardness"] == 1
    assert first.value_counts["hardness"] == 3


def test_a_clause_has_its_conditions_with_the_alloy_named() -> None:
    found = clause("After annealing of the alloy, NbMoTaW retains a high strength at 1600 °C.")
    assert (found.subject, found.core) == ("NbMoTaW", "a high strength")
    assert found.conditions == ("after annealing of NbMoTaW", "at 1600 °C")
    assert found.condition_suffix == " after annealing of NbMoTaW at 1600 °C"
    assert found.resolvable
    assert found.statement == "NbMoTaW retains a high strength"
    assert found.question("What", but="at 1600 °C") == (
        "What does NbMoTaW retain after annealing of NbMoTaW?"
    )


def test_a_condition_that_refers_to_words_before_gives_no_question() -> None:
    found = clause("After this treatment, NbMoTaW retains a high strength.")
    assert not found.resolvable
    assert found.question("What") is None
    assert found.subject_question("What", "a high strength") is None


def test_the_owner_of_a_property_is_named_where_it_is_certain() -> None:
    text = "NbMoTaW was cast. The hardness increases with the grain size."
    assert clause(text).subject == "the hardness of NbMoTaW"
    of_two = f"NbMoTaW and HfNbTaTiZr were cast. {text}"
    assert clause(of_two).subject == "the hardness"


@pytest.mark.parametrize(
    "text", ["It shows a high strength.", "The results show good agreement.", "They are hard."]
)
def test_a_subject_that_names_nothing_gives_no_clause(text: str) -> None:
    assert list(clause_contexts(sentences(text)[0])) == []


def test_a_wording_is_the_same_for_the_same_sentence() -> None:
    one, again = sentences("NbMoTaW is hard.")[0], sentences("NbMoTaW is hard.")[0]
    assert one.variant(("a", "b", "c")) == again.variant(("a", "b", "c"))


def test_a_question_is_joined_without_empty_parts() -> None:
    assert join_question("How", "was", "", "NbMoTaW", "cast") == "How was NbMoTaW cast?"


def test_what_is_spoken_of_is_no_condition() -> None:
    text = "For the corrosion resistance of the alloys in acid, Al promotes the film of NbMoTaW."
    [sentence] = read_sentences("NbMoTaW", text)
    assert [one.conditions for one in clause_contexts(sentence)] == [()]


def test_what_is_added_is_not_added_to_the_member_named_before() -> None:
    text = "NbMoTaWZr0.2 is hard. The addition of Zr raises the hardness of the alloy."
    last = sentences(text, "Effect of Zr on NbMoTaWZrx alloys")[-1]
    assert last.alloy == "NbMoTaWZrx"
