import pytest

from builder.clauses import lower_first, read_clauses, resolved, stands_alone


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The hardness of NbMoTaW increases with tungsten.",
            ("", "The hardness of NbMoTaW", "increase", "does", "with tungsten"),
        ),
        (
            "After annealing at 900 °C, the alloy consists of FCC and sigma phases.",
            (
                "After annealing at 900 °C",
                "the alloy",
                "consist",
                "does",
                "of FCC and sigma phases",
            ),
        ),
        (
            "It was found that the coatings were prepared by laser cladding.",
            ("", "the coatings", "be", "were", "prepared by laser cladding"),
        ),
        (
            "The addition of Ti can significantly improve the strength.",
            ("", "The addition of Ti", "improve", "can", "the strength"),
        ),
        (
            "Moreover, the increased hardness led to less wear.",
            ("", "the increased hardness", "lead", "did", "to less wear"),
        ),
    ],
)
def test_a_plain_sentence_is_taken_apart(sentence: str, expected: tuple[str, ...]) -> None:
    [clause] = read_clauses(sentence)
    found = (clause.lead, clause.subject, clause.base, clause.auxiliary, clause.rest)
    assert found == expected


def test_clauses_behind_a_conjunction_keep_what_led_in() -> None:
    first, second = read_clauses("At 25 °C, hardness rises with Ti, while ductility drops by half.")
    assert (first.subject, first.lead) == ("hardness", "At 25 °C")
    assert (second.subject, second.base, second.lead) == ("ductility", "drop", "At 25 °C")


@pytest.mark.parametrize(
    "sentence",
    [
        "Where the highest growth rate is observed for Al.",
        "In recent years.",
        "X-ray diffraction results confirmed the presence of FCC.",
        "High-entropy alloys have attracted attention.",
        "",
    ],
)
def test_what_is_no_plain_statement_is_left_alone(sentence: str) -> None:
    assert read_clauses(sentence) == []


def test_the_alloy_gets_its_name_and_a_pronoun_is_refused() -> None:
    assert resolved("the hardness of the alloy", "NbMoTaW") == "the hardness of NbMoTaW"
    assert resolved("the coating", "NbMoTaW") == "the NbMoTaW coating"
    assert resolved("the hardness of the alloy", None) is None
    assert resolved("its hardness", "NbMoTaW") is None


def test_standing_alone() -> None:
    assert stands_alone("What is the hardness of NbMoTaW at 300 K?")
    assert stands_alone("According to “This and that”, which phases form in the coating?")
    assert not stands_alone("What is the hardness of this alloy?")
    assert not stands_alone("Why does it rise?")


def test_a_name_keeps_its_capital_within_a_sentence() -> None:
    assert lower_first("The Laves phase") == "the Laves phase"
    assert lower_first("Laves phase") == "Laves phase"
    assert lower_first("NbMoTaW alloys") == "NbMoTaW alloys"
