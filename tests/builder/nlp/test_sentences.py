from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.nlp.sentences import sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["The yield strength is 0.5 GPa.", "It rises to 1.2 GPa at 77 K."],
        ["Ref. 5 reports Al0.3CoCrFeNi (cf. Fig. 2).", "It is FCC."],
        ["Cu dissolves up to 9 at. % in it.", "Above, grains segregate."],
        ["It ends in a formula, Ti0.486V0.375Cr0.111Ta0.028.", "Overall, it is BCC."],
        ["It exceeds 200 MPa·m1/2 at 77 K.", "Over this range it rises.", "A new state forms."],
        ["It is 477 MPa at 1600 °C.", "Little is lost.", "Work by J. Smith agrees."],
        ["It was worn at up to 600 ℃.", "The alloy has 260 HV."],
        [
            "It took up hydrogen (1.38 wt %).",
            "Whereas others did not (2 %).",
            "Notably, it is ductile.",
        ],
        ["Ductility was 12 %.", "Partial recrystallization followed."],
        ["This holds in Region II.", "Irradiation changed it."],
        ["The elongation reached 15. 7%.", "The Al0. 5 alloy is stronger by 2. 66 times."],
        ["It was tested in 2012.", "25 samples failed."],
        ["Is it sluggish?", "No.", "Diffusion, e.g. of Ni, is not."],
        ["It showed hardness (∼4.7 %) and more, i.e. strength."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [text[start:end] for start, end in sentences(text)] == parts


@given(st.text(max_size=300))
def test_spans_are_in_order_and_lose_no_word(text: str) -> None:
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    kept = "".join("".join(text[start:end].split()) for start, end in spans)
    assert kept == "".join(text.split())
