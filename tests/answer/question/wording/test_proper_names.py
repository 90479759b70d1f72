"""A paper that lacks an organism, a grade or a name that a question gives does not answer it."""

import pytest

from answer.question.wording.proper_names import lacking_name

PAPER = (
    "VNbTa on 316 SS kills E. coli in a Laves phase, as CALPHAD and Hall–Petch tell,"
    " beside a saturated calomel electrode."
)


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("What kills Staphylococcus aureus?", "Staphylococcus aureus"),
        ("What kills S. aureus?", "S. aureus"),
        ("What kills Escherichia coli?", ""),
        ("What kills E. coli?", ""),
        ("What is the hardness on 316L stainless steel?", ""),
        ("What is the hardness on 304L stainless steel?", "304L stainless steel"),
        ("What is the hardness on Inconel 718?", "Inconel 718"),
        ("Which share of the Laves phase forms?", ""),
        ("Which share of the Heusler phase forms?", "Heusler"),
        ("Heusler phase in VNbTa?", ""),
        ("What Does The Heusler Phase Tell?", ""),
        ("What is the Vickers hardness in the Cantor alloy with Cobalt?", ""),
        ("What, according to “The Heusler phase”, forms?", ""),
        ("What is the yield strength of HNCN?", "HNCN"),
        ("What is the yield strength of the HNCN alloy at 25 °C?", "HNCN"),
        ("What is the yield strength of HEAs?", ""),
        ("What is the yield strength of HNCN-coated VNbTa?", ""),
        ("What is the wear of the QYS samples?", "QYS"),
        ("What is the wear of the SCE samples?", ""),
    ],
)
def test_a_name_counts_wherever_it_stands(question: str, lacking: str) -> None:
    paper = PAPER if "Cobalt" not in question else f"{PAPER} Co in the Cantor alloy."
    assert lacking_name(question, paper) == lacking
