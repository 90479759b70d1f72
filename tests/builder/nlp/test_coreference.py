import pytest

from builder.nlp.coreference import has_pronoun, lower_first, resolve, stands_alone


def test_the_alloy_gets_its_name_and_a_pronoun_is_refused() -> None:
    assert resolve("the hardness of the alloy", "NbMoTaW") == "the hardness of NbMoTaW"
    assert resolve("the hardness of the alloy", None) is None
    assert resolve("the alloy matrix", "NbMoTaW") == "the NbMoTaW matrix"
    assert resolve("its hardness", "NbMoTaW") is None
    assert resolve("the hardness of this coating", "NbMoTaW") is None


def test_the_alloys_have_one_name_only_where_the_paper_speaks_of_one() -> None:
    assert resolve("the studied alloys", "NbMoTaW") == "NbMoTaW alloys"
    assert resolve("the studied alloys", "NbMoTaW", only=False) == "the studied alloys"


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("What is the hardness of NbMoTaW at 300 K?", True),
        ("According to “This and that”, which phases form in the coating?", True),
        ("True or false: according to “This and that”, the hardness rises?", True),
        ("According to “T”, how was the structure of the alloys determined?", True),
        ("How was the structure of the alloys determined?", False),
        ("What is the hardness of this alloy?", False),
        ("In this alloy, what forms at 900 °C?", False),
        ("In NbMoTaW, which technique showed that tungsten segregates?", True),
        ("Why does it rise?", False),
    ],
)
def test_standing_alone(question: str, alone: bool) -> None:
    assert stands_alone(question) is alone


def test_a_name_keeps_its_capital_within_a_sentence() -> None:
    assert lower_first("The Laves phase") == "the Laves phase"
    assert lower_first("Cr-containing alloys") == "Cr-containing alloys"
    assert lower_first("In-situ carbides") == "in-situ carbides"
    assert lower_first("Laves phase") == "Laves phase"
    assert lower_first("NbMoTaW alloys") == "NbMoTaW alloys"


@pytest.mark.parametrize(
    ("words", "pronoun"),
    [
        ("its strength", False),  # a possessive stands for nothing by itself
        ("it is stronger", True),
        ("those of NbMoTaW", False),
        ("those that were annealed", True),
        ("phases such as B2", False),
        ("such phases", True),
        ("the former phase", True),
        ("the hardness of NbMoTaW", False),
    ],
)
def test_a_pronoun_stands_for_something_named_before(words: str, pronoun: bool) -> None:
    assert has_pronoun(words) is pronoun
