"""An abstract in pieces: they make it whole again, and a quote is lit across marks."""

import pytest

from hea.workflows.conversation.marked_text import marked_text

TEXT = "With x = 0.3 AlxCoCrFeNi is FCC; its hardness of 116 HV rises to 527 HV in B2."


@pytest.mark.parametrize(("start", "end"), [(0, 0), (0, len(TEXT)), (5, 20), (16, 17), (30, 60)])
def test_the_pieces_make_the_text_whole(start: int, end: int) -> None:
    pieces = marked_text(TEXT, start, end)
    assert "".join(one.text for one in pieces) == TEXT
    assert "".join(one.text for one in pieces if one.lit) == TEXT[start:end]
    assert all(one.text for one in pieces)


def test_an_alloy_leads_to_its_page_and_a_compound_does_not() -> None:
    text = "CoCrFeNi holds Al2O3, and CoCrFeNi with TiC is harder."
    leads = {one.text: one.alloy for one in marked_text(text) if one.mark == "alloy"}
    assert leads["CoCrFeNi"] == "CoCrFeNi"
    assert leads["Al2O3"] == ""


def test_alloys_values_and_phases_are_told_apart() -> None:
    marked = {one.text: one.mark for one in marked_text(TEXT) if one.mark}
    assert marked["AlxCoCrFeNi"] == "alloy"
    assert marked["FCC"] == marked["B2"] == "phase"
    assert marked["527 HV"] == "value"
    assert marked_text("") == []
