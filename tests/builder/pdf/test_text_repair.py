"""Words broken at a line's end are mended, damaged characters repaired."""

import pytest

from builder.pdf.text_repair import join_lines, repair, words_of

NEARBY = words_of(
    ["lithium-ion cells", "the grain size", "a boundary", "nonequilibrium", "microstructure here"]
)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["micro-", "structure"], "microstructure"),
        (["precip-", "itation"], "precipitation"),
        (["high-", "entropy alloys"], "high-entropy alloys"),
        (["two-", "phase"], "two-phase"),
        (["strong-", "ly"], "strongly"),
        (["the Ti-", "Zr system"], "the Ti-Zr system"),
        (["X-", "ray"], "X-ray"),
        (["HEA-", "based"], "HEA-based"),
        (["edge-", "aware"], "edge-aware"),
        (["lithium-", "ion"], "lithium-ion"),
        (["grain-", "boundary"], "grain-boundary"),
        (["non-", "equilibrium"], "nonequilibrium"),
        (["energy-", "and temperature-dependent"], "energy- and temperature-dependent"),
        (["ductil\xad", "ity"], "ductility"),
        (["a LC-MS/", "MS run"], "a LC-MS/MS run"),
        (["comprising 70.", "51 % of it"], "comprising 70.51 % of it"),
        (["one", "", "two"], "one two"),
    ],
)
def test_broken_words_are_mended_and_compounds_keep_their_hyphen(
    lines: list[str], text: str
) -> None:
    assert join_lines(lines, NEARBY) == text


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("speciﬁc eﬀect", "specific effect"),
        ("\uf061 and \uf073 phases at 20 \uf0b0C \uf0b1 2", "α and σ phases at 20 °C ± 2"),
        ("speci\ue103cally", "specifically"),
        ("19.67∘C and 25 ◦C and 30 ºC", "19.67°C and 25 °C and 30 °C"),
        ("𝛽-sitosterol, 414 𝜇g", "β-sitosterol, 414 μg"),
        ("Al₀.₃CoCrFeNi", "Al0.3CoCrFeNi"),
        ("10⁻³ s⁻¹", "10^−3 s−1"),
        ("5 cm²", "5 cm2"),
        ("MÃ¼ller’s resultsâ€”all", "Müller’s results—all"),
        ("Amap´a and Bele´m", "Amapá and Belém"),
        ("p-\xadmentha", "p-mentha"),
        ("red\x07 \x1b[31mtext\x85\u202e", "red [31mtext"),
        ("a  b\tc\n d", "a b c d"),
    ],
)
def test_damaged_characters_are_repaired(damaged: str, whole: str) -> None:
    assert repair(damaged) == whole


def test_an_unknown_ligature_is_guessed_from_words_nearby() -> None:
    assert repair("re\ue5abow", {"reflow"}) == "reflow"
