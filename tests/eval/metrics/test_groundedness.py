from answer.grounding.check import CONTRADICTED, NOT_FOUND, SUPPORTED, Source
from builder.triples import REFUSAL
from eval.metrics.groundedness import groundedness

GROUND = Source(
    "Strength of NbMoTaW",
    "NbMoTaW was arc melted. Its yield strength is 405 MPa at 1600 °C. No cracks were found.",
)


def test_each_sentence_has_its_verdict_its_reasons_and_the_spans_compared() -> None:
    found = groundedness(
        "The yield strength of NbMoTaW is 405 MPa at 1600 °C [1]. Its yield strength is 504 MPa"
        " at 1600 °C [1]. It is used in turbine blades of aircraft engines.",
        [GROUND],
    )
    verdicts = [said.finding.verdict for said in found.sentences]
    assert verdicts == [SUPPORTED, CONTRADICTED, NOT_FOUND]
    assert (found.score, found.contradicted) == (1 / 3, 1 / 3)
    first, second, third = found.sentences
    start, end = first.finding.spans[0]
    assert GROUND.text[start:end] == "Its yield strength is 405 MPa at 1600 °C."
    assert "504 MPa" in second.finding.reasons[0]
    assert third.finding.reasons
    assert found.reasons == (*second.finding.reasons, *third.finding.reasons)


def test_a_refusal_claims_nothing() -> None:
    for answer in (REFUSAL, ""):
        found = groundedness(answer, [GROUND])
        assert (found.sentences, found.score, found.contradicted) == ((), None, None)


def test_a_bare_answer_is_read_with_its_question() -> None:
    asked = "Were any cracks found?"
    assert groundedness("No", [GROUND], asked).score == 1.0
    assert groundedness("Yes", [GROUND], asked).score == 0.0
    assert groundedness("405 MPa", [GROUND], "How strong is NbMoTaW at 1600 °C?").score == 1.0


def test_numbers_of_a_list_are_an_answer_that_nothing_supports() -> None:
    source = Source("T", "The yield strength of CoCrNi is 500 MPa.")
    assert groundedness("1. 2. 3.", [source], "What is the yield strength of CoCrNi?").score == 0.0
