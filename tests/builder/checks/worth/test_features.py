"""Features tell how a triple is worded and cut, not what it is about."""

from builder.checks.worth.features import features_of
from builder.triples import Triple


def features(question: str, answer: str, evidence: str, rule: str = "result") -> dict[str, float]:
    triple = Triple("1", "p", "effect-of", question, answer, evidence, 0, len(evidence), "r", rule)
    return features_of(triple)


EVIDENCE = "Titanium additions refine the grains of NbMoTaW, and they raise its hardness."
QUESTION = "What refines the grains of NbMoTaW?"


def test_form_is_measured() -> None:
    found = features(QUESTION, "Titanium additions", EVIDENCE)
    assert found["rule result"] == found["opens what refines"] == found["before: none"] == 1.0
    assert found["before nothing"] == 1.0
    assert found["evidence commas 1"] == found["answer words 2"] == 1.0
    assert 0 < found["share of question in evidence"] < 1


def test_a_title_or_a_lead_is_no_part_of_the_question() -> None:
    titled = features(f"According to “Why grains”, {QUESTION.lower()}", "x", EVIDENCE)
    led = features(f"In laser-clad NbMoTaW coatings, {QUESTION.lower()}", "x", EVIDENCE)
    assert titled["before: title"] == led["before: lead"] == 1.0
    assert "asks why" not in titled
    assert titled["opens what refines"] == led["opens what refines"] == 1.0


def test_other_papers_give_the_same_features() -> None:
    one = features(QUESTION, "Titanium additions", EVIDENCE)
    swap = {"NbMoTaW": "VCrFeCo", "Titanium": "Vanadium"}
    other = [QUESTION, "Titanium additions", EVIDENCE]
    for old, new in swap.items():
        other = [text.replace(old, new) for text in other]
    assert features(*other) == one


def test_faults_of_wording_are_seen() -> None:
    vague = features("What does it show by?", "excellent {properties}", "It shows nothing.")
    assert {
        "question ends in a preposition", "question leaning", "answer vague", "answer signs",
        "answer not in evidence",
    } <= vague.keys()  # fmt: skip
