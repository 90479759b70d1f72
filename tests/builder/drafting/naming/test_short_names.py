"""Short names: those a paper explains, and labels that only it understands."""

import pytest

from builder.drafting.naming.short_names import find_short_names, unknown_label

TEXT = (
    "VNbTaTi0.2 (hereafter Ti0.2) was treated by laser shock peening (LSP). Tests on a split"
    " Hopkinson pressure bar (SHPB) and transmission electron microscopy (TEM) followed."
)


def test_short_names_are_written_out_at_their_first_place() -> None:
    names = find_short_names(TEXT)
    assert names.expand("What does LSP do to LSP layers?") == (
        "What does laser shock peening (LSP) do to LSP layers?"
    )
    assert names.expand("by SHPB tests") == "by split Hopkinson pressure bar (SHPB) tests"
    assert names.expand("the Ti0.2 alloy") == "the VNbTaTi0.2 (Ti0.2) alloy"


def test_what_is_known_or_explained_stays() -> None:
    names = find_short_names(TEXT)
    for words in ("TEM shows twins", "laser shock peening (LSP) hardens", "HLSP hardens"):
        assert names.expand(words) == words


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("the strength of HSi6", "HSi6"),
        ("the Nb5 alloy", "Nb5"),
        ("from S0 to the base", "S0"),
        ("sample A is hard", "sample A"),
        ("the ACR state", "ACR"),
        ("the Ti (II) coating", "(II)"),
        ("a gap of $$x$$", "$"),
    ],
)
def test_a_label_of_the_paper_is_found(words: str, label: str) -> None:
    assert unknown_label(words) == label


@pytest.mark.parametrize(
    "words",
    [
        "the FCC phase of Al0.3CoCrFeNi at 77 K",
        "M23C6 carbides and Cr2O3 scales in 3.5 wt.% NaCl",
        "316L stainless steel and an AZ91 substrate",
        "split Hopkinson pressure bar (SHPB) tests",
        "the H2 evolved by SEM and EBSD",
        "a hardness of 450 HV0.2 (4.5 GPa)",
        "the yield strength (YS) and the UTS of HEAs",
        "According to “On S0 and ACR states”, what is hard?",
    ],
)
def test_what_the_field_understands_is_no_label(words: str) -> None:
    assert unknown_label(words) == ""


def test_a_quoted_title_keeps_its_short_names() -> None:
    names = find_short_names(TEXT)
    asked = "According to “On LSP of alloys”, what does LSP do?"
    assert names.expand(asked) == (
        "According to “On LSP of alloys”, what does laser shock peening (LSP) do?"
    )
    assert names.expand("According to “On LSP”, what rises?").endswith("“On LSP”, what rises?")


def test_a_part_of_a_formula_is_no_short_name_of_it() -> None:
    names = find_short_names("Novel CoCrFeNi(CuTi)x alloys (x = 0.2–1.0 at.%) were made with CuTi.")
    assert names.expand("with increasing CuTi content") == "with increasing CuTi content"
