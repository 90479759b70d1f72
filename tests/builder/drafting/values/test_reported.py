"""Values whose material no question can name are asked of the study, with their sentence."""

from builder.drafting.draft import draft
from builder.triples import Triple

START = "In this work, NbMoTaW was cast. "
TOLD = "The hardness and the density of the composite were 151 HV and 8.1 g/cm3, respectively."


def asked(text: str, title: str | None = "A self-lubricating composite of NbMoTaW") -> list[Triple]:
    return [one for one in draft("p", title, START + text) if one.rule == "values told"]


def test_all_values_of_a_sentence_are_asked_of_the_study() -> None:
    [one] = asked(TOLD)
    assert one.question == (
        "What values of the hardness and the density does the study “A self-lubricating composite"
        " of NbMoTaW” report?"
    )
    assert one.answer == one.evidence == TOLD
    assert one.kind == "property-value"


def test_values_that_other_sentences_complete_or_other_work_gave_are_not_asked() -> None:
    assert not asked(f"{TOLD} The hardness of the composite was 400 HV at 300 K.")
    assert not asked(TOLD.replace("of the composite", "of a commercial composite"))
    assert not asked(TOLD, None)
