import pytest

from builder.nlp.clause_parser import read_clauses


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
        (
            "Based on these maps, it is observed that cold rolling increases the density.",
            ("", "cold rolling", "increase", "does", "the density"),
        ),
        (
            "The work hardening rate first increases with strain.",
            ("", "The work hardening rate", "increase", "does", "with strain"),
        ),
        (
            "Calculations predict that the alloy contains carbides.",
            ("", "the alloy", "contain", "does", "carbides"),
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
        "As the results of the study.",
        "Films formed by annealing.",
        "The hardness tends to decrease and the wear almost forms a line.",
        "",
    ],
)
def test_what_is_no_plain_statement_is_left_alone(sentence: str) -> None:
    assert read_clauses(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The addition of Ti refines the grains and improves the strength.",
            [("refine", "the grains"), ("improve", "the strength")],
        ),
        (
            "NbMoTaW was found to be BCC, exhibiting high strength.",
            [("exhibit", "high strength"), ("be", "BCC")],
        ),
        (
            "Annealing increased the strength, hardness, and ductility of NbMoTaW.",
            [("increase", "the strength, hardness, and ductility of NbMoTaW")],
        ),
        ("The film formed at 900 °C contains oxides.", [("contain", "oxides")]),
    ],
)
def test_each_verb_of_a_sentence_makes_a_clause(
    sentence: str, expected: list[tuple[str, str]]
) -> None:
    assert [(clause.base, clause.core) for clause in read_clauses(sentence)] == expected


def test_what_stands_beside_the_object_is_told_apart() -> None:
    [clause] = read_clauses(
        "The sigma phase dissolved the grains after annealing at 900 °C for 1 h due to diffusion."
    )
    assert clause.core == "the grains"
    assert clause.adjuncts == (
        ("after", "after annealing at 900 °C for 1 h"),
        ("due to", "due to diffusion"),
    )


def test_a_lead_about_one_thing_holds_not_for_the_other() -> None:
    first, second = read_clauses("In NbMoTaW, the hardness rises by half, whereas WC is hard.")
    assert first.lead == "In NbMoTaW"
    assert second.lead == ""


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The alloys have a BCC phase.", "do have"),
        ("The alloy is found to increase the strength.", "is found to increase"),
        ("Tungsten can significantly increase the strength.", "can increase"),
        ("Irradiation did not alter the phases.", "did not alter"),
        ("The strength has been improved by tungsten.", "has been"),
    ],
)
def test_a_verb_tells_how_it_is_asked_for(sentence: str, question: str) -> None:
    [clause] = read_clauses(sentence)
    assert f"{clause.auxiliary} {clause.after}".strip() == question


def test_a_sentence_longer_than_any_has_no_clauses() -> None:
    sentence = "The hardness rises by half" + ", and the strength rises by half" * 100
    assert read_clauses(sentence[:500])
    assert read_clauses(sentence) == []
