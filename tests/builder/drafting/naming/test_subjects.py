"""Questions that name no alloy are told what they are about."""

from builder.drafting.naming.subjects import name_subject, quoted_title
from builder.drafting.rules.context_reader import read_sentences

QUESTION = "What refines the grains?"


def named(title: str, abstract: str, question: str = QUESTION) -> str:
    return name_subject(question, next(read_sentences(title, abstract)), title)


def test_the_topic_of_the_title_stands_first() -> None:
    title = "Wear of laser-clad VNbTaTi coatings"
    assert named(title, "Yttrium refines the grains.") == (
        "In laser-clad VNbTaTi coatings, what refines the grains?"
    )


def test_a_title_takes_the_place_of_the_sort_of_the_material() -> None:
    title = "Wear of VNbTaTi on steel"
    asked = named(title, "Yttrium refines the steel.", "What raises the hardness of the HEAs?")
    assert asked == f"According to “{title}”, what raises the hardness?"


def test_a_sentence_on_another_material_names_the_title() -> None:
    title = "Wear of laser-clad VNbTaTi coatings"
    assert named(title, "Yttrium refines the grains of the steel.").startswith("According to “Wear")
    assert named(title, "Yttrium refines the grains of VNbMoW.").startswith("According to “Wear")


def test_the_alloy_alone_is_named_only_for_an_alloy_as_such() -> None:
    title = "On grains in VNbTaTi sheets"
    assert named(title, "Yttrium refines the grains.") == "In VNbTaTi, what refines the grains?"
    abstract = "Yttrium refines the grains. VNbTaTi coatings are hard. The coating is dense."
    assert named(title, abstract).startswith("According to “On grains")


def test_a_question_that_names_an_alloy_stays_and_one_for_an_alloy_names_the_title() -> None:
    question = "What refines the grains of VNbTaTi?"
    assert named("On VNbTaTi", "Yttrium refines the grains.", question) == question
    asked = named("On grains", "VNbTaTi has grains of 5 µm.", "Which alloy has grains of 5 µm?")
    assert asked == "According to “On grains”, which alloy has grains of 5 µm?"


def test_what_a_title_quotes_stands_in_single_marks() -> None:
    assert quoted_title("Gd as a “cladding” of grains.") == "“Gd as a ‘cladding’ of grains”"
