"""The main verb: the first one that has a subject, no participle and no noun."""

import pytest

from builder.nlp.clause import Clause
from builder.nlp.main_verb import find_second_verb, find_subject, find_verb


@pytest.mark.parametrize(
    ("main", "subject", "verb"),
    [
        ("The alloy exhibits a high strength", "The alloy", "exhibits"),
        ("The film formed at 900 °C contains oxides", "The film formed at 900 °C", "contains"),
        ("The strength has been improved by Nb", "The strength", "has been"),
        ("Nb can significantly increase the strength", "Nb", "can significantly increase"),
        ("The alloy is found to be FCC", "The alloy", "is found to be"),
        ("Irradiation did not alter the phases", "Irradiation", "did not alter"),
        ("The increase of Al leads to BCC", "The increase of Al", "leads"),
        ("High strain rates increase the stress", "High strain rates", "increase"),
        ("The alloy, both bulk and powder, is FCC", "The alloy", "is"),
        ("A eutectic alloy, AlCoCrFeNi2.1, has lamellae", "AlCoCrFeNi2.1", "has"),
        ("Cr, Fe and Ni are depleted", "Cr, Fe and Ni", "are"),
        ("The hardness also drops to 300 HV", "The hardness", "drops"),
    ],
)
def test_the_verb_follows_its_subject(main: str, subject: str, verb: str) -> None:
    found = find_verb(main)
    assert found
    assert (find_subject(main, found), found["verb"]) == (subject, verb)


@pytest.mark.parametrize(
    "main",
    [
        "The increase of the strength",
        "Films formed by annealing",
        "Where the highest growth rate is observed",
        "and is stable",
        "The strength and",
        "",
    ],
)
def test_without_a_subject_there_is_no_verb(main: str) -> None:
    assert find_verb(main) is None


@pytest.mark.parametrize(
    ("verb", "rest", "second"),
    [
        ("refines", "the grains and improves the strength", "improves"),
        ("promotes", "the FCC phase, but suppresses the sigma phase", "suppresses"),
        ("is", "FCC and has a low hardness", "has"),
        ("shows", "a fine structure and increased hardness", None),  # a participle
        ("showed", "a fine structure and increased the hardness", "increased"),
        ("shows", "strength and ductility", None),
    ],
)
def test_a_second_verb_shares_the_subject(verb: str, rest: str, second: str | None) -> None:
    found = find_second_verb(Clause("", "The addition of Ti", verb, rest, "", ""))
    assert (found and found["verb"]) == second
