"""Questions that look answerable and that no paper of the corpus answers."""

from builder.drafting.draft import draft
from builder.drafting.unanswerable import contrast, survey
from builder.triples import REFUSAL

TITLE = "Microstructure and strength of NbMoTaW"
TEXT = (
    "NbMoTaW was fabricated by vacuum arc melting. The alloy consists of a single BCC phase. Its"
    " grains were seen. The microstructure of NbMoTaW was investigated using scanning electron"
    " microscopy. NbMoTaW has a yield strength of 405 MPa at 1600 °C. The addition of vanadium"
    " increases the hardness of the alloy. The high strength is attributed to solid solution"
    " strengthening. The hardness of NbMoTaW is higher than that of HfNbTaTiZr. NbMoTaW was"
    " annealed at 1400 °C. The results show that grain growth led to a decrease in the ductility"
    " of NbMoTaW."
)


def test_an_unanswerable_question_asks_what_no_paper_speaks_of() -> None:
    papers = [(TITLE, TEXT), ("HfNbTaTiZr", "HfNbTaTiZr has a density of 9.9 g/cm3 at 300 K.")]
    triples = draft("p", TITLE, TEXT) + draft("q", *papers[1])
    asked = contrast(triples, survey(papers))
    assert asked
    for triple in asked:
        assert triple.answer == REFUSAL
        assert triple.kind == "unanswerable"
        assert (triple.start, triple.end) == (0, 0)
        if triple.rule == "other temperature":
            assert not any(number in TEXT for number in (triple.question.split(" at ")[-1][:-1],))
    assert asked == contrast(triples, survey(papers))


def test_a_temperature_within_a_range_is_not_asked_for_as_missing() -> None:
    text = "NbMoTaW was made. The hardness of NbMoTaW is 400 HV. It was tested at 4-2000 K."
    triples = draft("p", "NbMoTaW", text)
    made = contrast(triples, survey([("NbMoTaW", text)]))
    assert made
    assert [triple.rule for triple in made] == ["other property"] * len(made)
