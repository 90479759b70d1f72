"""A finding is asked by what it tells of, in its own words."""

from builder.drafting.draft import draft
from builder.drafting.rules.context_reader import read_sentences
from builder.drafting.whole_sentences.leaning import points_outside, without_connective
from builder.drafting.whole_sentences.summaries import is_finding, told_in_words
from builder.drafting.whole_sentences.told_things import told_things
from builder.triples import Triple

START = "In this work, NbMoTaW was cast. "


def found(text: str) -> list[Triple]:
    made = draft("p", "Wear of metals", START + text)
    return [one for one in made if one.rule == "finding told"]


def test_a_finding_is_asked_by_what_it_tells_of() -> None:
    [one] = found("The residual stress remains compressive near the surface of every single disc.")
    assert one.question == "What did the study “Wear of metals” find about the residual stress?"


def test_a_finding_told_in_two_places_is_not_asked_by_one_of_them() -> None:
    first = "The residual stress remains compressive near the surface of every single disc."
    second = "The residual stress drops to zero in the middle of the discs of every batch."
    assert found(f"{first} The wheels turned slowly in salt water. {second}") == []


def test_what_a_question_asks_for_stands_in_its_answer() -> None:
    assert told_in_words(["the residual stress", "the phases"], "The phase has residual stress.")
    assert not told_in_words(["precipitation"], "The precipitated TiC lies along the matrix.")
    assert (
        found("The grains near the ground surface of the discs are finer than those below.") == []
    )


def test_the_lowest_of_others_that_are_not_named_is_not_asked() -> None:
    told = "The residual stress of the discs with many tungsten particles is"
    assert found(f"{told} low in every part.")
    assert found(f"{told} the lowest.") == []


def test_what_an_electron_microscope_saw_and_a_cemented_carbide_are_no_findings() -> None:
    assert found("The residual stress was observed by electron microscopy on every disc.") == []
    assert "precipitation" not in told_things("The cemented carbide holds CoCrFeNi carbide.")


def test_what_refers_to_unnamed_alloys_or_was_cut_is_not_asked() -> None:
    assert found("The residual stress remains compressive near the surface in both alloys.") == []
    assert found("The residual stress of the discs is compressive and can still reach 15.") == []


def test_a_condition_stands_behind_the_material_that_it_holds_for() -> None:
    [one] = found("When the load is 5 N, the residual stress remains low in every part of it.")
    assert one.question.endswith("about the residual stress when the load is 5 N?")


def test_what_was_looked_at_or_belongs_to_a_sentence_before_is_no_finding() -> None:
    assert (
        found("The residual stress of the discs is observed by scanning electron microscopy.") == []
    )
    assert found("The residual stress of the discs was tailored to achieve a very long life.") == []
    assert (
        found("The residual stress was 1.3 MPa at the top and 7.9 MPa there, respectively.") == []
    )


def test_a_material_that_another_is_compared_with_is_not_asked() -> None:
    text = "The residual stress of the discs remains low, surpassing that of HfNbTaTiZr by far."
    assert not any("HfNbTaTiZr" in one.question for one in found(text))


def test_an_unnamed_addition_leans_on_the_sentence_before() -> None:
    assert found("The addition keeps the residual stress low near the edges of every disc.") == []


def test_what_adds_to_another_finding_is_not_the_whole_of_it() -> None:
    assert found("The residual stress also remains compressive near the edges of every disc.") == []


def test_a_difficult_task_is_no_finding() -> None:
    assert (
        found("The residual stress of discs is an extremely difficult task for many methods.") == []
    )


def test_the_study_itself_is_no_part_of_the_answer() -> None:
    told = "The current study reported that the stress is low."
    assert without_connective(told) == "The stress is low."


def test_a_phase_in_passing_is_no_finding_on_phases() -> None:
    text = (
        "The joints of NbMoTaW have superior interfacial quality and a wider zone because in it the"
        " diffusion of iron is enhanced by the tendency to form a stable BCC solid solution."
    )
    made = draft("p", "Bonding of NbMoTaW and HfNbTaTiZr", START + text)
    assert not any(one.rule == "summary of phases" for one in made)


def test_a_change_without_its_cause_is_no_finding() -> None:
    told = "The residual stress increases from 200 MPa to 400 MPa over the whole of the disc"
    assert found(f"{told}.") == []
    assert found(f"{told} due to shrinkage.") != []


def test_that_something_was_shown_is_no_finding() -> None:
    text = "The residual stress in all discs reveals the compositional variation of the films."
    assert found(text) == []


def test_what_a_material_has_is_a_finding_on_it_and_all_of_some_are_known() -> None:
    told = "All the films exhibit a compressive residual stress at every load and temperature."
    [one] = found(told)
    assert "the residual stress" in one.question
    assert one.answer == told
    assert (
        found("Very large faults exhibit a compressive residual stress at every load here.") == []
    )


def test_a_finding_is_asked_with_the_sentence_that_goes_on() -> None:
    text = (
        "The residual stress remains compressive near the surface of every single disc."
        " This stress keeps the discs sound in salt water for a whole year."
    )
    [one] = found(text)
    assert one.answer == text
    apart = text.replace("This stress keeps", "There are wheels that keep")
    assert "There" not in "".join(one.answer for one in found(apart))


def test_an_answer_names_what_it_points_at() -> None:
    assert points_outside("Slip governs the strain. These regions ease the recrystallization.")
    assert not points_outside("Shear forms in regions. These regions ease recrystallization.")
    assert not points_outside("Slip governs the strain. These effects add up.")


def test_the_subject_of_a_sentence_is_not_asked_where_nothing_is_told_of_it() -> None:
    text = "The borided case of the discs reaches deep below their ground surface here."
    assert draft("p", "Wear of metals", START + text) == []


def test_values_whose_material_no_question_can_name_are_a_finding() -> None:
    text = "The hardness and the density of the composite were 151 HV and 8.1 g/cm3, respectively."
    [one] = draft("p", "A self-lubricating composite of NbMoTaW", START + text)
    assert (one.rule, one.answer) == ("finding told", text)


def test_a_finding_that_another_one_names_is_not_the_whole_of_it() -> None:
    first = "The residual stress remains compressive near the surface of every single disc."
    second = "The discs with much tungsten are even more prone to residual stress than those."
    assert found(first)
    assert found(f"{first} The wheels turned slowly in salt water. {second}") == []


def test_by_how_much_something_changed_is_no_cause() -> None:
    told = "The yield strength of the discs decreased from 930 to 883 MPa"
    [caused] = read_sentences("Wear", f"{told} after annealing.")
    [plain] = read_sentences("Wear", f"{told}, and their strain increased by 8 %.")
    assert is_finding(caused)
    assert not is_finding(plain)
